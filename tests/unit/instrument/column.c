// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/column.h"

#include "test.h"

TEST(a_new_column_knows_nothing)
{
    struct arena *arena = arena_new();
    for (int type = 0; type < FIELD_TYPE_COUNT; type++) {
        struct column column = column_new(arena, (enum field_type)type, 130, type == FIELD_TIME);
        assert_int_equal(column.type, type);
        for (size_t row = 0; row < 130; row++)
            assert_false(bit_get(column.known, row));
        assert_true((column.ambiguous != NULL) == (type == FIELD_TIME));
        assert_non_null(column.integers);
    }
    arena_free(arena);
}

TEST(bits_are_set_and_cleared_alone)
{
    uint64_t bits[3] = {0};
    assert_int_equal(bit_words(0), 0);
    assert_int_equal(bit_words(64), 1);
    assert_int_equal(bit_words(130), 3);
    bit_set(bits, 63);
    bit_set(bits, 64);
    bit_set(bits, 129);
    bit_clear(bits, 64);
    assert_true(bit_get(bits, 63) && bit_get(bits, 129));
    assert_false(bit_get(bits, 64) || bit_get(bits, 62) || bit_get(bits, 128));
}
