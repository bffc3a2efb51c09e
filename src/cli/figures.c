// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/figures.h"

#include "cli/layout.h"
#include "format/number.h"
#include "format/unicode.h"
#include "statistics/rounding.h"

#include <assert.h>

const char *const figure_formats[] = {"terminal", "json", NULL};

// ---- Rows and columns -------------------------------------------------------------------------------------

void grid_add(struct grid *grid, struct text cell)
{
    *ARRAY_APPEND(grid->arena, &grid->cells) = cell;
}

static void add_padding(struct buffer *out, size_t blanks)
{
    while (blanks--)
        buffer_add_character(out, ' ');
}

void grid_print(const struct grid *grid)
{
    size_t width[8] = {0};
    struct buffer out = {0};
    assert(grid->columns <= 8 && grid->cells.count % grid->columns == 0);
    for (size_t i = 0; i < grid->cells.count; i++) {
        size_t own = unicode_width(grid->cells.items[i]);
        width[i % grid->columns] = own > width[i % grid->columns] ? own : width[i % grid->columns];
    }
    for (size_t i = 0; i < grid->cells.count; i++) {
        size_t column = i % grid->columns, padding = width[column] - unicode_width(grid->cells.items[i]);
        bool left = column == 0 || grid->left[column], last = column + 1 == grid->columns;
        add_padding(&out, left ? 0 : padding);
        buffer_add(&out, grid->cells.items[i]);
        add_padding(&out, left && !last ? padding : 0);
        buffer_add(&out, last ? TEXT("\n") : TEXT("  "));
    }
    // No blanks at the ends of lines, where the last cell is empty.
    struct text rest = buffer_text(&out), line;
    while (text_split(&rest, '\n', &line) && rest.bytes) {
        while (line.length && line.bytes[line.length - 1] == ' ')
            line.length--;
        print_text(line);
        print_text(TEXT("\n"));
    }
    buffer_dispose(&out);
}

// ---- What was given ---------------------------------------------------------------------------------------

bool given_confidence(struct invocation *invocation, struct confidence *confidence)
{
    *confidence = confidence_95();
    if (!given(invocation, "confidence") || confidence_read(given_text(invocation, "confidence"), confidence))
        return true;
    return usage_problem(
        invocation,
        MESSAGE("--confidence is not a level: {value}", VALUE("value", given_text(invocation, "confidence"))),
        MESSAGE("write a decimal between 0 and 1 with at most nine decimals, such as 0.95"));
}

struct text level_text(struct arena *arena, struct confidence confidence)
{
    char room[NUMBER_TEXT_BYTES];
    double level = (double)(100 * (confidence.whole - confidence.alpha)) / (double)confidence.whole;
    return text_copy(arena, number_shortest(level, room));
}

bool wants_json(const struct invocation *invocation)
{
    return text_equal(given_text(invocation, "format"), TEXT("json"));
}

bool given_count_within(struct invocation *invocation, const char *name, int64_t least, int64_t most,
                        int64_t absent, int64_t *number)
{
    *number = given_number(invocation, name, absent);
    if (!given(invocation, name) || (*number >= least && *number <= most))
        return true;
    return usage_problem(invocation,
                         MESSAGE("--{name} must be from {least} to {most}", VALUE("name", text_from(name)),
                                 NUMBER("least", least), NUMBER("most", most)),
                         NO_MESSAGE);
}

// ---- Words ------------------------------------------------------------------------------------------------

struct text word_in(const struct invocation *invocation, const char *english)
{
    return message_word(invocation->language, english);
}

void print_line(struct invocation *invocation, struct message message)
{
    struct buffer out = {0};
    layout_wrap(&out, message_text(invocation->arena, invocation->language, &message), 0, 0);
    print_text(buffer_text(&out));
    buffer_dispose(&out);
}

enum { PERCENT_DECIMALS = 1, NUMBER_DECIMALS = 3 };

static struct text percent(struct arena *arena, double value)
{
    return rounded_text(arena, value * 100, PERCENT_DECIMALS);
}

