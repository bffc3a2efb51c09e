-- SPDX-License-Identifier: GPL-3.0-or-later
-- The record: reviews, what forces sent, the ledger, assessments, findings, and who did what.
-- Times are microseconds since 1970-01-01 UTC, dates ISO text, truths 0 or 1. Ids are made by the program.

CREATE TABLE schema_version (
    number {int} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) {strict};

-- A write that was acknowledged; its retry finds it here.
CREATE TABLE operation (
    id TEXT NOT NULL PRIMARY KEY,
    actor TEXT NOT NULL CHECK (actor <> ''),
    request TEXT NOT NULL,
    at {int} NOT NULL,
    result TEXT NOT NULL
) {strict};

CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    operation TEXT NOT NULL REFERENCES operation (id),
    at {int} NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    detail TEXT NOT NULL
) {strict};
CREATE INDEX audit_by_object ON audit (object_kind, object_id, id);

-- The exact text of an instrument that a review used.
CREATE TABLE instrument (
    hash TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    version {int} NOT NULL,
    content TEXT NOT NULL
) {strict};

CREATE TABLE review (
    id TEXT NOT NULL PRIMARY KEY,
    title_en TEXT NOT NULL,
    title_cy TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('information_request', 'panel_review', 'deep_dive', 'snapshot')),
    period_from TEXT CHECK (period_from LIKE '____-__-__'),
    period_to TEXT CHECK (period_to LIKE '____-__-__'),
    organisation_en TEXT NOT NULL,
    organisation_cy TEXT NOT NULL,
    force_en TEXT NOT NULL,
    force_cy TEXT NOT NULL,
    origin_review TEXT REFERENCES review (id),
    origin_title_en TEXT NOT NULL,
    origin_title_cy TEXT NOT NULL,
    origin_link TEXT NOT NULL,
    instrument TEXT NOT NULL REFERENCES instrument (hash),
    status TEXT NOT NULL CHECK (status IN ('open', 'published')),
    version {int} NOT NULL
) {strict};

CREATE TABLE section (
    review TEXT NOT NULL REFERENCES review (id),
    key TEXT NOT NULL,
    text_en TEXT NOT NULL,
    text_cy TEXT NOT NULL,
    position {int} NOT NULL,
    version {int} NOT NULL,
    PRIMARY KEY (review, key)
) {strict};

CREATE TABLE extract (
    id TEXT NOT NULL PRIMARY KEY,
    status TEXT NOT NULL CHECK (status IN ('open', 'sealed'))
) {strict};

CREATE TABLE import (
    id TEXT NOT NULL PRIMARY KEY,
    extract TEXT NOT NULL REFERENCES extract (id),
    operation TEXT NOT NULL REFERENCES operation (id),
    at {int} NOT NULL,
    instrument TEXT NOT NULL,
    cases_created {int} NOT NULL,
    cases_updated {int} NOT NULL,
    cases_unchanged {int} NOT NULL,
    cases_rejected {int} NOT NULL,
    log_created {int} NOT NULL,
    log_unchanged {int} NOT NULL,
    log_rejected {int} NOT NULL
) {strict};

CREATE TABLE import_file (
    import TEXT NOT NULL REFERENCES import (id),
    kind TEXT NOT NULL CHECK (kind IN ('cases', 'log')),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes {int} NOT NULL,
    PRIMARY KEY (import, kind)
) {strict};

CREATE TABLE case_record (
    id TEXT NOT NULL PRIMARY KEY,
    extract TEXT NOT NULL REFERENCES extract (id),
    reference TEXT NOT NULL CHECK (reference <> ''),
    content TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    source TEXT NOT NULL,
    line {int} NOT NULL,
    import TEXT NOT NULL REFERENCES import (id),
    UNIQUE (extract, reference)
) {strict};

CREATE TABLE log_entry (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES case_record (id),
    content TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    source TEXT NOT NULL,
    line {int} NOT NULL,
    import TEXT NOT NULL REFERENCES import (id),
    UNIQUE (case_id, content_hash)
) {strict};

-- The latest number of a field counts. A NULL value: the field is not known after all.
CREATE TABLE correction (
    case_id TEXT NOT NULL REFERENCES case_record (id),
    field TEXT NOT NULL,
    number {int} NOT NULL,
    value TEXT,
    source TEXT NOT NULL CHECK (source <> ''),
    actor TEXT NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (case_id, field, number)
) {strict};

