// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/xlsx_row.h"

#include "base/memory.h"
#include "format/number.h"

#include <stdio.h>

enum { SHEET_ROWS = 1048576, SHEET_COLUMNS = 16384 }; // of any spreadsheet program

// ---- damage

static void print_reference(char *to, size_t room, int64_t column, int64_t row)
{
    char letters[8];
    size_t at = sizeof letters;
    for (int64_t left = column; left > 0; left = (left - 1) / 26)
        letters[--at] = (char)('A' + (left - 1) % 26);
    snprintf(to, room, "%.*s%lld", (int)(sizeof letters - at), letters + at, (long long)row);
}

static void damage_row(struct xlsx_row *row, enum xlsx_damage damage)
{
    if (row->damage != XLSX_SOUND)
        return;
    row->damage = damage;
    if (row->column > 0)
        print_reference(row->damage_at, sizeof row->damage_at, row->column, row->number);
    else
        row->damage_at[0] = 0;
}

struct message xlsx_damage_words(enum xlsx_damage damage, struct message *hint)
{
    *hint = MESSAGE("open it in a spreadsheet program and save it anew");
    switch (damage) {
    case XLSX_ROW_NUMBER: return MESSAGE("the rows of the sheet are not in order");
    case XLSX_REFERENCE: return MESSAGE("the cells of the row are not in order");
    case XLSX_TYPE: return MESSAGE("the cell is of a kind that is not known");
    case XLSX_SHARED_STRING: return MESSAGE("the cell refers to a text that the workbook does not have");
    case XLSX_NUMBER: return MESSAGE("the cell should hold a number, but does not");
    case XLSX_DATE:
        *hint = MESSAGE("format the cell as a number or correct the date");
        return MESSAGE("the cell is shown as a date, but its number is not one");
    case XLSX_NOT_COMPUTED: return MESSAGE("the cell has a formula whose result was not saved");
    case XLSX_VALUE_LIMIT:
        *hint = NO_MESSAGE;
        return MESSAGE("the cell has more than {limit} bytes", NUMBER("limit", LIMIT_FIELD_BYTES));
    case XLSX_ROW_LIMIT:
        *hint = NO_MESSAGE;
        return MESSAGE("the row has more than {limit} bytes", NUMBER("limit", LIMIT_ROW_BYTES));
    case XLSX_NO_COLUMN:
        *hint = MESSAGE("name the column in the header or delete the value");
        return MESSAGE("there is a value in a column that the header does not name");
    case XLSX_SOUND: break;
    }
    return NO_MESSAGE;
}

// ---- rows and cells begin

void xlsx_row_init(struct xlsx_row *row, const struct xlsx_workbook *workbook)
{
    *row = (struct xlsx_row){.workbook = workbook, .values.limit = LIMIT_ROW_BYTES};
    row->cells = memory_allocate_zeroed(LIMIT_COLUMNS + 1, sizeof *row->cells);
}

void xlsx_row_dispose(struct xlsx_row *row)
{
    buffer_dispose(&row->values);
    memory_free(row->cells);
    row->cells = NULL;
}

// "AB12" to 28; 0 if it is not the reference of a cell in that row.
static int64_t column_of(const struct xlsx_row *row, struct text reference)
{
    int64_t column = 0, number = 0;
    size_t at = 0;
    for (; at < reference.length && reference.bytes[at] >= 'A' && reference.bytes[at] <= 'Z'; at++) {
        column = column * 26 + (reference.bytes[at] - 'A' + 1);
        if (column > SHEET_COLUMNS)
            return 0;
    }
    struct text digits = text_slice(reference, at, reference.length);
    if (digits.length == row->digit_count && memcmp(digits.bytes, row->digits, row->digit_count) == 0)
        return column;
    bool good = text_to_int64(digits, &number); // it may have zeros in front
    return good && number == row->number ? column : 0;
}

static void keep_digits(struct xlsx_row *row)
{
    size_t at = sizeof row->digits;
    for (int64_t left = row->number; left > 0 && at > 0; left /= 10)
        row->digits[--at] = (char)('0' + left % 10);
    row->digit_count = sizeof row->digits - at;
    memmove(row->digits, row->digits + at, row->digit_count);
}

