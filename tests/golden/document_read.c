// SPDX-License-Identifier: GPL-3.0-or-later
#include "document_read.h"

#include "format/yaml.h"

enum { KEYS_MOST = 20 };

struct reader {
    struct arena *arena;
    struct text source;
    struct problems *problems;
};

static bool fail(struct reader *reader, const struct yaml_node *node, const char *what)
{
    return problem_report(reader->problems, yaml_place(reader->source, node), (struct message){.text = what},
                          NO_MESSAGE);
}

static bool keys(struct reader *reader, const struct yaml_node *node, const struct yaml_key *known,
                 size_t count, const struct yaml_node **found)
{
    return yaml_keys(reader->source, node, known, count, found, reader->problems);
}
#define KEYS(reader, node, known, found) \
    keys((reader), (node), (known), sizeof(known) / sizeof *(known), (found))

static struct text value_of(const struct yaml_node *node)
{
    return node ? node->value : (struct text){0};
}

static bool truth(struct reader *reader, const struct yaml_node *node, bool *value)
{
    return !node || yaml_boolean(reader->source, node, value, reader->problems);
}

static bool integer(struct reader *reader, const struct yaml_node *node, int64_t *value)
{
    return !node || yaml_integer(reader->source, node, value, reader->problems);
}

static bool date(struct reader *reader, const struct yaml_node *node, struct civil_date *value)
{
    struct civil_read read;
    if (!node)
        return true;
    if (civil_read(node->value, CIVIL_ORDER_NONE, &read) != CIVIL_READ)
        return fail(reader, node, "not a date");
    *value = read.time.date;
    return true;
}

static bool language(struct reader *reader, const struct yaml_node *node, enum language *value)
{
    if (node && !language_from_code(node->value, value))
        return fail(reader, node, "not a language");
    return true;
}

// ---- Runs --------------------------------------------------------------------------------------------------

static bool read_run(struct reader *reader, const struct yaml_node *node, struct runs *runs)
{
    static const struct yaml_key known[] = {
        {"text", YAML_SCALAR, false},     {"strong", YAML_SCALAR, false},   {"new_line", YAML_SCALAR, false},
        {"language", YAML_SCALAR, false}, {"link", YAML_SCALAR, false},     {"expansion", YAML_SCALAR, false},
        {"note", YAML_SCALAR, false},     {"redacted", YAML_SCALAR, false}, {"speech", YAML_SCALAR, false},
        {"number", YAML_SCALAR, false},   {"trace", YAML_SCALAR, false},    {"verbatim", YAML_SCALAR, false},
    };
    const struct yaml_node *found[KEYS_MOST];
    if (node->kind == YAML_SCALAR) {
        run_add(runs, node->value);
        return true;
    }
    if (!KEYS(reader, node, known, found))
        return false;
    struct run *run = found[9] ? run_number(runs, 0, value_of(found[0]), value_of(found[10]))
                               : run_add(runs, value_of(found[0]));
    run->foreign = found[3] != NULL;
    run->link = value_of(found[4]);
    run->expansion = value_of(found[5]);
    run->note = value_of(found[6]);
    run->redaction = value_of(found[7]);
    run->speech = value_of(found[8]);
    bool good = truth(reader, found[1], &run->strong) && truth(reader, found[2], &run->new_line) &&
                truth(reader, found[11], &run->verbatim) && language(reader, found[3], &run->language) &&
                integer(reader, found[9], &run->number);
    if (good && found[9] && !found[0])
        run->text = number_text(reader->arena, run->number);
    return good;
}

// A scalar is one run; a list is runs.
static bool read_runs(struct reader *reader, const struct yaml_node *node, struct runs *runs)
{
    if (!node)
        return true;
    if (node->kind != YAML_SEQUENCE)
        return read_run(reader, node, runs);
    for (size_t i = 0; i < node->count; i++)
        if (!read_run(reader, &node->items[i], runs))
            return false;
    return true;
}

// ---- Tables ------------------------------------------------------------------------------------------------

static bool each(struct reader *reader, const struct yaml_node *list, struct table *table,
                 bool (*read)(struct reader *, const struct yaml_node *, struct table *))
{
    for (size_t i = 0; list && i < list->count; i++)
        if (!read(reader, &list->items[i], table))
            return false;
    return true;
}