-- The ledger: one row a selected case, in exactly one state.
CREATE TABLE selection (
    review TEXT NOT NULL REFERENCES review (id),
    case_id TEXT NOT NULL REFERENCES case_record (id),
    how TEXT NOT NULL CHECK (how IN ('draw', 'whole_extract', 'nominated', 'carried', 'replacement')),
    from_review TEXT REFERENCES review (id),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'reviewed', 'carried_over', 'replaced', 'excluded')),
    reason_en TEXT NOT NULL,
    reason_cy TEXT NOT NULL,
    to_review TEXT REFERENCES review (id),
    elsewhere_en TEXT NOT NULL,
    elsewhere_cy TEXT NOT NULL,
    replaced_by TEXT REFERENCES case_record (id),
    version {int} NOT NULL,
    PRIMARY KEY (review, case_id),
    CHECK ((state IN ('waiting', 'reviewed')) = (reason_en = '' AND reason_cy = '')),
    CHECK ((state = 'replaced') = (replaced_by IS NOT NULL)),
    CHECK ((state = 'carried_over') = (to_review IS NOT NULL OR elsewhere_en <> '' OR elsewhere_cy <> ''))
) {strict};
CREATE INDEX selection_by_case ON selection (case_id);

-- A draft assigns the case to its reviewer; submitted it is frozen.
CREATE TABLE assessment (
    id TEXT NOT NULL PRIMARY KEY,
    review TEXT NOT NULL,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('review', 'moderation')),
    reviewer TEXT NOT NULL CHECK (reviewer <> ''),
    language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted')),
    comment TEXT NOT NULL,
    submitted_at {int},
    version {int} NOT NULL,
    FOREIGN KEY (review, case_id) REFERENCES selection (review, case_id),
    CHECK ((state = 'submitted') = (submitted_at IS NOT NULL))
) {strict};
CREATE UNIQUE INDEX one_assessment_a_reviewer ON assessment (review, case_id, reviewer) WHERE kind = 'review';
-- A later moderation decides anew what it answers; the earlier ones stay.
CREATE UNIQUE INDEX one_moderation_at_once ON assessment (review, case_id) WHERE kind = 'moderation' AND state = 'draft';

-- Of a computed criterion `computed` and perhaps a departure; of a judged one `judged`. Never both.
CREATE TABLE answer (
    assessment TEXT NOT NULL REFERENCES assessment (id),
    criterion TEXT NOT NULL,
    criterion_hash TEXT NOT NULL,
    computed TEXT,
    judged TEXT,
    departure TEXT CHECK (departure IN ('met', 'not_met', 'not_applicable', 'not_recorded', 'cannot_conclude')),
    reason TEXT CHECK (reason <> ''),
    comment TEXT NOT NULL,
    PRIMARY KEY (assessment, criterion),
    CHECK (computed IS NULL OR judged IS NULL),
    CHECK (departure IS NULL OR computed IS NOT NULL),
    CHECK ((departure IS NULL) = (reason IS NULL))
) {strict};

CREATE TABLE departure_translation (
    assessment TEXT NOT NULL,
    criterion TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (assessment, criterion, language),
    FOREIGN KEY (assessment, criterion) REFERENCES answer (assessment, criterion)
) {strict};

CREATE TABLE finding (
    id TEXT NOT NULL PRIMARY KEY,
    review TEXT NOT NULL REFERENCES review (id),
    kind TEXT NOT NULL CHECK (kind IN ('best_practice', 'area_for_learning', 'immediate_risk')),
    text_en TEXT NOT NULL,
    text_cy TEXT NOT NULL,
    version {int} NOT NULL,
    UNIQUE (id, review)
) {strict};
CREATE INDEX finding_by_review ON finding (review);

CREATE TABLE finding_case (
    finding TEXT NOT NULL,
    review TEXT NOT NULL,
    case_id TEXT NOT NULL,
    part TEXT NOT NULL, -- of the sentence that counts the case apart; '' if it does not
    PRIMARY KEY (finding, case_id, part),
    FOREIGN KEY (finding, review) REFERENCES finding (id, review),
    FOREIGN KEY (review, case_id) REFERENCES selection (review, case_id)
) {strict};

