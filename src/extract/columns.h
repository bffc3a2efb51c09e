// SPDX-License-Identifier: GPL-3.0-or-later
// From the record back to columns: what the evaluator works on.
#pragma once

#include "instrument/instrument.h"

// A case, or an entry of a log, as the record keeps it.
struct extract_stored {
    struct text case_id; // joins the entries of a log to their case
    struct text content; // canonical JSON object, with corrections applied
};

// Cases come out sorted by reference (bytes), then by id, and the entries of each by time, then by content: the order in
// which anything was sent or stored makes no difference. Entries of cases that are not given are left out.
// `has_log`: whether a log was ever sent. *order (NULL is allowed): for each row of rows->cases, the index of its case
// among those given. False, with every problem reported, if stored values are not what the instrument declares.
bool extract_columns(struct arena *arena, const struct instrument *instrument,
                     const struct extract_stored *cases, size_t case_count, const struct extract_stored *log,
                     size_t log_count, bool has_log, struct case_rows *rows, size_t **order,
                     struct problems *problems);
