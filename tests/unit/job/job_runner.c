// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_runner.h"

#include "job/job_lease.h"
#include "job/upload.h"
#include "record.h"
#include "review/audit.h"
#include "store/engine.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void pause_a_little(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
}

// ---- What is done --------------------------------------------------------------------------------------------------

static bool tell(struct write *write, void *argument, struct problems *problems)
{
    struct audited audited = {"thing.count", "thing", *(struct text *)argument, {0}};
    return audit_tell(write, audited, problems);
}

static bool count_once(struct job_run *run, struct problems *problems)
{
    struct act_answer answer;
    struct text subject = run->job->subject;
    run->result = TEXT("{\"counted\":1}");
    return act_do(run->store, run->arena, &run->act, tell, &subject, &answer, problems);
}

static bool until_stopped(struct job_run *run, struct problems *problems)
{
    job_run_tell(run, 1, 2, "rows");
    while (!atomic_load(run->stop))
        pause_a_little();
    return problem_report(problems, (struct place){0}, MESSAGE("there is no such work"), NO_MESSAGE);
}

static bool never_good(struct job_run *run, struct problems *problems)
{
    struct job_upload upload;
    const char *path;
    return job_run_upload(run, "cases", &upload, &path, problems);
}

// Counts, and is then at it until its process is killed: the end is never told.
static bool count_and_hang(struct job_run *run, struct problems *problems)
{
    bool good = count_once(run, problems);
    job_run_tell(run, 1, 1, "rows");
    while (run->job->attempts == 1)
        pause_a_little();
    return good;
}

static const struct job_kind counting = {"count", "counting", count_once},
                             stopping = {"stop", "stopping", until_stopped},
                             failing = {"fail", "failing", never_good},
                             hanging = {"hang", "hanging", count_and_hang};
static const struct job_kind *const kinds[] = {&counting, &stopping, &failing, &hanging};

// ---- The scene -----------------------------------------------------------------------------------------------------

struct scene {
    struct record r;
    struct job_runner_settings settings;
    struct job_runner *runner;
};

static void begin(struct scene *s)
{
    ASSERT_GOOD(job_runner_start(&s->settings, &s->runner, &s->r.problems), &s->r.problems);
}

static void start(struct scene *s)
{
    record_start(&s->r);
    s->settings = (struct job_runner_settings){.database = s->r.path,
                                               .uploads = temporary_folder(s->r.arena),
                                               .kinds = kinds,
                                               .kind_count = sizeof kinds / sizeof *kinds};
    s->runner = NULL;
}

static struct text ask(struct scene *s, const char *kind)
{
    struct job_request request = {.kind = kind, .subject = TEXT("one"), .input = TEXT("{}")};
    struct text id = {0};
    ASSERT_GOOD(WRITE(&s->r, job_ask(&s->r.write, &request, &id, &s->r.problems)), &s->r.problems);
    if (s->runner)
        job_runner_wake(s->runner);
    return id;
}

static struct job get(struct scene *s, struct text id)
{
    struct job job = {0};
    ASSERT_GOOD(job_get(s->r.store, s->r.arena, id, &job, &s->r.problems), &s->r.problems);
    return job;
}

static struct job wait_for(struct scene *s, struct text id)
{
    struct job job = get(s, id);
    while (!job_is_over(&job)) {
        pause_a_little();
        job = get(s, id);
    }
    return job;
}

static size_t counted(struct scene *s)
{
    struct audit_rows rows;
    ASSERT_GOOD(audit_read(s->r.store, s->r.arena, TEXT("thing"), TEXT("one"), &rows, &s->r.problems),
                &s->r.problems);
    return rows.list.count;
}

static void stop(struct scene *s)
{
    job_runner_stop(s->runner);
    temporary_remove(s->settings.uploads);
    record_stop(&s->r);
}

// ---- The tests -----------------------------------------------------------------------------------------------------

TEST(jobs_are_done_one_after_the_other_as_acts_of_who_asked)
{
    struct scene s;
    struct audit_rows rows;
    start(&s);
    struct text first = ask(&s, "count");
    begin(&s);
    struct job job = wait_for(&s, first);
    assert_int_equal(job.state, JOB_DONE);
    assert_text_equal(job.result, "{\"counted\":1}");
    assert_int_equal(wait_for(&s, ask(&s, "count")).state, JOB_DONE);
    ASSERT_GOOD(audit_read(s.r.store, s.r.arena, TEXT("thing"), TEXT("one"), &rows, &s.r.problems),
                &s.r.problems);
    assert_int_equal(rows.list.count, 2);
    assert_text_equal(rows.list.items[0].actor, "clerk");
    assert_true(text_equal(rows.list.items[0].operation, first));
    stop(&s);
}

