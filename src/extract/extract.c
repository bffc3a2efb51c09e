// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/extract.h"

#include "base/memory.h"
#include "extract/rejects.h"
#include "extract/sheet.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PROGRESS_EVERY = 256 }; // rows

// One of the two files.
struct part {
    struct extract_reader *reader;
    const struct extract_file *file;
    struct stat before; // the file when its hash was taken
    struct sheet sheet;
    size_t *by_id; // the fields in the order of their ids
    struct rejects *rejects;
    bool header_handed; // of the rejects
    struct extract_outcome *outcome;
    struct buffer content;
};

struct extract_reader {
    struct arena *arena; // as long as the report
    const struct extract_request *request;
    const struct instrument *instrument;
    const struct extract_taker *taker;
    struct seen *seen; // each case with its line
    struct part cases, log;
    struct extract_report report;
};

static uint64_t line_of(__attribute__((unused)) void *context, uint32_t number,
                        __attribute__((unused)) enum seen_state state,
                        __attribute__((unused)) struct text *source)
{
    return number;
}

static bool has_case(void *context, struct text reference, bool *has, struct problems *problems)
{
    struct extract_reader *reader = context;
    if (!reader->taker->has_case(reader->taker->context, reference, has, problems))
        return false;
    seen_put(reader->seen, reference, 0, *has ? SEEN_EARLIER : SEEN_NOWHERE);
    return true;
}

// A line of the rejects, for who keeps them himself: the header, or the current row's.
static bool hand_reject(void *context, struct text line, struct problems *problems)
{
    struct part *part = context;
    const struct extract_request *request = part->reader->request;
    struct extract_reject reject = {.is_log = part->sheet.is_log, .csv = line};
    if (part->header_handed) {
        reject.record = part->sheet.row->record;
        reject.line = part->sheet.row->line;
        reject.reference = sheet_reference(&part->sheet);
        reject.why = &part->sheet.problems;
    }
    part->header_handed = true;
    return request->keep_reject(request->keep_context, &reject, problems);
}

static bool reject(struct part *part, struct problems *problems)
{
    part->outcome->rejected++;
    sheet_report(&part->sheet, problems);
    return part->reader->request->keep_no_rejects ||
           rejects_add(part->rejects, part->sheet.row, &part->sheet.problems, problems);
}

static void write_content(struct part *part)
{
    const struct sheet *sheet = &part->sheet;
    buffer_clear(&part->content);
    struct json_writer json = {.out = &part->content};
    json_writer_open_object(&json, NULL);
    for (size_t i = 0; i < sheet->schema->count; i++) {
        const struct field *field = &sheet->schema->fields[part->by_id[i]];
        const struct value *value = &sheet->values[part->by_id[i]];
        if (!value->known)
            continue;
        json_writer_name(&json, field->id);
        value_write(&json, field, sheet->instrument->zone, value);
    }
    json_writer_close(&json);
}

static bool take(struct part *part, struct problems *problems)
{
    write_content(part);
    struct extract_row row = {
        .reference = sheet_reference(&part->sheet),
        .content = buffer_text(&part->content),
        .source = part->outcome->source,
        .line = part->sheet.row->line,
    };
    const struct extract_taker *taker = part->reader->taker;
    enum extract_effect effect;
    if (!(part->sheet.is_log ? taker->take_log : taker->take_case)(taker->context, &row, &effect, problems))
        return false;
    part->outcome->effects[effect]++;
    return true;
}

