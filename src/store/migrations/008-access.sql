-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may use the program through the server, and what closes cases to whom. Of passwords, tokens and codes only hashes are here;
-- the secret of a second factor is sealed with a key that is kept outside the database.

-- Never deleted, and its name never given to another: the audit speaks of it by name.
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    sign_in_name TEXT NOT NULL CHECK (sign_in_name <> ''),
    folded_name TEXT NOT NULL UNIQUE CHECK (folded_name <> ''), -- as names are compared
    display_name TEXT NOT NULL CHECK (display_name <> ''),
    language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
    status TEXT NOT NULL CHECK (status IN ('invited', 'active', 'suspended', 'closed')),
    version {int} NOT NULL
) {strict};

CREATE TABLE account_role (
    account TEXT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL CHECK (role IN ('administrator', 'scrutiny_manager', 'reviewer', 'moderator', 'panel_chair',
        'force_liaison', 'auditor', 'reader')),
    PRIMARY KEY (account, role)
) {strict};

CREATE TABLE account_password (
    account TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
    hash TEXT NOT NULL CHECK (hash <> ''),
    changed_at {int} NOT NULL
) {strict};

CREATE TABLE second_factor (
    account TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
    secret {blob} NOT NULL,
    confirmed {int} NOT NULL CHECK (confirmed IN (0, 1)),
    last_step {int} NOT NULL, -- of the last code that was taken: no code is taken twice
    enrolled_at {int} NOT NULL
) {strict};

CREATE TABLE recovery_code (
    account TEXT NOT NULL REFERENCES account (id),
    hash TEXT NOT NULL,
    used_at {int},
    PRIMARY KEY (account, hash)
) {strict};

CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (id),
    stage TEXT NOT NULL CHECK (stage IN ('second_factor', 'enrolment', 'whole')),
    began_at {int} NOT NULL,
    seen_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    proved_at {int} NOT NULL, -- when the person last proved who it is
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    ended_at {int},
    ended_by TEXT,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
) {strict};
CREATE INDEX session_by_account ON session (account, ended_at);

CREATE TABLE one_time_link (
    id TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reset')),
    removes_second_factor {int} NOT NULL CHECK (removes_second_factor IN (0, 1)),
    made_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    ended_at {int}, -- used, or another was made
    CHECK (kind = 'reset' OR removes_second_factor = 0)
) {strict};
CREATE INDEX one_time_link_by_account ON one_time_link (account);

-- An account that does not exist leaves the same row without one. What was typed as its name is not kept: it may be a password.
CREATE TABLE sign_in_refusal (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT REFERENCES account (id),
    factor TEXT NOT NULL CHECK (factor IN ('password', 'second_factor')),
    address TEXT NOT NULL,
    at {int} NOT NULL
) {strict};
CREATE INDEX sign_in_refusal_by_account ON sign_in_refusal (account, at);

CREATE TABLE conflict_of_interest (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    case_id TEXT NOT NULL REFERENCES case_record (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    declared_by TEXT NOT NULL,
    declared_at {int} NOT NULL,
    withdrawn_by TEXT,
    withdrawn_at {int},
    withdrawn_reason TEXT CHECK (withdrawn_reason <> ''),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
) {strict};
CREATE UNIQUE INDEX one_conflict_at_once ON conflict_of_interest (account, case_id) WHERE withdrawn_at IS NULL;
CREATE INDEX conflict_by_case ON conflict_of_interest (case_id);

-- only: sqlite
CREATE TRIGGER account_delete BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'an account is never deleted'); END;
CREATE TRIGGER account_update BEFORE UPDATE ON account
WHEN NEW.id <> OLD.id OR NEW.sign_in_name <> OLD.sign_in_name OR NEW.folded_name <> OLD.folded_name
BEGIN SELECT RAISE(ABORT, 'the name of an account is kept'); END;
CREATE TRIGGER account_insert BEFORE INSERT ON account
WHEN EXISTS (SELECT 1 FROM account WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'an account is never deleted'); END;
CREATE TRIGGER conflict_delete BEFORE DELETE ON conflict_of_interest
BEGIN SELECT RAISE(ABORT, 'a conflict of interest is kept as it was declared'); END;
CREATE TRIGGER conflict_update BEFORE UPDATE ON conflict_of_interest
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.account <> OLD.account OR NEW.case_id <> OLD.case_id
    OR NEW.reason <> OLD.reason OR NEW.declared_by <> OLD.declared_by OR NEW.declared_at <> OLD.declared_at
BEGIN SELECT RAISE(ABORT, 'a conflict of interest is kept as it was declared'); END;
CREATE TRIGGER conflict_insert BEFORE INSERT ON conflict_of_interest
WHEN EXISTS (SELECT 1 FROM conflict_of_interest WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a conflict of interest is kept as it was declared'); END;
-- only: postgresql
CREATE FUNCTION keep_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION 'an account is never deleted'; END IF;
    IF NEW.id <> OLD.id OR NEW.sign_in_name <> OLD.sign_in_name OR NEW.folded_name <> OLD.folded_name
    THEN RAISE EXCEPTION 'the name of an account is kept'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER account_kept BEFORE UPDATE OR DELETE ON account FOR EACH ROW EXECUTE FUNCTION keep_account();
CREATE TRIGGER account_not_emptied BEFORE TRUNCATE ON account EXECUTE FUNCTION keep_account();
CREATE FUNCTION keep_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL AND NEW.id = OLD.id AND NEW.account = OLD.account
        AND NEW.case_id = OLD.case_id AND NEW.reason = OLD.reason AND NEW.declared_by = OLD.declared_by
        AND NEW.declared_at = OLD.declared_at
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a conflict of interest is kept as it was declared';
END $$;
CREATE TRIGGER conflict_kept BEFORE UPDATE OR DELETE ON conflict_of_interest
FOR EACH ROW EXECUTE FUNCTION keep_conflict();
CREATE TRIGGER conflict_not_emptied BEFORE TRUNCATE ON conflict_of_interest EXECUTE FUNCTION keep_conflict();
-- all
