-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: disclosure_insert
INSERT INTO disclosure (id, review, number, operation, at, rule, threshold, reason_en, reason_cy, decided_by, decided_on)
VALUES ($1, $2, (SELECT COALESCE(MAX(number), 0) + 1 FROM disclosure WHERE review = $2), $3, $4, $5, $6, $7, $8, $9, $10);

-- name: disclosure_words_insert
INSERT INTO disclosure_words (disclosure, number, words, reason) VALUES ($1, $2, $3, $4);

-- name: disclosure_latest
SELECT id, rule, threshold, reason_en, reason_cy, decided_by, decided_on FROM disclosure
WHERE review = $1 ORDER BY number DESC LIMIT 1;

-- name: disclosure_words_list
SELECT words, reason FROM disclosure_words WHERE disclosure = $1 ORDER BY number;
