// SPDX-License-Identifier: GPL-3.0-or-later
// Reads an extract twice, row by row as an import does and by many threads as a population check does, and compares every
// rejected row with its reasons, and every count. The first way keeps all cases in memory and evaluates them one at a time.
//
//     differential INSTRUMENT CASES [LOG]
#include "base/file.h"
#include "extract/columns.h"
#include "extract/extract.h"
#include "extract/population.h"

#include <stdio.h>
#include <stdlib.h>

enum { INSTRUMENT_BYTES = 1 << 20, MOST_THREADS = 3 };

struct taken {
    struct arena *arena;
    ARRAY_OF(struct extract_stored) cases;
    ARRAY_OF(struct extract_stored) log;
};

static void store(struct arena *arena, struct extract_stored *stored, const struct extract_row *row)
{
    *stored = (struct extract_stored){text_copy(arena, row->reference), text_copy(arena, row->content)};
}

static bool take_case(void *context, const struct extract_row *row, enum extract_effect *effect,
                      __attribute__((unused)) struct problems *problems)
{
    struct taken *taken = context;
    store(taken->arena, ARRAY_APPEND(taken->arena, &taken->cases), row);
    *effect = EXTRACT_CREATED;
    return true;
}

static bool take_log(void *context, const struct extract_row *row, enum extract_effect *effect,
                     __attribute__((unused)) struct problems *problems)
{
    struct taken *taken = context;
    store(taken->arena, ARRAY_APPEND(taken->arena, &taken->log), row);
    *effect = EXTRACT_CREATED;
    return true;
}

static bool has_case(__attribute__((unused)) void *context, __attribute__((unused)) struct text reference,
                     bool *has, __attribute__((unused)) struct problems *problems)
{
    *has = false;
    return true;
}

// What must be the same: a line for each file, count and problem.
struct told {
    struct buffer counts, problems;
};

static void tell_problems(struct told *told, const struct problems *problems)
{
    struct arena *scratch = arena_new();
    buffer_print(&told->problems, "%zu problems\n", problems->count);
    for (size_t i = 0; i < problems->list.count; i++) {
        buffer_print(&told->problems, "record %llu ",
                     (unsigned long long)problems->list.items[i].place.record);
        buffer_add(&told->problems,
                   problem_text_for_commands(scratch, LANGUAGE_ENGLISH, &problems->list.items[i]));
        buffer_add_character(&told->problems, '\n');
    }
    arena_free(scratch);
}

static void tell_file(struct told *told, uint64_t read, uint64_t rejected)
{
    buffer_print(&told->counts, "read %llu rejected %llu\n", (unsigned long long)read,
                 (unsigned long long)rejected);
}

static void tell_count(struct told *told, const struct instrument *instrument, size_t class, size_t criterion,
                       size_t outcome, uint64_t count)
{
    const struct field *group = &instrument->cases.fields[instrument->group];
    if (count)
        buffer_print(&told->counts, "%.*s %.*s %zu %llu\n",
                     TEXT_PRINT(class < group->value_count ? group->values[class].id : TEXT("?")),
                     TEXT_PRINT(instrument->criteria[criterion].id), outcome, (unsigned long long)count);
}

// ---- one at a time

static void count_singly(const struct instrument *instrument, const struct case_rows *rows, struct told *told)
{
    size_t classes = instrument->cases.fields[instrument->group].value_count + 1;
    size_t row_cells = LIMIT_OUTCOMES + 1, cells = classes * instrument->criterion_count * row_cells;
    uint64_t *counts = calloc(cells, sizeof *counts);
    const struct column *group = &rows->cases.columns[instrument->group];
    for (size_t from = 0; from < rows->cases.count; from += BATCH_ROWS) {
        size_t left = rows->cases.count - from, count = left < BATCH_ROWS ? left : BATCH_ROWS;
        struct arena *scratch = arena_new();
        struct criterion_results *results = instrument_evaluate(scratch, instrument, rows, from, count);
        for (size_t row = 0; row < count; row++) {
            size_t class = bit_get(group->known, from + row) ? group->codes[from + row] : classes - 1;
            for (size_t c = 0; c < instrument->criterion_count; c++) {
                uint8_t outcome = results[c].outcomes[row];
                size_t cell = outcome == OUTCOME_TO_JUDGE ? instrument->criteria[c].outcome_count : outcome;
                counts[(class * instrument->criterion_count + c) * row_cells + cell]++;
            }
        }
        arena_free(scratch);
    }
    for (size_t i = 0; i < cells; i++)
        tell_count(told, instrument, i / row_cells / instrument->criterion_count,
                   i / row_cells % instrument->criterion_count, i % row_cells, counts[i]);
    free(counts);
}

