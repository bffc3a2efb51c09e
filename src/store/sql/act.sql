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

-- By the chain, not by the clock, which may have been set back.
-- name: audit_list
SELECT a.id, a.operation, a.at, a.actor, a.action, a.object_kind, a.object_id, a.detail FROM audit a LEFT JOIN audit_link l ON l.audit = a.id
ORDER BY COALESCE(l.number, 0), a.id;

-- name: audit_list_object
SELECT a.id, a.operation, a.at, a.actor, a.action, a.object_kind, a.object_id, a.detail
FROM audit a LEFT JOIN audit_link l ON l.audit = a.id WHERE a.object_kind = $1 AND a.object_id = $2
ORDER BY COALESCE(l.number, 0), a.id;