static bool read_measure(struct reader *reader, const struct yaml_node *node, enum measure *measure)
{
    static const char *const measures[] = {"plain", "percent"};
    size_t found = MEASURE_PLAIN;
    if (node && !yaml_choice(reader->source, node, measures, 2, &found, reader->problems))
        return false;
    *measure = (enum measure)found;
    return true;
}

static bool read_column_value(struct reader *reader, const struct yaml_node *node, struct table *table)
{
    static const struct yaml_key known[] = {{"id", YAML_SCALAR, true},
                                            {"heading", YAML_SCALAR, true},
                                            {"words", YAML_SCALAR, false},
                                            {"measure", YAML_SCALAR, false}};
    const struct yaml_node *found[KEYS_MOST];
    if (!KEYS(reader, node, known, found))
        return false;
    struct column_value *value = table_column_value(table, value_of(found[0]), value_of(found[1]));
    return truth(reader, found[2], &value->is_words) && read_measure(reader, found[3], &value->measure);
}

static bool read_column(struct reader *reader, const struct yaml_node *node, struct table *table)
{
    static const struct yaml_key known[] = {
        {"id", YAML_SCALAR, true},          {"heading", YAML_SCALAR, false},  {"kind", YAML_SCALAR, true},
        {"row_header", YAML_SCALAR, false}, {"unit", YAML_SCALAR, false},     {"share", YAML_SCALAR, false},
        {"measure", YAML_SCALAR, false},    {"values", YAML_SEQUENCE, false},
    };
    static const char *const kinds[] = {"text", "count", "proportion", "date", "decimal"};
    const struct yaml_node *found[KEYS_MOST];
    size_t kind;
    int64_t share = 0;
    if (!KEYS(reader, node, known, found) ||
        !yaml_choice(reader->source, found[2], kinds, 5, &kind, reader->problems) ||
        !integer(reader, found[5], &share))
        return false;
    struct table_column *column = table_column(table, value_of(found[0]), value_of(found[1]),
                                               (enum column_kind)kind);
    column->unit = value_of(found[4]);
    column->share = (unsigned)share;
    return truth(reader, found[3], &column->row_header) && read_measure(reader, found[6], &column->measure) &&
           each(reader, found[7], table, read_column_value);
}

static bool read_proportion(struct reader *reader, const struct yaml_node *node, struct cell *cell,
                            struct text trace)
{
    struct text rest = node->value, part;
    int64_t numerator, denominator;
    if (!text_split(&rest, '/', &part) || !text_to_int64(part, &numerator) ||
        !text_to_int64(rest, &denominator))
        return fail(reader, node, "a proportion is written 3/9");
    cell_proportion(cell, numerator, denominator, trace);
    return true;
}

static bool read_value(struct reader *reader, const struct yaml_node *node, const struct table_column *column,
                       struct cell *cell, struct text trace)
{
    int64_t count;
    struct decimal decimal;
    struct civil_date day;
    switch (column->kind) {
    case COLUMN_TEXT: cell_text(cell, node->value); return true;
    case COLUMN_COUNT:
        if (!yaml_integer(reader->source, node, &count, reader->problems))
            return false;
        cell_count(cell, count, trace);
        return true;
    case COLUMN_PROPORTION: return read_proportion(reader, node, cell, trace);
    case COLUMN_DATE:
        if (!date(reader, node, &day))
            return false;
        cell_date(cell, day);
        return true;
    case COLUMN_DECIMAL:
        if (!decimal_read(node->value, &decimal))
            return fail(reader, node, "a decimal is written 29.6");
        cell_decimal(cell, decimal, column->measure);
        return true;
    }
    return false;
}

// One of the values of a cell of text: a decimal, words, or {absent: REASON}.
static bool read_cell_value(struct reader *reader, const struct yaml_node *node, struct cell *cell)
{
    static const struct yaml_key known[] = {{"absent", YAML_SCALAR, true}};
    const struct yaml_node *found[KEYS_MOST];
    struct decimal decimal;
    if (node->kind == YAML_MAPPING) {
        if (!KEYS(reader, node, known, found))
            return false;
        cell_value_absent(cell, found[0]->value);
    } else if (decimal_read(node->value, &decimal)) {
        cell_value(cell, decimal);
    } else {
        cell_value_words(cell, node->value);
    }
    return true;
}

