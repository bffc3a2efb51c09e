-- SPDX-License-Identifier: GPL-3.0-or-later

-- Cases that wait, in the order in which they were drawn, and behind them those that were not drawn.
-- name: allocation_cases
SELECT k.id, k.reference FROM selection s JOIN case_record k ON k.id = s.case_id
    LEFT JOIN draw_ticket t ON t.review = s.review AND t.case_id = s.case_id
WHERE s.review = $1 AND s.state = 'waiting'
ORDER BY CASE WHEN t.number IS NULL THEN 1 ELSE 0 END, t.number, k.reference, k.id;

-- name: allocation_list
SELECT a.case_id, k.reference, a.account, p.sign_in_name, p.display_name, p.status, s.state,
    (SELECT COUNT(*) FROM conflict_of_interest f
        WHERE f.account = a.account AND f.case_id = a.case_id AND f.withdrawn_at IS NULL)
FROM allocation a JOIN case_record k ON k.id = a.case_id JOIN account p ON p.id = a.account
    JOIN selection s ON s.review = a.review AND s.case_id = a.case_id
WHERE a.review = $1 ORDER BY k.reference, k.id, p.folded_name;

-- name: allocation_conflicts
SELECT f.account, f.case_id FROM conflict_of_interest f JOIN selection s ON s.case_id = f.case_id
WHERE s.review = $1 AND f.withdrawn_at IS NULL;

-- name: allocation_insert
INSERT INTO allocation (review, case_id, account, given_by, given_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (review, case_id, account) DO NOTHING;

-- name: allocation_delete
DELETE FROM allocation WHERE review = $1 AND case_id = $2 AND account = $3;

-- name: allocation_of_account
SELECT a.review, a.case_id, k.reference, s.state, r.title_en, r.title_cy FROM allocation a
    JOIN selection s ON s.review = a.review AND s.case_id = a.case_id
    JOIN case_record k ON k.id = a.case_id JOIN review r ON r.id = a.review
WHERE a.account = $1 AND NOT EXISTS (SELECT 1 FROM conflict_of_interest f
    WHERE f.account = a.account AND f.case_id = a.case_id AND f.withdrawn_at IS NULL)
ORDER BY a.review, k.reference, k.id;

-- name: review_person_insert
INSERT INTO review_person (review, account, given_by, given_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (review, account) DO NOTHING;

-- name: review_person_delete
DELETE FROM review_person WHERE review = $1 AND account = $2;

-- name: review_person_list
SELECT v.account, p.sign_in_name, p.display_name FROM review_person v JOIN account p ON p.id = v.account
WHERE v.review = $1 ORDER BY p.folded_name;

-- Whether the whole review was given to a person, and how many of its cases.
-- name: assigned_to_review
SELECT (SELECT COUNT(*) FROM review_person WHERE review = $1 AND account = $2),
    (SELECT COUNT(*) FROM allocation WHERE review = $1 AND account = $2);

-- name: case_facts
SELECT (SELECT COUNT(*) FROM review_person WHERE review = $1 AND account = $2),
    (SELECT COUNT(*) FROM allocation WHERE review = $1 AND account = $2 AND case_id = $3),
    (SELECT COUNT(*) FROM conflict_of_interest WHERE account = $2 AND case_id = $3 AND withdrawn_at IS NULL);

-- Cases of a review that were given to a person and are open to him or her.
-- name: case_list_allocated_to
SELECT k.id, k.reference, s.state FROM selection s JOIN case_record k ON k.id = s.case_id
WHERE s.review = $1 AND (EXISTS (SELECT 1 FROM allocation a
        WHERE a.review = s.review AND a.case_id = s.case_id AND a.account = $2)
    OR EXISTS (SELECT 1 FROM review_person v WHERE v.review = s.review AND v.account = $2))
    AND NOT EXISTS (SELECT 1 FROM conflict_of_interest f
        WHERE f.account = $2 AND f.case_id = s.case_id AND f.withdrawn_at IS NULL)
ORDER BY k.reference, k.id;
