-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: selection_insert
INSERT INTO selection (review, case_id, how, from_review, state, reason_en, reason_cy, to_review, elsewhere_en,
    elsewhere_cy, replaced_by, version)
VALUES ($1, $2, $3, $4, 'waiting', '', '', NULL, '', '', NULL, 1) ON CONFLICT (review, case_id) DO NOTHING;

-- name: selection_candidates
SELECT k.id FROM case_record k
WHERE k.extract = $2 AND NOT EXISTS (SELECT 1 FROM selection s WHERE s.review = $1 AND s.case_id = k.id)
ORDER BY k.reference;

-- name: selection_state
SELECT s.state, s.version, k.reference FROM selection s JOIN case_record k ON k.id = s.case_id
WHERE s.review = $1 AND s.case_id = $2;

-- name: selection_leave
UPDATE selection SET state = $4, reason_en = $5, reason_cy = $6, to_review = $7, elsewhere_en = $8, elsewhere_cy = $9,
    replaced_by = $10, version = version + 1
WHERE review = $1 AND case_id = $2 AND version = $3 AND state = 'waiting';

-- name: selection_word
UPDATE selection SET reason_en = CASE WHEN $4 = '' THEN reason_en ELSE $4 END,
    reason_cy = CASE WHEN $5 = '' THEN reason_cy ELSE $5 END,
    elsewhere_en = CASE WHEN $6 = '' THEN elsewhere_en ELSE $6 END,
    elsewhere_cy = CASE WHEN $7 = '' THEN elsewhere_cy ELSE $7 END, version = version + 1
WHERE review = $1 AND case_id = $2 AND version = $3 AND state NOT IN ('waiting', 'reviewed')
    AND ($6 || $7 = '' OR elsewhere_en || elsewhere_cy <> '');

-- name: selection_settle
UPDATE selection SET state = $3, version = version + 1
WHERE review = $1 AND case_id = $2 AND state IN ('waiting', 'reviewed');

-- name: selection_progress
SELECT COUNT(*) FILTER (WHERE state = 'draft'), COUNT(*) FILTER (WHERE state = 'submitted') FROM assessment
WHERE review = $1 AND case_id = $2 AND kind = 'review';

-- name: ledger_read
SELECT k.id, k.extract, k.reference, k.content, k.source, k.line, s.state,
    CASE WHEN n.kind = 'targeted' THEN n.kind ELSE s.how END, s.from_review, s.reason_en, s.reason_cy, s.to_review, s.elsewhere_en, s.elsewhere_cy, b.reference, s.version
FROM selection s JOIN case_record k ON k.id = s.case_id LEFT JOIN case_record b ON b.id = s.replaced_by
    LEFT JOIN nomination n ON n.review = s.review AND n.case_id = s.case_id
WHERE s.review = $1 ORDER BY k.reference, k.id;

-- name: selection_course
SELECT state, to_review FROM selection WHERE review = $1 AND case_id = $2;

-- name: ledger_count
SELECT COUNT(*), COUNT(*) FILTER (WHERE state = 'waiting'), COUNT(*) FILTER (WHERE state = 'reviewed'),
    COUNT(*) FILTER (WHERE state = 'carried_over'), COUNT(*) FILTER (WHERE state = 'replaced'),
    COUNT(*) FILTER (WHERE state = 'excluded')
FROM selection WHERE review = $1;
