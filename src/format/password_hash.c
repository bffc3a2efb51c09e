// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/password_hash.h"

#include "base/memory.h"
#include "format/libsodium.h"

struct text password_hash(struct arena *arena, struct text password, struct password_cost cost)
{
    char *stored = arena_allocate(arena, crypto_pwhash_STRBYTES, 1);
    // It fails only where there is no memory.
    if (sodium_init() < 0 ||
        crypto_pwhash_str_alg(stored, password.bytes ? password.bytes : "", password.length, cost.operations,
                              cost.memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
        memory_exhausted();
    return text_from(stored);
}

// The library wants it ended by NUL, within its own length.
static bool terminated(struct text stored, char room[static crypto_pwhash_STRBYTES])
{
    if (stored.length == 0 || stored.length >= crypto_pwhash_STRBYTES)
        return false;
    memcpy(room, stored.bytes, stored.length);
    room[stored.length] = 0;
    return true;
}

bool password_matches(struct text stored, struct text password)
{
    char room[crypto_pwhash_STRBYTES];
    return terminated(stored, room) && sodium_init() >= 0 &&
           crypto_pwhash_str_verify(room, password.bytes ? password.bytes : "", password.length) == 0;
}

bool password_is_outdated(struct text stored, struct password_cost cost)
{
    char room[crypto_pwhash_STRBYTES];
    return !terminated(stored, room) ||
           crypto_pwhash_str_needs_rehash(room, cost.operations, cost.memory) != 0;
}
