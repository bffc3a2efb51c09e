-- SPDX-License-Identifier: GPL-3.0-or-later
-- Reports as they were made, with every file: what was approved, handed out and published can be seen later, and is in every backup.
CREATE TABLE edition (
    id TEXT NOT NULL PRIMARY KEY,
    review TEXT NOT NULL REFERENCES review (id),
    number {int} NOT NULL CHECK (number > 0),
    operation TEXT NOT NULL REFERENCES operation (id), -- by whom: the operation's actor
    at {int} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('public', 'internal')),
    state TEXT NOT NULL CHECK (state IN ('provisional', 'approved', 'published')), -- of the review, when it was made
    date TEXT NOT NULL CHECK (date LIKE '____-__-__'), -- that it bears
    UNIQUE (review, number)
) {strict};

CREATE TABLE edition_file (
    edition TEXT NOT NULL REFERENCES edition (id),
    name TEXT NOT NULL,
    bytes {int} NOT NULL CHECK (bytes >= 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    content {blob} NOT NULL,
    PRIMARY KEY (edition, name)
) {strict};
