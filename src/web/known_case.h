// SPDX-License-Identifier: GPL-3.0-or-later
// The case that stands at an address, and its review: read once for all workers while neither has changed (web/known.h).
#pragma once

#include "review/case.h"
#include "review/review.h"
#include "web/visit.h"

struct known_case {
    struct review review; // its head
    struct case_record record;
};
// By the review and the reference that the visit's address names. NULL, with a problem: there is none, or it could not be read.
const struct known_case *known_case_find(struct visit *visit);
