// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/intake.h"

#include "record.h"
#include "review/assessment.h"
#include "review/ledger.h"
#include "review/review.h"
#include "store/engine.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

// A file of cases: references and contents, ended by NULL; and log entries alike.
struct sent {
    const char *extract;
    const char *const (*cases)[2];
    const char *const (*log)[2];
    enum extract_effect effects[8]; // of the cases, then of the log
    struct intake intake;
};

static bool take(struct write *write, void *argument, struct problems *problems)
{
    struct sent *sent = argument;
    struct intake_file files[] = {{INTAKE_CASES, TEXT("c.csv"), TEXT("aa")},
                                  {INTAKE_LOG, TEXT("l.csv"), TEXT("bb")}};
    size_t n = 0;
    if (!intake_begin(write, text_from(sent->extract), TEXT("0123"), files, sent->log ? 2 : 1, &sent->intake,
                      problems))
        return false;
    struct extract_taker taker = intake_taker(&sent->intake);
    for (size_t i = 0; sent->cases && sent->cases[i][0]; i++) {
        struct extract_row row = {text_from(sent->cases[i][0]), text_from(sent->cases[i][1]), TEXT("c.csv"),
                                  i + 2};
        if (!taker.take_case(taker.context, &row, &sent->effects[n++], problems))
            return false;
    }
    for (size_t i = 0; sent->log && sent->log[i][0]; i++) {
        struct extract_row row = {text_from(sent->log[i][0]), text_from(sent->log[i][1]), TEXT("l.csv"),
                                  i + 2};
        if (!taker.take_log(taker.context, &row, &sent->effects[n++], problems))
            return false;
    }
    return intake_finish(&sent->intake, 1, 2, problems);
}

static bool import(struct record *r, struct sent *sent)
{
    struct act act = act_new(r->arena, TEXT("clerk"));
    return act_do(r->store, r->arena, &act, take, sent, NULL, &r->problems);
}

static const char *const first_cases[][2] = {{"C-01", "{\"a\":1}"}, {"C-02", "{\"a\":2}"}, {NULL}};
static const char *const first_log[][2] = {
    {"C-02", "{\"w\":1}"}, {"C-01", "{\"w\":1}"}, {"C-01", "{\"w\":1}"}, {NULL}};

