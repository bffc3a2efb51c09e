// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/intake_stage.h"

#include "review/audit.h"
#include "review/intake_parts.h"

#include <time.h>

// Between two pieces, so that whoever waits to write comes to it.
#define PAUSE_NANOSECONDS 10000000

struct staged_row {
    bool is_log;
    struct extract_row row;
};

struct stage {
    struct store *store;
    struct arena *arena;
    const struct act *act;
    const struct import *import;
    struct text id, operation, import_id;
    struct extract_report report;
    struct arena *rows_arena; // of the rows that wait
    ARRAY_OF(struct staged_row) rows;
    size_t row_bytes;
    uint64_t sequence;     // of identifiers, over all pieces
    int64_t log_unchanged; // entries that were there already, which only the record knows
    act_work *also;
    void *argument;
};

static struct text stage_id(struct arena *arena, struct text operation)
{
    return text_print(arena, "~%.*s", TEXT_PRINT(operation));
}

static struct text stage_operation(struct arena *arena, struct text operation)
{
    return text_print(arena, "%.*s-stage", TEXT_PRINT(operation));
}

static bool has_cases(struct store *store, struct arena *arena, struct text extract, bool *has,
                      struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "extract_has_cases",
                                          STORE_VALUES(store_text(extract)));
    bool found = store_next(rows);
    if (!store_finish(rows, problems))
        return false;
    *has = found;
    return true;
}

bool intake_stage_suits(struct store *store, struct arena *arena, struct text extract, bool *suits,
                        struct problems *problems)
{
    struct problems refusal; // told by whoever then imports it otherwise
    bool has;
    problems_init(&refusal, arena);
    if (!has_cases(store, arena, extract, &has, problems))
        return false;
    *suits = !has && intake_check_extract(store, arena, extract, &refusal);
    return true;
}

// ---- Taking away ---------------------------------------------------------------------------------------------------

struct discarding {
    struct text id, operation;
    int64_t cases; // removed by the latest piece
};

static bool discard_piece(struct store *store, void *argument, struct problems *problems)
{
    struct discarding *discarding = argument;
    struct store_values some = STORE_VALUES(store_text(discarding->id), store_integer(LIMIT_STAGE_ROWS / 4));
    return store_run(store, "stage_log_delete", some, NULL, problems) &&
           store_run(store, "stage_case_delete", some, &discarding->cases, problems);
}

static bool discard_rest(struct store *store, void *argument, struct problems *problems)
{
    const struct discarding *discarding = argument;
    struct store_values stage = STORE_VALUES(store_text(discarding->id));
    return store_run(store, "stage_import_delete", stage, NULL, problems) &&
           store_run(store, "stage_extract_delete", stage, NULL, problems) &&
           store_run(store, "stage_operation_delete", STORE_VALUES(store_text(discarding->operation)), NULL,
                     problems);
}

bool intake_stage_discard(struct store *store, struct text operation, struct problems *problems)
{
    struct arena *arena = arena_new();
    struct discarding discarding = {stage_id(arena, operation), stage_operation(arena, operation), 1};
    bool good = true;
    while (good && discarding.cases)
        good = store_transaction(store, STORE_WRITING, discard_piece, &discarding, problems);
    good = good && store_transaction(store, STORE_WRITING, discard_rest, &discarding, problems);
    arena_free(arena);
    return good;
}

bool intake_stage_list(struct store *store, struct arena *arena, struct intake_stages *stages,
                       struct problems *problems)
{
    struct intake_stages read = {0};
    struct store_rows *rows = store_query(store, arena, "stage_list", (struct store_values){0});
    while (store_next(rows)) {
        struct text id = store_column_text(rows, 0);
        *ARRAY_APPEND(arena, &read.operations) = text_slice(id, 1, id.length);
    }
    if (!store_finish(rows, problems))
        return false;
    *stages = read;
    return true;
}

// ---- Bit by bit ----------------------------------------------------------------------------------------------------

// The audit row of what is written here is that of the act at the end, before which nobody sees it.
static struct write write_of(struct stage *stage, struct store *store, struct arena *arena)
{
    return (struct write){
        .store = store, .arena = arena, .act = stage->act, .sequence = stage->sequence, .audited = 1};
}

