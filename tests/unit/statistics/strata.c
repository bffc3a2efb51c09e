// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/strata.h"

#include "test.h"

#include <math.h>

static struct strata_estimate estimate(const struct stratum *strata, size_t count)
{
    struct strata_estimate result;
    strata_estimate(strata, count, confidence_95(), &result);
    return result;
}

TEST(the_order_of_strata_does_not_matter)
{
    struct stratum forward[] = {{.population = 100, .sample = 20, .applicable = 18, .positive = 5},
                                {.population = 30, .sample = 10, .applicable = 10, .positive = 9},
                                {.population = 7, .sample = 7, .applicable = 3, .positive = 0}};
    struct stratum backward[] = {forward[2], forward[1], forward[0]};
    struct strata_estimate one = estimate(forward, 3), other = estimate(backward, 3);
    assert_true(fabs(one.se.value - other.se.value) < 1e-15);
    assert_true(fabs(one.logit.low - other.logit.low) < 1e-14);
}

TEST(a_stratum_that_was_not_sampled_leaves_nothing_to_say)
{
    struct stratum strata[] = {{.population = 9, .sample = 3, .applicable = 3, .positive = 2},
                               {.population = 4}};
    assert_int_equal(estimate(strata, 2).estimate.why, UNDEFINED_STRATUM_WITHOUT_SAMPLED_CASE);
}

TEST(without_an_applicable_case_there_is_no_share)
{
    struct stratum strata[] = {{.population = 9, .sample = 3}};
    struct strata_estimate result = estimate(strata, 1);
    assert_int_equal(result.estimate.why, UNDEFINED_NO_APPLICABLE_CASE);
    assert_int_equal(result.logit.why, UNDEFINED_NO_APPLICABLE_CASE);
}

TEST(one_applicable_case_has_no_degrees_of_freedom_and_no_variance)
{
    struct stratum one[] = {{.population = 9, .sample = 3, .applicable = 1, .positive = 1}};
    assert_int_equal(estimate(one, 1).logit.why, UNDEFINED_ZERO_VARIANCE);
    struct stratum two[] = {{.population = 9, .sample = 3, .applicable = 1, .positive = 1},
                            {.population = 9, .sample = 3, .applicable = 1, .positive = 0}};
    struct strata_estimate result = estimate(two, 2);
    assert_int_equal(result.logit.why, UNDEFINED_NO_DEGREES_OF_FREEDOM);
    assert_int_equal(result.se.why, DEFINED);
}

TEST(a_census_of_strata_has_no_interval)
{
    struct stratum strata[] = {{.population = 9, .sample = 9, .applicable = 9, .positive = 2},
                               {.population = 4, .sample = 4, .applicable = 4, .positive = 2}};
    struct strata_estimate result = estimate(strata, 2);
    assert_true(result.se.why == DEFINED && result.se.value == 0);
    assert_int_equal(result.beta.why, UNDEFINED_ZERO_VARIANCE);
}

// Every way to put so many cases into two strata, in whole numbers.
static int64_t bound_by_trying(int64_t N1, int64_t n1, int64_t N2, int64_t n2)
{
    int64_t most = 0;
    for (int64_t a = 0; a <= N1 - n1; a++)
        for (int64_t b = 0; b <= N2 - n2; b++) {
            long double chance = 1;
            for (int64_t i = 0; i < n1; i++)
                chance *= (long double)(N1 - a - i) / (long double)(N1 - i);
            for (int64_t i = 0; i < n2; i++)
                chance *= (long double)(N2 - b - i) / (long double)(N2 - i);
            if (chance > 0.05L * (1 + 1e-13L) && a + b > most)
                most = a + b;
        }
    return most;
}

TEST(the_bound_for_what_was_not_seen_is_the_worst_of_all_ways_it_can_lie)
{
    for (int64_t n1 = 1; n1 <= 8; n1++)
        for (int64_t n2 = 1; n2 <= 8; n2++) {
            struct stratum strata[] = {{.population = 12, .sample = n1, .applicable = n1},
                                       {.population = 20, .sample = n2, .applicable = n2}};
            struct strata_estimate result = estimate(strata, 2);
            assert_int_equal(result.unseen_bound.why, DEFINED);
            assert_int_equal((int64_t)result.unseen_bound.value, bound_by_trying(12, n1, 20, n2));
        }
}
