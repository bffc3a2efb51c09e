-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who works on what: reviewers on cases that were given to them, moderators, chairs and liaison officers on whole reviews.

CREATE TABLE allocation (
    review TEXT NOT NULL,
    case_id TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES account (id),
    given_by TEXT NOT NULL,
    given_at {int} NOT NULL,
    PRIMARY KEY (review, case_id, account),
    FOREIGN KEY (review, case_id) REFERENCES selection (review, case_id)
) {strict};
CREATE INDEX allocation_by_account ON allocation (account, review);

CREATE TABLE review_person (
    review TEXT NOT NULL REFERENCES review (id),
    account TEXT NOT NULL REFERENCES account (id),
    given_by TEXT NOT NULL,
    given_at {int} NOT NULL,
    PRIMARY KEY (review, account)
) {strict};
CREATE INDEX review_person_by_account ON review_person (account, review);
