// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/value.h"

#include "format/number.h"

enum { HINTED_CATEGORY_VALUES = 20 };

static const int64_t second = 1000000;

// The length of the blank that begins, or ends, the text; 0 if none does.
static size_t blank_at(struct text text, bool at_end)
{
    static const struct text blanks[] = {{" ", 1},  {"\t", 1}, {"\n", 1},       {"\r", 1},
                                         {"\v", 1}, {"\f", 1}, {"\xC2\xA0", 2}, {"\xEF\xBB\xBF", 3}};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (at_end ? text_ends(text, blanks[i]) : text_starts(text, blanks[i]))
            return blanks[i].length;
    return 0;
}

// Whether a byte can be neither a blank nor a part of one.
static bool is_no_blank(char byte)
{
    return (unsigned char)byte > ' ' && (unsigned char)byte < 0x80;
}

struct text value_trim(struct text cell)
{
    size_t blank;
    if (cell.length && is_no_blank(cell.bytes[0]) && is_no_blank(cell.bytes[cell.length - 1]))
        return cell;
    while ((blank = blank_at(cell, false)))
        cell = text_slice(cell, blank, cell.length);
    while ((blank = blank_at(cell, true)))
        cell = text_slice(cell, 0, cell.length - blank);
    return cell;
}

// Characters that nobody sees and that would make two references look alike: controls, separators of lines, marks of
// direction, joiners and soft hyphens.
static bool is_invisible(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

bool value_check_reference(struct text cell, struct place place, struct problems *problems)
{
    if (value_trim(cell).length == 0)
        return problem_report(problems, place, MESSAGE("the case reference is missing"),
                              MESSAGE("every row names its case"));
    if (cell.length > LIMIT_CASE_REFERENCE_BYTES)
        return problem_report_value(problems, place, cell,
                                    MESSAGE("the case reference is longer than {limit} bytes",
                                            NUMBER("limit", LIMIT_CASE_REFERENCE_BYTES)),
                                    MESSAGE("look whether another column was sent in its place"));
    if (value_trim(cell).length != cell.length)
        return problem_report_value(problems, place, cell,
                                    MESSAGE("the case reference begins or ends with blanks"),
                                    MESSAGE("remove them: two references that look alike must be the same"));
    for (size_t at = 0; at < cell.length;)
        if (is_invisible(text_code_point(cell, &at)))
            return problem_report_value(
                problems, place, cell, MESSAGE("the case reference holds a character that cannot be seen"),
                MESSAGE("write it anew: two references that look alike must be the same"));
    return true;
}

static bool read_letter(char byte, struct value *value)
{
    switch (byte) {
    case VALUE_YES_LETTER:
    case VALUE_YES_LETTER + VALUE_TO_CAPITAL:
    case VALUE_YES_DIGIT: value->truth = true; return true;
    case VALUE_NO_LETTER:
    case VALUE_NO_LETTER + VALUE_TO_CAPITAL:
    case VALUE_NO_DIGIT: value->truth = false; return true;
    default: return false;
    }
}

static bool read_boolean(struct text text, struct value *value)
{
    static const struct {
        struct text word;
        bool truth;
    } words[] = {{{"yes", 3}, true}, {{"true", 4}, true}, {{"no", 2}, false}, {{"false", 5}, false}};
    if (text.length == 1)
        return read_letter(text.bytes[0], value);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_equal_ignoring_case(text, words[i].word)) {
            value->truth = words[i].truth;
            return true;
        }
    }
    return false;
}

static bool read_number(struct text text, struct value *value)
{
    if (!number_read(text, &value->number))
        return false;
    if (value->number == 0)
        value->number = 0; // no negative zero
    return true;
}

static bool read_category(const struct field *field, struct text text, struct value *value)
{
    for (size_t i = 0; i < field->value_count; i++) {
        const struct category_value *declared = &field->values[i];
        bool found = text_equal_ignoring_case(text, declared->id);
        for (size_t j = 0; !found && j < declared->alias_count; j++)
            found = text_equal_ignoring_case(text, declared->aliases[j]);
        if (found) {
            value->text = declared->id;
            value->code = (uint16_t)i;
            return true;
        }
    }
    return false;
}

