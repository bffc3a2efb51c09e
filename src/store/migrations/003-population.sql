-- SPDX-License-Identifier: GPL-3.0-or-later
-- What `craffu population` counted over every case that a force has: totals, and which files they came from. No case.

-- Of a review's checks the one with the highest number counts; those before it stay.
CREATE TABLE population_check (
    id TEXT NOT NULL PRIMARY KEY,
    review TEXT NOT NULL REFERENCES review (id),
    number {int} NOT NULL CHECK (number > 0),
    operation TEXT NOT NULL REFERENCES operation (id),
    at {int} NOT NULL,
    instrument_id TEXT NOT NULL,
    instrument_version {int} NOT NULL,
    instrument_hash TEXT NOT NULL,
    cases {int} NOT NULL CHECK (cases > 0),
    UNIQUE (review, number)
) {strict};

CREATE TABLE population_source (
    population_check TEXT NOT NULL REFERENCES population_check (id),
    number {int} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('cases', 'log')),
    name TEXT NOT NULL CHECK (name <> ''),
    sha256 TEXT, -- NULL: not taken
    bytes {int} NOT NULL CHECK (bytes >= 0),
    rows_read {int} NOT NULL,
    rows_rejected {int} NOT NULL CHECK (rows_rejected >= 0),
    PRIMARY KEY (population_check, number),
    CHECK (rows_read >= rows_rejected),
    CHECK (length(sha256) = 64)
) {strict};

CREATE TABLE population_count (
    population_check TEXT NOT NULL REFERENCES population_check (id),
    number {int} NOT NULL,
    criterion TEXT NOT NULL,
    criterion_hash TEXT NOT NULL,
    outcome TEXT NOT NULL,
    cases {int} NOT NULL CHECK (cases >= 0),
    PRIMARY KEY (population_check, number),
    UNIQUE (population_check, criterion, outcome)
) {strict};

-- A check stays as it was kept, whoever writes to the database.
-- only: sqlite
CREATE TRIGGER population_check_update BEFORE UPDATE ON population_check
BEGIN SELECT RAISE(ABORT, 'a population check is kept as it was'); END;
CREATE TRIGGER population_check_delete BEFORE DELETE ON population_check
BEGIN SELECT RAISE(ABORT, 'a population check is kept as it was'); END;
CREATE TRIGGER population_check_insert BEFORE INSERT ON population_check
WHEN EXISTS (SELECT 1 FROM population_check
    WHERE id = NEW.id OR (review = NEW.review AND number = NEW.number))
BEGIN SELECT RAISE(ABORT, 'a population check is kept as it was'); END;
CREATE TRIGGER population_source_update BEFORE UPDATE ON population_source
BEGIN SELECT RAISE(ABORT, 'a population check is kept as it was'); END;
CREATE TRIGGER population_source_delete BEFORE DELETE ON population_source
BEGIN SELECT RAISE(ABORT, 'a population check is kept as it was'); END;
CREATE TRIGGER population_source_insert BEFORE INSERT ON population_source
WHEN EXISTS (SELECT 1 FROM population_source
    WHERE population_check = NEW.population_check AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'a population check is kept as it was'); END;
CREATE TRIGGER population_count_update BEFORE UPDATE ON population_count
BEGIN SELECT RAISE(ABORT, 'a population check is kept as it was'); END;
CREATE TRIGGER population_count_delete BEFORE DELETE ON population_count
BEGIN SELECT RAISE(ABORT, 'a population check is kept as it was'); END;
CREATE TRIGGER population_count_insert BEFORE INSERT ON population_count
WHEN EXISTS (SELECT 1 FROM population_count
    WHERE population_check = NEW.population_check
        AND (number = NEW.number OR (criterion = NEW.criterion AND outcome = NEW.outcome)))
BEGIN SELECT RAISE(ABORT, 'a population check is kept as it was'); END;
-- only: postgresql
CREATE FUNCTION keep_population() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a population check is kept as it was'; END $$;
CREATE TRIGGER population_check_kept BEFORE UPDATE OR DELETE ON population_check
FOR EACH ROW EXECUTE FUNCTION keep_population();
CREATE TRIGGER population_source_kept BEFORE UPDATE OR DELETE ON population_source
FOR EACH ROW EXECUTE FUNCTION keep_population();
CREATE TRIGGER population_count_kept BEFORE UPDATE OR DELETE ON population_count
FOR EACH ROW EXECUTE FUNCTION keep_population();
-- all
