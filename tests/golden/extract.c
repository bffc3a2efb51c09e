// SPDX-License-Identifier: GPL-3.0-or-later
// Imports the extract in every folder of a directory into a record in memory and compares what was found, in words, with
// the folder's expected.txt, and each file of rejects with the one that is expected.
//
//     golden_extract DIRECTORY [--update]
//
// A folder holds cases.csv, log.csv or both (or .workbook, from which an XLSX file is made: tests/workbook.h), and what is
// imported after them into the same record, such as mended rejects: cases.2.csv, log.2.csv, … Without an instrument.yaml
// of its own it uses the directory's. In a folder whose name ends with "_cy" everything is said in Welsh.
#include "base/file.h"
#include "extract/extract.h"
#include "golden.h"
#include "workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { STEPS = 9 };

struct kept {
    struct text reference, content;
};
// The record: what imports before this one left.
struct record {
    struct arena *arena;
    ARRAY_OF(struct kept) cases;
    ARRAY_OF(struct kept) log;
    struct buffer *out;
};

struct golden {
    struct arena *arena;
    struct text folder;
    struct text work; // a directory for the files of rejects
    bool update;
    const struct instrument *instrument;
    enum language language;
    struct record record;
    struct buffer out;
};

static bool take_case(void *context, const struct extract_row *row, enum extract_effect *effect,
                      __attribute__((unused)) struct problems *problems)
{
    struct record *record = context;
    struct text content = text_copy(record->arena, row->content);
    buffer_print(record->out, "case, line %llu: %.*s\n", (unsigned long long)row->line, TEXT_PRINT(content));
    for (size_t i = 0; i < record->cases.count; i++) {
        struct kept *kept = &record->cases.items[i];
        if (!text_equal(kept->reference, row->reference))
            continue;
        *effect = text_equal(kept->content, content) ? EXTRACT_UNCHANGED : EXTRACT_UPDATED;
        kept->content = content;
        return true;
    }
    *ARRAY_APPEND(record->arena, &record->cases) = (struct kept){text_copy(record->arena, row->reference),
                                                                 content};
    *effect = EXTRACT_CREATED;
    return true;
}

static bool take_log(void *context, const struct extract_row *row, enum extract_effect *effect,
                     __attribute__((unused)) struct problems *problems)
{
    struct record *record = context;
    struct text content = text_copy(record->arena, row->content);
    buffer_print(record->out, "entry, line %llu: %.*s\n", (unsigned long long)row->line, TEXT_PRINT(content));
    *effect = EXTRACT_UNCHANGED;
    for (size_t i = 0; i < record->log.count; i++)
        if (text_equal(record->log.items[i].content, content))
            return true;
    *ARRAY_APPEND(record->arena, &record->log) = (struct kept){text_copy(record->arena, row->reference),
                                                               content};
    *effect = EXTRACT_CREATED;
    return true;
}

static bool has_case(void *context, struct text reference, bool *has,
                     __attribute__((unused)) struct problems *problems)
{
    const struct record *record = context;
    *has = false;
    for (size_t i = 0; i < record->cases.count; i++)
        *has |= text_equal(record->cases.items[i].reference, reference);
    return true;
}

static void add_outcome(struct buffer *out, const char *what, const struct extract_outcome *outcome)
{
    if (!outcome->sent)
        return;
    buffer_print(out, "%s: %llu read = %llu created + %llu updated + %llu unchanged + %llu rejected\n", what,
                 (unsigned long long)outcome->read, (unsigned long long)outcome->effects[EXTRACT_CREATED],
                 (unsigned long long)outcome->effects[EXTRACT_UPDATED],
                 (unsigned long long)outcome->effects[EXTRACT_UNCHANGED],
                 (unsigned long long)outcome->rejected);
    for (size_t i = 0; i < outcome->ignored_count; i++)
        buffer_print(out, "    ignored column: %.*s\n", TEXT_PRINT(outcome->ignored[i]));
    if (outcome->facts.encoding == ENCODING_WINDOWS_1252)
        buffer_add(out, TEXT("    Windows-1252\n"));
    if (outcome->facts.kind == TABLE_XLSX)
        buffer_print(out, "    XLSX, sheet %.*s\n", TEXT_PRINT(outcome->facts.sheet));
}

static void add_problems(struct golden *golden, const struct problems *problems)
{
    for (size_t i = 0; i < problems->list.count; i++) {
        buffer_add(&golden->out,
                   problem_text_for_commands(golden->arena, golden->language, &problems->list.items[i]));
        buffer_add_character(&golden->out, '\n');
    }
}

static struct text in_folder(struct golden *golden, struct text name)
{
    return path_join(golden->arena, golden->folder, name);
}

static bool exists(struct golden *golden, struct text path)
{
    return access(text_terminated(golden->arena, path), R_OK) == 0;
}

// Makes "cases.xlsx" in the work directory from "cases.workbook".
static struct text make_workbook(struct golden *golden, struct text description, struct text name)
{
    struct problems problems;
    problems_init(&problems, golden->arena);
    struct text content, path = path_join(golden->arena, golden->work, name);
    struct buffer made = {0};
    if (!file_read(golden->arena, description, GOLDEN_BYTES, &content, &problems) ||
        !workbook_make(content, &made) || !file_write(path, buffer_text(&made), &problems))
        fprintf(stderr, "%.*s: no workbook can be made of it\n", TEXT_PRINT(description));
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    buffer_dispose(&made);
    return path;
}

