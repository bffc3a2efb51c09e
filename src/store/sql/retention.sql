-- SPDX-License-Identifier: GPL-3.0-or-later

-- Those that are due come first, then those without a date; what is removed comes last. None that is only being taken in.
-- name: retention_list
SELECT e.id, e.status, (SELECT COUNT(*) FROM case_record k WHERE k.extract = e.id), COALESCE(t.review_on, ''),
    COALESCE(t.version, 0), (SELECT COUNT(*) FROM retention_hold h WHERE h.extract = e.id AND h.lifted_at IS NULL),
    (SELECT COALESCE(MAX(m.at), 0) FROM import m WHERE m.extract = e.id), COALESCE(r.at, 0), COALESCE(w.at, 0)
FROM extract e LEFT JOIN retention t ON t.extract = e.id LEFT JOIN removal r ON r.extract = e.id
    LEFT JOIN removal_wipe w ON w.extract = e.id
WHERE ($1 = '' AND e.id NOT LIKE '~%') OR e.id = $1
ORDER BY CASE WHEN r.at IS NULL THEN 0 ELSE 1 END, COALESCE(t.review_on, ''), e.id;

-- name: retention_set
INSERT INTO retention (extract, review_on, version)
SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), 1 WHERE CAST($3 AS BIGINT) = 0
ON CONFLICT (extract) DO NOTHING;

-- name: retention_change
UPDATE retention SET review_on = $2, version = version + 1 WHERE extract = $1 AND version = $3;

-- name: hold_insert
INSERT INTO retention_hold (id, extract, reason, placed_by, placed_at, lifted_by, lifted_at, lifted_reason)
VALUES ($1, $2, $3, $4, $5, NULL, NULL, NULL);

-- name: hold_lift
UPDATE retention_hold SET lifted_by = $2, lifted_at = $3, lifted_reason = $4 WHERE id = $1 AND lifted_at IS NULL;

-- name: hold_list
SELECT id, extract, reason, placed_by, placed_at, COALESCE(lifted_by, ''), COALESCE(lifted_at, 0),
    COALESCE(lifted_reason, '')
FROM retention_hold WHERE extract = $1 ORDER BY placed_at, id;

-- name: hold_get
SELECT extract FROM retention_hold WHERE id = $1;

-- name: removal_reviews_of
SELECT r.id, r.status FROM review r
WHERE EXISTS (SELECT 1 FROM selection s JOIN case_record k ON k.id = s.case_id WHERE s.review = r.id AND k.extract = $1)
    OR EXISTS (SELECT 1 FROM draw d WHERE d.review = r.id AND d.extract = $1)
ORDER BY r.id;

-- name: removal_hashes
SELECT k.id, k.content_hash, COALESCE(l.id, ''), COALESCE(l.content_hash, '')
FROM case_record k LEFT JOIN log_entry l ON l.case_id = k.id WHERE k.extract = $1 ORDER BY k.reference, k.id, l.content_hash;

-- name: removal_next
SELECT COALESCE(MAX(number), 0) + 1 FROM removal;

