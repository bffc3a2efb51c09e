-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: office_insert
INSERT INTO office (id, number, operation, at, content, logo, hash)
VALUES ($1, (SELECT COALESCE(MAX(number), 0) + 1 FROM office), $2, $3, $4, $5, $6);

-- name: office_latest
SELECT content, logo, hash FROM office ORDER BY number DESC LIMIT 1;

-- name: office_hash
SELECT hash FROM office ORDER BY number DESC LIMIT 1;

-- name: office_of_review
SELECT content, logo, hash FROM office
WHERE at <= COALESCE(
    (SELECT MIN(at) FROM audit WHERE object_kind = 'review' AND object_id = $1 AND action = 'review.publish' AND action <> 'case.consult'), at)
ORDER BY number DESC LIMIT 1;
