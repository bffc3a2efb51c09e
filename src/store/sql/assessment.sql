-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: assessment_insert
INSERT INTO assessment (id, review, case_id, kind, reviewer, language, state, comment, submitted_at, version)
VALUES ($1, $2, $3, $4, $5, $6, 'draft', '', NULL, 1);

-- name: moderation_exists
SELECT COUNT(*), COUNT(*) FILTER (WHERE state = 'draft') FROM assessment
WHERE review = $1 AND case_id = $2 AND kind = 'moderation';

-- name: assessment_touch
UPDATE assessment SET version = version + 1 WHERE id = $1 AND version = $2 AND state = 'draft';

-- name: assessment_comment
UPDATE assessment SET comment = $3, version = version + 1 WHERE id = $1 AND version = $2 AND state = 'draft';

-- name: assessment_submit
UPDATE assessment SET state = 'submitted', submitted_at = $3, version = version + 1
WHERE id = $1 AND version = $2 AND state = 'draft';

-- name: assessment_delete
DELETE FROM assessment WHERE id = $1 AND version = $2 AND state = 'draft';

-- name: answer_insert
INSERT INTO answer (assessment, criterion, criterion_hash, computed, judged, departure, reason, comment)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: answer_change
UPDATE answer SET criterion_hash = $3, computed = $4, judged = $5, departure = $6, reason = $7, comment = $8
WHERE assessment = $1 AND criterion = $2;

-- name: answer_delete_all
DELETE FROM answer WHERE assessment = $1;

-- name: assessment_get
SELECT a.id, a.review, a.case_id, k.reference, a.kind, a.state, a.reviewer, a.language, a.comment, a.submitted_at,
    a.version
FROM assessment a JOIN case_record k ON k.id = a.case_id WHERE a.id = $1;

-- name: assessment_find
SELECT a.id, a.review, a.case_id, k.reference, a.kind, a.state, a.reviewer, a.language, a.comment, a.submitted_at,
    a.version
FROM assessment a JOIN case_record k ON k.id = a.case_id
WHERE a.review = $1 AND a.case_id = $2 AND a.kind = 'review' AND a.reviewer = $3;

-- The draft; else the one that was submitted last.
-- name: moderation_find
SELECT a.id, a.review, a.case_id, k.reference, a.kind, a.state, a.reviewer, a.language, a.comment, a.submitted_at,
    a.version
FROM assessment a JOIN case_record k ON k.id = a.case_id
WHERE a.review = $1 AND a.case_id = $2 AND a.kind = 'moderation' AND a.reviewer = $3
ORDER BY a.state, a.submitted_at DESC, a.id DESC LIMIT 1;

-- name: answer_list
SELECT assessment, criterion, criterion_hash, computed, judged, departure, reason, comment FROM answer
WHERE assessment = $1 ORDER BY criterion;

-- name: assessment_list
SELECT a.id, a.review, a.case_id, k.reference, a.kind, a.state, a.reviewer, a.language, a.comment, a.submitted_at,
    a.version
FROM assessment a JOIN case_record k ON k.id = a.case_id
WHERE a.review = $1 ORDER BY k.reference, k.id, a.kind DESC, a.reviewer, a.id;

-- name: answer_list_review
SELECT n.assessment, n.criterion, n.criterion_hash, n.computed, n.judged, n.departure, n.reason, n.comment
FROM answer n JOIN assessment a ON a.id = n.assessment JOIN case_record k ON k.id = a.case_id
WHERE a.review = $1 ORDER BY k.reference, k.id, a.kind DESC, a.reviewer, a.id, n.criterion;

-- name: departure_translate
INSERT INTO departure_translation (assessment, criterion, language, reason) VALUES ($1, $2, $3, $4)
ON CONFLICT (assessment, criterion, language) DO UPDATE SET reason = excluded.reason;

-- name: departure_language
SELECT a.language, a.review, a.state FROM answer n JOIN assessment a ON a.id = n.assessment
WHERE n.assessment = $1 AND n.criterion = $2 AND n.departure IS NOT NULL;

-- name: departure_translation_list
SELECT t.assessment, t.criterion, t.language, t.reason
FROM departure_translation t JOIN assessment a ON a.id = t.assessment WHERE a.review = $1
ORDER BY t.assessment, t.criterion, t.language;

-- name: reviewed_list
SELECT case_id FROM selection WHERE review = $1 AND state = 'reviewed' ORDER BY case_id;
