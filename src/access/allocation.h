// SPDX-License-Identifier: GPL-3.0-or-later
// Who works on what. Cases are given to reviewers by a rule that anyone can check again: in the order of the draw (those that were not
// drawn behind, by reference) each case goes to the reviewer who has the fewest cases of the review so far, of equals to the first by
// sign-in name; whoever has a conflict of interest with it, or has it already, is passed over. A whole review is given to its
// moderators, panel chairs and force liaison officers. From this comes what a permission calls “assigned”. Functions that write are
// called inside act_do.
#pragma once

#include "access/conflict.h"
#include "access/permission.h"

struct allocation_order {
    struct text review;
    int64_t each;                    // reviewers a case: 1 to LIMIT_REVIEWERS_EACH
    const struct account *reviewers; // any order
    size_t count;
};
// Gives every waiting case of the review as many reviewers as `each` says, those counted that it has already. *made is how many were
// given now. Problems, each case named: not enough of the reviewers are free of a conflict; then nothing is given. Or every case has its
// reviewers already.
bool allocation_make(struct write *write, const struct allocation_order *order, int64_t *made,
                     struct problems *problems);
// Takes a case from a person again; the person does not see it any more.
bool allocation_withdraw(struct write *write, struct text review, struct text case_id,
                         const struct account *account, struct problems *problems);
// The whole review, to a moderator, a chair or a liaison officer; and back.
bool review_give(struct write *write, struct text review, const struct account *account,
                 struct problems *problems);
bool review_take(struct write *write, struct text review, const struct account *account,
                 struct problems *problems);

// Active accounts with the role of a reviewer, by sign-in name.
bool allocation_reviewers(struct store *store, struct arena *arena, struct account_list *reviewers,
                          struct problems *problems);

struct allocation {
    struct text review, case_id, reference, state; // the state as in the ledger
    struct text account, sign_in_name, display_name;
    bool counts; // the person is active and has no conflict of interest with the case
};
struct allocation_list {
    ARRAY_OF(struct allocation) list;
};
// Of a review, by case and by person.
bool allocation_list(struct store *store, struct arena *arena, struct text review,
                     struct allocation_list *list, struct problems *problems);

struct review_person {
    struct text account, sign_in_name, display_name;
};
struct review_person_list {
    ARRAY_OF(struct review_person) list;
};
bool review_person_list(struct store *store, struct arena *arena, struct text review,
                        struct review_person_list *list, struct problems *problems);

// The cases that a person was given and may see, of all reviews.
struct own_case {
    struct text review, case_id, reference, state;
    struct localised title; // of the review
};
struct own_cases {
    ARRAY_OF(struct own_case) list;
};
bool own_cases(struct store *store, struct arena *arena, struct text account, struct own_cases *cases,
               struct problems *problems);
// Of one review; the whole of it to whom it was given.
bool case_list_allocated_to(struct store *store, struct arena *arena, struct text review, struct text account,
                            struct open_cases *cases, struct problems *problems);

// What access_allows is to know of a person and a review, or a case of it.
bool review_facts(struct store *store, struct arena *arena, struct text account, struct text review,
                  struct access_facts *facts, struct problems *problems);
bool case_facts(struct store *store, struct arena *arena, struct text account, struct text review,
                struct text case_id, struct access_facts *facts, struct problems *problems);
