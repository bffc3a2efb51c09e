// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/intake_stage.h"

#include "base/buffer.h"
#include "base/file.h"
#include "record.h"
#include "review/audit.h"
#include "review/case.h"
#include "review/intake.h"
#include "review/retention.h"
#include "small.h"

#include <sys/wait.h>
#include <unistd.h>

enum { CASES = 2500 }; // more than two pieces

struct scene {
    struct record r;
    struct import import;
    struct act act;
    size_t rejects, told;
};

static bool count_reject(struct write *write, void *context, const struct extract_reject *reject,
                         struct problems *problems)
{
    struct scene *s = context;
    (void)write, (void)problems;
    s->rejects += reject->why != NULL;
    return true;
}

static const char *write_file(struct scene *s, const char *name, const struct buffer *content)
{
    struct record *r = &s->r;
    struct text path = path_join(r->arena, r->folder, text_from(name));
    ASSERT_GOOD(file_write(path, buffer_text(content), &r->problems), &r->problems);
    return text_terminated(r->arena, path);
}

// One row of the cases is no good, and one entry of the log stands there twice.
static void start(struct scene *s)
{
    struct buffer cases = {0}, log = {0};
    *s = (struct scene){0};
    record_start(&s->r);
    buffer_add(&cases, TEXT("case_ref,reported_at,note\n"));
    buffer_add(&log, TEXT("case_ref,at,kind\nC1,2019-03-30 09:00,contact\n"));
    for (int i = 0; i < CASES; i++) {
        buffer_print(&cases, "C%d,%s,x\n", i, i == 7 ? "never" : "2019-03-29 18:00");
        buffer_print(&log, "C%d,2019-03-30 09:00,contact\n", i);
    }
    s->act = act_new(s->r.arena, TEXT("clerk"));
    s->act.audit_key = s->r.audit_key;
    s->import = (struct import){.extract = TEXT("e"),
                                .keep_reject = count_reject,
                                .keep_context = s,
                                .request = {.instrument = small_instrument(s->r.arena),
                                            .cases.path = write_file(s, "cases.csv", &cases),
                                            .log.path = write_file(s, "log.csv", &log)}};
    buffer_dispose(&cases);
    buffer_dispose(&log);
}

static bool nothing_else(struct write *write, void *argument, struct problems *problems)
{
    (void)write, (void)problems;
    ++*(size_t *)argument;
    return true;
}

static bool never(struct write *write, void *argument, struct problems *problems)
{
    (void)write, (void)argument;
    return problem_report(problems, (struct place){0}, message_changed_meanwhile(), NO_MESSAGE);
}

static bool import(struct scene *s, act_work *also, struct import_answer *answer)
{
    struct problems *problems = &s->r.problems;
    problems_init(problems, s->r.arena);
    bool good = intake_stage_import(s->r.store, s->r.arena, &s->act, &s->import, also, &s->told, answer,
                                    problems);
    problems_init(problems, s->r.arena); // those of rows
    return good;
}

static size_t cases_of(struct scene *s, const char *extract)
{
    struct record *r = &s->r;
    struct case_list list;
    problems_init(&r->problems, r->arena);
    ASSERT_GOOD(case_list_extract(r->store, r->arena, text_from(extract), &list, &r->problems), &r->problems);
    return list.list.count;
}

static size_t stages(struct scene *s)
{
    struct record *r = &s->r;
    struct intake_stages stages;
    problems_init(&r->problems, r->arena);
    ASSERT_GOOD(intake_stage_list(r->store, r->arena, &stages, &r->problems), &r->problems);
    return stages.operations.count;
}

static size_t extracts_shown(struct scene *s)
{
    struct record *r = &s->r;
    struct retained_list list;
    ASSERT_GOOD(retention_list(r->store, r->arena, &list, &r->problems), &r->problems);
    return list.list.count;
}

