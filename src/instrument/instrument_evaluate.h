// SPDX-License-Identifier: GPL-3.0-or-later
// Private to instrument_*.c: evaluation without ambiguous times, and single cases in which they are chosen.
#pragma once

#include "instrument/instrument.h"

// An ambiguous time of a single case.
struct ambiguous_time {
    int64_t *slot; // where the chosen instant stands
    int64_t earlier, later;
    size_t field; // of the case, or of the log
    bool of_log;
};

struct ambiguous_times {
    struct ambiguous_time *items;
    size_t count;
};

// A copy of one case and its log in which every ambiguous time can be chosen.
struct single_case {
    struct case_rows rows;
    uint32_t log_start[2];
    ARRAY_OF(struct ambiguous_time) times;
};

// Of cases [from, from + count) a bit for each that has an ambiguous time, its log's among them; NULL if there is none.
const uint64_t *ambiguous_cases(struct arena *arena, const struct case_rows *rows, size_t from, size_t count);
// The caller keeps *single where it is: its rows point into it. Every time is the earlier one.
void single_case_of(struct arena *arena, const struct case_rows *rows, size_t row,
                    struct single_case *single);
// Bit i of `choice` set: the later instant of times[i].
void single_case_choose(const struct ambiguous_times *times, size_t choice);

// The outcome of one criterion where it reads ambiguous times: not recorded if it depends on which instant they mean. False
// if it reads none. Only times that it reads count towards LIMIT_AMBIGUOUS_TIMES, whatever other columns there are.
bool evaluate_ambiguous_case(const struct instrument *instrument, const struct criterion *criterion,
                             struct single_case *single, struct arena *scratch,
                             struct criterion_results *one);

// Whether a day (of a date) or an instant (of a time) falls under a set.
bool rule_set_in_force(const struct rule_set *set, enum field_type type, int64_t when);

// Taking the earlier instant of ambiguous times.
void evaluate_criterion(const struct instrument *instrument, const struct criterion *criterion,
                        const struct case_rows *rows, size_t from, size_t count, struct arena *scratch,
                        struct criterion_results *into);
void evaluate_checks(const struct instrument *instrument, const struct case_rows *rows, size_t from,
                     size_t count, struct arena *scratch, uint16_t *first);
