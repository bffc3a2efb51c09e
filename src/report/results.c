// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/results.h"

#include "base/text_map.h"
#include "extract/content.h"

static bool load_instrument(struct arena *arena, struct results *results, struct problems *problems)
{
    const struct review *review = &results->review;
    struct text source = text_print(arena, "%.*s %lld", TEXT_PRINT(review->instrument_id),
                                    (long long)review->instrument_version);
    return instrument_load(arena, source, review->instrument_content, &results->instrument, problems);
}

static void take_reviewed(struct arena *arena, struct results *results)
{
    const struct ledger *ledger = &results->ledger;
    results->cases = ARENA_ARRAY(arena, struct reviewed_case, ledger->list.count);
    results->case_count = 0;
    for (size_t i = 0; i < ledger->list.count; i++)
        if (ledger->list.items[i].state == LEDGER_REVIEWED)
            results->cases[results->case_count++] = (struct reviewed_case){.entry = &ledger->list.items[i]};
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
