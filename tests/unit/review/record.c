// SPDX-License-Identifier: GPL-3.0-or-later
#include "record.h"

#include "review/audit.h"
#include "review/intake.h"
#include "review/review.h"
#include "store/engine.h"

void record_start(struct record *record)
{
    struct arena *arena = arena_new();
    *record = (struct record){.arena = arena, .folder = temporary_folder(arena)};
    record->path = temporary_path(arena, record->folder, "record.db");
    problems_init(&record->problems, arena);
    ASSERT_GOOD(store_open(record->path, STORE_CREATE, &record->store, &record->problems), &record->problems);
}

void record_stop(struct record *record)
{
    store_close(record->store);
    temporary_remove(record->folder);
    arena_free(record->arena);
}

void record_begin(struct record *record)
{
    struct problems problems;
    problems_init(&problems, record->arena);
    record->act = act_new(record->arena, TEXT("clerk"));
    record->act.audit_key = record->audit_key;
    record->write = (struct write){.store = record->store, .arena = record->arena, .act = &record->act};
    ASSERT_GOOD(store_execute(record->store, TEXT("BEGIN IMMEDIATE"), &problems), &problems);
    ASSERT_GOOD(store_run(record->store, "operation_insert",
                          STORE_VALUES(store_text(record->act.operation), store_text(record->act.actor),
                                       store_text(record->act.request), store_integer(record->act.at)),
                          NULL, &problems),
                &problems);
}

static void check_audit(struct record *record)
{
    struct audit_rows rows;
    struct problems problems;
    problems_init(&problems, record->arena);
    ASSERT_GOOD(
        audit_read(record->store, record->arena, (struct text){0}, (struct text){0}, &rows, &problems),
        &problems);
    size_t mine = 0;
    for (size_t i = 0; i < rows.list.count; i++)
        if (text_equal(rows.list.items[i].operation, record->act.operation)) {
            assert_text_equal(rows.list.items[i].actor, "clerk");
            assert_true(rows.list.items[i].at == record->act.at);
            assert_true(rows.list.items[i].object.length > 0);
            mine++;
        }
    assert_true(mine > 0);
}

bool record_end(struct record *record, bool good)
{
    struct problems problems;
    problems_init(&problems, record->arena);
    if (good)
        check_audit(record);
    ASSERT_GOOD(store_execute(record->store, good ? TEXT("COMMIT") : TEXT("ROLLBACK"), &problems), &problems);
    return good;
}

void record_add_review(struct record *record, const char *id)
{
    struct review review = {
        .id = text_from(id),
        .title = {{TEXT("Hate crime"), TEXT("Troseddau casineb")}},
        .method = METHOD_SNAPSHOT,
        .period_from = TEXT("2019-02-01"),
        .period_to = TEXT("2019-06-30"),
        .instrument_id = TEXT("hate-crime"),
        .instrument_version = 1,
        .instrument_hash = TEXT("0123"),
        .instrument_content = TEXT("id: hate-crime\n"),
    };
    ASSERT_GOOD(WRITE(record, review_add(&record->write, &review, &record->problems)), &record->problems);
}

static bool take_cases(struct record *record, const char *extract, int count)
{
    struct intake_file files[] = {{INTAKE_CASES, TEXT("cases.csv"), TEXT("aa")},
                                  {INTAKE_LOG, TEXT("log.csv"), TEXT("bb")}};
    struct intake intake;
    enum extract_effect effect;
    struct problems *problems = &record->problems;
    if (!intake_begin(&record->write, text_from(extract), TEXT("0123"), files, 2, &intake, problems))
        return false;
    for (int i = 1; i <= count; i++) {
        struct text reference = text_print(record->arena, "C-%02d", i);
        struct extract_row row = {reference, text_print(record->arena, "{\"days\":%d,\"kind\":\"race\"}", i),
                                  TEXT("cases.csv"), (uint64_t)i + 1};
        struct extract_row entry = {reference, text_print(record->arena, "{\"what\":\"call %d\"}", i),
                                    TEXT("log.csv"), (uint64_t)i + 1};
        if (!intake_case(&intake, &row, &effect, problems) || !intake_log(&intake, &entry, &effect, problems))
            return false;
    }
    return intake_finish(&intake, 0, 0, problems);
}

void record_add_cases(struct record *record, const char *extract, int count)
{
    ASSERT_GOOD(WRITE(record, take_cases(record, extract, count)), &record->problems);
}

struct text record_case(struct record *record, const char *extract, const char *reference)
{
    struct case_record found = {0};
    ASSERT_GOOD(case_find(record->store, record->arena, text_from(extract), text_from(reference), &found,
                          &record->problems),
                &record->problems);
    return found.id;
}
