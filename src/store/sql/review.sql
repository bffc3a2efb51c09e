-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: instrument_insert
INSERT INTO instrument (hash, id, version, content) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING;

-- name: instrument_list
SELECT i.hash, i.id, i.version, i.content, (SELECT COUNT(*) FROM review r WHERE r.instrument = i.hash) FROM instrument i
ORDER BY i.id, i.version DESC, i.hash;

-- name: instrument_get
SELECT i.hash, i.id, i.version, i.content, (SELECT COUNT(*) FROM review r WHERE r.instrument = i.hash) FROM instrument i
WHERE i.hash = $1;

-- name: review_insert
INSERT INTO review (id, title_en, title_cy, method, period_from, period_to, organisation_en, organisation_cy, force_en,
    force_cy, origin_review, origin_title_en, origin_title_cy, origin_link, instrument, status, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'open', 1) ON CONFLICT (id) DO NOTHING;

-- name: review_update
UPDATE review SET title_en = $3, title_cy = $4, method = $5, period_from = $6, period_to = $7, organisation_en = $8,
    organisation_cy = $9, force_en = $10, force_cy = $11, origin_review = $12, origin_title_en = $13,
    origin_title_cy = $14, origin_link = $15, version = version + 1
WHERE id = $1 AND version = $2 AND status = 'open';

-- name: review_publish
UPDATE review SET status = 'published', version = version + 1 WHERE id = $1 AND version = $2 AND status = 'open';

-- name: review_status
SELECT status FROM review WHERE id = $1;

-- name: review_get
SELECT r.id, r.title_en, r.title_cy, r.method, r.period_from, r.period_to, r.organisation_en, r.organisation_cy,
    r.force_en, r.force_cy, r.origin_review, r.origin_title_en, r.origin_title_cy, r.origin_link, i.id, i.version,
    i.hash, r.status, r.version, i.content
FROM review r JOIN instrument i ON i.hash = r.instrument WHERE r.id = $1;

-- name: review_head
SELECT r.id, r.title_en, r.title_cy, r.method, r.period_from, r.period_to, r.organisation_en, r.organisation_cy,
    r.force_en, r.force_cy, r.origin_review, r.origin_title_en, r.origin_title_cy, r.origin_link, i.id, i.version,
    i.hash, r.status, r.version
FROM review r JOIN instrument i ON i.hash = r.instrument WHERE r.id = $1;

-- name: review_list
SELECT r.id, r.title_en, r.title_cy, r.method, r.period_from, r.period_to, r.organisation_en, r.organisation_cy,
    r.force_en, r.force_cy, r.origin_review, r.origin_title_en, r.origin_title_cy, r.origin_link, i.id, i.version,
    i.hash, r.status, r.version
FROM review r JOIN instrument i ON i.hash = r.instrument ORDER BY r.id;

-- name: review_published_at
SELECT MIN(at) FROM audit WHERE object_kind = 'review' AND object_id = $1 AND action = 'review.publish' AND action <> 'case.consult';

-- name: review_published_by
SELECT id FROM audit WHERE object_kind = 'review' AND object_id = $1 AND action = 'review.publish' AND action <> 'case.consult' ORDER BY number LIMIT 1;

-- name: record_first_act
SELECT id FROM audit ORDER BY number LIMIT 1;

-- name: review_earlier_of_instrument
SELECT r.id FROM review r JOIN instrument i ON i.hash = r.instrument
WHERE i.id = $1 AND r.id <> $2 AND r.status = 'published' AND COALESCE(r.period_to, '') <= $3
    AND (SELECT MIN(a.at) FROM audit a
        WHERE a.object_kind = 'review' AND a.object_id = r.id AND a.action = 'review.publish' AND a.action <> 'case.consult')
    <= COALESCE((SELECT MIN(a.at) FROM audit a
        WHERE a.object_kind = 'review' AND a.object_id = $2 AND a.action = 'review.publish' AND a.action <> 'case.consult'), 9223372036854775807)
ORDER BY COALESCE(r.period_to, ''), r.id;
