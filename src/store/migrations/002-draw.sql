-- SPDX-License-Identifier: GPL-3.0-or-later
-- Draws that anyone can check, cases that were not drawn, and meetings. A sealed extract does not change any more.

-- One a review: what was fixed when the extract was sealed, and later the seed.
CREATE TABLE draw (
    review TEXT NOT NULL PRIMARY KEY REFERENCES review (id),
    extract TEXT NOT NULL REFERENCES extract (id),
    stratum_field TEXT NOT NULL, -- '': no strata
    frame TEXT NOT NULL,
    frame_sha256 TEXT NOT NULL,
    sealed_at {int} NOT NULL,
    allocation TEXT NOT NULL CHECK (allocation IN ('proportional', 'equal', 'quota')),
    size {int} NOT NULL CHECK (size > 0),
    seed TEXT,
    seed_source TEXT,
    seed_date TEXT CHECK (seed_date LIKE '____-__-__'),
    CHECK ((seed IS NULL) = (seed_source IS NULL)),
    CHECK ((seed IS NULL) = (seed_date IS NULL))
) {strict};
CREATE INDEX draw_by_seed ON draw (seed);

-- The factor of over-sampling, or the quota, of the strata that were named.
CREATE TABLE draw_stratum (
    review TEXT NOT NULL REFERENCES draw (review),
    name TEXT NOT NULL,
    number {int} NOT NULL,
    PRIMARY KEY (review, name)
) {strict};

-- Rounds and replacements, in order; the first is a round.
CREATE TABLE draw_event (
    review TEXT NOT NULL REFERENCES draw (review),
    number {int} NOT NULL,
    date TEXT NOT NULL CHECK (date LIKE '____-__-__'),
    size {int} NOT NULL,
    replaced {int}, -- number of the ticket that is replaced; NULL: a round
    reason_en TEXT NOT NULL,
    reason_cy TEXT NOT NULL,
    PRIMARY KEY (review, number),
    UNIQUE (review, replaced),
    CHECK ((replaced IS NULL) = (reason_en = '' AND reason_cy = ''))
) {strict};

CREATE TABLE draw_place (
    review TEXT NOT NULL,
    event {int} NOT NULL,
    stratum TEXT NOT NULL,
    places {int} NOT NULL,
    PRIMARY KEY (review, event, stratum),
    FOREIGN KEY (review, event) REFERENCES draw_event (review, number)
) {strict};

CREATE TABLE draw_ticket (
    review TEXT NOT NULL,
    number {int} NOT NULL,
    event {int} NOT NULL,
    stratum TEXT NOT NULL,
    ticket TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES case_record (id),
    PRIMARY KEY (review, number),
    UNIQUE (review, case_id),
    FOREIGN KEY (review, event) REFERENCES draw_event (review, number)
) {strict};

-- Cases that somebody chose: named ones, or those that a rule points to. They are never part of an estimate.
CREATE TABLE nomination (
    review TEXT NOT NULL,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('nominated', 'targeted')),
    reason_en TEXT NOT NULL,
    reason_cy TEXT NOT NULL,
    PRIMARY KEY (review, case_id),
    FOREIGN KEY (review, case_id) REFERENCES selection (review, case_id),
    CHECK (kind = 'nominated' OR reason_en <> '' OR reason_cy <> '')
) {strict};

CREATE TABLE meeting (
    id TEXT NOT NULL PRIMARY KEY,
    review TEXT NOT NULL REFERENCES review (id),
    date TEXT NOT NULL CHECK (date LIKE '____-__-__'),
    minutes {int} NOT NULL CHECK (minutes > 0)
) {strict};
CREATE INDEX meeting_by_review ON meeting (review, date);

CREATE TABLE meeting_case (
    meeting TEXT NOT NULL REFERENCES meeting (id),
    review TEXT NOT NULL,
    case_id TEXT NOT NULL,
    PRIMARY KEY (meeting, case_id),
    FOREIGN KEY (review, case_id) REFERENCES selection (review, case_id)
) {strict};

