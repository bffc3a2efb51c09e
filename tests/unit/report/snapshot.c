// SPDX-License-Identifier: GPL-3.0-or-later
#include "snapshot.h"

#include "test.h"

#include "base/buffer.h"
#include "base/file.h"
#include "review/definition.h"
#include "review/import.h"
#include "review/judgement.h"

#include <stdlib.h>
#include <unistd.h>

static struct text demo(struct snapshot *snapshot, const char *name)
{
    return text_print(snapshot->arena, "%s/demo/2019-snapshot/%s", SOURCE_FOLDER, name);
}

static struct text content_of(struct snapshot *snapshot, struct text path)
{
    struct text content = {0};
    file_read(snapshot->arena, path, 1 << 20, &content, &snapshot->problems);
    return content;
}

struct text snapshot_problems(struct snapshot *snapshot)
{
    struct buffer all = {0};
    for (size_t i = 0; i < snapshot->problems.list.count; i++) {
        buffer_add(&all, problem_text(snapshot->arena, LANGUAGE_ENGLISH, &snapshot->problems.list.items[i]));
        buffer_add(&all, TEXT("\n"));
    }
    struct text text = text_copy(snapshot->arena, buffer_text(&all));
    buffer_dispose(&all);
    return text;
}

static void must(struct snapshot *snapshot, bool done)
{
    if (done)
        return;
    print_error("%.*s", TEXT_PRINT(snapshot_problems(snapshot)));
    fail();
}

bool snapshot_do(struct snapshot *snapshot, act_work *work, void *argument)
{
    struct act act = act_new(snapshot->arena, TEXT("tester"));
    return act_do(snapshot->store, snapshot->arena, &act, work, argument, NULL, &snapshot->problems);
}

static bool put_review(struct write *write, void *argument, struct problems *problems)
{
    return review_definition_put(write, argument, problems);
}

static struct text replaced(struct snapshot *snapshot, struct text text, const char *old, const char *new)
{
    size_t at;
    assert_true(text_find(text, text_from(old), &at));
    struct text before = text_slice(text, 0, at), after = text_slice(text, at + strlen(old), text.length);
    return text_print(snapshot->arena, "%.*s%s%.*s", TEXT_PRINT(before), new, TEXT_PRINT(after));
}

static void add_review(struct snapshot *snapshot, bool later)
{
    struct review_definition definition;
    const struct instrument *instrument;
    struct text source = demo(snapshot, "review.yaml"), review = content_of(snapshot, source);
    if (later) {
        review = replaced(snapshot, review, "id: hate-crime-snapshot-2019", "id: hate-crime-snapshot-2020");
        review = replaced(snapshot, review, "from: 2019-02-01", "from: 2020-02-01");
        review = replaced(snapshot, review, "to: 2019-06-30", "to: 2020-06-30");
    }
    must(snapshot, review_definition_read(snapshot->arena, source, review, &definition, &snapshot->problems));
    struct text path = path_beside(snapshot->arena, source, definition.instrument_file);
    struct text content = content_of(snapshot, path);
    must(snapshot, instrument_load(snapshot->arena, path, content, &instrument, &snapshot->problems));
    definition.review.instrument_id = instrument->id;
    definition.review.instrument_version = instrument->version;
    definition.review.instrument_hash = instrument->hash;
    definition.review.instrument_content = content;
    snapshot->review = definition.review.id;
    must(snapshot, snapshot_do(snapshot, put_review, &definition));

    struct act act = act_new(snapshot->arena, TEXT("tester"));
    struct import import = {
        .extract = snapshot->review,
        .request = {.instrument = instrument,
                    .cases = {.path = demo(snapshot, "cases.csv").bytes},
                    .log = {.path = demo(snapshot, "log.csv").bytes}},
    };
    struct import_answer answer;
    must(snapshot, import_run(snapshot->store, snapshot->arena, &act, &import, &answer, &snapshot->problems));
    assert_int_equal(answer.report.cases.effects[EXTRACT_CREATED], 11);
    assert_int_equal(answer.report.log.effects[EXTRACT_CREATED], 104);
}

