-- SPDX-License-Identifier: GPL-3.0-or-later
-- Work in the background (src/job), and what it leaves for people to read.

-- Its id is the operation under which it does what it does: begun again after a server died, it does it once.
CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind <> ''),
    subject TEXT NOT NULL, -- what it is about, by the kind: a review's id; '': nothing
    input TEXT NOT NULL, -- JSON
    language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
    actor TEXT NOT NULL CHECK (actor <> ''), -- who asked for it
    asked_at {int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'stopped')),
    attempts {int} NOT NULL CHECK (attempts >= 0),
    began_at {int}, -- the latest attempt
    ended_at {int},
    worker TEXT, -- who runs it, and until when that is believed without a word
    lease_until {int},
    stop_asked {int} NOT NULL CHECK (stop_asked IN (0, 1)),
    progress_done {int} NOT NULL CHECK (progress_done >= 0),
    progress_total {int} NOT NULL CHECK (progress_total >= 0), -- 0: not known
    progress_unit TEXT NOT NULL,
    result TEXT NOT NULL, -- JSON, by the kind
    failure_en TEXT NOT NULL,
    failure_cy TEXT NOT NULL,
    CHECK ((state = 'running') = (worker IS NOT NULL)),
    CHECK ((worker IS NULL) = (lease_until IS NULL)),
    CHECK ((state IN ('waiting', 'running')) = (ended_at IS NULL))
) {strict};
CREATE INDEX job_by_state ON job (state, asked_at);
CREATE INDEX job_by_kind ON job (kind, subject, id);

-- What was uploaded for it, as a file of the folder of uploads, for as long as it is not over.
CREATE TABLE job_upload (
    job TEXT NOT NULL REFERENCES job (id),
    part TEXT NOT NULL, -- "cases", "log"
    file TEXT NOT NULL UNIQUE, -- its name in that folder
    name TEXT NOT NULL, -- what its sender calls it
    bytes {int} NOT NULL CHECK (bytes >= 0),
    PRIMARY KEY (job, part)
) {strict};

-- The rows that an import rejected, of each file in their order. Row 0 is the header.
CREATE TABLE job_reject (
    job TEXT NOT NULL REFERENCES job (id),
    part TEXT NOT NULL,
    number {int} NOT NULL CHECK (number >= 0),
    extract TEXT NOT NULL, -- into which it was to go, which need not exist
    record {int} NOT NULL,
    line {int} NOT NULL,
    reference TEXT NOT NULL, -- of the case; '': it could not be read
    reason_en TEXT NOT NULL, -- '' of the header
    reason_cy TEXT NOT NULL,
    csv {blob} NOT NULL, -- the row as it stands in a file of rejects
    PRIMARY KEY (job, part, number)
) {strict};
CREATE INDEX job_reject_by_extract ON job_reject (extract);

-- Files that it made, to be read and taken along.
CREATE TABLE job_output (
    job TEXT NOT NULL REFERENCES job (id),
    name TEXT NOT NULL, -- "en.xlsx"
    content {blob} NOT NULL,
    PRIMARY KEY (job, name)
) {strict};

-- The cases that a population check was asked to list.
CREATE TABLE job_exception (
    job TEXT NOT NULL REFERENCES job (id),
    number {int} NOT NULL CHECK (number > 0),
    reference TEXT NOT NULL,
    source TEXT NOT NULL,
    line {int} NOT NULL,
    measure_en TEXT NOT NULL, -- '': not known
    measure_cy TEXT NOT NULL,
    PRIMARY KEY (job, number)
) {strict};
