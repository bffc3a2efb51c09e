// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/xlsx.h"

#include "base/memory.h"
#include "format/number.h"
#include "format/xlsx_workbook.h"

#include <stdio.h>

enum { SHEET_ROWS = 1048576, SHEET_COLUMNS = 16384 }; // of any spreadsheet program

enum damage {
    DAMAGE_NONE,
    DAMAGE_ROW_NUMBER,
    DAMAGE_REFERENCE,
    DAMAGE_TYPE,
    DAMAGE_SHARED_STRING,
    DAMAGE_NUMBER,
    DAMAGE_DATE,
    DAMAGE_NOT_COMPUTED,
    DAMAGE_VALUE_LIMIT,
    DAMAGE_ROW_LIMIT,
    DAMAGE_NO_COLUMN,
};

enum content { CONTENT_NONE, CONTENT_VALUE, CONTENT_TEXT };

struct xlsx_reader {
    struct xlsx_workbook workbook;
    struct table_facts *facts;
    struct zip_entry *entry;
    struct xml_reader *xml;
    size_t columns; // 0: not yet known
    bool is_sheet;

    // The current row.
    int64_t row_number, last_row;
    bool in_row, row_ended;
    bool out_of_order;        // a cell stood where it should not: what follows it is in no known column
    enum damage damage;       // the first that was found
    char damage_at[16];       // the cell where it was, "C12"
    struct table_cell *cells; // LIMIT_COLUMNS and one; where .bytes is NULL, the text is the next of `values`
    size_t cell_count;        // up to the last that has a value
    struct buffer values;

    // The current cell.
    int64_t column; // from 1; 0: none yet
    struct text type;
    char type_room[16];
    int64_t style;
    bool in_cell, has_formula, has_value, in_phonetic, in_extension;
    enum content content;
    size_t value_at; // its text: values from there on
    bool too_long;
};

// ---- damage

static void print_reference(char *to, size_t room, int64_t column, int64_t row)
{
    char letters[8];
    size_t at = sizeof letters;
    for (int64_t left = column; left > 0; left = (left - 1) / 26)
        letters[--at] = (char)('A' + (left - 1) % 26);
    snprintf(to, room, "%.*s%lld", (int)(sizeof letters - at), letters + at, (long long)row);
}

static void damage_row(struct xlsx_reader *xlsx, enum damage damage)
{
    if (xlsx->damage != DAMAGE_NONE)
        return;
    xlsx->damage = damage;
    if (xlsx->column > 0)
        print_reference(xlsx->damage_at, sizeof xlsx->damage_at, xlsx->column, xlsx->row_number);
    else
        xlsx->damage_at[0] = 0;
}

static struct message damage_words(enum damage damage, struct message *hint)
{
    *hint = MESSAGE("open it in a spreadsheet program and save it anew");
    switch (damage) {
    case DAMAGE_ROW_NUMBER: return MESSAGE("the rows of the sheet are not in order");
    case DAMAGE_REFERENCE: return MESSAGE("the cells of the row are not in order");
    case DAMAGE_TYPE: return MESSAGE("the cell is of a kind that is not known");
    case DAMAGE_SHARED_STRING: return MESSAGE("the cell refers to a text that the workbook does not have");
    case DAMAGE_NUMBER: return MESSAGE("the cell should hold a number, but does not");
    case DAMAGE_DATE:
        *hint = MESSAGE("format the cell as a number or correct the date");
        return MESSAGE("the cell is shown as a date, but its number is not one");
    case DAMAGE_NOT_COMPUTED: return MESSAGE("the cell has a formula whose result was not saved");
    case DAMAGE_VALUE_LIMIT:
        *hint = NO_MESSAGE;
        return MESSAGE("the cell has more than {limit} bytes", NUMBER("limit", LIMIT_FIELD_BYTES));
    case DAMAGE_ROW_LIMIT:
        *hint = NO_MESSAGE;
        return MESSAGE("the row has more than {limit} bytes", NUMBER("limit", LIMIT_ROW_BYTES));
    case DAMAGE_NO_COLUMN:
        *hint = MESSAGE("name the column in the header or delete the value");
        return MESSAGE("there is a value in a column that the header does not name");
    case DAMAGE_NONE: break;
    }
    return NO_MESSAGE;
}

static void report(const struct xlsx_reader *xlsx, const struct table_row *row, struct problems *problems)
{
    struct place place = {
        .source = xlsx->facts->source,
        .line = row->line,
        .record = row->record,
        .name = text_from(xlsx->damage_at),
    };
    struct message hint;
    struct message what = damage_words(xlsx->damage, &hint);
    problem_report(problems, place, what, hint);
}

// ---- rows and cells begin