-- What is sealed is kept by the database itself, whoever writes to it; so is what was drawn.
-- only: sqlite
CREATE TRIGGER sealed_extract_update BEFORE UPDATE ON extract WHEN OLD.status = 'sealed'
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;
CREATE TRIGGER sealed_extract_delete BEFORE DELETE ON extract WHEN OLD.status = 'sealed'
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;
CREATE TRIGGER sealed_extract_insert BEFORE INSERT ON extract
WHEN EXISTS (SELECT 1 FROM extract WHERE id = NEW.id AND status = 'sealed')
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER sealed_import_insert BEFORE INSERT ON import
WHEN EXISTS (SELECT 1 FROM extract WHERE id = NEW.extract AND status = 'sealed')
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;
CREATE TRIGGER sealed_import_update BEFORE UPDATE ON import
WHEN EXISTS (SELECT 1 FROM extract WHERE id IN (OLD.extract, NEW.extract) AND status = 'sealed')
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;
CREATE TRIGGER sealed_import_delete BEFORE DELETE ON import
WHEN EXISTS (SELECT 1 FROM extract WHERE id = OLD.extract AND status = 'sealed')
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;
CREATE TRIGGER sealed_case_insert BEFORE INSERT ON case_record
WHEN EXISTS (SELECT 1 FROM extract WHERE id = NEW.extract AND status = 'sealed')
    OR EXISTS (SELECT 1 FROM case_record k JOIN extract e ON e.id = k.extract WHERE k.id = NEW.id AND e.status = 'sealed')
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;
CREATE TRIGGER sealed_case_update BEFORE UPDATE ON case_record
WHEN EXISTS (SELECT 1 FROM extract WHERE id IN (OLD.extract, NEW.extract) AND status = 'sealed')
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;
CREATE TRIGGER sealed_case_delete BEFORE DELETE ON case_record
WHEN EXISTS (SELECT 1 FROM extract WHERE id = OLD.extract AND status = 'sealed')
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;
CREATE TRIGGER sealed_log_insert BEFORE INSERT ON log_entry
WHEN EXISTS (SELECT 1 FROM case_record k JOIN extract e ON e.id = k.extract
        WHERE k.id = NEW.case_id AND e.status = 'sealed')
    OR EXISTS (SELECT 1 FROM log_entry l JOIN case_record k ON k.id = l.case_id JOIN extract e ON e.id = k.extract
        WHERE l.id = NEW.id AND e.status = 'sealed')
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;
CREATE TRIGGER sealed_log_update BEFORE UPDATE ON log_entry
WHEN EXISTS (SELECT 1 FROM case_record k JOIN extract e ON e.id = k.extract
    WHERE k.id IN (OLD.case_id, NEW.case_id) AND e.status = 'sealed')
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;
CREATE TRIGGER sealed_log_delete BEFORE DELETE ON log_entry
WHEN EXISTS (SELECT 1 FROM case_record k JOIN extract e ON e.id = k.extract
    WHERE k.id = OLD.case_id AND e.status = 'sealed')
BEGIN SELECT RAISE(ABORT, 'a sealed extract does not change'); END;

CREATE TRIGGER draw_update BEFORE UPDATE ON draw
WHEN OLD.seed IS NOT NULL OR NEW.review <> OLD.review OR NEW.extract <> OLD.extract
    OR NEW.stratum_field <> OLD.stratum_field OR NEW.frame <> OLD.frame OR NEW.frame_sha256 <> OLD.frame_sha256
    OR NEW.sealed_at <> OLD.sealed_at OR NEW.allocation <> OLD.allocation OR NEW.size <> OLD.size
BEGIN SELECT RAISE(ABORT, 'what was fixed for a draw does not change'); END;
CREATE TRIGGER draw_delete BEFORE DELETE ON draw
BEGIN SELECT RAISE(ABORT, 'what was fixed for a draw does not change'); END;
CREATE TRIGGER draw_insert BEFORE INSERT ON draw WHEN EXISTS (SELECT 1 FROM draw WHERE review = NEW.review)
BEGIN SELECT RAISE(ABORT, 'what was fixed for a draw does not change'); END;
CREATE TRIGGER draw_stratum_update BEFORE UPDATE ON draw_stratum
BEGIN SELECT RAISE(ABORT, 'what was fixed for a draw does not change'); END;
CREATE TRIGGER draw_stratum_delete BEFORE DELETE ON draw_stratum
BEGIN SELECT RAISE(ABORT, 'what was fixed for a draw does not change'); END;
CREATE TRIGGER draw_stratum_insert BEFORE INSERT ON draw_stratum
WHEN EXISTS (SELECT 1 FROM draw_stratum WHERE review = NEW.review AND name = NEW.name)
    OR EXISTS (SELECT 1 FROM draw_event WHERE review = NEW.review)
