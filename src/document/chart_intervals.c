// SPDX-License-Identifier: GPL-3.0-or-later
// A point for each row, on a line from the low to the high end of its interval, over a scale that all rows share.
#include "document/chart_layout.h"

#include <math.h>

#define THICK 1.25
#define BETWEEN 0.5
#define MARK 0.42 // the point's radius

static double position(const struct chart_groups *groups, const struct chart_frame *frame, double most,
                       double mark, const struct cell *cell)
{
    return frame->x + mark + (frame->plot - 2 * mark) * chart_value(groups, cell) / most;
}

static void draw_interval(struct chart_layout *layout, const struct chart_groups *groups,
                          const struct chart_frame *frame, double most, const struct chart_entry *entry,
                          double middle)
{
    double size = layout->size, mark = 1.2 * MARK * size;
    double estimate = position(groups, frame, most, mark, entry->cell);
    if (chart_has_value(entry->low) && chart_has_value(entry->high)) {
        double low = position(groups, frame, most, mark, entry->low);
        double high = position(groups, frame, most, mark, entry->high);
        drawing_line(layout->drawing, low, middle, high, middle, 0.18 * size, layout->accent);
        drawing_line(layout->drawing, low, middle - 0.4 * size, low, middle + 0.4 * size, 0.18 * size,
                     layout->accent);
        drawing_line(layout->drawing, high, middle - 0.4 * size, high, middle + 0.4 * size, 0.18 * size,
                     layout->accent);
    }
    struct shape *point = drawing_circle(layout->drawing, estimate, middle, MARK * size, layout->accent);
    point->stroke = CHART_WHITE;
    point->stroke_width = 0.12 * size;
}

static void draw_row(struct chart_layout *layout, const struct chart_groups *groups,
                     const struct chart_frame *frame, double most, const struct chart_entry *entry)
{
    double thick = THICK * layout->size, top, before = layout->y;
    double height = chart_row(layout, frame, entry->label, thick, &top);
    if (chart_has_value(entry->cell)) {
        drawing_rectangle(layout->drawing, frame->x, top, frame->plot, thick, CHART_TRACK);
        draw_interval(layout, groups, frame, most, entry, top + thick / 2);
    }
    double words = chart_row_words(layout, frame, entry, frame->values, top, thick);
    layout->y = fmax(before + height, top + words) + BETWEEN * layout->size;
}

static void draw_scale(struct chart_layout *layout, const struct chart_groups *groups,
                       const struct chart_frame *frame, double most)
{
    struct text least = chart_scale_word(layout, groups->proportions, 0);
    struct text full = chart_scale_word(layout, groups->proportions, most);
    double taken = text_width(least, layout->size, false) + text_width(full, layout->size, false);
    if (taken + layout->size > frame->plot)
        return; // the values stand at each row
    chart_line_text(layout, frame->x, layout->y, least)->fill = CHART_SOFT;
    struct shape *end = chart_line_text(layout, frame->x + frame->plot, layout->y, full);
    end->anchor = ANCHOR_END;
    end->fill = CHART_SOFT;
    layout->y += layout->line;
}

void chart_draw_intervals(struct chart_layout *layout)
{
    struct chart_groups groups = chart_groups_of_rows(layout);
    struct chart_frame frame = chart_frame(layout, &groups);
    double most = groups.proportions ? 1 : chart_round_up(groups.most);
    for (size_t i = 0; i < groups.list.count; i++) {
        const struct chart_group *group = &groups.list.items[i];
        chart_heading(layout, group->heading, i == 0);
        for (size_t j = 0; j < group->entries.count; j++)
            draw_row(layout, &groups, &frame, most, &group->entries.items[j]);
    }
    draw_scale(layout, &groups, &frame, most);
}
