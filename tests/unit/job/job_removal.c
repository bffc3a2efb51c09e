// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_removal.h"

#include "desk.h"
#include "job/job_import.h"
#include "review/removal.h"
#include "review/retention.h"

static struct text ask(struct desk *desk, const struct job_removal *removal)
{
    return desk_ask(desk, JOB_REMOVAL, "e", job_removal_input(desk->people.record.arena, removal), NULL, 0);
}

static const struct job_removal confirmed = {{"e", 1}, {"expired", 7}, true};

static int64_t cases_left(struct desk *desk)
{
    struct record *r = &desk->people.record;
    struct retained retained = {0};
    ASSERT_GOOD(retention_get(r->store, r->arena, TEXT("e"), &retained, &r->problems), &r->problems);
    return retained.cases;
}

TEST(what_was_asked_for_is_read_as_it_was_written)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct job_removal removal = {TEXT("e"), TEXT("It \"expired\"\n"), true}, read;
    struct job job = {.input = job_removal_input(arena, &removal)};
    problems_init(&problems, arena);
    ASSERT_GOOD(job_removal_read(arena, &job, &read, &problems), &problems);
    assert_text_equal(read.confirmation, "e");
    assert_text_equal(read.reason, "It \"expired\"\n");
    assert_true(read.open_too);
    arena_free(arena);
}

TEST(an_extract_is_removed_by_who_asked_and_its_bytes_are_written_over)
{
    struct desk desk;
    desk_start_with_cases(&desk);
    struct record *r = &desk.people.record;
    struct text id = ask(&desk, &confirmed);
    struct job job = desk_wait(&desk, id);
    struct job_removal_result result;
    struct certificate certificate;
    assert_int_equal(job.state, JOB_DONE);
    ASSERT_GOOD(job_removal_result(r->arena, &job, &result, &r->problems), &r->problems);
    assert_text_equal(result.certificate, "1");
    assert_true(result.wiped);
    assert_int_equal(cases_left(&desk), 0);
    ASSERT_GOOD(certificate_read(r->store, r->arena, TEXT("e"), &certificate, &r->problems), &r->problems);
    assert_text_equal(certificate.removed_by, "clerk");
    assert_text_equal(certificate.reason, "expired");
    assert_true(certificate.wiped_at > 0);
    assert_int_equal(desk_count(&desk, "erasure"), 1);
    assert_int_equal(desk_count(&desk, "erasure.wipe"), 1);
    desk_stop(&desk);
}

TEST(one_whose_server_died_after_it_was_done_is_not_done_twice)
{
    struct desk desk;
    desk_start_with_cases(&desk);
    struct record *r = &desk.people.record;
    struct text id = ask(&desk, &confirmed);
    struct job_removal_result result;
    desk_wait(&desk, id);
    desk_die(&desk, id);
    struct job job = desk_wait(&desk, id);
    assert_int_equal(job.state, JOB_DONE);
    ASSERT_GOOD(job_removal_result(r->arena, &job, &result, &r->problems), &r->problems);
    assert_text_equal(result.certificate, "1");
    assert_int_equal(desk_count(&desk, "erasure"), 1);
    desk_stop(&desk);
}

TEST(what_is_held_by_then_or_not_confirmed_stays)
{
    struct desk desk;
    desk_start_with_cases(&desk);
    struct record *r = &desk.people.record;
    struct text hold;
    desk_assert_fails(&desk, ask(&desk, &(struct job_removal){TEXT("E"), TEXT("expired"), true}),
                      "the removal is not confirmed");
    struct text id = ask(&desk, &confirmed);
    ASSERT_GOOD(WRITE(r, hold_place(&r->write, TEXT("e"), TEXT("inquest"), &hold, &r->problems)),
                &r->problems);
    desk_assert_fails(&desk, id, "a hold stands against it");
    assert_int_equal(cases_left(&desk), 2);
    desk_stop(&desk);
}

TEST(who_lost_the_role_before_its_turn_came_removes_nothing)
{
    struct desk desk;
    desk_start_with_cases(&desk);
    struct record *r = &desk.people.record;
    struct account clerk = people_read(&desk.people, "clerk");
    struct text id = ask(&desk, &confirmed);
    ASSERT_GOOD(WRITE(r, account_set_roles(&r->write, &clerk, ROLE_BIT(ROLE_READER), &r->problems)),
                &r->problems);
    desk_assert_fails(&desk, id, "whoever asked for this work may not do it any more");
    assert_int_equal(cases_left(&desk), 2);
    assert_int_equal(desk_count(&desk, "erasure"), 0);
    desk_stop(&desk);
}

TEST(one_that_is_told_to_stop_before_it_begins_removes_nothing)
{
    struct desk desk;
    desk_start_with_cases(&desk);
    struct text id = ask(&desk, &confirmed);
    desk_execute(&desk, "UPDATE job SET stop_asked = 1");
    assert_int_equal(desk_wait(&desk, id).state, JOB_STOPPED);
    assert_int_equal(cases_left(&desk), 2);
    desk_stop(&desk);
}

TEST(what_a_sender_called_the_files_goes_with_the_extract_and_others_stay)
{
    struct desk desk;
    desk_start_with_cases(&desk);
    struct record *r = &desk.people.record;
    static const char cases[] = "case_ref,reported_at,note\nA,2019-03-29 18:00,x\nB,never,x\n";
    static const char *const inputs[] = {"{\"extract\":\"e\",\"dry_run\":true}", "{\"extract\":\"e\"}",
                                         "{\"extract\":\"other\"}"};
    struct text ids[3];
    struct job_uploads uploads;
    for (size_t i = 0; i < 3; i++) {
        struct job_upload sent = desk_send(&desk, "cases", "smith.csv", i == 1 ? "a,b\n1,2\n" : cases);
        ids[i] = desk_ask(&desk, JOB_IMPORT, "small", text_from(inputs[i]), &sent, 1);
        desk_wait(&desk, ids[i]);
    }
    assert_int_equal(desk_wait(&desk, ask(&desk, &confirmed)).state, JOB_DONE);
    for (size_t i = 0; i < 3; i++) {
        size_t at;
        bool gone = i < 2;
        struct job job;
        ASSERT_GOOD(job_uploads(r->store, r->arena, ids[i], &uploads, &r->problems), &r->problems);
        assert_int_equal(uploads.list.items[0].name.length, gone ? 0 : strlen("smith.csv"));
        ASSERT_GOOD(job_get(r->store, r->arena, ids[i], &job, &r->problems), &r->problems);
        assert_true(gone != text_find(job.result, TEXT("smith"), &at));
        assert_false(text_find(job.failure.in[LANGUAGE_ENGLISH], TEXT("smith"), &at));
    }
    desk_stop(&desk);
}
