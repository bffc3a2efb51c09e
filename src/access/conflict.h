// SPDX-License-Identifier: GPL-3.0-or-later
// Conflicts of interest. Declared by a person about a case, or by a manager about a person, one closes the case to that person
// at once and in every channel: pages, lists, exports, figures of single cases. Only a manager opens it again, and not for
// himself or herself. The command line has an administrator's powers and no account: nothing is closed to it.
#pragma once

#include "access/account.h"

struct conflict {
    struct text id, account, sign_in_name, case_id, reason, declared_by;
    int64_t declared_at;
    struct text withdrawn_by, withdrawn_reason; // empty: it stands
    int64_t withdrawn_at;
};
struct conflict_list {
    ARRAY_OF(struct conflict) list;
};

// *id (NULL is allowed) is also the act's result.
bool conflict_declare(struct write *write, struct text account, struct text case_id, struct text reason,
                      struct text *id, struct problems *problems);
// `by` is the manager, who is refused if it is his or her own; NULL: the command line.
bool conflict_withdraw(struct write *write, struct text id, const struct account *by, struct text reason,
                       struct problems *problems);
bool conflict_list(struct store *store, struct arena *arena, struct conflict_list *list,
                   struct problems *problems);

// The one question to be asked before anything of a case is shown to an account. On failure the case is not to be shown.
bool case_is_open_to(struct store *store, struct arena *arena, struct text account, struct text case_id,
                     bool *open, struct problems *problems);
// The ids of the cases that are closed to the account, in order: for lists that come from elsewhere.
struct case_ids {
    ARRAY_OF(struct text) list;
};
bool case_list_closed_to(struct store *store, struct arena *arena, struct text account, struct case_ids *ids,
                         struct problems *problems);
bool case_ids_have(const struct case_ids *ids, struct text case_id);

// Whether none of a review's cases is closed to the account.
bool review_is_open_to(struct store *store, struct arena *arena, struct text account, struct text review,
                       bool *open, struct problems *problems);

// The cases of a review without those that are closed to the account.
struct open_case {
    struct text id, reference, state; // the state as in the ledger: "waiting"
};
struct open_cases {
    ARRAY_OF(struct open_case) list;
};
bool case_list_open_to(struct store *store, struct arena *arena, struct text review, struct text account,
                       struct open_cases *cases, struct problems *problems);
