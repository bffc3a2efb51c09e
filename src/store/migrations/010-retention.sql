-- SPDX-License-Identifier: GPL-3.0-or-later
-- How long an extract is kept: when somebody looks at that again, what keeps it in the meantime, and what was removed of it in the end.

CREATE TABLE retention (
    extract TEXT NOT NULL PRIMARY KEY REFERENCES extract (id),
    review_on TEXT NOT NULL CHECK (review_on LIKE '____-__-__'),
    version {int} NOT NULL
) {strict};

-- While one stands, nothing of the extract is removed.
CREATE TABLE retention_hold (
    id TEXT NOT NULL PRIMARY KEY,
    extract TEXT NOT NULL REFERENCES extract (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    placed_by TEXT NOT NULL,
    placed_at {int} NOT NULL,
    lifted_by TEXT,
    lifted_at {int},
    lifted_reason TEXT CHECK (lifted_reason <> ''),
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
    CHECK ((lifted_at IS NULL) = (lifted_reason IS NULL))
) {strict};
CREATE INDEX retention_hold_by_extract ON retention_hold (extract);

-- A removal and its certificate. What the database keeps otherwise whoever writes to it may go for an extract that has a row here.
CREATE TABLE removal (
    extract TEXT NOT NULL PRIMARY KEY REFERENCES extract (id),
    number {int} NOT NULL UNIQUE CHECK (number > 0),
    operation TEXT NOT NULL REFERENCES operation (id),
    at {int} NOT NULL,
    removed_by TEXT NOT NULL CHECK (removed_by <> ''),
    reason TEXT NOT NULL CHECK (reason <> ''),
    extract_sha256 TEXT NOT NULL CHECK (length(extract_sha256) = 64), -- over the hashes of its cases and entries
    rows_sha256 TEXT NOT NULL CHECK (length(rows_sha256) = 64) -- over the ids of its cases and entries
) {strict};

CREATE TABLE removal_count (
    extract TEXT NOT NULL REFERENCES removal (extract),
    kind TEXT NOT NULL,
    rows {int} NOT NULL CHECK (rows >= 0),
    PRIMARY KEY (extract, kind)
) {strict};

-- The reviews that had cases of it, or a draw from it.
CREATE TABLE removal_review (
    extract TEXT NOT NULL REFERENCES removal (extract),
    review TEXT NOT NULL REFERENCES review (id),
    published {int} NOT NULL CHECK (published IN (0, 1)),
    PRIMARY KEY (extract, review)
) {strict};
CREATE INDEX removal_review_by_review ON removal_review (review);

-- That the file of the database was written anew afterwards, so that no bytes of what was removed are left in it.
CREATE TABLE removal_wipe (
    extract TEXT NOT NULL PRIMARY KEY REFERENCES removal (extract),
    operation TEXT NOT NULL REFERENCES operation (id),
    at {int} NOT NULL
) {strict};

-- What was published of a review whose cases were removed since, byte for byte.
CREATE TABLE kept_file (
    review TEXT NOT NULL REFERENCES review (id),
    name TEXT NOT NULL CHECK (name <> ''),
    content {blob} NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    PRIMARY KEY (review, name)
) {strict};

-- For trends, of reviews whose public report withholds nothing: cases that met a criterion, of all that were reviewed.
CREATE TABLE kept_figure (
    review TEXT NOT NULL REFERENCES review (id),
    criterion TEXT NOT NULL,
    met {int} NOT NULL CHECK (met >= 0),
    base {int} NOT NULL CHECK (base >= met),
    PRIMARY KEY (review, criterion)
) {strict};

-- only: sqlite
CREATE TRIGGER removal_update BEFORE UPDATE ON removal
BEGIN SELECT RAISE(ABORT, 'a certificate is kept as it was issued'); END;
CREATE TRIGGER removal_delete BEFORE DELETE ON removal
BEGIN SELECT RAISE(ABORT, 'a certificate is kept as it was issued'); END;
CREATE TRIGGER removal_insert BEFORE INSERT ON removal
WHEN EXISTS (SELECT 1 FROM removal WHERE extract = NEW.extract OR number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'a certificate is kept as it was issued'); END;
CREATE TRIGGER removal_held BEFORE INSERT ON removal
WHEN EXISTS (SELECT 1 FROM retention_hold WHERE extract = NEW.extract AND lifted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a hold stands against the removal'); END;
CREATE TRIGGER removal_count_update BEFORE UPDATE ON removal_count
BEGIN SELECT RAISE(ABORT, 'a certificate is kept as it was issued'); END;
CREATE TRIGGER removal_count_delete BEFORE DELETE ON removal_count
BEGIN SELECT RAISE(ABORT, 'a certificate is kept as it was issued'); END;
CREATE TRIGGER removal_review_update BEFORE UPDATE ON removal_review
BEGIN SELECT RAISE(ABORT, 'a certificate is kept as it was issued'); END;
CREATE TRIGGER removal_review_delete BEFORE DELETE ON removal_review
BEGIN SELECT RAISE(ABORT, 'a certificate is kept as it was issued'); END;
CREATE TRIGGER kept_file_update BEFORE UPDATE ON kept_file
BEGIN SELECT RAISE(ABORT, 'what was published is kept as it was'); END;
CREATE TRIGGER kept_file_delete BEFORE DELETE ON kept_file
BEGIN SELECT RAISE(ABORT, 'what was published is kept as it was'); END;
CREATE TRIGGER kept_figure_update BEFORE UPDATE ON kept_figure
BEGIN SELECT RAISE(ABORT, 'what was published is kept as it was'); END;
CREATE TRIGGER kept_figure_delete BEFORE DELETE ON kept_figure
BEGIN SELECT RAISE(ABORT, 'what was published is kept as it was'); END;

DROP TRIGGER assessment_delete;
CREATE TRIGGER assessment_delete BEFORE DELETE ON assessment
WHEN OLD.state = 'submitted' AND NOT EXISTS (SELECT 1 FROM removal m JOIN case_record k ON k.extract = m.extract
    WHERE k.id = OLD.case_id)
BEGIN SELECT RAISE(ABORT, 'a submitted assessment is frozen'); END;
DROP TRIGGER answer_delete;
CREATE TRIGGER answer_delete BEFORE DELETE ON answer
WHEN EXISTS (SELECT 1 FROM assessment a WHERE a.id = OLD.assessment AND a.state = 'submitted'
    AND NOT EXISTS (SELECT 1 FROM removal m JOIN case_record k ON k.extract = m.extract WHERE k.id = a.case_id))
BEGIN SELECT RAISE(ABORT, 'a submitted assessment is frozen'); END;
DROP TRIGGER sealed_case_delete;
CREATE TRIGGER sealed_case_delete BEFORE DELETE ON case_record
WHEN EXISTS (SELECT 1 FROM extract WHERE id = OLD.extract AND status = 'sealed')
    AND NOT EXISTS (SELECT 1 FROM removal WHERE extract = OLD.extract)
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;
DROP TRIGGER sealed_log_delete;
CREATE TRIGGER sealed_log_delete BEFORE DELETE ON log_entry
WHEN EXISTS (SELECT 1 FROM case_record k JOIN extract e ON e.id = k.extract
    WHERE k.id = OLD.case_id AND e.status = 'sealed' AND NOT EXISTS (SELECT 1 FROM removal WHERE extract = e.id))
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;
DROP TRIGGER draw_update;
CREATE TRIGGER draw_update BEFORE UPDATE ON draw
WHEN ((OLD.seed IS NOT NULL OR NEW.frame <> OLD.frame)
        AND NOT (NEW.frame = '' AND EXISTS (SELECT 1 FROM removal WHERE extract = OLD.extract)
            AND COALESCE(NEW.seed, '') = COALESCE(OLD.seed, '')
            AND COALESCE(NEW.seed_source, '') = COALESCE(OLD.seed_source, '')
            AND COALESCE(NEW.seed_date, '') = COALESCE(OLD.seed_date, '')))
    OR NEW.review <> OLD.review OR NEW.extract <> OLD.extract
    OR NEW.stratum_field <> OLD.stratum_field OR NEW.frame_sha256 <> OLD.frame_sha256
    OR NEW.sealed_at <> OLD.sealed_at OR NEW.allocation <> OLD.allocation OR NEW.size <> OLD.size
BEGIN SELECT RAISE(ABORT, 'what was fixed for a draw does not change'); END;
DROP TRIGGER draw_event_update;
CREATE TRIGGER draw_event_update BEFORE UPDATE ON draw_event
WHEN NEW.review <> OLD.review OR NEW.number <> OLD.number OR NEW.date <> OLD.date OR NEW.size <> OLD.size
    OR COALESCE(NEW.replaced, 0) <> COALESCE(OLD.replaced, 0)
    OR NOT EXISTS (SELECT 1 FROM removal m JOIN draw d ON d.extract = m.extract WHERE d.review = OLD.review)
BEGIN SELECT RAISE(ABORT, 'what was drawn does not change'); END;
DROP TRIGGER draw_ticket_delete;
CREATE TRIGGER draw_ticket_delete BEFORE DELETE ON draw_ticket
WHEN NOT EXISTS (SELECT 1 FROM removal m JOIN case_record k ON k.extract = m.extract WHERE k.id = OLD.case_id)
BEGIN SELECT RAISE(ABORT, 'what was drawn does not change'); END;
DROP TRIGGER selection_delete;
CREATE TRIGGER selection_delete BEFORE DELETE ON selection
WHEN NOT EXISTS (SELECT 1 FROM removal m JOIN case_record k ON k.extract = m.extract WHERE k.id = OLD.case_id)
BEGIN SELECT RAISE(ABORT, 'a selected case stays selected'); END;
DROP TRIGGER conflict_delete;
CREATE TRIGGER conflict_delete BEFORE DELETE ON conflict_of_interest
WHEN NOT EXISTS (SELECT 1 FROM removal m JOIN case_record k ON k.extract = m.extract WHERE k.id = OLD.case_id)
BEGIN SELECT RAISE(ABORT, 'a conflict of interest is kept as it was declared'); END;
-- only: postgresql
CREATE FUNCTION is_removed(extract_of TEXT) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM removal WHERE extract = extract_of) $$;
CREATE FUNCTION is_of_removed(case_of TEXT) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM removal m JOIN case_record k ON k.extract = m.extract WHERE k.id = case_of) $$;

