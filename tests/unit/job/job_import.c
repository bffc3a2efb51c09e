// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_import.h"

#include "access/conflict.h"
#include "base/file.h"
#include "desk.h"
#include "review/import.h"
#include "review/intake_stage.h"

#include <unistd.h>

static const char cases_sent[] =
    "case_ref,reported_at,note\nA,2019-03-29 18:00,x\nB,never,x\nC,2019-03-29 19:00,\nD,never,\n";
static const char log_sent[] = "case_ref,at,kind\nA,2019-03-30 09:00,contact\nZ,2019-03-30 09:00,contact\n";

static struct text ask(struct desk *desk, struct job_import import)
{
    struct job_upload sent[] = {desk_send(desk, "cases", "cases.csv", cases_sent),
                                desk_send(desk, "log", "log.csv", log_sent)};
    return desk_ask(desk, JOB_IMPORT, "small", job_import_input(desk->people.record.arena, &import), sent, 2);
}

static struct job_import_records history(struct desk *desk, const char *extract)
{
    struct record *r = &desk->people.record;
    struct job_import_records records = {0};
    ASSERT_GOOD(job_import_history(r->store, r->arena, text_from(extract), &records, &r->problems),
                &r->problems);
    return records;
}

static struct job_rejects rejects(struct desk *desk, struct text id, struct text account)
{
    struct record *r = &desk->people.record;
    struct job_rejects list = {0};
    int64_t count = -1;
    ASSERT_GOOD(job_reject_list(r->store, r->arena, id, account, 0, 100, &list, &r->problems), &r->problems);
    ASSERT_GOOD(job_reject_count(r->store, r->arena, id, account, &count, &r->problems), &r->problems);
    assert_int_equal(count, list.list.count);
    return list;
}

static void check_result(struct desk *desk, const struct job *job)
{
    struct record *r = &desk->people.record;
    struct job_import_result result;
    ASSERT_GOOD(job_import_result(r->arena, job, &result, &r->problems), &r->problems);
    assert_true(result.cases.read == 4 && result.cases.created == 2 && result.cases.rejected == 2);
    assert_true(result.log.read == 2 && result.log.created == 1 && result.log.rejected == 1);
    assert_text_equal(result.cases.name, "cases.csv");
}

TEST(what_was_asked_for_is_read_as_it_was_written)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct job_import import = {TEXT("e"), TEXT("Sheet \"1\""), TEXT("Log"), true}, read;
    struct job job = {.input = job_import_input(arena, &import)};
    problems_init(&problems, arena);
    ASSERT_GOOD(job_import_read(arena, &job, &read, &problems), &problems);
    assert_text_equal(read.extract, "e");
    assert_text_equal(read.sheet, "Sheet \"1\"");
    assert_text_equal(read.log_sheet, "Log");
    assert_true(read.dry_run);
    arena_free(arena);
}

TEST(an_extract_is_imported_as_the_command_does_it_and_its_rejects_are_kept)
{
    struct desk desk;
    desk_start(&desk);
    struct text id = ask(&desk, (struct job_import){0});
    struct job job = desk_wait(&desk, id);
    assert_int_equal(job.state, JOB_DONE);
    check_result(&desk, &job);
    struct job_import_records records = history(&desk, "small");
    assert_int_equal(records.list.count, 1);
    assert_true(text_equal(records.list.items[0].operation, id));
    assert_text_equal(records.list.items[0].actor, "clerk");
    assert_text_equal(records.list.items[0].cases.name, "cases.csv");
    assert_int_equal(records.list.items[0].cases.sha256.length, 64);
    assert_int_equal(records.list.items[0].log.rejected, 1);
    struct job_rejects list = rejects(&desk, id, (struct text){0});
    assert_int_equal(list.list.count, 3);
    assert_text_equal(list.list.items[0].part, "cases");
    assert_true(list.list.items[0].record == 2 && list.list.items[0].line == 3);
    assert_true(list.list.items[1].record == 4 && list.list.items[1].line == 5);
    assert_text_equal(list.list.items[2].part, "log");
    struct localised reason = list.list.items[0].reason;
    assert_true(reason.in[LANGUAGE_ENGLISH].length && reason.in[LANGUAGE_WELSH].length);
    assert_false(text_equal(reason.in[LANGUAGE_ENGLISH], reason.in[LANGUAGE_WELSH]));
    desk_stop(&desk);
}

struct lines {
    struct buffer all;
};

static bool add_line(void *context, struct text line, struct problems *problems)
{
    (void)problems;
    buffer_add(&((struct lines *)context)->all, line);
    return true;
}

