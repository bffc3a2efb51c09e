// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/chart.h"

#include "document/chart_layout.h"

#include <assert.h>
#include <math.h>

enum { EMS_LEAST = 12 };
#define LINE_HEIGHT 1.25
#define TIGHT_LINE_HEIGHT 1.2

uint32_t chart_accent(const struct document *document)
{
    return document->identity.has_accent ? document->identity.accent : CHART_BLUE;
}

static void draw_kind(struct chart_layout *layout)
{
    struct chart_groups groups;
    switch (layout->chart->kind) {
    case CHART_BARS:
        groups = chart_groups_of_rows(layout);
        chart_draw_bars(layout, &groups);
        break;
    case CHART_STACKED: chart_draw_stacked(layout); break;
    case CHART_TREND: chart_draw_trend(layout); break;
    case CHART_INTERVALS: chart_draw_intervals(layout); break;
    }
}

const struct drawing *chart_draw(struct arena *arena, const struct checked_document *checked,
                                 const struct block *block, struct chart_style style)
{
    assert(block->kind == BLOCK_CHART);
    struct chart_layout layout = {
        .arena = arena,
        .checked = checked,
        .chart = &block->chart,
        .table = &checked_table(checked, block->chart.table)->table,
        .drawing = drawing_new(arena, fmax(style.width, EMS_LEAST * style.text_size)),
        .size = style.text_size,
        .line = style.text_size * (style.tight ? TIGHT_LINE_HEIGHT : LINE_HEIGHT),
        .tight = style.tight,
        .accent = (int32_t)style.accent,
    };
    draw_kind(&layout);
    layout.drawing->height = ceil(layout.y);
    return layout.drawing;
}
