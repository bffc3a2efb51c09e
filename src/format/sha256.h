// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 by the processor's own instructions, where it has them; else hash.c leaves it to libsodium. For
// hash.c alone.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHA256_WORDS = 8, SHA256_BLOCK_BYTES = 64 };

bool sha256_is_native(void);
// Takes whole blocks into the state (FIPS 180-4, 6.2.2). Only if the processor can.
void sha256_blocks(uint32_t state[static SHA256_WORDS], const unsigned char *blocks, size_t count);
