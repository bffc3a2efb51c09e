// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/large_print.h"

#include <limits.h>

// Characters across a sheet, and of a column at least.
enum { LINE_CHARACTERS = 56, COLUMN_CHARACTERS = 12 };

size_t large_print_columns(const struct table *table)
{
    size_t count = table->columns.count;
    unsigned total = 0, least = UINT_MAX;
    for (size_t i = 0; i < count; i++) {
        unsigned share = table->columns.items[i].share ? table->columns.items[i].share : 1;
        total += share;
        least = share < least ? share : least;
    }
    bool narrow = LINE_CHARACTERS * least < COLUMN_CHARACTERS * total;
    const struct table_column *last = &table->columns.items[count - 1];
    bool under = narrow && count > 2 && !last->row_header && last->kind == COLUMN_TEXT;
    return under ? count - 1 : count;
}