static bool read_singly(const struct instrument *instrument, char **paths, struct told *told)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct extract_request request = {.instrument = instrument,
                                      .cases = {.path = paths[0]},
                                      .log = {.path = paths[1]},
                                      .keep_no_rejects = true};
    struct taken taken = {.arena = arena};
    struct extract_taker taker = {&taken, take_case, take_log, has_case};
    struct extract_report report;
    struct extract_reader *reader = extract_open(arena, &request, &problems);
    bool good = reader && extract_read(reader, &taker, &report, &problems);
    extract_close(reader);
    tell_problems(told, &problems);
    struct case_rows rows;
    struct problems none;
    problems_init(&none, arena);
    if (good && extract_columns(arena, instrument, taken.cases.items, taken.cases.count, taken.log.items,
                                taken.log.count, paths[1] != NULL, &rows, NULL, &none)) {
        tell_file(told, report.cases.read, report.cases.rejected);
        if (paths[1])
            tell_file(told, report.log.read, report.log.rejected);
        count_singly(instrument, &rows, told);
    }
    arena_free(arena);
    return good;
}

// ---- many at once

static bool read_together(const struct instrument *instrument, char **paths, size_t threads, bool portable,
                          struct told *told)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct population_split split = {.field = instrument->group};
    struct population_request request = {.instrument = instrument,
                                         .cases = (const char *const *)&paths[0],
                                         .case_count = 1,
                                         .logs = (const char *const *)&paths[1],
                                         .log_count = paths[1] != NULL,
                                         .threads = threads,
                                         .portable = portable,
                                         .splits = &split,
                                         .split_count = 1};
    struct population population;
    bool good = population_read(arena, &request, &population, &problems);
    tell_problems(told, &problems);
    for (size_t i = 0; good && i < population.file_count; i++)
        tell_file(told, population.files[i].read, population.files[i].rejected);
    for (size_t class = 0; good && class < population.tables[0].class_count; class ++)
        for (size_t c = 0; c < instrument->criterion_count; c++)
            for (size_t slot = population.first_slots[c]; slot < population.first_slots[c + 1]; slot++)
                tell_count(told, instrument, class, c, slot - population.first_slots[c],
                           population.tables[0].counts[class * population.slot_count + slot]);
    arena_free(arena);
    return good;
}

static bool differs(struct text expected, struct text got, const char *what)
{
    size_t at = 0;
    while (at < expected.length && at < got.length && expected.bytes[at] == got.bytes[at])
        at++;
    if (at == expected.length && at == got.length)
        return false;
    while (at > 0 && expected.bytes[at - 1] != '\n')
        at--;
    printf("# %s differ from here on\n# one at a time: %.200s\n# together: %.200s\n", what,
           expected.bytes + at, got.bytes + at);
    return true;
}

static bool compare(const struct instrument *instrument, char **paths, const struct told *expected,
                    size_t threads, bool portable)
{
    struct told got = {0};
    bool good = read_together(instrument, paths, threads, portable, &got);
    buffer_add_character(&got.counts, '\0');
    buffer_add_character(&got.problems, '\0');
    good &= !differs(buffer_text(&expected->counts), buffer_text(&got.counts), "counts");
    good &= !differs(buffer_text(&expected->problems), buffer_text(&got.problems), "problems");
    buffer_dispose(&got.counts);
    buffer_dispose(&got.problems);
    return good;
}

int main(int count, char **words)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    const struct instrument *instrument;
    struct text content;
    if (count < 3 || !file_read(arena, text_from(words[1]), INSTRUMENT_BYTES, &content, &problems) ||
        !instrument_load(arena, text_from(words[1]), content, &instrument, &problems)) {
        fputs("differential INSTRUMENT CASES [LOG]\n", stderr);
        return 2;
    }
    char *paths[] = {words[2], count > 3 ? words[3] : NULL};
    struct told expected = {0};
    bool good = read_singly(instrument, paths, &expected);
    buffer_add_character(&expected.counts, '\0');
    buffer_add_character(&expected.problems, '\0');
    for (size_t threads = 1; threads <= MOST_THREADS; threads++)
        for (int portable = 0; portable < 2; portable++)
            good &= compare(instrument, paths, &expected, threads, portable);
    buffer_dispose(&expected.counts);
    buffer_dispose(&expected.problems);
    arena_free(arena);
    return good ? 0 : 1;
}
