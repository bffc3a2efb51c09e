// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/distribution.h"

#include "format/number.h"
#include "close.h"

// Next cell of a line without quotes.
static double cell(struct text *line)
{
    struct text part;
    double number = 0;
    assert_true(text_split(line, ',', &part));
    if (part.length)
        assert_true(number_read(part, &number));
    return number;
}

static void check_quantile(struct text line)
{
    struct text whole = line, name;
    text_split(&line, ',', &name);
    double p = cell(&line), a = cell(&line), b = cell(&line), expected = cell(&line), actual;
    if (text_equal(name, TEXT("beta"))) {
        actual = beta_quantile(p, a, b);
    } else {
        double tail = p < 0.5 ? p : 1 - p;
        double upper = text_equal(name, TEXT("normal")) ? normal_upper_quantile(tail)
                                                        : student_upper_quantile(tail, a);
        actual = p < 0.5 ? -upper : upper;
    }
    if (!is_close(actual, expected, AFTER_QUANTILE)) {
        print_error("%.*s: %.17g\n", TEXT_PRINT(whole), actual);
        fail();
    }
}

TEST(quantiles_are_those_of_forty_digits)
{
    struct arena *arena = arena_new();
    struct text rest = read_whole(arena, TEXT(REFERENCE "/distributions/quantiles.csv")), line;
    size_t count = 0;
    text_split(&rest, '\n', &line);
    while (text_split(&rest, '\n', &line) && line.length) {
        check_quantile(text_trim(line));
        count++;
    }
    assert_int_equal(count, 372);
    arena_free(arena);
}

// "1/40" or a decimal.
static void check_tail(struct text written, double actual, struct hypergeometric draw, bool at_most)
{
    struct text below = written, above;
    text_split(&below, '/', &above);
    double expected;
    assert_true(number_read(above, &expected));
    if (below.length) {
        int64_t numerator, denominator;
        assert_true(text_to_int64(above, &numerator) && text_to_int64(below, &denominator));
        expected = (double)numerator / (double)denominator;
        // Written as a fraction it is exact: the comparison finds the tie, and none beside it.
        if (denominator < 1000000) {
            int (*compare)(struct hypergeometric, int64_t, int64_t) = at_most
                                                                          ? hypergeometric_compare_at_most
                                                                          : hypergeometric_compare_at_least;
            assert_int_equal(compare(draw, numerator, denominator), 0);
            assert_int_equal(compare(draw, numerator * 1000 - 1, denominator * 1000), 1);
            assert_int_equal(compare(draw, numerator * 1000 + 1, denominator * 1000), -1);
        }
    }
    if (!is_close(actual, expected, EXACT)) {
        print_error("%.*s: %.17g\n", TEXT_PRINT(written), actual);
        fail();
    }
}

TEST(hypergeometric_tails_are_exact_and_ties_are_found)
{
    struct arena *arena = arena_new();
    struct text rest = read_whole(arena, TEXT(REFERENCE "/distributions/hypergeometric_tails.csv")), line,
                part;
    size_t count = 0;
    text_split(&rest, '\n', &line);
    while (text_split(&rest, '\n', &line) && line.length) {
        line = text_trim(line);
        struct hypergeometric draw = {.population = (int64_t)cell(&line), .sample = (int64_t)cell(&line)};
        draw.seen = (int64_t)cell(&line);
        draw.marked = (int64_t)cell(&line);
        text_split(&line, ',', &part);
        check_tail(part, hypergeometric_at_most(draw), draw, true);
        text_split(&line, ',', &part);
        check_tail(part, hypergeometric_at_least(draw), draw, false);
        count++;
    }
    assert_int_equal(count, 210);
    arena_free(arena);
}
