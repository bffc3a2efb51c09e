// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows of a category have one code: bits[r] of row r, `words` whole words of 64 rows. For processors with AVX2. Private to
// population_*.c.
#pragma once

#include <stddef.h>
#include <stdint.h>

void population_codes_avx2(const uint16_t *codes, size_t words, uint16_t code, uint64_t *bits);
