// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/import.h"

#include "base/file.h"
#include "review/audit.h"
#include "review/case.h"
#include "review/intake.h"
#include "small.h"
#include "temporary.h"
#include "test.h"

#include <stdio.h>
#include <unistd.h>

struct scene {
    struct arena *arena;
    struct problems problems;
    struct text folder;
    struct store *store;
    const struct instrument *instrument;
    struct import import;
    struct import_answer answer;
};

static const char *in(struct scene *scene, const char *name)
{
    return temporary_path(scene->arena, scene->folder, name).bytes;
}

static void write_file(struct scene *scene, const char *name, const char *content)
{
    struct problems problems;
    problems_init(&problems, scene->arena);
    ASSERT_GOOD(file_write(text_from(in(scene, name)), text_from(content), &problems), &problems);
}

static const char cases_sent[] =
    "case_ref,reported_at,direct\nA,2019-03-29 18:00,Y\nB,2019-03-29 19:00,N\nC,never,N\n";
static const char log_sent[] = "case_ref,at,kind\nA,2019-03-30 09:00,contact\nC,2019-03-30 09:00,contact\n";

static void start(struct scene *scene)
{
    *scene = (struct scene){.arena = arena_new()};
    problems_init(&scene->problems, scene->arena);
    scene->folder = temporary_folder(scene->arena);
    ASSERT_GOOD(store_open(text_from(in(scene, "craffu.db")), STORE_CREATE, &scene->store, &scene->problems),
                &scene->problems);
    scene->instrument = small_instrument(scene->arena);
    write_file(scene, "cases.csv", cases_sent);
    write_file(scene, "log.csv", log_sent);
    scene->import = (struct import){
        .extract = TEXT("small"),
        .request = {.instrument = scene->instrument,
                    .cases.path = in(scene, "cases.csv"),
                    .log.path = in(scene, "log.csv")},
    };
}

static void stop(struct scene *scene)
{
    store_close(scene->store);
    temporary_remove(scene->folder);
    arena_free(scene->arena);
}

static bool run_as(struct scene *scene, const struct act *act)
{
    problems_init(&scene->problems, scene->arena);
    scene->answer = (struct import_answer){0};
    return import_run(scene->store, scene->arena, act, &scene->import, &scene->answer, &scene->problems);
}

static bool run(struct scene *scene)
{
    struct act act = act_new(scene->arena, TEXT("tester"));
    return run_as(scene, &act);
}

// "read = created + updated + unchanged + rejected", after the sum was checked.
static struct text counts(struct scene *scene, const struct extract_outcome *outcome)
{
    const uint64_t *effects = outcome->effects;
    assert_int_equal(outcome->read, outcome->rejected + effects[EXTRACT_CREATED] + effects[EXTRACT_UPDATED] +
                                        effects[EXTRACT_UNCHANGED]);
    return text_print(scene->arena, "%d = %d + %d + %d + %d", (int)outcome->read,
                      (int)effects[EXTRACT_CREATED], (int)effects[EXTRACT_UPDATED],
                      (int)effects[EXTRACT_UNCHANGED], (int)outcome->rejected);
}

static void counted(struct scene *scene, const char *cases, const char *log)
{
    assert_text_equal(counts(scene, &scene->answer.report.cases), cases);
    assert_text_equal(counts(scene, &scene->answer.report.log), log);
}

