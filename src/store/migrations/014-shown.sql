-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether what pages show may have changed: a number that rises with every change of these tables, whoever writes. A page that was made at one
-- number and would be made at the same is the same page (web/page_shelf.h). Left out is what such a page does not show: when a session was
-- last used, and how far the review of a case is; and new cases and entries that no review has selected, since an import has many of them.
CREATE TABLE shown (
    id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
    version {int} NOT NULL
) {strict};
INSERT INTO shown (id, version) VALUES (1, 1);
-- only: sqlite
CREATE TRIGGER shown_rises BEFORE UPDATE ON shown WHEN NEW.version <= OLD.version
BEGIN SELECT RAISE(ABORT, 'what was shown does not come back'); END;
CREATE TRIGGER shown_stays BEFORE DELETE ON shown
BEGIN SELECT RAISE(ABORT, 'what was shown does not come back'); END;
CREATE TRIGGER shown_is_one BEFORE INSERT ON shown
BEGIN SELECT RAISE(ABORT, 'what was shown does not come back'); END;

CREATE TRIGGER account_insert_shown AFTER INSERT ON account BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER account_update_shown AFTER UPDATE ON account BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER account_delete_shown AFTER DELETE ON account BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER account_role_insert_shown AFTER INSERT ON account_role BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER account_role_update_shown AFTER UPDATE ON account_role BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER account_role_delete_shown AFTER DELETE ON account_role BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER allocation_insert_shown AFTER INSERT ON allocation BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER allocation_update_shown AFTER UPDATE ON allocation BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER allocation_delete_shown AFTER DELETE ON allocation BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER case_record_insert_shown AFTER INSERT ON case_record WHEN EXISTS (SELECT 1 FROM selection WHERE case_id = NEW.id)
BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER case_record_update_shown AFTER UPDATE ON case_record BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER case_record_delete_shown AFTER DELETE ON case_record BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER conflict_of_interest_insert_shown AFTER INSERT ON conflict_of_interest BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER conflict_of_interest_update_shown AFTER UPDATE ON conflict_of_interest BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER conflict_of_interest_delete_shown AFTER DELETE ON conflict_of_interest BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER correction_insert_shown AFTER INSERT ON correction BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER correction_update_shown AFTER UPDATE ON correction BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER correction_delete_shown AFTER DELETE ON correction BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER extract_insert_shown AFTER INSERT ON extract BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER extract_update_shown AFTER UPDATE ON extract BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER extract_delete_shown AFTER DELETE ON extract BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER instrument_insert_shown AFTER INSERT ON instrument BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER instrument_update_shown AFTER UPDATE ON instrument BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER instrument_delete_shown AFTER DELETE ON instrument BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER log_entry_insert_shown AFTER INSERT ON log_entry WHEN EXISTS (SELECT 1 FROM selection WHERE case_id = NEW.case_id)
BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER log_entry_update_shown AFTER UPDATE ON log_entry BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER log_entry_delete_shown AFTER DELETE ON log_entry BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER office_insert_shown AFTER INSERT ON office BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER office_update_shown AFTER UPDATE ON office BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER office_delete_shown AFTER DELETE ON office BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER review_insert_shown AFTER INSERT ON review BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER review_update_shown AFTER UPDATE ON review BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER review_delete_shown AFTER DELETE ON review BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER review_person_insert_shown AFTER INSERT ON review_person BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER review_person_update_shown AFTER UPDATE ON review_person BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER review_person_delete_shown AFTER DELETE ON review_person BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER selection_insert_shown AFTER INSERT ON selection BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER selection_update_shown AFTER UPDATE OF review, case_id, how, from_review, reason_en, reason_cy, to_review, elsewhere_en, elsewhere_cy, replaced_by ON selection BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER selection_delete_shown AFTER DELETE ON selection BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER session_insert_shown AFTER INSERT ON session BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER session_update_shown AFTER UPDATE OF id, token_hash, account, stage, began_at, expires_at, proved_at, address, agent, ended_at, ended_by ON session BEGIN UPDATE shown SET version = version + 1; END;
CREATE TRIGGER session_delete_shown AFTER DELETE ON session BEGIN UPDATE shown SET version = version + 1; END;
-- only: postgresql
CREATE FUNCTION keep_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what was shown does not come back'; END $$;
CREATE TRIGGER shown_kept BEFORE INSERT OR DELETE ON shown FOR EACH ROW EXECUTE FUNCTION keep_shown();
CREATE TRIGGER shown_rises BEFORE UPDATE ON shown FOR EACH ROW WHEN (NEW.version <= OLD.version) EXECUTE FUNCTION keep_shown();
CREATE FUNCTION count_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE shown SET version = version + 1; RETURN NULL; END $$;
CREATE TRIGGER account_shown AFTER INSERT OR UPDATE OR DELETE ON account EXECUTE FUNCTION count_shown();
CREATE TRIGGER account_role_shown AFTER INSERT OR UPDATE OR DELETE ON account_role EXECUTE FUNCTION count_shown();
CREATE TRIGGER allocation_shown AFTER INSERT OR UPDATE OR DELETE ON allocation EXECUTE FUNCTION count_shown();
CREATE TRIGGER case_record_shown AFTER INSERT OR UPDATE OR DELETE ON case_record EXECUTE FUNCTION count_shown();
CREATE TRIGGER conflict_of_interest_shown AFTER INSERT OR UPDATE OR DELETE ON conflict_of_interest EXECUTE FUNCTION count_shown();
CREATE TRIGGER correction_shown AFTER INSERT OR UPDATE OR DELETE ON correction EXECUTE FUNCTION count_shown();
CREATE TRIGGER extract_shown AFTER INSERT OR UPDATE OR DELETE ON extract EXECUTE FUNCTION count_shown();
CREATE TRIGGER instrument_shown AFTER INSERT OR UPDATE OR DELETE ON instrument EXECUTE FUNCTION count_shown();
CREATE TRIGGER log_entry_shown AFTER INSERT OR UPDATE OR DELETE ON log_entry EXECUTE FUNCTION count_shown();
CREATE TRIGGER office_shown AFTER INSERT OR UPDATE OR DELETE ON office EXECUTE FUNCTION count_shown();
CREATE TRIGGER review_shown AFTER INSERT OR UPDATE OR DELETE ON review EXECUTE FUNCTION count_shown();
CREATE TRIGGER review_person_shown AFTER INSERT OR UPDATE OR DELETE ON review_person EXECUTE FUNCTION count_shown();
CREATE TRIGGER selection_shown AFTER INSERT OR UPDATE OF review, case_id, how, from_review, reason_en, reason_cy, to_review, elsewhere_en, elsewhere_cy, replaced_by OR DELETE ON selection EXECUTE FUNCTION count_shown();
CREATE TRIGGER session_shown AFTER INSERT OR UPDATE OF id, token_hash, account, stage, began_at, expires_at, proved_at, address, agent, ended_at, ended_by OR DELETE ON session EXECUTE FUNCTION count_shown();