void xlsx_row_begin(struct xlsx_row *row, struct text number)
{
    row->out_of_order = false;
    row->damage = XLSX_SOUND;
    row->column = 0;
    row->number = row->last + 1;
    for (size_t i = 0; i < row->cell_count; i++)
        row->cells[i] = (struct table_cell){0};
    row->cell_count = 0;
    buffer_clear(&row->values);
    if (number.bytes && !text_to_int64(number, &row->number))
        row->number = 0;
    if (row->number > row->last && row->number <= SHEET_ROWS) {
        row->last = row->number;
    } else {
        damage_row(row, XLSX_ROW_NUMBER);
        if (row->number < 1 || row->number > SHEET_ROWS)
            row->number = row->last;
    }
    keep_digits(row);
}

static enum xlsx_type type_of(struct text type)
{
    static const struct {
        struct text name;
        enum xlsx_type type;
    } types[] = {
        {TEXT("n"), XLSX_TYPE_NUMBER},  {TEXT("str"), XLSX_TYPE_STRING},
        {TEXT("b"), XLSX_TYPE_BOOLEAN}, {TEXT("inlineStr"), XLSX_TYPE_IN_LINE},
        {TEXT("d"), XLSX_TYPE_DATE},    {TEXT("e"), XLSX_TYPE_ERROR},
    };
    if (type.length == 0)
        return XLSX_TYPE_NUMBER;
    if (type.length == 1 && type.bytes[0] == 's')
        return XLSX_TYPE_SHARED;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_equal(type, types[i].name))
            return types[i].type;
    return XLSX_TYPE_UNKNOWN;
}

void xlsx_cell_begin(struct xlsx_row *row, struct text reference, struct text type, struct text style)
{
    int64_t column = reference.bytes ? column_of(row, reference) : row->column + 1;
    if (column > row->column && column <= SHEET_COLUMNS) {
        row->column = column;
    } else {
        damage_row(row, XLSX_REFERENCE);
        row->out_of_order = true;
    }
    row->style = 0;
    if (style.bytes && !text_to_int64(style, &row->style))
        damage_row(row, XLSX_TYPE);
    row->type = type_of(type);
    row->has_formula = row->has_value = row->too_long = false;
    row->value_at = row->values.length;
}

// ---- what a cell holds

struct text xlsx_cell_text(const struct xlsx_row *row)
{
    return text_slice(buffer_text(&row->values), row->value_at, row->values.length);
}

void xlsx_cell_add(struct xlsx_row *row, struct text piece)
{
    if (row->too_long)
        return;
    if (row->values.length - row->value_at + piece.length > LIMIT_FIELD_BYTES)
        row->too_long = true;
    else
        buffer_add(&row->values, piece);
}

// Gives the cell another text than the one that was added.
static void replace_text(struct xlsx_row *row, struct text text)
{
    row->values.length = row->value_at;
    buffer_add(&row->values, text);
}

// Puts the text there, if it is not there yet.
static void own_text(struct xlsx_row *row, struct text text)
{
    if (row->values.length == row->value_at)
        buffer_add(&row->values, text);
}

static enum cell_kind read_shared_string(struct xlsx_row *row, struct text text)
{
    int64_t index;
    struct text string;
    if (!text_to_int64(text, &index) || !xlsx_shared_string(row->workbook, index, &string)) {
        damage_row(row, XLSX_SHARED_STRING);
        return CELL_TEXT;
    }
    if (string.length > LIMIT_FIELD_BYTES) {
        row->too_long = true;
        string = text_slice(string, 0, 0);
    }
    replace_text(row, string);
    return CELL_TEXT;
}

static enum cell_kind read_date(struct xlsx_row *row, double number, struct xlsx_format format)
{
    char date_room[XLSX_DATE_BYTES], number_room[NUMBER_TEXT_BYTES];
    struct text text;
    if (xlsx_date_text(number, format, row->workbook->from_1904, date_room, &text)) {
        replace_text(row, text);
        return CELL_DATE_TIME;
    }
    damage_row(row, XLSX_DATE);
    replace_text(row, number_shortest(number, number_room));
    return CELL_NUMBER;
}

