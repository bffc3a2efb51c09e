// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/checker.h"

static void check_column_values(struct checker *checker, const struct block *block,
                                const struct table_column *column)
{
    struct text name = part_name(checker->arena, block, column->id);
    if (column->values.count && column->kind != COLUMN_TEXT)
        checker_report(checker, name, MESSAGE("only a column of text can tell several values"), NO_MESSAGE);
    for (size_t i = 0; i < column->values.count; i++)
        check_text(checker, name, column->values.items[i].heading, true);
}

static void check_columns(struct checker *checker, const struct block *block)
{
    const struct table *table = &block->table;
    size_t row_headers = 0;
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct table_column *column = &table->columns.items[i];
        row_headers += column->row_header;
        struct text name = part_name(checker->arena, block, column->id);
        check_text(checker, name, column->heading, false);
        check_text(checker, name, column->unit, false);
        check_abbreviations(checker, name, column->heading);
        if (text_trim(column->heading).length == 0)
            checker_report(checker, block->id,
                           MESSAGE("column {column} has no heading", NUMBER("column", i + 1)), NO_MESSAGE);
        check_column_values(checker, block, column);
        for (size_t j = 0; j < i; j++)
            if (text_equal(table->columns.items[j].id, column->id))
                checker_report(checker, block->id,
                               MESSAGE("two columns have the id {id}", VALUE("id", column->id)), NO_MESSAGE);
    }
    if (row_headers != 1)
        checker_report(checker, block->id,
                       MESSAGE("{count} columns name the rows: it must be one", NUMBER("count", row_headers)),
                       MESSAGE("mark the column whose cells say what a row is about"));
}

static bool fits(enum content_kind cell, enum column_kind column)
{
    switch (column) {
    case COLUMN_TEXT: return cell == CONTENT_RUNS;
    case COLUMN_COUNT: return cell == CONTENT_COUNT;
    case COLUMN_PROPORTION: return cell == CONTENT_PROPORTION;
    case COLUMN_DATE: return cell == CONTENT_DATE;
    case COLUMN_DECIMAL: return cell == CONTENT_DECIMAL;
    }
    return false;
}

static bool is_digit_at(struct text words, size_t at)
{
    return at < words.length && words.bytes[at] >= '0' && words.bytes[at] <= '9';
}

// Not as a part of a longer number: "2.1 %" is not in "12.1 %", and "2" not in "2.1" or "1,200".
static bool has_number(struct text words, struct text number)
{
    for (size_t from = 0, at; text_find(text_slice(words, from, words.length), number, &at); from += at + 1) {
        size_t begin = from + at, end = begin + number.length;
        bool before = begin > 0 && (is_digit_at(words, begin - 1) || strchr(".,", words.bytes[begin - 1]));
        bool after = is_digit_at(words, end) ||
                     (end < words.length && strchr(".,", words.bytes[end]) && is_digit_at(words, end + 1));
        if (!before && !after)
            return true;
    }
    return false;
}

// People read the same numbers as programs.
static bool tells(struct checker *checker, const struct runs *runs, struct decimal decimal,
                  enum measure measure)
{
    for (size_t i = 0; i < runs->count; i++)
        if (has_number(runs->items[i].text, decimal_words(checker->arena, decimal, measure)) ||
            (decimal.decimals == 0 &&
             has_number(runs->items[i].text, number_text(checker->arena, decimal.units))))
            return true;
    return false;
}

static bool is_value_of(const struct cell_value *value, const struct column_value *column)
{
    return value->kind == VALUE_ABSENT || (value->kind == VALUE_WORDS) == column->is_words;
}

static bool can_be_printed(struct decimal decimal)
{
    return 0 <= decimal.decimals && decimal.decimals <= DECIMALS_MOST;
}

static void check_values(struct checker *checker, struct text name, const struct cell *cell,
                         const struct table_column *column)
{
    bool good = cell->values.count == column->values.count;
    for (size_t i = 0; good && i < cell->values.count; i++) {
        const struct cell_value *value = &cell->values.items[i];
        good = is_value_of(value, &column->values.items[i]) && can_be_printed(value->decimal);
        check_text(checker, name, value->words, value->kind != VALUE_DECIMAL);
        if (good && value->kind == VALUE_DECIMAL &&
            !tells(checker, &cell->runs, value->decimal, column->values.items[i].measure))
            problem_report_value(checker->problems, checker_place(checker, name),
                                 decimal_text(checker->arena, value->decimal),
                                 MESSAGE("the cell's words do not say this value"), NO_MESSAGE);
    }
    if (!good)
        checker_report(checker, name, MESSAGE("the cell has not the values of its column"), NO_MESSAGE);
}

