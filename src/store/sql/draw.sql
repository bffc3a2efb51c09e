-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: extract_seal
UPDATE extract SET status = 'sealed' WHERE id = $1 AND status = 'open';

-- name: frame_cases
SELECT reference, content FROM case_record WHERE extract = $1 ORDER BY reference;

-- name: draw_insert
INSERT INTO draw (review, extract, stratum_field, frame, frame_sha256, sealed_at, allocation, size, seed, seed_source,
    seed_date)
SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS BIGINT),
    CAST($7 AS TEXT), CAST($8 AS BIGINT), NULL, NULL, NULL
WHERE NOT EXISTS (SELECT 1 FROM draw WHERE review = $1);

-- name: draw_stratum_insert
INSERT INTO draw_stratum (review, name, number) VALUES ($1, $2, $3);

-- name: draw_seed
UPDATE draw SET seed = $2, seed_source = $3, seed_date = $4 WHERE review = $1 AND seed IS NULL;

-- Without the list, which goes when its cases are removed, there is nothing to draw from.
-- name: draw_get
SELECT extract, stratum_field, frame, sealed_at, allocation, size, seed, seed_source, seed_date FROM draw
WHERE review = $1 AND frame <> '';

-- name: draw_stratum_list
SELECT name, number FROM draw_stratum WHERE review = $1 ORDER BY name;

-- name: draw_seed_used
SELECT d.review, k.reference FROM draw d JOIN case_record k ON k.extract = d.extract
    JOIN case_record n ON n.reference = k.reference
WHERE d.seed = $1 AND n.extract = $2 ORDER BY k.reference LIMIT 1;

-- name: draw_event_insert
INSERT INTO draw_event (review, number, date, size, replaced, reason_en, reason_cy)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: draw_event_list
SELECT number, date, size, replaced, reason_en, reason_cy FROM draw_event WHERE review = $1 ORDER BY number;

-- name: draw_place_insert
INSERT INTO draw_place (review, event, stratum, places) VALUES ($1, $2, $3, $4);

-- name: draw_place_list
SELECT event, stratum, places FROM draw_place WHERE review = $1 ORDER BY event, stratum;

-- name: draw_ticket_insert
INSERT INTO draw_ticket (review, number, event, stratum, ticket, case_id) VALUES ($1, $2, $3, $4, $5, $6);

-- name: draw_ticket_of
SELECT number FROM draw_ticket WHERE review = $1 AND case_id = $2;

-- name: draw_replacement_of
SELECT b.case_id
FROM draw_ticket a LEFT JOIN draw_event e ON e.review = a.review AND e.replaced = a.number
    LEFT JOIN draw_ticket b ON b.review = e.review AND b.event = e.number
WHERE a.review = $1 AND a.case_id = $2;

-- name: draw_standing
SELECT t.number, t.stratum, t.case_id, s.state FROM draw_ticket t
    JOIN selection s ON s.review = t.review AND s.case_id = t.case_id
WHERE t.review = $1 ORDER BY t.stratum, t.ticket, t.number;

-- name: draw_not_drawn
SELECT COUNT(*) FROM selection s
WHERE s.review = $1 AND s.state = 'reviewed'
    AND NOT EXISTS (SELECT 1 FROM draw_ticket t WHERE t.review = s.review AND t.case_id = s.case_id);

-- name: nomination_insert
INSERT INTO nomination (review, case_id, kind, reason_en, reason_cy) VALUES ($1, $2, $3, $4, $5);

-- name: meeting_insert
INSERT INTO meeting (id, review, date, minutes) VALUES ($1, $2, $3, $4);

-- name: meeting_case_insert
INSERT INTO meeting_case (meeting, review, case_id) VALUES ($1, $2, $3);

-- name: meeting_list
SELECT m.id, m.review, m.date, m.minutes, COUNT(c.case_id) FROM meeting m LEFT JOIN meeting_case c ON c.meeting = m.id
WHERE m.review = $1 OR $1 = '' GROUP BY m.id, m.review, m.date, m.minutes ORDER BY m.date, m.id;
