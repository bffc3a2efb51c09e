-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: finding_key_insert
INSERT INTO finding_key (finding, review, key) VALUES ($1, $2, $3) ON CONFLICT (review, key) DO NOTHING;

-- name: finding_key_delete
DELETE FROM finding_key WHERE finding = $1;

-- name: finding_key_list
SELECT finding, key FROM finding_key WHERE review = $1 ORDER BY finding;

-- name: recommendation_insert
INSERT INTO recommendation (id, review, key, number, text_en, text_cy, owner_en, owner_cy, date, due, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) ON CONFLICT (review, key) DO NOTHING;

-- name: recommendation_update
UPDATE recommendation SET number = $3, text_en = $4, text_cy = $5, owner_en = $6, owner_cy = $7, date = $8, due = $9,
    version = version + 1
WHERE id = $1 AND version = $2;

-- name: recommendation_delete
DELETE FROM recommendation WHERE id = $1;

-- name: recommendation_touch
UPDATE recommendation SET version = version + 1 WHERE id = $1 AND version = $2;

-- name: recommendation_criterion_insert
INSERT INTO recommendation_criterion (recommendation, criterion) VALUES ($1, $2)
ON CONFLICT (recommendation, criterion) DO NOTHING;

-- name: recommendation_criterion_delete_all
DELETE FROM recommendation_criterion WHERE recommendation = $1;

-- name: recommendation_finding_insert
INSERT INTO recommendation_finding (recommendation, key) VALUES ($1, $2) ON CONFLICT (recommendation, key) DO NOTHING;

-- name: recommendation_finding_delete_all
DELETE FROM recommendation_finding WHERE recommendation = $1;

-- name: response_insert
INSERT INTO response (id, recommendation, decision, why_en, why_cy, by_en, by_cy, date, translator, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: progress_insert
INSERT INTO progress (id, recommendation, state, text_en, text_cy, by_en, by_cy, date, retest, translator, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: recommendation_list
SELECT id, review, key, number, text_en, text_cy, owner_en, owner_cy, date, due, version FROM recommendation
WHERE review = $1 ORDER BY number, key;

-- name: recommendation_criterion_list
SELECT criterion FROM recommendation_criterion WHERE recommendation = $1 ORDER BY criterion;

-- name: recommendation_finding_list
SELECT key FROM recommendation_finding WHERE recommendation = $1 ORDER BY key;

-- name: response_list
SELECT id, decision, why_en, why_cy, by_en, by_cy, date, translator, at FROM response
WHERE recommendation = $1 AND at <= $2 ORDER BY id;

-- name: progress_list
SELECT id, state, text_en, text_cy, by_en, by_cy, date, retest, translator, at FROM progress
WHERE recommendation = $1 AND at <= $2 ORDER BY id;

-- name: approved_texts_recommendations
SELECT r.key, r.text_en, r.text_cy, r.owner_en, r.owner_cy FROM recommendation r WHERE r.review = $1 ORDER BY r.key;

-- name: approved_texts_responses
SELECT s.id, s.why_en, s.why_cy, s.by_en, s.by_cy FROM response s JOIN recommendation r ON r.id = s.recommendation
WHERE r.review = $1 AND s.at <= COALESCE(
    (SELECT MIN(at) FROM audit WHERE object_kind = 'review' AND object_id = $1 AND action = 'review.publish' AND action <> 'case.consult'), s.at)
ORDER BY s.id;
