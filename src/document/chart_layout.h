// SPDX-License-Identifier: GPL-3.0-or-later
// What the kinds of figures share. For chart*.c only.
#pragma once

#include "document/chart.h"
#include "document/checked.h"
#include "format/text_width.h"

enum chart_colour {
    CHART_INK = 0x16212B,
    CHART_SOFT = 0x42505C,
    CHART_GRID = 0xC3CCD3,
    CHART_TRACK = 0xE1E8EE, // what a proportion is a part of
    CHART_WHITE = 0xFFFFFF,
};

// Colours that readers tell apart, whatever colours they see: the categorical palette of the Government Analysis Function.
// Neighbours, the last and the first too, and each with white are at least 3 to 1.
enum { CHART_SERIES = 6, CHART_NO_SERIES = 99 }; // the second: of nothing
int32_t chart_series_colour(size_t index);
int32_t chart_ink_upon(int32_t colour); // of a text on it, at least 4.5 to 1

struct chart_layout {
    struct arena *arena;
    const struct checked_document *checked;
    const struct chart *chart;
    const struct table *table;
    struct drawing *drawing;
    double size, line; // of the text, and from line to line
    int32_t accent;
    bool tight;
    double y; // down to where the figure is drawn
};

// Wraps the text into the width, draws it from `top` and returns its height.
double chart_text(struct chart_layout *layout, double x, double top, double width, struct text text,
                  enum anchor anchor, bool bold, int32_t colour);
// One line, beginning at `top`.
struct shape *chart_line_text(struct chart_layout *layout, double x, double top, struct text text);

// What a figure's bars or points stand for: cells with their labels, under a heading (empty: none).
struct chart_entry {
    struct text label;
    const struct cell *cell;       // to be drawn
    const struct cell *low, *high; // of an interval
    struct text words;             // of its values
};
struct chart_group {
    struct text heading;
    ARRAY_OF(struct chart_entry) entries;
};
struct chart_groups {
    ARRAY_OF(struct chart_group) list;
    bool proportions; // all cells that have a number are proportions: each is drawn on its base
    double most;      // the largest value, at least 1; of proportions 1
};

bool chart_has_value(const struct cell *cell);
// A count, or the share of its base where all are proportions.
double chart_value(const struct chart_groups *groups, const struct cell *cell);
// Rows, by the table's groups, of the chart's only column (or of three, for intervals).
struct chart_groups chart_groups_of_rows(struct chart_layout *layout);
// One group for each row, of the chart's columns.
struct chart_groups chart_groups_of_columns(struct chart_layout *layout);

// Where labels, plot and values of all rows stand.
struct chart_frame {
    bool above;        // labels stand above
    bool values_under; // values stand under the bar: there is no room beside it
    double label;      // width for labels
    double x, plot;    // of the plot
    double values;     // x of the values
};
struct chart_frame chart_frame(struct chart_layout *layout, const struct chart_groups *groups);
// Draws the label of a row that is `thick` high, and sets *top to where its bar begins. Returns the row's height.
double chart_row(struct chart_layout *layout, const struct chart_frame *frame, struct text label,
                 double thick, double *top);
// The words of an entry, beside or under its bar, or the reason why there is none. Returns the height of the row from `top`
// on, which is at least `thick`.
double chart_row_words(struct chart_layout *layout, const struct chart_frame *frame,
                       const struct chart_entry *entry, double from, double top, double thick);
void chart_heading(struct chart_layout *layout, struct text heading, bool first);

// Marks with their words, as many on a line as fit.
struct chart_key {
    struct text words;
    size_t series;
    bool lines; // the mark of a line, else a piece's colour
};
void chart_keys(struct chart_layout *layout, const struct chart_key *keys, size_t count);
void chart_mark(struct chart_layout *layout, size_t series, double x, double y, double radius);
// The least of 1, 2, 5, 10, 20 … that is not less.
double chart_round_up(double number);
// What the ends of the scale are called.
struct text chart_scale_word(struct chart_layout *layout, bool proportions, double value);

void chart_draw_bars(struct chart_layout *layout, const struct chart_groups *groups);
void chart_draw_stacked(struct chart_layout *layout);
void chart_draw_trend(struct chart_layout *layout);
void chart_draw_intervals(struct chart_layout *layout);
