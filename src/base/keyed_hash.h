// SPDX-License-Identifier: GPL-3.0-or-later
// A hash for tables whose keys a stranger chooses: keyed with a secret of the process, so that nobody can make keys that
// collide. SipHash-1-3 (Aumasson and Bernstein, 2012); a plain hash with a seed does not do: texts that collide under one
// seed may collide under all.
#pragma once

#include "base/text.h"

struct keyed_hash {
    uint64_t low, high; // either half alone is a hash
};

void keyed_hash_secret(uint64_t secret[static 2]); // by chance
struct keyed_hash keyed_hash(const uint64_t secret[static 2], struct text text);

// The same of so many texts at once, all of which have the same number of whole words of eight bytes; by the widest
// registers of the processor.
enum { KEYED_HASH_TOGETHER = 8 };
typedef void keyed_hash_together(const uint64_t secret[static 2], const struct text *texts,
                                 struct keyed_hash *hashes);
keyed_hash_together *keyed_hash_fastest(void);
