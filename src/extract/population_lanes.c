// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled twice: LANES is the name of the table that it defines.
#include "extract/population_lanes.h"

// Sums, and sums of the sums, which know the order.
static uint64_t checksum(const void *bytes, size_t length)
{
    typedef uint32_t lane __attribute__((vector_size(32), may_alias));
    enum { COUNT = sizeof(lane) / sizeof(uint32_t) };
    const lane *at = bytes;
    lane sum = {0}, sums = {0};
    for (size_t i = 0; i < length / sizeof *at; i++) {
        sum += at[i];
        sums += sum;
    }
    uint64_t result = length;
    for (size_t i = 0; i < COUNT; i++) {
        result = (result ^ (sum[i] | (uint64_t)sums[i] << 32)) * UINT64_C(0x9e3779b97f4a7c15);
        result ^= result >> 32;
    }
    return result;
}

static bool codes_within(const uint16_t *codes, size_t bytes, uint16_t most)
{
    uint16_t greatest = 0;
    for (size_t i = 0; i < bytes / sizeof *codes; i++)
        greatest = codes[i] > greatest ? codes[i] : greatest;
    return greatest <= most;
}

static bool narrows_within(const int32_t *narrows, size_t bytes, int32_t least, int32_t most)
{
    int32_t low = least, high = most;
    for (size_t i = 0; i < bytes / sizeof *narrows; i++) {
        low = narrows[i] < low ? narrows[i] : low;
        high = narrows[i] > high ? narrows[i] : high;
    }
    return low == least && high == most;
}

const struct lanes LANES = {
    .checksum = checksum, .codes_within = codes_within, .narrows_within = narrows_within};
