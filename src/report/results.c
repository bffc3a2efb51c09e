// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/results.h"

#include "format/hash.h"
#include "report/kept_review.h"
#include "review/audit_chain.h"
#include "review/evaluation.h"

bool results_find_case(const struct results *results, struct text case_id, size_t *index)
{
    return text_map_find(&results->by_id, case_id, index);
}

// The reviewed cases with what was computed for them.
static bool read_cases(struct store *store, struct arena *arena, struct results *results,
                       struct problems *problems)
{
    struct evaluation evaluation;
    if (!evaluation_read(store, arena, results->review.id, results->instrument, &results->ledger,
                         1u << LEDGER_REVIEWED, &evaluation, problems))
        return false;
    results->rows = evaluation.rows;
    results->case_count = evaluation.count;
    results->cases = ARENA_ARRAY(arena, struct reviewed_case, evaluation.count);
    text_map_init(&results->by_id, arena);
    size_t criteria = results->instrument->criterion_count;
    for (size_t i = 0; i < evaluation.count; i++) {
        const struct evaluated_case *evaluated = &evaluation.cases[i];
        struct case_answer *answers = ARENA_ARRAY(arena, struct case_answer, criteria);
        for (size_t c = 0; c < criteria; c++)
            answers[c] = (struct case_answer){.outcome = evaluated->outcomes[c].outcome,
                                              .reason = evaluated->outcomes[c].reason,
                                              .detail = evaluated->outcomes[c].detail};
        results->cases[i] = (struct reviewed_case){.entry = evaluated->entry, .answers = answers};
        text_map_put(&results->by_id, evaluated->entry->record.id, i, NULL);
    }
    return true;
}

static void find_groups(struct results *results)
{
    const struct instrument *instrument = results->instrument;
    for (size_t i = 0; i < results->case_count; i++) {
        struct reviewed_case *reviewed = &results->cases[i];
        reviewed->group = GROUP_UNKNOWN;
        if (!instrument->has_group)
            continue;
        const struct column *column = &results->rows.cases.columns[instrument->group];
        if (bit_get(column->known, i))
            reviewed->group = column->codes[i];
    }
}

// What the reviewers agreed, put beside or in place of what was computed.
static void take_judgements(struct results *results)
{
    const struct instrument *instrument = results->instrument;
    for (size_t i = 0; i < results->case_count; i++)
        for (size_t c = 0; c < instrument->criterion_count; c++)
            if (results->cases[i].answers[c].outcome == OUTCOME_TO_JUDGE)
                results->cases[i].answers[c].outcome = OUTCOME_NONE;
    for (size_t i = 0; i < results->agreed.answers.count; i++) {
        const struct agreed_answer *agreed = &results->agreed.answers.items[i];
        size_t row, criterion, outcome;
        if (!results_find_case(results, agreed->case_id, &row) ||
            !instrument_find_criterion(instrument, agreed->criterion, &criterion))
            continue;
        struct case_answer *answer = &results->cases[row].answers[criterion];
        if (answer->reason == REASON_TO_JUDGE &&
            criterion_find_outcome(&instrument->criteria[criterion], agreed->judged, &outcome))
            answer->outcome = (uint8_t)outcome;
        answer->moderated = agreed->moderated;
        answer->departs = agreed->departs;
        answer->judged_standing = agreed->departure;
        answer->departure_reason = agreed->reason;
    }
}

static void mark_disputes(struct results *results)
{
    for (size_t i = 0; i < results->agreed.disagreements.count; i++) {
        const struct disagreement *differs = &results->agreed.disagreements.items[i];
        size_t row, criterion;
        if (results_find_case(results, differs->case_id, &row) &&
            instrument_find_criterion(results->instrument, differs->criterion, &criterion))
            results->cases[row].answers[criterion].disputed = true;
    }
}

// The cases may have been drawn for an earlier review and carried over to this one.
static bool read_draw(struct store *store, struct arena *arena, struct results *results,
                      struct problems *problems)
{
    const struct review *review = &results->review;
    struct draw draw;
    if (!draw_get(store, arena, review->id, &draw, problems))
        return false;
    results->receipt = draw.receipt;
    if (draw.exists)
        results->commitment = hash_text(arena, hash_of(commitment_text(arena, &draw.receipt.commitment)));
    return results->commitment.length || review->origin.review.length == 0 ||
           draw_commitment(store, arena, review->origin.review, &results->commitment, problems);
}

static bool read_audit_log(struct store *store, struct arena *arena, struct results *results,
                           struct problems *problems)
{
    struct audited deed = {.action = "review.publish", .object_kind = "review", .object = results->review.id};
    struct audit_head head;
    bool found;
    if (!audit_head_of(store, arena, deed, &found, &head, problems))
        return false;
    if (found && results->review.status == REVIEW_PUBLISHED)
        results->audit_log = audit_head_text(arena, head);
    return true;
}

// As they stood when the review was published: what is published does not change.
static bool read_recommendations(struct store *store, struct arena *arena, struct results *results,
                                 struct problems *problems)
{
    int64_t published;
    return review_published_at(store, arena, results->review.id, &published, problems) &&
           recommendation_list(store, arena, results->review.id, published, &results->recommendations,
                               problems);
}

