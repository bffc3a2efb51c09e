// SPDX-License-Identifier: GPL-3.0-or-later
// Which elements are void: HTML Living Standard, 13.1.2.
#include "format/markup_writer.h"

#include "base/no_break.h"

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

static void finish_tag(struct markup_writer *writer)
{
    if (writer->in_tag)
        buffer_add_character(writer->out, '>');
    writer->in_tag = false;
}

static bool is_forbidden(char c)
{
    return (unsigned char)c < ' ' && c != '\t' && c != '\n' && c != '\r';
}

// U+FFFE and U+FFFF, which are no characters.
static bool is_noncharacter(struct text text, size_t at)
{
    return text.length - at >= 3 && text.bytes[at] == '\xEF' && text.bytes[at + 1] == '\xBF' &&
           (unsigned char)text.bytes[at + 2] >= 0xBE;
}

// Everything that means something in text or in a quoted attribute, and what XML 1.0 (2.2) does not allow.
static void add_escaped(struct buffer *out, struct text text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.length; i++) {
        struct text reference;
        size_t length = 1;
        switch (text.bytes[i]) {
        case '&': reference = TEXT("&amp;"); break;
        case '<': reference = TEXT("&lt;"); break;
        case '>': reference = TEXT("&gt;"); break;
        case '"': reference = TEXT("&quot;"); break;
        case '\'': reference = TEXT("&#39;"); break;
        default:
            length = is_noncharacter(text, i) ? 3 : 1;
            if (length == 1 && !is_forbidden(text.bytes[i]))
                continue;
            reference = TEXT("\xEF\xBF\xBD");
        }
        buffer_add(out, text_slice(text, from, i));
        buffer_add(out, reference);
        i += length - 1;
        from = i + 1;
    }
    buffer_add(out, text_slice(text, from, text.length));
}

void markup_start(struct markup_writer *writer, enum markup_kind kind, struct buffer *out)
{
    static const char *const beginnings[] = {
        [MARKUP_HTML] = "<!DOCTYPE html>\n",
        [MARKUP_XML] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        [MARKUP_FRAGMENT] = "",
    };
    *writer = (struct markup_writer){.out = out, .kind = kind};
    buffer_add(out, text_from(beginnings[kind]));
}

void markup_open_element(struct markup_writer *writer, const char *name)
{
    assert(writer->depth < MARKUP_DEPTH);
    finish_tag(writer);
    buffer_add_character(writer->out, '<');
    buffer_add(writer->out, text_from(name));
    writer->in_tag = true;
    writer->open[writer->depth++] = name;
}

void markup_add_attribute(struct markup_writer *writer, const char *name, struct text value)
{
    assert(writer->in_tag);
    buffer_add_character(writer->out, ' ');
    buffer_add(writer->out, text_from(name));
    buffer_add(writer->out, TEXT("=\""));
    add_escaped(writer->out, value);
    buffer_add_character(writer->out, '"');
}

void markup_text(struct markup_writer *writer, struct text text)
{
    size_t from = 0, blank;
    finish_tag(writer);
    for (; writer->prose && no_break_find(text, from, &blank); from = blank + 1) {
        add_escaped(writer->out, text_slice(text, from, blank));
        buffer_add(writer->out, TEXT(NO_BREAK_SPACE));
    }
    add_escaped(writer->out, text_slice(text, from, text.length));
}

void markup_close(struct markup_writer *writer)
{
    assert(writer->depth > 0);
    const char *name = writer->open[--writer->depth];
    bool empty = writer->in_tag;
    if (empty && writer->kind != MARKUP_HTML) {
        buffer_add(writer->out, TEXT("/>"));
        writer->in_tag = false;
        return;
    }
    finish_tag(writer);
    if (writer->kind == MARKUP_HTML && is_void(name))
        return;
    buffer_add(writer->out, TEXT("</"));
    buffer_add(writer->out, text_from(name));
    buffer_add_character(writer->out, '>');
}

void markup_line(struct markup_writer *writer)
{
    finish_tag(writer);
    buffer_add_character(writer->out, '\n');
}

void markup_style(struct markup_writer *writer, struct text sheet)
{
    size_t at;
    assert(!text_find(sheet, TEXT("</"), &at));
    markup_open(writer, "style");
    markup_line(writer);
    buffer_add(writer->out, sheet);
    markup_close(writer);
}

void markup_fragment(struct markup_writer *writer, struct text fragment)
{
    finish_tag(writer);
    buffer_add(writer->out, fragment);
}

void markup_end(struct markup_writer *writer)
{
    while (writer->depth)
        markup_close(writer);
    if (writer->kind != MARKUP_FRAGMENT)
        markup_line(writer);
}
