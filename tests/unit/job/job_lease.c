// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_lease.h"

#include "record.h"
#include "review/audit.h"

enum { NOON = 1000000000 };
#define ANN TEXT("ann")
#define BOB TEXT("bob")

static struct text ask(struct record *r)
{
    struct job_request request = {.kind = "import", .input = TEXT("{}")};
    struct text id = {0};
    ASSERT_GOOD(WRITE(r, job_ask(&r->write, &request, &id, &r->problems)), &r->problems);
    return id;
}

static bool take(struct record *r, struct text worker, int64_t at, struct job *job)
{
    bool found = false;
    ASSERT_GOOD(job_take(r->store, r->arena, worker, at, &found, job, &r->problems), &r->problems);
    return found;
}

static bool renew(struct record *r, struct text id, struct text worker, int64_t at, bool *stop)
{
    bool kept = false;
    struct job_progress progress = {3, 10, TEXT("rows")};
    ASSERT_GOOD(job_renew(r->store, id, worker, at, &progress, &kept, stop, &r->problems), &r->problems);
    return kept;
}

static struct job get(struct record *r, struct text id)
{
    struct job job = {0};
    ASSERT_GOOD(job_get(r->store, r->arena, id, &job, &r->problems), &r->problems);
    return job;
}

TEST(jobs_are_taken_in_the_order_in_which_they_were_asked_for_each_by_one)
{
    struct record r;
    struct job job;
    record_start(&r);
    struct text first = ask(&r), second = ask(&r);
    assert_true(take(&r, ANN, NOON, &job));
    assert_true(text_equal(job.id, first));
    assert_true(job.state == JOB_RUNNING && job.attempts == 1 && job.began_at == NOON);
    assert_true(take(&r, BOB, NOON, &job));
    assert_true(text_equal(job.id, second));
    assert_false(take(&r, ANN, NOON, &job));
    record_stop(&r);
}

TEST(a_job_whose_worker_is_not_heard_of_is_taken_by_another)
{
    struct record r;
    struct job job;
    bool stop;
    record_start(&r);
    struct text id = ask(&r);
    assert_true(take(&r, ANN, NOON, &job));
    assert_false(take(&r, BOB, NOON + JOB_LEASE, &job));
    assert_true(renew(&r, id, ANN, NOON + JOB_LEASE, &stop));
    assert_false(take(&r, BOB, NOON + 2 * JOB_LEASE, &job));
    assert_true(take(&r, BOB, NOON + 2 * JOB_LEASE + 1, &job));
    assert_int_equal(job.attempts, 2);
    assert_false(renew(&r, id, ANN, NOON + 2 * JOB_LEASE + 2, &stop));
    record_stop(&r);
}

TEST(its_progress_is_kept_with_the_lease_and_it_hears_that_it_is_to_stop)
{
    struct record r;
    struct job job;
    bool stop = true;
    record_start(&r);
    struct text id = ask(&r);
    assert_true(take(&r, ANN, NOON, &job) && renew(&r, id, ANN, NOON, &stop) && !stop);
    job = get(&r, id);
    assert_true(job.progress.done == 3 && job.progress.total == 10);
    assert_text_equal(job.progress.unit, "rows");
    ASSERT_GOOD(WRITE(&r, job_ask_to_stop(&r.write, id, &r.problems)), &r.problems);
    assert_int_equal(get(&r, id).state, JOB_RUNNING);
    assert_true(renew(&r, id, ANN, NOON, &stop) && stop);
    assert_false(WRITE(&r, job_ask_to_stop(&r.write, id, &r.problems)));
    record_stop(&r);
}

TEST(one_that_is_given_back_waits_as_if_it_had_not_been_begun)
{
    struct record r;
    struct job job;
    record_start(&r);
    struct text id = ask(&r);
    assert_true(take(&r, ANN, NOON, &job));
    ASSERT_GOOD(job_give_back(r.store, id, BOB, &r.problems), &r.problems); // it is not Bob's
    assert_int_equal(get(&r, id).state, JOB_RUNNING);
    ASSERT_GOOD(job_give_back(r.store, id, ANN, &r.problems), &r.problems);
    job = get(&r, id);
    assert_true(job.state == JOB_WAITING && job.attempts == 0);
    assert_true(take(&r, BOB, NOON, &job));
    record_stop(&r);
}

TEST(the_end_is_its_workers_to_tell_and_stands_in_the_log_as_an_act_of_who_asked)
{
    struct record r;
    struct job job;
    struct audit_rows rows;
    struct job_outcome outcome = {.state = JOB_DONE, .result = TEXT("{\"n\":1}")};
    record_start(&r);
    struct text id = ask(&r);
    assert_true(take(&r, ANN, NOON, &job));
    assert_false(job_end(r.store, r.arena, &job, BOB, NULL, &outcome, &r.problems));
    problems_init(&r.problems, r.arena);
    ASSERT_GOOD(job_end(r.store, r.arena, &job, ANN, NULL, &outcome, &r.problems), &r.problems);
    job = get(&r, id);
    assert_true(job.state == JOB_DONE && job.ended_at && !job.worker.length);
    assert_text_equal(job.result, "{\"n\":1}");
    assert_false(take(&r, BOB, NOON + 10 * JOB_LEASE, &job));
    ASSERT_GOOD(audit_read(r.store, r.arena, TEXT("job"), id, &rows, &r.problems), &r.problems);
    assert_int_equal(rows.list.count, 2);
    assert_text_equal(rows.list.items[1].action, "job.done");
    assert_text_equal(rows.list.items[1].actor, "clerk");
    record_stop(&r);
}
