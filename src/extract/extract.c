// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/extract.h"

#include "base/memory.h"
#include "base/text_map.h"
#include "extract/header.h"
#include "extract/rejects.h"
#include "extract/value.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

// What is known of a case reference while an extract is read.
enum seen_state {
    SEEN_ACCEPTED, // its row was taken
    SEEN_REJECTED, // its row was not
    SEEN_EARLIER,  // the record has it
    SEEN_NOWHERE,
    SEEN_STATES,
};

// One of the two files.
struct sheet {
    struct extract_reader *reader;
    bool is_log;
    const struct schema *schema;
    size_t reference; // index of the field
    size_t *by_id;    // the fields in the order of their ids
    const struct extract_file *file;
    struct stat before;         // the file when its hash was taken
    struct table_reader *table; // NULL: not sent
    struct header header;
    struct rejects *rejects;
    struct extract_outcome *outcome;
    // The current row.
    struct arena *arena;
    struct problems problems;
    const struct table_row *row;
    struct value *values; // by field
    struct buffer content;
};

struct extract_reader {
    struct arena *arena; // as long as the report
    const struct extract_request *request;
    const struct instrument *instrument;
    const struct extract_taker *taker;
    struct arena *references; // what `seen` points to
    struct text_map seen;     // reference → line * SEEN_STATES + enum seen_state
    struct sheet cases, log;
    struct extract_report report;
};

static void see(struct extract_reader *reader, struct text reference, uint64_t line, enum seen_state state)
{
    size_t there;
    if (!text_map_find(&reader->seen, reference, &there))
        text_map_put(&reader->seen, text_copy(reader->references, reference), line * SEEN_STATES + state,
                     NULL);
}

static bool has_seen(const struct extract_reader *reader, struct text reference, uint64_t *line,
                     enum seen_state *state)
{
    size_t value;
    if (!text_map_find(&reader->seen, reference, &value))
        return false;
    *line = value / SEEN_STATES;
    *state = (enum seen_state)(value % SEEN_STATES);
    return true;
}

static struct place row_place(const struct sheet *sheet)
{
    return (struct place){
        .source = sheet->outcome->source, .line = sheet->row->line, .record = sheet->row->record};
}

static struct place field_place(const struct sheet *sheet, size_t field)
{
    size_t column = sheet->header.column_of[field];
    return column == HEADER_NONE ? row_place(sheet) : table_place(sheet->table, column);
}

static void read_field(struct sheet *sheet, size_t i)
{
    size_t column = sheet->header.column_of[i];
    if (column == HEADER_NONE)
        return;
    const struct field *field = &sheet->schema->fields[i];
    const struct table_cell *cell = &sheet->row->cells[column];
    struct place place = table_place(sheet->table, column);
    if (cell->kind == CELL_ERROR)
        problem_report_value(&sheet->problems, place, cell->text,
                             MESSAGE("the spreadsheet shows an error in place of a value"),
                             MESSAGE("mend the formula, or empty the cell"));
    else if (i == sheet->reference && !value_check_reference(cell->text, place, &sheet->problems))
        return;
    else
        value_read(field, sheet->reader->instrument->zone, cell->text, place, &sheet->values[i],
                   &sheet->problems);
}

// The row as columns of one row, which is what checks are evaluated on.
static struct case_rows as_rows(const struct sheet *sheet)
{
    size_t count = sheet->schema->count;
    struct rows cases = {
        .schema = sheet->schema, .count = 1, .columns = ARENA_ARRAY(sheet->arena, struct column, count)};
    for (size_t i = 0; i < count; i++) {
        enum field_type type = sheet->schema->fields[i].type;
        cases.columns[i] = column_new(sheet->arena, type, 1,
                                      type == FIELD_TIME && sheet->values[i].ambiguous);
        value_put(&cases.columns[i], 0, &sheet->values[i]);
    }
    return (struct case_rows){.cases = cases};
}

// Every check by itself, so that a row which fails several is mended in one go.
static void run_checks(struct sheet *sheet)
{
    const struct instrument *instrument = sheet->reader->instrument;
    if (instrument->check_count == 0)
        return;
    struct case_rows rows = as_rows(sheet);
    for (size_t i = 0; i < instrument->check_count; i++) {
        const struct fact_check *check = &instrument->checks[i];
        struct instrument one = *instrument;
        one.checks = &instrument->checks[i];
        one.check_count = 1;
        if (instrument_impossible(sheet->arena, &one, &rows, 0, 1)[0] == DETAIL_NONE)
            continue;
        struct text says = check->says.in[sheet->reader->request->language];
        if (says.length == 0)
            says = check->says.in[LANGUAGE_ENGLISH];
        size_t column = sheet->header.column_of[check->field];
        struct text value = column == HEADER_NONE ? (struct text){0} : sheet->row->cells[column].text;
        problem_report_value(&sheet->problems, field_place(sheet, check->field), value,
                             MESSAGE("{words}", VALUE("words", says)), NO_MESSAGE);
    }
}

