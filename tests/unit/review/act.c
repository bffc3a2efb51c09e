// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/act.h"

#include "record.h"
#include "review/section.h"

#include "store/identifier.h"

#include <sys/wait.h>
#include <unistd.h>

struct adding {
    int runs;
    const char *key;
    bool fails;
};

static bool add_section(struct write *write, void *argument, struct problems *problems)
{
    struct adding *adding = argument;
    struct section section = {.key = text_from(adding->key), .text = {{TEXT("Text"), TEXT("Testun")}}};
    adding->runs++;
    write_result(write, text_print(write->arena, "run %d", adding->runs));
    return section_put(write, TEXT("hate-2019"), &section, problems) &&
           (!adding->fails || problem_report(problems, (struct place){0}, MESSAGE("no"), NO_MESSAGE));
}

static size_t sections(struct record *r)
{
    struct section_list list;
    ASSERT_GOOD(section_list(r->store, r->arena, TEXT("hate-2019"), &list, &r->problems), &r->problems);
    return list.list.count;
}

TEST(an_act_is_of_now_and_its_operation_is_new)
{
    struct arena *arena = arena_new();
    struct act a = act_new(arena, TEXT("clerk")), b = act_new(arena, TEXT("clerk"));
    assert_true(identifier_is_valid(a.operation));
    assert_false(text_equal(a.operation, b.operation));
    assert_true(a.at > INT64_C(1546300800000000)); // after 2019 began
    arena_free(arena);
}

TEST(a_retry_changes_nothing_and_answers_the_same)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    struct act act = act_new(r.arena, TEXT("clerk"));
    struct adding adding = {.key = "overview"};
    struct act_answer answer;
    ASSERT_GOOD(act_do(r.store, r.arena, &act, add_section, &adding, &answer, &r.problems), &r.problems);
    assert_false(answer.repeated);
    assert_text_equal(answer.result, "run 1");
    // The second time the section would be there already.
    ASSERT_GOOD(act_do(r.store, r.arena, &act, add_section, &adding, &answer, &r.problems), &r.problems);
    assert_true(answer.repeated);
    assert_text_equal(answer.result, "run 1");
    assert_int_equal(adding.runs, 1);
    assert_int_equal(sections(&r), 1);
    record_stop(&r);
}

TEST(nobody_repeats_the_operation_of_another)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    struct act act = act_new(r.arena, TEXT("clerk"));
    struct adding adding = {.key = "overview"};
    ASSERT_GOOD(act_do(r.store, r.arena, &act, add_section, &adding, NULL, &r.problems), &r.problems);
    act.actor = TEXT("visitor");
    ASSERT_REFUSED(act_do(r.store, r.arena, &act, add_section, &adding, NULL, &r.problems), &r.problems,
                   "the operation {operation} was done by somebody else");
    act.actor = TEXT("");
    ASSERT_REFUSED(act_do(r.store, r.arena, &act, add_section, &adding, NULL, &r.problems), &r.problems,
                   "it is not known who does this");
    record_stop(&r);
}

TEST(an_act_that_fails_can_be_done_again_with_the_same_operation)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    struct act act = act_new(r.arena, TEXT("clerk"));
    struct adding adding = {.key = "overview", .fails = true};
    ASSERT_REFUSED(act_do(r.store, r.arena, &act, add_section, &adding, NULL, &r.problems), &r.problems,
                   "no");
    assert_int_equal(sections(&r), 0);
    adding.fails = false;
    ASSERT_GOOD(act_do(r.store, r.arena, &act, add_section, &adding, NULL, &r.problems), &r.problems);
    assert_int_equal(sections(&r), 1);
    record_stop(&r);
}

TEST(a_rehearsal_says_what_would_happen_and_leaves_no_trace)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    struct act act = act_new(r.arena, TEXT("clerk"));
    struct adding adding = {.key = "overview"};
    ASSERT_GOOD(act_rehearse(r.store, r.arena, &act, add_section, &adding, &r.problems), &r.problems);
    assert_int_equal(sections(&r), 0);
    adding.key = "Overview";
    problems_init(&r.problems, r.arena);
    assert_false(act_rehearse(r.store, r.arena, &act, add_section, &adding, &r.problems));
    assert_int_equal(r.problems.count, 1);
    problems_init(&r.problems, r.arena);
    adding.key = "overview";
    ASSERT_GOOD(act_do(r.store, r.arena, &act, add_section, &adding, NULL, &r.problems), &r.problems);
    record_stop(&r);
}

TEST(an_operation_that_is_done_is_not_rehearsed)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    struct act act = act_new(r.arena, TEXT("clerk"));
    struct adding adding = {.key = "overview"};
    ASSERT_GOOD(act_do(r.store, r.arena, &act, add_section, &adding, NULL, &r.problems), &r.problems);
    ASSERT_REFUSED(act_rehearse(r.store, r.arena, &act, add_section, &adding, &r.problems), &r.problems,
                   "the operation {operation} is done already: there is nothing to rehearse");
    assert_int_equal(adding.runs, 1);
    record_stop(&r);
}