static struct text declared_values(struct arena *arena, const struct field *field)
{
    struct buffer list = {0};
    for (size_t i = 0; i < field->value_count && i < HINTED_CATEGORY_VALUES; i++) {
        buffer_add(&list, i ? TEXT(", ") : TEXT(""));
        buffer_add(&list, field->values[i].id);
    }
    if (field->value_count > HINTED_CATEGORY_VALUES)
        buffer_add(&list, TEXT(", …"));
    struct text copy = text_copy(arena, buffer_text(&list));
    buffer_dispose(&list);
    return copy;
}

// The part that dates and times share: the text as civil time.
static bool read_civil(const struct field *field, struct text text, struct place place,
                       struct civil_read *read, struct problems *problems)
{
    bool date = field->type == FIELD_DATE;
    switch (civil_read(text, field->date_order, read)) {
    case CIVIL_READ: return true;
    case CIVIL_NOT_A_DATE:
        if (date)
            return problem_report_value(problems, place, text, MESSAGE("the value is not a date"),
                                        MESSAGE("write it as 2019-03-31"));
        return problem_report_value(problems, place, text, MESSAGE("the value is not a date and time"),
                                    MESSAGE("write it as 2019-03-31 18:30"));
    case CIVIL_IMPOSSIBLE:
        return problem_report_value(problems, place, text, MESSAGE("there is no such date or time"),
                                    MESSAGE("ask the force for the right one"));
    case CIVIL_NEEDS_AN_ORDER:
        return problem_report_value(
            problems, place, text, MESSAGE("day and month cannot be told apart for certain"),
            MESSAGE("write the date as 2019-03-31, or name the order that the force uses "
                    "in the instrument"));
    }
    return false;
}

static bool read_date(const struct field *field, struct text text, struct place place, struct value *value,
                      struct problems *problems)
{
    struct civil_read read;
    if (!read_civil(field, text, place, &read, problems))
        return false;
    // Spreadsheets write a bare date as its midnight: that loses nothing.
    struct civil_time time = read.time;
    if (read.has_offset || time.hour || time.minute || time.second || time.microsecond)
        return problem_report_value(
            problems, place, text,
            MESSAGE("the value has a time of day, but {field} is a date", VALUE("field", field->id)),
            MESSAGE("write the date alone, as 2019-03-31"));
    value->integer = civil_date_to_days(time.date);
    return true;
}

// Microseconds since 1970 of a civil time read as if it were UTC.
static int64_t as_utc(struct civil_time time)
{
    int64_t minutes = (civil_date_to_days(time.date) * 24 + time.hour) * 60 + time.minute;
    return (minutes * 60 + time.second) * second + time.microsecond;
}

// An offset can lead out of the years 1 to 9999.
static bool has_calendar(int64_t instant)
{
    return instant >= as_utc((struct civil_time){.date = {1, 1, 1}}) &&
           instant < as_utc((struct civil_time){.date = {9999, 12, 31}, .hour = 24});
}

static bool read_time(const struct field *field, const struct zone *zone, struct text text,
                      struct place place, struct value *value, struct problems *problems)
{
    struct civil_read read;
    if (!read_civil(field, text, place, &read, problems))
        return false;
    if (!read.has_time)
        return problem_report_value(problems, place, text, MESSAGE("the value has no time of day"),
                                    MESSAGE("write it as 2019-03-31 18:30"));
    if (read.has_offset) {
        value->integer = as_utc(read.time) - read.offset_seconds * second;
        return has_calendar(value->integer) ||
               problem_report_value(problems, place, text, MESSAGE("there is no such date or time"),
                                    MESSAGE("ask the force for the right one"));
    }
    switch (zone_to_instant(zone, read.time, &value->integer, &value->later)) {
    case ZONE_ONCE: value->later = 0; return true;
    case ZONE_TWICE: value->ambiguous = true; return true;
    case ZONE_NEVER: break;
    }
    return problem_report_value(problems, place, text,
                                MESSAGE("there was no such time in {zone}: the clocks went forward over it",
                                        VALUE("zone", zone_name(zone))),
                                MESSAGE("ask the force for the true time, or for its offset, such as "
                                        "2019-03-31 02:30+01:00"));
}