TEST(the_rejects_are_byte_for_byte_the_file_that_the_command_writes)
{
    struct desk desk;
    desk_start(&desk);
    struct record *r = &desk.people.record;
    struct text id = ask(&desk, (struct job_import){0}), written;
    desk_wait(&desk, id);
    struct lines lines = {0};
    ASSERT_GOOD(job_reject_lines(r->store, id, "cases", (struct text){0}, add_line, &lines, &r->problems),
                &r->problems);
    struct text path = path_join(r->arena, r->folder, TEXT("cases.csv"));
    const char *rejected = text_terminated(r->arena, path_join(r->arena, r->folder, TEXT("rejects.csv")));
    struct act act = act_new(r->arena, TEXT("clerk"));
    struct import_answer answer;
    struct import import = {
        .extract = TEXT("other"),
        .request = {.instrument = desk.instrument,
                    .cases = {.path = text_terminated(r->arena, path), .rejects = rejected}}};
    act.audit_key = r->audit_key;
    ASSERT_GOOD(file_write(path, text_from(cases_sent), &r->problems), &r->problems);
    assert_true(import_run(r->store, r->arena, &act, &import, &answer, &r->problems));
    problems_init(&r->problems, r->arena);
    ASSERT_GOOD(file_read(r->arena, text_from(rejected), 10000, &written, &r->problems), &r->problems);
    assert_true(written.length > 50);
    assert_true(text_equal(buffer_text(&lines.all), written));
    buffer_dispose(&lines.all);
    desk_stop(&desk);
}

TEST(one_that_only_checks_imports_nothing_and_says_the_same)
{
    struct desk desk;
    desk_start(&desk);
    struct text id = ask(&desk, (struct job_import){.dry_run = true});
    struct job job = desk_wait(&desk, id);
    assert_int_equal(job.state, JOB_DONE);
    check_result(&desk, &job);
    assert_int_equal(rejects(&desk, id, (struct text){0}).list.count, 3);
    assert_int_equal(history(&desk, "small").list.count, 0);
    assert_int_equal(desk_count(&desk, "extract.import"), 0);
    assert_int_equal(desk_count(&desk, "import.check"), 1);
    desk_stop(&desk);
}

TEST(one_whose_server_died_after_it_was_done_is_not_done_twice)
{
    for (int dry_run = 0; dry_run < 2; dry_run++) {
        struct desk desk;
        desk_start(&desk);
        struct text id = ask(&desk, (struct job_import){.dry_run = dry_run});
        desk_wait(&desk, id);
        desk_die(&desk, id);
        struct job_upload again[] = {desk_send(&desk, "cases", "cases.csv", cases_sent),
                                     desk_send(&desk, "log", "log.csv", log_sent)};
        for (size_t i = 0; i < 2; i++) // the dead server had not removed what was sent
            desk_execute(&desk,
                         text_terminated(desk.people.record.arena,
                                         text_print(desk.people.record.arena,
                                                    "UPDATE job_upload SET file = '%.*s' WHERE part = '%.*s'",
                                                    TEXT_PRINT(again[i].file), TEXT_PRINT(again[i].part))));
        struct job job = desk_wait(&desk, id);
        assert_int_equal(job.state, JOB_DONE);
        assert_int_equal(job.attempts, 2);
        check_result(&desk, &job);
        assert_int_equal(history(&desk, "small").list.count, dry_run ? 0 : 1);
        assert_int_equal(rejects(&desk, id, (struct text){0}).list.count, 3);
        desk_stop(&desk);
    }
}

TEST(one_that_is_told_to_stop_while_it_runs_leaves_nothing)
{
    struct desk desk;
    struct record *r = &desk.people.record;
    struct intake_stages stages;
    desk_start(&desk);
    struct text id = ask(&desk, (struct job_import){0});
    desk_execute(
        &desk,
        "UPDATE job SET stop_asked = 1"); // and a server takes it: it begins, and sees that it must end
    assert_int_equal(desk_wait(&desk, id).state, JOB_STOPPED);
    assert_int_equal(history(&desk, "small").list.count, 0);
    assert_int_equal(rejects(&desk, id, (struct text){0}).list.count, 0);
    job_runner_stop(desk.runner);
    desk.runner = NULL;
    ASSERT_GOOD(intake_stage_list(r->store, r->arena, &stages, &r->problems), &r->problems);
    assert_int_equal(stages.operations.count, 0);
    desk_stop(&desk);
}

