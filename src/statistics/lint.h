// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a finished table and names what cannot be right in it. Nothing is assumed about who made it: a total
// is a row or a column that calls itself so, a percentage is what carries a sign or stands under a heading
// that says so.
#pragma once

#include "base/problem.h"

enum lint_kind {
    LINT_IMPOSSIBLE_PERCENTAGE, // no number of cases gives it on its base
    LINT_PERCENTAGE_MISMATCH,   // a possible one, but not that of the numbers beside it
    LINT_PART_ABOVE_BASE,
    LINT_SUM, // parts do not add up to their total
    LINT_HIDDEN_BASE,
    LINT_MIXED_ROUNDING,
    LINT_KINDS
};

struct lint_finding {
    enum lint_kind kind;
    struct problem problem; // the place: row and column; the value: what stands there
};

struct lint_findings {
    struct arena *arena;
    ARRAY_OF(struct lint_finding) list;
    size_t tables, rows;
};

const char *lint_code(enum lint_kind kind); // "hidden_base"

// CSV, XLSX, or a report as JSON (docs/report-json.md), all of whose tables are checked. False, with
// problems, only if the file cannot be read as a table; findings are no failure.
bool lint_file(struct arena *arena, const char *path, struct lint_findings *findings,
               struct problems *problems);
