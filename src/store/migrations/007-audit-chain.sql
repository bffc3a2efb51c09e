-- SPDX-License-Identifier: GPL-3.0-or-later
-- The chain of the audit log: each row's link is signed over the row and the link before it, with a key that is kept
-- outside the database. Number 0 begins the chain and tells by which key it was made; rows older than the chain are linked in
-- the order of their ids when it begins.
CREATE TABLE audit_link (
    number {int} NOT NULL PRIMARY KEY CHECK (number >= 0),
    audit TEXT UNIQUE REFERENCES audit (id),
    link {blob} NOT NULL,
    CHECK ((number = 0) = (audit IS NULL))
) {strict};

-- only: sqlite
CREATE TRIGGER audit_link_update BEFORE UPDATE ON audit_link
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;
CREATE TRIGGER audit_link_delete BEFORE DELETE ON audit_link
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;
CREATE TRIGGER audit_link_insert BEFORE INSERT ON audit_link
WHEN EXISTS (SELECT 1 FROM audit_link WHERE number = NEW.number OR audit = NEW.audit)
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;
-- only: postgresql
CREATE TRIGGER audit_link_kept BEFORE UPDATE OR DELETE ON audit_link FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE TRIGGER audit_link_not_emptied BEFORE TRUNCATE ON audit_link EXECUTE FUNCTION keep_audit();
