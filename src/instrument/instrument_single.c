// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/instrument_evaluate.h"

// Notes the cases [from, from + count) that have any of these bits, which are those of entries.
static void note_entries(const uint32_t *start, size_t from, size_t count, const uint64_t *bits,
                         uint64_t *cases)
{
    size_t row = from, until = start[from + count];
    for (size_t word = start[from] / 64; word < bit_words(until); word++)
        for (uint64_t rest = bits[word]; rest; rest &= rest - 1) {
            size_t entry = word * 64 + (size_t)__builtin_ctzll(rest);
            if (entry < start[from] || entry >= until)
                continue;
            while (start[row + 1] <= entry)
                row++;
            bit_set(cases, row - from);
        }
}

const uint64_t *ambiguous_cases(struct arena *arena, const struct case_rows *rows, size_t from, size_t count)
{
    uint64_t *cases = NULL, any = 0;
    for (size_t i = 0; count && i < rows->cases.schema->count; i++) {
        const uint64_t *bits = rows->cases.columns[i].ambiguous;
        cases = bits && !cases ? ARENA_ARRAY(arena, uint64_t, bit_words(count)) : cases;
        for (size_t row = 0; bits && row < count; row++)
            cases[row / 64] |= (uint64_t)bit_get(bits, from + row) << (row % 64);
    }
    for (size_t i = 0; count && rows->log_start && i < rows->log.schema->count; i++) {
        const uint64_t *bits = rows->log.columns[i].ambiguous;
        cases = bits && !cases ? ARENA_ARRAY(arena, uint64_t, bit_words(count)) : cases;
        if (bits)
            note_entries(rows->log_start, from, count, bits, cases);
    }
    for (size_t word = 0; cases && word < bit_words(count); word++)
        any |= cases[word];
    return any ? cases : NULL;
}

static void copy_value(struct column *to, size_t at, const struct rows *rows, const struct column *from,
                       size_t row)
{
    if (!bit_get(from->known, row))
        return;
    bit_set(to->known, at);
    switch (from->type) {
    case FIELD_BOOLEAN:
        if (bit_get(from->truths, row))
            bit_set(to->truths, at);
        break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION: to->integers[at] = column_integer(rows, from, row); break;
    case FIELD_NUMBER: to->numbers[at] = from->numbers[row]; break;
    case FIELD_TEXT: to->texts[at] = from->texts[row]; break;
    case FIELD_CATEGORY: to->codes[at] = from->codes[row]; break;
    case FIELD_TYPE_COUNT: break;
    }
}

// Copies rows [from, to) and notes their ambiguous times.
static void copy_rows(struct arena *arena, const struct rows *rows, size_t from, size_t to, bool log,
                      struct rows *copy, struct single_case *single)
{
    *copy = (struct rows){.schema = rows->schema, .count = to - from};
    copy->columns = ARENA_ARRAY(arena, struct column, rows->schema->count);
    for (size_t i = 0; i < rows->schema->count; i++) {
        const struct column *column = &rows->columns[i];
        if (!column->known)
            continue; // absent
        copy->columns[i] = column_new(arena, column->type, to - from, false);
        for (size_t row = from; row < to; row++) {
            copy_value(&copy->columns[i], row - from, rows, column, row);
            if (column->ambiguous && bit_get(column->ambiguous, row))
                *ARRAY_APPEND(arena, &single->times) = (struct ambiguous_time){
                    .slot = &copy->columns[i].integers[row - from],
                    .earlier = column_integer(rows, column, row),
                    .later = column->later[row],
                    .field = i,
                    .of_log = log,
                };
        }
    }
}

void single_case_of(struct arena *arena, const struct case_rows *rows, size_t row, struct single_case *single)
{
    *single = (struct single_case){0};
    copy_rows(arena, &rows->cases, row, row + 1, false, &single->rows.cases, single);
    if (!rows->log_start)
        return;
    copy_rows(arena, &rows->log, rows->log_start[row], rows->log_start[row + 1], true, &single->rows.log,
              single);
    single->log_start[1] = (uint32_t)single->rows.log.count;
    single->rows.log_start = single->log_start;
}

void single_case_choose(const struct ambiguous_times *times, size_t choice)
{
    for (size_t i = 0; i < times->count; i++) {
        const struct ambiguous_time *time = &times->items[i];
        *time->slot = choice >> i & 1 ? time->later : time->earlier;
    }
}
