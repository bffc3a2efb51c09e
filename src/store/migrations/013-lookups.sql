-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whoever opens a case of a review names it by its reference, and asks for the assessments of that very case; without these the database
-- looks through all cases of the review, and all assessments of the office.
CREATE INDEX case_by_reference ON case_record (reference);
CREATE INDEX assessment_by_case ON assessment (review, case_id);
