// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/chart_layout.h"

#include "document/words.h"

#include <math.h>

enum { LARGE_TEXT = 15, LABEL_LINES_MOST = 3 };
#define BASE_LINE 0.97  // of the text's size, below the top of its line
#define LABEL_SHARE 0.4 // of the width, at most, for labels beside bars
#define PLOT_SHARE 0.35 // of the width, at least, for bars
#define GAP 0.6         // of the text's size, between a bar and what stands beside it

// ---- Colours -----------------------------------------------------------------------------------------------

static const struct {
    int32_t colour, ink;
} series_colours[CHART_SERIES] = {
    {0x12436D, CHART_WHITE}, {0x28A197, 0x0B0C0C},    {0x801650, CHART_WHITE},
    {0xF46A25, 0x0B0C0C},    {0x3D3D3D, CHART_WHITE}, {0xA285D1, 0x0B0C0C},
};

int32_t chart_series_colour(size_t index)
{
    return series_colours[index % CHART_SERIES].colour;
}

int32_t chart_ink_upon(int32_t colour)
{
    for (size_t i = 0; i < CHART_SERIES; i++)
        if (series_colours[i].colour == colour)
            return series_colours[i].ink;
    return CHART_INK;
}

// ---- Text --------------------------------------------------------------------------------------------------

struct shape *chart_line_text(struct chart_layout *layout, double x, double top, struct text text)
{
    return drawing_text(layout->drawing, x, top + BASE_LINE * layout->size, text, layout->size, CHART_INK);
}

double chart_text(struct chart_layout *layout, double x, double top, double width, struct text text,
                  enum anchor anchor, bool bold, int32_t colour)
{
    struct text_lines wrapped = text_wrap(layout->arena, text, width, layout->size, bold);
    for (size_t i = 0; i < wrapped.lines.count; i++) {
        struct shape *shape = chart_line_text(layout, x, top + (double)i * layout->line,
                                              wrapped.lines.items[i]);
        shape->anchor = anchor;
        shape->bold = bold;
        shape->fill = colour;
    }
    return (double)wrapped.lines.count * layout->line;
}

// ---- Values ------------------------------------------------------------------------------------------------

bool chart_has_value(const struct cell *cell)
{
    return cell->kind == CONTENT_COUNT || cell->kind == CONTENT_PROPORTION;
}

double chart_value(const struct chart_groups *groups, const struct cell *cell)
{
    double value = fmax((double)cell->count, 0);
    return groups->proportions ? value / (double)cell->base : value;
}

static struct text words(struct chart_layout *layout, const struct cell *cell)
{
    return words_cell(layout->arena, layout->checked, cell, TEXT(" "));
}

static struct text row_label(struct chart_layout *layout, const struct body_row *row)
{
    for (size_t i = 0; i < layout->table->columns.count; i++)
        if (layout->table->columns.items[i].row_header)
            return words(layout, &row->cells[i]);
    return (struct text){0};
}

static struct text interval_words(struct chart_layout *layout, const struct chart_entry *entry)
{
    if (!chart_has_value(entry->low) || !chart_has_value(entry->high))
        return words(layout, entry->cell);
    struct message message = MESSAGE(
        "{estimate} (from {low} to {high})", VALUE("estimate", words(layout, entry->cell)),
        VALUE("low", words(layout, entry->low)), VALUE("high", words(layout, entry->high)));
    return message_text(layout->arena, layout->checked->document->language, &message);
}

static void add_row(struct chart_layout *layout, struct chart_group *group, const struct body_row *row)
{
    if (row->total)
        return;
    const size_t *columns = layout->chart->columns.items;
    struct chart_entry entry = {.label = row_label(layout, row), .cell = &row->cells[columns[0]]};
    if (layout->chart->kind == CHART_INTERVALS) {
        entry.low = &row->cells[columns[1]];
        entry.high = &row->cells[columns[2]];
        entry.words = interval_words(layout, &entry);
    } else {
        entry.words = words(layout, entry.cell);
    }
    *ARRAY_APPEND(layout->arena, &group->entries) = entry;
}

static void take(struct chart_groups *groups, const struct cell *cell)
{
    if (!cell || !chart_has_value(cell))
        return;
    groups->proportions = groups->proportions && cell->kind == CONTENT_PROPORTION;
    groups->most = fmax(groups->most, (double)cell->count);
}

