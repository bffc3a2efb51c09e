// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/alpha.h"

#include "temporary.h"
#include "test.h"

static const char example[] = "case,A,B,C\n1,yes,yes,no\n2,no,no,no\n3,yes,yes,yes\n4,yes,no,\n5,no,no,"
                              "yes\n6,yes,yes,yes\n7,,no,no\n8,yes,,\n";

static struct ratings read_example(struct arena *arena, const char *content)
{
    struct ratings ratings;
    struct problems problems;
    problems_init(&problems, arena);
    struct ratings_choice choice = {.source = TEXT("example")};
    ASSERT_GOOD(ratings_read_memory(arena, text_from(content), choice, &ratings, &problems), &problems);
    return ratings;
}

static struct bootstrap resample(struct arena *arena, const char *content, const char *level,
                                 int64_t resamples, uint64_t seed)
{
    struct bootstrap bootstrap;
    struct confidence confidence;
    assert_true(confidence_read(text_from(level), &confidence));
    struct ratings ratings = read_example(arena, content);
    struct tally tally = ratings_tally(arena, &ratings);
    alpha_bootstrap(arena, &ratings, &tally, METRIC_NOMINAL, confidence, resamples, seed, &bootstrap);
    return bootstrap;
}

TEST(a_seed_gives_the_same_resamples_for_ever)
{
    struct arena *arena = arena_new();
    struct bootstrap one = resample(arena, example, "0.95", 1000, 42),
                     again = resample(arena, example, "0.95", 1000, 42);
    struct bootstrap other = resample(arena, example, "0.95", 1000, 43);
    assert_true(one.interval.low == again.interval.low && one.interval.high == again.interval.high);
    assert_true(one.interval.low != other.interval.low || one.interval.high != other.interval.high);
    arena_free(arena);
}

TEST(more_confidence_widens_the_resampled_interval)
{
    struct arena *arena = arena_new();
    struct bootstrap narrow = resample(arena, example, "0.5", 2000, 1),
                     wide = resample(arena, example, "0.9", 2000, 1);
    struct bootstrap widest = resample(arena, example, "0.99", 2000, 1);
    assert_true(wide.interval.low < narrow.interval.low && wide.interval.high > narrow.interval.high);
    assert_true(widest.interval.low <= wide.interval.low && widest.interval.high >= wide.interval.high);
    arena_free(arena);
}

TEST(resamples_of_one_category_are_counted_and_left_out)
{
    struct arena *arena = arena_new();
    // Only the third case knows a second category: (2/3)^3 of the resamples miss it.
    struct bootstrap b = resample(arena, "case,A,B\n1,yes,yes\n2,yes,yes\n3,no,yes\n", "0.95", 9000, 5);
    assert_in_range(b.undefined, 9000 * 8 / 27 - 200, 9000 * 8 / 27 + 200);
    assert_int_equal(b.interval.why, DEFINED);
    arena_free(arena);
}

TEST(an_interval_without_width_is_none)
{
    struct arena *arena = arena_new();
    assert_int_equal(resample(arena, "case,A,B\n1,yes,yes\n2,no,no\n3,no,no\n", "0.95", 200, 5).interval.why,
                     UNDEFINED_ZERO_VARIANCE);
    assert_int_equal(resample(arena, "case,A,B\n1,yes,yes\n2,yes,yes\n", "0.95", 200, 5).interval.why,
                     UNDEFINED_RESAMPLES_UNDEFINED);
    assert_int_equal(resample(arena, "case,A,B\n1,yes,no\n", "0.95", 200, 5).interval.why,
                     UNDEFINED_FEWER_THAN_2_UNITS);
    assert_int_equal(resample(arena, "case,A,B\n1,yes,\n", "0.95", 200, 5).interval.why,
                     UNDEFINED_NO_UNIT_WITH_2_RATINGS);
    arena_free(arena);
}

TEST(alpha_is_one_minus_what_is_observed_over_what_is_expected)
{
    struct arena *arena = arena_new();
    struct ratings ratings = read_example(arena, "case,A,B\n1,yes,yes\n2,no,no\n3,yes,no\n");
    struct tally tally = ratings_tally(arena, &ratings);
    struct coefficient_choice choice = {.confidence = confidence_95()};
    struct alpha alpha;
    alpha_compute(arena, &ratings, &tally, METRIC_NOMINAL, choice, &alpha);
    assert_true(alpha.observed.value == 1.0 / 3);
    assert_true(alpha.expected.value == 0.6);
    assert_int_equal(alpha.pairable, 6);
    assert_true(alpha.estimate.value.value > 0.444444444 && alpha.estimate.value.value < 0.444444445);
    arena_free(arena);
}