struct text figure_percent(struct arena *arena, struct figure figure)
{
    return figure.why == DEFINED ? text_print(arena, "%.*s %%", TEXT_PRINT(percent(arena, figure.value)))
                                 : TEXT("–");
}

struct text figure_number(struct arena *arena, struct figure figure)
{
    return figure.why == DEFINED ? rounded_text(arena, figure.value, NUMBER_DECIMALS) : TEXT("–");
}

struct text range_percent(struct arena *arena, struct range range)
{
    if (range.why != DEFINED)
        return TEXT("–");
    return text_print(arena, "%.*s … %.*s %%", TEXT_PRINT(percent(arena, range.low)),
                      TEXT_PRINT(percent(arena, range.high)));
}

struct text range_number(struct arena *arena, struct range range)
{
    if (range.why != DEFINED)
        return TEXT("–");
    return text_print(arena, "%.*s … %.*s", TEXT_PRINT(rounded_text(arena, range.low, NUMBER_DECIMALS)),
                      TEXT_PRINT(rounded_text(arena, range.high, NUMBER_DECIMALS)));
}

struct text reason_mark(struct reasons *reasons, struct arena *arena, enum undefined why)
{
    size_t at = 0;
    if (why == DEFINED)
        return (struct text){0};
    while (at < reasons->count && reasons->list[at] != why)
        at++;
    if (at == reasons->count)
        reasons->list[reasons->count++] = why;
    return text_print(arena, "(%zu)", at + 1);
}

void reasons_print(struct invocation *invocation, const struct reasons *reasons)
{
    for (size_t i = 0; i < reasons->count; i++) {
        struct buffer out = {0};
        buffer_print(&out, "(%zu) ", i + 1);
        layout_wrap(&out, word_in(invocation, undefined_words(reasons->list[i])), 4, 4);
        print_text(buffer_text(&out));
        buffer_dispose(&out);
    }
}

// ---- JSON -------------------------------------------------------------------------------------------------

static void json_why(struct json_writer *writer, const struct invocation *invocation, const char *name,
                     enum undefined why)
{
    struct buffer key = {0};
    bool plain = text_equal(text_from(name), TEXT("value"));
    buffer_print(&key, plain ? "undefined" : "%s_undefined", name);
    buffer_add_character(&key, '\0');
    json_writer_text(writer, key.bytes, text_from(undefined_code(why)));
    if (plain)
        json_writer_text(writer, "reason", word_in(invocation, undefined_words(why)));
    buffer_dispose(&key);
}

void json_figure(struct json_writer *writer, const struct invocation *invocation, const char *name,
                 struct figure figure)
{
    if (figure.why == DEFINED) {
        json_writer_number(writer, name, figure.value);
        return;
    }
    json_writer_null(writer, name);
    json_why(writer, invocation, name, figure.why);
}

void json_range(struct json_writer *writer, const struct invocation *invocation, const char *name,
                struct range range)
{
    if (range.why != DEFINED) {
        json_writer_null(writer, name);
        json_why(writer, invocation, name, range.why);
        return;
    }
    json_writer_open_array(writer, name);
    json_writer_number(writer, NULL, range.low);
    json_writer_number(writer, NULL, range.high);
    json_writer_close(writer);
}

void json_estimate_members(struct json_writer *writer, const struct invocation *invocation,
                           const struct estimate *estimate)
{
    json_figure(writer, invocation, "value", estimate->value);
    json_figure(writer, invocation, "se", estimate->se);
    if (estimate->interval.why == DEFINED) {
        json_writer_number(writer, "ci_low", estimate->interval.low);
        json_writer_number(writer, "ci_high", estimate->interval.high);
    } else {
        json_writer_null(writer, "ci_low");
        json_writer_null(writer, "ci_high");
        json_why(writer, invocation, "ci", estimate->interval.why);
    }
}

void json_estimate(struct json_writer *writer, const struct invocation *invocation, const char *name,
                   const struct estimate *estimate)
{
    json_writer_open_object(writer, name);
    json_estimate_members(writer, invocation, estimate);
    json_writer_close(writer);
}
