// SPDX-License-Identifier: GPL-3.0-or-later
// What a population check found, as a document: the outcomes of all cases, how they differ between groups or months, the
// cases of one outcome, and the files. Every table prints its base.
#pragma once

#include "document/check.h"
#include "extract/population.h"

// By language. False, with the problems, if something does not add up: then no number may be printed.
bool population_page(struct arena *arena, const struct population *population,
                     const struct population_request *request, struct civil_date date,
                     const struct checked_document *checked[static LANGUAGE_COUNT],
                     struct problems *problems);

// The classes of a split, the last of which is not known: "Racially Aggravated", "March 2019".
struct text population_class_words(struct arena *arena, const struct instrument *instrument,
                                   const struct population_table *table, size_t class,
                                   enum language language);
// "racial", "2019-03"; "not_known" of the last.
struct text population_class_id(struct arena *arena, const struct instrument *instrument,
                                const struct population_table *table, size_t class);
// The measure of an exception as people read it; empty if it is not known.
struct text population_measure_words(struct arena *arena, const struct instrument *instrument,
                                     const struct population_exception *exception, enum language language);

// The id of the outcome that a slot of the criterion counts, and what it means; "to_judge" of those that a reviewer would
// have to judge, which have no standing yet.
struct text population_outcome_id(const struct criterion *criterion, size_t outcome);
const char *population_outcome_standing(const struct criterion *criterion, size_t outcome);
// The slots of a criterion as they are printed: order[i] is an outcome, or outcome_count for those that are to be judged.
size_t population_order(struct arena *arena, const struct criterion *criterion, const size_t **order);
