-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: operation_insert
INSERT INTO operation (id, actor, request, at, result) VALUES ($1, $2, $3, $4, '') ON CONFLICT (id) DO NOTHING;

-- name: operation_result
UPDATE operation SET result = $2 WHERE id = $1;

-- name: operation_get
SELECT actor, request, result FROM operation WHERE id = $1;
