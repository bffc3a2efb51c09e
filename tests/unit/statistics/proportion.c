// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/proportion.h"

#include "statistics/distribution.h"
#include "statistics/sample_size.h"
#include "test.h"

static struct confidence level(const char *text)
{
    struct confidence confidence;
    assert_true(confidence_read(text_from(text), &confidence));
    return confidence;
}

// n over k, exactly.
static uint64_t choose(uint64_t n, uint64_t k)
{
    uint64_t product = 1;
    if (k > n)
        return 0;
    for (uint64_t i = 1; i <= k; i++)
        product = product * (n - k + i) / i;
    return product;
}

// Whether a tail exceeds alpha / 2, in whole numbers.
static bool tail_exceeds(uint64_t N, uint64_t n, uint64_t marked, uint64_t from, uint64_t to,
                         struct confidence c)
{
    unsigned __int128 sum = 0;
    for (uint64_t x = from; x <= to; x++)
        sum += (unsigned __int128)choose(marked, x) * (n - x <= N - marked ? choose(N - marked, n - x) : 0);
    return sum * 2 * (uint64_t)c.whole > (unsigned __int128)choose(N, n) * (uint64_t)c.alpha;
}

// Straight from the definition, by trying every M.
static void exact(int64_t x, int64_t n, int64_t N, struct confidence c, int64_t *low, int64_t *high)
{
    *low = N + 1;
    *high = -1;
    for (int64_t M = 0; M <= N; M++) {
        if (tail_exceeds((uint64_t)N, (uint64_t)n, (uint64_t)M, (uint64_t)x, (uint64_t)n, c) && M < *low)
            *low = M;
        if (tail_exceeds((uint64_t)N, (uint64_t)n, (uint64_t)M, 0, (uint64_t)x, c))
            *high = M;
    }
}

TEST(exact_intervals_of_every_small_sample_are_those_of_the_definition)
{
    const char *levels[] = {"0.95", "0.9", "0.5", "0.99"};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        for (int64_t N = 1; N <= 20; N++)
            for (int64_t n = 1; n <= N; n++)
                for (int64_t x = 0; x <= n; x++) {
                    struct finite_intervals f;
                    int64_t low, high;
                    finite_intervals(x, n, N, level(levels[i]), &f);
                    exact(x, n, N, level(levels[i]), &low, &high);
                    assert_int_equal(f.low, low);
                    assert_int_equal(f.high, high);
                }
}

TEST(detection_is_the_smallest_sample_of_the_definition)
{
    struct confidence confidence = level("0.95");
    for (int64_t N = 1; N <= 40; N++)
        for (int64_t faulty = 1; faulty <= N; faulty++) {
            int64_t n = 1;
            while (n <= N - faulty &&
                   20 * choose((uint64_t)(N - faulty), (uint64_t)n) > choose((uint64_t)N, (uint64_t)n))
                n++;
            assert_int_equal(cases_for_detection(faulty, N, confidence).cases, n);
        }
}

static bool contains(struct range outer, struct range inner)
{
    return outer.low <= inner.low && outer.high >= inner.high;
}

TEST(more_confidence_widens_every_interval)
{
    const char *levels[] = {"0.5", "0.8", "0.9", "0.95", "0.99", "0.999"};
    for (int64_t x = 0; x <= 11; x++)
        for (size_t i = 1; i < sizeof levels / sizeof *levels; i++) {
            struct binomial_intervals narrow, wide;
            struct finite_intervals few, many;
            binomial_intervals(x, 11, level(levels[i - 1]), &narrow);
            binomial_intervals(x, 11, level(levels[i]), &wide);
            finite_intervals(x, 11, 21, level(levels[i - 1]), &few);
            finite_intervals(x, 11, 21, level(levels[i]), &many);
            assert_true(contains(wide.wilson, narrow.wilson));
            assert_true(contains(wide.clopper_pearson, narrow.clopper_pearson));
            assert_true(contains(wide.jeffreys_bcd, narrow.jeffreys_bcd));
            assert_true(contains(wide.agresti_coull_clipped, narrow.agresti_coull_clipped));
            assert_true(many.low <= few.low && many.high >= few.high);
            assert_true(contains(many.wilson, few.wilson));
        }
}

TEST(what_is_not_positive_has_the_mirrored_interval)
{
    for (int64_t x = 0; x <= 30; x++) {
        struct finite_intervals f, mirrored;
        finite_intervals(x, 30, 137, confidence_95(), &f);
        finite_intervals(30 - x, 30, 137, confidence_95(), &mirrored);
        assert_int_equal(f.low, 137 - mirrored.high);
        assert_int_equal(f.high, 137 - mirrored.low);
    }
}

TEST(a_tie_is_decided_in_large_populations_too)
{
    // One case of N, none positive: the chance with M positive is (N - M) / N, and alpha/2 of N is a whole
    // number.
    for (int64_t N = 40; N <= 40000000; N *= 10) {
        struct finite_intervals f;
        finite_intervals(0, 1, N, confidence_95(), &f);
        assert_int_equal(f.high, N - N / 40 - 1);
    }
}

TEST(a_census_leaves_nothing_to_estimate)
{
    struct finite_intervals f;
    finite_intervals(13, 21, 21, confidence_95(), &f);
    assert_int_equal(f.low, 13);
    assert_int_equal(f.high, 13);
    assert_int_equal(f.effective_sample.why, UNDEFINED_EVERY_CASE_READ);
    assert_int_equal(cases_for_margin(0.5, 0.05, 1, confidence_95()).cases, 1);
}