static void check_cell(struct checker *checker, const struct block *block, size_t row, size_t column)
{
    const struct cell *cell = &block->table.rows.items[row].cells[column];
    const struct table_column *head = &block->table.columns.items[column];
    struct text name = cell_name(checker->arena, block, row, column);
    check_text(checker, name, cell->trace, false);
    check_text(checker, name, cell->reason, false);
    check_text(checker, name, cell->mark, false);
    bool blank = cell->kind == CONTENT_UNSET || (cell->kind == CONTENT_RUNS && runs_are_empty(&cell->runs)) ||
                 (cell->kind == CONTENT_EMPTY && text_trim(cell->reason).length == 0);
    if (blank || (head->row_header && cell->kind == CONTENT_EMPTY)) {
        checker_report(checker, name,
                       head->row_header ? MESSAGE("the cell that names its row is empty")
                                        : MESSAGE("the cell is empty and no reason is given"),
                       NO_MESSAGE);
        return;
    }
    if (cell->kind != CONTENT_EMPTY && !fits(cell->kind, head->kind))
        checker_report(checker, name, MESSAGE("the cell is not of its column's kind"), NO_MESSAGE);
    if (cell->kind == CONTENT_RUNS) {
        check_runs(checker, name, &cell->runs);
        check_values(checker, name, cell, head);
    }
    if (cell->kind == CONTENT_DECIMAL && (cell->measure != head->measure || !can_be_printed(cell->decimal)))
        checker_report(checker, name, MESSAGE("the cell is not of its column's kind"), NO_MESSAGE);
    if (cell->kind == CONTENT_EMPTY)
        check_abbreviations(checker, name, cell->reason);
    if (cell->kind == CONTENT_COUNT && cell->count < 0)
        checker_report(checker, name, MESSAGE("a count cannot be {count}", NUMBER("count", cell->count)),
                       NO_MESSAGE);
    if (cell->kind == CONTENT_PROPORTION && (cell->count < 0 || cell->base < 1 || cell->count > cell->base))
        checker_report(checker, name,
                       MESSAGE("{part} of {base} is not a proportion", NUMBER("part", cell->count),
                               NUMBER("base", cell->base)),
                       MESSAGE("where the base is 0, leave the cell empty and say why"));
    if (cell->kind == CONTENT_DATE && !civil_date_is_valid(cell->date))
        checker_report(checker, name, MESSAGE("the date does not exist"), NO_MESSAGE);
}

// The sum of a column's counts, or of the parts of its proportions, over the rows that are not totals; false, and reported, where no number can hold it.
static bool sum_rows(struct checker *checker, const struct block *block, size_t first, size_t count,
                     size_t column, int64_t *sum)
{
    const struct table *table = &block->table;
    int64_t total = 0;
    for (size_t i = first; i < first + count; i++) {
        const struct cell *cell = &table->rows.items[i].cells[column];
        bool counts = cell->kind == CONTENT_COUNT || cell->kind == CONTENT_PROPORTION;
        if (!table->rows.items[i].total && counts && __builtin_add_overflow(total, cell->count, &total))
            return checker_report(checker, cell_name(checker->arena, block, i, column),
                                  MESSAGE("the counts add up to more than a number can hold"), NO_MESSAGE);
    }
    *sum = total;
    return true;
}

// What is withheld was added up before it was.
static bool is_withheld(const struct table *table, size_t first, size_t count, size_t column)
{
    for (size_t row = first; row < first + count; row++)
        if (table->rows.items[row].cells[column].absence == ABSENCE_SUPPRESSED)
            return true;
    return false;
}

static void check_total_rows(struct checker *checker, const struct block *block, size_t first, size_t count)
{
    const struct table *table = &block->table;
    for (size_t row = first; row < first + count; row++)
        for (size_t column = 0; table->rows.items[row].total && column < table->columns.count; column++) {
            const struct cell *cell = &table->rows.items[row].cells[column];
            int64_t sum = 0;
            if (cell->kind == CONTENT_COUNT && !is_withheld(table, first, count, column) &&
                sum_rows(checker, block, first, count, column, &sum) && sum != cell->count)
                checker_report(checker, cell_name(checker->arena, block, row, column),
                               MESSAGE("the total is {total}, but the rows add up to {sum}",
                                       NUMBER("total", cell->count), NUMBER("sum", sum)),
                               NO_MESSAGE);
        }
}