static bool begin(struct store *store, void *argument, struct problems *problems)
{
    struct stage *stage = argument;
    const struct act *act = stage->act;
    struct write write = write_of(stage, store, stage->arena);
    stage->import_id = write_identifier(&write);
    return intake_check_extract(store, stage->arena, stage->import->extract, problems) &&
           store_run(store, "operation_insert",
                     STORE_VALUES(store_text(stage->operation), store_text(act->actor),
                                  store_text(act->request), store_integer(act->at)),
                     NULL, problems) &&
           store_run(store, "extract_insert", STORE_VALUES(store_text(stage->id)), NULL, problems) &&
           store_run(store, "import_insert",
                     STORE_VALUES(store_text(stage->import_id), store_text(stage->id),
                                  store_text(stage->operation), store_integer(act->at),
                                  store_text(stage->import->request.instrument->hash)),
                     NULL, problems);
}

struct piece {
    struct stage *stage;
    uint64_t sequence;
    int64_t log_unchanged;
};

static bool put_piece(struct store *store, void *argument, struct problems *problems)
{
    struct piece *piece = argument;
    struct stage *stage = piece->stage;
    struct arena *arena = arena_new();
    struct write write = write_of(stage, store, arena);
    struct intake intake = {.write = &write, .extract = stage->id, .import = stage->import_id};
    enum extract_effect effect;
    bool good = true;
    piece->log_unchanged = 0;
    for (size_t i = 0; good && i < stage->rows.count; i++) {
        const struct staged_row *staged = &stage->rows.items[i];
        good = staged->is_log ? intake_log(&intake, &staged->row, &effect, problems)
                              : intake_case(&intake, &staged->row, &effect, problems);
        piece->log_unchanged += good && staged->is_log && effect == EXTRACT_UNCHANGED;
    }
    piece->sequence = write.sequence;
    arena_free(arena);
    return good;
}

static bool put_rows(struct stage *stage, struct problems *problems)
{
    struct piece piece = {.stage = stage};
    if (!stage->rows.count)
        return true;
    if (!store_transaction(stage->store, STORE_WRITING, put_piece, &piece, problems))
        return false;
    stage->sequence = piece.sequence;
    stage->log_unchanged += piece.log_unchanged;
    memset(&stage->rows, 0, sizeof stage->rows);
    stage->row_bytes = 0;
    arena_reset(stage->rows_arena);
    nanosleep(&(struct timespec){.tv_nsec = PAUSE_NANOSECONDS}, NULL);
    return true;
}

static bool take(struct stage *stage, bool is_log, const struct extract_row *row, enum extract_effect *effect,
                 struct problems *problems)
{
    struct arena *arena = stage->rows_arena;
    *ARRAY_APPEND(arena, &stage->rows) = (struct staged_row){is_log,
                                                             {.reference = text_copy(arena, row->reference),
                                                              .content = text_copy(arena, row->content),
                                                              .source = text_copy(arena, row->source),
                                                              .line = row->line}};
    stage->row_bytes += row->reference.length + row->content.length + row->source.length;
    *effect = EXTRACT_CREATED; // an entry that is there twice is counted when it is put
    return (stage->rows.count < LIMIT_STAGE_ROWS && stage->row_bytes < LIMIT_STAGE_BYTES) ||
           put_rows(stage, problems);
}

static bool take_case(void *context, const struct extract_row *row, enum extract_effect *effect,
                      struct problems *problems)
{
    return take(context, false, row, effect, problems);
}

static bool take_log(void *context, const struct extract_row *row, enum extract_effect *effect,
                     struct problems *problems)
{
    return take(context, true, row, effect, problems);
}

// The record has none from an earlier import.
static bool has_case(void *context, struct text reference, bool *has, struct problems *problems)
{
    (void)context, (void)reference, (void)problems;
    *has = false;
    return true;
}

static bool keep_reject(void *context, const struct extract_reject *reject, struct problems *problems)
{
    const struct stage *stage = context;
    return stage->import->keep_reject(NULL, stage->import->keep_context, reject, problems);
}