// "AB12" to 28; 0 if it is not the reference of a cell in that row.
static int64_t column_of(struct text reference, int64_t row)
{
    int64_t column = 0, number = 0;
    size_t at = 0;
    for (; at < reference.length && reference.bytes[at] >= 'A' && reference.bytes[at] <= 'Z'; at++) {
        column = column * 26 + (reference.bytes[at] - 'A' + 1);
        if (column > SHEET_COLUMNS)
            return 0;
    }
    bool good = text_to_int64(text_slice(reference, at, reference.length), &number);
    return good && number == row ? column : 0;
}

static void begin_row(struct xlsx_reader *xlsx, const char *const *attributes)
{
    struct text number = xml_attribute(attributes, "", "r");
    xlsx->in_row = true;
    xlsx->out_of_order = false;
    xlsx->damage = DAMAGE_NONE;
    xlsx->column = 0;
    xlsx->row_number = xlsx->last_row + 1;
    for (size_t i = 0; i < xlsx->cell_count; i++)
        xlsx->cells[i] = (struct table_cell){0};
    xlsx->cell_count = 0;
    buffer_clear(&xlsx->values);
    if (number.bytes && !text_to_int64(number, &xlsx->row_number))
        xlsx->row_number = 0;
    if (xlsx->row_number > xlsx->last_row && xlsx->row_number <= SHEET_ROWS) {
        xlsx->last_row = xlsx->row_number;
        return;
    }
    damage_row(xlsx, DAMAGE_ROW_NUMBER);
    if (xlsx->row_number < 1 || xlsx->row_number > SHEET_ROWS)
        xlsx->row_number = xlsx->last_row;
}

static void begin_cell(struct xlsx_reader *xlsx, const char *const *attributes)
{
    struct text reference = xml_attribute(attributes, "", "r"), type = xml_attribute(attributes, "", "t");
    int64_t column = reference.bytes ? column_of(reference, xlsx->row_number) : xlsx->column + 1;
    if (column > xlsx->column && column <= SHEET_COLUMNS) {
        xlsx->column = column;
    } else {
        damage_row(xlsx, DAMAGE_REFERENCE);
        xlsx->out_of_order = true;
    }
    xlsx->style = 0;
    struct text style = xml_attribute(attributes, "", "s");
    if (style.bytes && !text_to_int64(style, &xlsx->style))
        damage_row(xlsx, DAMAGE_TYPE);
    type = text_slice(type, 0, sizeof xlsx->type_room); // cut, it still is of no known kind
    memcpy(xlsx->type_room, type.length ? type.bytes : "n", type.length ? type.length : 1);
    xlsx->type = (struct text){xlsx->type_room, type.length ? type.length : 1};
    xlsx->in_cell = true;
    xlsx->has_formula = xlsx->has_value = xlsx->too_long = false;
    xlsx->in_phonetic = xlsx->in_extension = false;
    xlsx->content = CONTENT_NONE;
    xlsx->value_at = xlsx->values.length;
}

// ---- what a cell holds

static struct text cell_text(const struct xlsx_reader *xlsx)
{
    return text_slice(buffer_text(&xlsx->values), xlsx->value_at, xlsx->values.length);
}

// Gives the cell another text than the one that was read.
static void replace_text(struct xlsx_reader *xlsx, struct text text)
{
    xlsx->values.length = xlsx->value_at;
    buffer_add(&xlsx->values, text);
}

static enum cell_kind read_shared_string(struct xlsx_reader *xlsx)
{
    int64_t index;
    struct text string;
    if (!text_to_int64(cell_text(xlsx), &index) || !xlsx_shared_string(&xlsx->workbook, index, &string)) {
        damage_row(xlsx, DAMAGE_SHARED_STRING);
        return CELL_TEXT;
    }
    if (string.length > LIMIT_FIELD_BYTES) {
        xlsx->too_long = true;
        string = text_slice(string, 0, 0);
    }
    replace_text(xlsx, string);
    return CELL_TEXT;
}

static enum cell_kind read_number(struct xlsx_reader *xlsx)
{
    double number;
    struct xlsx_format format = {0};
    if (!number_read(text_trim(cell_text(xlsx)), &number)) {
        damage_row(xlsx, DAMAGE_NUMBER);
        return CELL_TEXT;
    }
    if (xlsx->style >= 0 && (uint64_t)xlsx->style < xlsx->workbook.styles.count)
        format = xlsx->workbook.styles.items[xlsx->style];
    char date_room[XLSX_DATE_BYTES], number_room[NUMBER_TEXT_BYTES];
    struct text text;
    bool is_date = format.date || format.time;
    if (is_date && xlsx_date_text(number, format, xlsx->workbook.from_1904, date_room, &text)) {
        replace_text(xlsx, text);
        return CELL_DATE_TIME;
    }
    if (is_date)
        damage_row(xlsx, DAMAGE_DATE);
    replace_text(xlsx, number_shortest(number, number_room));
    return CELL_NUMBER;
}

