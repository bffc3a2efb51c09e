// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/intake.h"

#include "format/hash.h"
#include "review/audit.h"
#include "review/case_read.h"
#include "review/intake_parts.h"
#include "review/review.h"

static const char *const kind_ids[] = {[INTAKE_CASES] = "cases", [INTAKE_LOG] = "log"};

bool intake_check_extract(struct store *store, struct arena *arena, struct text extract,
                          struct problems *problems)
{
    if (!review_id_is_valid(extract))
        return problem_report(
            problems, (struct place){0},
            MESSAGE("{id} cannot be the id of an extract: lower-case letters, digits, - and _, "
                    "beginning with a letter",
                    VALUE("id", extract)),
            NO_MESSAGE);
    struct store_rows *rows = store_query(store, arena, "extract_status", STORE_VALUES(store_text(extract)));
    bool open = !store_next(rows) || text_equal(store_column_text(rows, 0), TEXT("open"));
    if (!store_finish(rows, problems))
        return false;
    return open || problem_report(problems, (struct place){0},
                                  MESSAGE("the extract {id} is sealed and does not change any more",
                                          VALUE("id", extract)),
                                  MESSAGE("import into a new extract"));
}

// Nothing but its name: the audit row of the import that follows speaks of it.
bool intake_open_extract(struct write *write, struct text extract, struct problems *problems)
{
    return intake_check_extract(write->store, write->arena, extract, problems) &&
           store_run(write->store, "extract_insert", STORE_VALUES(store_text(extract)), NULL, problems);
}

struct text intake_files_detail(struct write *write, const struct intake_file *files, size_t file_count)
{
    struct audit_fact facts[2];
    size_t count = 0;
    for (size_t i = 0; i < file_count && i < 2; i++)
        facts[count++] = (struct audit_fact){files[i].kind == INTAKE_LOG ? "log_sha256" : "cases_sha256",
                                             files[i].sha256};
    return audit_detail(write->arena, facts, count);
}

bool intake_add_files(struct write *write, struct text import, const struct intake_file *files,
                      size_t file_count, struct problems *problems)
{
    for (size_t i = 0; i < file_count; i++)
        if (!write_part(write, "import_file_insert",
                        STORE_VALUES(store_text(import), store_text(text_from(kind_ids[files[i].kind])),
                                     store_text(files[i].name), store_text(files[i].sha256),
                                     store_integer(files[i].bytes)),
                        NULL, problems))
            return false;
    return true;
}

bool intake_begin(struct write *write, struct text extract, struct text instrument_hash,
                  const struct intake_file *files, size_t file_count, struct intake *intake,
                  struct problems *problems)
{
    if (!intake_open_extract(write, extract, problems))
        return false;
    struct text import = write_identifier(write);
    struct audited audited = {"extract.import", "extract", extract,
                              intake_files_detail(write, files, file_count)};
    if (!write_row(write, audited, "import_insert",
                   STORE_VALUES(store_text(import), store_text(extract), store_text(write->act->operation),
                                store_integer(write->act->at), store_text(instrument_hash)),
                   NO_MESSAGE, problems))
        return false;
    if (!intake_add_files(write, import, files, file_count, problems))
        return false;
    write->unfinished = true;
    *intake = (struct intake){.write = write, .extract = text_copy(write->arena, extract), .import = import};
    return true;
}

// Looks a case up. *id is empty if there is none.
static bool find_case(struct intake *intake, struct text reference, struct text *id, struct text *hash,
                      struct problems *problems)
{
    struct write *write = intake->write;
    struct store_rows *rows = store_query(write->store, write->arena, "case_known",
                                          STORE_VALUES(store_text(intake->extract), store_text(reference)));
    *id = *hash = (struct text){0};
    if (store_next(rows)) {
        *id = store_column_text(rows, 0);
        *hash = store_column_text(rows, 1);
    }
    return store_finish(rows, problems);
}

static bool insert_case(struct intake *intake, const struct extract_row *row, struct text hash,
                        struct problems *problems)
{
    struct write *write = intake->write;
    return write_part(write, "case_insert",
                      STORE_VALUES(store_text(write_identifier(write)), store_text(intake->extract),
                                   store_text(row->reference), store_text(row->content), store_text(hash),
                                   store_text(row->source), store_integer((int64_t)row->line),
                                   store_text(intake->import)),
                      NULL, problems);
}