static void check_is_first(struct sheet *sheet, struct text reference)
{
    uint64_t line;
    enum seen_state state;
    if (has_seen(sheet->reader, reference, &line, &state))
        problem_report_value(&sheet->problems, field_place(sheet, sheet->reference), reference,
                             MESSAGE("this case stands already in line {line}", NUMBER("line", line)),
                             MESSAGE("keep the one row that is right"));
}

// An entry of a log must have a case that was taken now or is in the record. False only if the record cannot say.
static bool check_has_case(struct sheet *sheet, struct text reference, struct problems *problems)
{
    struct extract_reader *reader = sheet->reader;
    uint64_t line = 0;
    enum seen_state state;
    if (!has_seen(reader, reference, &line, &state)) {
        bool has = false;
        if (!reader->taker->has_case(reader->taker->context, reference, &has, problems))
            return false;
        state = has ? SEEN_EARLIER : SEEN_NOWHERE;
        see(reader, reference, 0, state);
    }
    struct place place = field_place(sheet, sheet->reference);
    if (state == SEEN_NOWHERE)
        problem_report_value(
            &sheet->problems, place, reference,
            MESSAGE("a log entry without its case: it is neither in this extract nor in the record"),
            MESSAGE("send the case too, or look whether its reference is written the same way"));
    else if (state == SEEN_REJECTED)
        problem_report_value(&sheet->problems, place, reference,
                             MESSAGE("the case of this log entry was rejected, in line {line} of the cases",
                                     NUMBER("line", line)),
                             MESSAGE("mend the case and import it with the entry"));
    return true;
}

static bool reject(struct sheet *sheet, struct problems *problems)
{
    sheet->outcome->rejected++;
    for (size_t i = 0; i < sheet->problems.list.count; i++) {
        const struct problem *problem = &sheet->problems.list.items[i];
        problem_report_value(problems, problem->place, problem->value, problem->what, problem->hint);
    }
    return sheet->reader->request->keep_no_rejects ||
           rejects_add(sheet->rejects, sheet->row, &sheet->problems, problems);
}

static void write_content(struct sheet *sheet)
{
    buffer_clear(&sheet->content);
    struct json_writer json = {.out = &sheet->content};
    json_writer_open_object(&json, NULL);
    for (size_t i = 0; i < sheet->schema->count; i++) {
        const struct field *field = &sheet->schema->fields[sheet->by_id[i]];
        const struct value *value = &sheet->values[sheet->by_id[i]];
        if (!value->known)
            continue;
        json_writer_name(&json, field->id);
        value_write(&json, field, sheet->reader->instrument->zone, value);
    }
    json_writer_close(&json);
}

static bool take(struct sheet *sheet, struct text reference, struct problems *problems)
{
    write_content(sheet);
    struct extract_row row = {
        .reference = reference,
        .content = buffer_text(&sheet->content),
        .source = sheet->outcome->source,
        .line = sheet->row->line,
    };
    const struct extract_taker *taker = sheet->reader->taker;
    enum extract_effect effect;
    if (!(sheet->is_log ? taker->take_log : taker->take_case)(taker->context, &row, &effect, problems))
        return false;
    sheet->outcome->effects[effect]++;
    return true;
}

