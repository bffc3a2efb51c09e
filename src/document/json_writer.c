// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/json_writer.h"

#include <assert.h>

enum { LEVELS_ON_LINES = 4 };

static void break_line(struct json_writer *writer)
{
    buffer_add_character(writer->out, '\n');
    for (size_t i = 0; i < writer->depth; i++)
        buffer_add_character(writer->out, ' ');
}

// What stands before a value: the comma, the line break, the name.
static void begin_value(struct json_writer *writer, const char *name)
{
    if (writer->depth) {
        bool *begun = &writer->begun[writer->depth - 1];
        if (*begun)
            buffer_add_character(writer->out, ',');
        if (writer->depth <= LEVELS_ON_LINES)
            break_line(writer);
        else if (*begun)
            buffer_add_character(writer->out, ' ');
        *begun = true;
        assert((writer->closing[writer->depth - 1] == '}') == (name != NULL));
    }
    if (name) {
        json_add_text(writer->out, text_from(name));
        buffer_add(writer->out, TEXT(": "));
    }
}

static void open(struct json_writer *writer, const char *name, char opening, char closing)
{
    assert(writer->depth < JSON_WRITER_DEPTH);
    begin_value(writer, name);
    buffer_add_character(writer->out, opening);
    writer->begun[writer->depth] = false;
    writer->closing[writer->depth++] = closing;
}

void json_open_object(struct json_writer *writer, const char *name)
{
    open(writer, name, '{', '}');
}

void json_open_array(struct json_writer *writer, const char *name)
{
    open(writer, name, '[', ']');
}

void json_close(struct json_writer *writer)
{
    assert(writer->depth > 0);
    bool on_lines = writer->depth <= LEVELS_ON_LINES && writer->begun[writer->depth - 1];
    writer->depth--;
    if (on_lines)
        break_line(writer);
    buffer_add_character(writer->out, writer->closing[writer->depth]);
    if (writer->depth == 0)
        buffer_add_character(writer->out, '\n');
}

void json_text(struct json_writer *writer, const char *name, struct text text)
{
    begin_value(writer, name);
    json_add_text(writer->out, text);
}

void json_writer_integer(struct json_writer *writer, const char *name, int64_t number)
{
    begin_value(writer, name);
    buffer_print(writer->out, "%lld", (long long)number);
}

void json_truth(struct json_writer *writer, const char *name, bool truth)
{
    begin_value(writer, name);
    buffer_add(writer->out, truth ? TEXT("true") : TEXT("false"));
}

void json_optional_text(struct json_writer *writer, const char *name, struct text text)
{
    if (text.length)
        json_text(writer, name, text);
}
