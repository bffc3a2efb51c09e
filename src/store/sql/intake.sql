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
