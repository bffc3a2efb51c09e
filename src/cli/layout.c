// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/layout.h"

static void add_blanks(struct buffer *out, size_t count)
{
    while (count--)
        buffer_add_character(out, ' ');
}

void layout_wrap(struct buffer *out, struct text text, size_t indent, size_t at)
{
    struct text word;
    add_blanks(out, at < indent ? indent - at : 0);
    size_t column = at < indent ? indent : at, begin = column;
    while (text_split(&text, ' ', &word)) {
        size_t length = text_characters(word);
        if (column > begin && column + 1 + length > LINE_CHARACTERS) {
            buffer_add_character(out, '\n');
            add_blanks(out, indent);
            column = begin = indent;
        } else if (column > begin) {
            buffer_add_character(out, ' ');
            column++;
        }
        buffer_add(out, word);
        column += length;
    }
    buffer_add_character(out, '\n');
}

void layout_entry(struct buffer *out, struct text term, struct text text, size_t column)
{
    enum { INDENT = 2 };
    add_blanks(out, INDENT);
    buffer_add(out, term);
    size_t at = INDENT + text_characters(term);
    if (at + 2 > column) { // the term is too long to have the text beside it
        buffer_add_character(out, '\n');
        at = 0;
    }
    layout_wrap(out, text, column, at);
}
