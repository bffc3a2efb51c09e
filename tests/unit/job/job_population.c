// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_population.h"

#include "access/conflict.h"
#include "desk.h"
#include "review/audit.h"
#include "review/population_record.h"

static const char cases_sent[] =
    "case_ref,reported_at,note\nALPHA,2019-03-29 18:00,x\nBETA,2019-04-29 18:00,\nGAMMA,2019-04-30 18:00,\nDELTA,never,\n";

static struct text ask(struct desk *desk, const char *review, const char *outcome)
{
    struct arena *arena = desk->people.record.arena;
    struct job_population wanted = {.instrument = desk->instrument->hash, .most = 10};
    *ARRAY_APPEND(arena, &wanted.by) = TEXT("month:reported_at");
    if (outcome) {
        wanted.criterion = TEXT("noted");
        wanted.outcome = text_from(outcome);
    }
    struct job_upload sent = desk_send(desk, "cases", "cases.csv", cases_sent);
    return desk_ask(desk, JOB_POPULATION, review, job_population_input(arena, &wanted), &sent, 1);
}

static struct text output(struct desk *desk, struct text id, enum language language, const char *suffix)
{
    struct record *r = &desk->people.record;
    struct text content = {0};
    bool found = false;
    ASSERT_GOOD(job_output_get(r->store, r->arena, id, language, suffix, &found, &content, &r->problems),
                &r->problems);
    assert_true(found);
    return content;
}

static struct job_exceptions exceptions(struct desk *desk, struct text id, struct text account)
{
    struct record *r = &desk->people.record;
    struct job_exceptions cases = {0};
    ASSERT_GOOD(job_exceptions(r->store, r->arena, id, account, &cases, &r->problems), &r->problems);
    return cases;
}

TEST(what_was_asked_for_is_read_as_it_was_written)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct job_population wanted = {.instrument = TEXT("aa"),
                                    .criterion = TEXT("c"),
                                    .outcome = TEXT("o"),
                                    .most = 7},
                          read;
    *ARRAY_APPEND(arena, &wanted.by) = TEXT("month");
    *ARRAY_APPEND(arena, &wanted.by) = TEXT("kind");
    struct job job = {.input = job_population_input(arena, &wanted)};
    problems_init(&problems, arena);
    ASSERT_GOOD(job_population_read(arena, &job, &read, &problems), &problems);
    assert_text_equal(read.instrument, "aa");
    assert_true(read.by.count == 2 && read.most == 7);
    assert_text_equal(read.by.items[1], "kind");
    assert_text_equal(read.outcome, "o");
    arena_free(arena);
}

TEST(every_case_is_counted_and_only_tables_hashes_and_the_cases_of_the_outcome_stay)
{
    struct desk desk;
    desk_start(&desk);
    struct record *r = &desk.people.record;
    struct job_population_result result;
    struct text id = ask(&desk, "", "other");
    struct job job = desk_wait(&desk, id);
    assert_int_equal(job.state, JOB_DONE);
    ASSERT_GOOD(job_population_result(r->arena, &job, &result, &r->problems), &r->problems);
    assert_true(result.cases == 3 && result.rejected == 1 && result.exceptions_found == 2);
    size_t count, at;
    const struct job_table_format *formats = job_table_formats(&count);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        for (size_t i = 0; i < count; i++) {
            struct text content = output(&desk, id, (enum language)language, formats[i].suffix);
            assert_true(content.length > 100);
            static const char *const cases[] = {"ALPHA", "BETA", "GAMMA", "DELTA"};
            for (size_t k = 0; k < 4; k++)
                assert_false(text_find(content, text_from(cases[k]), &at));
        }
    assert_true(text_find(output(&desk, id, LANGUAGE_ENGLISH, "html"), TEXT("April 2019"), &at));
    assert_true(text_find(output(&desk, id, LANGUAGE_WELSH, "html"), TEXT("Ebrill 2019"), &at));
    struct job_exceptions cases = exceptions(&desk, id, (struct text){0});
    assert_int_equal(cases.list.count, 2);
    assert_text_equal(cases.list.items[0].reference, "BETA");
    assert_text_equal(cases.list.items[0].source, "cases.csv");
    assert_int_equal(cases.list.items[1].line, 4);
    assert_int_equal(desk_count(&desk, "population.consult"), 1);
    desk_stop(&desk);
}

