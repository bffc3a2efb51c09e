// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet of one table, flat: every cell is one value, and none is merged.
#include "document/spreadsheet_parts.h"

#include "base/buffer.h"
#include "document/flat_table.h"
#include "document/words.h"

// Excel keeps 15 digits of a number, and its calendar is right from 1 March 1900 on: what is beyond stays text.
static const int64_t greatest_number = INT64_C(999999999999999);
static const struct civil_date first_date = {1900, 3, 1};

// ---- Lines above the table ---------------------------------------------------------------------------------

static bool refers_to_notes(const struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++)
        if (runs->items[i].note.length)
            return true;
    return false;
}

static bool lacks_value(const struct cell *cell)
{
    for (size_t i = 0; i < cell->values.count; i++)
        if (cell->values.items[i].kind == VALUE_ABSENT)
            return true;
    return false;
}

static bool needs_notes(const struct table *table)
{
    if (table->notes.count || refers_to_notes(&table->caption) || refers_to_notes(&table->source))
        return true;
    bool grouped = table_names_groups(table);
    for (size_t row = 0; row < table->rows.count; row++) {
        if (grouped && table_group_of(table, row).length == 0)
            return true;
        for (size_t column = 0; column < table->columns.count; column++) {
            const struct cell *cell = &table->rows.items[row].cells[column];
            if (cell->kind == CONTENT_EMPTY || refers_to_notes(&cell->runs) || lacks_value(cell))
                return true;
        }
    }
    return false;
}

static const struct cell *header_cell(const struct table *table, size_t row)
{
    for (size_t column = 0; column < table->columns.count; column++)
        if (table->columns.items[column].row_header)
            return &table->rows.items[row].cells[column];
    return &table->rows.items[row].cells[0];
}

// Which rows are totals: elsewhere only their look says so.
static void add_totals(struct spreadsheet_builder *builder, struct worksheet *sheet,
                       const struct table *table)
{
    struct buffer names = {0};
    for (size_t row = 0; row < table->rows.count; row++) {
        if (!table->rows.items[row].total)
            continue;
        if (names.length)
            buffer_add(&names, TEXT("; "));
        buffer_add(&names, words_cell(builder->arena, builder->checked, header_cell(table, row), TEXT(" ")));
    }
    if (names.length)
        worksheet_line(builder, sheet, SHEET_LINE,
                       spreadsheet_say(builder, MESSAGE("Rows that are totals: {rows}",
                                                        VALUE("rows", buffer_text(&names)))));
    buffer_dispose(&names);
}

static void add_lines(struct spreadsheet_builder *builder, struct worksheet *sheet, const struct table *table)
{
    enum language language = builder->document->language;
    if (needs_notes(table)) {
        struct text notes = message_word(language, N_("Notes"));
        worksheet_line(
            builder, sheet, SHEET_LINE,
            spreadsheet_say(builder, MESSAGE("Some cells hold a shorthand or refer to a note. The worksheet "
                                             "“{name}” explains them.",
                                             VALUE("name", notes))))
            ->to_sheet = builder->notes_sheet;
    }
    add_totals(builder, sheet, table);
    if (table->source.count) {
        struct sheet_cell *cell = worksheet_row(builder, sheet, 1);
        cell->style = SHEET_LINE;
        sheet_cell_runs(
            builder, cell,
            text_print(builder->arena, "%.*s ", TEXT_PRINT(message_word(language, N_("Source:")))),
            &table->source);
    }
}

// ---- Headings ----------------------------------------------------------------------------------------------

static bool is_to_right(const struct flat_column *column)
{
    enum flat_content content = flat_column_content(column);
    return content == FLAT_COUNT || content == FLAT_DECIMAL;
}

static void add_headings(struct spreadsheet_builder *builder, struct sheet_cell *cells,
                         const struct flat_table *flat)
{
    struct text_map taken;
    text_map_init(&taken, builder->arena);
    for (size_t i = 0; i < flat->columns.count; i++) {
        const struct flat_column *column = &flat->columns.items[i];
        cells[i].style = SHEET_HEADING;
        cells[i].to_right = is_to_right(column);
        cells[i].text = spreadsheet_heading(builder->arena, &taken, column->heading);
        builder->has_proportions |= column->kind == FLAT_BASE;
    }
}

// ---- Cells -------------------------------------------------------------------------------------------------

// "[x]" for the first reason of its kind, "[x2]" for the second. The letters are the guidance's.
static struct text shorthand_for(struct spreadsheet_builder *builder, enum absence absence,
                                 struct text reason)
{
    static const char letters[] = {
        [ABSENCE_NOT_AVAILABLE] = 'x', [ABSENCE_NOT_APPLICABLE] = 'z', [ABSENCE_SUPPRESSED] = 'c'};
    size_t at;
    struct text key = text_print(builder->arena, "%c %.*s", letters[absence], TEXT_PRINT(reason));
    if (!text_map_put(&builder->reasons, key, builder->shorthands.count, &at))
        return builder->shorthands.items[at].mark;
    size_t number = ++builder->of_kind[absence];
    struct text mark = number == 1 ? text_print(builder->arena, "[%c]", letters[absence])
                                   : text_print(builder->arena, "[%c%zu]", letters[absence], number);
    *ARRAY_APPEND(builder->arena, &builder->shorthands) = (struct shorthand){mark, reason};
    return mark;
}

