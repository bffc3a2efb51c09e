// SPDX-License-Identifier: GPL-3.0-or-later
// Reads an extract by its instrument and compares the computed outcomes of every case with what is expected: a line a
// case, "REFERENCE criterion=outcome …", "?" where a reviewer judges.
//
//     golden_outcomes INSTRUMENT CASES LOG EXPECTED [--update]
#include "base/file.h"
#include "extract/columns.h"
#include "extract/extract.h"

#include <stdio.h>
#include <string.h>

enum { GOLDEN_BYTES = 16 << 20 };

struct taken {
    struct arena *arena;
    ARRAY_OF(struct extract_stored) cases;
    ARRAY_OF(struct extract_stored) log;
};

static bool take_case(void *context, const struct extract_row *row, enum extract_effect *effect,
                      __attribute__((unused)) struct problems *problems)
{
    struct taken *taken = context;
    *ARRAY_APPEND(taken->arena, &taken->cases) = (struct extract_stored){
        text_copy(taken->arena, row->reference), text_copy(taken->arena, row->content)};
    *effect = EXTRACT_CREATED;
    return true;
}

static bool take_log(void *context, const struct extract_row *row, enum extract_effect *effect,
                     __attribute__((unused)) struct problems *problems)
{
    struct taken *taken = context;
    *ARRAY_APPEND(taken->arena, &taken->log) = (struct extract_stored){
        text_copy(taken->arena, row->reference), text_copy(taken->arena, row->content)};
    *effect = EXTRACT_CREATED;
    return true;
}

static bool has_case(__attribute__((unused)) void *context, __attribute__((unused)) struct text reference,
                     bool *has, __attribute__((unused)) struct problems *problems)
{
    *has = false;
    return true;
}

static bool read_extract(const struct instrument *instrument, char **paths, struct taken *taken,
                         struct problems *problems)
{
    struct extract_request request = {
        .instrument = instrument,
        .cases = {.path = paths[0]},
        .log = {.path = paths[1]},
        .keep_no_rejects = true,
    };
    struct extract_taker taker = {taken, take_case, take_log, has_case};
    struct extract_report report;
    struct extract_reader *reader = extract_open(taken->arena, &request, problems);
    bool read = reader && extract_read(reader, &taker, &report, problems) && problems->count == 0;
    extract_close(reader);
    return read;
}

static void add_case(struct buffer *out, const struct instrument *instrument, const struct case_rows *rows,
                     const struct criterion_results *results, size_t row)
{
    buffer_add(out, rows->cases.columns[instrument->case_reference].texts[row]);
    for (size_t i = 0; i < instrument->criterion_count; i++) {
        const struct criterion *criterion = &instrument->criteria[i];
        uint8_t outcome = results[i].outcomes[row];
        struct text id = outcome == OUTCOME_TO_JUDGE ? TEXT("?") : criterion->outcomes[outcome].id;
        buffer_print(out, " %.*s=%.*s", TEXT_PRINT(criterion->id), TEXT_PRINT(id));
    }
    buffer_add_character(out, '\n');
}

static bool outcomes_of(struct arena *arena, char **paths, struct text *outcomes, struct problems *problems)
{
    struct text content;
    const struct instrument *instrument;
    struct taken taken = {.arena = arena};
    struct case_rows rows;
    struct buffer out = {0};
    if (!file_read(arena, text_from(paths[0]), GOLDEN_BYTES, &content, problems) ||
        !instrument_load(arena, text_from(paths[0]), content, &instrument, problems) ||
        !read_extract(instrument, paths + 1, &taken, problems) ||
        !extract_columns(arena, instrument, taken.cases.items, taken.cases.count, taken.log.items,
                         taken.log.count, true, &rows, NULL, problems))
        return false;
    struct criterion_results *results = instrument_evaluate(arena, instrument, &rows, 0, rows.cases.count);
    for (size_t row = 0; row < rows.cases.count; row++)
        add_case(&out, instrument, &rows, results, row);
    *outcomes = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return true;
}

int main(int argc, char **argv)
{
    bool update = argc == 6 && strcmp(argv[5], "--update") == 0;
    if (argc != 5 && !update) {
        fprintf(stderr, "usage: %s INSTRUMENT CASES LOG EXPECTED [--update]\n", argv[0]);
        return 2;
    }
    struct arena *arena = arena_new();
    struct problems problems;
    struct text actual, expected;
    problems_init(&problems, arena);
    bool good = outcomes_of(arena, argv + 1, &actual, &problems);
    if (good && update)
        good = file_write(text_from(argv[4]), actual, &problems);
    else if (good)
        good = file_read(arena, text_from(argv[4]), GOLDEN_BYTES, &expected, &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    if (good && !update && !text_equal(actual, expected)) {
        fprintf(stderr, "--- expected\n%.*s--- actual\n%.*s", TEXT_PRINT(expected), TEXT_PRINT(actual));
        good = false;
    }
    arena_free(arena);
    return good ? 0 : 1;
}