static enum cell_kind read_boolean(struct xlsx_reader *xlsx)
{
    struct text text = text_trim(cell_text(xlsx));
    bool truth = text_equal(text, TEXT("1")) || text_equal(text, TEXT("true"));
    if (!truth && !text_equal(text, TEXT("0")) && !text_equal(text, TEXT("false"))) {
        damage_row(xlsx, DAMAGE_TYPE);
        return CELL_TEXT;
    }
    replace_text(xlsx, truth ? TEXT("TRUE") : TEXT("FALSE"));
    return CELL_BOOLEAN;
}

// "2019-03-29T18:00:00", as the strict form writes dates.
static enum cell_kind read_iso_date(struct xlsx_reader *xlsx)
{
    char *at = memchr(xlsx->values.bytes + xlsx->value_at, 'T', xlsx->values.length - xlsx->value_at);
    if (at)
        *at = ' ';
    return CELL_DATE_TIME;
}

static enum cell_kind read_string(struct xlsx_reader *xlsx)
{
    size_t length = xlsx->values.length - xlsx->value_at;
    xlsx->values.length = xlsx->value_at + xlsx_unescape(xlsx->values.bytes + xlsx->value_at, length);
    return CELL_TEXT;
}

// The kind of a cell that holds something; its text is changed to what the reader promises.
static enum cell_kind read_value(struct xlsx_reader *xlsx)
{
    struct text type = xlsx->type;
    if (text_equal(type, TEXT("s")))
        return read_shared_string(xlsx);
    if (text_equal(type, TEXT("n")))
        return read_number(xlsx);
    if (text_equal(type, TEXT("str")) || text_equal(type, TEXT("inlineStr")))
        return read_string(xlsx);
    if (text_equal(type, TEXT("b")))
        return read_boolean(xlsx);
    if (text_equal(type, TEXT("d")))
        return read_iso_date(xlsx);
    if (text_equal(type, TEXT("e")))
        return CELL_ERROR;
    damage_row(xlsx, DAMAGE_TYPE);
    return CELL_TEXT;
}

// Puts the cell in its column, from 0. What stands to the right of the header is damage, not lost.
static void keep_cell(struct xlsx_reader *xlsx, enum cell_kind kind)
{
    size_t column = (size_t)xlsx->column - 1, width = xlsx->columns ? xlsx->columns : LIMIT_COLUMNS + 1;
    if (column >= width) {
        damage_row(xlsx, DAMAGE_NO_COLUMN);
        xlsx->values.length = xlsx->value_at;
        return;
    }
    xlsx->cells[column] = (struct table_cell){kind, {NULL, xlsx->values.length - xlsx->value_at}};
    xlsx->cell_count = column + 1;
}

static void end_cell(struct xlsx_reader *xlsx)
{
    xlsx->in_cell = false;
    enum cell_kind kind = CELL_EMPTY;
    if (xlsx->values.length > xlsx->value_at)
        kind = read_value(xlsx);
    else if (xlsx->has_formula &&
             !(xlsx->has_value && text_equal(xlsx->type, TEXT("str")))) // the result "" is a str
        damage_row(xlsx, DAMAGE_NOT_COMPUTED);
    if (xlsx->too_long)
        damage_row(xlsx, DAMAGE_VALUE_LIMIT);
    if (xlsx->values.overflowed)
        damage_row(xlsx, DAMAGE_ROW_LIMIT);
    if (xlsx->values.length > xlsx->value_at && !xlsx->out_of_order)
        keep_cell(xlsx, kind);
    else
        xlsx->values.length = xlsx->value_at;
}

static void end_row(struct xlsx_reader *xlsx)
{
    xlsx->in_row = false;
    xlsx->row_ended = true;
    if (xlsx->columns)
        xlsx->cell_count = xlsx->columns;
    size_t from = 0;
    for (size_t i = 0; i < xlsx->cell_count; i++) {
        struct table_cell *cell = &xlsx->cells[i];
        if (cell->text.length == 0) {
            *cell = (struct table_cell){0};
            continue;
        }
        cell->text.bytes = xlsx->values.bytes + from;
        from += cell->text.length;
    }
    xml_pause(xlsx->xml);
}

// ---- what the XML reader calls