static bool read_removal(struct store *store, struct arena *arena, struct results *results,
                         struct problems *problems)
{
    results->kept = ARENA_NEW(arena, struct kept_review);
    return removal_of_review(store, arena, results->review.id, &results->removed_at,
                             &results->removed_extract, problems) &&
           (!results->removed_at ||
            kept_review_read(store, arena, results->review.id, results->kept, problems));
}

// What the force sent of people, whom no public text may name.
static bool read_people(struct store *store, struct arena *arena, struct results *results,
                        struct problems *problems)
{
    const struct instrument *instrument = results->instrument;
    bool in_log = false;
    for (size_t i = 0; instrument->has_log && i < instrument->log.count; i++)
        in_log |= instrument->log.fields[i].personal && i != instrument->log_reference;
    return case_list_beside(store, arena, results->review.id, &results->beside, problems) &&
           (!in_log || log_list_known(store, arena, results->review.id, &results->log, problems));
}

struct reading {
    struct arena *arena;
    struct text review;
    struct results results;
};

static bool read_record(struct store *store, void *argument, struct problems *problems)
{
    struct reading *reading = argument;
    struct arena *arena = reading->arena;
    struct text review = reading->review;
    struct results *read = &reading->results;
    *read = (struct results){0};
    return review_get(store, arena, review, &read->review, problems) &&
           review_instrument(arena, &read->review, &read->instrument, problems) &&
           ledger_read(store, arena, review, &read->ledger, problems) &&
           ledger_count(store, review, &read->ledger_counts, problems) &&
           read_cases(store, arena, read, problems) && read_people(store, arena, read, problems) &&
           draw_sample(store, arena, review, &read->sample, problems) &&
           assessment_list(store, arena, review, &read->assessments, problems) &&
           agreed_read(store, arena, review, &read->agreed, problems) &&
           finding_list(store, arena, review, &read->findings, problems) &&
           outcome_comment_list(store, arena, review, &read->comments, problems) &&
           section_list(store, arena, review, &read->sections, problems) &&
           approval_read(store, arena, review, LANGUAGE_WELSH, &read->welsh, problems) &&
           read_recommendations(store, arena, read, problems) && read_draw(store, arena, read, problems) &&
           read_audit_log(store, arena, read, problems) &&
           disclosure_get(store, arena, review, &read->disclosure, problems) &&
           office_get(store, arena, review, &read->has_office, &read->office, problems) &&
           population_record_read(store, arena, review, &read->has_population, &read->population, problems) &&
           read_removal(store, arena, read, problems);
}

bool results_read(struct store *store, struct arena *arena, struct text review, struct results *results,
                  struct problems *problems)
{
    struct reading reading = {.arena = arena, .review = review};
    if (!store_transaction(store, STORE_READING, read_record, &reading, problems))
        return false;
    find_groups(&reading.results);
    take_judgements(&reading.results);
    mark_disputes(&reading.results);
    *results = reading.results;
    return true;
}

bool results_check_present(const struct results *results, struct problems *problems)
{
    if (!results->removed_at)
        return true;
    return problem_report(
        problems, (struct place){.source = results->review.id},
        MESSAGE("the cases of this review were removed, with the extract {extract}: nothing can be computed "
                "from them any more",
                VALUE("extract", results->removed_extract)),
        MESSAGE("craffu retention files writes what was published of it, and craffu retention certificate "
                "says what was removed"));
}

int64_t results_reviewed(const struct results *results)
{
    return results->removed_at ? results->kept->cases : (int64_t)results->case_count;
}

// ---- Counting ----------------------------------------------------------------------------------------------

int64_t results_count(const struct results *results, size_t criterion, size_t outcome)
{
    int64_t count = 0;
    for (size_t i = 0; i < results->case_count; i++)
        count += results->cases[i].answers[criterion].outcome == outcome;
    return count;
}

int64_t results_count_group(const struct results *results, size_t value)
{
    int64_t count = 0;
    for (size_t i = 0; i < results->case_count; i++)
        count += results->cases[i].group == value;
    return count;
}

bool results_in_base(const struct results *results, size_t row, size_t criterion,
                     const struct compliance_base *base)
{
    uint8_t outcome = results->cases[row].answers[criterion].outcome;
    return !base || (outcome < OUTCOME_TO_JUDGE && base->includes[outcome]);
}

bool results_is_met(const struct results *results, size_t row, size_t criterion, bool as_judged)
{
    const struct case_answer *answer = &results->cases[row].answers[criterion];
    if (as_judged && answer->departs)
        return answer->judged_standing == STANDING_MET;
    return answer->outcome < OUTCOME_TO_JUDGE &&
           results->instrument->criteria[criterion].outcomes[answer->outcome].standing == STANDING_MET;
}

int64_t results_count_base(const struct results *results, size_t criterion,
                           const struct compliance_base *base)
{
    int64_t count = 0;
    for (size_t i = 0; i < results->case_count; i++)
        count += results_in_base(results, i, criterion, base);
    return count;
}

int64_t results_count_met(const struct results *results, size_t criterion, const struct compliance_base *base,
                          bool as_judged)
{
    int64_t count = 0;
    for (size_t i = 0; i < results->case_count; i++)
        count += results_in_base(results, i, criterion, base) &&
                 results_is_met(results, i, criterion, as_judged);
    return count;
}