static void find_scale(struct chart_groups *groups)
{
    groups->proportions = true;
    groups->most = 1;
    for (size_t i = 0; i < groups->list.count; i++)
        for (size_t j = 0; j < groups->list.items[i].entries.count; j++) {
            const struct chart_entry *entry = &groups->list.items[i].entries.items[j];
            take(groups, entry->cell);
            take(groups, entry->low);
            take(groups, entry->high);
        }
    if (groups->proportions)
        groups->most = 1;
}

struct chart_groups chart_groups_of_rows(struct chart_layout *layout)
{
    const struct table *table = layout->table;
    struct chart_groups groups = {0};
    for (size_t i = 0; i < table_part_count(table); i++) {
        struct table_part part = table_part(table, i);
        struct chart_group *group = ARRAY_APPEND(layout->arena, &groups.list);
        group->heading = part.heading.length ? part.heading : part.name;
        for (size_t row = part.first; row < part.first + part.count; row++)
            add_row(layout, group, &table->rows.items[row]);
    }
    find_scale(&groups);
    return groups;
}

struct chart_groups chart_groups_of_columns(struct chart_layout *layout)
{
    struct chart_groups groups = {0};
    for (size_t i = 0; i < layout->table->rows.count; i++) {
        const struct body_row *row = &layout->table->rows.items[i];
        if (row->total)
            continue;
        struct chart_group *group = ARRAY_APPEND(layout->arena, &groups.list);
        group->heading = row_label(layout, row);
        for (size_t j = 0; j < layout->chart->columns.count; j++) {
            size_t column = layout->chart->columns.items[j];
            *ARRAY_APPEND(layout->arena, &group->entries) = (struct chart_entry){
                .label = words_column(layout->arena, &layout->table->columns.items[column]),
                .cell = &row->cells[column],
                .words = words(layout, &row->cells[column])};
        }
    }
    find_scale(&groups);
    return groups;
}

// ---- Rows --------------------------------------------------------------------------------------------------

static bool too_long_beside(struct chart_layout *layout, struct text label, double width)
{
    struct text_lines lines = text_wrap(layout->arena, label, width, layout->size, false);
    return lines.lines.count > LABEL_LINES_MOST;
}

struct chart_frame chart_frame(struct chart_layout *layout, const struct chart_groups *groups)
{
    double width = layout->drawing->width, gap = GAP * layout->size, widest = 0, values = 0;
    bool above = layout->size >= LARGE_TEXT;
    for (size_t i = 0; i < groups->list.count; i++)
        for (size_t j = 0; j < groups->list.items[i].entries.count; j++) {
            const struct chart_entry *entry = &groups->list.items[i].entries.items[j];
            widest = fmax(widest, text_width(entry->label, layout->size, false));
            above = above || too_long_beside(layout, entry->label, LABEL_SHARE * width);
            if (chart_has_value(entry->cell))
                values = fmax(values, text_width(entry->words, layout->size, false));
        }
    struct chart_frame frame = {.label = fmin(widest, LABEL_SHARE * width)};
    frame.above = above || width - frame.label - values - 2 * gap < PLOT_SHARE * width;
    frame.values_under = frame.above && width - values - gap < PLOT_SHARE * width;
    frame.x = frame.above ? 0 : frame.label + gap;
    frame.label = frame.above ? width : frame.label;
    frame.plot = width - frame.x - (frame.values_under ? 0 : values + gap);
    frame.values = frame.values_under ? frame.x : frame.x + frame.plot + gap;
    return frame;
}

double chart_row(struct chart_layout *layout, const struct chart_frame *frame, struct text label,
                 double thick, double *top)
{
    double y = layout->y;
    if (frame->above) {
        double height = chart_text(layout, 0, y, frame->label, label, ANCHOR_START, false, CHART_INK);
        *top = y + height + 0.15 * layout->size;
        return height + 0.15 * layout->size + thick;
    }
    struct text_lines lines = text_wrap(layout->arena, label, frame->label, layout->size, false);
    double height = (double)lines.lines.count * layout->line, row = fmax(height, thick);
    chart_text(layout, 0, y + (row - height) / 2, frame->label, label, ANCHOR_START, false, CHART_INK);
    *top = y + (row - thick) / 2;
    return row;
}

double chart_row_words(struct chart_layout *layout, const struct chart_frame *frame,
                       const struct chart_entry *entry, double from, double top, double thick)
{
    double width = layout->drawing->width;
    double line_top = top + (thick - layout->line) / 2;
    if (!chart_has_value(entry->cell))
        return fmax(thick, line_top - top +
                               chart_text(layout, frame->x, line_top, width - frame->x, entry->words,
                                          ANCHOR_START, false, CHART_SOFT));
    if (frame->values_under)
        return thick + chart_text(layout, frame->x, top + thick, width - frame->x, entry->words, ANCHOR_START,
                                  false, CHART_INK);
    chart_line_text(layout, from, line_top, entry->words);
    return thick;
}

