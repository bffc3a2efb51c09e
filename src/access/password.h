// SPDX-License-Identifier: GPL-3.0-or-later
// The password of an account in the store: a hash. Hashing happens before the act, since an act may be run again and must not
// keep others waiting.
#pragma once

#include "access/access.h"

// A new password, checked against the rules and the names, and hashed. False with a problem if it is refused, or if the server
// is too busy (*busy, a thing to try again).
bool password_prepare(struct access *access, struct arena *arena, struct text password,
                      const struct account *account, struct text office, bool *busy, struct text *stored,
                      struct problems *problems);
// Keeps it, and ends all sessions but one (empty: all).
bool password_put(struct write *write, struct text account, struct text stored, struct text session,
                  struct problems *problems);
// Empty, and no problem, if the account has none.
bool password_get(struct store *store, struct arena *arena, struct text account, struct text *stored,
                  struct problems *problems);
