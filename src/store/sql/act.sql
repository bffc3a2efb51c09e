-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: operation_insert
INSERT INTO operation (id, actor, request, at, result) VALUES ($1, $2, $3, $4, '') ON CONFLICT (id) DO NOTHING;

-- name: operation_result
UPDATE operation SET result = $2 WHERE id = $1;

-- name: operation_get
SELECT actor, request, result FROM operation WHERE id = $1;

-- name: audit_insert
INSERT INTO audit (id, operation, at, actor, action, object_kind, object_id, detail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: audit_list
SELECT id, operation, at, actor, action, object_kind, object_id, detail FROM audit ORDER BY id;

-- name: audit_list_object
SELECT id, operation, at, actor, action, object_kind, object_id, detail FROM audit
WHERE object_kind = $1 AND object_id = $2 ORDER BY id;
