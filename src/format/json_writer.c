// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/json_writer.h"

#include "format/number.h"

#include <assert.h>
#include <math.h>

enum { LEVELS_ON_LINES = 4 };

static void add_escaped(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte == '"' || byte == '\\')
            buffer_print(out, "\\%c", byte);
        else if (byte == '\n')
            buffer_add(out, TEXT("\\n"));
        else if (byte < 0x20)
            buffer_print(out, "\\u%04x", byte);
        else
            buffer_add_character(out, (char)byte);
    }
}

static void add_quoted(struct buffer *out, struct text text)
{
    buffer_add_character(out, '"');
    size_t bad;
    while (!text_is_utf8(text, &bad)) {
        add_escaped(out, text_slice(text, 0, bad));
        buffer_add_code_point(out, 0xFFFD);
        text = text_slice(text, bad + 1, text.length);
    }
    add_escaped(out, text);
    buffer_add_character(out, '"');
}

static void break_line(struct json_writer *writer)
{
    buffer_add_character(writer->out, '\n');
    for (size_t i = 0; i < writer->depth; i++)
        buffer_add_character(writer->out, ' ');
}

// What separates it from the one before.
static void begin_item(struct json_writer *writer)
{
    bool *begun = &writer->begun[writer->depth - 1];
    if (*begun)
        buffer_add_character(writer->out, ',');
    if (writer->on_lines && writer->depth <= LEVELS_ON_LINES)
        break_line(writer);
    else if (writer->on_lines && *begun)
        buffer_add_character(writer->out, ' ');
    *begun = true;
}

void json_writer_name(struct json_writer *writer, struct text name)
{
    assert(writer->depth && writer->closing[writer->depth - 1] == '}' && !writer->named);
    begin_item(writer);
    add_quoted(writer->out, name);
    buffer_add(writer->out, writer->on_lines ? TEXT(": ") : TEXT(":"));
    writer->named = true;
}

static void begin_value(struct json_writer *writer, const char *name)
{
    if (name)
        json_writer_name(writer, text_from(name));
    assert(!writer->depth || (writer->closing[writer->depth - 1] == '}') == writer->named);
    if (writer->depth && !writer->named)
        begin_item(writer);
    writer->named = false;
}

static void open(struct json_writer *writer, const char *name, char opening, char closing)
{
    assert(writer->depth < JSON_WRITER_DEPTH);
    begin_value(writer, name);
    buffer_add_character(writer->out, opening);
    writer->begun[writer->depth] = false;
    writer->closing[writer->depth++] = closing;
}

void json_writer_open_object(struct json_writer *writer, const char *name)
{
    open(writer, name, '{', '}');
}

void json_writer_open_array(struct json_writer *writer, const char *name)
{
    open(writer, name, '[', ']');
}

void json_writer_close(struct json_writer *writer)
{
    assert(writer->depth > 0 && !writer->named);
    bool on_line = writer->on_lines && writer->depth <= LEVELS_ON_LINES && writer->begun[writer->depth - 1];
    writer->depth--;
    if (on_line)
        break_line(writer);
    buffer_add_character(writer->out, writer->closing[writer->depth]);
    if (writer->on_lines && writer->depth == 0)
        buffer_add_character(writer->out, '\n');
}

void json_writer_text(struct json_writer *writer, const char *name, struct text text)
{
    begin_value(writer, name);
    add_quoted(writer->out, text);
}

void json_writer_optional_text(struct json_writer *writer, const char *name, struct text text)
{
    if (text.length)
        json_writer_text(writer, name, text);
}

void json_writer_integer(struct json_writer *writer, const char *name, int64_t integer)
{
    begin_value(writer, name);
    buffer_print(writer->out, "%lld", (long long)integer);
}

void json_writer_decimal(struct json_writer *writer, const char *name, struct decimal decimal)
{
    char room[DECIMAL_BYTES];
    begin_value(writer, name);
    buffer_add(writer->out, decimal_write(decimal, room));
}

void json_writer_number(struct json_writer *writer, const char *name, double number)
{
    if (!isfinite(number)) {
        json_writer_null(writer, name);
        return;
    }
    begin_value(writer, name);
    char room[NUMBER_TEXT_BYTES];
    buffer_add(writer->out, number_shortest(number, room));
    if (fabs(number) >= 0x1p63)
        buffer_add(writer->out, TEXT(".0"));
}

void json_writer_boolean(struct json_writer *writer, const char *name, bool truth)
{
    begin_value(writer, name);
    buffer_add(writer->out, truth ? TEXT("true") : TEXT("false"));
}

void json_writer_null(struct json_writer *writer, const char *name)
{
    begin_value(writer, name);
    buffer_add(writer->out, TEXT("null"));
}
