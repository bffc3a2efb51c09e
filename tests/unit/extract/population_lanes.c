// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_lanes.h"

#include "base/processor.h"

#include "test.h"

#include <string.h>

enum { BYTES = 64 * 9 };

static const struct lanes *other_lanes(void)
{
    return processor_has_avx2() ? &lanes_avx2 : &lanes_portable;
}

TEST(a_checksum_knows_each_byte_the_order_and_the_length)
{
    _Alignas(64) unsigned char bytes[BYTES];
    for (size_t i = 0; i < BYTES; i++)
        bytes[i] = (unsigned char)(i * 37 + i / 64);
    uint64_t sum = lanes_portable.checksum(bytes, BYTES);
    assert_true(sum == other_lanes()->checksum(bytes, BYTES));
    assert_true(sum != lanes_portable.checksum(bytes, BYTES - 64));
    for (size_t i = 0; i < BYTES; i++) {
        bytes[i] ^= 1;
        uint64_t changed = lanes_portable.checksum(bytes, BYTES);
        assert_true(changed != sum);
        assert_true(changed == other_lanes()->checksum(bytes, BYTES));
        bytes[i] ^= 1;
    }
    unsigned char first[64];
    memcpy(first, bytes, 64);
    memcpy(bytes, bytes + 64, 64);
    memcpy(bytes + 64, first, 64);
    assert_true(lanes_portable.checksum(bytes, BYTES) != sum);
}

TEST(a_code_or_number_out_of_range_is_found_wherever_it_stands)
{
    _Alignas(64) uint16_t codes[BYTES / 2] = {0};
    _Alignas(64) int32_t narrows[BYTES / 4] = {0};
    const struct lanes *both[] = {&lanes_portable, other_lanes()};
    for (size_t k = 0; k < 2; k++) {
        assert_true(both[k]->codes_within(codes, BYTES, 0));
        assert_true(both[k]->narrows_within(narrows, BYTES, -7, 9));
        for (size_t i = 0; i < BYTES / 2; i++) {
            codes[i] = 5;
            assert_true(both[k]->codes_within(codes, BYTES, 5));
            assert_false(both[k]->codes_within(codes, BYTES, 4));
            codes[i] = UINT16_MAX;
            assert_false(both[k]->codes_within(codes, BYTES, UINT16_MAX - 1));
            codes[i] = 0;
        }
        for (size_t i = 0; i < BYTES / 4; i++) {
            static const int32_t within[] = {-7, 9}, outside[] = {-8, 10, INT32_MIN, INT32_MAX};
            for (size_t v = 0; v < 2; v++) {
                narrows[i] = within[v];
                assert_true(both[k]->narrows_within(narrows, BYTES, -7, 9));
            }
            for (size_t v = 0; v < 4; v++) {
                narrows[i] = outside[v];
                assert_false(both[k]->narrows_within(narrows, BYTES, -7, 9));
            }
            narrows[i] = 0;
        }
    }
}
