// SPDX-License-Identifier: GPL-3.0-or-later
// https://www.w3.org/TR/tabular-metadata/ says what each name means and which values it takes.
#include "document/writers.h"

#include "base/text_map.h"
#include "document/flat_table.h"
#include "document/words.h"
#include "format/csv_field.h"
#include "format/json_writer.h"

struct walk {
    struct json_writer json;
    struct arena *arena;
    const struct checked_document *checked;
    const struct document *document;
    struct text stem;
};

// A text as it stands in the CSV file.
static struct text field(struct walk *walk, struct text text)
{
    return csv_is_guarded(text) ? text_print(walk->arena, "'%.*s", TEXT_PRINT(text)) : text;
}

static struct text value_field(struct walk *walk, const struct flat_value *value)
{
    switch (value->content) {
    case FLAT_RUNS: return field(walk, words_runs(walk->arena, walk->checked, value->runs, TEXT("\n")));
    case FLAT_COUNT: return text_print(walk->arena, "%lld", (long long)value->count);
    case FLAT_DECIMAL: return decimal_text(walk->arena, value->decimal);
    case FLAT_DATE: return civil_date_text(walk->arena, value->date);
    case FLAT_ABSENT: return field(walk, value->mark.length ? value->mark : value->words);
    case FLAT_WORDS: break;
    }
    return field(walk, value->words);
}

// A file in the same folder, as a relative reference.
static struct text file_reference(struct walk *walk, struct text id)
{
    return words_file_link(walk->arena,
                           text_print(walk->arena, "%.*s.%.*s.csv", TEXT_PRINT(walk->stem), TEXT_PRINT(id)));
}

// ---- Columns -----------------------------------------------------------------------------------------------

struct file_column {
    struct text name, title;
    struct flat_column flat;
};

struct file_columns {
    ARRAY_OF(struct file_column) list;
};

// What a URI template takes as the name of a variable, and no name twice.
static struct text column_name(struct walk *walk, struct text_map *taken, struct text id)
{
    char *bytes = arena_allocate(walk->arena, id.length + 1, 1);
    for (size_t i = 0; i < id.length; i++)
        bytes[i] = id.bytes[i] == '-' || id.bytes[i] == '.' ? '_' : id.bytes[i];
    struct text first = {bytes, id.length}, name = first;
    for (size_t number = 2; !text_map_put(taken, name, number, NULL); number++)
        name = text_print(walk->arena, "%.*s_%zu", TEXT_PRINT(first), number);
    return name;
}

static struct file_columns columns_of(struct walk *walk, const struct table *table)
{
    struct file_columns columns = {0};
    struct text_map taken;
    text_map_init(&taken, walk->arena);
    struct flat_table flat = flat_table_of(walk->arena, walk->document->language, table);
    for (size_t i = 0; i < flat.columns.count; i++)
        *ARRAY_APPEND(walk->arena, &columns.list) = (struct file_column){
            .name = column_name(walk, &taken, flat.columns.items[i].id),
            .title = field(walk, flat.columns.items[i].heading),
            .flat = flat.columns.items[i],
        };
    return columns;
}

static bool is_null(const struct table *table, const struct file_column *column, size_t row)
{
    struct flat_value value = flat_value_at(table, &column->flat, row);
    return value.content == FLAT_ABSENT || (column->flat.kind == FLAT_GROUP && value.words.length == 0);
}

static bool is_required(const struct table *table, const struct file_column *column)
{
    for (size_t row = 0; row < table->rows.count; row++)
        if (is_null(table, column, row))
            return false;
    return true;
}

static const char *datatype_of(const struct file_column *column)
{
    switch (flat_column_content(&column->flat)) {
    case FLAT_COUNT: return "integer";
    case FLAT_DECIMAL: return "decimal";
    case FLAT_DATE: return "date";
    case FLAT_WORDS:
    case FLAT_RUNS:
    case FLAT_ABSENT: break;
    }
    return "string";
}

// The reasons that stand in cells without a value, each once.
static void write_nulls(struct walk *walk, const struct table *table, const struct file_column *column)
{
    struct text_map told;
    text_map_init(&told, walk->arena);
    json_writer_open_array(&walk->json, "null");
    for (size_t row = 0; row < table->rows.count; row++) {
        struct flat_value value = flat_value_at(table, &column->flat, row);
        struct text null = value_field(walk, &value);
        if (is_null(table, column, row) && text_map_put(&told, null, row, NULL))
            json_writer_text(&walk->json, NULL, null);
    }
    json_writer_close(&walk->json);
}

