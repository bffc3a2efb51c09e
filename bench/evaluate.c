// SPDX-License-Identifier: GPL-3.0-or-later
// evaluate INSTRUMENT [CASES] [THREADS] [portable]: the time that an instrument takes over random cases in narrow columns, read
// again and again up to so many. Prints; does not judge.
#include "base/file.h"
#include "instrument/tally.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { KEPT = 1 << 20, ZERO = 1560000000, MOST_THREADS = 64 };

static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static void fill(struct column *column, const struct field *field, size_t row, uint64_t random)
{
    if (random % 5 == 0 && !field->required)
        return;
    bit_set(column->known, row);
    random /= 5;
    switch ((int)field->type) {
    case FIELD_BOOLEAN: column->truths[row / 64] |= (random & 1) << (row % 64); break;
    case FIELD_CATEGORY: column->codes[row] = (uint16_t)(random % field->value_count); break;
    case FIELD_NUMBER: column->numbers[row] = (double)(random % 1000); break;
    case FIELD_TEXT: column->texts[row] = TEXT("text"); break;
    case FIELD_INTEGER: column->narrows[row] = (int32_t)(random % 30); break;
    default: column->narrows[row] = (int32_t)(random % 10000000); break;
    }
}

static struct rows random_rows(struct arena *arena, const struct schema *schema, size_t count)
{
    uint64_t state = 1;
    struct rows rows = {schema, count, ARENA_ARRAY(arena, struct column, schema->count), ZERO};
    for (size_t i = 0; i < schema->count; i++) {
        const struct field *field = &schema->fields[i];
        rows.columns[i] = column_may_be_narrow(field->type)
                              ? column_new_narrow(arena, field->type, count, false)
                              : column_new(arena, field->type, count, false);
        for (size_t row = 0; row < count; row++)
            fill(&rows.columns[i], field, row, next(&state) >> 8);
    }
    return rows;
}

struct worker {
    const struct tally_program *program;
    const struct case_rows *rows;
    size_t cases;
    uint64_t met;
    pthread_t thread;
};

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct arena *scratch = arena_new();
    for (size_t done = 0, from = 0; done < worker->cases; done += BATCH_ROWS) {
        struct tally tally;
        tally_run(worker->program, worker->rows, from, BATCH_ROWS, scratch, &tally);
        for (size_t slot = 0; slot < tally_slots(worker->program); slot++)
            for (size_t w = 0; w < BATCH_ROWS / 64; w++)
                worker->met += tally.sets[slot][w];
        from = from + BATCH_ROWS < worker->rows->cases.count ? from + BATCH_ROWS : 0;
        arena_reset(scratch);
    }
    arena_free(scratch);
    return NULL;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void measure(const struct tally_program *program, const struct case_rows *rows, size_t cases,
                    size_t threads)
{
    struct worker workers[MOST_THREADS];
    uint64_t sum = 0;
    double begin = now();
    for (size_t i = 0; i < threads; i++) {
        workers[i] = (struct worker){program, rows, cases / threads, 0, 0};
        pthread_create(&workers[i].thread, NULL, work, &workers[i]);
    }
    for (size_t i = 0; i < threads; i++) {
        pthread_join(workers[i].thread, NULL);
        sum += workers[i].met;
    }
    double seconds = now() - begin;
    printf("%zu thread(s): %zu cases in %.3f s, %.1f ns a case, %.1f million a second (%llx)\n", threads,
           cases, seconds, seconds * 1e9 / (double)cases, (double)cases / seconds / 1e6,
           (unsigned long long)sum);
}

int main(int count, char **arguments)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct text content;
    const struct instrument *instrument;
    problems_init(&problems, arena);
    size_t cases = count > 2 ? strtoull(arguments[2], NULL, 10) : 10000000;
    size_t threads = count > 3 ? strtoull(arguments[3], NULL, 10) : 2;
    if (count < 2 || threads < 1 || threads > MOST_THREADS ||
        !file_read(arena, text_from(arguments[1]), LIMIT_YAML_BYTES, &content, &problems) ||
        !instrument_load(arena, text_from(arguments[1]), content, &instrument, &problems)) {
        fprintf(stderr, "evaluate INSTRUMENT [CASES] [THREADS] [portable]\n");
        return 1;
    }
    struct tally_options options = {.scope = TALLY_WITHOUT_CHECKS, .portable = count > 4};
    const struct tally_program *program = tally_program_new(arena, instrument, NULL, 0, options);
    size_t kept = cases < KEPT ? (cases + BATCH_ROWS - 1) / BATCH_ROWS * BATCH_ROWS : KEPT;
    struct case_rows rows = {.cases = random_rows(arena, &instrument->cases, kept)};
    for (size_t i = 1; i <= threads; i++)
        measure(program, &rows, cases, i);
    arena_free(arena);
    return 0;
}