// Everything that the record has of the extract.
static struct text recorded(struct scene *scene)
{
    struct problems problems;
    problems_init(&problems, scene->arena);
    struct case_list cases = {0};
    struct log_list log = {0};
    struct intake_list imports = {0};
    struct audit_rows audit = {0};
    bool has_log;
    ASSERT_GOOD(case_list_extract(scene->store, scene->arena, TEXT("small"), &cases, &problems), &problems);
    ASSERT_GOOD(log_list_extract(scene->store, scene->arena, TEXT("small"), &log, &has_log, &problems),
                &problems);
    ASSERT_GOOD(intake_list(scene->store, scene->arena, TEXT("small"), &imports, &problems), &problems);
    ASSERT_GOOD(audit_read(scene->store, scene->arena, TEXT(""), TEXT(""), &audit, &problems), &problems);
    struct buffer out = {0};
    for (size_t i = 0; i < cases.list.count; i++)
        buffer_print(&out, "%.*s\n", TEXT_PRINT(cases.list.items[i].content));
    for (size_t i = 0; i < log.list.count; i++)
        buffer_print(&out, "%.*s\n", TEXT_PRINT(log.list.items[i].content));
    buffer_print(&out, "%d imports, log %d, %d audited", (int)imports.list.count, has_log,
                 (int)audit.list.count);
    struct text copy = text_copy(scene->arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}

static bool there(struct scene *scene, const char *name)
{
    return access(in(scene, name), F_OK) == 0;
}

#define A "{\"case_ref\":\"A\",\"direct\":true,\"reported_at\":\"2019-03-29T18:00:00Z\"}\n"
#define B "{\"case_ref\":\"B\",\"direct\":false,\"reported_at\":\"2019-03-29T19:00:00Z\"}\n"
#define ENTRY "{\"at\":\"2019-03-30T09:00:00Z\",\"case_ref\":\"A\",\"kind\":\"contact\"}\n"

TEST(an_import_is_counted_and_recorded_with_its_files)
{
    struct scene scene;
    start(&scene);
    assert_true(run(&scene));
    counted(&scene, "3 = 2 + 0 + 0 + 1", "2 = 1 + 0 + 0 + 1");
    assert_int_equal(scene.problems.count, 2);
    assert_text_equal(recorded(&scene), A B ENTRY "1 imports, log 1, 1 audited");
    assert_true(there(&scene, "cases.rejects.csv") && there(&scene, "log.rejects.csv"));
    struct intake_list imports;
    problems_init(&scene.problems, scene.arena);
    ASSERT_GOOD(intake_list(scene.store, scene.arena, TEXT("small"), &imports, &scene.problems),
                &scene.problems);
    const struct intake_record *record = &imports.list.items[0];
    assert_int_equal(record->file_count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_true(text_equal(
            record->files[i].sha256,
            hash_text(scene.arena, hash_of(record->files[i].kind == INTAKE_LOG ? text_from(log_sent)
                                                                               : text_from(cases_sent)))));
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(record->files[i].bytes,
                         record->files[i].kind == INTAKE_LOG ? sizeof log_sent - 1 : sizeof cases_sent - 1);
    assert_int_equal(record->cases.rejected, 1);
    assert_int_equal(record->log.effects[EXTRACT_CREATED], 1);
    stop(&scene);
}

TEST(sent_again_it_changes_only_what_is_different)
{
    struct scene scene;
    start(&scene);
    assert_true(run(&scene));
    assert_true(run(&scene));
    counted(&scene, "3 = 0 + 0 + 2 + 1", "2 = 0 + 0 + 1 + 1");
    write_file(&scene, "cases.csv",
               "case_ref,reported_at,direct\nB,2019-03-29 19:00,Y\nD,2019-03-29 19:00,Y\n");
    scene.import.request.log.path = NULL;
    assert_true(run(&scene));
    assert_text_equal(counts(&scene, &scene.answer.report.cases), "2 = 1 + 1 + 0 + 0");
    assert_false(scene.answer.report.log.sent);
    stop(&scene);
}

TEST(mended_rejects_are_imported_as_they_are)
{
    struct scene scene;
    start(&scene);
    assert_true(run(&scene));
    struct text rejects;
    problems_init(&scene.problems, scene.arena);
    ASSERT_GOOD(
        file_read(scene.arena, text_from(in(&scene, "cases.rejects.csv")), 10000, &rejects, &scene.problems),
        &scene.problems);
    size_t at;
    assert_true(text_find(rejects, TEXT("C,never"), &at));
    struct text mended = text_print(scene.arena, "%.*sC,2019-03-29 20:00%.*s", (int)at, rejects.bytes,
                                    (int)(rejects.length - at - 7), rejects.bytes + at + 7);
    write_file(&scene, "cases.rejects.csv", text_terminated(scene.arena, mended));
    scene.import.request.cases.path = in(&scene, "cases.rejects.csv");
    scene.import.request.log.path = in(&scene, "log.rejects.csv");
    assert_true(run(&scene));
    counted(&scene, "1 = 1 + 0 + 0 + 0", "1 = 1 + 0 + 0 + 0");
    assert_int_equal(scene.problems.count, 0);
    stop(&scene);
}

TEST(a_dry_run_says_what_the_import_says_and_changes_nothing)
{
    struct scene scene;
    start(&scene);
    struct text before = recorded(&scene);
    scene.import.dry_run = true;
    scene.import.request.keep_no_rejects = true;
    assert_true(run(&scene));
    counted(&scene, "3 = 2 + 0 + 0 + 1", "2 = 1 + 0 + 0 + 1");
    size_t problems = scene.problems.count;
    assert_true(text_equal(recorded(&scene), before));
    assert_false(there(&scene, "cases.rejects.csv") || there(&scene, "log.rejects.csv"));
    scene.import.dry_run = false;
    assert_true(run(&scene));
    counted(&scene, "3 = 2 + 0 + 0 + 1", "2 = 1 + 0 + 0 + 1");
    assert_int_equal(scene.problems.count, problems);
    stop(&scene);
}

TEST(the_same_operation_again_answers_the_same_and_changes_nothing)
{
    struct scene scene;
    start(&scene);
    struct act act = act_new(scene.arena, TEXT("tester"));
    assert_true(run_as(&scene, &act));
    assert_false(scene.answer.repeated);
    struct text before = recorded(&scene);
    assert_true(run_as(&scene, &act));
    assert_true(scene.answer.repeated);
    assert_text_equal(scene.answer.report.cases.source, in(&scene, "cases.csv"));
    counted(&scene, "3 = 2 + 0 + 0 + 1", "2 = 1 + 0 + 0 + 1");
    assert_true(text_equal(recorded(&scene), before));
    assert_false(there(&scene, "cases.rejects-2.csv"));
    stop(&scene);
}

TEST(a_log_without_its_cases_finds_them_in_the_record)
{
    struct scene scene;
    start(&scene);
    scene.import.request.log.path = NULL;
    assert_true(run(&scene));
    scene.import.request.cases.path = NULL;
    scene.import.request.log.path = in(&scene, "log.csv");
    assert_true(run(&scene));
    assert_text_equal(counts(&scene, &scene.answer.report.log), "2 = 1 + 0 + 0 + 1");
    stop(&scene);
}

// Nothing is left behind of an import that did not happen.
static void refused(struct scene *scene)
{
    struct text before = recorded(scene);
    assert_false(run(scene));
    assert_true(scene->problems.count > 0);
    assert_true(text_equal(recorded(scene), before));
    assert_false(there(scene, "cases.rejects.csv") || there(scene, "log.rejects.csv"));
}

TEST(a_file_that_cannot_be_used_refuses_the_whole_import)
{
    struct scene scene;
    start(&scene);
    write_file(&scene, "log.csv", "case_ref,at\nA,2019-03-30 09:00\n");
    refused(&scene);
    unlink(in(&scene, "log.csv"));
    refused(&scene);
    write_file(&scene, "log.csv", "");
    refused(&scene);
    write_file(&scene, "log.csv", log_sent);
    scene.import.extract = TEXT("Not An Id");
    refused(&scene);
    stop(&scene);
}

TEST(rejects_that_cannot_be_kept_refuse_the_whole_import)
{
    struct scene scene;
    start(&scene);
    scene.import.request.log.rejects = in(&scene, "nowhere/log.rejects.csv");
    refused(&scene);
    scene.import.request.log.rejects = in(&scene, "cases.csv"); // is there, and stays
    refused(&scene);
    assert_true(there(&scene, "cases.csv"));
    stop(&scene);
}

TEST(a_field_of_a_hundred_megabytes_is_one_rejected_row)
{
    struct scene scene;
    start(&scene);
    FILE *file = fopen(in(&scene, "cases.csv"), "w");
    fputs("case_ref,reported_at,direct\nA,2019-03-29 18:00,", file);
    char *filling = memset(arena_allocate(scene.arena, 1 << 20, 1), 'x', 1 << 20);
    for (int i = 0; i < 100; i++)
        assert_int_equal(fwrite(filling, 1, 1 << 20, file), 1 << 20);
    fputs("\nB,2019-03-29 18:00,Y\n", file);
    assert_int_equal(fclose(file), 0);
    scene.import.request.log.path = NULL;
    assert_true(run(&scene));
    assert_text_equal(counts(&scene, &scene.answer.report.cases), "2 = 1 + 0 + 0 + 1");
    stop(&scene);
}

// ---- Told and stopped on the way -----------------------------------------------------------------------------------

struct watch {
    struct extract_progress last;
    size_t told, headers, rejects;
    atomic_bool stop;
};

static void tell(void *context, const struct extract_progress *progress)
{
    struct watch *watch = context;
    watch->last = *progress;
    if (++watch->told == 2)
        atomic_store(&watch->stop, true);
}

static bool keep(struct write *write, void *context, const struct extract_reject *reject,
                 struct problems *problems)
{
    (void)problems;
    struct watch *watch = context;
    assert_true(store_is_writing(write->store) && write->audited);
    if (reject->why)
        watch->rejects++;
    else
        watch->headers++;
    assert_true(reject->csv.length && (!reject->why || reject->line));
    return true;
}

TEST(rejects_can_be_kept_in_the_imports_own_act_instead_of_files)
{
    struct scene scene;
    struct watch watch = {0};
    start(&scene);
    scene.import.keep_reject = keep;
    scene.import.keep_context = &watch;
    struct act act = act_new(scene.arena, TEXT("tester"));
    assert_true(import_run(scene.store, scene.arena, &act, &scene.import, &scene.answer, &scene.problems));
    assert_true(watch.headers == 2 && watch.rejects == 2);
    assert_int_equal(scene.answer.report.cases.rejects.length, 0);
    assert_int_not_equal(access(in(&scene, "cases.rejects.csv"), F_OK), 0);
    struct extract_report read;
    struct text counts = import_counts_text(scene.arena, &scene.answer.report);
    assert_true(import_counts_read(scene.arena, counts, &read, &scene.problems));
    assert_true(read.cases.rejected == 1 && read.log.rejected == 1 &&
                read.cases.effects[EXTRACT_CREATED] == 2);
    stop(&scene);
}

TEST(an_import_tells_how_far_it_is_and_stops_before_the_next_row_when_it_is_told)
{
    struct scene scene;
    struct watch watch = {0};
    struct intake_list imports;
    struct buffer many = {0};
    start(&scene);
    buffer_add(&many, TEXT("case_ref,reported_at,direct\n"));
    for (int i = 0; i < 2000; i++)
        buffer_print(&many, "C-%d,2019-03-29 18:00,Y\n", i);
    buffer_add_character(&many, '\0');
    write_file(&scene, "cases.csv", many.bytes);
    scene.import.request.progress = tell;
    scene.import.request.context = &watch;
    scene.import.request.stop = &watch.stop;
    struct act act = act_new(scene.arena, TEXT("tester"));
    assert_false(import_run(scene.store, scene.arena, &act, &scene.import, &scene.answer, &scene.problems));
    assert_problem(&scene.problems, "stopped before the end: nothing was imported", __FILE__, __LINE__);
    assert_true(watch.told == 2 && watch.last.rows > 0 && watch.last.rows < 2000);
    assert_true(watch.last.bytes > 0 && watch.last.bytes < watch.last.all_bytes);
    problems_init(&scene.problems, scene.arena);
    ASSERT_GOOD(intake_list(scene.store, scene.arena, TEXT("small"), &imports, &scene.problems),
                &scene.problems);
    assert_int_equal(imports.list.count, 0);
    buffer_dispose(&many);
    stop(&scene);
}
