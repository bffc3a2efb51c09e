-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: account_insert
INSERT INTO account (id, sign_in_name, folded_name, display_name, language, status, version)
VALUES ($1, $2, $3, $4, $5, 'invited', 1) ON CONFLICT (folded_name) DO NOTHING;

-- name: account_get
SELECT a.id, a.sign_in_name, a.display_name, a.language, a.status, a.version, r.role
FROM account a LEFT JOIN account_role r ON r.account = a.id WHERE a.id = $1 ORDER BY r.role;

-- name: account_find
SELECT a.id, a.sign_in_name, a.display_name, a.language, a.status, a.version, r.role
FROM account a LEFT JOIN account_role r ON r.account = a.id WHERE a.folded_name = $1 ORDER BY r.role;

-- name: account_list
SELECT a.id, a.sign_in_name, a.display_name, a.language, a.status, a.version, r.role
FROM account a LEFT JOIN account_role r ON r.account = a.id ORDER BY a.folded_name, a.id, r.role;

-- name: account_count
SELECT COUNT(*) FROM account;

-- name: account_other_administrators
SELECT COUNT(*) FROM account a JOIN account_role r ON r.account = a.id
WHERE r.role = 'administrator' AND a.status = 'active' AND a.id <> $1;

-- name: account_change
UPDATE account SET display_name = $3, language = $4, version = version + 1 WHERE id = $1 AND version = $2;

-- name: account_status
UPDATE account SET status = $3, version = version + 1 WHERE id = $1 AND version = $2;

-- name: account_touch
UPDATE account SET version = version + 1 WHERE id = $1 AND version = $2;

-- name: account_role_delete_all
DELETE FROM account_role WHERE account = $1;

-- name: account_role_insert
INSERT INTO account_role (account, role) VALUES ($1, $2);

-- name: password_put
INSERT INTO account_password (account, hash, changed_at) VALUES ($1, $2, $3)
ON CONFLICT (account) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at;

-- name: password_get
SELECT hash FROM account_password WHERE account = $1;

-- name: password_rehash
UPDATE account_password SET hash = $3 WHERE account = $1 AND hash = $2;

-- name: second_factor_begin
INSERT INTO second_factor (account, secret, confirmed, last_step, enrolled_at) VALUES ($1, $2, 0, 0, $3)
ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, last_step = 0, enrolled_at = excluded.enrolled_at
WHERE second_factor.confirmed = 0;

-- name: second_factor_confirm
UPDATE second_factor SET confirmed = 1, last_step = $2 WHERE account = $1 AND confirmed = 0;

-- name: second_factor_step
UPDATE second_factor SET last_step = $2 WHERE account = $1 AND confirmed = 1 AND last_step < $2;

-- name: second_factor_touch
UPDATE second_factor SET confirmed = 1 WHERE account = $1 AND confirmed = 1;

-- name: second_factor_get
SELECT secret, confirmed, last_step FROM second_factor WHERE account = $1;

-- name: second_factor_delete
DELETE FROM second_factor WHERE account = $1;

-- name: recovery_code_delete_all
DELETE FROM recovery_code WHERE account = $1;

-- name: recovery_code_insert
INSERT INTO recovery_code (account, hash, used_at) VALUES ($1, $2, NULL);

-- name: recovery_code_use
UPDATE recovery_code SET used_at = $3 WHERE account = $1 AND hash = $2 AND used_at IS NULL;

-- name: recovery_code_find
SELECT hash FROM recovery_code WHERE account = $1 AND hash = $2 AND used_at IS NULL;

-- name: recovery_code_left
SELECT COUNT(*) FROM recovery_code WHERE account = $1 AND used_at IS NULL;

-- name: one_time_link_insert
INSERT INTO one_time_link (id, token_hash, account, kind, removes_second_factor, made_at, expires_at, ended_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, NULL);

-- name: one_time_link_find
SELECT id, account, kind, removes_second_factor, made_at, expires_at FROM one_time_link
WHERE token_hash = $1 AND ended_at IS NULL;

-- name: one_time_link_use
UPDATE one_time_link SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND expires_at > $2;

-- name: one_time_link_end_all
UPDATE one_time_link SET ended_at = $2 WHERE account = $1 AND ended_at IS NULL;

-- name: one_time_link_end_everywhere
UPDATE one_time_link SET ended_at = $1 WHERE ended_at IS NULL;