static bool select_all(struct write *write, void *argument, struct problems *problems)
{
    const struct snapshot *snapshot = argument;
    return ledger_select_extract(write, snapshot->review, snapshot->review, NULL, problems);
}

struct judging {
    struct text review;
    enum assessment_kind kind;
    struct judgements judgements;
    int64_t assessments;
};

static bool judge(struct write *write, void *argument, struct problems *problems)
{
    struct judging *judging = argument;
    return judgements_put(write, judging->review, judging->kind, &judging->judgements, &judging->assessments,
                          problems);
}

static void add_judgements(struct snapshot *snapshot, const char *file, enum assessment_kind kind,
                           int64_t expected)
{
    struct judging judging = {.review = snapshot->review, .kind = kind};
    must(snapshot, judgements_read(snapshot->arena, demo(snapshot, file).bytes, kind, &judging.judgements,
                                   &snapshot->problems));
    must(snapshot, snapshot_do(snapshot, judge, &judging));
    assert_int_equal(judging.assessments, expected);
}

static bool put_findings(struct write *write, void *argument, struct problems *problems)
{
    return findings_definition_put(write, argument, problems);
}

static void add_findings(struct snapshot *snapshot)
{
    struct findings_definition definition;
    struct text source = demo(snapshot, "findings.yaml");
    must(snapshot, findings_definition_read(snapshot->arena, source, content_of(snapshot, source),
                                            &definition, &snapshot->problems));
    must(snapshot, snapshot_do(snapshot, put_findings, &definition));
}

struct snapshot snapshot_open(enum snapshot_stage stage)
{
    struct snapshot snapshot = {.arena = arena_new()};
    problems_init(&snapshot.problems, snapshot.arena);
    const char *temporary = getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp";
    snapshot.folder = text_print(snapshot.arena, "%s/craffu-snapshot-XXXXXX", temporary);
    assert_non_null(mkdtemp((char *)snapshot.folder.bytes));
    struct text path = path_join(snapshot.arena, snapshot.folder, TEXT("craffu.db"));
    must(&snapshot, store_open(path, STORE_CREATE, &snapshot.store, &snapshot.problems));
    add_review(&snapshot, false);
    must(&snapshot, snapshot_do(&snapshot, select_all, &snapshot));
    if (stage >= SNAPSHOT_ASSESSED)
        add_judgements(&snapshot, "assessments.csv", ASSESSMENT_REVIEW, 13);
    if (stage >= SNAPSHOT_MODERATED)
        add_judgements(&snapshot, "moderations.csv", ASSESSMENT_MODERATION, 1);
    if (stage >= SNAPSHOT_WITH_FINDINGS)
        add_findings(&snapshot);
    return snapshot;
}

static bool publish(struct write *write, void *argument, struct problems *problems)
{
    const struct review *review = argument;
    return review_publish(write, review->id, review->version, problems);
}

void snapshot_add_later(struct snapshot *snapshot)
{
    struct review review;
    must(snapshot,
         review_get(snapshot->store, snapshot->arena, snapshot->review, &review, &snapshot->problems));
    must(snapshot, snapshot_do(snapshot, publish, &review));
    add_review(snapshot, true);
    must(snapshot, snapshot_do(snapshot, select_all, snapshot));
    add_judgements(snapshot, "assessments.csv", ASSESSMENT_REVIEW, 13);
    add_judgements(snapshot, "moderations.csv", ASSESSMENT_MODERATION, 1);
}

void snapshot_close(struct snapshot *snapshot)
{
    store_close(snapshot->store);
    static const char *const files[] = {"craffu.db", "craffu.db-wal", "craffu.db-shm"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(path_join(snapshot->arena, snapshot->folder, text_from(files[i])).bytes);
    assert_int_equal(rmdir(snapshot->folder.bytes), 0);
    arena_free(snapshot->arena);
}

struct results snapshot_results(struct snapshot *snapshot)
{
    struct results results;
    must(snapshot,
         results_read(snapshot->store, snapshot->arena, snapshot->review, &results, &snapshot->problems));
    return results;
}
