// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of the very same cases are the same count, whatever they are called: "no contract" of one criterion and "updates
// not applicable" of another, where the instrument's logic makes them so. A reader who knows the rules knows that, and works
// with it. Facts are outcomes, sums of them that a report prints or a reader makes (of a base, of those in it that met the
// criterion and did not, of a standing), and types. Facts of the same cases are linked, and so are those of all cases but
// these. Some are the same by chance: to link them withholds more, never less.
#pragma once

#include "report/published_counts.h"

struct same_cases;

// Adds the equations to the counts of outcomes, bases and types, which are there already.
struct same_cases *same_cases_read(struct published_counts *counts, const struct results *results);
// Of a sentence about the cases that are marked.
void same_cases_link(struct same_cases *same, size_t sentence, const bool *rows);