// A row whose cells were read. False if the reading must end.
static bool read_row(struct sheet *sheet, struct problems *problems)
{
    memset(sheet->values, 0, sheet->schema->count * sizeof *sheet->values);
    for (size_t i = 0; i < sheet->schema->count; i++)
        read_field(sheet, i);
    struct text reference = sheet->values[sheet->reference].text;
    if (reference.length) {
        if (!sheet->is_log)
            check_is_first(sheet, reference);
        else if (!check_has_case(sheet, reference, problems))
            return false;
    }
    if (!sheet->is_log)
        run_checks(sheet);
    bool accepted = sheet->problems.count == 0;
    if (reference.length && !sheet->is_log)
        see(sheet->reader, reference, sheet->row->line, accepted ? SEEN_ACCEPTED : SEEN_REJECTED);
    return accepted ? take(sheet, reference, problems) : reject(sheet, problems);
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

// What was read must be what was hashed.
static bool check_unchanged(const struct sheet *sheet, struct problems *problems)
{
    struct stat now;
    if (stat(sheet->file->path, &now) == 0 && same_file(&sheet->before, &now))
        return true;
    return problem_report(problems, (struct place){.source = sheet->outcome->source},
                          MESSAGE("the file was changed while it was being read"),
                          MESSAGE("import it again when nobody writes to it"));
}

static bool read_rows(struct sheet *sheet, struct problems *problems)
{
    for (;;) {
        arena_reset(sheet->arena);
        problems_init(&sheet->problems, sheet->arena);
        enum table_step step = table_next(sheet->table, &sheet->row, &sheet->problems);
        if (step == TABLE_END)
            break;
        if (step == TABLE_FAILED) {
            const struct problem *problem = &sheet->problems.list.items[0];
            return problem_report_value(problems, problem->place, problem->value, problem->what,
                                        problem->hint);
        }
        sheet->outcome->read++;
        if (!(step == TABLE_ROW ? read_row(sheet, problems) : reject(sheet, problems)))
            return false;
    }
    sheet->outcome->facts = *table_facts(sheet->table);
    return check_unchanged(sheet, problems);
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

static bool open_sheet(struct sheet *sheet, struct problems *problems)
{
    struct extract_reader *reader = sheet->reader;
    const struct extract_file *file = sheet->file;
    struct extract_outcome *outcome = sheet->outcome;
    outcome->sent = true;
    outcome->source = text_copy(reader->arena,
                                file->choice.source.length ? file->choice.source : text_from(file->path));
    if (stat(file->path, &sheet->before) != 0)
        return problem_system(problems, (struct place){.source = outcome->source},
                              MESSAGE("the file cannot be opened: {reason}"), errno);
    struct table_choice choice = {.source = outcome->source, .sheet = file->choice.sheet};
    if (!hash_of_file(file->path, &outcome->hash, &outcome->bytes, problems) ||
        !table_open(file->path, choice, &sheet->table, problems) ||
        !header_match(reader->arena, sheet->schema, sheet->reference, sheet->table, &sheet->header, problems))
        return false;
    sheet->rejects = rejects_new(reader->arena, sheet->table, &sheet->header, file->path, file->rejects,
                                 reader->request->language);
    sheet->by_id = sorted_by_id(reader->arena, sheet->schema);
    sheet->values = ARENA_ARRAY(reader->arena, struct value, sheet->schema->count);
    sheet->arena = arena_new();
    outcome->ignored_count = sheet->header.ignored_count;
    outcome->ignored = ARENA_ARRAY(reader->arena, struct text, outcome->ignored_count);
    for (size_t i = 0; i < outcome->ignored_count; i++)
        outcome->ignored[i] = text_copy(reader->arena, sheet->header.ignored[i]);
    return true;
}

static void close_sheet(struct sheet *sheet)
{
    rejects_cancel(sheet->rejects);
    buffer_dispose(&sheet->content);
    arena_free(sheet->arena);
    table_close(sheet->table);
}

static bool open_sheets(struct extract_reader *reader, struct problems *problems)
{
    const struct instrument *instrument = reader->instrument;
    const char *log = reader->request->log.path;
    bool good = true;
    if (reader->request->cases.path)
        good = open_sheet(&reader->cases, problems);
    if (log && !instrument->has_log)
        good = problem_report(
            problems, (struct place){.source = text_from(log)},
            MESSAGE("the instrument {instrument} asks for no log", VALUE("instrument", instrument->id)),
            MESSAGE("import the cases alone, or declare the log in the instrument"));
    else if (log)
        good = open_sheet(&reader->log, problems) && good;
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
    reader->references = arena_new();
    text_map_init(&reader->seen, reader->references);
    reader->cases = (struct sheet){.reader = reader,
                                   .schema = &instrument->cases,
                                   .file = &request->cases,
                                   .reference = instrument->case_reference,
                                   .outcome = &reader->report.cases};
    reader->log = (struct sheet){.reader = reader,
                                 .schema = &instrument->log,
                                 .file = &request->log,
                                 .is_log = true,
                                 .reference = instrument->log_reference,
                                 .outcome = &reader->report.log};
    if (open_sheets(reader, problems))
        return reader;
    extract_close(reader);
    return NULL;
}

void extract_close(struct extract_reader *reader)
{
    if (!reader)
        return;
    close_sheet(&reader->cases);
    close_sheet(&reader->log);
    arena_free(reader->references);
    memory_free(reader);
}

const struct extract_report *extract_facts(const struct extract_reader *reader)
{
    return &reader->report;
}

static bool finish_rejects(struct sheet *sheet, struct problems *problems)
{
    struct extract_outcome *outcome = sheet->outcome;
    // The report outlives the reader.
    outcome->facts.source = outcome->source;
    outcome->facts.sheet = text_copy(sheet->reader->arena, outcome->facts.sheet);
    return !sheet->rejects || rejects_finish(sheet->rejects, &outcome->rejects, problems);
}

bool extract_read(struct extract_reader *reader, const struct extract_taker *taker,
                  struct extract_report *report, struct problems *problems)
{
    reader->taker = taker;
    if (reader->cases.table && !read_rows(&reader->cases, problems))
        return false;
    if (reader->log.table && !read_rows(&reader->log, problems))
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
