// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/header.h"

#include "extract/value.h"

static bool field_has_header(const struct field *field, struct text name)
{
    if (text_equal_ignoring_case(name, field->id))
        return true;
    for (size_t i = 0; i < field->header_count; i++)
        if (text_equal_ignoring_case(name, field->headers[i]))
            return true;
    return false;
}

static size_t find_field(const struct schema *schema, struct text name)
{
    for (size_t i = 0; i < schema->count; i++)
        if (field_has_header(&schema->fields[i], name))
            return i;
    return HEADER_NONE;
}

static struct text accepted_headers(struct arena *arena, const struct field *field)
{
    struct buffer list = {0};
    buffer_add(&list, field->id);
    for (size_t i = 0; i < field->header_count; i++) {
        if (text_equal_ignoring_case(field->headers[i], field->id))
            continue;
        buffer_add(&list, TEXT(", "));
        buffer_add(&list, field->headers[i]);
    }
    struct text copy = text_copy(arena, buffer_text(&list));
    buffer_dispose(&list);
    return copy;
}

static bool take_column(struct arena *arena, const struct schema *schema, struct table_reader *table,
                        size_t column, struct header *header, struct problems *problems)
{
    struct text name = value_trim(table_header(table)->cells[column].text);
    if (text_equal_ignoring_case(name, HEADER_REJECTED_LINE)) {
        header->rejected_line = column;
        return true;
    }
    if (text_equal_ignoring_case(name, HEADER_REJECTED_REASON)) {
        header->rejected_reason = column;
        return true;
    }
    size_t field = find_field(schema, name);
    if (field == HEADER_NONE) {
        header->ignored[header->ignored_count++] = name.length ? name : text_print(arena, "#%zu", column + 1);
        return true;
    }
    size_t first = header->column_of[field];
    if (first != HEADER_NONE)
        return problem_report(problems, table_place(table, column),
                              MESSAGE("the columns {first} and {second} both stand for the field {field}",
                                      VALUE("first", value_trim(table_header(table)->cells[first].text)),
                                      VALUE("second", name), VALUE("field", schema->fields[field].id)),
                              MESSAGE("take one of them out of the file"));
    header->column_of[field] = column;
    header->field_of[column] = field;
    return true;
}

bool header_match(struct arena *arena, const struct schema *schema, size_t reference,
                  struct table_reader *table, struct header *header, struct problems *problems)
{
    size_t count = table_header(table)->count;
    struct header matched = {
        .field_of = ARENA_ARRAY(arena, size_t, count),
        .column_of = ARENA_ARRAY(arena, size_t, schema->count),
        .column_count = count,
        .rejected_line = HEADER_NONE,
        .rejected_reason = HEADER_NONE,
        .ignored = ARENA_ARRAY(arena, struct text, count),
    };
    for (size_t i = 0; i < count; i++)
        matched.field_of[i] = HEADER_NONE;
    for (size_t i = 0; i < schema->count; i++)
        matched.column_of[i] = HEADER_NONE;
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good &= take_column(arena, schema, table, i, &matched, problems);
    for (size_t i = 0; i < schema->count; i++) {
        const struct field *field = &schema->fields[i];
        if (matched.column_of[i] != HEADER_NONE || !(field->required || i == reference))
            continue;
        struct place place = {.source = table_facts(table)->source, .line = table_header(table)->line};
        good = problem_report(
            problems, place,
            MESSAGE("the file has no column for {field}, which is required", VALUE("field", field->id)),
            MESSAGE("its header may be: {headers}",
                    VALUE("headers", accepted_headers(problems->arena, field))));
    }
    if (good)
        *header = matched;
    return good;
}