TEST(without_an_outcome_no_case_stays)
{
    struct desk desk;
    desk_start(&desk);
    struct text id = ask(&desk, "", NULL);
    assert_int_equal(desk_wait(&desk, id).state, JOB_DONE);
    assert_int_equal(exceptions(&desk, id, (struct text){0}).list.count, 0);
    desk_stop(&desk);
}

TEST(the_totals_are_kept_with_the_review_that_is_named)
{
    struct desk desk;
    desk_start(&desk);
    struct record *r = &desk.people.record;
    struct population_totals totals;
    bool found;
    assert_int_equal(desk_wait(&desk, ask(&desk, "small", NULL)).state, JOB_DONE);
    ASSERT_GOOD(population_record_read(r->store, r->arena, TEXT("small"), &found, &totals, &r->problems),
                &r->problems);
    assert_true(found);
    assert_int_equal(totals.cases, 3);
    assert_text_equal(totals.sources[0].name, "cases.csv");
    desk_stop(&desk);
}

TEST(one_whose_server_died_after_it_was_done_is_not_kept_twice)
{
    struct desk desk;
    desk_start(&desk);
    struct arena *arena = desk.people.record.arena;
    struct text id = ask(&desk, "small", "other");
    desk_wait(&desk, id);
    desk_die(&desk, id);
    struct job_upload again = desk_send(&desk, "cases", "cases.csv", cases_sent);
    desk_execute(&desk, text_terminated(arena, text_print(arena, "UPDATE job_upload SET file = '%.*s'",
                                                          TEXT_PRINT(again.file))));
    struct job job = desk_wait(&desk, id);
    assert_true(job.state == JOB_DONE && job.attempts == 2 && job.result.length);
    assert_int_equal(exceptions(&desk, id, (struct text){0}).list.count, 2);
    assert_int_equal(desk_count(&desk, "population.consult"), 1);
    desk_stop(&desk);
}

TEST(what_cannot_be_asked_of_the_instrument_fails)
{
    struct desk desk;
    desk_start(&desk);
    assert_int_equal(desk_wait(&desk, ask(&desk, "", "no_such_outcome")).state, JOB_FAILED);
    struct job_upload sent = desk_send(&desk, "cases", "cases.csv", cases_sent);
    assert_int_equal(
        desk_wait(&desk, desk_ask(&desk, JOB_POPULATION, "", TEXT("{\"instrument\":\"00\"}"), &sent, 1))
            .state,
        JOB_FAILED);
    assert_int_equal(desk_count(&desk, "population.consult"), 0);
    desk_stop(&desk);
}

TEST(who_has_a_conflict_of_interest_with_a_case_does_not_see_it_listed)
{
    struct desk desk;
    desk_start(&desk);
    struct record *r = &desk.people.record;
    struct text id = ask(&desk, "", "other");
    desk_wait(&desk, id);
    record_add_cases(r, "e", 1);
    desk_execute(&desk, "UPDATE case_record SET reference = 'BETA'");
    ASSERT_GOOD(WRITE(r, conflict_declare(&r->write, desk.people.reviewer.id, record_case(r, "e", "BETA"),
                                          TEXT("A neighbour"), NULL, &r->problems)),
                &r->problems);
    struct job_exceptions cases = exceptions(&desk, id, desk.people.reviewer.id);
    assert_int_equal(cases.list.count, 1);
    assert_text_equal(cases.list.items[0].reference, "GAMMA");
    assert_int_equal(exceptions(&desk, id, desk.people.administrator.id).list.count, 2);
    desk_stop(&desk);
}

TEST(an_instrument_says_how_its_cases_can_be_divided)
{
    struct arena *arena = arena_new();
    const struct instrument *instrument = small_instrument(arena);
    struct job_splits splits;
    job_splits(arena, instrument, &splits);
    assert_int_equal(splits.list.count, 1);
    assert_text_equal(splits.list.items[0].id, "month:reported_at");
    assert_true(splits.list.items[0].by_month);
    assert_true(job_outcome_is_computed(&instrument->criteria[0], 0));
    assert_false(job_outcome_is_computed(&instrument->criteria[1], 0));
    arena_free(arena);
}
