-- SPDX-License-Identifier: GPL-3.0-or-later
-- How far the review of a case is counts as shown from now on: the page of a review shows it, and is kept as the page of a case is. It
-- changes when an assessment is submitted, and seldom beside that.
-- only: sqlite
DROP TRIGGER selection_update_shown;
CREATE TRIGGER selection_update_shown AFTER UPDATE ON selection BEGIN UPDATE shown SET version = version + 1; END;
-- only: postgresql
DROP TRIGGER selection_shown ON selection;
CREATE TRIGGER selection_shown AFTER INSERT OR UPDATE OR DELETE ON selection EXECUTE FUNCTION count_shown();
