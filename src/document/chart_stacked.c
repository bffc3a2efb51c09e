// SPDX-License-Identifier: GPL-3.0-or-later
// A bar for each group, of pieces. Where all bars have the same pieces one key stands above them; else each bar has its
// own below it, with the numbers. More pieces than there are colours to tell apart become bars of their own.
#include "document/chart_layout.h"

#include <math.h>

#define THICK 1.9
#define PIECES_APART 1.5 // points of white
#define PIECE_LEAST 0.75

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

static void draw_piece(struct chart_layout *layout, const struct chart_entry *entry, size_t series,
                       double from, double to)
{
    double thick = THICK * layout->size;
    double left = fmin(from > 0 ? from + PIECES_APART : from, layout->drawing->width - PIECE_LEAST);
    double width = fmax(to - left, PIECE_LEAST);
    int32_t colour = chart_series_colour(series);
    drawing_rectangle(layout->drawing, left, layout->y, width, thick, colour);
    struct text shown = entry->words;
    if (text_width(shown, layout->size, true) + 0.6 * layout->size > width) // the part alone, if that fits
        shown = number_text(layout->arena, entry->cell->count);
    if (text_width(shown, layout->size, true) + 0.4 * layout->size > width)
        return;
    struct shape *words = chart_line_text(layout, left + width / 2, layout->y + (thick - layout->line) / 2,
                                          shown);
    words->anchor = ANCHOR_MIDDLE;
    words->bold = true;
    words->fill = chart_ink_upon(colour);
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

static void draw_pieces(struct chart_layout *layout, const struct chart_groups *groups,
                        const struct chart_group *group, const size_t *series, double most)
{
    double reached = 0;
    for (size_t i = 0; i < group->entries.count; i++) {
        const struct chart_entry *entry = &group->entries.items[i];
        double value = chart_has_value(entry->cell) ? chart_value(groups, entry->cell) : 0;
        if (value <= 0)
            continue;
        draw_piece(layout, entry, series[i], reached / most * layout->drawing->width,
                   (reached + value) / most * layout->drawing->width);
        reached += value;
    }
}

static void draw_keys(struct chart_layout *layout, const struct chart_group *group, const size_t *series,
                      bool with_values)
{
    struct chart_key *keys = ARENA_ARRAY(layout->arena, struct chart_key, group->entries.count);
    for (size_t i = 0; i < group->entries.count; i++) {
        const struct chart_entry *entry = &group->entries.items[i];
        keys[i].series = series[i];
        keys[i].words = with_values ? text_print(layout->arena, "%.*s: %.*s", TEXT_PRINT(entry->label),
                                                 TEXT_PRINT(entry->words))
                                    : entry->label;
    }
    chart_keys(layout, keys, group->entries.count);
}

static void draw_stack(struct chart_layout *layout, const struct chart_groups *groups,
                       const struct chart_group *group, double most, bool one_key)
{
    const size_t *series = series_of(layout, group, one_key);
    draw_pieces(layout, groups, group, series, most);
    layout->y += (THICK + 0.4) * layout->size;
    if (!one_key)
        draw_keys(layout, group, series, true);
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
        draw_keys(layout, first, series_of(layout, first, true), false);
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
