// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of this folder share to read and guard cases.
#pragma once

#include "review/case.h"

// From the first six columns: id, extract, reference, content, source, line.
struct case_record case_read_row(const struct store_rows *rows);
// Puts corrections into a list of cases that is in the order of references and ids, as the query's rows are.
bool case_add_corrections(struct store *store, struct arena *arena, const char *query, struct text of,
                          struct case_record *(*at)(void *list, size_t index), void *list, size_t count,
                          struct problems *problems);
// A problem if the case is reviewed in a published review.
bool case_check_unpublished(struct write *write, struct text case_id, struct text reference,
                            struct place place, struct problems *problems);