static enum cell_kind read_number(struct xlsx_row *row, struct text text)
{
    struct xlsx_format format = {0};
    if (row->style >= 0 && (uint64_t)row->style < row->workbook->styles.count)
        format = row->workbook->styles.items[row->style];
    bool is_date = format.date || format.time;
    if (!is_date && number_is_shortest(text)) {
        own_text(row, text);
        return CELL_NUMBER;
    }
    double number;
    if (!number_read(text_trim(text), &number)) {
        damage_row(row, XLSX_NUMBER);
        own_text(row, text);
        return CELL_TEXT;
    }
    if (is_date)
        return read_date(row, number, format);
    char room[NUMBER_TEXT_BYTES];
    replace_text(row, number_shortest(number, room));
    return CELL_NUMBER;
}

static enum cell_kind read_boolean(struct xlsx_row *row, struct text whole)
{
    struct text text = text_trim(whole);
    bool truth = text_equal(text, TEXT("1")) || text_equal(text, TEXT("true"));
    if (!truth && !text_equal(text, TEXT("0")) && !text_equal(text, TEXT("false"))) {
        damage_row(row, XLSX_TYPE);
        own_text(row, whole);
        return CELL_TEXT;
    }
    replace_text(row, truth ? TEXT("TRUE") : TEXT("FALSE"));
    return CELL_BOOLEAN;
}

// "2019-03-29T18:00:00", as the strict form writes dates.
static enum cell_kind read_iso_date(struct xlsx_row *row, struct text text)
{
    own_text(row, text);
    size_t length = row->values.length - row->value_at;
    char *at = length ? memchr(row->values.bytes + row->value_at, 'T', length) : NULL;
    if (at)
        *at = ' ';
    return CELL_DATE_TIME;
}

static enum cell_kind read_string(struct xlsx_row *row, struct text text)
{
    own_text(row, text);
    size_t length = row->values.length - row->value_at;
    if (length && memchr(row->values.bytes + row->value_at, '_', length))
        row->values.length = row->value_at + xlsx_unescape(row->values.bytes + row->value_at, length);
    return CELL_TEXT;
}

// The kind of a cell that holds something; its text is changed to what the reader promises.
static enum cell_kind read_value(struct xlsx_row *row, struct text text)
{
    switch (row->type) {
    case XLSX_TYPE_SHARED: return read_shared_string(row, text);
    case XLSX_TYPE_NUMBER: return read_number(row, text);
    case XLSX_TYPE_STRING:
    case XLSX_TYPE_IN_LINE: return read_string(row, text);
    case XLSX_TYPE_BOOLEAN: return read_boolean(row, text);
    case XLSX_TYPE_DATE: return read_iso_date(row, text);
    case XLSX_TYPE_ERROR: own_text(row, text); return CELL_ERROR;
    case XLSX_TYPE_UNKNOWN: break;
    }
    damage_row(row, XLSX_TYPE);
    own_text(row, text);
    return CELL_TEXT;
}

// Puts the cell in its column, from 0. What stands to the right of the header is damage, not lost.
static void keep_cell(struct xlsx_row *row, enum cell_kind kind)
{
    size_t column = (size_t)row->column - 1, width = row->columns ? row->columns : LIMIT_COLUMNS + 1;
    if (column >= width) {
        damage_row(row, XLSX_NO_COLUMN);
        row->values.length = row->value_at;
        return;
    }
    row->cells[column] = (struct table_cell){kind, {NULL, row->values.length - row->value_at}};
    row->cell_count = column + 1;
}

void xlsx_cell_end(struct xlsx_row *row, struct text text)
{
    enum cell_kind kind = CELL_EMPTY;
    if (text.length)
        kind = read_value(row, text);
    else if (row->has_formula && !(row->has_value && row->type == XLSX_TYPE_STRING)) // the result "" is a str
        damage_row(row, XLSX_NOT_COMPUTED);
    if (row->too_long)
        damage_row(row, XLSX_VALUE_LIMIT);
    if (row->values.overflowed)
        damage_row(row, XLSX_ROW_LIMIT);
    if (row->values.length > row->value_at && !row->out_of_order)
        keep_cell(row, kind);
    else
        row->values.length = row->value_at;
}

void xlsx_row_end(struct xlsx_row *row)
{
    if (row->columns)
        row->cell_count = row->columns;
    size_t from = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        struct table_cell *cell = &row->cells[i];
        if (cell->text.length == 0) {
            *cell = (struct table_cell){0};
            continue;
        }
        cell->text.bytes = row->values.bytes + from;
        from += cell->text.length;
    }
}