TEST(one_that_cannot_be_done_fails_and_says_why_in_both_languages)
{
    struct scene s;
    start(&s);
    begin(&s);
    struct job job = wait_for(&s, ask(&s, "fail"));
    assert_int_equal(job.state, JOB_FAILED);
    size_t at;
    assert_true(text_find(job.failure.in[LANGUAGE_ENGLISH], TEXT("no file was sent"), &at));
    assert_true(job.failure.in[LANGUAGE_WELSH].length);
    assert_false(text_equal(job.failure.in[LANGUAGE_WELSH], job.failure.in[LANGUAGE_ENGLISH]));
    job = wait_for(&s, ask(&s, "unknown"));
    assert_int_equal(job.state, JOB_FAILED);
    stop(&s);
}

TEST(one_that_runs_tells_how_far_it_is_and_is_stopped_by_a_person)
{
    struct scene s;
    struct job_progress progress = {0};
    start(&s);
    begin(&s);
    struct text id = ask(&s, "stop");
    while (!job_runner_progress(s.runner, s.r.arena, id, &progress) || !progress.done)
        pause_a_little();
    assert_true(progress.done == 1 && progress.total == 2);
    assert_text_equal(progress.unit, "rows");
    assert_false(job_runner_progress(s.runner, s.r.arena, TEXT("another"), &progress));
    job_runner_stop_job(s.runner, TEXT("another"));
    ASSERT_GOOD(WRITE(&s.r, job_ask_to_stop(&s.r.write, id, &s.r.problems)), &s.r.problems);
    assert_int_equal(wait_for(&s, id).state, JOB_STOPPED); // through the record
    id = ask(&s, "stop");
    while (!job_runner_progress(s.runner, s.r.arena, id, &progress))
        pause_a_little();
    job_runner_stop_job(s.runner, id);
    assert_int_equal(wait_for(&s, id).state, JOB_STOPPED);
    stop(&s);
}

TEST(one_that_runs_when_the_server_ends_waits_for_the_next_server)
{
    struct scene s;
    struct job_progress progress;
    start(&s);
    begin(&s);
    struct text id = ask(&s, "stop");
    while (!job_runner_progress(s.runner, s.r.arena, id, &progress))
        pause_a_little();
    job_runner_stop(s.runner);
    s.runner = NULL;
    struct job job = get(&s, id);
    assert_true(job.state == JOB_WAITING && job.attempts == 0);
    stop(&s);
}

// In a process of its own, which is killed once the work is done and before its end is told.
static void run_and_be_killed(struct scene *s, struct text id)
{
    pid_t child = fork();
    if (child == 0) {
        begin(s);
        for (;;)
            pause_a_little();
    }
    while (counted(s) == 0 || !get(s, id).worker.length)
        pause_a_little();
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_true(waitpid(child, NULL, 0) == child);
}

static void let_the_lease_end(struct scene *s)
{
    ASSERT_GOOD(store_execute(s->r.store, TEXT("UPDATE job SET lease_until = 1"), &s->r.problems),
                &s->r.problems);
}

TEST(one_whose_server_is_killed_is_taken_up_again_and_is_done_once)
{
    struct scene s;
    start(&s);
    struct text id = ask(&s, "hang");
    run_and_be_killed(&s, id);
    assert_int_equal(get(&s, id).state, JOB_RUNNING);
    let_the_lease_end(&s);
    begin(&s);
    struct job job = wait_for(&s, id);
    assert_int_equal(job.state, JOB_DONE);
    assert_int_equal(job.attempts, 2);
    assert_int_equal(counted(&s), 1);
    stop(&s);
}

TEST(one_at_which_servers_die_again_and_again_fails)
{
    struct scene s;
    start(&s);
    struct text id = ask(&s, "count");
    struct job job;
    bool found;
    for (int i = 0; i < LIMIT_JOB_ATTEMPTS; i++) {
        ASSERT_GOOD(job_take(s.r.store, s.r.arena, TEXT("dead"), 2 + i, &found, &job, &s.r.problems),
                    &s.r.problems);
        assert_true(found);
        let_the_lease_end(&s);
    }
    begin(&s);
    assert_int_equal(wait_for(&s, id).state, JOB_FAILED);
    assert_int_equal(counted(&s), 0);
    stop(&s);
}

TEST(the_files_of_a_job_are_gone_once_it_is_over)
{
    struct scene s;
    start(&s);
    struct upload *upload = upload_new(s.settings.uploads, -1, &s.r.problems);
    assert_non_null(upload);
    const char *path = text_terminated(s.r.arena, text_from(upload_path(upload)));
    struct job_upload sent = {TEXT("cases"), upload_file(upload), TEXT("cases.csv"), 0};
    struct job_request request = {
        .kind = "count", .subject = TEXT("one"), .input = TEXT("{}"), .uploads = &sent, .upload_count = 1};
    struct text id;
    ASSERT_GOOD(WRITE(&s.r, job_ask(&s.r.write, &request, &id, &s.r.problems)), &s.r.problems);
    upload_keep(upload);
    assert_int_equal(access(path, F_OK), 0);
    begin(&s);
    wait_for(&s, id);
    job_runner_stop(s.runner);
    s.runner = NULL;
    assert_int_not_equal(access(path, F_OK), 0);
    stop(&s);
}
