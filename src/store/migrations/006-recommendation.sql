-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the force is asked to do, what it answered, and what was done. A recommendation's own words do not change once its review
-- is published or the force has answered; answers and progress are only ever added.

-- By which name a recommendation points to a finding: findings are made anew when their file is loaded again.
CREATE TABLE finding_key (
    finding TEXT NOT NULL PRIMARY KEY,
    review TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (review, key),
    FOREIGN KEY (finding, review) REFERENCES finding (id, review)
) {strict};

CREATE TABLE recommendation (
    id TEXT NOT NULL PRIMARY KEY,
    review TEXT NOT NULL REFERENCES review (id),
    key TEXT NOT NULL,
    number {int} NOT NULL CHECK (number > 0),
    text_en TEXT NOT NULL CHECK (text_en <> ''),
    text_cy TEXT NOT NULL CHECK (text_cy <> ''),
    owner_en TEXT NOT NULL CHECK (owner_en <> ''), -- a role, not a person
    owner_cy TEXT NOT NULL CHECK (owner_cy <> ''),
    date TEXT NOT NULL CHECK (date LIKE '____-__-__'),
    due TEXT CHECK (due LIKE '____-__-__'),
    version {int} NOT NULL,
    UNIQUE (review, key)
) {strict};

CREATE TABLE recommendation_criterion (
    recommendation TEXT NOT NULL REFERENCES recommendation (id),
    criterion TEXT NOT NULL,
    PRIMARY KEY (recommendation, criterion)
) {strict};

CREATE TABLE recommendation_finding (
    recommendation TEXT NOT NULL REFERENCES recommendation (id),
    key TEXT NOT NULL,
    PRIMARY KEY (recommendation, key)
) {strict};

-- The latest counts.
CREATE TABLE response (
    id TEXT NOT NULL PRIMARY KEY,
    recommendation TEXT NOT NULL REFERENCES recommendation (id),
    decision TEXT NOT NULL CHECK (decision IN ('accepted', 'partly_accepted', 'rejected')),
    why_en TEXT NOT NULL,
    why_cy TEXT NOT NULL,
    by_en TEXT NOT NULL CHECK (by_en <> ''),
    by_cy TEXT NOT NULL CHECK (by_cy <> ''),
    date TEXT NOT NULL CHECK (date LIKE '____-__-__'),
    translator TEXT NOT NULL, -- who approved the Welsh; '': nobody yet
    at {int} NOT NULL,
    CHECK ((why_en = '') = (why_cy = '')),
    CHECK (decision = 'accepted' OR why_en <> '')
) {strict};
CREATE INDEX response_by_recommendation ON response (recommendation, id);

-- The state of a recommendation is that of its latest row; without one it is open.
CREATE TABLE progress (
    id TEXT NOT NULL PRIMARY KEY,
    recommendation TEXT NOT NULL REFERENCES recommendation (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'closed')),
    text_en TEXT NOT NULL CHECK (text_en <> ''),
    text_cy TEXT NOT NULL CHECK (text_cy <> ''),
    by_en TEXT NOT NULL CHECK (by_en <> ''),
    by_cy TEXT NOT NULL CHECK (by_cy <> ''),
    date TEXT NOT NULL CHECK (date LIKE '____-__-__'),
    retest TEXT REFERENCES review (id), -- the review that looked again
    translator TEXT NOT NULL,
    at {int} NOT NULL
) {strict};
CREATE INDEX progress_by_recommendation ON progress (recommendation, id);

-- only: sqlite
CREATE TRIGGER recommendation_insert BEFORE INSERT ON recommendation
WHEN EXISTS (SELECT 1 FROM review WHERE id = NEW.review AND status = 'published')
    OR EXISTS (SELECT 1 FROM recommendation WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a recommendation that was published or answered is frozen'); END;
CREATE TRIGGER recommendation_update BEFORE UPDATE ON recommendation
WHEN EXISTS (SELECT 1 FROM review WHERE id IN (OLD.review, NEW.review) AND status = 'published')
    OR EXISTS (SELECT 1 FROM response WHERE recommendation = OLD.id)
    OR EXISTS (SELECT 1 FROM progress WHERE recommendation = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a recommendation that was published or answered is frozen'); END;
CREATE TRIGGER recommendation_delete BEFORE DELETE ON recommendation
WHEN EXISTS (SELECT 1 FROM review WHERE id = OLD.review AND status = 'published')
BEGIN SELECT RAISE(ABORT, 'a recommendation that was published or answered is frozen'); END;
CREATE TRIGGER response_update BEFORE UPDATE ON response
BEGIN SELECT RAISE(ABORT, 'an answer is kept as it was given'); END;
CREATE TRIGGER response_delete BEFORE DELETE ON response
BEGIN SELECT RAISE(ABORT, 'an answer is kept as it was given'); END;
CREATE TRIGGER response_insert BEFORE INSERT ON response WHEN EXISTS (SELECT 1 FROM response WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'an answer is kept as it was given'); END;
CREATE TRIGGER progress_update BEFORE UPDATE ON progress
BEGIN SELECT RAISE(ABORT, 'progress is kept as it was reported'); END;
CREATE TRIGGER progress_delete BEFORE DELETE ON progress
BEGIN SELECT RAISE(ABORT, 'progress is kept as it was reported'); END;
CREATE TRIGGER progress_insert BEFORE INSERT ON progress WHEN EXISTS (SELECT 1 FROM progress WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'progress is kept as it was reported'); END;
-- only: postgresql
CREATE FUNCTION freeze_recommendation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND (EXISTS (SELECT 1 FROM review WHERE id = OLD.review AND status = 'published')
            OR EXISTS (SELECT 1 FROM response WHERE recommendation = OLD.id)
            OR EXISTS (SELECT 1 FROM progress WHERE recommendation = OLD.id)))
        OR (TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM review WHERE id = NEW.review AND status = 'published'))
    THEN RAISE EXCEPTION 'a recommendation that was published or answered is frozen'; END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER recommendation_frozen BEFORE INSERT OR UPDATE OR DELETE ON recommendation
FOR EACH ROW EXECUTE FUNCTION freeze_recommendation();

CREATE FUNCTION keep_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an answer is kept as it was given'; END $$;
CREATE TRIGGER response_kept BEFORE UPDATE OR DELETE ON response FOR EACH ROW EXECUTE FUNCTION keep_answer();
CREATE TRIGGER response_not_emptied BEFORE TRUNCATE ON response EXECUTE FUNCTION keep_answer();
CREATE FUNCTION keep_progress() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'progress is kept as it was reported'; END $$;
CREATE TRIGGER progress_kept BEFORE UPDATE OR DELETE ON progress FOR EACH ROW EXECUTE FUNCTION keep_progress();
CREATE TRIGGER progress_not_emptied BEFORE TRUNCATE ON progress EXECUTE FUNCTION keep_progress();
-- all
