// SPDX-License-Identifier: GPL-3.0-or-later
// The second factor of an account: an authenticator app, and recovery codes for when the telephone is lost. The secret is sealed
// with a key that is kept outside the database; of the recovery codes only signatures are kept.
#pragma once

#include "access/account.h"
#include "format/secret.h"

enum { RECOVERY_CODES = 10, RECOVERY_CODE_CHARACTERS = 24 }; // 120 bits each

// Keys derived from the key file (secret_key_for).
struct second_factor_keys {
    struct secret_key seal, recovery;
};
struct second_factor_keys second_factor_keys(const struct secret_key *key);

enum second_factor_state { SECOND_FACTOR_NONE, SECOND_FACTOR_BEGUN, SECOND_FACTOR_CONFIRMED };
bool second_factor_state(struct store *store, struct arena *arena, struct text account,
                         enum second_factor_state *state, struct problems *problems);

// Begins with a new secret, as long as none is confirmed. *secret is what to show: totp_address, base32_text.
bool second_factor_begin(struct write *write, const struct second_factor_keys *keys, struct text account,
                         struct text *secret, struct problems *problems);
// The secret that was begun and is not confirmed yet, to be shown again. Empty: none.
bool second_factor_begun(struct store *store, struct arena *arena, const struct second_factor_keys *keys,
                         struct text account, struct text *secret, struct problems *problems);
struct recovery_codes {
    struct text codes[RECOVERY_CODES]; // "abcd-efgh-…": shown once
};
// The person's first code proves that the app has the secret. *accepted false, and no problem: the code was wrong.
bool second_factor_confirm(struct write *write, const struct second_factor_keys *keys, struct text account,
                           struct text code, bool *accepted, struct recovery_codes *codes,
                           struct problems *problems);
// New recovery codes; the old ones are worth nothing.
bool second_factor_renew_codes(struct write *write, const struct second_factor_keys *keys,
                               struct text account, struct recovery_codes *codes, struct problems *problems);
bool second_factor_codes_left(struct store *store, struct arena *arena, struct text account, int64_t *left,
                              struct problems *problems);
// A code of the app or a recovery code, each of which is taken once. *accepted false, and no problem: it was wrong, or
// taken before.
bool second_factor_take(struct write *write, const struct second_factor_keys *keys, struct text account,
                        struct text code, bool *accepted, struct problems *problems);
// Takes the factor and its codes away.
bool second_factor_remove(struct write *write, struct text account, struct problems *problems);