TEST(each_row_is_created_updated_or_unchanged)
{
    struct record r;
    record_start(&r);
    struct sent first = {.extract = "e", .cases = first_cases, .log = first_log};
    ASSERT_GOOD(import(&r, &first), &r.problems);
    const enum extract_effect created[] = {EXTRACT_CREATED, EXTRACT_CREATED, EXTRACT_CREATED, EXTRACT_CREATED,
                                           EXTRACT_UNCHANGED};
    assert_memory_equal(first.effects, created, sizeof created);
    const char *const cases[][2] = {{"C-02", "{\"a\":2}"}, {"C-01", "{\"a\":7}"}, {"C-03", "{}"}, {NULL}};
    const char *const log[][2] = {{"C-01", "{\"w\":1}"}, {"C-03", "{\"w\":1}"}, {NULL}};
    struct sent second = {.extract = "e", .cases = cases, .log = log};
    ASSERT_GOOD(import(&r, &second), &r.problems);
    const enum extract_effect mixed[] = {EXTRACT_UNCHANGED, EXTRACT_UPDATED, EXTRACT_CREATED,
                                         EXTRACT_UNCHANGED, EXTRACT_CREATED};
    assert_memory_equal(second.effects, mixed, sizeof mixed);
    struct case_record record;
    ASSERT_GOOD(case_find(r.store, r.arena, TEXT("e"), TEXT("C-01"), &record, &r.problems), &r.problems);
    assert_text_equal(record.received, "{\"a\":7}");
    assert_int_equal(record.line, 3);
    struct intake_list list;
    ASSERT_GOOD(intake_list(r.store, r.arena, TEXT("e"), &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 2);
    struct intake_record *last = &list.list.items[1];
    assert_int_equal(last->cases.effects[EXTRACT_CREATED], 1);
    assert_int_equal(last->cases.effects[EXTRACT_UPDATED], 1);
    assert_int_equal(last->cases.effects[EXTRACT_UNCHANGED], 1);
    assert_int_equal(last->cases.rejected, 1);
    assert_int_equal(last->log.effects[EXTRACT_CREATED], 1);
    assert_int_equal(last->log.effects[EXTRACT_UNCHANGED], 1);
    assert_int_equal(last->log.rejected, 2);
    assert_text_equal(last->actor, "clerk");
    assert_int_equal(last->file_count, 2);
    assert_text_equal(last->files[1].name, "l.csv");
    record_stop(&r);
}

TEST(the_same_reference_in_another_extract_is_another_case)
{
    struct record r;
    record_start(&r);
    struct sent one = {.extract = "e", .cases = first_cases}, two = {.extract = "f", .cases = first_cases};
    ASSERT_GOOD(import(&r, &one), &r.problems);
    ASSERT_GOOD(import(&r, &two), &r.problems);
    assert_int_equal(two.effects[0], EXTRACT_CREATED);
    record_stop(&r);
}

TEST(a_log_entry_without_its_case_ends_the_import_and_nothing_is_kept)
{
    struct record r;
    record_start(&r);
    const char *const log[][2] = {{"C-01", "{}"}, {"C-99", "{}"}, {NULL}};
    struct sent sent = {.extract = "e", .cases = first_cases, .log = log};
    ASSERT_REFUSED(import(&r, &sent), &r.problems,
                   "the entry belongs to a case that the extract does not have");
    struct case_list list;
    ASSERT_GOOD(case_list_extract(r.store, r.arena, TEXT("e"), &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 0);
    record_stop(&r);
}

TEST(a_sealed_extract_and_a_published_case_take_nothing)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    struct sent sent = {.extract = "e", .cases = first_cases};
    ASSERT_GOOD(import(&r, &sent), &r.problems);
    struct text id = record_case(&r, "e", "C-01"), assessment = {0}, review = TEXT("hate-2019");
    ASSERT_GOOD(WRITE(&r, ledger_select(&r.write, review, id, SELECTED_BY_DRAW, &r.problems) &&
                              assessment_begin(&r.write, review, id, TEXT("Ann"), LANGUAGE_ENGLISH,
                                               &assessment, &r.problems) &&
                              assessment_submit(&r.write, assessment, 1, &r.problems) &&
                              review_publish(&r.write, review, 1, &r.problems)),
                &r.problems);
    const char *published =
        "the case {reference} is part of the published review {review} and does not change any more";
    const char *const cases[][2] = {{"C-01", "{\"a\":7}"}, {NULL}};
    struct sent again = {.extract = "e", .cases = cases};
    ASSERT_REFUSED(import(&r, &again), &r.problems, published);
    ASSERT_REFUSED(WRITE(&r, case_correct(&r.write, id, TEXT("a"), TEXT("7"), TEXT("file"), &r.problems)),
                   &r.problems, published);
    ASSERT_GOOD(import(&r, &sent), &r.problems); // the same once more is no change
    ASSERT_GOOD(store_execute(r.store, TEXT("UPDATE extract SET status = 'sealed'"), &r.problems),
                &r.problems);
    ASSERT_REFUSED(import(&r, &sent), &r.problems, "the extract {id} is sealed and does not change any more");
    sent.extract = "No good";
    ASSERT_REFUSED(
        import(&r, &sent), &r.problems,
        "{id} cannot be the id of an extract: lower-case letters, digits, - and _, beginning with a letter");
    record_stop(&r);
}

TEST(memory_does_not_grow_with_the_rows)
{
    struct record r;
    record_start(&r);
    record_begin(&r);
    struct intake intake;
    enum extract_effect effect;
    ASSERT_GOOD(intake_begin(&r.write, TEXT("e"), TEXT("0123"), NULL, 0, &intake, &r.problems), &r.problems);
    size_t before = arena_bytes(r.arena);
    for (int i = 0; i < 3000; i++) {
        char reference[20];
        snprintf(reference, sizeof reference, "C-%05d", i);
        struct extract_row row = {text_from(reference), TEXT("{\"a\":1}"), TEXT("c.csv"), 2};
        ASSERT_GOOD(intake_case(&intake, &row, &effect, &r.problems), &r.problems);
        ASSERT_GOOD(intake_log(&intake, &row, &effect, &r.problems), &r.problems);
    }
    assert_int_equal(arena_bytes(r.arena), before);
    ASSERT_GOOD(intake_finish(&intake, 0, 0, &r.problems), &r.problems);
    assert_true(record_end(&r, true));
    record_stop(&r);
}

// ---- Other programs, and ends in the middle

struct stream {
    int prefix, count, killed_at; // kills its own process before that row
};

static bool take_stream(struct write *write, void *argument, struct problems *problems)
{
    const struct stream *stream = argument;
    struct intake intake;
    enum extract_effect effect;
    if (!intake_begin(write, TEXT("e"), TEXT("0123"), NULL, 0, &intake, problems))
        return false;
    for (int i = 0; i < stream->count; i++) {
        char reference[40];
        snprintf(reference, sizeof reference, "P%d-%05d", stream->prefix, i);
        struct extract_row row = {text_from(reference), TEXT("{\"a\":1}"), TEXT("c.csv"), 2};
        if (i == stream->killed_at)
            kill(getpid(), SIGKILL);
        if (!intake_case(&intake, &row, &effect, problems))
            return false;
    }
    return intake_finish(&intake, 0, 0, problems);
}

static pid_t import_in_another_process(const struct record *r, struct stream stream)
{
    pid_t child = fork();
    if (child)
        return child;
    struct arena *arena = arena_new();
    struct problems problems;
    struct store *store;
    problems_init(&problems, arena);
    struct act act = act_new(arena, TEXT("other"));
    bool good = store_open(r->path, STORE_WRITE, &store, &problems) &&
                act_do(store, arena, &act, take_stream, &stream, NULL, &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    _exit(good ? 0 : 1);
}

static size_t cases_of(struct record *r)
{
    struct case_list list;
    ASSERT_GOOD(case_list_extract(r->store, r->arena, TEXT("e"), &list, &r->problems), &r->problems);
    return list.list.count;
}

TEST(two_programs_may_import_at_once)
{
    struct record r;
    record_start(&r);
    pid_t children[2];
    for (int i = 0; i < 2; i++)
        children[i] = import_in_another_process(&r, (struct stream){i, 2000, -1});
    for (int i = 0; i < 2; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    assert_int_equal(cases_of(&r), 4000);
    record_stop(&r);
}

TEST(a_program_killed_in_the_middle_leaves_the_old_state)
{
    struct record r;
    record_start(&r);
    struct sent sent = {.extract = "e", .cases = first_cases};
    ASSERT_GOOD(import(&r, &sent), &r.problems);
    // Early, and late enough that pages have been written to the log already.
    const int moments[] = {0, 1, 50, 30000};
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        int status;
        pid_t child = import_in_another_process(&r, (struct stream){9, 30001, moments[i]});
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        assert_int_equal(cases_of(&r), 2);
    }
    ASSERT_GOOD(store_check(r.store, &r.problems), &r.problems);
    ASSERT_GOOD(import(&r, &sent), &r.problems);
    record_stop(&r);
}
