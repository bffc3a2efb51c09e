// SPDX-License-Identifier: GPL-3.0-or-later
// A few cases with a log, and expressions run over them, for tests.
#pragma once

#include "instrument/expression.h"

enum { FIXTURE_CASES = 4, FIXTURE_ENTRIES = 16 };

struct fixture {
    struct arena *arena;
    struct schema cases, log;
    struct bank_holidays bank_holidays;
    struct expression_scope scope;
    struct case_rows rows;
    uint32_t starts[FIXTURE_CASES + 1];
    struct problems problems;
};

// Case fields: yes (boolean), n (integer), x (number), t (text), channel (category: email, phone, letter), route (category:
// phone, visit), mood (category: good, bad), d, e (dates), reported_at, contacted_at, closed_at (times). Log fields: kind
// (category: update, endorsement, call), at (time), channel, n. All NULL at first; no entries.
struct fixture *fixture_new(void);
// The same with other fields; the log has kind, at and channel at least.
struct fixture *fixture_of(struct schema cases, struct schema log);
void fixture_free(struct fixture *fixture);
// Values are as printed by fixture_value; NULL clears.
void fixture_set(struct fixture *fixture, size_t row, const char *field, const char *value);
// Appends an entry to the log of the last case that has one, or of a later case.
void fixture_log(struct fixture *fixture, size_t row, const char *kind, const char *at, const char *channel);
const struct expression *fixture_compile(struct fixture *fixture, const char *expression,
                                         enum field_type wanted);
// What an expression gives for a case: "true", "NULL", "12", "1.5", "'text'", "2019-04-01", "2019-04-01 10:00" (civil time in
// London), "47 hours 30 minutes", "fault: division by zero"; or "line:column: problem (hint)" of the first problem.
struct text fixture_value(struct fixture *fixture, size_t row, const char *expression);
// A value of a column, in the same form.
struct text fixture_print(struct fixture *fixture, const struct column *column, size_t row,
                          enum evaluation_fault fault);