TEST(what_is_taken_in_bit_by_bit_is_what_one_act_takes_in)
{
    struct scene s;
    struct import_answer bits, once;
    start(&s);
    struct record *r = &s.r;
    assert_true(import(&s, nothing_else, &bits));
    assert_true(s.rejects == 2 && s.told == 1); // a row of the cases, and its entry
    s.act.operation = TEXT("another");
    s.import.extract = TEXT("other");
    s.import.keep_reject = NULL;
    s.import.request.keep_no_rejects = true;
    assert_true(import_run(r->store, r->arena, &s.act, &s.import, &once, &r->problems));
    assert_true(
        text_equal(import_counts_text(r->arena, &bits.report), import_counts_text(r->arena, &once.report)));
    assert_int_equal(bits.report.log.effects[EXTRACT_UNCHANGED], 1);
    assert_int_equal(cases_of(&s, "e"), CASES - 1);
    struct intake_list first, second;
    ASSERT_GOOD(intake_list(r->store, r->arena, TEXT("e"), &first, &r->problems), &r->problems);
    ASSERT_GOOD(intake_list(r->store, r->arena, TEXT("other"), &second, &r->problems), &r->problems);
    assert_int_equal(first.list.count, 1);
    assert_memory_equal(&first.list.items[0].cases, &second.list.items[0].cases,
                        sizeof(struct intake_counts));
    assert_memory_equal(&first.list.items[0].log, &second.list.items[0].log, sizeof(struct intake_counts));
    assert_text_equal(first.list.items[0].actor, "clerk");
    assert_int_equal(first.list.items[0].file_count, 2);
    assert_int_equal(stages(&s), 0);
    record_stop(r);
}

TEST(its_last_step_is_an_act_that_is_done_once_and_has_the_audit_row)
{
    struct scene s;
    struct import_answer answer;
    struct audit_rows rows;
    start(&s);
    struct record *r = &s.r;
    assert_true(import(&s, nothing_else, &answer));
    ASSERT_GOOD(audit_read(r->store, r->arena, TEXT("extract"), TEXT("e"), &rows, &r->problems),
                &r->problems);
    assert_int_equal(rows.list.count, 1);
    assert_text_equal(rows.list.items[0].action, "extract.import");
    assert_true(text_equal(rows.list.items[0].operation, s.act.operation));
    bool suits = true;
    ASSERT_GOOD(intake_stage_suits(r->store, r->arena, TEXT("e"), &suits, &r->problems), &r->problems);
    assert_false(suits);
    assert_true(import(&s, nothing_else, &answer));
    assert_true(answer.repeated);
    assert_int_equal(cases_of(&s, "e"), CASES - 1);
    assert_int_equal(stages(&s), 0);
    record_stop(r);
}

TEST(where_the_last_step_is_refused_nothing_stays)
{
    struct scene s;
    struct import_answer answer;
    start(&s);
    assert_false(import(&s, never, &answer));
    assert_int_equal(cases_of(&s, "e"), 0);
    assert_int_equal(stages(&s), 0);
    assert_int_equal(extracts_shown(&s), 0);
    assert_true(import(&s, nothing_else, &answer));
    assert_int_equal(cases_of(&s, "e"), CASES - 1);
    record_stop(&s.r);
}

static void die_in_the_middle(void *context, const struct extract_progress *progress)
{
    if (progress->rows > CASES / 2)
        _exit(0);
    (void)context;
}

TEST(of_a_program_that_died_nobody_sees_anything_and_it_is_taken_away)
{
    struct scene s;
    struct import_answer answer;
    start(&s);
    struct record *r = &s.r;
    int status;
    pid_t child = fork();
    if (child == 0) {
        struct store *own; // a connection does not go over to another process
        problems_init(&r->problems, r->arena);
        s.import.request.progress = die_in_the_middle;
        if (store_open(r->path, STORE_WRITE, &own, &r->problems))
            intake_stage_import(own, r->arena, &s.act, &s.import, nothing_else, &s.told, &answer,
                                &r->problems);
        _exit(1);
    }
    assert_true(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(stages(&s), 1);
    assert_int_equal(cases_of(&s, "e"), 0);
    assert_int_equal(extracts_shown(&s), 0);
    ASSERT_GOOD(intake_stage_discard(r->store, s.act.operation, &r->problems), &r->problems);
    assert_int_equal(stages(&s), 0);
    assert_true(import(&s, nothing_else, &answer));
    assert_int_equal(cases_of(&s, "e"), CASES - 1);
    record_stop(r);
}
