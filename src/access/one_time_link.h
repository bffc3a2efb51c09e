// SPDX-License-Identifier: GPL-3.0-or-later
// Links that an administrator makes and hands over, by which a person chooses a password: an invitation, or a reset. Good once, and
// for a while; shown when made and never again, since the store has only a hash of the token. Whoever uses one signs in
// afterwards, with the second factor if there is one.
#pragma once

#include "access/password.h"

enum link_kind { LINK_INVITATION, LINK_RESET };
// Of the page that takes the token, which stands behind it: what is behind "#" no browser sends, so that it is in no address that a
// server, a proxy or a browser's history keeps.
#define LINK_PATH "/link#"

// Earlier links of the account end. The account must be invited for an invitation, active for a reset. *token is not in the
// act's result: a retry does not show it, and makes no other.
bool link_make(struct write *write, const struct access_settings *settings, const struct account *account,
               enum link_kind kind, bool removes_second_factor, struct text *token,
               struct problems *problems);

struct one_time_link {
    struct text id;
    enum link_kind kind;
    bool removes_second_factor;
    int64_t expires_at;
    struct account account;
};
// *found false, and no problem, if it is no link, or was used, replaced or has expired, or its account was suspended.
bool link_find(struct store *store, struct arena *arena, const struct access_settings *settings,
               struct text token, int64_t at, bool *found, struct one_time_link *link,
               struct problems *problems);
// Uses it: the account is active with this password (password_prepare), all its sessions end.
bool link_use(struct write *write, const struct one_time_link *link, struct text stored,
              struct problems *problems);
