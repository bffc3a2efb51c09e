// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/ratings.h"

#include "temporary.h"
#include "test.h"

static bool read_ratings(struct arena *arena, const char *content, const char *categories, enum scale scale,
                         struct ratings *ratings, struct problems *problems)
{
    struct ratings_choice choice = {.source = TEXT("ratings.csv"), .scale = scale};
    struct text rest = text_from(categories), category;
    ARRAY_OF(struct text) list = {0};
    while (*categories && text_split(&rest, ',', &category))
        *ARRAY_APPEND(arena, &list) = category;
    choice.categories = list.items;
    choice.category_count = list.count;
    problems_init(problems, arena);
    return ratings_read_memory(arena, text_from(content), choice, ratings, problems);
}

TEST(empty_cells_are_not_rated_and_blanks_do_not_count)
{
    struct arena *arena = arena_new();
    struct ratings ratings;
    struct problems problems;
    ASSERT_GOOD(
        read_ratings(arena, "case,A,B\n1, yes ,\n2,,no\n3,,\n", "yes,no", SCALE_NOMINAL, &ratings, &problems),
        &problems);
    const int8_t expected[] = {0, NOT_RATED, NOT_RATED, 1, NOT_RATED, NOT_RATED};
    assert_memory_equal(ratings.chosen, expected, sizeof expected);
    struct tally tally = ratings_tally(arena, &ratings);
    assert_int_equal(tally.units, 2);
    assert_int_equal(tally.once, 2);
    assert_int_equal(tally.unrated, 1);
    arena_free(arena);
}

TEST(undeclared_categories_come_in_the_order_of_their_numbers_or_bytes)
{
    struct arena *arena = arena_new();
    struct ratings ratings;
    struct problems problems;
    ASSERT_GOOD(read_ratings(arena, "case,A,B\n1,10,9\n2,9.5,10\n", "", SCALE_NOMINAL, &ratings, &problems),
                &problems);
    assert_text_equal(ratings.categories[0], "9");
    assert_text_equal(ratings.categories[1], "9.5");
    assert_text_equal(ratings.categories[2], "10");
    assert_int_equal(ratings.chosen[0], 2);
    ASSERT_GOOD(read_ratings(arena, "case,A,B\n1,yes,no\n2,10,yes\n", "", SCALE_NOMINAL, &ratings, &problems),
                &problems);
    assert_text_equal(ratings.categories[0], "10");
    assert_text_equal(ratings.categories[1], "no");
    assert_text_equal(ratings.categories[2], "yes");
    arena_free(arena);
}

TEST(na_is_a_category_of_names_and_missing_in_an_order)
{
    struct arena *arena = arena_new();
    struct ratings ratings;
    struct problems problems;
    const char *content = "case,A,B\n1,na,no\n2,yes,NA\n";
    ASSERT_GOOD(
        read_ratings(arena, "case,A,B\n1,na,no\n2,yes,na\n", "no,yes,na", SCALE_NOMINAL, &ratings, &problems),
        &problems);
    assert_int_equal(ratings.category_count, 3);
    assert_int_equal(ratings.chosen[0], 2);
    ASSERT_GOOD(read_ratings(arena, content, "no,yes,na", SCALE_ORDINAL, &ratings, &problems), &problems);
    assert_int_equal(ratings.category_count, 2);
    assert_int_equal(ratings.chosen[0], NOT_RATED);
    assert_int_equal(ratings.set_aside, 2);
    arena_free(arena);
}

static void refused(const char *content, const char *categories, enum scale scale, const char *what,
                    uint64_t line)
{
    struct arena *arena = arena_new();
    struct ratings ratings = {.unit_count = 77};
    struct problems problems;
    assert_false(read_ratings(arena, content, categories, scale, &ratings, &problems));
    assert_problem(&problems, what, __FILE__, __LINE__);
    assert_int_equal(problems.list.items[0].place.line, line);
    assert_int_equal(ratings.unit_count, 77);
    arena_free(arena);
}

TEST(wrong_tables_are_refused_with_their_line)
{
    refused("case,A,B\n1,yes,no\n2,yes,mayb\n", "yes,no,maybe", SCALE_NOMINAL,
            "this is not one of the declared categories", 3);
    refused("case,A,B\n1,yes,no\n1,yes,no\n", "", SCALE_NOMINAL, "the case stands there twice", 3);
    refused("case,A,B\n,yes,no\n", "", SCALE_NOMINAL, "the case has no name", 2);
    refused("case,A,A\n1,yes,no\n", "", SCALE_NOMINAL, "two columns have the same reviewer", 1);
    refused("case,A,\n1,yes,no\n", "", SCALE_NOMINAL, "a reviewer's column has no name", 1);
    refused("case\n1\n", "", SCALE_NOMINAL, "the table has no reviewer", 1);
    refused("case,A\n1,yes\n", "yes,yes", SCALE_NOMINAL, "the category is declared twice", 0);
    refused("case,A\n1,1\n", "1,two", SCALE_INTERVAL,
            "on an interval scale every category is a number, and this is none", 0);
    refused("case,A\n1,1\n", "1,1.0", SCALE_INTERVAL, "two categories have the same value", 0);
}

TEST(every_wrong_value_is_told)
{
    struct arena *arena = arena_new();
    struct ratings ratings;
    struct problems problems;
    assert_false(
        read_ratings(arena, "case,A,B\n1,x,y\n2,no,z\n", "yes,no", SCALE_NOMINAL, &ratings, &problems));
    assert_int_equal(problems.count, 3);
    arena_free(arena);
}
