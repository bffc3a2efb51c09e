-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: section_insert
INSERT INTO section (review, key, text_en, text_cy, position, version)
SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), COALESCE(MAX(position), 0) + 1, 1
FROM section WHERE review = $1
ON CONFLICT (review, key) DO NOTHING;

-- name: section_update
UPDATE section SET text_en = $4, text_cy = $5, version = version + 1 WHERE review = $1 AND key = $2 AND version = $3;

-- name: section_delete
DELETE FROM section WHERE review = $1 AND key = $2 AND version = $3;

-- name: section_list
SELECT key, text_en, text_cy, version FROM section WHERE review = $1 ORDER BY position, key;
