// SPDX-License-Identifier: GPL-3.0-or-later
// Rules: expressions in a small subset of SQL with PostgreSQL's meaning (docs/expressions.md). Compiled once,
// then run over batches of cases. Pure: no files, no clock; the zone and the bank holidays are handed in.
#pragma once

#include "base/problem.h"
#include "base/working_days.h"
#include "base/zone.h"
#include "instrument/column.h"

struct expression; // compiled; lives in its arena

// A name that an instrument gives to an expression, so that rules can use it.
struct expression_definition {
    struct text id;
    struct localised label; // expression_words prints it in place of the meaning
    struct text source;     // its text
    const struct expression *meaning;
};

// What an expression may speak of.
struct expression_scope {
    const struct schema *cases;
    const struct schema *log; // NULL: the instrument has no log
    struct text log_time;     // id of the log's time field
    struct text log_kind;     // id of the log's kind field (a category)
    const struct zone *zone;  // civil time for literals, dates and working days
    const struct bank_holidays *bank_holidays;
    // Names that stand for compiled expressions of the same scope; a case field of the same id does not exist.
    const struct expression_definition *definitions;
    size_t definition_count;
};

// Takes the next identifier off the front of an expression's text, skipping literals and whatever else is there; false
// when there is none left. It need not be a valid expression. The name is as written: unless it was in double quotation
// marks, it means the name in small letters.
bool expression_next_name(struct text *rest, struct text *name);

// `wanted` is the type that the place asks for (a rule: FIELD_BOOLEAN); FIELD_TYPE_COUNT accepts any.
// `place` is where the text begins in its file, so that problems have line and column inside it. NULL, with all
// problems reported, if the text is not a valid expression.
const struct expression *expression_compile(struct arena *arena, struct text source, struct place place,
                                            const struct expression_scope *scope, enum field_type wanted,
                                            struct problems *problems);

enum field_type expression_type(const struct expression *expression);
// Which case fields it reads, in the order of their first use.
const size_t *expression_inputs(const struct expression *expression, size_t *count);
// Which log fields it reads, the time and the kind included where a log function needs them; none: it reads no log.
const size_t *expression_log_inputs(const struct expression *expression, size_t *count);
bool expression_reads_log(const struct expression *expression);

// The side that varies of the first comparison by order (<, <=, >, >=, BETWEEN) in it, definitions looked through: the first
// that compares lengths of time, else the first that compares numbers. NULL if there is none.
const struct expression *expression_compared(struct arena *arena, const struct expression *expression);

enum evaluation_fault {
    FAULT_NONE,
    FAULT_DIVISION_BY_ZERO,
    FAULT_OUT_OF_RANGE, // overflow of a whole number, a number or a length of time; a time outside years 1 to 9999
    FAULT_NO_CALENDAR, // working days outside the years for which bank holidays are known
};

// Runs it over cases [from, from + count), count <= BATCH_ROWS, taking the earlier instant of ambiguous times.
// The result column has `count` rows and lives in the arena; a category comes as the text of its id. faults[r] says why row r has no value, where that is
// not simply NULL.
void expression_run(const struct expression *expression, const struct case_rows *rows, size_t from,
                    size_t count, struct arena *arena, struct column *result, enum evaluation_fault *faults);

// The rule in plain words, for `craffu instrument explain` and for reports: labels of fields in place of ids.
struct text expression_words(struct arena *arena, const struct expression *expression,
                             enum language language);