CREATE FUNCTION keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a certificate is kept as it was issued'; END $$;
CREATE TRIGGER removal_kept BEFORE UPDATE OR DELETE ON removal FOR EACH ROW EXECUTE FUNCTION keep_certificate();
CREATE TRIGGER removal_count_kept BEFORE UPDATE OR DELETE ON removal_count
FOR EACH ROW EXECUTE FUNCTION keep_certificate();
CREATE TRIGGER removal_review_kept BEFORE UPDATE OR DELETE ON removal_review
FOR EACH ROW EXECUTE FUNCTION keep_certificate();
CREATE FUNCTION refuse_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM retention_hold WHERE extract = NEW.extract AND lifted_at IS NULL)
    THEN RAISE EXCEPTION 'a hold stands against the removal'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER removal_held BEFORE INSERT ON removal FOR EACH ROW EXECUTE FUNCTION refuse_held();
CREATE FUNCTION keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what was published is kept as it was'; END $$;
CREATE TRIGGER kept_file_kept BEFORE UPDATE OR DELETE ON kept_file FOR EACH ROW EXECUTE FUNCTION keep_published();
CREATE TRIGGER kept_figure_kept BEFORE UPDATE OR DELETE ON kept_figure FOR EACH ROW EXECUTE FUNCTION keep_published();