static bool update_case(struct intake *intake, const struct extract_row *row, struct text id,
                        struct text old_hash, struct text hash, struct problems *problems)
{
    struct write *write = intake->write;
    struct place place = {.source = row->source, .line = row->line};
    if (!case_check_unpublished(write, id, row->reference, place, problems))
        return false;
    struct audited audited = {"case.receive_again", "case", id,
                              AUDIT_DETAIL(write->arena, {"import", intake->import},
                                           {"sha256_before", old_hash}, {"sha256_now", hash})};
    return write_row(write, audited, "case_update",
                     STORE_VALUES(store_text(id), store_text(row->content), store_text(hash),
                                  store_text(row->source), store_integer((int64_t)row->line),
                                  store_text(intake->import)),
                     message_changed_meanwhile(), problems);
}

static bool put_case(struct intake *intake, const struct extract_row *row, enum extract_effect *effect,
                     struct problems *problems)
{
    struct text id, old_hash, hash = hash_text(intake->write->arena, hash_of(row->content));
    if (!find_case(intake, row->reference, &id, &old_hash, problems))
        return false;
    enum extract_effect done = !id.length                   ? EXTRACT_CREATED
                               : text_equal(hash, old_hash) ? EXTRACT_UNCHANGED
                                                            : EXTRACT_UPDATED;
    if (done == EXTRACT_CREATED && !insert_case(intake, row, hash, problems))
        return false;
    if (done == EXTRACT_UPDATED && !update_case(intake, row, id, old_hash, hash, problems))
        return false;
    intake->cases.effects[done]++;
    *effect = done;
    return true;
}

static bool find_case_of_entry(struct intake *intake, const struct extract_row *row, struct text *id,
                               struct problems *problems)
{
    struct text last = {intake->last_reference, intake->last_reference_bytes}, hash;
    *id = (struct text){intake->last_case, intake->last_case_bytes};
    if (id->length && text_equal(row->reference, last))
        return true;
    if (!find_case(intake, row->reference, id, &hash, problems))
        return false;
    if (!id->length)
        return problem_report_value(
            problems, (struct place){.source = row->source, .line = row->line}, row->reference,
            MESSAGE("the entry belongs to a case that the extract does not have"), NO_MESSAGE);
    if (row->reference.length <= sizeof intake->last_reference && id->length <= sizeof intake->last_case) {
        memcpy(intake->last_reference, row->reference.bytes, row->reference.length);
        memcpy(intake->last_case, id->bytes, id->length);
        intake->last_reference_bytes = row->reference.length;
        intake->last_case_bytes = id->length;
    }
    return true;
}

static bool put_log(struct intake *intake, const struct extract_row *row, enum extract_effect *effect,
                    struct problems *problems)
{
    struct write *write = intake->write;
    struct text id;
    int64_t created = 0;
    if (!find_case_of_entry(intake, row, &id, problems))
        return false;
    struct text hash = hash_text(write->arena, hash_of(row->content));
    if (!write_part(write, "log_insert",
                    STORE_VALUES(store_text(write_identifier(write)), store_text(id),
                                 store_text(row->content), store_text(hash), store_text(row->source),
                                 store_integer((int64_t)row->line), store_text(intake->import)),
                    &created, problems))
        return false;
    enum extract_effect done = created ? EXTRACT_CREATED : EXTRACT_UNCHANGED;
    intake->log.effects[done]++;
    *effect = done;
    return true;
}

// Memory for one row only, unless a problem that was reported now stands in the same arena.
static bool with_scratch(struct intake *intake, const struct extract_row *row, enum extract_effect *effect,
                         bool put(struct intake *, const struct extract_row *, enum extract_effect *,
                                  struct problems *),
                         struct problems *problems)
{
    struct arena_mark mark = arena_mark(intake->write->arena);
    size_t before = problems->count;
    bool done = put(intake, row, effect, problems);
    if (problems->count == before)
        arena_release(intake->write->arena, mark);
    return done;
}

bool intake_case(struct intake *intake, const struct extract_row *row, enum extract_effect *effect,
                 struct problems *problems)
{
    return with_scratch(intake, row, effect, put_case, problems);
}