static bool read_rows(struct stage *stage, struct problems *problems)
{
    struct extract_request request = stage->import->request;
    struct extract_taker taker = {
        .context = stage, .take_case = take_case, .take_log = take_log, .has_case = has_case};
    request.keep_reject = keep_reject;
    request.keep_context = stage;
    struct extract_reader *reader = extract_open(stage->arena, &request, problems);
    bool good = reader && store_transaction(stage->store, STORE_WRITING, begin, stage, problems) &&
                extract_read(reader, &taker, &stage->report, problems) && put_rows(stage, problems);
    extract_close(reader);
    stage->report.log.effects[EXTRACT_CREATED] -= (uint64_t)stage->log_unchanged;
    stage->report.log.effects[EXTRACT_UNCHANGED] += (uint64_t)stage->log_unchanged;
    return good;
}

// ---- The last step -------------------------------------------------------------------------------------------------

static bool check_empty(struct write *write, struct text extract, struct problems *problems)
{
    bool has;
    return has_cases(write->store, write->arena, extract, &has, problems) &&
           (!has || problem_report(problems, (struct place){0}, message_changed_meanwhile(), NO_MESSAGE));
}

static bool finish(struct write *write, struct stage *stage, struct problems *problems)
{
    struct intake intake = {.write = write, .extract = stage->import->extract, .import = stage->import_id};
    for (int i = 0; i < EXTRACT_EFFECT_COUNT; i++) {
        intake.cases.effects[i] = (int64_t)stage->report.cases.effects[i];
        intake.log.effects[i] = (int64_t)stage->report.log.effects[i];
    }
    return intake_finish(&intake, (int64_t)stage->report.cases.rejected, (int64_t)stage->report.log.rejected,
                         problems);
}

static bool make_visible(struct write *write, void *argument, struct problems *problems)
{
    struct stage *stage = argument;
    struct text extract = stage->import->extract;
    struct store_value from = store_text(stage->id), to = store_text(extract);
    struct intake_file files[2];
    size_t file_count = import_list_files(stage->arena, &stage->report, files);
    write->sequence = stage->sequence;
    struct audited audited = {"extract.import", "extract", extract,
                              intake_files_detail(write, files, file_count)};
    if (!intake_open_extract(write, extract, problems) || !check_empty(write, extract, problems) ||
        !write_row(write, audited, "stage_import_take",
                   STORE_VALUES(from, to, store_text(write->act->operation)), message_changed_meanwhile(),
                   problems) ||
        !write_part(write, "stage_case_take", STORE_VALUES(from, to), NULL, problems) ||
        !write_part(write, "stage_extract_delete", STORE_VALUES(from), NULL, problems) ||
        !write_part(write, "stage_operation_delete", STORE_VALUES(store_text(stage->operation)), NULL,
                    problems) ||
        !intake_add_files(write, stage->import_id, files, file_count, problems) ||
        !finish(write, stage, problems) || !stage->also(write, stage->argument, problems))
        return false;
    write_result(write, import_counts_text(stage->arena, &stage->report));
    return true;
}

static bool answer_of(struct stage *stage, const struct act_answer *done, struct import_answer *answer,
                      struct problems *problems)
{
    struct import_answer told = {.report = stage->report, .repeated = done->repeated};
    if (done->repeated && !import_counts_read(stage->arena, done->result, &told.report, problems))
        return false;
    *answer = told;
    return true;
}

// Whoever stops it, such as a server that ends, does not wait until all is taken away.
static bool is_stopped(const struct import *import)
{
    return import->request.stop && atomic_load(import->request.stop);
}

bool intake_stage_import(struct store *store, struct arena *arena, const struct act *act,
                         const struct import *import, act_work *also, void *argument,
                         struct import_answer *answer, struct problems *problems)
{
    struct act_answer done = {0};
    struct stage stage = {.store = store,
                          .arena = arena,
                          .act = act,
                          .import = import,
                          .id = stage_id(arena, act->operation),
                          .operation = stage_operation(arena, act->operation),
                          .rows_arena = arena_new(),
                          .also = also,
                          .argument = argument};
    bool good = intake_stage_discard(store, act->operation, problems) && // of a program that died
                read_rows(&stage, problems) &&
                act_do(store, arena, act, make_visible, &stage, &done, problems);
    arena_free(stage.rows_arena);
    if (!is_stopped(import) && (!good || done.repeated)) {
        struct problems left; // what cannot be taken away now is taken away later
        problems_init(&left, arena);
        intake_stage_discard(store, act->operation, &left);
    }
    return good && answer_of(&stage, &done, answer, problems);
}