CREATE OR REPLACE FUNCTION freeze_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'submitted' AND NOT (TG_OP = 'DELETE' AND is_of_removed(OLD.case_id))
    THEN RAISE EXCEPTION 'a submitted assessment is frozen'; END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE FUNCTION freeze_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM assessment a WHERE a.id = OLD.assessment AND a.state = 'submitted'
            AND NOT (TG_OP = 'DELETE' AND is_of_removed(a.case_id))))
        OR (TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment AND state = 'submitted'))
    THEN RAISE EXCEPTION 'a submitted assessment is frozen'; END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE FUNCTION keep_sealed_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM extract WHERE id = OLD.extract AND status = 'sealed')
            AND NOT (TG_OP = 'DELETE' AND TG_TABLE_NAME = 'case_record' AND is_removed(OLD.extract)))
        OR (TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM extract WHERE id = NEW.extract AND status = 'sealed'))
    THEN RAISE EXCEPTION 'a sealed extract does not change'; END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE FUNCTION keep_sealed_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM case_record k JOIN extract e ON e.id = k.extract
            WHERE k.id = OLD.case_id AND e.status = 'sealed') AND NOT (TG_OP = 'DELETE' AND is_of_removed(OLD.case_id)))
        OR (TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM case_record k JOIN extract e ON e.id = k.extract
            WHERE k.id = NEW.case_id AND e.status = 'sealed'))
    THEN RAISE EXCEPTION 'a sealed extract does not change'; END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE FUNCTION keep_selected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF is_of_removed(OLD.case_id) THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'a selected case stays selected';
    END IF;
    IF (NEW.review, NEW.case_id, NEW.how, COALESCE(NEW.from_review, ''))
        IS DISTINCT FROM (OLD.review, OLD.case_id, OLD.how, COALESCE(OLD.from_review, '')) THEN
        RAISE EXCEPTION 'a selected case stays selected';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION keep_ticket() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND is_of_removed(OLD.case_id) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'what was drawn does not change';
