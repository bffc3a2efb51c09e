// SPDX-License-Identifier: GPL-3.0-or-later
// What is random, signed, compared without telling, and kept so that only the holder of a key can read it. By libsodium.
#pragma once

#include "format/hash.h"

enum {
    SECRET_KEY_BYTES = 32,
    SECRET_SEALED_MORE = 40
}; // sealing adds so many bytes: its nonce and its proof

struct secret_key {
    unsigned char bytes[SECRET_KEY_BYTES];
};

void secret_random(void *bytes, size_t count);
struct secret_key secret_key_new(void);
// A key for one purpose ("totp", "audit chain"), from the one key that is kept: whoever learns one of them knows no other.
struct secret_key secret_key_for(const struct secret_key *key, const char *purpose);
struct hash secret_sign(const struct secret_key *key, struct text text); // HMAC-SHA-256

// In a time that depends on the lengths only.
bool secret_same(struct text a, struct text b);
bool secret_same_hash(struct hash a, struct hash b);
void secret_forget(void *bytes, size_t count); // overwrites them, which the compiler does not leave out

// Encrypted and signed (XChaCha20-Poly1305). The context, such as the id of the row in which it is kept, is signed too:
// what was sealed for one row does not open in another.
struct text secret_seal(struct arena *arena, const struct secret_key *key, struct text plain,
                        struct text context);
// False, *plain untouched, if it was not sealed by this key for this context, or was changed.
bool secret_open(struct arena *arena, const struct secret_key *key, struct text sealed, struct text context,
                 struct text *plain);
