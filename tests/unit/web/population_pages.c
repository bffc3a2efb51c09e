// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/population_pages.h"

#include "door.h"
#include "job/job_population.h"
#include "review/review.h"
#include "small.h"

struct scene {
    struct door door;
    struct text manager, form; // its address
};

static void start(struct scene *s)
{
    struct record *r = &s->door.people.record;
    door_start(&s->door);
    struct review review = small_review(small_instrument(r->arena));
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    struct account manager = people_add(&s->door.people, "manager", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    s->manager = door_session(&s->door, &manager);
    s->form = text_print(r->arena, "/population/%.*s", TEXT_PRINT(review.instrument_hash));
}

static struct http_response send(struct scene *s, const char *fields)
{
    static const struct door_file file[] = {{"cases", "cases.csv.gz", "\x1F\x8B and more"}};
    struct door_upload upload = {.session = s->manager,
                                 .address = s->form,
                                 .fields = text_from(fields),
                                 .files = file,
                                 .file_count = 1};
    return door_upload(&s->door, &upload);
}

static struct job_list jobs(struct scene *s)
{
    struct record *r = &s->door.people.record;
    struct job_list list;
    ASSERT_GOOD(job_list(r->store, r->arena, JOB_POPULATION, (struct text){0}, 10, &list, &r->problems),
                &r->problems);
    return list;
}

TEST(an_instrument_of_the_record_is_chosen_and_says_what_can_be_asked)
{
    struct scene s;
    start(&s);
    struct arena *arena = s.door.people.record.arena;
    struct http_response response = door_get(&s.door, s.manager, TEXT("/population"));
    assert_true(door_shows(&response,
                           text_terminated(arena, text_print(arena, "href=\"%.*s\"", TEXT_PRINT(s.form)))));
    response = door_get(&s.door, s.manager, s.form);
    assert_true(door_shows(&response, "value=\"month:reported_at\"") &&
                door_shows(&response, "value=\"noted=other\""));
    assert_false(door_shows(&response, "kind=kind_yes")); // reviewers judge that
    assert_true(door_shows(&response, "<option value=\"small\">Small</option>"));
    assert_int_equal(door_get(&s.door, s.manager, TEXT("/population/00")).status, 404);
    door_stop(&s.door);
}

TEST(what_is_asked_for_is_in_the_job)
{
    struct scene s;
    start(&s);
    struct record *r = &s.door.people.record;
    struct job_population wanted;
    assert_int_equal(
        send(&s, "by=month:reported_at&by=nothing&outcome=noted=other&most=7&review=small").status, 303);
    struct job job = jobs(&s).list.items[0];
    ASSERT_GOOD(job_population_read(r->arena, &job, &wanted, &r->problems), &r->problems);
    assert_text_equal(job.subject, "small");
    assert_text_equal(wanted.criterion, "noted");
    assert_text_equal(wanted.outcome, "other");
    assert_true(wanted.most == 7 && wanted.by.count == 1);
    assert_int_equal(door_uploads(&s.door), 1);
    door_stop(&s.door);
}

TEST(what_cannot_be_asked_is_told_of_and_nothing_is_kept)
{
    struct scene s;
    start(&s);
    struct http_response response = send(&s, "outcome=noted=other&most=100000000");
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "Write a number from 1 to"));
    assert_true(door_shows(&response, "<option value=\"noted=other\" selected>")); // nobody chooses twice
    assert_int_equal(send(&s, "review=none").status, 422);
    assert_int_equal(jobs(&s).list.count, 0);
    assert_int_equal(door_uploads(&s.door), 0);
    door_stop(&s.door);
}

TEST(tables_are_shown_and_handed_out_in_the_formats_that_there_are)
{
    struct scene s;
    start(&s);
    struct arena *arena = s.door.people.record.arena;
    struct text job = door_job(&s.door, JOB_POPULATION, "", "{}", "{}");
    struct text tables = text_print(arena, "/jobs/%.*s/tables", TEXT_PRINT(job));
    assert_int_equal(door_get(&s.door, s.manager, tables).status, 404); // it left none
    door_job_output(&s.door, job);
    struct http_response response = door_get(&s.door, s.manager, tables);
    assert_true(response.status == 200 && door_shows(&response, "Every case") &&
                door_shows(&response, "/tables/xlsx"));
    response = door_get(&s.door, s.manager, text_print(arena, "%.*s/csv", TEXT_PRINT(tables)));
    assert_text_equal(door_header(&response, "Content-Disposition"),
                      "attachment; filename=\"every-case.en.csv\"");
    assert_int_equal(door_get(&s.door, s.manager, text_print(arena, "%.*s/exe", TEXT_PRINT(tables))).status,
                     404);
    door_stop(&s.door);
}

TEST(a_case_that_begins_like_a_formula_is_handed_out_as_a_text)
{
    struct scene s;
    start(&s);
    struct record *r = &s.door.people.record;
    struct text job = door_job(&s.door, JOB_POPULATION, "", "{}", "{}"), none = {0};
    ASSERT_GOOD(store_run(r->store, "job_exception_insert",
                          STORE_VALUES(store_text(job), store_integer(1), store_text(TEXT("=1+1")),
                                       store_text(TEXT("<cases>.csv")), store_integer(2), store_text(none),
                                       store_text(none)),
                          NULL, &r->problems),
                &r->problems);
    struct http_response response = door_get(&s.door, s.manager,
                                             text_print(r->arena, "/jobs/%.*s/cases", TEXT_PRINT(job)));
    assert_true(door_shows(&response, "=1+1") && door_shows(&response, "&lt;cases&gt;.csv") &&
                door_shows(&response, "Not known"));
    response = door_get(&s.door, s.manager, text_print(r->arena, "/jobs/%.*s/cases/csv", TEXT_PRINT(job)));
    assert_true(door_shows(&response, "\r\n\"'=1+1\","));
    door_stop(&s.door);
}