static bool is_exact(int64_t number)
{
    return -greatest_number <= number && number <= greatest_number;
}

static void set_count(struct spreadsheet_builder *builder, struct sheet_cell *cell, int64_t count)
{
    cell->count = count;
    if (is_exact(count))
        cell->value = SHEET_COUNT;
    else
        cell->text = number_text(builder->arena, count);
}

static void set_decimal(struct spreadsheet_builder *builder, struct sheet_cell *cell, struct decimal decimal)
{
    cell->decimal = decimal;
    if (is_exact(decimal.units))
        cell->value = SHEET_DECIMAL;
    else
        cell->text = decimal_words(builder->arena, decimal, MEASURE_PLAIN);
}

static void set_date(struct spreadsheet_builder *builder, struct sheet_cell *cell, struct civil_date date)
{
    cell->date = date;
    if (civil_date_to_days(date) < civil_date_to_days(first_date))
        cell->text = civil_date_words(builder->arena, builder->document->language, date);
    else
        cell->value = SHEET_DATE;
}

static void set_cell(struct spreadsheet_builder *builder, struct sheet_cell *to,
                     const struct flat_value *value)
{
    switch (value->content) {
    case FLAT_WORDS: sheet_cell_text(builder, to, value->words); break;
    case FLAT_RUNS: sheet_cell_runs(builder, to, (struct text){0}, value->runs); break;
    case FLAT_COUNT: set_count(builder, to, value->count); break;
    case FLAT_DECIMAL: set_decimal(builder, to, value->decimal); break;
    case FLAT_DATE: set_date(builder, to, value->date); break;
    case FLAT_ABSENT: to->text = shorthand_for(builder, value->absence, value->words); break;
    }
}

static void add_row(struct spreadsheet_builder *builder, struct worksheet *sheet, const struct table *table,
                    const struct flat_table *flat, size_t row)
{
    struct sheet_cell *cells = worksheet_row(builder, sheet, sheet->columns);
    for (size_t i = 0; i < flat->columns.count; i++) {
        const struct flat_column *column = &flat->columns.items[i];
        struct flat_value value = flat_value_at(table, column, row);
        cells[i].style = table->rows.items[row].total ? SHEET_STRONG : SHEET_BODY;
        cells[i].to_right = is_to_right(column);
        if (column->kind == FLAT_GROUP && value.words.length == 0)
            value = (struct flat_value){.content = FLAT_ABSENT,
                                        .words = message_word(builder->document->language, N_("In no group")),
                                        .absence = ABSENCE_NOT_APPLICABLE};
        set_cell(builder, &cells[i], &value);
    }
}

static bool fits(struct spreadsheet_builder *builder, const struct block *block, size_t columns)
{
    size_t room = LIMIT_SPREADSHEET_ROWS - 16; // the lines above
    if (block->table.rows.count <= room && columns <= LIMIT_SPREADSHEET_COLUMNS)
        return true;
    struct place place = {.source = text_from(language_code(builder->document->language)), .name = block->id};
    return problem_report(
        builder->problems, place,
        MESSAGE("the table has more rows or columns than a worksheet holds: {rows} rows and "
                "{columns} columns",
                NUMBER("rows", LIMIT_SPREADSHEET_ROWS), NUMBER("columns", LIMIT_SPREADSHEET_COLUMNS)),
        MESSAGE("write the other formats only, or divide the table"));
}

struct worksheet *worksheet_of_table(struct spreadsheet_builder *builder, const struct block *block)
{
    const struct table *table = &block->table;
    struct flat_table flat = flat_table_of(builder->arena, builder->document->language, table);
    size_t columns = flat.columns.count;
    if (!fits(builder, block, columns))
        return NULL;
    struct text number = words_table(builder->arena, builder->checked, block);
    struct text caption = words_runs(builder->arena, builder->checked, &table->caption, TEXT(" "));
    struct text title = words_title(builder->arena, builder->checked, &table->caption);
    struct worksheet *sheet = worksheet_new(builder, spreadsheet_name(builder->arena, number, title));
    worksheet_head(builder, sheet,
                   text_print(builder->arena, "%.*s: %.*s", TEXT_PRINT(number), TEXT_PRINT(caption)));
    add_lines(builder, sheet, table);
    worksheet_begin_table(
        sheet,
        spreadsheet_table_name(builder->arena, checked_table_number(builder->checked, block), block->id),
        columns);
    add_headings(builder, worksheet_row(builder, sheet, columns), &flat);
    for (size_t row = 0; row < table->rows.count; row++)
        add_row(builder, sheet, table, &flat, row);
    worksheet_fit_columns(builder, sheet);
    return sheet;
}
