// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/large_print.h"

#include <limits.h>

// Characters across a sheet, and of a column at least.
enum { LINE_CHARACTERS = 56, COLUMN_CHARACTERS = 12 };

// A voice or a reader finds the row's header in it, and words can go over lines.
static bool can_stand_under(const struct table_column *last)
{
    return !last->row_header && last->kind == COLUMN_TEXT;
}

size_t crowded_columns(const struct table *table)
{
    size_t count = table->columns.count;
    return count > CROWDED_COLUMNS && can_stand_under(&table->columns.items[count - 1]) ? count - 1 : count;
}

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
    bool under = narrow && count > 2 && can_stand_under(&table->columns.items[count - 1]);
    return under ? count - 1 : count;
}
