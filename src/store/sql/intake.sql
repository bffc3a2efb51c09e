-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: extract_insert
INSERT INTO extract (id, status) VALUES ($1, 'open') ON CONFLICT (id) DO NOTHING;

-- name: extract_status
SELECT status FROM extract WHERE id = $1;

-- name: import_insert
INSERT INTO import (id, extract, operation, at, instrument, cases_created, cases_updated, cases_unchanged,
    cases_rejected, log_created, log_unchanged, log_rejected)
VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0, 0, 0, 0);

-- name: import_file_insert
INSERT INTO import_file (import, kind, name, sha256, bytes) VALUES ($1, $2, $3, $4, $5);

-- name: import_finish
UPDATE import SET cases_created = $2, cases_updated = $3, cases_unchanged = $4, cases_rejected = $5, log_created = $6,
    log_unchanged = $7, log_rejected = $8
WHERE id = $1;

-- name: import_list
SELECT m.id, m.at, o.actor, m.instrument, m.cases_created, m.cases_updated, m.cases_unchanged, m.cases_rejected,
    m.log_created, m.log_unchanged, m.log_rejected, m.operation
FROM import m JOIN operation o ON o.id = m.operation WHERE m.extract = $1 ORDER BY m.id;

-- name: import_file_list
SELECT f.import, f.kind, f.name, f.sha256, f.bytes FROM import_file f JOIN import m ON m.id = f.import
WHERE m.extract = $1 ORDER BY f.import, f.kind;

-- name: case_known
SELECT id, content_hash FROM case_record WHERE extract = $1 AND reference = $2;

-- name: case_insert
INSERT INTO case_record (id, extract, reference, content, content_hash, source, line, import)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: case_update
UPDATE case_record SET content = $2, content_hash = $3, source = $4, line = $5, import = $6 WHERE id = $1;

-- name: log_insert
INSERT INTO log_entry (id, case_id, content, content_hash, source, line, import)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (case_id, content_hash) DO NOTHING;

-- name: case_publications
SELECT r.id FROM selection s JOIN review r ON r.id = s.review
WHERE s.case_id = $1 AND s.state = 'reviewed' AND r.status = 'published' ORDER BY r.id;

-- What is taken in bit by bit stands under the id of an extract that nobody can give ("~" and the operation), and becomes the extract's in
-- one step (review/intake_stage.h). Its import belongs to an operation that goes with it.
-- name: extract_has_cases
SELECT 1 FROM case_record WHERE extract = $1 LIMIT 1;

-- name: stage_list
SELECT id FROM extract WHERE id LIKE '~%' ORDER BY id;

-- name: stage_import_take
UPDATE import SET extract = $2, operation = $3 WHERE extract = $1;

-- name: stage_case_take
UPDATE case_record SET extract = $2 WHERE extract = $1;

-- name: stage_log_delete
DELETE FROM log_entry WHERE case_id IN (SELECT id FROM case_record WHERE extract = $1 ORDER BY reference LIMIT $2);

-- name: stage_case_delete
DELETE FROM case_record WHERE id IN (SELECT id FROM case_record WHERE extract = $1 ORDER BY reference LIMIT $2);

-- name: stage_import_delete
DELETE FROM import WHERE extract = $1;

-- name: stage_extract_delete
DELETE FROM extract WHERE id = $1;

-- name: stage_operation_delete
DELETE FROM operation WHERE id = $1;
