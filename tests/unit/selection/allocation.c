// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/allocation.h"

#include "temporary.h"
#include "test.h"

enum { STRATA = 4 };
static const struct allocation_stratum strands[STRATA] = {{{"disability", 10}, 5, 1, 0},
                                                          {{"homophobic", 10}, 9, 1, 0},
                                                          {{"racial", 6}, 4, 1, 0},
                                                          {{"religious", 9}, 3, 1, 0}};

static void assert_places(enum allocation_rule rule, const struct allocation_stratum *strata, size_t count,
                          int64_t size, const int64_t *expected)
{
    struct arena *arena = arena_new();
    struct problems problems;
    int64_t places[STRATA];
    problems_init(&problems, arena);
    ASSERT_GOOD(allocate(rule, strata, count, size, places, &problems), &problems);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(places[i], expected[i]);
    arena_free(arena);
}

TEST(proportional_places_are_those_worked_out_by_hand)
{
    assert_places(ALLOCATION_PROPORTIONAL, strands, STRATA, 4, (int64_t[]){1, 1, 1, 1});
    assert_places(ALLOCATION_PROPORTIONAL, strands, STRATA, 5, (int64_t[]){1, 2, 1, 1});
    assert_places(ALLOCATION_PROPORTIONAL, strands, STRATA, 11,
                  (int64_t[]){3, 5, 2, 1}); // shares 2.6, 4.7, 2.1, 1.6
    assert_places(ALLOCATION_PROPORTIONAL, strands, STRATA, 21, (int64_t[]){5, 9, 4, 3});
}

TEST(equal_places_stop_where_a_stratum_is_used_up)
{
    assert_places(ALLOCATION_EQUAL, strands, STRATA, 2, (int64_t[]){1, 1, 0, 0});
    assert_places(ALLOCATION_EQUAL, strands, STRATA, 14, (int64_t[]){4, 4, 3, 3});
    assert_places(ALLOCATION_EQUAL, strands, STRATA, 17, (int64_t[]){5, 5, 4, 3});
}

TEST(an_over_sampled_stratum_counts_as_often_as_its_factor)
{
    struct allocation_stratum calls[2] = {{TEXT("dissatisfied"), 1000, 5, 0}, {TEXT("others"), 5000, 1, 0}};
    assert_places(ALLOCATION_PROPORTIONAL, calls, 2, 90, (int64_t[]){45, 45});
    calls[0].factor = 1;
    assert_places(ALLOCATION_PROPORTIONAL, calls, 2, 90, (int64_t[]){15, 75});
}

TEST(a_quota_is_what_was_fixed)
{
    const struct allocation_stratum cases[2] = {{TEXT("adult"), 100, 1, 8}, {TEXT("youth"), 9, 1, 8}};
    assert_places(ALLOCATION_QUOTA, cases, 2, 0, (int64_t[]){8, 8});
}

TEST(a_larger_draw_never_has_fewer_of_a_stratum)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    for (int rule = 0; rule < 2; rule++)
        for (int64_t a = 1; a < 12; a++)
            for (int64_t b = 1; b < 40; b += 3) {
                const struct allocation_stratum strata[3] = {
                    {TEXT("a"), a, 1, 0}, {TEXT("b"), b, 2, 0}, {TEXT("c"), 7, 1, 0}};
                int64_t before[3] = {0}, now[3];
                for (int64_t size = 3; size <= a + b + 7; size++) {
                    ASSERT_GOOD(allocate((enum allocation_rule)rule, strata, 3, size, now, &problems),
                                &problems);
                    assert_int_equal(now[0] + now[1] + now[2], size);
                    for (int i = 0; i < 3; i++) {
                        assert_true(now[i] >= before[i] && now[i] <= strata[i].cases);
                        before[i] = now[i];
                    }
                }
            }
    arena_free(arena);
}

TEST(what_cannot_be_allocated_is_refused)
{
    struct arena *arena = arena_new();
    struct problems problems;
    int64_t places[STRATA];
    problems_init(&problems, arena);
    struct allocation_stratum one[1] = {{TEXT("a"), 3, 1, 4}};
    ASSERT_REFUSED(allocate(ALLOCATION_EQUAL, strands, STRATA, 22, places, &problems), &problems,
                   "{size} cases cannot be drawn from {cases}");
    ASSERT_REFUSED(allocate(ALLOCATION_EQUAL, strands, STRATA, 0, places, &problems), &problems,
                   "{size} cases cannot be drawn from {cases}");
    ASSERT_REFUSED(allocate(ALLOCATION_PROPORTIONAL, strands, STRATA, 3, places, &problems), &problems,
                   "{size} cases are too few: each of the {count} strata has at least one");
    ASSERT_REFUSED(allocate(ALLOCATION_QUOTA, one, 1, 0, places, &problems), &problems,
                   "{quota} cases cannot be drawn from a stratum of {cases}");
    one[0].factor = LIMIT_FACTOR + 1;
    ASSERT_REFUSED(allocate(ALLOCATION_EQUAL, one, 1, 1, places, &problems), &problems,
                   "a stratum is over-sampled by a whole number from 1 to {limit}");
    arena_free(arena);
}
