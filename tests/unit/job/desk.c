// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"

#include "job/job_kinds.h"
#include "job/upload.h"
#include "review/audit.h"
#include "review/ledger.h"
#include "store/engine.h"

#include <time.h>

void desk_start(struct desk *desk)
{
    struct record *r = &desk->people.record;
    *desk = (struct desk){0};
    people_start(&desk->people);
    people_add(&desk->people, "clerk", ROLE_BIT(ROLE_SCRUTINY_MANAGER)); // who writes in this record
    desk->uploads = temporary_folder(r->arena);
    desk->instrument = small_instrument(r->arena);
    struct review review = small_review(desk->instrument);
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
}

void desk_start_with_cases(struct desk *desk)
{
    struct record *r = &desk->people.record;
    desk_start(desk);
    record_add_cases(r, "e", 2);
    ASSERT_GOOD(WRITE(r, ledger_select_extract(&r->write, TEXT("small"), TEXT("e"), NULL, &r->problems)),
                &r->problems);
}

void desk_stop(struct desk *desk)
{
    job_runner_stop(desk->runner);
    temporary_remove(desk->uploads);
    people_stop(&desk->people);
}

struct job_upload desk_send(struct desk *desk, const char *part, const char *name, const char *content)
{
    struct record *r = &desk->people.record;
    struct upload *upload = upload_new(desk->uploads, -1, &r->problems);
    ASSERT_GOOD(upload, &r->problems);
    ASSERT_GOOD(upload_add(upload, text_from(content), &r->problems), &r->problems);
    struct job_upload sent = {text_from(part), text_copy(r->arena, upload_file(upload)), text_from(name),
                              upload_bytes(upload)};
    upload_keep(upload);
    return sent;
}

struct text desk_ask(struct desk *desk, const char *kind, const char *subject, struct text input,
                     const struct job_upload *uploads, size_t upload_count)
{
    struct record *r = &desk->people.record;
    struct job_request request = {.kind = kind,
                                  .subject = text_from(subject),
                                  .input = input,
                                  .uploads = uploads,
                                  .upload_count = upload_count};
    struct text id = {0};
    ASSERT_GOOD(WRITE(r, job_ask(&r->write, &request, &id, &r->problems)), &r->problems);
    return id;
}

static void begin(struct desk *desk)
{
    struct record *r = &desk->people.record;
    struct job_runner_settings settings = {
        .database = r->path, .uploads = desk->uploads, .audit_key = desk->people.access->audit};
    settings.kinds = job_kinds(&settings.kind_count);
    ASSERT_GOOD(job_runner_start(&settings, &desk->runner, &r->problems), &r->problems);
}

struct job desk_wait(struct desk *desk, struct text id)
{
    struct record *r = &desk->people.record;
    struct job job = {0};
    if (!desk->runner)
        begin(desk);
    job_runner_wake(desk->runner);
    for (;;) {
        ASSERT_GOOD(job_get(r->store, r->arena, id, &job, &r->problems), &r->problems);
        if (job_is_over(&job))
            return job;
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
}

void desk_assert_fails(struct desk *desk, struct text id, const char *words)
{
    size_t at;
    struct job job = desk_wait(desk, id);
    assert_int_equal(job.state, JOB_FAILED);
    assert_true(job.failure.in[LANGUAGE_WELSH].length);
    assert_true(text_find(job.failure.in[LANGUAGE_ENGLISH], text_from(words), &at));
    for (int language = 0; language < LANGUAGE_COUNT; language++) // it is read on a page
        assert_false(text_find(job.failure.in[language], TEXT("craffu "), &at));
}

void desk_execute(struct desk *desk, const char *sql)
{
    struct record *r = &desk->people.record;
    ASSERT_GOOD(store_execute(r->store, text_from(sql), &r->problems), &r->problems);
}

void desk_execute_in(struct store *store, struct problems *problems, const char *sql)
{
    ASSERT_GOOD(store_execute(store, text_from(sql), problems), problems);
}

void desk_die(struct desk *desk, struct text id)
{
    job_runner_stop(desk->runner);
    desk->runner = NULL;
    struct text sql = text_print(
        desk->people.record.arena,
        "UPDATE job SET state = 'running', worker = 'dead', lease_until = 1, ended_at = NULL, result = '' WHERE id = '%.*s'",
        TEXT_PRINT(id));
    desk_execute(desk, text_terminated(desk->people.record.arena, sql));
}

size_t desk_count(struct desk *desk, const char *action)
{
    struct record *r = &desk->people.record;
    struct audit_rows rows;
    size_t count = 0;
    ASSERT_GOOD(audit_read(r->store, r->arena, (struct text){0}, (struct text){0}, &rows, &r->problems),
                &r->problems);
    for (size_t i = 0; i < rows.list.count; i++)
        count += text_equal(rows.list.items[i].action, text_from(action));
    return count;
}
