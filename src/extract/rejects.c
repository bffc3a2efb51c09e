// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/rejects.h"

#include "base/file.h"
#include "format/csv_field.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { NAMES_TRIED = 1000 };

struct rejects {
    struct arena *arena;
    struct table_reader *table;
    const struct header *header;
    struct text path;
    const char *wanted;
    enum language language;
    const char *name; // the file, once it is begun
    struct file_writer *writer;
    bool (*take)(void *context, struct text line, struct problems *problems); // NULL: a file
    void *context;
    bool begun;
    struct buffer line;
};

struct rejects *rejects_new(struct arena *arena, struct table_reader *table, const struct header *header,
                            const char *path, const char *wanted, enum language language)
{
    struct rejects *rejects = ARENA_NEW(arena, struct rejects);
    *rejects = (struct rejects){.arena = arena,
                                .table = table,
                                .header = header,
                                .path = text_from(path),
                                .wanted = wanted,
                                .language = language};
    return rejects;
}

struct rejects *rejects_new_handed(struct arena *arena, struct table_reader *table,
                                   const struct header *header, enum language language,
                                   bool (*take)(void *context, struct text line, struct problems *problems),
                                   void *context)
{
    struct rejects *rejects = rejects_new(arena, table, header, NULL, NULL, language);
    rejects->take = take;
    rejects->context = context;
    return rejects;
}

static char separator(const struct rejects *rejects)
{
    return table_facts(rejects->table)->separator;
}

static void add_cell(struct rejects *rejects, struct text cell)
{
    csv_field_add_unchanged(&rejects->line, cell, separator(rejects));
}

// It begins with the name of a column, which the force chose.
static void add_reason(struct rejects *rejects, struct text reason)
{
    csv_field_add(&rejects->line, reason, separator(rejects));
}

static bool end_line(struct rejects *rejects, struct problems *problems)
{
    bool good = true;
    buffer_add(&rejects->line, TEXT("\r\n"));
    if (rejects->take)
        good = rejects->take(rejects->context, buffer_text(&rejects->line), problems);
    else
        file_writer_add(rejects->writer, buffer_text(&rejects->line));
    buffer_clear(&rejects->line);
    return good;
}

// "2019/cases.rejects-2.csv" and "2019/cases.csv" both have the stem "2019/cases".
static struct text stem_of(struct text path)
{
    size_t end = path.length;
    while (end > 0 && path.bytes[end - 1] != '.' && path.bytes[end - 1] != '/')
        end--;
    struct text stem = end > 1 && path.bytes[end - 1] == '.' && path.bytes[end - 2] != '/'
                           ? text_slice(path, 0, end - 1)
                           : path;
    struct text base = stem;
    while (base.length && base.bytes[base.length - 1] >= '0' && base.bytes[base.length - 1] <= '9')
        base.length--;
    if (base.length < stem.length && text_ends(base, TEXT(".rejects-")))
        return text_slice(base, 0, base.length - strlen(".rejects-"));
    return text_ends(stem, TEXT(".rejects")) ? text_slice(stem, 0, stem.length - strlen(".rejects")) : stem;
}

// Makes the name ours, so that no other program takes it before the file stands there.
static bool take_name(const char *name)
{
    int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    close(file);
    return true;
}

static bool cannot_be_written(struct text name, int error, struct problems *problems)
{
    return problem_making(name, MESSAGE("the rejected rows cannot be written: {reason}"), error, problems);
}

bool rejects_check_wanted(const char *wanted, struct problems *problems)
{
    if (!wanted)
        return true;
    if (take_name(wanted)) {
        unlink(wanted);
        return true;
    }
    if (errno != EEXIST)
        return cannot_be_written(text_from(wanted), errno, problems);
    return problem_report(problems, (struct place){.source = text_from(wanted)},
                          MESSAGE("the file for rejected rows is there already and may hold mended rows"),
                          MESSAGE("name another file, or move this one away"));
}

static bool choose_name(struct rejects *rejects, struct problems *problems)
{
    struct text stem = stem_of(rejects->path);
    const char *name = rejects->wanted;
    bool taken = name && take_name(name);
    int error = errno;
    for (int i = 1; !rejects->wanted && !taken && i <= NAMES_TRIED; i++) {
        struct text end = i == 1 ? TEXT(".rejects.csv") : text_print(rejects->arena, ".rejects-%d.csv", i);
        name = text_terminated(rejects->arena,
                               text_print(rejects->arena, "%.*s%.*s", TEXT_PRINT(stem), TEXT_PRINT(end)));
        taken = take_name(name);
        error = errno;
        if (!taken && error != EEXIST)
            break;
    }
    if (taken) {
        rejects->name = name;
        return true;
    }
    struct place place = {.source = text_from(name)};
    if (error == EEXIST)
        return problem_report(
            problems, place,
            MESSAGE("rows were rejected, but their file is there already and may hold mended rows"),
            MESSAGE("name another file, or move this one away"));
    return cannot_be_written(place.source, error, problems);
}

