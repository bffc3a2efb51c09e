// SPDX-License-Identifier: GPL-3.0-or-later
// What a server has once for all its threads: the settings, the keys, the turns of the hasher, the counts of the throttle, the rules
// of passwords. Nothing here is global.
#pragma once

#include "access/password_rules.h"
#include "access/second_factor.h"
#include "access/settings.h"

struct access {
    struct access_settings settings;
    struct second_factor_keys second_factor;
    struct secret_key device;
    struct secret_key audit; // signs the audit log: for acts
    struct hasher *hasher;
    struct throttle *throttle;
    struct password_rules *rules;
};
// `key` is that of the key file (format/secret_file.h).
struct access *access_new(const struct access_settings *settings, const struct secret_key *key);
void access_free(struct access *access); // NULL is allowed
