// SPDX-License-Identifier: GPL-3.0-or-later
// A line for each column through the rows in their order, broken where a cell is empty. Every point has its value beside
// it, behind the mark of its line; values of one row move apart until none lies on another. Rows that do not fit
// beside each other go on in a plot below, and so do columns beyond those that can be told apart.
#include "document/chart_layout.h"

#include "document/words.h"

#include <math.h>

#define MARK 0.36       // radius
#define LABEL_MARK 0.28 // of the mark before a value
#define HALO 0.1
#define SCALE_EMS 24 // from this width on, the scale is named beside the plot and not above and below

struct trend {
    struct chart_layout *layout;
    struct chart_groups groups; // one for each row: its entries are the columns
    size_t column, columns;     // of this plot
    size_t first, rows;
    double most;
    bool scale_beside;
    double x, width, top, height; // of this plot, inside its axes
    double label, label_height;   // of the widest value, with its mark, and of the highest
};

struct box {
    double x, y, width, height;
};

// What stands in one row of a plot: a value's label may lie on no other, and if it can on no mark.
struct occupied {
    struct box labels[CHART_SERIES], marks[CHART_SERIES];
    size_t label_count, mark_count;
};

static const struct chart_entry *entry_at(const struct trend *trend, size_t row, size_t series)
{
    return &trend->groups.list.items[trend->first + row].entries.items[trend->column + series];
}

static double step(const struct trend *trend)
{
    return trend->width / (double)trend->rows;
}

static double x_at(const struct trend *trend, size_t row)
{
    return trend->x + ((double)row + 0.5) * step(trend);
}

static double y_at(const struct trend *trend, const struct cell *cell)
{
    double inset = trend->layout->line;
    return trend->top + inset +
           (trend->height - 2 * inset) * (1 - chart_value(&trend->groups, cell) / trend->most);
}

// ---- Lines -------------------------------------------------------------------------------------------------

static void draw_lines(const struct trend *trend, size_t series)
{
    const struct cell *last = NULL;
    for (size_t row = 0; row < trend->rows; row++) {
        const struct cell *cell = entry_at(trend, row, series)->cell;
        if (!chart_has_value(cell)) {
            last = NULL;
            continue;
        }
        if (last)
            drawing_line(trend->layout->drawing, x_at(trend, row - 1), y_at(trend, last), x_at(trend, row),
                         y_at(trend, cell), 0.16 * trend->layout->size, chart_series_colour(series));
        last = cell;
    }
}

static void draw_scale_word(const struct trend *trend, double share, double x, double top)
{
    struct text word = chart_scale_word(trend->layout, trend->groups.proportions, share * trend->most);
    struct shape *shape = chart_line_text(trend->layout, x, top, word);
    shape->anchor = trend->scale_beside ? ANCHOR_END : ANCHOR_START;
    shape->fill = CHART_SOFT;
}

static void draw_grid(const struct trend *trend)
{
    static const double shares[] = {0, 0.5, 1};
    double inset = trend->layout->line;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        double y = trend->top + inset + (trend->height - 2 * inset) * (1 - shares[i]);
        drawing_line(trend->layout->drawing, trend->x, y, trend->x + trend->width, y, i == 0 ? 1 : 0.5,
                     i == 0 ? CHART_SOFT : CHART_GRID);
        if (trend->scale_beside && i != 1)
            draw_scale_word(trend, shares[i], trend->x - 0.5 * trend->layout->size,
                            y - trend->layout->line / 2);
    }
}

// ---- Values ------------------------------------------------------------------------------------------------