BEGIN SELECT RAISE(ABORT, 'what was fixed for a draw does not change'); END;
CREATE TRIGGER draw_event_update BEFORE UPDATE ON draw_event
BEGIN SELECT RAISE(ABORT, 'what was drawn does not change'); END;
CREATE TRIGGER draw_event_delete BEFORE DELETE ON draw_event
BEGIN SELECT RAISE(ABORT, 'what was drawn does not change'); END;
CREATE TRIGGER draw_event_insert BEFORE INSERT ON draw_event
WHEN EXISTS (SELECT 1 FROM draw_event WHERE review = NEW.review AND (number = NEW.number OR replaced = NEW.replaced))
BEGIN SELECT RAISE(ABORT, 'what was drawn does not change'); END;
CREATE TRIGGER draw_place_update BEFORE UPDATE ON draw_place
BEGIN SELECT RAISE(ABORT, 'what was drawn does not change'); END;
CREATE TRIGGER draw_place_delete BEFORE DELETE ON draw_place
BEGIN SELECT RAISE(ABORT, 'what was drawn does not change'); END;
CREATE TRIGGER draw_place_insert BEFORE INSERT ON draw_place
WHEN EXISTS (SELECT 1 FROM draw_place WHERE review = NEW.review AND event = NEW.event AND stratum = NEW.stratum)
BEGIN SELECT RAISE(ABORT, 'what was drawn does not change'); END;
CREATE TRIGGER draw_ticket_update BEFORE UPDATE ON draw_ticket
BEGIN SELECT RAISE(ABORT, 'what was drawn does not change'); END;
CREATE TRIGGER draw_ticket_delete BEFORE DELETE ON draw_ticket
BEGIN SELECT RAISE(ABORT, 'what was drawn does not change'); END;
CREATE TRIGGER draw_ticket_insert BEFORE INSERT ON draw_ticket
WHEN EXISTS (SELECT 1 FROM draw_ticket WHERE review = NEW.review AND (number = NEW.number OR case_id = NEW.case_id))
BEGIN SELECT RAISE(ABORT, 'what was drawn does not change'); END;
-- No selected case disappears, and how it came to be selected does not change.
CREATE TRIGGER selection_delete BEFORE DELETE ON selection
BEGIN SELECT RAISE(ABORT, 'a selected case stays selected'); END;
CREATE TRIGGER selection_update BEFORE UPDATE ON selection
WHEN NEW.review <> OLD.review OR NEW.case_id <> OLD.case_id OR NEW.how <> OLD.how
    OR COALESCE(NEW.from_review, '') <> COALESCE(OLD.from_review, '')
BEGIN SELECT RAISE(ABORT, 'a selected case stays selected'); END;
-- only: postgresql
CREATE FUNCTION keep_selected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.review, NEW.case_id, NEW.how, COALESCE(NEW.from_review, ''))
        IS DISTINCT FROM (OLD.review, OLD.case_id, OLD.how, COALESCE(OLD.from_review, '')) THEN
        RAISE EXCEPTION 'a selected case stays selected';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER selection_kept BEFORE UPDATE OR DELETE ON selection FOR EACH ROW EXECUTE FUNCTION keep_selected();
CREATE FUNCTION keep_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what was drawn does not change'; END $$;
CREATE TRIGGER draw_stratum_kept BEFORE UPDATE OR DELETE ON draw_stratum FOR EACH ROW EXECUTE FUNCTION keep_drawn();
CREATE TRIGGER draw_event_kept BEFORE UPDATE OR DELETE ON draw_event FOR EACH ROW EXECUTE FUNCTION keep_drawn();
CREATE TRIGGER draw_place_kept BEFORE UPDATE OR DELETE ON draw_place FOR EACH ROW EXECUTE FUNCTION keep_drawn();
CREATE TRIGGER draw_ticket_kept BEFORE UPDATE OR DELETE ON draw_ticket FOR EACH ROW EXECUTE FUNCTION keep_drawn();

CREATE FUNCTION keep_draw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.seed IS NOT NULL OR (NEW.review, NEW.extract, NEW.stratum_field, NEW.frame,
        NEW.frame_sha256, NEW.sealed_at, NEW.allocation, NEW.size) IS DISTINCT FROM (OLD.review, OLD.extract,
        OLD.stratum_field, OLD.frame, OLD.frame_sha256, OLD.sealed_at, OLD.allocation, OLD.size)
    THEN RAISE EXCEPTION 'what was fixed for a draw does not change'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER draw_kept BEFORE UPDATE OR DELETE ON draw FOR EACH ROW EXECUTE FUNCTION keep_draw();

CREATE FUNCTION keep_sealed_extract() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'sealed' THEN RAISE EXCEPTION 'a sealed extract does not change'; END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER extract_sealed BEFORE UPDATE OR DELETE ON extract
FOR EACH ROW EXECUTE FUNCTION keep_sealed_extract();

CREATE FUNCTION keep_sealed_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM extract WHERE id = OLD.extract AND status = 'sealed'))
        OR (TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM extract WHERE id = NEW.extract AND status = 'sealed'))
    THEN RAISE EXCEPTION 'a sealed extract does not change'; END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER import_sealed BEFORE INSERT OR UPDATE OR DELETE ON import
FOR EACH ROW EXECUTE FUNCTION keep_sealed_rows();
CREATE TRIGGER case_sealed BEFORE INSERT OR UPDATE OR DELETE ON case_record
FOR EACH ROW EXECUTE FUNCTION keep_sealed_rows();

CREATE FUNCTION keep_sealed_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM case_record k JOIN extract e ON e.id = k.extract
            WHERE k.id = OLD.case_id AND e.status = 'sealed'))
        OR (TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM case_record k JOIN extract e ON e.id = k.extract
            WHERE k.id = NEW.case_id AND e.status = 'sealed'))
    THEN RAISE EXCEPTION 'a sealed extract does not change'; END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER log_sealed BEFORE INSERT OR UPDATE OR DELETE ON log_entry
FOR EACH ROW EXECUTE FUNCTION keep_sealed_log();
-- all
