// SPDX-License-Identifier: GPL-3.0-or-later
// Private to instrument_*.c: evaluation without ambiguous times, and single cases in which they are chosen.
#pragma once

#include "instrument/instrument.h"

// An ambiguous time of a single case.
struct ambiguous_time {
    int64_t *slot; // where the chosen instant stands
    int64_t earlier, later;
    uint16_t detail; // the case field, or DETAIL_LOG
};

// A copy of one case and its log in which every ambiguous time can be chosen.
struct single_case {
    struct case_rows rows;
    uint32_t log_start[2];
    ARRAY_OF(struct ambiguous_time) times;
};

bool has_ambiguous_columns(const struct case_rows *rows);
bool is_ambiguous_case(const struct case_rows *rows, size_t row);
// The caller keeps *single where it is: its rows point into it.
void single_case_of(struct arena *arena, const struct case_rows *rows, size_t row,
                    struct single_case *single);
// Bit i of `choice` set: the later instant of times[i].
void single_case_choose(struct single_case *single, size_t choice);

// Whether a day (of a date) or an instant (of a time) falls under a set.
bool rule_set_in_force(const struct rule_set *set, enum field_type type, int64_t when);

// instrument_evaluate() with or without the checks.
struct criterion_results *evaluate_all(struct arena *arena, const struct instrument *instrument,
                                       const struct case_rows *rows, size_t from, size_t count, bool checks);
void evaluate_criterion(const struct instrument *instrument, const struct criterion *criterion,
                        const struct case_rows *rows, size_t from, size_t count, struct arena *scratch,
                        struct criterion_results *into);
void evaluate_checks(const struct instrument *instrument, const struct case_rows *rows, size_t from,
                     size_t count, struct arena *scratch, uint16_t *first);
