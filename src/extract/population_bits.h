// SPDX-License-Identifier: GPL-3.0-or-later
// Adds to counts[i], for each i of `which`, how many bits `mask` and sets[i] have in common. Compiled twice: processors
// without an instruction that counts bits take several times as long. Private to population_*.c.
#pragma once

#include <stddef.h>
#include <stdint.h>

void population_bits(const uint64_t *mask, uint64_t *const *sets, const uint32_t *which, size_t count,
                     size_t words, uint64_t *counts);
void population_bits_avx2(const uint64_t *mask, uint64_t *const *sets, const uint32_t *which, size_t count,
                          size_t words, uint64_t *counts);
