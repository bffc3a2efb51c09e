-- SPDX-License-Identifier: GPL-3.0-or-later
-- A row of the audit log has its number and its link in itself: what is written at every look and every answer is one row in two places,
-- where it was two rows in five. Rows that have no link are numbered behind the rest: those from before the chain in the order of
-- their ids, until it begins; any other was not written by the program.
CREATE TABLE audit_log (
    number {int} NOT NULL PRIMARY KEY CHECK (number > 0),
    id TEXT NOT NULL,
    operation TEXT NOT NULL REFERENCES operation (id),
    at {int} NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    detail TEXT NOT NULL,
    link {blob}
) {strict};
-- What somebody took out by hand must neither hinder the upgrade nor be forgotten by it: in its place stands what no link fits.
INSERT INTO operation (id, actor, request, at, result)
SELECT DISTINCT a.operation, 'taken out', 'taken out', 0, '' FROM audit a WHERE NOT EXISTS (SELECT 1 FROM operation o WHERE o.id = a.operation);
INSERT INTO operation (id, actor, request, at, result)
SELECT DISTINCT 'taken out', 'taken out', 'taken out', 0, '' FROM audit_link l
WHERE l.number > 0 AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.id = l.audit);
INSERT INTO audit_log (number, id, operation, at, actor, action, object_kind, object_id, detail, link)
SELECT l.number, 'taken out', 'taken out', 0, 'taken out', 'taken out', '', '', '{}', l.link FROM audit_link l
WHERE l.number > 0 AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.id = l.audit);
INSERT INTO audit_log (number, id, operation, at, actor, action, object_kind, object_id, detail, link)
SELECT l.number, a.id, a.operation, a.at, a.actor, a.action, a.object_kind, a.object_id, a.detail, l.link
FROM audit_link l JOIN audit a ON a.id = l.audit WHERE l.number > 0 ORDER BY l.number;
INSERT INTO audit_log (number, id, operation, at, actor, action, object_kind, object_id, detail)
SELECT (SELECT COALESCE(MAX(number), 0) FROM audit_link) + ROW_NUMBER() OVER (ORDER BY a.id),
    a.id, a.operation, a.at, a.actor, a.action, a.object_kind, a.object_id, a.detail
FROM audit a WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.audit = a.id);
-- Link 0, which tells by which key the chain was made.
CREATE TABLE audit_beginning (
    number {int} NOT NULL PRIMARY KEY CHECK (number = 0),
    link {blob} NOT NULL
) {strict};
INSERT INTO audit_beginning (number, link) SELECT number, link FROM audit_link WHERE number = 0;
DROP TABLE audit_link;
DROP TABLE audit;
ALTER TABLE audit_log RENAME TO audit;

-- What was done is found by what it was done to. Looks at cases, most of the rows, are found by who looked: a person looks at one case after the
-- other, so that what is written at the same time stands together, where it would be a page of the index for each look.
CREATE INDEX audit_by_object ON audit (object_kind, object_id, action, actor, number) WHERE action <> 'case.consult';
CREATE INDEX audit_look_by_actor ON audit (actor, object_id, number) WHERE action = 'case.consult';

-- only: sqlite
-- Not of named columns: SQLite calls the number rowid as well. A link is set once, when the chain begins.
CREATE TRIGGER audit_update BEFORE UPDATE ON audit WHEN OLD.link IS NOT NULL OR NEW.number <> OLD.number OR NEW.id <> OLD.id
    OR NEW.operation <> OLD.operation OR NEW.at <> OLD.at OR NEW.actor <> OLD.actor OR NEW.action <> OLD.action
    OR NEW.object_kind <> OLD.object_kind OR NEW.object_id <> OLD.object_id OR NEW.detail <> OLD.detail
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;
CREATE TRIGGER audit_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;
CREATE TRIGGER audit_insert BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;
CREATE TRIGGER audit_beginning_update BEFORE UPDATE ON audit_beginning
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;
CREATE TRIGGER audit_beginning_delete BEFORE DELETE ON audit_beginning
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;
CREATE TRIGGER audit_beginning_insert BEFORE INSERT ON audit_beginning WHEN EXISTS (SELECT 1 FROM audit_beginning)
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;
-- only: postgresql
CREATE TRIGGER audit_kept BEFORE UPDATE OF number, id, operation, at, actor, action, object_kind, object_id, detail OR DELETE
    ON audit FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE TRIGGER audit_link_kept BEFORE UPDATE OF link ON audit FOR EACH ROW WHEN (OLD.link IS NOT NULL) EXECUTE FUNCTION keep_audit();
CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit EXECUTE FUNCTION keep_audit();
CREATE TRIGGER audit_beginning_kept BEFORE UPDATE OR DELETE ON audit_beginning FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE TRIGGER audit_beginning_not_emptied BEFORE TRUNCATE ON audit_beginning EXECUTE FUNCTION keep_audit();
