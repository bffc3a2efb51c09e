// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/evaluation.h"

#include "extract/columns.h"
#include "review/review.h"

bool review_instrument(struct arena *arena, const struct review *review, const struct instrument **instrument,
                       struct problems *problems)
{
    struct text source = text_print(arena, "%.*s %lld", TEXT_PRINT(review->instrument_id),
                                    (long long)review->instrument_version);
    return instrument_load(arena, source, review->instrument_content, instrument, problems);
}

static bool read_log(struct store *store, struct arena *arena, struct text review,
                     struct extract_stored **stored, size_t *count, bool *has_log, struct problems *problems)
{
    struct log_list log = {0};
    if (!log_list_review(store, arena, review, &log, has_log, problems))
        return false;
    *stored = ARENA_ARRAY(arena, struct extract_stored, log.list.count);
    *count = log.list.count;
    for (size_t i = 0; i < log.list.count; i++)
        (*stored)[i] = (struct extract_stored){log.list.items[i].case_id, log.list.items[i].content};
    return true;
}

static void compute(struct arena *arena, struct evaluation *evaluation)
{
    const struct instrument *instrument = evaluation->instrument;
    for (size_t i = 0; i < evaluation->count; i++)
        evaluation->cases[i].outcomes = ARENA_ARRAY(arena, struct case_outcome, instrument->criterion_count);
    for (size_t from = 0; from < evaluation->count; from += BATCH_ROWS) {
        size_t left = evaluation->count - from, count = left < BATCH_ROWS ? left : BATCH_ROWS;
        const struct criterion_results *results = instrument_evaluate(arena, instrument, &evaluation->rows,
                                                                      from, count);
        for (size_t c = 0; c < instrument->criterion_count; c++)
            for (size_t i = 0; i < count; i++)
                evaluation->cases[from + i].outcomes[c] = (struct case_outcome){
                    results[c].outcomes[i], (enum outcome_reason)results[c].reasons[i],
                    results[c].details[i]};
    }
}

bool evaluation_read(struct store *store, struct arena *arena, struct text review,
                     const struct instrument *instrument, const struct ledger *ledger, unsigned states,
                     struct evaluation *evaluation, struct problems *problems)
{
    struct evaluation read = {.instrument = instrument};
    size_t total = ledger->list.count;
    struct extract_stored *stored = ARENA_ARRAY(arena, struct extract_stored, total), *log;
    const struct ledger_entry **entries = ARENA_ARRAY(arena, const struct ledger_entry *, total);
    for (size_t i = 0; i < total; i++) {
        const struct ledger_entry *entry = &ledger->list.items[i];
        if (!(states >> entry->state & 1))
            continue;
        entries[read.count] = entry;
        stored[read.count++] = (struct extract_stored){entry->record.id, entry->record.content};
    }
    size_t log_count, *order;
    bool has_log;
    if (!read_log(store, arena, review, &log, &log_count, &has_log, problems) ||
        !extract_columns(arena, instrument, stored, read.count, log, log_count, has_log, &read.rows, &order,
                         problems))
        return false;
    read.cases = ARENA_ARRAY(arena, struct evaluated_case, read.count);
    for (size_t i = 0; i < read.count; i++)
        read.cases[i].entry = entries[order[i]];
    compute(arena, &read);
    *evaluation = read;
    return true;
}
