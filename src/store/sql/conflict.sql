-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: conflict_insert
INSERT INTO conflict_of_interest (id, account, case_id, reason, declared_by, declared_at, withdrawn_by, withdrawn_at,
    withdrawn_reason)
VALUES ($1, $2, $3, $4, $5, $6, NULL, NULL, NULL)
ON CONFLICT (account, case_id) WHERE withdrawn_at IS NULL DO NOTHING;

-- name: conflict_withdraw
UPDATE conflict_of_interest SET withdrawn_by = $2, withdrawn_at = $3, withdrawn_reason = $4
WHERE id = $1 AND withdrawn_at IS NULL;

-- name: conflict_get
SELECT f.id, f.account, a.sign_in_name, f.case_id, f.reason, f.declared_by, f.declared_at, f.withdrawn_by, f.withdrawn_at,
    f.withdrawn_reason
FROM conflict_of_interest f JOIN account a ON a.id = f.account WHERE f.id = $1;

-- name: conflict_list
SELECT f.id, f.account, a.sign_in_name, f.case_id, f.reason, f.declared_by, f.declared_at, f.withdrawn_by, f.withdrawn_at,
    f.withdrawn_reason
FROM conflict_of_interest f JOIN account a ON a.id = f.account ORDER BY f.declared_at, f.id;

-- name: conflict_closes
SELECT COUNT(*) FROM conflict_of_interest WHERE account = $1 AND case_id = $2 AND withdrawn_at IS NULL;

-- name: conflict_closed_cases
SELECT case_id FROM conflict_of_interest WHERE account = $1 AND withdrawn_at IS NULL ORDER BY case_id;

-- name: case_list_open_to
SELECT k.id, k.reference, s.state FROM selection s JOIN case_record k ON k.id = s.case_id
WHERE s.review = $1 AND NOT EXISTS (SELECT 1 FROM conflict_of_interest f
    WHERE f.account = $2 AND f.case_id = s.case_id AND f.withdrawn_at IS NULL)
ORDER BY k.reference, k.id;
