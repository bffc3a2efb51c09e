// SPDX-License-Identifier: GPL-3.0-or-later
// A table for programs: every cell is one value. What people read as a row over all columns (the heading of a group) or as
// several values in one cell ("3 of 9", "12.1 % to 47.9 %") is columns here.
#pragma once

#include "document/document.h"

enum flat_kind {
    FLAT_GROUP, // the heading of the row's group, or its name where people see none
    FLAT_CELL,  // a cell as it is
    FLAT_PART,  // of a proportion
    FLAT_BASE,  // of a proportion
    FLAT_VALUE, // one value of a cell of text
};

struct flat_column {
    enum flat_kind kind;
    size_t column, value;              // of the table; of the column
    const struct table_column *source; // NULL: the groups
    struct text id;                    // the same in all languages; need not be unique
    struct text heading;               // with its unit
};

struct flat_table {
    ARRAY_OF(struct flat_column) columns;
};

struct flat_table flat_table_of(struct arena *arena, enum language language, const struct table *table);

enum flat_content { FLAT_WORDS, FLAT_RUNS, FLAT_COUNT, FLAT_DECIMAL, FLAT_DATE, FLAT_ABSENT };

struct flat_value {
    enum flat_content content;
    struct text
        words; // FLAT_WORDS; FLAT_ABSENT: why, in words. Both may be empty of a row without a group's heading
    const struct runs *runs; // FLAT_RUNS
    int64_t count;
    struct decimal decimal;
    struct civil_date date;
    enum absence absence;
    struct text mark; // FLAT_ABSENT: what stands there for people; empty: the reason
};

enum flat_content flat_column_content(const struct flat_column *column); // of its cells that have a value
struct flat_value flat_value_at(const struct table *table, const struct flat_column *column, size_t row);