static void sheet_start(void *context, struct xml_name name, const char *const *attributes)
{
    struct xlsx_reader *xlsx = context;
    if (xlsx_is(name, "worksheet"))
        xlsx->is_sheet = true;
    else if (xlsx_is(name, "row") && !xlsx->in_row)
        begin_row(xlsx, attributes);
    else if (xlsx_is(name, "c") && xlsx->in_row && !xlsx->in_cell)
        begin_cell(xlsx, attributes);
    if (!xlsx->in_cell || xlsx->in_extension)
        return;
    bool in_line = text_equal(xlsx->type, TEXT("inlineStr"));
    if (xlsx_is(name, "f"))
        xlsx->has_formula = true;
    else if (xlsx_is(name, "extLst"))
        xlsx->in_extension = true;
    else if (xlsx_is(name, "rPh"))
        xlsx->in_phonetic = true;
    else if (xlsx_is(name, "v") && !in_line) {
        xlsx->content = CONTENT_VALUE;
        xlsx->has_value = true;
    } else if (xlsx_is(name, "t") && in_line && !xlsx->in_phonetic) {
        xlsx->content = CONTENT_TEXT;
        xlsx->has_value = true;
    }
}

static void sheet_end(void *context, struct xml_name name)
{
    struct xlsx_reader *xlsx = context;
    if (xlsx_is(name, "row") && xlsx->in_row && !xlsx->in_cell)
        end_row(xlsx);
    else if (xlsx_is(name, "c") && xlsx->in_cell)
        end_cell(xlsx);
    else if (xlsx_is(name, "extLst"))
        xlsx->in_extension = false;
    else if (xlsx_is(name, "rPh"))
        xlsx->in_phonetic = false;
    else if (xlsx_is(name, "v") || xlsx_is(name, "t"))
        xlsx->content = CONTENT_NONE;
}

static void sheet_text(void *context, struct text text)
{
    struct xlsx_reader *xlsx = context;
    if (!xlsx->in_cell || xlsx->content == CONTENT_NONE || xlsx->too_long)
        return;
    if (xlsx->values.length - xlsx->value_at + text.length > LIMIT_FIELD_BYTES)
        xlsx->too_long = true;
    else
        buffer_add(&xlsx->values, text);
}

// ---- rows one after the other

static bool read_sheet(void *entry, char *to, size_t room, size_t *got, struct problems *problems)
{
    return zip_entry_read(entry, to, room, got, problems);
}

bool xlsx_open(const struct input *input, struct text sheet, struct table_facts *facts,
               struct xlsx_reader **xlsx, struct problems *problems)
{
    static const struct xml_handler handler = {sheet_start, sheet_end, sheet_text};
    struct xlsx_reader *opened = memory_allocate_zeroed(1, sizeof *opened);
    opened->facts = facts;
    opened->values.limit = LIMIT_ROW_BYTES;
    opened->cells = memory_allocate_zeroed(LIMIT_COLUMNS + 1, sizeof *opened->cells);
    struct xlsx_workbook *workbook = &opened->workbook;
    if (!xlsx_workbook_open(input, sheet, workbook, problems) ||
        !zip_entry_open(workbook->zip, workbook->sheet_part, &opened->entry, problems)) {
        xlsx_close(opened);
        return false;
    }
    struct place place = {.source = facts->source, .name = workbook->sheet_part};
    opened->xml = xml_new((struct xml_source){read_sheet, opened->entry, place}, &handler, opened);
    facts->sheet = workbook->sheet_name;
    *xlsx = opened;
    return true;
}

void xlsx_close(struct xlsx_reader *xlsx)
{
    if (!xlsx)
        return;
    xml_free(xlsx->xml);
    zip_entry_close(xlsx->entry);
    xlsx_workbook_close(&xlsx->workbook);
    buffer_dispose(&xlsx->values);
    memory_free(xlsx->cells);
    memory_free(xlsx);
}

void xlsx_expect_columns(struct xlsx_reader *xlsx, size_t columns)
{
    xlsx->columns = columns;
}

enum table_step xlsx_next(struct xlsx_reader *xlsx, struct table_row *row, struct problems *problems)
{
    xlsx->row_ended = false;
    enum xml_step step = xml_run(xlsx->xml, problems);
    if (step == XML_STEP_FAILED)
        return TABLE_FAILED;
    if (step == XML_STEP_ENDED && !xlsx->is_sheet) {
        problem_report(
            problems, (struct place){.source = xlsx->facts->source, .name = xlsx->workbook.sheet_part},
            MESSAGE("the part is not a sheet"), MESSAGE("open it in a spreadsheet program and save it anew"));
        return TABLE_FAILED;
    }
    if (!xlsx->row_ended)
        return TABLE_END;
    row->line = (uint64_t)xlsx->row_number;
    if (xlsx->damage != DAMAGE_NONE) {
        report(xlsx, row, problems);
        return TABLE_DAMAGED;
    }
    row->cells = xlsx->cells;
    row->count = xlsx->cell_count;
    return TABLE_ROW;
}

const struct table_cell *xlsx_cells(const struct xlsx_reader *xlsx, size_t *count, bool *cut)
{
    *count = xlsx->cell_count;
    *cut = xlsx->damage == DAMAGE_VALUE_LIMIT || xlsx->damage == DAMAGE_ROW_LIMIT;
    return xlsx->cells;
}