static bool read_words(struct reader *reader, const struct yaml_node *text, const struct yaml_node *values,
                       struct cell *cell)
{
    for (size_t i = 0; values && i < values->count; i++)
        if (!read_cell_value(reader, &values->items[i], cell))
            return false;
    return read_runs(reader, text, cell_runs(cell));
}

static bool read_cell(struct reader *reader, const struct yaml_node *node, const struct table_column *column,
                      struct cell *cell)
{
    static const struct yaml_key known[] = {
        {"value", YAML_SCALAR, false}, {"trace", YAML_SCALAR, false},    {"text", YAML_ANY, false},
        {"empty", YAML_ANY, false},    {"unset", YAML_SCALAR, false},    {"absence", YAML_SCALAR, false},
        {"mark", YAML_SCALAR, false},  {"values", YAML_SEQUENCE, false},
    };
    static const char *const absences[] = {"not_available", "not_applicable", "suppressed"};
    const struct yaml_node *found[KEYS_MOST];
    size_t absence = ABSENCE_NOT_AVAILABLE;
    if (node->kind == YAML_SCALAR)
        return read_value(reader, node, column, cell, (struct text){0});
    if (node->kind == YAML_SEQUENCE)
        return read_runs(reader, node, cell_runs(cell));
    if (!KEYS(reader, node, known, found))
        return false;
    if (found[2])
        return read_words(reader, found[2], found[7], cell);
    if (found[5] &&
        !yaml_choice(reader->source, found[5], absences, ABSENCE_COUNT, &absence, reader->problems))
        return false;
    if (found[3])
        cell_absent(cell, (enum absence)absence, found[3]->value);
    cell->mark = value_of(found[6]);
    return !found[0] || read_value(reader, found[0], column, cell, value_of(found[1]));
}

static bool read_cells(struct reader *reader, const struct yaml_node *node, struct table *table,
                       struct cell *cells)
{
    if (node->kind != YAML_SEQUENCE || node->count != table->columns.count)
        return fail(reader, node, "a row has as many cells as there are columns");
    for (size_t i = 0; i < node->count; i++)
        if (!read_cell(reader, &node->items[i], &table->columns.items[i], &cells[i]))
            return false;
    return true;
}

static bool read_group(struct reader *reader, const struct yaml_node *node, struct table *table)
{
    static const struct yaml_key known[] = {{"id", YAML_SCALAR, true},
                                            {"heading", YAML_SCALAR, false},
                                            {"sum", YAML_SCALAR, false},
                                            {"base", YAML_SCALAR, false},
                                            {"name", YAML_SCALAR, false}};
    const struct yaml_node *found[KEYS_MOST];
    int64_t base = 0;
    if (!KEYS(reader, node, known, found) || !integer(reader, found[3], &base))
        return false;
    struct row_group *group = table_group(table, value_of(found[0]), value_of(found[1]));
    group->name = value_of(found[4]);
    if (!found[2])
        return true;
    size_t column = 0;
    while (column < table->columns.count && !text_equal(table->columns.items[column].id, found[2]->value))
        column++;
    row_group_sums_to(group, column, base);
    return true;
}

static bool read_row(struct reader *reader, const struct yaml_node *node, struct table *table)
{
    static const struct yaml_key known[] = {{"total", YAML_SEQUENCE, false}, {"group", YAML_MAPPING, false}};
    const struct yaml_node *found[KEYS_MOST];
    if (node->kind == YAML_SEQUENCE)
        return read_cells(reader, node, table, table_row(table));
    if (!KEYS(reader, node, known, found))
        return false;
    if (found[0])
        return read_cells(reader, found[0], table, table_total_row(table));
    return found[1] && read_group(reader, found[1], table);
}

static bool read_table_note(struct reader *reader, const struct yaml_node *node, struct table *table)
{
    static const struct yaml_key known[] = {{"id", YAML_SCALAR, true}, {"text", YAML_ANY, false}};
    const struct yaml_node *found[KEYS_MOST];
    return KEYS(reader, node, known, found) &&
           read_runs(reader, found[1], table_note(table, value_of(found[0])));
}

