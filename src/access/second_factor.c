// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/second_factor.h"

#include "access/totp.h"
#include "format/base32.h"
#include "review/audit.h"

struct second_factor_keys second_factor_keys(const struct secret_key *key)
{
    return (struct second_factor_keys){secret_key_for(key, "second factor"),
                                       secret_key_for(key, "recovery codes")};
}

struct factor {
    bool found, confirmed;
    struct text sealed;
    int64_t last_step;
};

static bool read(struct store *store, struct arena *arena, struct text account, struct factor *factor,
                 struct problems *problems)
{
    struct factor found = {0};
    struct store_rows *rows = store_query(store, arena, "second_factor_get",
                                          STORE_VALUES(store_text(account)));
    if (store_next(rows))
        found = (struct factor){true, store_column_integer(rows, 1) != 0, store_column_text(rows, 0),
                                store_column_integer(rows, 2)};
    if (!store_finish(rows, problems))
        return false;
    *factor = found;
    return true;
}

static bool open_secret(struct arena *arena, const struct second_factor_keys *keys, struct text account,
                        const struct factor *factor, struct text *secret, struct problems *problems)
{
    return secret_open(arena, &keys->seal, factor->sealed, account, secret) ||
           problem_report(
               problems, (struct place){0},
               MESSAGE("the key file does not open the second factor of this account"),
               MESSAGE("bring back the key file that belongs to this database, or reset the account"));
}

bool second_factor_state(struct store *store, struct arena *arena, struct text account,
                         enum second_factor_state *state, struct problems *problems)
{
    struct factor factor;
    if (!read(store, arena, account, &factor, problems))
        return false;
    *state = factor.confirmed ? SECOND_FACTOR_CONFIRMED
             : factor.found   ? SECOND_FACTOR_BEGUN
                              : SECOND_FACTOR_NONE;
    return true;
}

bool second_factor_begin(struct write *write, const struct second_factor_keys *keys, struct text account,
                         struct text *secret, struct problems *problems)
{
    char *bytes = arena_allocate(write->arena, TOTP_SECRET_BYTES, 1);
    struct text made = {bytes, TOTP_SECRET_BYTES};
    secret_random(bytes, TOTP_SECRET_BYTES);
    struct audited audited = {"second_factor.begin", "account", account, {0}};
    if (!write_row(write, audited, "second_factor_begin",
                   STORE_VALUES(store_text(account),
                                store_blob(secret_seal(write->arena, &keys->seal, made, account)),
                                store_integer(write->act->at)),
                   MESSAGE("this account has a second factor already"), problems))
        return false;
    *secret = made;
    return true;
}

bool second_factor_begun(struct store *store, struct arena *arena, const struct second_factor_keys *keys,
                         struct text account, struct text *secret, struct problems *problems)
{
    struct factor factor;
    struct text opened = {0};
    if (!read(store, arena, account, &factor, problems) ||
        (factor.found && !factor.confirmed && !open_secret(arena, keys, account, &factor, &opened, problems)))
        return false;
    *secret = opened;
    return true;
}

// Small letters without blanks and hyphens. False if it cannot be a recovery code.
static bool recovery_normal(struct text code, char normal[static RECOVERY_CODE_CHARACTERS])
{
    size_t count = 0;
    for (size_t i = 0; i < code.length; i++) {
        char byte = code.bytes[i];
        if (byte == '-' || byte == ' ')
            continue;
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte - 'A' + 'a');
        if (!((byte >= 'a' && byte <= 'z') || (byte >= '2' && byte <= '7')) ||
            count == RECOVERY_CODE_CHARACTERS)
            return false;
        normal[count++] = byte;
    }
    return count == RECOVERY_CODE_CHARACTERS;
}

// Signed together with the account: the same code of two accounts would not be the same.
static struct text recovery_hash(struct arena *arena, const struct second_factor_keys *keys,
                                 struct text account, const char normal[static RECOVERY_CODE_CHARACTERS])
{
    struct text signed_text = text_print(arena, "%.*s %.*s", TEXT_PRINT(account), RECOVERY_CODE_CHARACTERS,
                                         normal);
    return hash_text(arena, secret_sign(&keys->recovery, signed_text));
}

static struct text recovery_code_new(struct arena *arena)
{
    char bytes[RECOVERY_CODE_CHARACTERS * 5 / 8], normal[RECOVERY_CODE_CHARACTERS];
    secret_random(bytes, sizeof bytes);
    struct text code = {0}, digits = base32_text(arena, (struct text){bytes, sizeof bytes});
    recovery_normal(digits, normal);
    for (size_t i = 0; i < RECOVERY_CODE_CHARACTERS; i += 4)
        code = text_print(arena, "%.*s%s%.4s", TEXT_PRINT(code), i ? "-" : "", normal + i);
    return code;
}

