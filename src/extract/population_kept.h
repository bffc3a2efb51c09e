// SPDX-License-Identifier: GPL-3.0-or-later
// Cases that wait for their log, and the entries of the log, which come in any order: of each only the columns that
// somebody wants, a time in four bytes. A case is known by a number; numbers rise in the order of the extract and have
// gaps. Safe for threads unless said otherwise. Private to population*.c.
#pragma once

#include "extract/population_count.h"
#include "extract/sheet.h"

struct kept_cases;

struct kept_cases *kept_cases_new(const struct counting *counting, const bool *wanted,
                                  const bool *log_wanted);
void kept_cases_free(struct kept_cases *kept); // NULL is allowed

// Takes so many numbers, at most BATCH_ROWS, one behind the other. One thread at a time, as the next two.
uint32_t kept_cases_number(struct kept_cases *kept, size_t count);
void kept_cases_set_line(struct kept_cases *kept, uint32_t number, uint32_t line);
uint32_t kept_cases_line(const struct kept_cases *kept, uint32_t number);

// Keeps a batch, whose first row has this number.
void kept_cases_add(struct kept_cases *kept, const struct counted_batch *batch, uint32_t first_number);
// Keeps entries of the log: rows->cases of the batch are rows of the log here, and lines are the numbers of their cases.
void kept_cases_add_entries(struct kept_cases *kept, const struct counted_batch *batch);
// Keeps one entry that was read carefully.
bool kept_cases_add_entry(struct kept_cases *kept, const struct sheet *sheet);

// Counts the cases of one part with their entries, and frees it. Parts are numbered from 0 and each is counted once.
size_t kept_cases_parts(const struct kept_cases *kept);
void kept_cases_count(struct kept_cases *kept, size_t part, struct counter *counter);
