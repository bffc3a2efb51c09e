-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: finding_insert
INSERT INTO finding (id, review, kind, text_en, text_cy, version) VALUES ($1, $2, $3, $4, $5, 1);

-- name: finding_update
UPDATE finding SET kind = $3, text_en = $4, text_cy = $5, version = version + 1 WHERE id = $1 AND version = $2;

-- name: finding_delete
DELETE FROM finding WHERE id = $1;

-- name: finding_touch
UPDATE finding SET version = version + 1 WHERE id = $1 AND version = $2;

-- name: finding_review
SELECT review FROM finding WHERE id = $1;

-- name: finding_case_insert
INSERT INTO finding_case (finding, review, case_id, part)
SELECT CAST($1 AS TEXT), review, case_id, CAST($4 AS TEXT) FROM selection WHERE review = $2 AND case_id = $3
ON CONFLICT (finding, case_id, part) DO NOTHING;

-- name: finding_case_delete_all
DELETE FROM finding_case WHERE finding = $1;

-- name: finding_criterion_insert
INSERT INTO finding_criterion (finding, criterion) VALUES ($1, $2) ON CONFLICT (finding, criterion) DO NOTHING;

-- name: finding_criterion_delete_all
DELETE FROM finding_criterion WHERE finding = $1;

-- name: finding_list
SELECT id, kind, text_en, text_cy, version FROM finding WHERE review = $1 ORDER BY id;

-- name: finding_case_list
SELECT f.finding, k.id, k.reference, f.part FROM finding_case f JOIN case_record k ON k.id = f.case_id
WHERE f.review = $1 ORDER BY f.finding, k.reference, k.id, f.part;

-- name: finding_criterion_list
SELECT c.finding, c.criterion FROM finding_criterion c JOIN finding f ON f.id = c.finding
WHERE f.review = $1 ORDER BY c.finding, c.criterion;

-- name: outcome_comment_insert
INSERT INTO outcome_comment (id, review, criterion, outcome, text_en, text_cy, version)
VALUES ($1, $2, $3, $4, $5, $6, 1);

-- name: outcome_comment_update
UPDATE outcome_comment SET criterion = $3, outcome = $4, text_en = $5, text_cy = $6, version = version + 1
WHERE id = $1 AND version = $2;

-- name: outcome_comment_delete
DELETE FROM outcome_comment WHERE id = $1;

-- name: outcome_comment_touch
UPDATE outcome_comment SET version = version + 1 WHERE id = $1 AND version = $2;

-- name: outcome_comment_review
SELECT review FROM outcome_comment WHERE id = $1;

-- name: outcome_comment_case_insert
INSERT INTO outcome_comment_case (comment, review, case_id, part)
SELECT CAST($1 AS TEXT), review, case_id, CAST($4 AS TEXT) FROM selection WHERE review = $2 AND case_id = $3
ON CONFLICT (comment, case_id, part) DO NOTHING;

-- name: outcome_comment_case_delete_all
DELETE FROM outcome_comment_case WHERE comment = $1;

-- name: outcome_comment_list
SELECT id, criterion, outcome, text_en, text_cy, version FROM outcome_comment WHERE review = $1 ORDER BY id;

-- name: outcome_comment_case_list
SELECT c.comment, k.id, k.reference, c.part FROM outcome_comment_case c JOIN case_record k ON k.id = c.case_id
WHERE c.review = $1 ORDER BY c.comment, k.reference, k.id, c.part;
