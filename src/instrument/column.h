// SPDX-License-Identifier: GPL-3.0-or-later
// Values of many cases, a column a field: what the evaluator reads and writes.
#pragma once

#include "instrument/schema.h"

enum {
    BATCH_ROWS = 2048
}; // rows that the evaluator takes at once: a few columns of it fit in the first cache

// A column of `rows` values. Bit r of `known` says whether row r has a value; what stands in the value array of
// an unknown row is 0. Bits past the last row are 0. Numbers are finite, and dates and times lie in the years 1 to
// 9999: whoever fills a column sees to it, and the evaluator relies on it.
struct column {
    enum field_type type;
    uint64_t *known;
    union {
        uint64_t *truths;   // FIELD_BOOLEAN: a bit a row
        int64_t *integers;  // FIELD_INTEGER, FIELD_DATE (days), FIELD_TIME and FIELD_DURATION (microseconds)
        int32_t *narrows;   // the same where `narrow`
        double *numbers;    // FIELD_NUMBER
        struct text *texts; // FIELD_TEXT
        uint16_t *codes;    // FIELD_CATEGORY: indices of the field's values
    };
    // FIELD_TIME read from civil time that occurred twice and carried no offset: bit r set, the value is the
    // earlier instant and `later` the other, in microseconds. Both NULL where no row is like that.
    uint64_t *ambiguous;
    int64_t *later;
    // FIELD_INTEGER, FIELD_DATE and FIELD_TIME only: values of a magnitude below NARROW_LIMIT in half the room. A
    // time is then whole seconds after the `zero_second` of its rows.
    bool narrow;
};
enum { NARROW_LIMIT = 1 << 30 };

// Rows of one schema; columns[i] belongs to schema->fields[i]. A column that no rule reads may be absent: its `known` is
// NULL.
struct rows {
    const struct schema *schema;
    size_t count;
    struct column *columns;
    int64_t zero_second; // since 1970-01-01 00:00 UTC: from which narrow times are counted
};

// Cases and their log. The entries of case c are rows log_start[c] up to log_start[c + 1] of `log`, in any order;
// log_start is NULL where no log was sent, which is not the same as an empty log: log functions then give NULL.
struct case_rows {
    struct rows cases;
    struct rows log;
    const uint32_t *log_start;
};

static inline size_t bit_words(size_t rows)
{
    return (rows + 63) / 64;
}
static inline bool bit_get(const uint64_t *bits, size_t row)
{
    return bits[row / 64] >> (row % 64) & 1;
}
static inline void bit_set(uint64_t *bits, size_t row)
{
    bits[row / 64] |= UINT64_C(1) << (row % 64);
}
static inline void bit_clear(uint64_t *bits, size_t row)
{
    bits[row / 64] &= ~(UINT64_C(1) << (row % 64));
}

// An all-unknown column of so many rows; with room for ambiguous times if asked.
struct column column_new(struct arena *arena, enum field_type type, size_t rows, bool with_ambiguous);
// The same in the narrow form; the type has one.
struct column column_new_narrow(struct arena *arena, enum field_type type, size_t rows, bool with_ambiguous);
bool column_may_be_narrow(enum field_type type);

static inline int64_t narrow_instant(int64_t zero_second, int32_t narrow)
{
    return (zero_second + narrow) * 1000000;
}

// The whole number of a row, whichever form its column has: as it stands in `integers`.
static inline int64_t column_integer(const struct rows *rows, const struct column *column, size_t row)
{
    if (!column->narrow)
        return column->integers[row];
    if (column->type != FIELD_TIME)
        return column->narrows[row];
    return bit_get(column->known, row) ? narrow_instant(rows->zero_second, column->narrows[row]) : 0;
}
