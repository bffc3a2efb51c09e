// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/case_address.h"

#include "test.h"
#include "web/http_target.h"

static struct text last_part(struct text address)
{
    struct text part = {0};
    while (text_split(&address, '/', &part))
        continue;
    return part;
}

static void assert_goes_and_comes(const char *reference, const char *address)
{
    struct arena *arena = arena_new();
    struct text made = case_address(arena, TEXT("r"), text_from(reference), (struct text){0}), path, query,
                read;
    assert_text_equal(made, address);
    assert_true(http_target_read(made, &path, &query));
    assert_int_equal(query.length, 0);
    assert_true(case_address_read(arena, last_part(made), &read));
    assert_text_equal(read, reference);
    arena_free(arena);
}

TEST(every_reference_has_an_address_that_the_judge_of_requests_takes)
{
    assert_goes_and_comes("DP-2019-0007", "/reviews/r/cases/DP-2019-0007");
    assert_goes_and_comes("14/22 a", "/reviews/r/cases/14~2F22~20a");
    assert_goes_and_comes("50%25?x#y", "/reviews/r/cases/50~2525~3Fx~23y");
    assert_goes_and_comes("Tŷ.1", "/reviews/r/cases/T~C5~B7.1");
    assert_goes_and_comes(".", "/reviews/r/cases/~2E");
    assert_goes_and_comes("..", "/reviews/r/cases/~2E.");
    assert_goes_and_comes("a~2Fb", "/reviews/r/cases/a~7E2Fb");
    assert_goes_and_comes("\\\"<+&", "/reviews/r/cases/~5C~22~3C~2B~26");
}

TEST(what_is_below_a_case_follows_its_reference)
{
    struct arena *arena = arena_new();
    assert_text_equal(case_address(arena, TEXT("r"), TEXT("a/b"), TEXT("/answers/kind")),
                      "/reviews/r/cases/a~2Fb/answers/kind");
    arena_free(arena);
}

TEST(an_address_that_a_person_writes_with_percent_signs_is_read_as_well)
{
    struct arena *arena = arena_new();
    struct text read;
    assert_true(case_address_read(arena, TEXT("a%20b"), &read));
    assert_text_equal(read, "a b");
    assert_true(case_address_read(arena, TEXT("a~b~2f~"), &read));
    assert_text_equal(read, "a~b~2f~");
    arena_free(arena);
}

TEST(what_is_no_text_is_no_reference)
{
    struct arena *arena = arena_new();
    struct text read = TEXT("before");
    static const char *const none[] = {"", "a~00", "~FF", "a%00", "%", "~C5"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(case_address_read(arena, text_from(none[i]), &read));
    assert_text_equal(read, "before");
    arena_free(arena);
}
