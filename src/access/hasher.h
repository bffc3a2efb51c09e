// SPDX-License-Identifier: GPL-3.0-or-later
// Hashes passwords, only so many at a time: each takes tens of megabytes and a tenth of a second, and whoever sends
// passwords must not be able to take all of the machine. One for all threads of a server.
#pragma once

#include "format/password_hash.h"

struct hasher_settings {
    struct password_cost cost;
    unsigned at_once;
    unsigned patience; // milliseconds that one waits for its turn
};
#define HASHER_SETTINGS ((struct hasher_settings){.cost = PASSWORD_COST, .at_once = 2, .patience = 5000})

struct hasher;
struct hasher *hasher_new(struct hasher_settings settings);
void hasher_free(struct hasher *hasher); // NULL is allowed

enum hasher_answer { HASHER_NO, HASHER_YES, HASHER_BUSY };

// HASHER_YES or HASHER_BUSY. The password is normal: password_normal.
enum hasher_answer hasher_make(struct hasher *hasher, struct arena *arena, struct text password,
                               struct text *stored);
// An empty `stored` stands for an account that does not exist or has no password: it takes as long, and is always a no.
enum hasher_answer hasher_match(struct hasher *hasher, struct text stored, struct text password);
bool hasher_is_outdated(const struct hasher *hasher, struct text stored);

// A turn: false if none came in time.
bool hasher_enter(struct hasher *hasher);
void hasher_leave(struct hasher *hasher);
