// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/csv_field.h"

bool csv_is_guarded(struct text text)
{
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (text_starts(text, text_from(wide[i])))
            return true;
    return text.length && text.bytes[0] && strchr("=+-@\t\r\n", text.bytes[0]);
}

static void add_quoted(struct buffer *out, struct text text, bool guarded)
{
    size_t at;
    buffer_add(out, guarded ? TEXT("\"'") : TEXT("\""));
    while (text_find(text, TEXT("\""), &at)) { // up to each quotation mark, and it twice
        buffer_add(out, text_slice(text, 0, at + 1));
        buffer_add_character(out, '"');
        text = text_slice(text, at + 1, text.length);
    }
    buffer_add(out, text);
    buffer_add_character(out, '"');
}

static bool needs_quotes(struct text text, char separator)
{
    size_t at;
    return text_find(text, TEXT("\""), &at) || text_find(text, TEXT("\n"), &at) ||
           text_find(text, TEXT("\r"), &at) || text_find(text, (struct text){&separator, 1}, &at) ||
           text_trim(text).length != text.length;
}

void csv_field_add_quoted(struct buffer *out, struct text text)
{
    add_quoted(out, text, csv_is_guarded(text));
}

void csv_field_add_unchanged(struct buffer *out, struct text text, char separator)
{
    if (needs_quotes(text, separator))
        add_quoted(out, text, false);
    else
        buffer_add(out, text);
}

void csv_field_add(struct buffer *out, struct text text, char separator)
{
    if (csv_is_guarded(text))
        add_quoted(out, text, true);
    else
        csv_field_add_unchanged(out, text, separator);
}