-- name: removal_insert
INSERT INTO removal (extract, number, operation, at, removed_by, reason, extract_sha256, rows_sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: removal_count_insert
INSERT INTO removal_count (extract, kind, rows) VALUES ($1, $2, $3);

-- name: removal_review_insert
INSERT INTO removal_review (extract, review, published) VALUES ($1, $2, $3);

-- name: removal_get
SELECT number, at, removed_by, reason, extract_sha256, rows_sha256 FROM removal WHERE extract = $1;

-- name: removal_count_list
SELECT kind, rows FROM removal_count WHERE extract = $1 ORDER BY kind;

-- name: removal_review_list
SELECT review, published FROM removal_review WHERE extract = $1 ORDER BY review;

-- name: removal_import_list
SELECT f.kind, f.sha256, f.bytes, m.at FROM import_file f JOIN import m ON m.id = f.import
WHERE m.extract = $1 ORDER BY m.at, f.import, f.kind;

-- name: removal_wipe_insert
INSERT INTO removal_wipe (extract, operation, at) VALUES ($1, $2, $3) ON CONFLICT (extract) DO NOTHING;

-- name: removal_unwiped
SELECT m.extract FROM removal m WHERE NOT EXISTS (SELECT 1 FROM removal_wipe w WHERE w.extract = m.extract)
ORDER BY m.number;

-- name: review_removed_at
SELECT m.at, m.extract FROM removal_review r JOIN removal m ON m.extract = r.extract WHERE r.review = $1
ORDER BY m.number LIMIT 1;

-- What goes, in the order in which rows refer to each other.
-- name: remove_departure_translation
DELETE FROM departure_translation WHERE assessment IN
    (SELECT a.id FROM assessment a JOIN case_record k ON k.id = a.case_id WHERE k.extract = $1);

-- name: remove_answer
DELETE FROM answer WHERE assessment IN
    (SELECT a.id FROM assessment a JOIN case_record k ON k.id = a.case_id WHERE k.extract = $1);

-- name: remove_assessment
DELETE FROM assessment WHERE case_id IN (SELECT id FROM case_record WHERE extract = $1);

-- Texts about the cases that no report has printed.
-- name: remove_unpublished_finding_key
DELETE FROM finding_key WHERE finding IN (SELECT f.finding FROM finding_case f JOIN case_record k ON k.id = f.case_id
    JOIN review r ON r.id = f.review WHERE k.extract = $1 AND r.status = 'open');

-- name: remove_unpublished_finding_criterion
DELETE FROM finding_criterion WHERE finding IN (SELECT f.finding FROM finding_case f
    JOIN case_record k ON k.id = f.case_id JOIN review r ON r.id = f.review WHERE k.extract = $1 AND r.status = 'open');

-- name: remove_unpublished_finding
UPDATE finding SET text_en = '', text_cy = '', version = version + 1 WHERE id IN (SELECT f.finding FROM finding_case f
    JOIN case_record k ON k.id = f.case_id JOIN review r ON r.id = f.review WHERE k.extract = $1 AND r.status = 'open');

-- name: remove_finding_case
DELETE FROM finding_case WHERE case_id IN (SELECT id FROM case_record WHERE extract = $1);

-- name: remove_emptied_finding
DELETE FROM finding WHERE text_en = '' AND text_cy = ''
    AND NOT EXISTS (SELECT 1 FROM finding_case f WHERE f.finding = finding.id)
    AND NOT EXISTS (SELECT 1 FROM finding_criterion f WHERE f.finding = finding.id)
    AND NOT EXISTS (SELECT 1 FROM finding_key f WHERE f.finding = finding.id);

-- name: remove_unpublished_comment
UPDATE outcome_comment SET text_en = '', text_cy = '', version = version + 1
WHERE id IN (SELECT c.comment FROM outcome_comment_case c JOIN case_record k ON k.id = c.case_id
    JOIN review r ON r.id = c.review WHERE k.extract = $1 AND r.status = 'open');

-- name: remove_comment_case
DELETE FROM outcome_comment_case WHERE case_id IN (SELECT id FROM case_record WHERE extract = $1);

-- name: remove_emptied_comment
DELETE FROM outcome_comment WHERE text_en = '' AND text_cy = ''
    AND NOT EXISTS (SELECT 1 FROM outcome_comment_case c WHERE c.comment = outcome_comment.id);

-- name: remove_meeting_case
DELETE FROM meeting_case WHERE case_id IN (SELECT id FROM case_record WHERE extract = $1);

-- name: remove_nomination
DELETE FROM nomination WHERE case_id IN (SELECT id FROM case_record WHERE extract = $1);

-- name: remove_allocation
DELETE FROM allocation WHERE case_id IN (SELECT id FROM case_record WHERE extract = $1);

-- name: remove_conflict
DELETE FROM conflict_of_interest WHERE case_id IN (SELECT id FROM case_record WHERE extract = $1);

-- A case of another extract that one of these took the place of stays out of its review.
-- name: remove_replacing
UPDATE selection SET state = 'excluded', replaced_by = NULL, version = version + 1
WHERE replaced_by IN (SELECT id FROM case_record WHERE extract = $1)
    AND case_id NOT IN (SELECT id FROM case_record WHERE extract = $1);

-- What an edition says of each case; of the public ones what was published stays (kept_file, and here).
-- name: remove_edition_file
DELETE FROM edition_file WHERE edition IN (SELECT e.id FROM edition e WHERE (e.kind = 'internal' OR e.state <> 'published')
    AND e.review IN (SELECT s.review FROM selection s JOIN case_record k ON k.id = s.case_id WHERE k.extract = $1));

-- name: remove_reject
DELETE FROM job_reject WHERE extract = $1;

-- name: remove_listed_case
DELETE FROM job_exception WHERE reference IN (SELECT reference FROM case_record WHERE extract = $1);

-- name: remove_selection
DELETE FROM selection WHERE case_id IN (SELECT id FROM case_record WHERE extract = $1);

-- name: remove_ticket
DELETE FROM draw_ticket WHERE case_id IN (SELECT id FROM case_record WHERE extract = $1);

-- name: remove_frame
UPDATE draw SET frame = '' WHERE extract = $1;

-- name: remove_draw_reason
UPDATE draw_event SET reason_en = '-', reason_cy = '-'
WHERE replaced IS NOT NULL AND review IN (SELECT review FROM draw WHERE extract = $1);

-- name: remove_correction
DELETE FROM correction WHERE case_id IN (SELECT id FROM case_record WHERE extract = $1);

-- name: remove_log_entry
DELETE FROM log_entry WHERE case_id IN (SELECT id FROM case_record WHERE extract = $1);

-- name: remove_case
DELETE FROM case_record WHERE extract = $1;

-- name: remove_file_name
UPDATE import_file SET name = '' WHERE import IN (SELECT id FROM import WHERE extract = $1);

-- What a sender called the files of work that imported into it, checked that or failed at it, and where the work says it again. The
-- work's input names the extract (job/job_import.c), or leaves out that it is the review's own.
-- name: remove_upload_name
UPDATE job_upload SET name = '' WHERE job IN (SELECT id FROM job WHERE kind = 'import'
    AND (input LIKE '%"extract":"' || $1 || '"%' OR (subject = $1 AND input LIKE '%"extract":""%')));

-- And why reports were not made, which names cases.
-- name: remove_job_words
UPDATE job SET result = CASE WHEN result = '' THEN '' ELSE '{}' END, failure_en = '', failure_cy = ''
WHERE (kind = 'import' AND (input LIKE '%"extract":"' || $1 || '"%' OR (subject = $1 AND input LIKE '%"extract":""%')))
    OR (kind = 'edition' AND state = 'failed'
        AND subject IN (SELECT s.review FROM selection s JOIN case_record k ON k.id = s.case_id WHERE k.extract = $1));

-- What an import answered names its files.
-- name: remove_import_answer
UPDATE operation SET result = '' WHERE id IN (SELECT operation FROM import WHERE extract = $1);

-- name: remove_hold
DELETE FROM retention_hold WHERE extract = $1;

-- name: remove_retention
DELETE FROM retention WHERE extract = $1;

-- name: kept_file_insert
INSERT INTO kept_file (review, name, content, sha256) VALUES ($1, $2, $3, $4);

-- name: kept_file_list
SELECT name, content FROM kept_file WHERE review = $1 ORDER BY name;

-- name: kept_file_count
SELECT COUNT(*) FROM kept_file WHERE review = $1;

-- name: kept_figure_insert
INSERT INTO kept_figure (review, criterion, met, base) VALUES ($1, $2, $3, $4);

-- name: kept_figure_list
SELECT criterion, met, base FROM kept_figure WHERE review = $1 ORDER BY criterion;
