// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/odt.h"

#include "format/text_width.h"

#define TEXT_SIZE 10.0
#define CELL_PADDING 11.0 // left and right together, and a little to spare
#define NUMBER_INDENT 7.1 // of odt_styles.c, so that numbers stand apart from the text in the next column
enum {
    TEXT_CHARACTERS_LEAST = 14, // of a column of text, if it has as many
    PART_OF_WIDTH_MOST = 3,     // no word makes a column wider than this part of the text: it is broken
    SHARE_MOST = 1000,
    HUNDREDTHS = 100,
};

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static double width_of(struct text text, bool bold)
{
    return smaller(text_width(text, TEXT_SIZE, bold), ODT_TEXT_WIDTH / PART_OF_WIDTH_MOST);
}

static double longest_word(struct text text, bool bold)
{
    double longest = 0;
    struct text rest = text, word;
    while (text_split(&rest, ' ', &word))
        longest = larger(longest, width_of(word, bold));
    return longest;
}

// A number or a proportion stays on one line; a text may wrap between words, but not to less than a few characters.
static double cell_least(struct odt *odt, const struct table_column *column, const struct cell *cell,
                         bool bold)
{
    struct arena_mark mark = arena_mark(odt->arena);
    struct text words = words_cell(odt->arena, odt->checked, cell, TEXT(" "));
    double least = longest_word(words, bold);
    if (cell->kind == CONTENT_COUNT || cell->kind == CONTENT_PROPORTION || cell->kind == CONTENT_DECIMAL)
        least = width_of(words, bold);
    else if (column->kind == COLUMN_TEXT)
        least = larger(least, smaller(width_of(words, bold), TEXT_CHARACTERS_LEAST * TEXT_SIZE / 2));
    arena_release(odt->arena, mark);
    return least;
}

static double column_least(struct odt *odt, const struct table *table, size_t index)
{
    const struct table_column *column = &table->columns.items[index];
    double least = longest_word(words_column(odt->arena, column), true);
    for (size_t i = 0; i < table->rows.count; i++)
        least = larger(
            least, cell_least(odt, column, &table->rows.items[i].cells[index], table->rows.items[i].total));
    bool number = column_kind_is_number(column->kind);
    return least + CELL_PADDING + (number ? NUMBER_INDENT : 0);
}

static double share_of(const struct table *table, size_t index)
{
    unsigned share = table->columns.items[index].share;
    return share == 0 ? 1 : smaller(share, SHARE_MOST);
}

// Columns whose share is less than they need get what they need, the others part the rest by their shares. Each round
// settles one column at least.
static void settle(const struct table *table, const double *least, double *widths)
{
    double room = ODT_TEXT_WIDTH, shares = 0;
    for (size_t i = 0; i < table->columns.count; i++)
        shares += share_of(table, i);
    for (bool settled = true; settled;) {
        settled = false;
        for (size_t i = 0; i < table->columns.count; i++) {
            double share = share_of(table, i);
            if (widths[i] > 0 || room * share / shares >= least[i])
                continue;
            widths[i] = least[i];
            room -= least[i];
            shares -= share;
            settled = true;
        }
    }
    for (size_t i = 0; i < table->columns.count; i++)
        if (widths[i] <= 0)
            widths[i] = room * share_of(table, i) / shares;
}

void odt_columns(struct odt *odt, const struct table *table, int *widths)
{
    size_t count = table->columns.count;
    double *least = ARENA_ARRAY(odt->arena, double, count), *settled = ARENA_ARRAY(odt->arena, double, count);
    double total = 0;
    for (size_t i = 0; i < count; i++)
        total += least[i] = column_least(odt, table, i);
    if (total > ODT_TEXT_WIDTH) // words will be broken
        for (size_t i = 0; i < count; i++)
            settled[i] = least[i] * ODT_TEXT_WIDTH / total;
    else
        settle(table, least, settled);
    for (size_t i = 0; i < count; i++)
        widths[i] = (int)(settled[i] * HUNDREDTHS);
}
