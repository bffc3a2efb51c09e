// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/results.h"

#include "extract/columns.h"

static bool load_instrument(struct arena *arena, struct results *results, struct problems *problems)
{
    const struct review *review = &results->review;
    struct text source = text_print(arena, "%.*s %lld", TEXT_PRINT(review->instrument_id),
                                    (long long)review->instrument_version);
    return instrument_load(arena, source, review->instrument_content, &results->instrument, problems);
}

bool results_find_case(const struct results *results, struct text case_id, size_t *index)
{
    for (size_t i = 0; i < results->case_count; i++)
        if (text_equal(results->cases[i].entry->record.id, case_id)) {
            *index = i;
            return true;
        }
    return false;
}

// The reviewed cases, in the order in which extract_columns puts their rows.
static bool read_cases(struct store *store, struct arena *arena, struct results *results, struct problems *problems)
{
    const struct ledger *ledger = &results->ledger;
    size_t count = 0;
    struct extract_stored *stored = ARENA_ARRAY(arena, struct extract_stored, ledger->list.count);
    const struct ledger_entry **entries = ARENA_ARRAY(arena, const struct ledger_entry *, ledger->list.count);
    for (size_t i = 0; i < ledger->list.count; i++) {
        const struct ledger_entry *entry = &ledger->list.items[i];
        if (entry->state != LEDGER_REVIEWED)
            continue;
        entries[count] = entry;
        stored[count++] = (struct extract_stored){entry->record.id, entry->record.content};
    }
    struct log_list log = {0};
    bool has_log = false;
    if (!log_list_review(store, arena, results->review.id, &log, &has_log, problems))
        return false;
    struct extract_stored *stored_log = ARENA_ARRAY(arena, struct extract_stored, log.list.count);
    for (size_t i = 0; i < log.list.count; i++)
        stored_log[i] = (struct extract_stored){log.list.items[i].case_id, log.list.items[i].content};
    size_t *order;
    if (!extract_columns(arena, results->instrument, stored, count, stored_log, log.list.count, has_log, &results->rows,
                         &order, problems))
        return false;
    results->cases = ARENA_ARRAY(arena, struct reviewed_case, count);
    results->case_count = count;
    for (size_t i = 0; i < count; i++)
        results->cases[i].entry = entries[order[i]];
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
            category_find(&instrument->cases.fields[instrument->group], column->texts[i], &reviewed->group);
    }
}

static void compute(struct arena *arena, struct results *results)
{
    const struct instrument *instrument = results->instrument;
    for (size_t i = 0; i < results->case_count; i++)
        results->cases[i].answers = ARENA_ARRAY(arena, struct case_answer, instrument->criterion_count);
    for (size_t from = 0; from < results->case_count; from += BATCH_ROWS) {
        size_t left = results->case_count - from, count = left < BATCH_ROWS ? left : BATCH_ROWS;
        const struct criterion_results *computed =
            instrument_evaluate(arena, instrument, &results->rows, from, count);
        for (size_t c = 0; c < instrument->criterion_count; c++)
            for (size_t i = 0; i < count; i++)
                results->cases[from + i].answers[c] = (struct case_answer){
                    .outcome = computed[c].outcomes[i],
                    .reason = computed[c].reasons[i],
                    .detail = computed[c].details[i],
                };
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

bool results_read(struct store *store, struct arena *arena, struct text review, struct results *results,
                  struct problems *problems)
{
    struct results read = {0};
    bool good = review_get(store, arena, review, &read.review, problems) && load_instrument(arena, &read, problems) &&
                ledger_read(store, arena, review, &read.ledger, problems) &&
                ledger_count(store, review, &read.ledger_counts, problems) &&
                read_cases(store, arena, &read, problems) &&
                agreed_read(store, arena, review, &read.agreed, problems) &&
                finding_list(store, arena, review, &read.findings, problems) &&
                outcome_comment_list(store, arena, review, &read.comments, problems) &&
                section_list(store, arena, review, &read.sections, problems) &&
                approval_read(store, arena, review, LANGUAGE_WELSH, &read.welsh, problems);
    if (!good)
        return false;
    find_groups(&read);
    compute(arena, &read);
    take_judgements(&read);
    *results = read;
    return true;
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

bool results_in_base(const struct results *results, size_t row, size_t criterion, const struct compliance_base *base)
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

int64_t results_count_base(const struct results *results, size_t criterion, const struct compliance_base *base)
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
        count += results_in_base(results, i, criterion, base) && results_is_met(results, i, criterion, as_judged);
    return count;
}
