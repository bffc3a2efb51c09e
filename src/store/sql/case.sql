-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: case_list_extract
SELECT id, extract, reference, content, source, line FROM case_record WHERE extract = $1 ORDER BY reference, id;

-- name: correction_list_extract
SELECT c.case_id, c.field, c.value, c.source, c.actor, c.at FROM correction c JOIN case_record k ON k.id = c.case_id
WHERE k.extract = $1 ORDER BY k.reference, k.id, c.field, c.number;

-- name: case_find
SELECT id, extract, reference, content, source, line FROM case_record WHERE extract = $1 AND reference = $2;

-- name: case_find_selected
SELECT k.id, k.extract, k.reference, k.content, k.source, k.line
FROM case_record k WHERE k.reference = $2
    AND EXISTS (SELECT 1 FROM selection s WHERE s.review = $1 AND s.case_id = k.id) ORDER BY k.id;

-- name: correction_list_case
SELECT case_id, field, value, source, actor, at FROM correction WHERE case_id = $1 ORDER BY field, number;

-- name: correction_list_review
SELECT c.case_id, c.field, c.value, c.source, c.actor, c.at
FROM correction c JOIN selection s ON s.case_id = c.case_id JOIN case_record k ON k.id = c.case_id
WHERE s.review = $1 ORDER BY k.reference, k.id, c.field, c.number;

-- name: correction_insert
INSERT INTO correction (case_id, field, number, value, source, actor, at)
SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), COALESCE(MAX(number), 0) + 1, CAST($3 AS TEXT), CAST($4 AS TEXT),
    CAST($5 AS TEXT), CAST($6 AS BIGINT)
FROM correction WHERE case_id = $1 AND field = $2;

-- name: case_exists
SELECT reference FROM case_record WHERE id = $1;

-- name: log_list_extract
SELECT l.id, l.case_id, l.content, l.source, l.line FROM log_entry l JOIN case_record k ON k.id = l.case_id
WHERE k.extract = $1 ORDER BY k.reference, k.id, l.id;

-- In no order: sorting a few whole entries is quicker outside.
-- name: log_list_case
SELECT id, case_id, content, source, line FROM log_entry WHERE case_id = $1;

-- name: log_list_review
SELECT l.id, l.case_id, l.content, l.source, l.line
FROM log_entry l JOIN selection s ON s.case_id = l.case_id JOIN case_record k ON k.id = l.case_id
WHERE s.review = $1 ORDER BY k.reference, k.id, l.id;

-- name: log_sent_extract
SELECT COUNT(*) FROM import_file f JOIN import m ON m.id = f.import WHERE m.extract = $1 AND f.kind = 'log';

-- name: log_sent_review
SELECT COUNT(*) FROM import_file f JOIN import m ON m.id = f.import
WHERE f.kind = 'log' AND m.extract IN
    (SELECT k.extract FROM selection s JOIN case_record k ON k.id = s.case_id WHERE s.review = $1);

-- name: case_list_beside
SELECT k.id, k.extract, k.reference, k.content, k.source, k.line FROM case_record k
WHERE k.extract IN
    (SELECT c.extract FROM selection s JOIN case_record c ON c.id = s.case_id WHERE s.review = $1
        UNION SELECT d.extract FROM draw d WHERE d.review = $1)
    AND NOT EXISTS (SELECT 1 FROM selection n WHERE n.review = $1 AND n.case_id = k.id)
ORDER BY k.reference, k.id;

-- name: correction_list_beside
SELECT c.case_id, c.field, c.value, c.source, c.actor, c.at FROM correction c JOIN case_record k ON k.id = c.case_id
WHERE k.extract IN
    (SELECT c.extract FROM selection s JOIN case_record c ON c.id = s.case_id WHERE s.review = $1
        UNION SELECT d.extract FROM draw d WHERE d.review = $1)
    AND NOT EXISTS (SELECT 1 FROM selection n WHERE n.review = $1 AND n.case_id = k.id)
ORDER BY k.reference, k.id, c.field, c.number;

-- name: log_list_known
SELECT l.id, l.case_id, l.content, l.source, l.line FROM log_entry l JOIN case_record k ON k.id = l.case_id
WHERE k.extract IN
    (SELECT c.extract FROM selection s JOIN case_record c ON c.id = s.case_id WHERE s.review = $1
        UNION SELECT d.extract FROM draw d WHERE d.review = $1)
ORDER BY k.reference, k.id, l.id;
