// SPDX-License-Identifier: GPL-3.0-or-later
// People who use the program through the server. An account is never deleted and its sign-in name never changes, since the
// audit speaks of people by that name. A new one is invited; it is active once its person has chosen a password.
#pragma once

#include "access/role.h"
#include "review/act.h"

enum account_status {
    ACCOUNT_INVITED,
    ACCOUNT_ACTIVE,
    ACCOUNT_SUSPENDED, // may be let in again
    ACCOUNT_CLOSED,    // stays so
    ACCOUNT_STATUS_COUNT
};
const char *account_status_id(enum account_status status);
const char *account_status_words(enum account_status status);

struct account {
    struct text id, sign_in_name, display_name;
    enum language language;
    enum account_status status;
    unsigned roles; // of ROLE_BIT
    int64_t version;
};
struct account_list {
    ARRAY_OF(struct account) list;
};
static inline bool account_has(const struct account *account, enum role role)
{
    return account->roles & ROLE_BIT(role);
}

// The act of a person who is signed in. `operation` comes with the form, so that sending it again changes nothing.
struct act account_act(const struct account *account, struct text operation, struct text request, int64_t at);

// As sign-in names are compared: without case, accents, or blanks at the ends.
struct text account_fold(struct arena *arena, struct text sign_in_name);

// Uses sign_in_name, display_name, language and roles. *id (NULL is allowed) is also the act's result.
bool account_add(struct write *write, const struct account *account, struct text *id,
                 struct problems *problems);
// The name and the language, if the version is still the same.
bool account_change(struct write *write, const struct account *account, struct problems *problems);
// Ends all sessions of the person. The last active administrator stays one.
bool account_set_roles(struct write *write, const struct account *account, unsigned roles,
                       struct problems *problems);
// Suspends, closes, or lets in again (ACCOUNT_ACTIVE: invited, if there is no password yet). Ends sessions and links.
bool account_set_status(struct write *write, const struct account *account, enum account_status status,
                        struct text reason, struct problems *problems);

// A problem if there is none.
bool account_get(struct store *store, struct arena *arena, struct text id, struct account *account,
                 struct problems *problems);
bool account_by_name(struct store *store, struct arena *arena, struct text sign_in_name,
                     struct account *account, struct problems *problems);
// *found false, and no problem, if there is none.
bool account_find(struct store *store, struct arena *arena, struct text sign_in_name, bool *found,
                  struct account *account, struct problems *problems);
bool account_list(struct store *store, struct arena *arena, struct account_list *list,
                  struct problems *problems);
bool account_count(struct store *store, struct arena *arena, int64_t *count, struct problems *problems);
