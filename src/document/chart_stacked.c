// SPDX-License-Identifier: GPL-3.0-or-later
// A bar for each group, of pieces. Where all bars have the same pieces one key stands above them; else each bar has its
// own below it, with the numbers. More pieces than there are colours to tell apart become bars of their own.
#include "document/chart_layout.h"

#include <math.h>

#define THICK 1.9
#define TIGHT_THICK 1.35
#define PIECES_APART 1.5 // points of white
#define PIECE_LEAST 0.75

// Entries of a group whose values stand below its bar.
struct chart_keyed {
    size_t *items;
    size_t count, capacity;
};

static bool same_pieces(const struct chart_groups *groups)
{
    const struct chart_group *first = &groups->list.items[0];
    for (size_t i = 1; i < groups->list.count; i++) {
        const struct chart_group *group = &groups->list.items[i];
        if (group->entries.count != first->entries.count)
            return false;
        for (size_t j = 0; j < group->entries.count; j++)
            if (!text_equal(group->entries.items[j].label, first->entries.items[j].label))
                return false;
    }
    return groups->list.count > 1;
}

static double sum(const struct chart_groups *groups, const struct chart_group *group)
{
    double total = 0;
    for (size_t i = 0; i < group->entries.count; i++)
        if (chart_has_value(group->entries.items[i].cell))
            total += chart_value(groups, group->entries.items[i].cell);
    return total;
}

static double thick_of(const struct chart_layout *layout)
{
    return (layout->tight ? TIGHT_THICK : THICK) * layout->size;
}

// Whether the piece has room for all its words upon it.
static bool draw_piece(struct chart_layout *layout, const struct chart_entry *entry, size_t series,
                       double from, double to)
{
    double thick = thick_of(layout);
    double left = fmin(from > 0 ? from + PIECES_APART : from, layout->drawing->width - PIECE_LEAST);
    double width = fmax(to - left, PIECE_LEAST);
    int32_t colour = chart_series_colour(series);
    drawing_rectangle(layout->drawing, left, layout->y, width, thick, colour);
    struct text shown = entry->words;
    bool whole = text_width(shown, layout->size, true) + 0.6 * layout->size <= width;
    if (!whole) // the part alone, if that fits
        shown = number_text(layout->arena, entry->cell->count);
    if (text_width(shown, layout->size, true) + 0.4 * layout->size > width)
        return false;
    struct shape *words = chart_line_text(layout, left + width / 2, layout->y + (thick - layout->line) / 2,
                                          shown);
    words->anchor = ANCHOR_MIDDLE;
    words->bold = true;
    words->fill = chart_ink_upon(colour);
    return whole;
}

// Which colour each piece has. Under one key all bars have the same; else a bar's pieces of nothing take none, so that no two
// that touch are too alike.
static size_t *series_of(struct chart_layout *layout, const struct chart_group *group, bool one_key)
{
    size_t *series = ARENA_ARRAY(layout->arena, size_t, group->entries.count), used = 0;
    for (size_t i = 0; i < group->entries.count; i++) {
        const struct cell *cell = group->entries.items[i].cell;
        bool drawn = chart_has_value(cell) && cell->count > 0;
        series[i] = one_key ? i : drawn ? used++ : CHART_NO_SERIES;
    }
    return series;
}

// The entries whose words have no room upon their pieces come into `hidden`.
static void draw_pieces(struct chart_layout *layout, const struct chart_groups *groups,
                        const struct chart_group *group, const size_t *series, double most,
                        struct chart_keyed *hidden)
{
    double reached = 0;
    for (size_t i = 0; i < group->entries.count; i++) {
        const struct chart_entry *entry = &group->entries.items[i];
        double value = chart_has_value(entry->cell) ? chart_value(groups, entry->cell) : 0;
        bool shown = value > 0 &&
                     draw_piece(layout, entry, series[i], reached / most * layout->drawing->width,
                                (reached + value) / most * layout->drawing->width);
        if (!shown)
            *ARRAY_APPEND(layout->arena, hidden) = i;
        reached += value;
    }
}

static void draw_key(struct chart_layout *layout, const struct chart_group *group, const size_t *series)
{
    struct chart_key *keys = ARENA_ARRAY(layout->arena, struct chart_key, group->entries.count);
    for (size_t i = 0; i < group->entries.count; i++)
        keys[i] = (struct chart_key){.series = series[i], .words = group->entries.items[i].label};
    chart_keys(layout, keys, group->entries.count);
}

static void draw_values(struct chart_layout *layout, const struct chart_group *group, const size_t *series,
                        const struct chart_keyed *shown)
{
    struct chart_key *keys = ARENA_ARRAY(layout->arena, struct chart_key, shown->count);
    for (size_t i = 0; i < shown->count; i++) {
        const struct chart_entry *entry = &group->entries.items[shown->items[i]];
        bool drawn = chart_has_value(entry->cell) && entry->cell->count > 0;
        keys[i].series = drawn ? series[shown->items[i]] : CHART_NO_SERIES;
        keys[i].words = text_print(layout->arena, "%.*s: %.*s", TEXT_PRINT(entry->label),
                                   TEXT_PRINT(entry->words));
    }
    chart_keys(layout, keys, shown->count);
}

// Below a bar stand the values of all its pieces, or, under one key, those that have no room upon theirs.
static void draw_stack(struct chart_layout *layout, const struct chart_groups *groups,
                       const struct chart_group *group, double most, bool one_key)
{
    const size_t *series = series_of(layout, group, one_key);
    struct chart_keyed below = {0}, all = {0};
    for (size_t i = 0; i < group->entries.count; i++)
        *ARRAY_APPEND(layout->arena, &all) = i;
    draw_pieces(layout, groups, group, series, most, &below);
    layout->y += thick_of(layout) + (layout->tight ? 0.25 : 0.4) * layout->size;
    if (!one_key)
        below = all;
    if (below.count)
        draw_values(layout, group, series, &below);
    layout->y += 0.4 * layout->size;
}

static void draw_stacks(struct chart_layout *layout, const struct chart_groups *groups)
{
    bool one_key = same_pieces(groups);
    double most = 0;
    for (size_t i = 0; i < groups->list.count; i++)
        most = fmax(most, sum(groups, &groups->list.items[i]));
    most = fmax(most, 1);
    if (one_key) {
        const struct chart_group *first = &groups->list.items[0];
        draw_key(layout, first, series_of(layout, first, true));
        layout->y += 0.8 * layout->size;
    }
    for (size_t i = 0; i < groups->list.count; i++) {
        const struct chart_group *group = &groups->list.items[i];
        chart_heading(layout, group->heading, i == 0);
        draw_stack(layout, groups, group, most, one_key);
    }
}

void chart_draw_stacked(struct chart_layout *layout)
{
    bool by_row = layout->table->groups.count && layout->chart->columns.count == 1;
    struct chart_groups groups = by_row ? chart_groups_of_rows(layout) : chart_groups_of_columns(layout);
    size_t pieces = 0;
    for (size_t i = 0; i < groups.list.count; i++)
        pieces = groups.list.items[i].entries.count > pieces ? groups.list.items[i].entries.count : pieces;
    if (pieces > CHART_SERIES)
        chart_draw_bars(layout, &groups);
    else
        draw_stacks(layout, &groups);
}