static void write_column(struct walk *walk, const struct table *table, const struct file_column *column)
{
    bool required = is_required(table, column);
    json_writer_open_object(&walk->json, NULL);
    json_writer_text(&walk->json, "name", column->name);
    json_writer_text(&walk->json, "titles", column->title);
    json_writer_text(&walk->json, "datatype", text_from(datatype_of(column)));
    json_writer_boolean(&walk->json, "required", required);
    if (!required)
        write_nulls(walk, table, column);
    json_writer_close(&walk->json);
}

// ---- What tells the rows apart -----------------------------------------------------------------------------

static bool may_be_key(const struct table *table, const struct file_column *column)
{
    enum flat_content content = flat_column_content(&column->flat);
    return (content == FLAT_WORDS || content == FLAT_RUNS) && is_required(table, column);
}

static bool names_rows(const struct file_column *column)
{
    return column->flat.source && column->flat.source->row_header;
}

static bool tell_rows_apart(struct walk *walk, const struct table *table, const struct file_columns *columns,
                            const bool *key)
{
    struct text_map seen;
    text_map_init(&seen, walk->arena);
    for (size_t row = 0; row < table->rows.count; row++) {
        struct buffer values = {0};
        for (size_t i = 0; i < columns->list.count; i++) {
            struct flat_value value = flat_value_at(table, &columns->list.items[i].flat, row);
            if (!key[i])
                continue;
            buffer_add(&values, value_field(walk, &value));
            buffer_add_character(&values, '\0'); // is in no text
        }
        struct text joined = text_copy(walk->arena, buffer_text(&values));
        buffer_dispose(&values);
        if (!text_map_put(&seen, joined, row, NULL))
            return false;
    }
    return true;
}

// The column that names the rows; with it the groups, if it needs them; with both, texts from the left, if they do. No
// key, if that does not help either.
static void write_key(struct walk *walk, const struct table *table, const struct file_columns *columns)
{
    size_t count = columns->list.count, added = 0;
    bool *key = ARENA_ARRAY(walk->arena, bool, count);
    for (size_t i = 0; i < count; i++)
        key[i] = names_rows(&columns->list.items[i]);
    while (!tell_rows_apart(walk, table, columns, key)) {
        while (added < count && (key[added] || !may_be_key(table, &columns->list.items[added])))
            added++;
        if (added == count)
            return;
        key[added] = true;
    }
    json_writer_open_array(&walk->json, "primaryKey");
    for (size_t i = 0; i < count; i++)
        if (key[i])
            json_writer_text(&walk->json, NULL, columns->list.items[i].name);
    json_writer_close(&walk->json);
}

// ---- Tables ------------------------------------------------------------------------------------------------

// As the specification's example of an annotation has it.
static void write_annotation(struct walk *walk, struct text target, struct text body)
{
    if (body.length == 0)
        return;
    json_writer_open_object(&walk->json, NULL);
    json_writer_text(&walk->json, "type", TEXT("Annotation"));
    json_writer_optional_text(&walk->json, "target", target);
    json_writer_text(&walk->json, "body", body);
    json_writer_close(&walk->json);
}

static void write_notes(struct walk *walk, const struct table *table, struct text file)
{
    if (table->notes.count == 0)
        return;
    json_writer_open_array(&walk->json, "notes");
    for (size_t i = 0; i < table->notes.count; i++) {
        struct text name = words_note(walk->arena, walk->checked, table->notes.items[i]->id);
        struct text words = words_runs(walk->arena, walk->checked, &table->notes.items[i]->runs, TEXT("\n"));
        write_annotation(walk, file,
                         text_print(walk->arena, "[%.*s] %.*s", TEXT_PRINT(name), TEXT_PRINT(words)));
    }
    json_writer_close(&walk->json);
}

static void write_schema(struct walk *walk, const struct table *table)
{
    struct file_columns columns = columns_of(walk, table);
    json_writer_open_object(&walk->json, "tableSchema");
    json_writer_open_array(&walk->json, "columns");
    for (size_t i = 0; i < columns.list.count; i++)
        write_column(walk, table, &columns.list.items[i]);
    json_writer_close(&walk->json);
    write_key(walk, table, &columns);
    for (size_t i = 0; i < columns.list.count; i++)
        if (names_rows(&columns.list.items[i]))
            json_writer_text(&walk->json, "rowTitles", columns.list.items[i].name);
    json_writer_close(&walk->json);
}

