// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/markdown_text.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// "12." or "12)" at the start makes a numbered list: where the mark is, or none.
static size_t list_mark(struct text text)
{
    size_t at = 0;
    while (at < text.length && is_digit(text.bytes[at]))
        at++;
    return at && at < text.length && strchr(".)", text.bytes[at]) ? at : text.length;
}

void markdown_add_text(struct buffer *out, struct text text, bool at_start)
{
    size_t mark = at_start ? list_mark(text) : text.length;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == '<')
            buffer_add(out, TEXT("&lt;"));
        else if (c == '>')
            buffer_add(out, TEXT("&gt;"));
        else if (c == '&')
            buffer_add(out, TEXT("&amp;"));
        else {
            if (strchr("\\`*_[]#|~!$@", c) || i == mark || (at_start && i == 0 && strchr("-+=", c)))
                buffer_add_character(out, '\\');
            buffer_add_character(out, c);
        }
    }
}

void markdown_add_address(struct buffer *out, struct text address)
{
    buffer_add_character(out, '<');
    for (size_t i = 0; i < address.length; i++) {
        char c = address.bytes[i];
        if (strchr("<>|\\", c))
            buffer_print(out, "%%%02X", (unsigned char)c);
        else
            buffer_add_character(out, c);
    }
    buffer_add_character(out, '>');
}
