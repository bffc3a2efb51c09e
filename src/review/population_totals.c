// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/population_totals.h"

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

struct population_totals population_totals_of(struct arena *arena, const struct population *population)
{
    const struct instrument *instrument = population->instrument;
    struct population_totals totals = {
        .instrument_id = instrument->id,
        .instrument_version = instrument->version,
        .instrument_hash = instrument->hash,
        .cases = (int64_t)population->cases,
    };
    add_sources(arena, population, &totals);
    add_counts(arena, population, &totals);
    return totals;
}
