-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same is forbidden as before, asked in a way that the database answers by single look-ups: these are asked at each answer that is saved and
-- each row of the log. An answer stays with its assessment.
-- only: sqlite
DROP TRIGGER answer_update;
CREATE TRIGGER answer_update BEFORE UPDATE ON answer
WHEN NEW.assessment <> OLD.assessment OR EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment AND state = 'submitted')
BEGIN SELECT RAISE(ABORT, 'a submitted assessment is frozen'); END;
DROP TRIGGER audit_link_insert;
CREATE TRIGGER audit_link_insert BEFORE INSERT ON audit_link
WHEN EXISTS (SELECT 1 FROM audit_link WHERE number = NEW.number) OR EXISTS (SELECT 1 FROM audit_link WHERE audit = NEW.audit)
BEGIN SELECT RAISE(ABORT, 'the audit is kept as it was written'); END;
-- all
-- Whether somebody did this to that, and when last: one look-up, however many rows tell of the same object.
DROP INDEX audit_by_object;
CREATE INDEX audit_by_object ON audit (object_kind, object_id, action, actor, id);
