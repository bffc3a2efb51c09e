-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: job_insert
INSERT INTO job (id, kind, subject, input, language, actor, asked_at, state, attempts, stop_asked, progress_done,
    progress_total, progress_unit, result, failure_en, failure_cy)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', 0, 0, 0, 0, '', '', '', '');

-- name: job_upload_insert
INSERT INTO job_upload (job, part, file, name, bytes) VALUES ($1, $2, $3, $4, $5);

-- name: job_get
SELECT id, kind, subject, input, language, actor, asked_at, state, attempts, began_at, ended_at, worker, stop_asked,
    progress_done, progress_total, progress_unit, result, failure_en, failure_cy
FROM job WHERE id = $1;

-- name: job_list
SELECT id, kind, subject, input, language, actor, asked_at, state, attempts, began_at, ended_at, worker, stop_asked,
    progress_done, progress_total, progress_unit, result, failure_en, failure_cy
FROM job WHERE kind = $1 AND subject = $2 ORDER BY id DESC LIMIT $3;

-- name: job_list_kind
SELECT id, kind, subject, input, language, actor, asked_at, state, attempts, began_at, ended_at, worker, stop_asked,
    progress_done, progress_total, progress_unit, result, failure_en, failure_cy
FROM job WHERE kind = $1 ORDER BY id DESC LIMIT $2;

-- name: job_upload_list
SELECT part, file, name, bytes FROM job_upload WHERE job = $1 ORDER BY part;

-- name: job_upload_needed
SELECT u.file FROM job_upload u JOIN job j ON j.id = u.job WHERE j.state IN ('waiting', 'running');

-- name: job_next
SELECT id, kind, subject, input, language, actor, asked_at, state, attempts, began_at, ended_at, worker, stop_asked,
    progress_done, progress_total, progress_unit, result, failure_en, failure_cy
FROM job WHERE state = 'waiting' OR (state = 'running' AND lease_until < $1)
ORDER BY asked_at, id LIMIT 1;

-- name: job_take
UPDATE job SET state = 'running', attempts = attempts + 1, began_at = $2, worker = $3, lease_until = $4,
    progress_done = 0, progress_total = 0, progress_unit = ''
WHERE id = $1 AND state IN ('waiting', 'running');

-- name: job_renew
UPDATE job SET lease_until = $3, progress_done = $4, progress_total = $5, progress_unit = $6
WHERE id = $1 AND worker = $2 AND state = 'running';

-- name: job_give_back
UPDATE job SET state = 'waiting', attempts = attempts - 1, worker = NULL, lease_until = NULL
WHERE id = $1 AND worker = $2 AND state = 'running';

-- name: job_stop
UPDATE job SET stop_asked = 1, state = CASE WHEN state = 'waiting' THEN 'stopped' ELSE state END,
    ended_at = CASE WHEN state = 'waiting' THEN CAST($2 AS BIGINT) ELSE NULL END
WHERE id = $1 AND state IN ('waiting', 'running') AND stop_asked = 0;

-- name: job_end
UPDATE job SET state = $3, ended_at = $4, worker = NULL, lease_until = NULL, result = $5, failure_en = $6,
    failure_cy = $7
WHERE id = $1 AND worker = $2 AND state = 'running';

-- name: job_reject_insert
INSERT INTO job_reject (job, part, number, extract, record, line, reference, reason_en, reason_cy, csv)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: job_reject_count
SELECT COUNT(*) FROM job_reject r WHERE r.job = $1 AND r.number > 0 AND r.reference NOT IN (
    SELECT c.reference FROM conflict_of_interest i JOIN case_record c ON c.id = i.case_id
    WHERE i.account = $2 AND i.withdrawn_at IS NULL);

-- name: job_reject_list
SELECT r.part, r.record, r.line, r.reason_en, r.reason_cy FROM job_reject r
WHERE r.job = $1 AND r.number > 0 AND r.reference NOT IN (
    SELECT c.reference FROM conflict_of_interest i JOIN case_record c ON c.id = i.case_id
    WHERE i.account = $2 AND i.withdrawn_at IS NULL)
ORDER BY r.part, r.number LIMIT $3 OFFSET $4;

-- name: job_reject_lines
SELECT r.number, r.csv FROM job_reject r
WHERE r.job = $1 AND r.part = $2 AND r.number > $4 AND r.reference NOT IN (
    SELECT c.reference FROM conflict_of_interest i JOIN case_record c ON c.id = i.case_id
    WHERE i.account = $3 AND i.withdrawn_at IS NULL)
ORDER BY r.number LIMIT $5;

-- name: job_output_insert
INSERT INTO job_output (job, name, content) VALUES ($1, $2, $3);

-- name: job_output_get
SELECT content FROM job_output WHERE job = $1 AND name = $2;

-- name: job_output_list
SELECT name FROM job_output WHERE job = $1 ORDER BY name;

-- name: job_exception_insert
INSERT INTO job_exception (job, number, reference, source, line, measure_en, measure_cy)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: job_exception_list
SELECT e.number, e.reference, e.source, e.line, e.measure_en, e.measure_cy FROM job_exception e
WHERE e.job = $1 AND e.reference NOT IN (
    SELECT c.reference FROM conflict_of_interest i JOIN case_record c ON c.id = i.case_id
    WHERE i.account = $2 AND i.withdrawn_at IS NULL)
ORDER BY e.number;

-- name: job_reject_forget
DELETE FROM job_reject WHERE job = $1;

-- name: job_exception_forget
DELETE FROM job_exception WHERE job = $1;