static bool read_table(struct reader *reader, const struct yaml_node *node, struct blocks *blocks)
{
    static const struct yaml_key known[] = {
        {"id", YAML_SCALAR, true},      {"caption", YAML_ANY, false},    {"columns", YAML_SEQUENCE, false},
        {"rows", YAML_SEQUENCE, false}, {"notes", YAML_SEQUENCE, false}, {"source", YAML_ANY, false},
        {"groups", YAML_SCALAR, false},
    };
    const struct yaml_node *found[KEYS_MOST];
    if (!KEYS(reader, node, known, found))
        return false;
    struct table *table = table_add(blocks, value_of(found[0]), (struct text){0});
    table->groups_heading = value_of(found[6]);
    return read_runs(reader, found[1], &table->caption) && each(reader, found[2], table, read_column) &&
           each(reader, found[3], table, read_row) && each(reader, found[4], table, read_table_note) &&
           read_runs(reader, found[5], &table->source);
}

// ---- Blocks ------------------------------------------------------------------------------------------------

static bool read_blocks(struct reader *reader, const struct yaml_node *node, struct blocks *blocks);

static bool read_heading(struct reader *reader, const struct yaml_node *node, struct blocks *blocks)
{
    static const struct yaml_key known[] = {
        {"id", YAML_ANY, false}, {"level", YAML_SCALAR, true}, {"text", YAML_ANY, false}};
    const struct yaml_node *found[KEYS_MOST];
    int64_t level = 0;
    return KEYS(reader, node, known, found) && integer(reader, found[1], &level) &&
           read_runs(reader, found[2], heading_add(blocks, (int)level, value_of(found[0]), (struct text){0}));
}

static bool read_note(struct reader *reader, const struct yaml_node *node, struct blocks *blocks)
{
    static const struct yaml_key known[] = {{"id", YAML_SCALAR, true}, {"text", YAML_ANY, false}};
    const struct yaml_node *found[KEYS_MOST];
    return KEYS(reader, node, known, found) &&
           read_runs(reader, found[1], note_add(blocks, value_of(found[0])));
}

// An item is runs, or a mapping {blocks: […]}.
static bool read_list(struct reader *reader, const struct yaml_node *node, struct blocks *blocks,
                      enum list_kind kind)
{
    static const struct yaml_key known[] = {{"blocks", YAML_SEQUENCE, false}, {"text", YAML_ANY, false}};
    struct list *list = list_add(blocks, kind);
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_node *item = &node->items[i], *found[KEYS_MOST] = {0};
        if (item->kind == YAML_MAPPING && !KEYS(reader, item, known, found))
            return false;
        if (found[0] ? !read_blocks(reader, found[0], list_item(list))
                     : !read_runs(reader, found[1] ? found[1] : item, list_item_line(list)))
            return false;
    }
    return true;
}

static bool read_contact(struct reader *reader, const struct yaml_node *node, struct blocks *blocks)
{
    static const struct yaml_key known[] = {{"name", YAML_SCALAR, false},
                                            {"address", YAML_SEQUENCE, false},
                                            {"telephone", YAML_SCALAR, false},
                                            {"email", YAML_SCALAR, false},
                                            {"web", YAML_SCALAR, false}};
    const struct yaml_node *found[KEYS_MOST];
    if (!KEYS(reader, node, known, found))
        return false;
    struct contact *contact = contact_add(blocks, value_of(found[0]));
    for (size_t i = 0; found[1] && i < found[1]->count; i++)
        contact_address_line(contact, found[1]->items[i].value);
    contact->telephone = value_of(found[2]);
    contact->email = value_of(found[3]);
    contact->web = value_of(found[4]);
    return true;
}

static size_t column_of(const struct blocks *blocks, struct text table, struct text column)
{
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = blocks->items[i];
        if (block->kind != BLOCK_TABLE || !text_equal(block->id, table))
            continue;
        for (size_t j = 0; j < block->table.columns.count; j++)
            if (text_equal(block->table.columns.items[j].id, column))
                return j;
    }
    return SIZE_MAX;
}

