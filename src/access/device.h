// SPDX-License-Identifier: GPL-3.0-or-later
// A cookie by which a device is known on which a person has signed in before: it opens nothing, but strangers who guess at the
// account do not keep this device waiting (throttle.h). Signed, for one account.
#pragma once

#include "format/secret.h"

enum { DEVICE_DAYS = 400 }; // as long as browsers keep a cookie

// "DEVICE.TIME.SIGNATURE", in letters, digits and full stops.
struct text device_cookie_new(struct arena *arena, const struct secret_key *key, struct text account,
                              int64_t at);
// Whether it is ours, of this account, and not too old. *device is what throttle.h counts for.
bool device_cookie_is_good(const struct secret_key *key, struct text cookie, struct text account, int64_t at,
                           struct text *device);