static void write_table(struct walk *walk, const struct block *block)
{
    struct text number = words_table(walk->arena, walk->checked, block);
    struct text caption = words_runs(walk->arena, walk->checked, &block->table.caption, TEXT(" "));
    struct text file = file_reference(walk, block->id);
    json_writer_open_object(&walk->json, NULL);
    json_writer_text(&walk->json, "url", file);
    json_writer_text(&walk->json, "dc:title",
                     text_print(walk->arena, "%.*s: %.*s", TEXT_PRINT(number), TEXT_PRINT(caption)));
    if (block->table.source.count)
        json_writer_text(&walk->json, "dc:source",
                         words_runs(walk->arena, walk->checked, &block->table.source, TEXT(" ")));
    write_notes(walk, &block->table, file);
    write_schema(walk, &block->table);
    json_writer_close(&walk->json);
}

// ---- All of them -------------------------------------------------------------------------------------------

static void write_context(struct walk *walk)
{
    struct text language = text_from(language_code(walk->document->language));
    json_writer_open_array(&walk->json, "@context");
    json_writer_text(&walk->json, NULL, TEXT("http://www.w3.org/ns/csvw"));
    json_writer_open_object(&walk->json, NULL);
    json_writer_text(&walk->json, "@language", language);
    json_writer_close(&walk->json);
    json_writer_close(&walk->json);
    json_writer_text(&walk->json, "lang", language);
}

static void write_description(struct walk *walk)
{
    const struct document *document = walk->document;
    json_writer_text(&walk->json, "dc:title", document->title);
    json_writer_optional_text(&walk->json, "dc:description", document->description);
    json_writer_text(&walk->json, "dc:publisher", document->organisation);
    json_writer_open_object(&walk->json, "dc:issued");
    json_writer_text(&walk->json, "@value", civil_date_text(walk->arena, document->date));
    json_writer_text(&walk->json, "@type", TEXT("xsd:date"));
    json_writer_close(&walk->json);
    json_writer_text(&walk->json, "dc:identifier", document->identifier);
    json_writer_text(&walk->json, "dc:language", text_from(language_code(document->language)));
}

// What marks the document, and by what it can be checked.
static void write_marks(struct walk *walk)
{
    struct fact facts[IMPRINT_MOST];
    size_t count = words_imprint(walk->checked, facts);
    if (walk->document->marking.length + walk->document->draft.length + count == 0)
        return;
    json_writer_open_array(&walk->json, "notes");
    write_annotation(walk, (struct text){0}, walk->document->marking);
    write_annotation(walk, (struct text){0}, walk->document->draft);
    for (size_t i = 0; i < count; i++)
        write_annotation(walk, (struct text){0},
                         text_print(walk->arena, "%.*s: %.*s",
                                    TEXT_PRINT(message_word(walk->document->language, facts[i].label)),
                                    TEXT_PRINT(facts[i].text)));
    json_writer_close(&walk->json);
}

// Marking and draft stand in the files before the headings.
static void write_dialect(struct walk *walk)
{
    int64_t marks = (walk->document->marking.length > 0) + (walk->document->draft.length > 0);
    json_writer_open_object(&walk->json, "dialect");
    json_writer_text(&walk->json, "encoding", TEXT("utf-8"));
    json_writer_boolean(&walk->json, "header", true);
    json_writer_integer(&walk->json, "headerRowCount", 1);
    json_writer_integer(&walk->json, "skipRows", marks);
    json_writer_close(&walk->json);
}

void document_write_csvw(const struct checked_document *checked, struct text stem, struct buffer *out)
{
    struct walk walk = {
        .json = {.out = out, .on_lines = true},
        .arena = arena_new(),
        .checked = checked,
        .document = checked->document,
        .stem = stem,
    };
    json_writer_open_object(&walk.json, NULL);
    write_context(&walk);
    write_description(&walk);
    write_marks(&walk);
    write_dialect(&walk);
    json_writer_open_array(&walk.json, "tables");
    for (size_t i = 0; i < checked->tables.count; i++)
        write_table(&walk, checked->tables.items[i]);
    json_writer_close(&walk.json);
    json_writer_close(&walk.json);
    arena_free(walk.arena);
}
