// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/instrument_evaluate.h"

static bool has_ambiguous(const struct rows *rows)
{
    for (size_t i = 0; rows->schema && i < rows->schema->count; i++)
        if (rows->columns[i].ambiguous)
            return true;
    return false;
}

bool has_ambiguous_columns(const struct case_rows *rows)
{
    return has_ambiguous(&rows->cases) || (rows->log_start && has_ambiguous(&rows->log));
}

static bool any_ambiguous(const struct rows *rows, size_t from, size_t to)
{
    for (size_t i = 0; i < rows->schema->count; i++)
        for (size_t row = from; rows->columns[i].ambiguous && row < to; row++)
            if (bit_get(rows->columns[i].ambiguous, row))
                return true;
    return false;
}

bool is_ambiguous_case(const struct case_rows *rows, size_t row)
{
    return any_ambiguous(&rows->cases, row, row + 1) ||
           (rows->log_start && any_ambiguous(&rows->log, rows->log_start[row], rows->log_start[row + 1]));
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

// Copies rows [from, to) and notes their ambiguous times; of a log, all are noted as the log's.
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
                    .detail = log ? DETAIL_LOG : (uint16_t)i,
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

void single_case_choose(struct single_case *single, size_t choice)
{
    for (size_t i = 0; i < single->times.count; i++) {
        const struct ambiguous_time *time = &single->times.items[i];
        *time->slot = choice >> i & 1 ? time->later : time->earlier;
    }
}