static bool read_known(const struct field *field, const struct zone *zone, struct text text,
                       struct place place, struct value *value, struct problems *problems)
{
    switch (field->type) {
    case FIELD_TEXT: value->text = text; return true;
    case FIELD_BOOLEAN:
        return read_boolean(text, value) ||
               problem_report_value(problems, place, text, MESSAGE("the value is neither yes nor no"),
                                    MESSAGE("write Y or N (also yes or no, true or false, 1 or 0)"));
    case FIELD_INTEGER:
        return text_to_int64(text, &value->integer) ||
               problem_report_value(problems, place, text, MESSAGE("the value is not a whole number"),
                                    MESSAGE("write digits only, such as 14"));
    case FIELD_NUMBER:
        return read_number(text, value) ||
               problem_report_value(problems, place, text, MESSAGE("the value is not a number"),
                                    MESSAGE("write digits, with a point before decimals, such as 2.5"));
    case FIELD_CATEGORY:
        return read_category(field, text, value) ||
               problem_report_value(
                   problems, place, text,
                   MESSAGE("the value is not one of those declared for {field}", VALUE("field", field->id)),
                   MESSAGE("declared are: {values}",
                           VALUE("values", declared_values(problems->arena, field))));
    case FIELD_DATE: return read_date(field, text, place, value, problems);
    case FIELD_TIME: return read_time(field, zone, text, place, value, problems);
    case FIELD_DURATION: // only results of expressions have it
    case FIELD_TYPE_COUNT: break;
    }
    return false;
}

bool value_read(const struct field *field, const struct zone *zone, struct text cell, struct place place,
                struct value *value, struct problems *problems)
{
    struct value read = {0};
    struct text text = value_trim(cell);
    if (text.length == 0 && field->required)
        return problem_report(
            problems, place,
            MESSAGE("{field} is required, but the row has no value for it", VALUE("field", field->id)),
            NO_MESSAGE);
    if (text.length && !read_known(field, zone, text, place, &read, problems))
        return false;
    read.known = text.length > 0;
    *value = read;
    return true;
}

static void write_instant(struct json_writer *json, const char *name, int64_t instant)
{
    struct civil_time time = zone_to_civil(zone_named(TEXT("UTC")), instant);
    char room[64];
    int length = snprintf(room, sizeof room, "%04d-%02d-%02dT%02d:%02d:%02d", time.date.year, time.date.month,
                          time.date.day, time.hour, time.minute, time.second);
    if (time.microsecond)
        length += snprintf(room + length, sizeof room - (size_t)length, ".%06d", time.microsecond);
    length += snprintf(room + length, sizeof room - (size_t)length, "Z");
    json_writer_text(json, name, (struct text){room, (size_t)length});
}

static void write_ambiguous(struct json_writer *json, const struct zone *zone, const struct value *value)
{
    struct arena *scratch = arena_new();
    json_writer_open_object(json, NULL);
    json_writer_text(json, "civil", civil_time_text(scratch, zone_to_civil(zone, value->integer)));
    write_instant(json, "earlier", value->integer);
    write_instant(json, "later", value->later);
    json_writer_close(json);
    arena_free(scratch);
}

static void write_date(struct json_writer *json, int64_t days)
{
    struct civil_date date = civil_date_from_days(days);
    char room[40];
    int length = snprintf(room, sizeof room, "%04d-%02d-%02d", date.year, date.month, date.day);
    json_writer_text(json, NULL, (struct text){room, (size_t)length});
}

void value_write(struct json_writer *json, const struct field *field, const struct zone *zone,
                 const struct value *value)
{
    switch (field->type) {
    case FIELD_BOOLEAN: json_writer_boolean(json, NULL, value->truth); break;
    case FIELD_INTEGER: json_writer_integer(json, NULL, value->integer); break;
    case FIELD_NUMBER: json_writer_number(json, NULL, value->number); break;
    case FIELD_TEXT:
    case FIELD_CATEGORY: json_writer_text(json, NULL, value->text); break;
    case FIELD_DATE: write_date(json, value->integer); break;
    case FIELD_TIME:
        if (value->ambiguous)
            write_ambiguous(json, zone, value);
        else
            write_instant(json, NULL, value->integer);
        break;
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: break;
    }
}

