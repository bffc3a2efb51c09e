// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job.h"

#include "record.h"
#include "review/audit.h"

static const struct job_upload uploads[] = {{TEXT("cases"), TEXT("f1"), TEXT("cases.csv"), 12},
                                            {TEXT("log"), TEXT("f2"), TEXT("log.csv"), 0}};

static struct text ask(struct record *r, const char *kind, const char *subject, size_t upload_count)
{
    struct job_request request = {.kind = kind,
                                  .subject = text_from(subject),
                                  .input = TEXT("{\"a\":1}"),
                                  .language = LANGUAGE_WELSH,
                                  .uploads = uploads,
                                  .upload_count = upload_count};
    struct text id = {0};
    ASSERT_GOOD(WRITE(r, job_ask(&r->write, &request, &id, &r->problems)), &r->problems);
    return id;
}

TEST(a_job_that_was_asked_for_waits_with_all_that_was_said)
{
    struct record r;
    struct job job;
    struct job_uploads read;
    record_start(&r);
    struct text id = ask(&r, "import", "snapshot", 2);
    ASSERT_GOOD(job_get(r.store, r.arena, id, &job, &r.problems), &r.problems);
    assert_text_equal(job.kind, "import");
    assert_text_equal(job.subject, "snapshot");
    assert_text_equal(job.input, "{\"a\":1}");
    assert_text_equal(job.actor, "clerk");
    assert_int_equal(job.language, LANGUAGE_WELSH);
    assert_int_equal(job.state, JOB_WAITING);
    assert_true(job.asked_at == r.act.at && !job.began_at && !job.ended_at && !job_is_over(&job));
    ASSERT_GOOD(job_uploads(r.store, r.arena, id, &read, &r.problems), &r.problems);
    assert_int_equal(read.list.count, 2);
    assert_text_equal(read.list.items[0].part, "cases");
    assert_text_equal(read.list.items[0].name, "cases.csv");
    assert_int_equal(read.list.items[0].bytes, 12);
    record_stop(&r);
}

TEST(what_is_not_there_is_a_problem_or_not_found)
{
    struct record r;
    struct job job;
    bool found = true;
    record_start(&r);
    ASSERT_GOOD(job_find(r.store, r.arena, TEXT("none"), &found, &job, &r.problems), &r.problems);
    assert_false(found);
    assert_false(job_get(r.store, r.arena, TEXT("none"), &job, &r.problems));
    record_stop(&r);
}

TEST(jobs_are_listed_by_kind_and_subject_the_latest_first)
{
    struct record r;
    struct job_list list;
    record_start(&r);
    ask(&r, "import", "a", 0);
    struct text second = ask(&r, "import", "b", 0);
    struct text third = ask(&r, "import", "a", 0);
    ask(&r, "population", "", 0);
    ASSERT_GOOD(job_list(r.store, r.arena, "import", TEXT("a"), 10, &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 2);
    assert_true(text_equal(list.list.items[0].id, third));
    ASSERT_GOOD(job_list(r.store, r.arena, "import", (struct text){0}, 2, &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 2);
    assert_true(text_equal(list.list.items[1].id, second));
    record_stop(&r);
}

TEST(a_job_that_waits_is_stopped_at_once_and_its_files_are_needed_no_more)
{
    struct record r;
    struct job job;
    struct job_uploads needed;
    record_start(&r);
    struct text id = ask(&r, "import", "a", 2);
    ASSERT_GOOD(job_uploads_needed(r.store, r.arena, &needed, &r.problems), &r.problems);
    assert_int_equal(needed.list.count, 2);
    ASSERT_GOOD(WRITE(&r, job_ask_to_stop(&r.write, id, &r.problems)), &r.problems);
    ASSERT_GOOD(job_get(r.store, r.arena, id, &job, &r.problems), &r.problems);
    assert_int_equal(job.state, JOB_STOPPED);
    assert_true(job.ended_at == r.act.at);
    ASSERT_GOOD(job_uploads_needed(r.store, r.arena, &needed, &r.problems), &r.problems);
    assert_int_equal(needed.list.count, 0);
    assert_false(WRITE(&r, job_ask_to_stop(&r.write, id, &r.problems)));
    record_stop(&r);
}

TEST(that_a_job_was_asked_for_and_stopped_stands_in_the_log)
{
    struct record r;
    struct audit_rows rows;
    record_start(&r);
    struct text id = ask(&r, "import", "a", 0);
    ASSERT_GOOD(WRITE(&r, job_ask_to_stop(&r.write, id, &r.problems)), &r.problems);
    ASSERT_GOOD(audit_read(r.store, r.arena, TEXT("job"), id, &rows, &r.problems), &r.problems);
    assert_int_equal(rows.list.count, 2);
    assert_text_equal(rows.list.items[0].action, "job.ask");
    assert_text_equal(rows.list.items[0].detail, "{\"kind\":\"import\",\"subject\":\"a\"}");
    assert_text_equal(rows.list.items[1].action, "job.stop");
    record_stop(&r);
}