static bool read_chart(struct reader *reader, const struct yaml_node *node, struct blocks *blocks)
{
    static const struct yaml_key known[] = {
        {"id", YAML_SCALAR, true},        {"kind", YAML_SCALAR, true},  {"table", YAML_SCALAR, true},
        {"columns", YAML_SEQUENCE, true}, {"caption", YAML_ANY, false}, {"alternative", YAML_SCALAR, false},
    };
    static const char *const kinds[] = {"bars", "stacked", "trend", "intervals"};
    const struct yaml_node *found[KEYS_MOST];
    size_t kind;
    if (!KEYS(reader, node, known, found) ||
        !yaml_choice(reader->source, found[1], kinds, 4, &kind, reader->problems))
        return false;
    struct chart *chart = chart_add(blocks, (enum chart_kind)kind, found[0]->value, found[2]->value,
                                    (struct text){0}, value_of(found[5]));
    for (size_t i = 0; i < found[3]->count; i++)
        chart_column(chart, column_of(blocks, found[2]->value, found[3]->items[i].value));
    return read_runs(reader, found[4], &chart->caption);
}

static bool read_block(struct reader *reader, const struct yaml_node *node, struct blocks *blocks)
{
    static const struct yaml_key known[] = {
        {"heading", YAML_MAPPING, false},   {"paragraph", YAML_ANY, false},
        {"bullets", YAML_SEQUENCE, false},  {"numbers", YAML_SEQUENCE, false},
        {"table", YAML_MAPPING, false},     {"contents", YAML_SCALAR, false},
        {"inset", YAML_SEQUENCE, false},    {"warning", YAML_SEQUENCE, false},
        {"note", YAML_MAPPING, false},      {"contact", YAML_MAPPING, false},
        {"page_break", YAML_SCALAR, false}, {"chart", YAML_MAPPING, false},
    };
    const struct yaml_node *found[KEYS_MOST];
    int64_t depth = 0;
    if (!KEYS(reader, node, known, found))
        return false;
    if (found[0])
        return read_heading(reader, found[0], blocks);
    if (found[1])
        return read_runs(reader, found[1], paragraph_add(blocks));
    if (found[2] || found[3])
        return read_list(reader, found[2] ? found[2] : found[3], blocks,
                         found[2] ? LIST_BULLETS : LIST_NUMBERS);
    if (found[4])
        return read_table(reader, found[4], blocks);
    if (found[6] || found[7])
        return read_blocks(reader, found[6] ? found[6] : found[7],
                           found[6] ? inset_add(blocks) : warning_add(blocks));
    if (found[8])
        return read_note(reader, found[8], blocks);
    if (found[9])
        return read_contact(reader, found[9], blocks);
    if (found[11])
        return read_chart(reader, found[11], blocks);
    if (found[10])
        page_break_add(blocks);
    else if (!found[5] || !integer(reader, found[5], &depth))
        return fail(reader, node, "not a block");
    else
        contents_add(blocks, (int)depth);
    return true;
}

static bool read_blocks(struct reader *reader, const struct yaml_node *node, struct blocks *blocks)
{
    for (size_t i = 0; i < node->count; i++)
        if (!read_block(reader, &node->items[i], blocks))
            return false;
    return true;
}

// ---- Documents ---------------------------------------------------------------------------------------------

static bool read_links(struct reader *reader, const struct yaml_node *node, struct document *document,
                       bool editions)
{
    static const struct yaml_key known[] = {{"name", YAML_SCALAR, false},
                                            {"link", YAML_SCALAR, false},
                                            {"large_print", YAML_SCALAR, false},
                                            {"audio", YAML_SCALAR, false}};
    for (size_t i = 0; node && i < node->count; i++) {
        const struct yaml_node *found[KEYS_MOST];
        enum language other = document->language;
        struct document_edition *edition;
        if (!KEYS(reader, &node->items[i], known, found) || (editions && !language(reader, found[0], &other)))
            return false;
        if (!editions) {
            document_format(document, value_of(found[0]), value_of(found[1]));
            continue;
        }
        edition = document_edition(document, other, value_of(found[1]));
        edition->large_print = value_of(found[2]);
        edition->audio = value_of(found[3]);
    }
    return true;
}

