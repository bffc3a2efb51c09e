// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/import.h"

#include "format/json.h"
#include "format/json_writer.h"
#include "review/intake_parts.h"

static const char *const effect_names[EXTRACT_EFFECT_COUNT] = {
    [EXTRACT_CREATED] = "created",
    [EXTRACT_UPDATED] = "updated",
    [EXTRACT_UNCHANGED] = "unchanged",
};

struct importing {
    const struct import *import;
    struct arena *arena;
    struct write *write;
    struct extract_request request;
    struct extract_report report;
    bool read; // the report is filled, and its files of rejects are there
};

// Of a run that does not count.
static void forget(struct importing *importing)
{
    if (importing->read)
        extract_forget_rejects(&importing->report);
    importing->read = false;
}

static void add_counts(struct json_writer *json, const char *name, const struct extract_outcome *outcome)
{
    if (!outcome->sent)
        return;
    json_writer_open_object(json, name);
    json_writer_text(json, "source", outcome->source);
    json_writer_integer(json, "read", (int64_t)outcome->read);
    json_writer_integer(json, "rejected", (int64_t)outcome->rejected);
    for (int i = 0; i < EXTRACT_EFFECT_COUNT; i++)
        json_writer_integer(json, effect_names[i], (int64_t)outcome->effects[i]);
    json_writer_close(json);
}

struct text import_counts_text(struct arena *arena, const struct extract_report *report)
{
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    json_writer_open_object(&json, NULL);
    add_counts(&json, "cases", &report->cases);
    add_counts(&json, "log", &report->log);
    json_writer_close(&json);
    struct text counts = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return counts;
}

static uint64_t count_of(const struct json_node *counts, const char *name)
{
    const struct json_node *node = json_node_find(counts, name);
    int64_t count = 0;
    return node && json_node_integer(node, &count) ? (uint64_t)count : 0;
}

static void read_counts(const struct json_node *result, const char *name, struct extract_outcome *outcome)
{
    const struct json_node *counts = json_node_find(result, name);
    const struct json_node *source = counts ? json_node_find(counts, "source") : NULL;
    if (!source || source->kind != JSON_NODE_TEXT)
        return;
    *outcome = (struct extract_outcome){.sent = true,
                                        .source = source->text,
                                        .read = count_of(counts, "read"),
                                        .rejected = count_of(counts, "rejected")};
    for (int i = 0; i < EXTRACT_EFFECT_COUNT; i++)
        outcome->effects[i] = count_of(counts, effect_names[i]);
}

size_t import_list_files(struct arena *arena, const struct extract_report *report,
                         struct intake_file files[static 2])
{
    size_t count = 0;
    if (report->cases.sent)
        files[count++] = (struct intake_file){.kind = INTAKE_CASES,
                                              .name = report->cases.source,
                                              .sha256 = hash_text(arena, report->cases.hash),
                                              .bytes = (int64_t)report->cases.bytes};
    if (report->log.sent)
        files[count++] = (struct intake_file){.kind = INTAKE_LOG,
                                              .name = report->log.source,
                                              .sha256 = hash_text(arena, report->log.hash),
                                              .bytes = (int64_t)report->log.bytes};
    return count;
}

static bool take_rows(struct write *write, struct extract_reader *reader, struct importing *importing,
                      struct problems *problems)
{
    struct intake_file files[2];
    size_t file_count = import_list_files(importing->arena, extract_facts(reader), files);
    const struct import *import = importing->import;
    struct intake intake;
    if (!intake_begin(write, import->extract, import->request.instrument->hash, files, file_count, &intake,
                      problems))
        return false;
    struct extract_taker taker = intake_taker(&intake);
    importing->read = extract_read(reader, &taker, &importing->report, problems);
    if (!importing->read || !intake_finish(&intake, (int64_t)importing->report.cases.rejected,
                                           (int64_t)importing->report.log.rejected, problems))
        return false;
    write_result(write, import_counts_text(importing->arena, &importing->report)); // what a retry is answered
    return true;
}

static bool keep_reject(void *context, const struct extract_reject *reject, struct problems *problems)
{
    struct importing *importing = context;
    const struct import *import = importing->import;
    return import->keep_reject(importing->write, import->keep_context, reject, problems);
}

static bool work(struct write *write, void *argument, struct problems *problems)
{
    struct importing *importing = argument;
    forget(importing); // the run before this one
    importing->write = write;
    importing->request = importing->import->request;
    if (importing->import->keep_reject) {
        importing->request.keep_reject = keep_reject;
        importing->request.keep_context = importing;
    }
    struct extract_reader *reader = extract_open(importing->arena, &importing->request, problems);
    bool done = reader && take_rows(write, reader, importing, problems);
    extract_close(reader);
    return done;
}

bool import_counts_read(struct arena *arena, struct text counts, struct extract_report *report,
                        struct problems *problems)
{
    struct json_node root;
    if (!json_node_read(arena, TEXT("operation"), counts, &root, problems))
        return false;
    *report = (struct extract_report){0};
    read_counts(&root, "cases", &report->cases);
    read_counts(&root, "log", &report->log);
    return true;
}

static bool repeat(struct arena *arena, struct text result, struct import_answer *answer,
                   struct problems *problems)
{
    struct import_answer read = {.repeated = true};
    if (!import_counts_read(arena, result, &read.report, problems))
        return false;
    *answer = read;
    return true;
}

bool import_run(struct store *store, struct arena *arena, const struct act *act, const struct import *import,
                struct import_answer *answer, struct problems *problems)
{
    struct importing importing = {.import = import, .arena = arena};
    struct act_answer done = {0};
    bool good = import->dry_run ? act_rehearse(store, arena, act, work, &importing, problems)
                                : act_do(store, arena, act, work, &importing, &done, problems);
    if (!good) {
        forget(&importing);
        return false;
    }
    if (done.repeated)
        return repeat(arena, done.result, answer, problems);
    *answer = (struct import_answer){.report = importing.report};
    return true;
}
