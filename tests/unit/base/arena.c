// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/arena.h"

#include "test.h"

TEST(allocations_are_aligned_and_apart)
{
    struct arena *arena = arena_new();
    for (size_t alignment = 1; alignment <= 64; alignment *= 2) {
        char *one = arena_allocate(arena, 3, alignment);
        char *two = arena_allocate(arena, 3, alignment);
        assert_int_equal((uintptr_t)one % alignment, 0);
        assert_int_equal((uintptr_t)two % alignment, 0);
        memset(one, 1, 3);
        memset(two, 2, 3);
        assert_int_equal(one[2], 1);
    }
    arena_free(arena);
}

TEST(an_allocation_larger_than_any_block_fits)
{
    struct arena *arena = arena_new();
    char *large = arena_allocate(arena, 5 << 20, 16);
    memset(large, 7, 5 << 20);
    char *small = arena_allocate(arena, 1, 1);
    *small = 1;
    assert_int_equal(large[(5 << 20) - 1], 7);
    arena_free(arena);
}

TEST(a_reset_keeps_the_blocks)
{
    struct arena *arena = arena_new();
    for (int round = 0; round < 10; round++) {
        for (int i = 0; i < 1000; i++)
            memset(arena_allocate(arena, 997, 8), round, 997);
        size_t held = arena_bytes(arena);
        arena_reset(arena);
        assert_int_equal(arena_bytes(arena), held);
        if (round == 0)
            assert_true(held >= 997000);
        else
            assert_true(held < 2500000);
    }
    arena_free(arena);
}

TEST(release_goes_back_to_the_mark)
{
    struct arena *arena = arena_new();
    char *kept = arena_allocate(arena, 10, 1);
    memset(kept, 'k', 10);
    struct arena_mark mark = arena_mark(arena);
    char *first = arena_allocate(arena, 100000, 1);
    arena_release(arena, mark);
    char *again = arena_allocate(arena, 100000, 1);
    assert_ptr_equal(first, again);
    assert_int_equal(kept[9], 'k');
    arena_free(arena);
}

TEST(reused_memory_is_zeroed_where_that_is_promised)
{
    struct arena *arena = arena_new();
    for (int round = 0; round < 3; round++) {
        int64_t *numbers = ARENA_ARRAY(arena, int64_t, 1000);
        for (size_t i = 0; i < 1000; i++)
            assert_true(numbers[i] == 0);
        memset(numbers, 0xFF, 1000 * sizeof *numbers);
        arena_reset(arena);
    }
    arena_free(arena);
}

TEST(an_array_grows_and_its_items_start_zeroed)
{
    struct arena *arena = arena_new();
    ARRAY_OF(int) numbers = {0};
    for (int i = 0; i < 1000; i++) {
        int *number = ARRAY_APPEND(arena, &numbers);
        assert_int_equal(*number, 0);
        *number = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(numbers.items[i], i);
    arena_free(arena);
}
