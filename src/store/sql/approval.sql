-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: approval_insert
INSERT INTO approval (id, review, language, approved_by, at, texts_hash) VALUES ($1, $2, $3, $4, $5, $6);

-- name: approval_latest
SELECT approved_by, at, texts_hash FROM approval WHERE review = $1 AND language = $2 ORDER BY id DESC LIMIT 1;

-- name: approved_texts_review
SELECT instrument, title_en, title_cy, organisation_en, organisation_cy, force_en, force_cy, origin_title_en,
    origin_title_cy, origin_link
FROM review WHERE id = $1;

-- name: approved_texts_sections
SELECT key, text_en, text_cy FROM section WHERE review = $1 ORDER BY key;

-- name: approved_texts_ledger
SELECT case_id, reason_en, reason_cy, elsewhere_en, elsewhere_cy FROM selection
WHERE review = $1 AND state NOT IN ('waiting', 'reviewed') ORDER BY case_id;

-- name: approved_texts_findings
SELECT id, text_en, text_cy FROM finding WHERE review = $1 ORDER BY id;

-- name: approved_texts_comments
SELECT id, text_en, text_cy FROM outcome_comment WHERE review = $1 ORDER BY id;

-- name: approved_texts_departures
SELECT n.assessment, n.criterion, a.language, n.reason, t.language, t.reason
FROM answer n JOIN assessment a ON a.id = n.assessment
    LEFT JOIN departure_translation t ON t.assessment = n.assessment AND t.criterion = n.criterion
WHERE a.review = $1 AND a.state = 'submitted' AND n.departure IS NOT NULL
ORDER BY n.assessment, n.criterion, t.language;
