-- SPDX-License-Identifier: GPL-3.0-or-later
-- How the office's documents look and what each of them says: as staff wrote it, every version of it. The latest
-- counts; for a published review the one that counted when it was published.
CREATE TABLE office (
    id TEXT NOT NULL PRIMARY KEY,
    number {int} NOT NULL UNIQUE CHECK (number > 0),
    operation TEXT NOT NULL REFERENCES operation (id),
    at {int} NOT NULL,
    content TEXT NOT NULL,
    logo {blob}, -- a PNG file; NULL: none
    hash TEXT NOT NULL CHECK (length(hash) = 64) -- SHA-256 of the content and the logo behind it
) {strict};
