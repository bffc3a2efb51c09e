// SPDX-License-Identifier: GPL-3.0-or-later
// A bar for each row. A count's bar is as long as the count beside the largest; a proportion lies on a track that is its
// base, so that parts of different wholes can be compared.
#include "document/chart_layout.h"

#include <math.h>

#define THICK 1.25
#define BETWEEN 0.6

static void draw_bar(struct chart_layout *layout, const struct chart_groups *groups,
                     const struct chart_frame *frame, const struct chart_entry *entry)
{
    double thick = THICK * layout->size, top;
    double before = layout->y, height = chart_row(layout, frame, entry->label, thick, &top);
    double from = frame->values;
    if (chart_has_value(entry->cell)) {
        double length = frame->plot * chart_value(groups, entry->cell) / groups->most;
        if (groups->proportions)
            drawing_rectangle(layout->drawing, frame->x, top, frame->plot, thick, CHART_TRACK);
        if (length > 0)
            drawing_rectangle(layout->drawing, frame->x, top, length, thick, layout->accent);
        if (!groups->proportions)
            from = frame->x + length + 0.4 * layout->size;
        drawing_line(layout->drawing, frame->x + 0.5, top - 0.15 * layout->size, frame->x + 0.5,
                     top + thick + 0.15 * layout->size, 1, CHART_INK);
    }
    double words = chart_row_words(layout, frame, entry, from, top, thick);
    layout->y = fmax(before + height, top + words) + BETWEEN * layout->size;
}

void chart_draw_bars(struct chart_layout *layout, const struct chart_groups *groups)
{
    struct chart_frame frame = chart_frame(layout, groups);
    layout->y += 0.3 * layout->size;
    for (size_t i = 0; i < groups->list.count; i++) {
        const struct chart_group *group = &groups->list.items[i];
        chart_heading(layout, group->heading, i == 0);
        for (size_t j = 0; j < group->entries.count; j++)
            draw_bar(layout, groups, &frame, &group->entries.items[j]);
    }
}
