// SPDX-License-Identifier: GPL-3.0-or-later
// Counting the outcomes of batches of cases, and keeping the exceptions that are asked for. Private to population*.c.
#pragma once

#include "extract/population.h"
#include "instrument/tally.h"

// What all threads share: read-only.
struct counting {
    const struct population_request *request;
    const struct tally_program *program;
    size_t slot_count;
    const size_t *first_slots;
    size_t *class_counts;        // by split
    const int64_t *month_starts; // instants, in microseconds: MONTHS and one
    bool avx2;
};
// Months that are told apart; others are counted with those that are not known.
enum { FIRST_MONTH_YEAR = 1950, MONTHS = 150 * 12 };

// What one thread has counted so far.
struct counter;

const struct counting *counting_new(struct arena *arena, const struct population_request *request);
// The fields of the case, or of a log entry, that rules, splits and the measure read.
void counting_wants(const struct counting *counting, bool *cases, bool *log);

struct counter *counter_new(const struct counting *counting);
void counter_free(struct counter *counter);

// A batch of cases, at most BATCH_ROWS.
struct counted_batch {
    const struct case_rows *rows;
    size_t from, count;
    const uint64_t *accepted;      // a bit a row of the batch; others are passed over
    const struct text *references; // by row of the batch; may be NULL where no exceptions are asked for
    const uint32_t *lines;         // by row of the batch, the same
    size_t file;                   // index of the file
};
void count_batch(struct counter *counter, const struct counted_batch *batch);

// All threads' counts together; texts are copied.
void counters_add_up(struct arena *arena, const struct counting *counting, struct counter *const *counters,
                     size_t count, struct population *population);