static bool bases_are(const struct table *table, const struct row_group *group, struct group_sum wanted)
{
    for (size_t i = group->first; i < group->first + group->count; i++) {
        const struct cell *cell = &table->rows.items[i].cells[wanted.column];
        if (cell->kind == CONTENT_PROPORTION && cell->base != wanted.base)
            return false;
    }
    return true;
}

static void check_sum(struct checker *checker, const struct block *block, const struct row_group *group,
                      struct group_sum wanted)
{
    const struct table *table = &block->table;
    enum column_kind kind = wanted.column < table->columns.count ? table->columns.items[wanted.column].kind
                                                                 : COLUMN_TEXT;
    int64_t sum = 0;
    if (kind != COLUMN_COUNT && kind != COLUMN_PROPORTION)
        checker_report(checker, block->id,
                       MESSAGE("the group {group} adds up a column that is no column of counts",
                               VALUE("group", group->id)),
                       NO_MESSAGE);
    else if (!bases_are(table, group, wanted))
        checker_report(checker, block->id,
                       MESSAGE("the rows of {group} have other bases than {base}, to which they add up",
                               VALUE("group", group->id), NUMBER("base", wanted.base)),
                       NO_MESSAGE);
    else if (!is_withheld(table, group->first, group->count, wanted.column) &&
             sum_rows(checker, block, group->first, group->count, wanted.column, &sum) && sum != wanted.base)
        checker_report(checker, block->id,
                       MESSAGE("the rows of {group} add up to {sum}, but its base is {base}",
                               VALUE("group", group->id), NUMBER("sum", sum), NUMBER("base", wanted.base)),
                       MESSAGE("every case must be counted in one row of the group, and in one only"));
}

static void check_group(struct checker *checker, const struct block *block, const struct row_group *group)
{
    check_text(checker, block->id, group->heading, false);
    check_text(checker, block->id, group->name, false);
    if (group->count == 0)
        checker_report(checker, block->id,
                       MESSAGE("the group {group} has no rows", VALUE("group", group->id)), NO_MESSAGE);
    check_total_rows(checker, block, group->first, group->count);
    for (size_t i = 0; i < group->sums.count; i++)
        check_sum(checker, block, group, group->sums.items[i]);
}

static void check_groups(struct checker *checker, const struct block *block)
{
    const struct table *table = &block->table;
    check_text(checker, block->id, table->groups_heading, false);
    if (table->groups.count == 0)
        check_total_rows(checker, block, 0, table->rows.count);
    else if (table->groups.items[0]->first > 0)
        checker_report(checker, block->id, MESSAGE("a row stands before the first group"), NO_MESSAGE);
    for (size_t i = 0; i < table->groups.count; i++)
        check_group(checker, block, table->groups.items[i]);
}

static void check_rows(struct checker *checker, const struct block *block)
{
    const struct table *table = &block->table;
    size_t group = 0;
    for (size_t row = 0; row < table->rows.count; row++) {
        for (; group < table->groups.count && table->groups.items[group]->first <= row; group++)
            check_abbreviations(checker, block->id, table->groups.items[group]->heading);
        for (size_t column = 0; column < table->columns.count; column++)
            check_cell(checker, block, row, column);
    }
}

void check_table(struct checker *checker, const struct block *block)
{
    const struct table *table = &block->table;
    if (runs_are_empty(&table->caption))
        checker_report(checker, block->id, MESSAGE("the table has no caption"), NO_MESSAGE);
    else
        check_runs(checker, part_name(checker->arena, block, TEXT("caption")), &table->caption);
    if (table->columns.count == 0 || table->rows.count == 0) {
        checker_report(checker, block->id, MESSAGE("the table has no rows"),
                       MESSAGE("say so in a paragraph instead"));
        return;
    }
    check_columns(checker, block);
    check_rows(checker, block);
    check_groups(checker, block);
    for (size_t i = 0; i < table->notes.count; i++)
        check_runs(checker, table->notes.items[i]->id, &table->notes.items[i]->runs);
    if (table->source.count)
        check_runs(checker, part_name(checker->arena, block, TEXT("source")), &table->source);
}
