// SPDX-License-Identifier: GPL-3.0-or-later
// Passwords as they are kept: argon2id (RFC 9106), by libsodium. Each hash says with which parameters it was made.
#pragma once

#include "base/text.h"

struct password_cost {
    unsigned operations; // passes over the memory
    size_t memory;       // bytes
};
// More than OWASP's least, which is 19 MiB and 2 passes: two at a time on a small machine still answer in a second.
#define PASSWORD_COST ((struct password_cost){.operations = 2, .memory = (size_t)64 << 20})
// The least that the library takes, for tests.
#define PASSWORD_COST_LEAST ((struct password_cost){.operations = 1, .memory = 8192})

struct text password_hash(struct arena *arena, struct text password, struct password_cost cost);
bool password_matches(struct text stored, struct text password); // false, also if `stored` is no hash
bool password_is_outdated(struct text stored, struct password_cost cost); // made at another cost
