-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: edition_insert
INSERT INTO edition (id, review, number, operation, at, kind, state, date)
VALUES ($1, $2, (SELECT COALESCE(MAX(number), 0) + 1 FROM edition WHERE review = $2), $3, $4, $5, $6, $7);

-- name: edition_file_insert
INSERT INTO edition_file (edition, name, bytes, sha256, content) VALUES ($1, $2, $3, $4, $5);

-- name: edition_number
SELECT number FROM edition WHERE id = $1;

-- name: edition_list
SELECT e.id, e.number, e.at, e.kind, e.state, e.date, o.actor FROM edition e JOIN operation o ON o.id = e.operation
WHERE e.review = $1 ORDER BY e.number DESC;

-- name: edition_get
SELECT e.id, e.number, e.at, e.kind, e.state, e.date, o.actor FROM edition e JOIN operation o ON o.id = e.operation
WHERE e.review = $1 AND e.number = $2;

-- name: edition_file_list
SELECT name, bytes, sha256 FROM edition_file WHERE edition = $1 ORDER BY name;

-- name: edition_file_get
SELECT name, bytes, sha256, content FROM edition_file WHERE edition = $1 AND name = $2;
