// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text_map.h"

#include "test.h"

#include <stdio.h>

TEST(a_key_is_found_with_its_value)
{
    struct arena *arena = arena_new();
    struct text_map map;
    text_map_init(&map, arena);
    size_t value = 99;
    assert_false(text_map_find(&map, TEXT("HC-1"), &value));
    assert_true(text_map_put(&map, TEXT("HC-1"), 7, NULL));
    assert_true(text_map_find(&map, TEXT("HC-1"), &value));
    assert_int_equal(value, 7);
    value = 99;
    assert_false(text_map_find(&map, TEXT("HC-2"), &value));
    assert_false(text_map_find(&map, TEXT("HC-"), &value));
    assert_int_equal(value, 99);
    arena_free(arena);
}

TEST(a_second_put_tells_the_first_value_and_keeps_it)
{
    struct arena *arena = arena_new();
    struct text_map map;
    text_map_init(&map, arena);
    size_t there = 99, value = 99;
    assert_true(text_map_put(&map, TEXT("a"), 1, &there));
    assert_int_equal(there, 99);
    assert_false(text_map_put(&map, TEXT("a"), 2, &there));
    assert_int_equal(there, 1);
    assert_true(text_map_find(&map, TEXT("a"), &value));
    assert_int_equal(value, 1);
    arena_free(arena);
}

TEST(keys_are_bytes_and_may_be_empty)
{
    struct arena *arena = arena_new();
    struct text_map map;
    text_map_init(&map, arena);
    static const struct text keys[] = {{NULL, 0},
                                       {"\0", 1},
                                       {"\0\0", 2},
                                       {"\0\0\0\0\0\0\0", 7},
                                       {"\0\0\0\0\0\0\0\0", 8},
                                       {"\0\0\0\0\0\0\0\0\0", 9},
                                       {"12345678", 8},
                                       {"123456781", 9}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_true(text_map_put(&map, keys[i], i, NULL));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t value = 99;
        assert_true(text_map_find(&map, keys[i], &value));
        assert_int_equal(value, i);
    }
    size_t value;
    assert_true(text_map_find(&map, TEXT(""), &value));
    arena_free(arena);
}

TEST(a_hundred_thousand_keys_are_all_found_and_no_others)
{
    struct arena *keys = arena_new(), *arena = arena_new();
    struct text_map map;
    text_map_init(&map, arena);
    enum { COUNT = 100000 };
    for (size_t i = 0; i < COUNT; i++)
        assert_true(text_map_put(&map, text_print(keys, "case %zu", i * 7), i, NULL));
    for (size_t i = 0; i < COUNT * 7; i += 3) {
        size_t value = 0;
        char written[32];
        int length = snprintf(written, sizeof written, "case %zu", i);
        assert_int_equal(text_map_find(&map, (struct text){written, (size_t)length}, &value), i % 7 == 0);
        assert_int_equal(value, i % 7 == 0 ? i / 7 : 0);
    }
    assert_int_equal(map.count, COUNT);
    // Growing by doubling: what it holds, and as much again outgrown.
    assert_true(arena_bytes(arena) < (size_t)COUNT * 2 * 2 * 64);
    arena_free(arena);
    arena_free(keys);
}

TEST(every_map_has_its_own_secret)
{
    struct arena *arena = arena_new();
    struct text_map one, two;
    text_map_init(&one, arena);
    text_map_init(&two, arena);
    assert_memory_not_equal(one.secret, two.secret, sizeof one.secret);
    arena_free(arena);
}