void chart_heading(struct chart_layout *layout, struct text heading, bool first)
{
    if (!first)
        layout->y += (layout->tight ? 0.35 : 0.6) * layout->size;
    if (heading.length == 0)
        return;
    layout->y += chart_text(layout, 0, layout->y, layout->drawing->width, heading, ANCHOR_START, true,
                            CHART_INK);
    layout->y += (layout->tight ? 0.15 : 0.3) * layout->size;
}

// ---- Scale and keys ----------------------------------------------------------------------------------------

double chart_round_up(double number)
{
    for (double unit = 1;; unit *= 10)
        for (int step = 0; step < 3; step++) {
            static const double steps[] = {1, 2, 5};
            if (unit * steps[step] >= number)
                return unit * steps[step];
        }
}

struct text chart_scale_word(struct chart_layout *layout, bool proportions, double value)
{
    enum language language = layout->checked->document->language;
    if (!proportions)
        return number_text(layout->arena, llround(value));
    return value <= 0 ? message_word(language, N_("none")) : message_word(language, N_("all"));
}

// Six marks that differ without their colours.
void chart_mark(struct chart_layout *layout, size_t series, double x, double y, double radius)
{
    int32_t colour = chart_series_colour(series);
    double stroke = radius * 0.5, inner = radius - stroke / 2;
    struct shape *shape;
    switch (series % CHART_SERIES) {
    case 0: drawing_circle(layout->drawing, x, y, radius, colour); break;
    case 1: drawing_rectangle(layout->drawing, x - radius, y - radius, 2 * radius, 2 * radius, colour); break;
    case 2:
        shape = drawing_circle(layout->drawing, x, y, inner, CHART_WHITE);
        shape->stroke = colour;
        shape->stroke_width = stroke;
        break;
    case 3:
        shape = drawing_rectangle(layout->drawing, x - inner, y - inner, 2 * inner, 2 * inner, CHART_WHITE);
        shape->stroke = colour;
        shape->stroke_width = stroke;
        break;
    case 4:
        drawing_line(layout->drawing, x - radius, y - radius, x + radius, y + radius, stroke, colour);
        drawing_line(layout->drawing, x - radius, y + radius, x + radius, y - radius, stroke, colour);
        break;
    default:
        drawing_line(layout->drawing, x - radius, y, x + radius, y, 1.4 * stroke, colour);
        drawing_line(layout->drawing, x, y - radius, x, y + radius, 1.4 * stroke, colour);
    }
}

static void draw_key(struct chart_layout *layout, const struct chart_key *key, double x, double top)
{
    double size = layout->size, middle = top + layout->line / 2;
    if (key->series == CHART_NO_SERIES) {
        struct shape *empty = drawing_rectangle(layout->drawing, x + 0.05 * size, middle - 0.35 * size,
                                                0.7 * size, 0.7 * size, CHART_WHITE);
        empty->stroke = CHART_SOFT;
        empty->stroke_width = 0.1 * size;
        return;
    }
    if (!key->lines) {
        drawing_rectangle(layout->drawing, x, middle - 0.4 * size, 0.8 * size, 0.8 * size,
                          chart_series_colour(key->series));
        return;
    }
    drawing_line(layout->drawing, x, middle, x + 1.8 * size, middle, 0.16 * size,
                 chart_series_colour(key->series));
    chart_mark(layout, key->series, x + 0.9 * size, middle, 0.36 * size);
}

void chart_keys(struct chart_layout *layout, const struct chart_key *keys, size_t count)
{
    double size = layout->size, width = layout->drawing->width, x = 0, height = 0;
    for (size_t i = 0; i < count; i++) {
        double mark = (keys[i].lines ? 2.2 : 1.2) * size;
        double words = fmin(text_width(keys[i].words, size, false), width - mark);
        if (x > 0 && x + mark + words > width) {
            layout->y += height;
            x = height = 0;
        }
        draw_key(layout, &keys[i], x, layout->y);
        height = fmax(height, chart_text(layout, x + mark, layout->y, width - x - mark, keys[i].words,
                                         ANCHOR_START, false, CHART_INK));
        x += mark + words + 1.4 * size;
    }
    layout->y += height;
}
