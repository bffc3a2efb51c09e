// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/extract_removal.h"

#include "report/kept_review.h"

struct removing {
    const struct removal_order *order;
    const struct kept_reviews *kept;
};

static bool remove_extract(struct write *write, void *argument, struct problems *problems)
{
    const struct removing *removing = argument;
    return removal_perform(write, removing->order, problems) &&
           kept_reviews_write(write, removing->kept, problems);
}

bool extract_remove(struct store *store, struct arena *arena, const struct act *act, const struct act *again,
                    struct removal_order *order, bool *wiped, struct act_answer *answer,
                    struct problems *left, struct problems *problems)
{
    struct removal_reviews reviews;
    struct kept_reviews kept = {0};
    struct removing removing = {order, &kept};
    if (!removal_reviews_of(store, arena, order->extract, &reviews, problems))
        return false;
    order->seen = &reviews;
    if (!removal_check(store, arena, order, problems) ||
        !kept_reviews_make(store, arena, &reviews, &kept, problems) ||
        !act_do(store, arena, act, remove_extract, &removing, answer, problems))
        return false;
    *wiped = removal_wipe(store, arena, again, left);
    return true;
}