TEST(one_whose_file_is_gone_or_is_no_such_table_fails)
{
    struct desk desk;
    desk_start(&desk);
    struct text id = ask(&desk, (struct job_import){0});
    struct job_uploads sent;
    struct record *r = &desk.people.record;
    ASSERT_GOOD(job_uploads(r->store, r->arena, id, &sent, &r->problems), &r->problems);
    unlink(text_terminated(r->arena, path_join(r->arena, desk.uploads, sent.list.items[0].file)));
    desk_assert_fails(&desk, id, "cases.csv: the file that was sent is not there");
    struct job_upload bad = desk_send(&desk, "cases", "bad.csv", "a,b\n1,2\n");
    desk_assert_fails(&desk, desk_ask(&desk, JOB_IMPORT, "small", TEXT("{}"), &bad, 1), "case_ref");
    assert_int_equal(history(&desk, "small").list.count, 0);
    desk_stop(&desk);
}

TEST(who_has_a_conflict_of_interest_with_a_case_does_not_see_its_rejected_row)
{
    struct desk desk;
    desk_start(&desk);
    struct record *r = &desk.people.record;
    struct job_upload good = desk_send(&desk, "cases", "cases.csv",
                                       "case_ref,reported_at\nB,2019-03-29 18:00\n");
    desk_wait(&desk, desk_ask(&desk, JOB_IMPORT, "small", TEXT("{}"), &good, 1));
    struct text account = desk.people.reviewer.id;
    struct text b = record_case(r, "small", "B");
    ASSERT_GOOD(WRITE(r, conflict_declare(&r->write, account, b, TEXT("A neighbour"), NULL, &r->problems)),
                &r->problems);
    struct text id = ask(&desk, (struct job_import){0});
    desk_wait(&desk, id);
    assert_int_equal(rejects(&desk, id, (struct text){0}).list.count, 3);
    struct job_rejects list = rejects(&desk, id, account);
    assert_int_equal(list.list.count, 2);
    assert_int_equal(list.list.items[0].line, 5);
    struct lines lines = {0};
    size_t at;
    ASSERT_GOOD(job_reject_lines(r->store, id, "cases", account, add_line, &lines, &r->problems),
                &r->problems);
    assert_false(text_find(buffer_text(&lines.all), TEXT("\r\nB,"), &at));
    assert_true(text_find(buffer_text(&lines.all), TEXT("\r\nD,"), &at));
    buffer_dispose(&lines.all);
    desk_stop(&desk);
}

TEST(what_is_kept_of_cases_can_be_removed_and_the_counts_stay)
{
    struct desk desk;
    desk_start(&desk);
    struct record *r = &desk.people.record;
    struct text id = ask(&desk, (struct job_import){0});
    ASSERT_REFUSED(WRITE(r, job_forget_cases(&r->write, id, &r->problems)), &r->problems,
                   "this work is not over yet");
    struct job job = desk_wait(&desk, id);
    ASSERT_GOOD(WRITE(r, job_forget_cases(&r->write, id, &r->problems)), &r->problems);
    assert_int_equal(rejects(&desk, id, (struct text){0}).list.count, 0);
    check_result(&desk, &job);
    desk_stop(&desk);
}

TEST(what_a_server_that_died_left_of_an_import_is_gone_when_the_next_one_starts)
{
    struct desk desk;
    struct intake_stages stages;
    desk_start(&desk);
    struct record *r = &desk.people.record;
    struct text id = ask(&desk, (struct job_import){0});
    struct text stage = text_print(
        r->arena,
        "INSERT INTO operation VALUES ('o-stage', 'x', 'y', 1, '');"
        "INSERT INTO extract VALUES ('~%.*s', 'open'), ('~gone', 'open');"
        "INSERT INTO import VALUES ('i', '~%.*s', 'o-stage', 1, 'h', 0, 0, 0, 0, 0, 0, 0);"
        "INSERT INTO case_record VALUES ('c', '~%.*s', 'A', '{}', 'h', 's', 1, 'i')",
        TEXT_PRINT(id), TEXT_PRINT(id), TEXT_PRINT(id));
    desk_execute(&desk, text_terminated(r->arena, stage));
    assert_int_equal(desk_wait(&desk, id).state, JOB_DONE);
    desk_wait(&desk, ask(&desk, (struct job_import){.dry_run = true})); // and between the two it was swept
    ASSERT_GOOD(intake_stage_list(r->store, r->arena, &stages, &r->problems), &r->problems);
    assert_int_equal(stages.operations.count, 0);
    desk_stop(&desk);
}
