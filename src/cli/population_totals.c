// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/population_totals.h"

#include "cli/record.h"
#include "review/evaluation.h"
#include "review/population_record.h"

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

static void add_sources(struct arena *arena, const struct population *population,
                        struct population_totals *totals)
{
    totals->sources = ARENA_ARRAY(arena, struct population_source, population->file_count);
    for (size_t i = 0; i < population->file_count; i++) {
        const struct population_file *file = &population->files[i];
        totals->sources[totals->source_count++] = (struct population_source){
            .name = file->source,
            .sha256 = file->has_hash ? hash_text(arena, file->hash) : (struct text){0},
            .bytes = (int64_t)file->bytes,
            .read = (int64_t)file->read,
            .rejected = (int64_t)file->rejected,
            .is_log = file->is_log,
        };
    }
}

static void add_counts(struct arena *arena, const struct population *population,
                       struct population_totals *totals)
{
    const struct instrument *instrument = population->instrument;
    totals->counts = ARENA_ARRAY(arena, struct population_count, population->slot_count);
    for (size_t c = 0; c < instrument->criterion_count; c++) {
        const struct criterion *criterion = &instrument->criteria[c];
        for (size_t o = 0; !criterion->judged && o < criterion->outcome_count; o++)
            totals->counts[totals->count_count++] = (struct population_count){
                .criterion = criterion->id,
                .criterion_hash = criterion->hash,
                .outcome = criterion->outcomes[o].id,
                .cases = (int64_t)population->counts[population->first_slots[c] + o],
            };
    }
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
    const struct instrument *instrument = population->instrument;
    struct population_totals totals = {
        .instrument_id = instrument->id,
        .instrument_version = instrument->version,
        .instrument_hash = instrument->hash,
        .cases = (int64_t)population->cases,
    };
    add_sources(invocation->arena, population, &totals);
    add_counts(invocation->arena, population, &totals);
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
