// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/strata.h"

#include "base/file.h"
#include "temporary.h"
#include "test.h"

static bool read_strata(struct arena *arena, const char *content, struct strata *strata,
                        struct problems *problems)
{
    problems_init(problems, arena);
    struct text folder = temporary_folder(arena), path = temporary_path(arena, folder, "strata.csv");
    ASSERT_GOOD(file_write(path, text_from(content), problems), problems);
    bool good = strata_read(arena, text_terminated(arena, path), strata, problems);
    temporary_remove(folder);
    return good;
}

TEST(strata_are_read_in_any_order_of_columns)
{
    struct arena *arena = arena_new();
    struct strata strata;
    struct problems problems;
    ASSERT_GOOD(read_strata(arena,
                            "sample,Stratum,positive,population,not_applicable\n11,A,7,21,3\n2,B,0,4,\n",
                            &strata, &problems),
                &problems);
    assert_int_equal(strata.list.count, 2);
    assert_int_equal(strata.list.items[0].applicable, 8);
    assert_int_equal(strata.list.items[1].applicable, 2);
    assert_true(strata.has_not_applicable);
    arena_free(arena);
}

static void refused(const char *content, const char *what, uint64_t line)
{
    struct arena *arena = arena_new();
    struct strata strata;
    struct problems problems;
    assert_false(read_strata(arena, content, &strata, &problems));
    assert_problem(&problems, what, __FILE__, __LINE__);
    assert_int_equal(problems.list.items[0].place.line, line);
    arena_free(arena);
}

TEST(counts_that_cannot_be_are_refused_with_their_line)
{
    refused("stratum,population,sample\nA,2,1\n", "there is no column {column}", 1);
    refused("stratum,population,sample,positive\nA,2,3,1\n", "more cases were sampled than the stratum has",
            2);
    refused("stratum,population,sample,positive\nA,5,3,4\n",
            "the positive and the not applicable cases are more than the sample", 2);
    refused("stratum,population,sample,positive,not_applicable\nA,5,3,1,3\n",
            "the positive and the not applicable cases are more than the sample", 2);
    refused("stratum,population,sample,positive\nA,5,3,-1\n", "this is not a number of cases", 2);
    refused("stratum,population,sample,positive\nA,5,3,1\nA,5,3,1\n", "the stratum stands there twice", 3);
    refused("stratum,population,sample,positive\nA,0,0,0\n", "the stratum has no case", 2);
    refused("stratum,population,sample,positive\n,5,3,1\n", "the stratum has no name", 2);
    refused("stratum,population,sample,positive\n", "the table has no rows", 0);
}
