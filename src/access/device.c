// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/device.h"

#include "base/limits.h"

static struct hash signature(struct arena *arena, const struct secret_key *key, struct text said,
                             struct text account)
{
    return secret_sign(key, text_print(arena, "%.*s %.*s", TEXT_PRINT(said), TEXT_PRINT(account)));
}

struct text device_cookie_new(struct arena *arena, const struct secret_key *key, struct text account,
                              int64_t at)
{
    struct hash device;
    secret_random(device.bytes, sizeof device.bytes);
    struct text said = text_print(arena, "%.32s.%lld", hash_text(arena, device).bytes, (long long)at);
    return text_print(arena, "%.*s.%.*s", TEXT_PRINT(said),
                      TEXT_PRINT(hash_text(arena, signature(arena, key, said, account))));
}

bool device_cookie_is_good(const struct secret_key *key, struct text cookie, struct text account, int64_t at,
                           struct text *device)
{
    struct text rest = cookie, name, time, digits;
    struct hash given;
    int64_t made;
    if (cookie.length > LIMIT_DEVICE_COOKIE_BYTES || !text_split(&rest, '.', &name) ||
        !text_split(&rest, '.', &time) || !text_split(&rest, '.', &digits) || rest.length ||
        !text_to_int64(time, &made) || !hash_from_text(digits, &given))
        return false;
    struct arena *arena = arena_new();
    struct text said = text_slice(cookie, 0, name.length + 1 + time.length);
    bool ours = secret_same_hash(given, signature(arena, key, said, account));
    arena_free(arena);
    // What we signed we wrote: `made` is a time. One to come was made before the clock was set back.
    if (!ours || at - made > (int64_t)DEVICE_DAYS * 24 * 3600 * 1000000)
        return false;
    *device = name;
    return true;
}
