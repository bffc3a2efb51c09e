// SPDX-License-Identifier: GPL-3.0-or-later
// The loops that look at every byte of kept cases before it is counted, once in portable code and once for processors with
// AVX2: the same source, compiled twice. Arrays are aligned to 64 bytes and fill whole multiples of them. Private to
// population_*.c.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lanes {
    uint64_t (*checksum)(const void *bytes, size_t length);
    bool (*codes_within)(const uint16_t *codes, size_t bytes, uint16_t most);
    bool (*narrows_within)(const int32_t *narrows, size_t bytes, int32_t least, int32_t most);
};

extern const struct lanes lanes_portable, lanes_avx2;
