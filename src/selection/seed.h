// SPDX-License-Identifier: GPL-3.0-or-later
// The public seed: digits that came about in public after the frame was fixed, from dice or a named source.
#pragma once

#include "base/problem.h"

enum { SEED_LEAST_DIGITS = 20 };

struct seed {
    struct text digits; // ASCII, so that every tool hashes the same bytes
    struct text source; // in words, on one line
    struct text date;   // "2019-08-12": the day on which it came about, in London
};

// Problems: too few or too many digits, or anything but digits; no source; no date; a date before that of the
// commitment, `sealed` ("2019-08-05T09:30:00Z").
bool seed_check(const struct seed *seed, struct text sealed, struct problems *problems);
// A text for a line of its own: not empty, valid UTF-8, without control characters.
bool line_check(struct text line, struct message what, struct problems *problems);
