// SPDX-License-Identifier: GPL-3.0-or-later
// Which elements are void: HTML Living Standard, 13.1.2.
#include "document/html_writer.h"

#include <assert.h>

static bool is_void(const char *name)
{
    static const char *const names[] = {"area",  "base", "br",   "col",    "embed", "hr", "img",
                                        "input", "link", "meta", "source", "track", "wbr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void finish_tag(struct html_writer *writer)
{
    if (writer->in_tag)
        buffer_add_character(writer->out, '>');
    writer->in_tag = false;
}

// Everything that means something in text or in a quoted attribute.
static void add_escaped(struct buffer *out, struct text text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.length; i++) {
        struct text reference;
        switch (text.bytes[i]) {
        case '&': reference = TEXT("&amp;"); break;
        case '<': reference = TEXT("&lt;"); break;
        case '>': reference = TEXT("&gt;"); break;
        case '"': reference = TEXT("&quot;"); break;
        case '\'': reference = TEXT("&#39;"); break;
        default: continue;
        }
        buffer_add(out, text_slice(text, from, i));
        buffer_add(out, reference);
        from = i + 1;
    }
    buffer_add(out, text_slice(text, from, text.length));
}

void html_start(struct html_writer *writer, struct buffer *out)
{
    *writer = (struct html_writer){.out = out};
    buffer_add(out, TEXT("<!DOCTYPE html>\n"));
}

void html_open_element(struct html_writer *writer, const char *name)
{
    assert(writer->depth < HTML_DEPTH);
    finish_tag(writer);
    buffer_add_character(writer->out, '<');
    buffer_add(writer->out, text_from(name));
    writer->in_tag = true;
    writer->open[writer->depth++] = name;
}

void html_add_attribute(struct html_writer *writer, const char *name, struct text value)
{
    assert(writer->in_tag);
    buffer_add_character(writer->out, ' ');
    buffer_add(writer->out, text_from(name));
    buffer_add(writer->out, TEXT("=\""));
    add_escaped(writer->out, value);
    buffer_add_character(writer->out, '"');
}

void html_text(struct html_writer *writer, struct text text)
{
    finish_tag(writer);
    add_escaped(writer->out, text);
}

void html_close(struct html_writer *writer)
{
    assert(writer->depth > 0);
    finish_tag(writer);
    const char *name = writer->open[--writer->depth];
    if (is_void(name))
        return;
    buffer_add(writer->out, TEXT("</"));
    buffer_add(writer->out, text_from(name));
    buffer_add_character(writer->out, '>');
}

void html_line(struct html_writer *writer)
{
    finish_tag(writer);
    buffer_add_character(writer->out, '\n');
}

void html_style(struct html_writer *writer, struct text sheet)
{
    size_t at;
    assert(!text_find(sheet, TEXT("</"), &at));
    html_open(writer, "style");
    html_line(writer);
    buffer_add(writer->out, sheet);
    html_close(writer);
}

void html_end(struct html_writer *writer)
{
    while (writer->depth)
        html_close(writer);
    html_line(writer);
}