static bool put_codes(struct write *write, const struct second_factor_keys *keys, struct text account,
                      struct recovery_codes *codes, struct problems *problems)
{
    struct recovery_codes made;
    char normal[RECOVERY_CODE_CHARACTERS];
    if (!write_part(write, "recovery_code_delete_all", STORE_VALUES(store_text(account)), NULL, problems))
        return false;
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        made.codes[i] = recovery_code_new(write->arena);
        recovery_normal(made.codes[i], normal);
        if (!write_part(write, "recovery_code_insert",
                        STORE_VALUES(store_text(account),
                                     store_text(recovery_hash(write->arena, keys, account, normal))),
                        NULL, problems))
            return false;
    }
    *codes = made;
    return true;
}

bool second_factor_confirm(struct write *write, const struct second_factor_keys *keys, struct text account,
                           struct text code, bool *accepted, struct recovery_codes *codes,
                           struct problems *problems)
{
    struct factor factor;
    struct text secret;
    int64_t step = 0;
    if (!read(write->store, write->arena, account, &factor, problems))
        return false;
    if (!factor.found || factor.confirmed)
        return problem_report(problems, (struct place){0},
                              MESSAGE("no second factor waits for being confirmed"), NO_MESSAGE);
    if (!open_secret(write->arena, keys, account, &factor, &secret, problems))
        return false;
    *accepted = totp_matches(secret, code, write->act->at, factor.last_step, &step);
    if (!*accepted)
        return true;
    struct audited audited = {"second_factor.confirm", "account", account, {0}};
    return write_row(write, audited, "second_factor_confirm",
                     STORE_VALUES(store_text(account), store_integer(step)), message_changed_meanwhile(),
                     problems) &&
           put_codes(write, keys, account, codes, problems);
}

bool second_factor_renew_codes(struct write *write, const struct second_factor_keys *keys,
                               struct text account, struct recovery_codes *codes, struct problems *problems)
{
    struct audited audited = {"second_factor.codes", "account", account, {0}};
    return write_row(write, audited, "second_factor_touch", STORE_VALUES(store_text(account)),
                     MESSAGE("this account has no second factor"), problems) &&
           put_codes(write, keys, account, codes, problems);
}

bool second_factor_codes_left(struct store *store, struct arena *arena, struct text account, int64_t *left,
                              struct problems *problems)
{
    int64_t counted = 0;
    struct store_rows *rows = store_query(store, arena, "recovery_code_left",
                                          STORE_VALUES(store_text(account)));
    if (store_next(rows))
        counted = store_column_integer(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    *left = counted;
    return true;
}

// A code that is there and was not used yet.
static bool take_recovery(struct write *write, struct text account, struct text hash, bool *accepted,
                          struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "recovery_code_find",
                                          STORE_VALUES(store_text(account), store_text(hash)));
    bool found = store_next(rows);
    if (!store_finish(rows, problems))
        return false;
    struct audited audited = {"second_factor.recover", "account", account, {0}};
    if (found &&
        !write_row(write, audited, "recovery_code_use",
                   STORE_VALUES(store_text(account), store_text(hash), store_integer(write->act->at)),
                   message_changed_meanwhile(), problems))
        return false;
    *accepted = found;
    return true;
}

static bool take_step(struct write *write, struct text account, int64_t step, struct problems *problems)
{
    struct audited audited = {"second_factor.take", "account", account, {0}};
    return write_row(write, audited, "second_factor_step",
                     STORE_VALUES(store_text(account), store_integer(step)), message_changed_meanwhile(),
                     problems);
}

bool second_factor_take(struct write *write, const struct second_factor_keys *keys, struct text account,
                        struct text code, bool *accepted, struct problems *problems)
{
    struct factor factor;
    struct text secret;
    char normal[RECOVERY_CODE_CHARACTERS];
    int64_t step = 0;
    if (!read(write->store, write->arena, account, &factor, problems))
        return false;
    *accepted = false;
    if (!factor.confirmed || code.length > LIMIT_CODE_BYTES)
        return true;
    if (recovery_normal(code, normal))
        return take_recovery(write, account, recovery_hash(write->arena, keys, account, normal), accepted,
                             problems);
    if (!open_secret(write->arena, keys, account, &factor, &secret, problems))
        return false;
    if (!totp_matches(secret, code, write->act->at, factor.last_step, &step))
        return true;
    *accepted = take_step(write, account, step, problems);
    return *accepted;
}

bool second_factor_remove(struct write *write, struct text account, struct problems *problems)
{
    struct audited audited = {"second_factor.remove", "account", account, {0}};
    return write_row(write, audited, "second_factor_delete", STORE_VALUES(store_text(account)),
                     MESSAGE("this account has no second factor"), problems) &&
           write_part(write, "recovery_code_delete_all", STORE_VALUES(store_text(account)), NULL, problems);
}
