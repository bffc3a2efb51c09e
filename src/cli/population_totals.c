// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/population_totals.h"

#include "cli/record.h"
#include "review/evaluation.h"
#include "review/population_totals.h"

bool population_review(struct invocation *invocation, const struct instrument **instrument)
{
    struct review review;
    struct text id = given_text(invocation, "review");
    struct problems *problems = &invocation->problems;
    if (!review_get(invocation->store, invocation->arena, id, &review, problems))
        return false;
    if (review.status == REVIEW_PUBLISHED)
        return review_refuse_published(id, problems);
    return review_instrument(invocation->arena, &review, instrument, problems);
}

// News to standard error: the output is for tables alone.
static void tell(const struct invocation *invocation, struct message message)
{
    struct text text = message_text(invocation->arena, invocation->language, &message);
    if (!invocation->quiet)
        fprintf(stderr, "%.*s\n", TEXT_PRINT(text_visible(invocation->arena, text)));
}

bool population_keep_totals(struct invocation *invocation, const struct population *population)
{
    struct population_totals totals = population_totals_of(invocation->arena, population);
    struct text review = given_text(invocation, "review");
    struct act act = record_act(invocation);
    struct act_answer answer;
    if (!population_record_save(invocation->store, invocation->arena, &act, review, &totals, &answer,
                                &invocation->problems))
        return false;
    if (answer.repeated)
        tell(invocation, MESSAGE("The operation {operation} had been done before; nothing was changed.",
                                 VALUE("operation", act.operation)));
    else
        tell(invocation, MESSAGE("The totals were kept with the review {review}: cases counted {cases}.",
                                 NUMBER("cases", totals.cases), VALUE("review", review)));
    return true;
}
