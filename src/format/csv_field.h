// SPDX-License-Identifier: GPL-3.0-or-later
// Fields of CSV files that are written: RFC 4180, and the rule against formulas. A text that begins with = + - @, with one of
// their full-width forms, a tab or the end of a line gets an apostrophe before it, since spreadsheet programs would run it.
// OWASP names that "CSV Injection", and lists these. Numbers that the program counted are never given here.
#pragma once

#include "base/buffer.h"

// Whether the text gets an apostrophe before it.
bool csv_is_guarded(struct text text);

// With quotation marks where the field needs them, or always.
void csv_field_add(struct buffer *out, struct text text, char separator);
void csv_field_add_quoted(struct buffer *out, struct text text);
// Without the guard: what comes from a file, and must stay what it was there to be read again.
void csv_field_add_unchanged(struct buffer *out, struct text text, char separator);