// Puts down what became of a case.
static bool see(struct part *part, bool accepted, struct problems *problems)
{
    struct text reference = sheet_reference(&part->sheet);
    uint64_t line = part->sheet.row->line;
    if (part->sheet.is_log || reference.length == 0)
        return true;
    if (line > SEEN_NUMBER_MOST)
        return problem_report(
            problems, (struct place){.source = part->outcome->source},
            MESSAGE("the file has more than {limit} lines", NUMBER("limit", SEEN_NUMBER_MOST)),
            MESSAGE("send it in several parts"));
    seen_put(part->reader->seen, reference, (uint32_t)line, accepted ? SEEN_ACCEPTED : SEEN_REJECTED);
    return true;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

// What was read must be what was hashed.
static bool check_unchanged(const struct part *part, struct problems *problems)
{
    struct stat now;
    if (stat(part->file->path, &now) == 0 && same_file(&part->before, &now))
        return true;
    return problem_report(problems, (struct place){.source = part->outcome->source},
                          MESSAGE("the file was changed while it was being read"),
                          MESSAGE("import it again when nobody writes to it"));
}

static bool check_go_on(const struct extract_reader *reader, struct problems *problems)
{
    const atomic_bool *stop = reader->request->stop;
    return !stop || !atomic_load(stop) ||
           problem_report(problems, (struct place){.source = TEXT("craffu")},
                          MESSAGE("stopped before the end: nothing was imported"), NO_MESSAGE);
}

static void tell_progress(const struct part *part)
{
    const struct extract_reader *reader = part->reader;
    const struct extract_report *report = &reader->report;
    bool known = !reader->log.sheet.table || table_consumed(reader->log.sheet.table);
    known = known && (!reader->cases.sheet.table || table_consumed(reader->cases.sheet.table));
    struct extract_progress progress = {.rows = report->cases.read + report->log.read,
                                        .all_bytes = known ? report->cases.bytes + report->log.bytes : 0};
    if (known && part->sheet.is_log)
        progress.bytes = report->cases.bytes;
    if (known)
        progress.bytes += table_consumed(part->sheet.table);
    reader->request->progress(reader->request->context, &progress);
}

static bool read_rows(struct part *part, struct problems *problems)
{
    enum sheet_step step;
    while ((step = sheet_next(&part->sheet, problems)) != SHEET_END) {
        if (step == SHEET_FAILED || !check_go_on(part->reader, problems))
            return false;
        if (part->reader->request->progress && part->outcome->read % PROGRESS_EVERY == 0)
            tell_progress(part);
        part->outcome->read++;
        bool accepted = step == SHEET_ACCEPTED;
        if (!see(part, accepted, problems) || !(accepted ? take(part, problems) : reject(part, problems)))
            return false;
    }
    part->outcome->facts = sheet_facts(&part->sheet, part->reader->arena);
    return check_unchanged(part, problems);
}

static size_t *sorted_by_id(struct arena *arena, const struct schema *schema)
{
    size_t *order = ARENA_ARRAY(arena, size_t, schema->count);
    for (size_t i = 0; i < schema->count; i++) {
        size_t at = i;
        for (; at > 0 && text_compare(schema->fields[order[at - 1]].id, schema->fields[i].id) > 0; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return order;
}

static bool open_part(struct part *part, bool is_log, struct problems *problems)
{
    struct extract_reader *reader = part->reader;
    const struct extract_file *file = part->file;
    struct extract_outcome *outcome = part->outcome;
    outcome->sent = true;
    outcome->source = text_copy(reader->arena,
                                file->choice.source.length ? file->choice.source : text_from(file->path));
    if (stat(file->path, &part->before) != 0)
        return problem_system(problems, (struct place){.source = outcome->source},
                              MESSAGE("the file cannot be opened: {reason}"), errno);
    struct table_choice choice = {.source = outcome->source, .sheet = file->choice.sheet};
    struct sheet *sheet = &part->sheet;
    *sheet = (struct sheet){.language = reader->request->language,
                            .seen = reader->seen,
                            .world = {.context = reader, .line_of = line_of, .has_case = has_case}};
    struct table_reader *table;
    if (!hash_of_file(file->path, &outcome->hash, &outcome->bytes, problems) ||
        !table_open(file->path, choice, &table, problems))
        return false;
    if (!sheet_open(sheet, reader->arena, reader->instrument, is_log, table, problems)) {
        table_close(table);
        return false;
    }
    const struct extract_request *request = reader->request;
    part->rejects = request->keep_reject ? rejects_new_handed(reader->arena, table, &sheet->header,
                                                              request->language, hand_reject, part)
                                         : rejects_new(reader->arena, table, &sheet->header, file->path,
                                                       file->rejects, request->language);
    part->by_id = sorted_by_id(reader->arena, sheet->schema);
    outcome->ignored = sheet_ignored(sheet, reader->arena, &outcome->ignored_count);
    return true;
}

static void close_part(struct part *part)
{
    rejects_cancel(part->rejects);
    buffer_dispose(&part->content);
    sheet_close(&part->sheet);
    table_close(part->sheet.table);
}

static bool open_parts(struct extract_reader *reader, struct problems *problems)
{
    const struct instrument *instrument = reader->instrument;
    const char *log = reader->request->log.path;
    bool good = true;
    if (reader->request->cases.path)
        good = open_part(&reader->cases, false, problems);
    if (log && !instrument->has_log)
        good = problem_report(
            problems, (struct place){.source = text_from(log)},
            MESSAGE("the instrument {instrument} asks for no log", VALUE("instrument", instrument->id)),
            MESSAGE("import the cases alone, or declare the log in the instrument"));
    else if (log)
        good = open_part(&reader->log, true, problems) && good;
    return good;
}

struct extract_reader *extract_open(struct arena *arena, const struct extract_request *request,
                                    struct problems *problems)
{
    const struct instrument *instrument = request->instrument;
    struct extract_reader *reader = memory_allocate_zeroed(1, sizeof *reader);
    reader->arena = arena;
    reader->request = request;
    reader->instrument = instrument;
    reader->seen = seen_new();
    reader->cases = (struct part){
        .reader = reader, .file = &request->cases, .outcome = &reader->report.cases};
    reader->log = (struct part){.reader = reader, .file = &request->log, .outcome = &reader->report.log};
    if (open_parts(reader, problems))
        return reader;
    extract_close(reader);
    return NULL;
}

void extract_close(struct extract_reader *reader)
{
    if (!reader)
        return;
    close_part(&reader->cases);
    close_part(&reader->log);
    seen_free(reader->seen);
    memory_free(reader);
}

const struct extract_report *extract_facts(const struct extract_reader *reader)
{
    return &reader->report;
}

static bool finish_rejects(struct part *part, struct problems *problems)
{
    struct extract_outcome *outcome = part->outcome;
    return !part->rejects || rejects_finish(part->rejects, &outcome->rejects, problems);
}

bool extract_read(struct extract_reader *reader, const struct extract_taker *taker,
                  struct extract_report *report, struct problems *problems)
{
    reader->taker = taker;
    if (reader->cases.sheet.table && !read_rows(&reader->cases, problems))
        return false;
    if (reader->log.sheet.table && !read_rows(&reader->log, problems))
        return false;
    if (!finish_rejects(&reader->cases, problems) || !finish_rejects(&reader->log, problems)) {
        extract_forget_rejects(&reader->report);
        return false;
    }
    *report = reader->report;
    return true;
}

static void forget(const struct extract_outcome *outcome)
{
    struct arena *arena = arena_new();
    if (outcome->rejects.length)
        unlink(text_terminated(arena, outcome->rejects));
    arena_free(arena);
}

void extract_forget_rejects(const struct extract_report *report)
{
    forget(&report->cases);
    forget(&report->log);
}