bool intake_log(struct intake *intake, const struct extract_row *row, enum extract_effect *effect,
                struct problems *problems)
{
    return with_scratch(intake, row, effect, put_log, problems);
}

bool intake_has_case(struct intake *intake, struct text reference, bool *has, struct problems *problems)
{
    struct arena_mark mark = arena_mark(intake->write->arena);
    struct text id, hash;
    if (!find_case(intake, reference, &id, &hash, problems))
        return false;
    *has = id.length > 0;
    arena_release(intake->write->arena, mark);
    return true;
}

static bool take_case(void *context, const struct extract_row *row, enum extract_effect *effect,
                      struct problems *problems)
{
    return intake_case(context, row, effect, problems);
}

static bool take_log(void *context, const struct extract_row *row, enum extract_effect *effect,
                     struct problems *problems)
{
    return intake_log(context, row, effect, problems);
}

static bool has_case(void *context, struct text reference, bool *has, struct problems *problems)
{
    return intake_has_case(context, reference, has, problems);
}

struct extract_taker intake_taker(struct intake *intake)
{
    return (struct extract_taker){
        .context = intake, .take_case = take_case, .take_log = take_log, .has_case = has_case};
}

bool intake_finish(struct intake *intake, int64_t rejected_cases, int64_t rejected_log,
                   struct problems *problems)
{
    const int64_t *cases = intake->cases.effects, *log = intake->log.effects;
    intake->cases.rejected = rejected_cases;
    intake->log.rejected = rejected_log;
    intake->write->unfinished = false;
    return write_part(intake->write, "import_finish",
                      STORE_VALUES(store_text(intake->import), store_integer(cases[EXTRACT_CREATED]),
                                   store_integer(cases[EXTRACT_UPDATED]),
                                   store_integer(cases[EXTRACT_UNCHANGED]), store_integer(rejected_cases),
                                   store_integer(log[EXTRACT_CREATED]), store_integer(log[EXTRACT_UNCHANGED]),
                                   store_integer(rejected_log)),
                      NULL, problems);
}

static struct intake_record read_import(const struct store_rows *rows)
{
    return (struct intake_record){
        .id = store_column_text(rows, 0),
        .at = store_column_integer(rows, 1),
        .actor = store_column_text(rows, 2),
        .instrument_hash = store_column_text(rows, 3),
        .cases = {.effects = {[EXTRACT_CREATED] = store_column_integer(rows, 4),
                              [EXTRACT_UPDATED] = store_column_integer(rows, 5),
                              [EXTRACT_UNCHANGED] = store_column_integer(rows, 6)},
                  .rejected = store_column_integer(rows, 7)},
        .log = {.effects = {[EXTRACT_CREATED] = store_column_integer(rows, 8),
                            [EXTRACT_UNCHANGED] = store_column_integer(rows, 9)},
                .rejected = store_column_integer(rows, 10)},
        .operation = store_column_text(rows, 11),
    };
}

// Both lists are in the order of import ids.
static bool read_files(struct store *store, struct arena *arena, struct text extract,
                       struct intake_list *list, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "import_file_list",
                                          STORE_VALUES(store_text(extract)));
    size_t at = 0;
    while (store_next(rows)) {
        struct text import = store_column_text(rows, 0);
        while (at < list->list.count && !text_equal(list->list.items[at].id, import))
            at++;
        if (at == list->list.count || list->list.items[at].file_count == 2)
            continue; // imported between the two queries
        struct intake_record *record = &list->list.items[at];
        bool is_log = text_equal(store_column_text(rows, 1), text_from(kind_ids[INTAKE_LOG]));
        record->files[record->file_count++] = (struct intake_file){
            is_log ? INTAKE_LOG : INTAKE_CASES, store_column_text(rows, 2), store_column_text(rows, 3),
            store_column_integer(rows, 4)};
    }
    return store_finish(rows, problems);
}

bool intake_list(struct store *store, struct arena *arena, struct text extract, struct intake_list *list,
                 struct problems *problems)
{
    struct intake_list read = {0};
    struct store_rows *rows = store_query(store, arena, "import_list", STORE_VALUES(store_text(extract)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = read_import(rows);
    if (!store_finish(rows, problems) || !read_files(store, arena, extract, &read, problems))
        return false;
    *list = read;
    return true;
}