static bool parse_instant(const struct json_node *node, int64_t *instant)
{
    struct civil_read read;
    if (!node || node->kind != JSON_NODE_TEXT ||
        civil_read(node->text, CIVIL_ORDER_NONE, &read) != CIVIL_READ || !read.has_time || !read.has_offset ||
        read.offset_seconds != 0)
        return false;
    *instant = as_utc(read.time);
    return true;
}

static bool parse_time(const struct json_node *node, struct value *value)
{
    if (node->kind != JSON_NODE_OBJECT)
        return parse_instant(node, &value->integer);
    value->ambiguous = true;
    return parse_instant(json_node_find(node, "earlier"), &value->integer) &&
           parse_instant(json_node_find(node, "later"), &value->later) && value->integer < value->later;
}

static bool parse_date(const struct json_node *node, struct value *value)
{
    struct civil_read read;
    if (node->kind != JSON_NODE_TEXT || civil_read(node->text, CIVIL_ORDER_NONE, &read) != CIVIL_READ ||
        read.has_time)
        return false;
    value->integer = civil_date_to_days(read.time.date);
    return true;
}

bool value_parse(const struct field *field, const struct json_node *node, struct value *value)
{
    struct value parsed = {.known = true};
    bool fits = false;
    switch (field->type) {
    case FIELD_BOOLEAN:
        fits = node->kind == JSON_NODE_BOOLEAN;
        parsed.truth = fits && node->truth;
        break;
    case FIELD_INTEGER: fits = json_node_integer(node, &parsed.integer); break;
    case FIELD_NUMBER: fits = json_node_number(node, &parsed.number); break;
    case FIELD_TEXT:
        fits = node->kind == JSON_NODE_TEXT;
        parsed.text = fits ? node->text : TEXT("");
        break;
    case FIELD_CATEGORY: {
        size_t index;
        fits = node->kind == JSON_NODE_TEXT && category_find(field, node->text, &index);
        if (fits) {
            parsed.text = field->values[index].id;
            parsed.code = (uint16_t)index;
        }
        break;
    }
    case FIELD_DATE: fits = parse_date(node, &parsed); break;
    case FIELD_TIME: fits = parse_time(node, &parsed); break;
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: break;
    }
    if (fits)
        *value = parsed;
    return fits;
}

void value_put(struct column *column, size_t row, const struct value *value)
{
    if (!value->known)
        return;
    bit_set(column->known, row);
    switch (column->type) {
    case FIELD_BOOLEAN:
        if (value->truth)
            bit_set(column->truths, row);
        break;
    case FIELD_NUMBER: column->numbers[row] = value->number; break;
    case FIELD_TEXT: column->texts[row] = value->text; break;
    case FIELD_CATEGORY: column->codes[row] = value->code; break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION: column->integers[row] = value->integer; break;
    case FIELD_TYPE_COUNT: break;
    }
    if (value->ambiguous) {
        bit_set(column->ambiguous, row);
        column->later[row] = value->later;
    }
}

static int64_t narrowed(enum field_type type, const struct value *value, int64_t zero_second)
{
    return type == FIELD_TIME ? value->integer / MICROSECONDS_PER_SECOND - zero_second : value->integer;
}

bool value_is_narrow(enum field_type type, const struct value *value, int64_t zero_second)
{
    int64_t number = narrowed(type, value, zero_second);
    bool whole = type != FIELD_TIME || value->integer % MICROSECONDS_PER_SECOND == 0;
    return whole && number > -NARROW_LIMIT && number < NARROW_LIMIT;
}

void value_put_at(struct column *column, size_t row, const struct value *value, int64_t zero_second)
{
    if (!column->narrow || !value->known) {
        value_put(column, row, value);
        return;
    }
    bit_set(column->known, row);
    column->narrows[row] = (int32_t)narrowed(column->type, value, zero_second);
    if (value->ambiguous) {
        bit_set(column->ambiguous, row);
        column->later[row] = value->later;
    }
}