// "cases.csv", "log.2.workbook"; its path is NULL if there is none.
static struct extract_file find_file(struct golden *golden, const char *what, int step)
{
    struct text number = step > 1 ? text_print(golden->arena, ".%d", step) : TEXT("");
    struct text stem = text_print(golden->arena, "%s%.*s", what, TEXT_PRINT(number));
    struct text name = text_print(golden->arena, "%.*s.csv", TEXT_PRINT(stem));
    struct text path = in_folder(golden, name);
    struct text workbook = in_folder(golden, text_print(golden->arena, "%.*s.workbook", TEXT_PRINT(stem)));
    struct text rejects = text_print(golden->arena, "%.*s.rejects.csv", TEXT_PRINT(stem));
    if (exists(golden, workbook)) {
        name = text_print(golden->arena, "%.*s.xlsx", TEXT_PRINT(stem));
        path = make_workbook(golden, workbook, name);
    } else if (!exists(golden, path)) {
        return (struct extract_file){0};
    }
    return (struct extract_file){
        .path = text_terminated(golden->arena, path),
        .choice = {.source = name},
        .rejects = text_terminated(golden->arena, path_join(golden->arena, golden->work, rejects)),
    };
}

static void remove_made(struct golden *golden, const struct extract_file *file)
{
    if (file->path && text_starts(text_from(file->path), golden->work))
        unlink(file->path);
}

// Compares a file that was made with the one that is expected; either may be missing, in both then.
static bool compare(struct golden *golden, bool made, struct text content, const char *expected_name)
{
    struct text path = in_folder(golden, text_from(expected_name));
    bool expected = exists(golden, path);
    if (made && (expected || golden->update))
        return golden_compare(golden->arena, path, content, golden->update);
    if (golden->update)
        unlink(text_terminated(golden->arena, path));
    else if (made != expected)
        fprintf(stderr, "%.*s: %s\n", TEXT_PRINT(path), made ? "is not expected" : "is not made");
    return golden->update || made == expected;
}

static bool compare_rejects(struct golden *golden, const struct extract_file *file)
{
    if (!file->path)
        return true;
    struct problems problems;
    problems_init(&problems, golden->arena);
    struct text path = text_from(file->rejects);
    struct text name = text_slice(path, golden->work.length + 1, path.length - strlen(".csv"));
    struct text content = {0};
    bool made = exists(golden, path) && file_read(golden->arena, path, GOLDEN_BYTES, &content, &problems);
    unlink(file->rejects);
    return compare(
        golden, made, content,
        text_terminated(golden->arena, text_print(golden->arena, "%.*s.expected.csv", TEXT_PRINT(name))));
}

// The step-th import into the record. False if what was found is wrong; *done if there was nothing left to import.
static bool run_step(struct golden *golden, int step, bool *done)
{
    struct extract_request request = {
        .instrument = golden->instrument,
        .cases = find_file(golden, "cases", step),
        .log = find_file(golden, "log", step),
        .language = golden->language,
    };
    *done = !request.cases.path && !request.log.path;
    if (*done)
        return true;
    struct problems problems;
    problems_init(&problems, golden->arena);
    struct extract_taker taker = {&golden->record, take_case, take_log, has_case};
    struct extract_report report = {0};
    struct extract_reader *reader = extract_open(golden->arena, &request, &problems);
    bool read = reader && extract_read(reader, &taker, &report, &problems);
    extract_close(reader);
    add_problems(golden, &problems);
    add_outcome(&golden->out, "cases", &report.cases);
    add_outcome(&golden->out, "log", &report.log);
    buffer_add(&golden->out, read ? TEXT("read\n\n") : TEXT("refused\n\n"));
    remove_made(golden, &request.cases);
    remove_made(golden, &request.log);
    bool good = compare_rejects(golden, &request.cases);
    return compare_rejects(golden, &request.log) && good;
}

static bool load_instrument(struct golden *golden, struct text directory)
{
    struct problems problems;
    problems_init(&problems, golden->arena);
    struct text own = in_folder(golden, TEXT("instrument.yaml")), content;
    struct text path = exists(golden, own) ? own
                                           : path_join(golden->arena, directory, TEXT("instrument.yaml"));
    bool good = file_read(golden->arena, path, LIMIT_YAML_BYTES, &content, &problems) &&
                instrument_load(golden->arena, path, content, &golden->instrument, &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    return good;
}

static bool check(struct text directory, struct text name, bool update)
{
    struct arena *arena = arena_new();
    char work[] = "/tmp/golden_extract.XXXXXX";
    struct golden golden = {
        .arena = arena,
        .folder = path_join(arena, directory, name),
        .work = text_from(mkdtemp(work)),
        .update = update,
        .language = text_ends(name, TEXT("_cy")) ? LANGUAGE_WELSH : LANGUAGE_ENGLISH,
    };
    golden.record = (struct record){.arena = arena, .out = &golden.out};
    bool good = golden.work.length && load_instrument(&golden, directory), done = false;
    for (int step = 1; good && !done && step <= STEPS; step++)
        good = run_step(&golden, step, &done);
    good = good && compare(&golden, true, buffer_text(&golden.out), "expected.txt");
    rmdir(work);
    buffer_dispose(&golden.out);
    arena_free(arena);
    return good;
}

static int is_folder(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && entry->d_type != DT_REG;
}

int main(int argc, char **argv)
{
    return golden_run(argc, argv, is_folder, check);
}
