-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: population_check_insert
INSERT INTO population_check (id, review, number, operation, at, instrument_id, instrument_version, instrument_hash,
    cases)
SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), COALESCE(MAX(number), 0) + 1, CAST($3 AS TEXT), CAST($4 AS BIGINT),
    CAST($5 AS TEXT), CAST($6 AS BIGINT), CAST($7 AS TEXT), CAST($8 AS BIGINT)
FROM population_check WHERE review = $2;

-- name: population_source_insert
INSERT INTO population_source (population_check, number, kind, name, sha256, bytes, rows_read, rows_rejected)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: population_count_insert
INSERT INTO population_count (population_check, number, criterion, criterion_hash, outcome, cases)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: population_check_latest
SELECT id, at, instrument_id, instrument_version, instrument_hash, cases FROM population_check
WHERE review = $1 ORDER BY number DESC LIMIT 1;

-- name: population_source_list
SELECT kind, name, sha256, bytes, rows_read, rows_rejected FROM population_source
WHERE population_check = $1 ORDER BY number;

-- name: population_count_list
SELECT criterion, criterion_hash, outcome, cases FROM population_count WHERE population_check = $1 ORDER BY number;