END $$;
DROP TRIGGER draw_ticket_kept ON draw_ticket;
CREATE TRIGGER draw_ticket_kept BEFORE UPDATE OR DELETE ON draw_ticket FOR EACH ROW EXECUTE FUNCTION keep_ticket();
CREATE FUNCTION keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.review, NEW.number, NEW.date, NEW.size, COALESCE(NEW.replaced, 0))
            IS NOT DISTINCT FROM (OLD.review, OLD.number, OLD.date, OLD.size, COALESCE(OLD.replaced, 0))
        AND EXISTS (SELECT 1 FROM draw d WHERE d.review = OLD.review AND is_removed(d.extract))
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'what was drawn does not change';
END $$;
DROP TRIGGER draw_event_kept ON draw_event;
CREATE TRIGGER draw_event_kept BEFORE UPDATE OR DELETE ON draw_event FOR EACH ROW EXECUTE FUNCTION keep_event();
CREATE OR REPLACE FUNCTION keep_draw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.review, NEW.extract, NEW.stratum_field, NEW.frame_sha256,
        NEW.sealed_at, NEW.allocation, NEW.size) IS DISTINCT FROM (OLD.review, OLD.extract,
        OLD.stratum_field, OLD.frame_sha256, OLD.sealed_at, OLD.allocation, OLD.size)
        OR ((OLD.seed IS NOT NULL OR NEW.frame <> OLD.frame)
            AND NOT (NEW.frame = '' AND is_removed(OLD.extract)
                AND (NEW.seed, NEW.seed_source, NEW.seed_date) IS NOT DISTINCT FROM
                    (OLD.seed, OLD.seed_source, OLD.seed_date)))
    THEN RAISE EXCEPTION 'what was fixed for a draw does not change'; END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION keep_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND is_of_removed(OLD.case_id) THEN RETURN OLD; END IF;
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL AND NEW.id = OLD.id AND NEW.account = OLD.account
        AND NEW.case_id = OLD.case_id AND NEW.reason = OLD.reason AND NEW.declared_by = OLD.declared_by
        AND NEW.declared_at = OLD.declared_at
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a conflict of interest is kept as it was declared';
END $$;
-- all