static bool add_header(struct rejects *rejects, struct problems *problems)
{
    const struct header *header = rejects->header;
    buffer_add(&rejects->line, TEXT("\xEF\xBB\xBF"));
    buffer_add(&rejects->line, table_raw_header(rejects->table));
    if (header->rejected_line == HEADER_NONE) {
        buffer_add_character(&rejects->line, separator(rejects));
        buffer_add(&rejects->line, HEADER_REJECTED_LINE);
    }
    if (header->rejected_reason == HEADER_NONE) {
        buffer_add_character(&rejects->line, separator(rejects));
        buffer_add(&rejects->line, HEADER_REJECTED_REASON);
    }
    return end_line(rejects, problems);
}

static bool begin(struct rejects *rejects, struct problems *problems)
{
    rejects->begun = true;
    if (rejects->take)
        return add_header(rejects, problems);
    if (!choose_name(rejects, problems))
        return false;
    rejects->writer = file_writer_new(text_from(rejects->name), problems);
    if (!rejects->writer) {
        unlink(rejects->name);
        return false;
    }
    return add_header(rejects, problems);
}

// Where they stand, the file's own columns and the column's name say.
struct text rejects_reasons(struct arena *arena, const struct problems *why, enum language language)
{
    struct buffer all = {0};
    for (size_t i = 0; i < why->list.count; i++) {
        struct problem problem = why->list.items[i];
        problem.place = (struct place){.name = problem.place.name};
        struct text text = problem_text(arena, language, &problem);
        size_t hint;
        buffer_add(&all, i ? TEXT("; ") : TEXT(""));
        if (text_find(text, TEXT("\n    "), &hint)) {
            buffer_add(&all, text_slice(text, 0, hint));
            buffer_add(&all, TEXT(" – "));
            text = text_slice(text, hint + 5, text.length);
        }
        buffer_add(&all, text);
    }
    struct text copy = text_copy(arena, buffer_text(&all));
    buffer_dispose(&all);
    return copy;
}

// A row of a file of rejects that is rejected again: its old line and reason give way to the new ones.
static void add_cells(struct rejects *rejects, const struct table_row *row, struct text line,
                      struct text reason)
{
    const struct header *header = rejects->header;
    for (size_t i = 0; i < row->count; i++) {
        if (i)
            buffer_add_character(&rejects->line, separator(rejects));
        if (i == header->rejected_reason)
            add_reason(rejects, reason);
        else
            add_cell(rejects, i == header->rejected_line ? line : row->cells[i].text);
    }
}

bool rejects_add(struct rejects *rejects, const struct table_row *row, const struct problems *why,
                 struct problems *problems)
{
    if (!rejects->begun && !begin(rejects, problems))
        return false;
    const struct header *header = rejects->header;
    struct text line = text_print(why->arena, "%llu", (unsigned long long)row->line);
    struct text reason = rejects_reasons(why->arena, why, rejects->language);
    bool again = header->rejected_line != HEADER_NONE || header->rejected_reason != HEADER_NONE;
    if (again && row->count)
        add_cells(rejects, row, line, reason);
    else
        buffer_add(&rejects->line, table_raw(rejects->table, NULL));
    // A damaged row of such a file keeps the line and reason that it has: its cells are not known.
    if (header->rejected_line == HEADER_NONE) {
        buffer_add_character(&rejects->line, separator(rejects));
        add_cell(rejects, line);
    }
    if (header->rejected_reason == HEADER_NONE) {
        buffer_add_character(&rejects->line, separator(rejects));
        add_reason(rejects, reason);
    }
    return end_line(rejects, problems);
}

bool rejects_finish(struct rejects *rejects, struct text *name, struct problems *problems)
{
    struct text written = text_from(rejects->name);
    if (rejects->writer) {
        struct file_writer *writer = rejects->writer;
        rejects->writer = NULL;
        if (!file_writer_commit(writer, problems)) {
            unlink(rejects->name);
            return false;
        }
    }
    buffer_dispose(&rejects->line);
    *name = written;
    return true;
}

void rejects_cancel(struct rejects *rejects)
{
    if (!rejects)
        return;
    if (rejects->writer) {
        file_writer_cancel(rejects->writer);
        unlink(rejects->name);
        rejects->writer = NULL;
    }
    buffer_dispose(&rejects->line);
}
