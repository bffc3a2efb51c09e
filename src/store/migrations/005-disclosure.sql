-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the office decided on small counts in the public report of a review, and which words the scan for personal data
-- lets pass there. Of a review's decisions the one with the highest number counts; those before it stay.
CREATE TABLE disclosure (
    id TEXT NOT NULL PRIMARY KEY,
    review TEXT NOT NULL REFERENCES review (id),
    number {int} NOT NULL CHECK (number > 0),
    operation TEXT NOT NULL REFERENCES operation (id),
    at {int} NOT NULL,
    rule TEXT NOT NULL CHECK (rule IN ('undecided', 'suppress', 'merge', 'print')), -- undecided: a decision taken back
    threshold {int} NOT NULL CHECK (threshold > 2),
    reason_en TEXT NOT NULL,
    reason_cy TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    UNIQUE (review, number)
) {strict};

CREATE TABLE disclosure_words (
    disclosure TEXT NOT NULL REFERENCES disclosure (id),
    number {int} NOT NULL,
    words TEXT NOT NULL CHECK (words <> ''),
    reason TEXT NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (disclosure, number)
) {strict};