static bool overlap(struct box a, struct box b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

static bool is_free(const struct occupied *occupied, struct box box, bool marks_too)
{
    for (size_t i = 0; i < occupied->label_count; i++)
        if (overlap(box, occupied->labels[i]))
            return false;
    for (size_t i = 0; marks_too && i < occupied->mark_count; i++)
        if (overlap(box, occupied->marks[i]))
            return false;
    return true;
}

static bool find_place(const struct trend *trend, const struct occupied *occupied, double y, bool marks_too,
                       struct box *box)
{
    double line = trend->layout->line, clear = 1.1 * MARK * trend->layout->size;
    double above = y - clear - box->height, below = y + clear;
    double bottom = trend->top + trend->height - box->height;
    for (double away = 0; away <= trend->height; away += line / 8)
        for (int i = 0; i < 2; i++) {
            box->y = i == 0 ? above - away : below + away;
            if (box->y >= trend->top && box->y <= bottom && is_free(occupied, *box, marks_too))
                return true;
        }
    return false;
}

static double mark_width(const struct trend *trend)
{
    return trend->columns > 1 ? 0.9 * trend->layout->size : 0;
}

// The words of a value in the lines that they need; only at the narrowest, largest print is it more than one.
static struct text_lines label_lines(const struct trend *trend, struct text words)
{
    double size = trend->layout->size;
    return text_wrap(trend->layout->arena, words, trend->width - mark_width(trend) - 2 * HALO * size, size,
                     false);
}

static void draw_label(const struct trend *trend, struct box box, size_t series, struct text_lines words)
{
    struct chart_layout *layout = trend->layout;
    double size = layout->size, x = box.x;
    drawing_rectangle(layout->drawing, box.x - HALO * size, box.y, box.width + 2 * HALO * size, box.height,
                      CHART_WHITE);
    if (trend->columns > 1)
        chart_mark(layout, series, x + LABEL_MARK * size, box.y + layout->line / 2, LABEL_MARK * size);
    x += mark_width(trend);
    for (size_t i = 0; i < words.lines.count; i++)
        chart_line_text(layout, x, box.y + (double)i * layout->line, words.lines.items[i]);
}

static void draw_values(const struct trend *trend, size_t row)
{
    struct occupied occupied = {0};
    double radius = MARK * trend->layout->size, x = x_at(trend, row);
    for (size_t series = 0; series < trend->columns; series++) {
        const struct cell *cell = entry_at(trend, row, series)->cell;
        if (chart_has_value(cell))
            occupied.marks[occupied.mark_count++] = (struct box){x - radius, y_at(trend, cell) - radius,
                                                                 2 * radius, 2 * radius};
    }
    for (size_t series = 0; series < trend->columns; series++) {
        const struct chart_entry *entry = entry_at(trend, row, series);
        if (!chart_has_value(entry->cell))
            continue;
        struct text_lines words = label_lines(trend, entry->words);
        double width = words.width + mark_width(trend), y = y_at(trend, entry->cell);
        struct box box = {x - width / 2, 0, width, (double)words.lines.count * trend->layout->line};
        if (!find_place(trend, &occupied, y, true, &box))
            find_place(trend, &occupied, y, false, &box);
        occupied.labels[occupied.label_count++] = box;
        draw_label(trend, box, series, words);
    }
    for (size_t series = 0; series < trend->columns; series++) {
        const struct cell *cell = entry_at(trend, row, series)->cell;
        if (chart_has_value(cell))
            chart_mark(trend->layout, series, x, y_at(trend, cell), radius);
    }
}

// ---- Plots -------------------------------------------------------------------------------------------------

static void draw_row_names(const struct trend *trend)
{
    struct chart_layout *layout = trend->layout;
    double height = 0, width = step(trend) - 0.6 * layout->size;
    for (size_t row = 0; row < trend->rows; row++)
        height = fmax(height, chart_text(layout, x_at(trend, row), layout->y, width,
                                         trend->groups.list.items[trend->first + row].heading, ANCHOR_MIDDLE,
                                         false, CHART_INK));
    layout->y += height;
}

static void draw_plot(struct trend *trend)
{
    struct chart_layout *layout = trend->layout;
    if (!trend->scale_beside) {
        draw_scale_word(trend, 1, 0, layout->y);
        layout->y += layout->line;
    }
    trend->top = layout->y;
    draw_grid(trend);
    for (size_t series = 0; series < trend->columns; series++)
        draw_lines(trend, series);
    for (size_t row = 0; row < trend->rows; row++)
        draw_values(trend, row);
    layout->y = trend->top + trend->height + 0.2 * layout->size;
    if (!trend->scale_beside) {
        draw_scale_word(trend, 0, 0, layout->y - 0.2 * layout->size);
        layout->y += layout->line;
    }
    draw_row_names(trend);
    layout->y += layout->size;
}

static void draw_column_keys(const struct trend *trend)
{
    struct chart_key keys[CHART_SERIES];
    for (size_t i = 0; i < trend->columns; i++)
        keys[i] = (struct chart_key){
            .words = trend->groups.list.items[0].entries.items[trend->column + i].label,
            .series = i,
            .lines = true};
    chart_keys(trend->layout, keys, trend->columns);
    trend->layout->y += 0.4 * trend->layout->size;
}

static double longest_word(struct text text, double size)
{
    double longest = 0;
    for (struct text word; text_split(&text, ' ', &word);)
        longest = fmax(longest, text_width(word, size, false));
    return longest;
}

// As many rows to a plot as have room for their values and for the words of their names, and about as many in each.
static size_t rows_in_plot(const struct trend *trend)
{
    double size = trend->layout->size, needed = trend->label, name = 0;
    size_t count = trend->groups.list.count;
    for (size_t i = 0; i < count; i++)
        name = fmax(name, longest_word(trend->groups.list.items[i].heading, size));
    needed = fmax(needed, fmin(name, trend->width)) + 0.7 * size;
    size_t most = (size_t)fmax(floor(trend->width / needed), 1), plots = (count + most - 1) / most;
    return plots ? (count + plots - 1) / plots : 1;
}

static void lay_out(struct trend *trend)
{
    struct chart_layout *layout = trend->layout;
    struct text ends[2] = {chart_scale_word(layout, trend->groups.proportions, 0),
                           chart_scale_word(layout, trend->groups.proportions, trend->most)};
    double scale = fmax(text_width(ends[0], layout->size, false), text_width(ends[1], layout->size, false));
    trend->scale_beside = layout->drawing->width >= SCALE_EMS * layout->size;
    trend->x = trend->scale_beside ? scale + 0.9 * layout->size : 0;
    trend->width = layout->drawing->width - trend->x;
    trend->label = trend->label_height = 0;
    for (size_t i = 0; i < trend->groups.list.count; i++)
        for (size_t j = 0; j < trend->columns; j++) {
            const struct chart_entry *entry = &trend->groups.list.items[i].entries.items[trend->column + j];
            struct text_lines words = label_lines(trend, entry->words);
            if (!chart_has_value(entry->cell))
                continue;
            trend->label = fmax(trend->label, words.width + mark_width(trend));
            trend->label_height = fmax(trend->label_height, (double)words.lines.count * layout->line);
        }
    trend->height = fmax(9 * layout->line,
                         3 * (double)trend->columns * trend->label_height + 4 * layout->line);
}

void chart_draw_trend(struct chart_layout *layout)
{
    struct trend trend = {.layout = layout, .groups = chart_groups_of_columns(layout)};
    size_t rows = trend.groups.list.count, columns = layout->chart->columns.count;
    trend.most = trend.groups.proportions ? 1 : chart_round_up(trend.groups.most);
    for (trend.column = 0; rows && trend.column < columns; trend.column += CHART_SERIES) {
        trend.columns = columns - trend.column < CHART_SERIES ? columns - trend.column : CHART_SERIES;
        lay_out(&trend);
        draw_column_keys(&trend);
        size_t in_plot = rows_in_plot(&trend);
        for (trend.first = 0; trend.first < rows; trend.first += in_plot) {
            trend.rows = in_plot; // the last plot keeps the same step
            if (rows - trend.first < in_plot)
                trend.rows = rows - trend.first;
            draw_plot(&trend);
        }
    }
}
