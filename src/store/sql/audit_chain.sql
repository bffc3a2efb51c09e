-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: audit_link_last
SELECT number, link FROM audit_link ORDER BY number DESC LIMIT 1;

-- name: audit_link_get
SELECT link FROM audit_link WHERE number = $1;

-- name: audit_link_insert
INSERT INTO audit_link (number, audit, link) VALUES ($1, $2, $3);

-- The link of the row that tells of one deed.
-- name: audit_link_of
SELECT l.number, l.link FROM audit a JOIN audit_link l ON l.audit = a.id
WHERE a.object_kind = $1 AND a.object_id = $2 AND a.action = $3 ORDER BY l.number DESC LIMIT 1;

-- name: audit_unlinked
SELECT a.id, a.operation, o.request, a.at, a.actor, a.action, a.object_kind, a.object_id, a.detail
FROM audit a JOIN operation o ON o.id = a.operation LEFT JOIN audit_link l ON l.audit = a.id
WHERE l.audit IS NULL ORDER BY a.id;

-- name: audit_linked
SELECT a.id, a.operation, o.request, a.at, a.actor, a.action, a.object_kind, a.object_id, a.detail, l.number, l.link
FROM audit_link l LEFT JOIN audit a ON a.id = l.audit LEFT JOIN operation o ON o.id = a.operation
WHERE l.number > 0 ORDER BY l.number;

-- Rows that tell an earlier time than the row before them, by more than so many microseconds.
-- name: audit_set_back
SELECT n.number, p.at, a.at FROM audit_link n JOIN audit a ON a.id = n.audit
    JOIN audit_link m ON m.number = n.number - 1 JOIN audit p ON p.id = m.audit
WHERE p.at - a.at > $1 ORDER BY n.number;

-- The latest time at which somebody did this to that.
-- name: audit_latest_of
SELECT at FROM audit WHERE object_kind = $1 AND object_id = $2 AND action = $3 AND actor = $4 ORDER BY id DESC LIMIT 1;

-- From a number backwards; an empty actor or object is everybody and everything.
-- name: audit_latest
SELECT l.number, a.id, a.operation, a.at, a.actor, a.action, a.object_kind, a.object_id, a.detail
FROM audit_link l JOIN audit a ON a.id = l.audit
WHERE l.number < $1 AND ($2 = '' OR a.actor = $2) AND ($3 = '' OR a.object_id = $3 OR a.object_kind = $3)
ORDER BY l.number DESC LIMIT $4;

-- name: backup_told
SELECT at, detail FROM audit WHERE action = 'backup.make' ORDER BY id DESC;
