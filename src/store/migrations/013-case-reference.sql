-- SPDX-License-Identifier: GPL-3.0-or-later
-- A case of a review is opened by its reference; without this the database looks through all cases of the review.
CREATE INDEX case_by_reference ON case_record (reference);
