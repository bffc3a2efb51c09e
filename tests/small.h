// SPDX-License-Identifier: GPL-3.0-or-later
// A small instrument with a log, and a review by it, for tests of the record.
#pragma once

#include "instrument/instrument.h"
#include "review/review.h"

// Fields of a case: case_ref, reported_at (required), note (text), direct (boolean). Of an entry of the log: case_ref, at, kind (update or
// contact). Criteria: noted, computed, with the outcomes noted and other; kind, which reviewers judge.
const struct instrument *small_instrument(struct arena *arena);
// The review "small" by this instrument.
struct review small_review(const struct instrument *instrument);
