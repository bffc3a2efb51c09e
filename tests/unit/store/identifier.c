// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/identifier.h"

#include "test.h"

TEST(identifiers_sort_by_time_then_by_sequence)
{
    struct arena *arena = arena_new();
    struct text before = {0};
    for (int64_t at = 1553880600000000; at < 1553880600000003; at++)
        for (uint64_t sequence = 0; sequence < 300; sequence++) {
            struct text id = identifier_new(arena, at, sequence);
            assert_true(identifier_is_valid(id));
            assert_true(text_compare(before, id) < 0);
            before = id;
        }
    arena_free(arena);
}

TEST(two_programs_at_the_same_instant_make_different_identifiers)
{
    struct arena *arena = arena_new();
    assert_false(text_equal(identifier_new(arena, 1, 1), identifier_new(arena, 1, 1)));
    arena_free(arena);
}

TEST(only_what_could_have_been_made_is_an_identifier)
{
    assert_true(identifier_is_valid(TEXT("01jqz8w7m0000000000000000v")));
    assert_false(identifier_is_valid(TEXT("01jqz8w7m0000000000000000")));
    assert_false(identifier_is_valid(TEXT("01jqz8w7m000000000000000000")));
    assert_false(identifier_is_valid(TEXT("81jqz8w7m0000000000000000v"))); // more than 128 bits
    assert_false(identifier_is_valid(TEXT("01jqz8w7m0000000000000000u")));
    assert_false(identifier_is_valid(TEXT("01JQZ8W7M0000000000000000V")));
    assert_false(identifier_is_valid(TEXT("01jqz8w7m000000000000000\0v")));
}
