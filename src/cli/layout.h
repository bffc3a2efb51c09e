// SPDX-License-Identifier: GPL-3.0-or-later
// Plain text in lines, for help.
#pragma once

#include "base/buffer.h"

enum { LINE_CHARACTERS = 79 };

// Adds the words of a text in lines that begin with so many blanks; the first line begins at character `at`.
void layout_wrap(struct buffer *out, struct text text, size_t indent, size_t at);
// A list's entry: the term, and beside it the text, in a column that begins at `column`.
void layout_entry(struct buffer *out, struct text term, struct text text, size_t column);
