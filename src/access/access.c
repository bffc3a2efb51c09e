// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/access.h"

#include "base/memory.h"
#include "review/audit_chain.h"

struct access *access_new(const struct access_settings *settings, const struct secret_key *key)
{
    struct access *access = memory_allocate_zeroed(1, sizeof *access);
    *access = (struct access){
        .settings = *settings,
        .second_factor = second_factor_keys(key),
        .device = secret_key_for(key, "device cookies"),
        .audit = audit_chain_key(key),
        .hasher = hasher_new(settings->hasher),
        .throttle = throttle_new(settings->throttle),
        .rules = password_rules_new(),
    };
    return access;
}

void access_free(struct access *access)
{
    if (!access)
        return;
    hasher_free(access->hasher);
    throttle_free(access->throttle);
    password_rules_free(access->rules);
    secret_forget(access, sizeof *access);
    memory_free(access);
}
