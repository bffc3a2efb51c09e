-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: session_insert
INSERT INTO session (id, token_hash, account, stage, began_at, seen_at, expires_at, proved_at, address, agent, ended_at,
    ended_by)
VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, NULL, NULL);

-- name: session_find
SELECT s.id, s.stage, s.began_at, s.seen_at, s.expires_at, s.proved_at, s.address, s.agent, a.id, a.sign_in_name,
    a.display_name, a.language, a.status, a.version, r.role
FROM session s JOIN account a ON a.id = s.account LEFT JOIN account_role r ON r.account = a.id
WHERE s.token_hash = $1 AND s.ended_at IS NULL ORDER BY r.role;

-- name: session_list
SELECT id, stage, began_at, seen_at, expires_at, proved_at, address, agent FROM session
WHERE account = $1 AND ended_at IS NULL ORDER BY began_at DESC, id DESC;

-- name: session_touch
UPDATE session SET seen_at = $2 WHERE id = $1 AND seen_at < $2 AND ended_at IS NULL;

-- name: session_expire
UPDATE session SET ended_at = $2, ended_by = 'time' WHERE id = $1 AND ended_at IS NULL;

-- name: session_end
UPDATE session SET ended_at = $3, ended_by = $4 WHERE id = $1 AND account = $2 AND ended_at IS NULL;

-- name: session_end_others
UPDATE session SET ended_at = $3, ended_by = $4 WHERE account = $1 AND id <> $2 AND ended_at IS NULL;

-- name: session_end_everywhere
UPDATE session SET ended_at = $1, ended_by = 'restore' WHERE ended_at IS NULL;

-- name: session_forget
DELETE FROM session WHERE expires_at < $1;

-- name: sign_in_refusal_insert
INSERT INTO sign_in_refusal (id, account, factor, address, at) VALUES ($1, $2, $3, $4, $5);

-- name: sign_in_refusal_count
SELECT COUNT(*) FROM sign_in_refusal WHERE account = $1 AND at > $2;
