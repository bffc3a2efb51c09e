// SPDX-License-Identifier: GPL-3.0-or-later
// What every format of large print lays out in the same way, so that their words are the same: a column that stands under
// its rows has its heading before each of its cells, "Comments: …", and not above.
#pragma once

#include "document/document.h"

// How many columns of a table stand beside each other: all, or all but the last, if it has text and some column would be
// too narrow for its words.
size_t large_print_columns(const struct table *table);
// The same of a web page at normal size: in a table of more columns a line would have room for one word.
enum { CROWDED_COLUMNS = 7 };
size_t crowded_columns(const struct table *table);
