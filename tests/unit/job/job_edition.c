// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_edition.h"

#include "access/conflict.h"
#include "base/file.h"
#include "desk.h"
#include "job/job_kinds.h"
#include "review/kept_edition.h"
#include "snapshot.h"

#include <time.h>

static struct text ask(struct desk *desk, bool internal, bool draft)
{
    struct record *r = &desk->people.record;
    struct job_edition edition = {.internal = internal, .allow_draft = draft};
    *ARRAY_APPEND(r->arena, &edition.formats) = TEXT("html");
    return desk_ask(desk, JOB_EDITION, "small", job_edition_input(r->arena, &edition), NULL, 0);
}

static size_t editions(struct desk *desk)
{
    struct record *r = &desk->people.record;
    struct kept_edition_list list;
    ASSERT_GOOD(kept_edition_list(r->store, r->arena, TEXT("small"), &list, &r->problems), &r->problems);
    return list.list.count;
}

static void assert_fails(struct desk *desk, struct text id, const char *words)
{
    desk_assert_fails(desk, id, words);
    assert_int_equal(editions(desk), 0);
}

TEST(what_was_asked_for_is_read_as_it_was_written)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct job_edition edition = {.internal = true}, read;
    problems_init(&problems, arena);
    *ARRAY_APPEND(arena, &edition.formats) = TEXT("html");
    *ARRAY_APPEND(arena, &edition.formats) = TEXT("xlsx");
    struct job job = {.input = job_edition_input(arena, &edition)};
    ASSERT_GOOD(job_edition_read(arena, &job, &read, &problems), &problems);
    assert_true(read.internal && !read.allow_draft);
    assert_int_equal(read.formats.count, 2);
    assert_text_equal(read.formats.items[1], "xlsx");
    arena_free(arena);
}

// ---- Of the review of 2019 -----------------------------------------------------------------------------------------

static bool add_clerk(struct write *write, void *argument, struct problems *problems)
{
    struct account clerk = {.sign_in_name = TEXT("clerk"),
                            .display_name = TEXT("A clerk"),
                            .roles = ROLE_BIT(ROLE_SCRUTINY_MANAGER)};
    (void)argument;
    return account_add(write, &clerk, NULL, problems);
}

static bool ask_for_edition(struct write *write, void *argument, struct problems *problems)
{
    struct act act = *write->act;
    struct write by_clerk = *write;
    act.actor = TEXT("clerk");
    by_clerk.act = &act;
    bool good = job_ask(&by_clerk, argument, NULL, problems);
    *write = by_clerk;
    return good;
}

static struct job do_next(struct snapshot *snapshot)
{
    struct job_runner *runner;
    struct job_list jobs = {0};
    struct job_runner_settings settings = {
        .database = path_join(snapshot->arena, snapshot->folder, TEXT("craffu.db")),
        .uploads = path_join(snapshot->arena, snapshot->folder, TEXT("uploads"))};
    settings.kinds = job_kinds(&settings.kind_count);
    ASSERT_GOOD(job_runner_start(&settings, &runner, &snapshot->problems), &snapshot->problems);
    do {
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
        ASSERT_GOOD(job_list(snapshot->store, snapshot->arena, JOB_EDITION, snapshot->review, 1, &jobs,
                             &snapshot->problems),
                    &snapshot->problems);
    } while (!job_is_over(&jobs.list.items[0]));
    job_runner_stop(runner);
    return jobs.list.items[0];
}

static void assert_made(struct snapshot *snapshot, const struct job *job)
{
    struct text number;
    struct kept_edition_list list;
    if (job->state != JOB_DONE)
        fail_msg("%.*s", TEXT_PRINT(job->failure.in[LANGUAGE_ENGLISH]));
    ASSERT_GOOD(job_edition_result(snapshot->arena, job, &number, &snapshot->problems), &snapshot->problems);
    assert_text_equal(number, "1");
    ASSERT_GOOD(
        kept_edition_list(snapshot->store, snapshot->arena, snapshot->review, &list, &snapshot->problems),
        &snapshot->problems);
    assert_int_equal(list.list.count, 1);
    assert_text_equal(list.list.items[0].actor, "clerk");
    assert_true(list.list.items[0].internal);
}

TEST(an_edition_is_made_and_kept_by_who_asked_and_once_if_a_server_dies)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct job_edition edition = {.internal = true};
    *ARRAY_APPEND(snapshot.arena, &edition.formats) = TEXT("html");
    struct job_request request = {.kind = JOB_EDITION,
                                  .subject = snapshot.review,
                                  .input = job_edition_input(snapshot.arena, &edition)};
    ASSERT_GOOD(snapshot_do(&snapshot, add_clerk, NULL), &snapshot.problems);
    desk_execute_in(snapshot.store, &snapshot.problems, "UPDATE account SET status = 'active'");
    ASSERT_GOOD(snapshot_do(&snapshot, ask_for_edition, &request), &snapshot.problems);
    struct job job = do_next(&snapshot);
    assert_made(&snapshot, &job);
    desk_execute_in(snapshot.store, &snapshot.problems,
                    "UPDATE job SET state = 'running', worker = 'dead', lease_until = 1, "
                    "ended_at = NULL, result = ''");
    job = do_next(&snapshot);
    assert_int_equal(job.attempts, 2);
    assert_made(&snapshot, &job);
    snapshot_close(&snapshot);
}

// ---- What is not made ----------------------------------------------------------------------------------------------

TEST(what_stands_against_a_report_is_why_the_work_failed)
{
    struct desk desk;
    desk_start_with_cases(&desk);
    assert_fails(&desk, ask(&desk, false, false), "small: no case has been reviewed");
    desk_stop(&desk);
}

TEST(an_internal_edition_is_not_made_for_who_has_a_conflict_of_interest_by_then)
{
    struct desk desk;
    desk_start_with_cases(&desk);
    struct record *r = &desk.people.record;
    struct account clerk = people_read(&desk.people, "clerk");
    struct text id = ask(&desk, true, true), conflict;
    ASSERT_GOOD(WRITE(r, conflict_declare(&r->write, clerk.id, record_case(r, "e", "C-01"),
                                          TEXT("A neighbour"), &conflict, &r->problems)),
                &r->problems);
    assert_fails(&desk, id, "whoever asked for this work may not do it any more");
    desk_stop(&desk);
}

TEST(who_was_suspended_before_its_turn_came_gets_none)
{
    struct desk desk;
    desk_start_with_cases(&desk);
    struct record *r = &desk.people.record;
    struct account clerk = people_read(&desk.people, "clerk");
    struct text id = ask(&desk, false, true);
    ASSERT_GOOD(
        WRITE(r, account_set_status(&r->write, &clerk, ACCOUNT_SUSPENDED, TEXT("left"), &r->problems)),
        &r->problems);
    assert_fails(&desk, id, "whoever asked for this work may not do it any more");
    desk_stop(&desk);
}
