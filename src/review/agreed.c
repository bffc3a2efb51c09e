// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/agreed.h"

#include "base/text_map.h"

#include <stdlib.h>

// The assessments of one case: a run of the list, reviews before moderation.
struct group {
    const struct assessment *items;
    size_t count;
};

static bool counts(const struct assessment *assessment, enum assessment_kind kind)
{
    return assessment->kind == kind && assessment->state == ASSESSMENT_SUBMITTED;
}

static const struct answer *answer_to(const struct assessment *assessment, struct text criterion)
{
    for (size_t i = 0; i < assessment->answer_count; i++)
        if (text_equal(assessment->answers[i].criterion, criterion))
            return &assessment->answers[i];
    return NULL;
}

// A criterion that was left out counts as one that was not judged and not departed from.
static bool says_the_same(const struct answer *a, const struct answer *b)
{
    static const struct answer nothing;
    a = a ? a : &nothing;
    b = b ? b : &nothing;
    return text_equal(a->judged, b->judged) && a->departs == b->departs &&
           (!a->departs || a->departure == b->departure);
}

static struct localised reason_of(const struct assessment *assessment, const struct answer *answer)
{
    struct localised reason = {0};
    reason.in[assessment->language] = answer->reason;
    return reason;
}

static void agree(struct agreed *agreed, struct arena *arena, const struct assessment *assessment,
                  const struct answer *answer)
{
    *ARRAY_APPEND(arena, &agreed->answers) = (struct agreed_answer){
        .case_id = assessment->case_id,
        .reference = assessment->reference,
        .criterion = answer->criterion,
        .criterion_hash = answer->criterion_hash,
        .judged = answer->judged,
        .departs = answer->departs,
        .departure = answer->departure,
        .reason = reason_of(assessment, answer),
        .computed = answer->computed,
        .assessment = assessment->id,
        .moderated = assessment->kind == ASSESSMENT_MODERATION,
    };
}

static void disagree(struct agreed *agreed, struct arena *arena, const struct group *group,
                     struct text criterion)
{
    struct disagreement *disagreement = ARRAY_APPEND(arena, &agreed->disagreements);
    *disagreement = (struct disagreement){
        .case_id = group->items->case_id,
        .reference = group->items->reference,
        .criterion = criterion,
        .reviewers = ARENA_ARRAY(arena, struct text, group->count),
    };
    for (size_t i = 0; i < group->count; i++)
        if (counts(&group->items[i], ASSESSMENT_REVIEW))
            disagreement->reviewers[disagreement->reviewer_count++] = group->items[i].reviewer;
}

// The latest moderation that answers the criterion; NULL if none does.
static const struct assessment *moderation_of(const struct group *group, struct text criterion)
{
    const struct assessment *latest = NULL;
    for (size_t i = 0; i < group->count; i++) {
        const struct assessment *assessment = &group->items[i];
        if (counts(assessment, ASSESSMENT_MODERATION) && answer_to(assessment, criterion) &&
            (!latest || assessment->submitted_at > latest->submitted_at ||
             (assessment->submitted_at == latest->submitted_at &&
              text_compare(assessment->id, latest->id) > 0)))
            latest = assessment;
    }
    return latest;
}

static void settle(struct agreed *agreed, struct arena *arena, const struct group *group,
                   struct text criterion)
{
    const struct assessment *moderation = moderation_of(group, criterion);
    if (moderation) {
        agree(agreed, arena, moderation, answer_to(moderation, criterion));
        return;
    }
    const struct assessment *first = NULL; // submitted before the others, among those who answered
    const struct answer *said = NULL, *any = NULL;
    bool same = true, begun = false;
    for (size_t i = 0; i < group->count; i++) {
        const struct assessment *assessment = &group->items[i];
        const struct answer *answer = answer_to(assessment, criterion);
        if (!counts(assessment, ASSESSMENT_REVIEW))
            continue;
        same = same && (!begun || says_the_same(any, answer));
        any = begun ? any : answer;
        begun = true;
        if (answer && (!first || assessment->submitted_at < first->submitted_at)) {
            first = assessment;
            said = answer;
        }
    }
    if (!same)
        disagree(agreed, arena, group, criterion);
    else if (first)
        agree(agreed, arena, first, said);
}

static int by_bytes(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static void settle_case(struct agreed *agreed, struct arena *arena, const struct group *group)
{
    ARRAY_OF(struct text) criteria = {0};
    for (size_t i = 0; i < group->count; i++)
        for (size_t k = 0; k < group->items[i].answer_count; k++)
            if (group->items[i].state == ASSESSMENT_SUBMITTED)
                *ARRAY_APPEND(arena, &criteria) = group->items[i].answers[k].criterion;
    if (criteria.count)
        qsort(criteria.items, criteria.count, sizeof *criteria.items, by_bytes);
    for (size_t i = 0; i < criteria.count; i++)
        if (i == 0 || !text_equal(criteria.items[i - 1], criteria.items[i]))
            settle(agreed, arena, group, criteria.items[i]);
}

// An assessment answers a criterion once.
static struct text departure_name(struct arena *arena, struct text assessment, struct text criterion)
{
    return text_print(arena, "%.*s %.*s", TEXT_PRINT(assessment), TEXT_PRINT(criterion));
}

static bool add_translations(struct store *store, struct arena *arena, struct text review,
                             struct agreed *agreed, struct problems *problems)
{
    struct text_map departures;
    text_map_init(&departures, arena);
    for (size_t i = 0; i < agreed->answers.count; i++) {
        const struct agreed_answer *answer = &agreed->answers.items[i];
        if (answer->departs)
            text_map_put(&departures, departure_name(arena, answer->assessment, answer->criterion), i, NULL);
    }
    struct store_rows *rows = store_query(store, arena, "departure_translation_list",
                                          STORE_VALUES(store_text(review)));
    while (store_next(rows)) {
        enum language language;
        size_t index;
        struct text name = departure_name(arena, store_column_text(rows, 0), store_column_text(rows, 1));
        if (language_from_code(store_column_text(rows, 2), &language) &&
            text_map_find(&departures, name, &index))
            agreed->answers.items[index].reason.in[language] = store_column_text(rows, 3);
    }
    return store_finish(rows, problems);
}

// Ids of reviewed cases, in the order of the ids.
static bool read_reviewed(struct store *store, struct arena *arena, struct text review, struct text **ids,
                          size_t *count, struct problems *problems)
{
    ARRAY_OF(struct text) read = {0};
    struct store_rows *rows = store_query(store, arena, "reviewed_list", STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read) = store_column_text(rows, 0);
    *ids = read.items;
    *count = read.count;
    return store_finish(rows, problems);
}

bool agreed_read(struct store *store, struct arena *arena, struct text review, struct agreed *agreed,
                 struct problems *problems)
{
    struct assessment_list list;
    struct agreed read = {0};
    struct text *reviewed;
    size_t reviewed_count;
    if (!read_reviewed(store, arena, review, &reviewed, &reviewed_count, problems) ||
        !assessment_list(store, arena, review, &list, problems))
        return false;
    for (size_t i = 0, next; i < list.list.count; i = next) {
        const struct assessment *first = &list.list.items[i];
        for (next = i + 1; next < list.list.count; next++)
            if (!text_equal(list.list.items[next].case_id, first->case_id))
                break;
        struct group group = {first, next - i};
        if (reviewed_count && bsearch(&first->case_id, reviewed, reviewed_count, sizeof *reviewed, by_bytes))
            settle_case(&read, arena, &group);
    }
    if (!add_translations(store, arena, review, &read, problems))
        return false;
    *agreed = read;
    return true;
}