CREATE TABLE finding_criterion (
    finding TEXT NOT NULL REFERENCES finding (id),
    criterion TEXT NOT NULL,
    PRIMARY KEY (finding, criterion)
) {strict};

CREATE TABLE outcome_comment (
    id TEXT NOT NULL PRIMARY KEY,
    review TEXT NOT NULL REFERENCES review (id),
    criterion TEXT NOT NULL,
    outcome TEXT NOT NULL,
    text_en TEXT NOT NULL,
    text_cy TEXT NOT NULL,
    version {int} NOT NULL,
    UNIQUE (id, review)
) {strict};
CREATE INDEX outcome_comment_by_review ON outcome_comment (review);

CREATE TABLE outcome_comment_case (
    comment TEXT NOT NULL,
    review TEXT NOT NULL,
    case_id TEXT NOT NULL,
    part TEXT NOT NULL, -- as in finding_case
    PRIMARY KEY (comment, case_id, part),
    FOREIGN KEY (comment, review) REFERENCES outcome_comment (id, review),
    FOREIGN KEY (review, case_id) REFERENCES selection (review, case_id)
) {strict};

CREATE TABLE approval (
    id TEXT NOT NULL PRIMARY KEY,
    review TEXT NOT NULL REFERENCES review (id),
    language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
    approved_by TEXT NOT NULL CHECK (approved_by <> ''),
    at {int} NOT NULL,
    texts_hash TEXT NOT NULL
) {strict};
CREATE INDEX approval_by_review ON approval (review, language);

-- What is kept for ever is kept by the database itself, whoever writes to it. Insertions are watched as well, because
-- INSERT OR REPLACE removes rows without asking a trigger for deletions.
-- only: sqlite
CREATE TRIGGER audit_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;
CREATE TRIGGER audit_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;
CREATE TRIGGER audit_insert BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;

CREATE TRIGGER assessment_update BEFORE UPDATE ON assessment
WHEN OLD.state = 'submitted' OR NEW.id <> OLD.id OR NEW.review <> OLD.review OR NEW.case_id <> OLD.case_id
    OR NEW.kind <> OLD.kind OR NEW.reviewer <> OLD.reviewer
BEGIN SELECT RAISE(ABORT, 'a submitted assessment is frozen'); END;
CREATE TRIGGER assessment_delete BEFORE DELETE ON assessment WHEN OLD.state = 'submitted'
BEGIN SELECT RAISE(ABORT, 'a submitted assessment is frozen'); END;
CREATE TRIGGER assessment_insert BEFORE INSERT ON assessment
WHEN EXISTS (SELECT 1 FROM assessment a WHERE a.state = 'submitted' AND (a.id = NEW.id
    OR (a.review = NEW.review AND a.case_id = NEW.case_id AND a.kind = 'review' AND NEW.kind = 'review'
        AND a.reviewer = NEW.reviewer)))
BEGIN SELECT RAISE(ABORT, 'a submitted assessment is frozen'); END;
CREATE TRIGGER answer_insert BEFORE INSERT ON answer
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment AND state = 'submitted')
BEGIN SELECT RAISE(ABORT, 'a submitted assessment is frozen'); END;
CREATE TRIGGER answer_update BEFORE UPDATE ON answer
WHEN EXISTS (SELECT 1 FROM assessment WHERE id IN (OLD.assessment, NEW.assessment) AND state = 'submitted')
BEGIN SELECT RAISE(ABORT, 'a submitted assessment is frozen'); END;
CREATE TRIGGER answer_delete BEFORE DELETE ON answer
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment AND state = 'submitted')
BEGIN SELECT RAISE(ABORT, 'a submitted assessment is frozen'); END;
-- only: postgresql
CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit is kept as it was written'; END $$;
CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit EXECUTE FUNCTION keep_audit();

CREATE FUNCTION freeze_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'submitted' THEN RAISE EXCEPTION 'a submitted assessment is frozen'; END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER assessment_frozen BEFORE UPDATE OR DELETE ON assessment
FOR EACH ROW EXECUTE FUNCTION freeze_assessment();

CREATE FUNCTION freeze_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment AND state = 'submitted'))
        OR (TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment AND state = 'submitted'))
    THEN RAISE EXCEPTION 'a submitted assessment is frozen'; END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER answer_frozen BEFORE INSERT OR UPDATE OR DELETE ON answer
FOR EACH ROW EXECUTE FUNCTION freeze_answer();
-- all
