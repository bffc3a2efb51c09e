// SPDX-License-Identifier: GPL-3.0-or-later
// Figures in words and in JSON, for the commands that compute them.
#pragma once

#include "cli/invocation.h"
#include "format/json_writer.h"
#include "statistics/confidence.h"
#include "statistics/figure.h"

// Rows of cells in columns; the first column is text, the others end on the same column.
struct grid {
    struct arena *arena;
    size_t columns;
    ARRAY_OF(struct text) cells;
    bool left[8]; // columns that begin on the same column, too
};
void grid_add(struct grid *grid, struct text cell);
void grid_print(const struct grid *grid);

extern const char *const figure_formats[]; // for an option --format
// The confidence that was given, 0.95 otherwise; and whether JSON was asked for.
bool given_confidence(struct invocation *invocation, struct confidence *confidence);
struct text level_text(struct arena *arena, struct confidence confidence); // "95", of a hundred
bool wants_json(const struct invocation *invocation);
// A whole number within limits; `absent` if the option was not given.
bool given_count_within(struct invocation *invocation, const char *name, int64_t least, int64_t most,
                        int64_t absent, int64_t *number);

struct text word_in(const struct invocation *invocation, const char *english);
void print_line(struct invocation *invocation, struct message message); // in lines of a usual length
// "72.7 %", "0.596"; a dash where undefined.
struct text figure_percent(struct arena *arena, struct figure figure);
struct text figure_number(struct arena *arena, struct figure figure);
struct text range_percent(struct arena *arena, struct range range);
struct text range_number(struct arena *arena, struct range range);
// Why figures of a table are missing: each reason is told once below it, and marked beside the figures,
// "(1)".
struct reasons {
    enum undefined list[UNDEFINED_COUNT];
    size_t count;
};
struct text reason_mark(struct reasons *reasons, struct arena *arena,
                        enum undefined why); // empty if none is missing
void reasons_print(struct invocation *invocation, const struct reasons *reasons);

// In an object: the number under its name, or null and beside it NAME_undefined with the reason's code. The
// plain name "value" has the reason under "undefined", and in words under "reason".
void json_figure(struct json_writer *writer, const struct invocation *invocation, const char *name,
                 struct figure figure);
void json_range(struct json_writer *writer, const struct invocation *invocation, const char *name,
                struct range range);
// value, se, ci_low and ci_high, in an open object or in one of their own.
void json_estimate_members(struct json_writer *writer, const struct invocation *invocation,
                           const struct estimate *estimate);
void json_estimate(struct json_writer *writer, const struct invocation *invocation, const char *name,
                   const struct estimate *estimate);
