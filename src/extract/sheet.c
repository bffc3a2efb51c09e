// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/sheet.h"

static struct place row_place(const struct sheet *sheet)
{
    return (struct place){.source = sheet->source, .line = sheet->row->line, .record = sheet->row->record};
}

static struct place field_place(const struct sheet *sheet, size_t field)
{
    size_t column = sheet->header.column_of[field];
    return column == HEADER_NONE ? row_place(sheet) : table_place(sheet->table, column);
}

static bool read_cell(struct sheet *sheet, size_t i, const struct table_cell *cell, struct place place,
                      struct problems *problems)
{
    if (cell->kind == CELL_ERROR)
        return problem_report_value(problems, place, cell->text,
                                    MESSAGE("the spreadsheet shows an error in place of a value"),
                                    MESSAGE("mend the formula, or empty the cell"));
    return (i != sheet->reference || value_check_reference(cell->text, place, problems)) &&
           value_read(&sheet->schema->fields[i], sheet->instrument->zone, cell->text, place,
                      &sheet->values[i], problems);
}

static void read_field(struct sheet *sheet, size_t i)
{
    size_t column = sheet->header.column_of[i];
    if (column == HEADER_NONE)
        return;
    const struct table_cell *cell = &sheet->row->cells[column];
    struct problems none;
    problems_init(&none, sheet->arena);
    // To find out where a cell stands takes longer than to read it: only where something is wrong with it.
    if (read_cell(sheet, i, cell, (struct place){0}, &none))
        return;
    struct place place = table_place(sheet->table, column);
    read_cell(sheet, i, cell, place, &sheet->problems);
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
    const struct instrument *instrument = sheet->instrument;
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
        struct text says = check->says.in[sheet->language];
        if (says.length == 0)
            says = check->says.in[LANGUAGE_ENGLISH];
        size_t column = sheet->header.column_of[check->field];
        struct text value = column == HEADER_NONE ? (struct text){0} : sheet->row->cells[column].text;
        problem_report_value(&sheet->problems, field_place(sheet, check->field), value,
                             MESSAGE("{words}", VALUE("words", says)), NO_MESSAGE);
    }
}

// Where the case stands that a number means.
static struct text line_of(const struct sheet *sheet, uint32_t number, enum seen_state state, uint64_t *line)
{
    struct text source = {0};
    *line = sheet->world.line_of(sheet->world.context, number, state, &source);
    return source;
}

static void check_is_first(struct sheet *sheet, struct text reference)
{
    uint64_t line;
    uint32_t number;
    enum seen_state state;
    if (!seen_find(sheet->seen, reference, &number, &state))
        return;
    struct text source = line_of(sheet, number, state, &line);
    struct message what = source.length
                              ? MESSAGE("this case stands already in line {line} of {file}",
                                        NUMBER("line", line), VALUE("file", source))
                              : MESSAGE("this case stands already in line {line}", NUMBER("line", line));
    problem_report_value(&sheet->problems, field_place(sheet, sheet->reference), reference, what,
                         MESSAGE("keep the one row that is right"));
}

// What is known of a case that is not in the extract.
static bool look_elsewhere(struct sheet *sheet, struct text reference, enum seen_state *state,
                           struct problems *problems)
{
    bool has = false;
    if (sheet->world.has_case && !sheet->world.has_case(sheet->world.context, reference, &has, problems))
        return false;
    *state = has ? SEEN_EARLIER : SEEN_NOWHERE;
    return true;
}

// An entry of a log must have a case that was taken now or is in the record. False only if the record cannot say.
static bool check_has_case(struct sheet *sheet, struct text reference, struct problems *problems)
{
    uint64_t line = 0;
    uint32_t number = 0;
    enum seen_state state;
    if (!seen_find(sheet->seen, reference, &number, &state) &&
        !look_elsewhere(sheet, reference, &state, problems))
        return false;
    struct place place = field_place(sheet, sheet->reference);
    if (state == SEEN_NOWHERE)
        problem_report_value(
            &sheet->problems, place, reference,
            MESSAGE("a log entry without its case: it is neither in this extract nor in the record"),
            MESSAGE("send the case too, or look whether its reference is written the same way"));
    else if (state == SEEN_REJECTED) {
        line_of(sheet, number, state, &line);
        problem_report_value(&sheet->problems, place, reference,
                             MESSAGE("the case of this log entry was rejected, in line {line} of the cases",
                                     NUMBER("line", line)),
                             MESSAGE("mend the case and import it with the entry"));
    }
    return true;
}

// A row whose cells were read. False if the reading must end.
static bool check_row(struct sheet *sheet, struct problems *problems)
{
    memset(sheet->values, 0, sheet->schema->count * sizeof *sheet->values);
    for (size_t i = 0; i < sheet->schema->count; i++)
        read_field(sheet, i);
    struct text reference = sheet_reference(sheet);
    if (reference.length) {
        if (!sheet->is_log)
            check_is_first(sheet, reference);
        else if (!check_has_case(sheet, reference, problems))
            return false;
    }
    if (!sheet->is_log)
        run_checks(sheet);
    return true;
}

enum sheet_step sheet_next(struct sheet *sheet, struct problems *problems)
{
    arena_reset(sheet->arena);
    problems_init(&sheet->problems, sheet->arena);
    switch (table_next(sheet->table, &sheet->row, &sheet->problems)) {
    case TABLE_END: return SHEET_END;
    case TABLE_FAILED: sheet_report(sheet, problems); return SHEET_FAILED;
    case TABLE_DAMAGED: memset(sheet->values, 0, sheet->schema->count * sizeof *sheet->values); break;
    case TABLE_ROW:
        if (!check_row(sheet, problems))
            return SHEET_FAILED;
    }
    return sheet->problems.count ? SHEET_REJECTED : SHEET_ACCEPTED;
}

struct text sheet_reference(const struct sheet *sheet)
{
    return sheet->values[sheet->reference].text;
}

void sheet_report(const struct sheet *sheet, struct problems *problems)
{
    problems_add_row(problems, &sheet->problems);
}

bool sheet_open(struct sheet *sheet, struct arena *arena, const struct instrument *instrument, bool is_log,
                struct table_reader *table, struct problems *problems)
{
    struct sheet opened = {
        .instrument = instrument,
        .is_log = is_log,
        .language = sheet->language,
        .schema = is_log ? &instrument->log : &instrument->cases,
        .reference = is_log ? instrument->log_reference : instrument->case_reference,
        .source = table_facts(table)->source,
        .table = table,
        .seen = sheet->seen,
        .world = sheet->world,
    };
    if (!header_match(arena, opened.schema, opened.reference, table, &opened.header, problems))
        return false;
    opened.values = ARENA_ARRAY(arena, struct value, opened.schema->count);
    opened.arena = arena_new();
    *sheet = opened;
    return true;
}

void sheet_close(struct sheet *sheet)
{
    arena_free(sheet->arena);
    sheet->arena = NULL;
}

struct table_facts sheet_facts(const struct sheet *sheet, struct arena *arena)
{
    struct table_facts facts = *table_facts(sheet->table);
    facts.source = text_copy(arena, facts.source);
    facts.sheet = text_copy(arena, facts.sheet);
    return facts;
}

struct text *sheet_ignored(const struct sheet *sheet, struct arena *arena, size_t *count)
{
    const struct header *header = &sheet->header;
    struct text *ignored = ARENA_ARRAY(arena, struct text, header->ignored_count);
    for (size_t i = 0; i < header->ignored_count; i++)
        ignored[i] = text_copy(arena, header->ignored[i]);
    *count = header->ignored_count;
    return ignored;
}
