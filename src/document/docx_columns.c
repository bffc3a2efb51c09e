// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/docx.h"

#include "document/large_print.h"
#include "format/text_width.h"

#include <stdlib.h>

enum {
    TEXT_CHARACTERS_LEAST = 12, // of a column of text, if it has as many
    LONG_TEXT = 48,             // characters, from which on it needs more
    LONG_TEXT_LARGE = 40,       // in large print, where a name of many lines takes much of a page
    LONG_TEXT_CHARACTERS_LEAST = 20,
    CELL_PADDING = 240,     // at both sides together
    PART_OF_WIDTH_MOST = 3, // no word makes a column wider than this part of the text: it is broken
};

static int text_size(const struct docx *docx)
{
    return docx->sheet == SHEET_LARGE ? 18 * 20 : 10 * 20;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int width_of(const struct docx *docx, struct text text, bool bold)
{
    double width = text_width(text, text_size(docx), bold),
           most = (double)DOCX_TEXT_WIDTH / PART_OF_WIDTH_MOST;
    return (int)(width < most ? width : most) + 1;
}

static int longest_word(const struct docx *docx, struct text text, bool bold)
{
    int longest = 0;
    struct text rest = text, word;
    while (text_split(&rest, ' ', &word))
        longest = larger(longest, width_of(docx, word, bold));
    return longest;
}

// How much room a column wants: so much that it reads well, or, where all columns then stand beside each other, only what
// its words need.
enum room { ROOM_GOOD, ROOM_TIGHT, ROOMS };

static int wrapped_least(const struct docx *docx, struct text words, enum room room)
{
    bool is_long = text_characters(words) >= (docx->sheet == SHEET_LARGE ? LONG_TEXT_LARGE : LONG_TEXT);
    int characters[ROOMS] = {
        [ROOM_GOOD] = is_long ? LONG_TEXT_CHARACTERS_LEAST : TEXT_CHARACTERS_LEAST,
        [ROOM_TIGHT] = is_long ? TEXT_CHARACTERS_LEAST : 0,
    };
    return characters[room] * text_size(docx) / 2;
}

// A number or a proportion stays on one line; a text may wrap between words.
static int cell_least(const struct docx *docx, const struct table_column *column, const struct cell *cell,
                      bool bold, enum room room)
{
    struct arena_mark mark = arena_mark(docx->arena);
    struct text words = words_cell(docx->arena, docx->checked, cell, TEXT(" "));
    int width = longest_word(docx, words, bold);
    if (cell->kind == CONTENT_COUNT || cell->kind == CONTENT_PROPORTION || cell->kind == CONTENT_DECIMAL)
        width = width_of(docx, words, bold);
    else if (column->kind == COLUMN_TEXT)
        width = larger(width, smaller(width_of(docx, words, bold), wrapped_least(docx, words, room)));
    arena_release(docx->arena, mark);
    return width;
}

static int column_least(const struct docx *docx, const struct table *table, size_t index, enum room room)
{
    const struct table_column *column = &table->columns.items[index];
    int least = longest_word(docx, words_column(docx->arena, column), true);
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct body_row *row = &table->rows.items[i];
        least = larger(least, cell_least(docx, column, &row->cells[index], row->total, room));
    }
    return least + CELL_PADDING + (docx_is_numeric(docx, column) ? DOCX_NUMBER_INDENT : 0);
}

// As many columns a line as there is room for, and those that large print has under their rows on lines of their own.
static size_t part_into_lines(const struct docx *docx, const struct table *table, const int *least,
                              struct docx_column *columns)
{
    size_t beside = docx->sheet == SHEET_LARGE ? large_print_columns(table) : table->columns.count;
    size_t line = 0;
    int used = 0;
    for (size_t i = 0; i < table->columns.count; i++) {
        if (used > 0 && (i >= beside || used + least[i] > DOCX_TEXT_WIDTH)) {
            line++;
            used = 0;
        }
        used += least[i];
        columns[i].line = line;
    }
    return line + 1;
}

static int share_of(const struct table *table, size_t index)
{
    unsigned share = table->columns.items[index].share;
    return share == 0 ? 1 : smaller((int)share, 1000);
}

// Those whose share is less than they need get what they need; the others part the rest by their shares. Each round settles
// one column at least.
static void settle(const struct table *table, const int *least, struct docx_column *columns, size_t first,
                   size_t end)
{
    int room = DOCX_TEXT_WIDTH, shares = 0;
    for (size_t i = first; i < end; i++)
        shares += share_of(table, i);
    for (bool settled = true; settled;) {
        settled = false;
        for (size_t i = first; i < end; i++) {
            if (columns[i].width || (int64_t)room * share_of(table, i) / shares >= least[i] ||
                shares == share_of(table, i))
                continue;
            columns[i].width = smaller(least[i], room);
            room -= columns[i].width;
            shares -= share_of(table, i);
            settled = true;
        }
    }
    for (size_t i = first; i < end; i++)
        if (!columns[i].width && shares) {
            columns[i].width = (int)((int64_t)room * share_of(table, i) / shares);
            room -= columns[i].width;
            shares -= share_of(table, i);
        }
}

static int compare_edges(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void add_edges(const struct docx *docx, const struct table *table, struct docx_columns *columns)
{
    *ARRAY_APPEND(docx->arena, &columns->edges) = 0;
    for (size_t i = 0; i < table->columns.count; i++)
        *ARRAY_APPEND(docx->arena, &columns->edges) = columns->items[i].left + columns->items[i].width;
    qsort(columns->edges.items, columns->edges.count, sizeof *columns->edges.items, compare_edges);
    size_t kept = 1;
    for (size_t i = 1; i < columns->edges.count; i++)
        if (columns->edges.items[i] != columns->edges.items[kept - 1])
            columns->edges.items[kept++] = columns->edges.items[i];
    columns->edges.count = kept;
}

static void place(const struct table *table, const int *least, struct docx_columns *columns)
{
    size_t count = table->columns.count;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && columns->items[end].line == columns->items[first].line;)
            end++;
        settle(table, least, columns->items, first, end);
        int left = 0;
        for (size_t i = first; i < end; i++) {
            columns->items[i].left = left;
            left += columns->items[i].width;
        }
    }
}

struct docx_columns docx_columns(const struct docx *docx, const struct table *table)
{
    size_t count = table->columns.count, fewest = SIZE_MAX;
    int *least = ARENA_ARRAY(docx->arena, int, count);
    struct docx_columns best = {0};
    for (enum room room = ROOM_GOOD; room < ROOMS; room++) {
        struct docx_columns columns = {.items = ARENA_ARRAY(docx->arena, struct docx_column, count)};
        for (size_t i = 0; i < count; i++)
            least[i] = column_least(docx, table, i, room);
        columns.lines = part_into_lines(docx, table, least, columns.items);
        if (columns.lines >= fewest)
            break;
        fewest = columns.lines;
        place(table, least, &columns);
        best = columns;
        if (fewest == 1 || docx->sheet == SHEET_LARGE) // which has room under a row
            break;
    }
    add_edges(docx, table, &best);
    return best;
}