// The logo of every document that has one: three pixels by two.
static const char logo[] = "\x89PNG\r\n\x1A\n"
                           "\x00\x00\x00\x0D\x49\x48\x44\x52\x00\x00\x00\x03\x00\x00\x00\x02\x08\x00\x00\x00"
                           "\x00\xB8\x1F\x39\xC6"
                           "\x00\x00\x00\x0B\x49\x44\x41\x54\x78\x9C\x63\x60\x80\x00\x00\x00\x08\x00\x01\xB7"
                           "\x58\x73\x95"
                           "\x00\x00\x00\x00\x49\x45\x4E\x44\xAE\x42\x60\x82";

// `logo` is what the logo shows, `accent` a colour as a number.
static bool read_identity(struct reader *reader, const struct yaml_node *shown,
                          const struct yaml_node *colour, struct identity *identity)
{
    int64_t accent = 0;
    if (!integer(reader, colour, &accent))
        return false;
    identity->has_accent = colour != NULL;
    identity->accent = (uint32_t)accent;
    if (!shown)
        return true;
    identity->logo = (struct text){logo, sizeof logo - 1};
    identity->logo_width = 3;
    identity->logo_height = 2;
    identity->logo_alternative = shown->value;
    return true;
}

static struct document *read_document(struct reader *reader, const struct yaml_node *node)
{
    static const struct yaml_key known[] = {
        {"language", YAML_SCALAR, true},    {"title", YAML_ANY, false},
        {"subtitle", YAML_ANY, false},      {"organisation", YAML_ANY, false},
        {"date", YAML_SCALAR, false},       {"identifier", YAML_ANY, false},
        {"version", YAML_SCALAR, false},    {"description", YAML_SCALAR, false},
        {"draft", YAML_SCALAR, false},      {"marking", YAML_SCALAR, false},
        {"publisher", YAML_SCALAR, false},  {"editions", YAML_SEQUENCE, false},
        {"formats", YAML_SEQUENCE, false},  {"blocks", YAML_SEQUENCE, false},
        {"commitment", YAML_SCALAR, false}, {"logo", YAML_SCALAR, false},
        {"accent", YAML_SCALAR, false},     {"audit_log", YAML_SCALAR, false},
    };
    const struct yaml_node *found[KEYS_MOST];
    enum language tongue = LANGUAGE_ENGLISH;
    if (!KEYS(reader, node, known, found) || !language(reader, found[0], &tongue))
        return NULL;
    struct document *document = document_new(reader->arena, tongue);
    document->title = value_of(found[1]);
    document->subtitle = value_of(found[2]);
    document->organisation = value_of(found[3]);
    document->identifier = value_of(found[5]);
    document->version = value_of(found[6]);
    document->description = value_of(found[7]);
    document->draft = value_of(found[8]);
    document->marking = value_of(found[9]);
    document->publisher = value_of(found[10]);
    document->commitment = value_of(found[14]);
    document->audit_log = value_of(found[17]);
    document->imprint = found[14] != NULL;
    bool good = date(reader, found[4], &document->date) && read_links(reader, found[11], document, true) &&
                read_links(reader, found[12], document, false) &&
                read_identity(reader, found[15], found[16], &document->identity) &&
                (!found[13] || read_blocks(reader, found[13], &document->body));
    return good ? document : NULL;
}

bool document_read(struct arena *arena, struct text source, struct text content,
                   struct document *documents[DOCUMENTS_MOST], size_t *count, struct problems *problems)
{
    static const struct yaml_key known[] = {{"documents", YAML_SEQUENCE, true}};
    struct reader reader = {.arena = arena, .source = source, .problems = problems};
    const struct yaml_node *found[1];
    struct yaml_node root;
    if (!yaml_read(arena, source, content, &root, problems) || !KEYS(&reader, &root, known, found))
        return false;
    if (found[0]->count > DOCUMENTS_MOST)
        return fail(&reader, found[0], "too many documents");
    for (size_t i = 0; i < found[0]->count; i++)
        if (!(documents[i] = read_document(&reader, &found[0]->items[i])))
            return false;
    *count = found[0]->count;
    return true;
}
