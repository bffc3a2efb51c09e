-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: audit_insert
INSERT INTO audit (number, id, operation, at, actor, action, object_kind, object_id, detail, link)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: audit_link
UPDATE audit SET link = $2 WHERE number = $1;

-- name: audit_beginning_get
SELECT number, link FROM audit_beginning;

-- name: audit_begin
INSERT INTO audit_beginning (number, link) VALUES (0, $1);

-- name: audit_end
SELECT number, link FROM audit WHERE link IS NOT NULL ORDER BY number DESC LIMIT 1;

-- name: audit_last
SELECT number FROM audit ORDER BY number DESC LIMIT 1;

-- The link of the row that tells of one deed.
-- name: audit_link_of
SELECT number, link FROM audit WHERE object_kind = $1 AND object_id = $2 AND action = $3 AND action <> 'case.consult' AND link IS NOT NULL
ORDER BY number DESC LIMIT 1;

-- name: audit_unlinked
SELECT a.id, a.operation, o.request, a.at, a.actor, a.action, a.object_kind, a.object_id, a.detail, a.number
FROM audit a JOIN operation o ON o.id = a.operation WHERE a.link IS NULL ORDER BY a.number;

-- name: audit_each
SELECT a.id, a.operation, o.request, a.at, a.actor, a.action, a.object_kind, a.object_id, a.detail, a.number, a.link
FROM audit a LEFT JOIN operation o ON o.id = a.operation ORDER BY a.number;

-- Rows that tell an earlier time than the row before them, by more than so many microseconds.
-- name: audit_set_back
SELECT a.number, b.at, a.at FROM audit a JOIN audit b ON b.number = a.number - 1
WHERE b.at - a.at > $1 ORDER BY a.number;

-- The latest time at which somebody did this to that; and of a look at a case.
-- name: audit_latest_of
SELECT at FROM audit WHERE object_kind = $1 AND object_id = $2 AND action = $3 AND actor = $4 AND action <> 'case.consult'
ORDER BY number DESC LIMIT 1;

-- name: audit_latest_look
SELECT at FROM audit WHERE object_kind = $1 AND object_id = $2 AND action = $3 AND actor = $4 AND action = 'case.consult'
ORDER BY number DESC LIMIT 1;

-- From a number backwards; an empty actor or object is everybody and everything.
-- name: audit_latest
SELECT number, id, operation, at, actor, action, object_kind, object_id, detail FROM audit
WHERE number < $1 AND ($2 = '' OR actor = $2) AND ($3 = '' OR object_id = $3 OR object_kind = $3)
ORDER BY number DESC LIMIT $4;

-- By the chain, not by the clock, which may have been set back.
-- name: audit_list
SELECT id, operation, at, actor, action, object_kind, object_id, detail FROM audit ORDER BY number;

-- Looks at cases are found by who looked (migration 16): so each of those who ever did is asked for.
-- name: audit_list_object
WITH RECURSIVE who (actor) AS (
    SELECT MIN(actor) FROM audit WHERE action = 'case.consult'
    UNION ALL SELECT (SELECT MIN(a.actor) FROM audit a WHERE a.action = 'case.consult' AND a.actor > who.actor)
    FROM who WHERE who.actor IS NOT NULL)
SELECT id, operation, at, actor, action, object_kind, object_id, detail, number FROM audit
WHERE object_kind = $1 AND object_id = $2 AND action <> 'case.consult'
UNION ALL SELECT a.id, a.operation, a.at, a.actor, a.action, a.object_kind, a.object_id, a.detail, a.number
FROM who JOIN audit a ON a.actor = who.actor AND a.object_id = $2 AND a.action = 'case.consult' AND a.object_kind = $1
ORDER BY number;

-- name: backup_told
SELECT at, detail FROM audit WHERE action = 'backup.make' ORDER BY number DESC;
