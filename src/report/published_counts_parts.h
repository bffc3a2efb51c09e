// SPDX-License-Identifier: GPL-3.0-or-later
// How the counts of a report and the equations between them are put together: for the files of report/published_counts.h.
#pragma once

#include "report/published_counts.h"

// ---- Counts and equations ----------------------------------------------------------------------------------

// Its index. An empty name: nothing prints it under one.
size_t counts_add(struct published_counts *counts, struct text name, int64_t value);
struct text counts_name(struct published_counts *counts, struct text a, const char *middle, struct text b);
size_t counts_find(const struct published_counts *counts, struct text name); // SIZE_MAX: there is none
// Of `most` terms, valid until the next one is added.
struct suppression_equation *counts_add_equation(struct published_counts *counts, size_t most);
void equation_add_term(struct suppression_equation *equation, size_t count, int64_t factor);
// As everybody knows, one is at least as large as the other; by how much, nobody is told.
void counts_add_part(struct published_counts *counts, size_t part, size_t whole);
// Where every case has the outcome, the table says so of those that are not of the part as well: that is no secret.
void counts_add_part_of_outcome(struct published_counts *counts, size_t part, size_t whole, int64_t all);
// They count the same cases, and a reader may see that.
void counts_add_same(struct published_counts *counts, size_t one, size_t other);

bool every_case_was_drawn(const struct results *results);

// ---- What is counted, in this order ------------------------------------------------------------------------

void counts_read_groups(struct published_counts *counts, const struct results *results);
void counts_read_reviewed(struct published_counts *counts, const struct results *results);
void counts_read_drawn(struct published_counts *counts, const struct results *results);
void counts_read_receipt(struct published_counts *counts, const struct results *results);
void counts_read_strata(struct published_counts *counts, const struct results *results);
void counts_read_population(struct published_counts *counts, const struct results *results);
void counts_read_sentences(struct published_counts *counts, const struct results *results);
