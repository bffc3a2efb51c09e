// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/lint_table.h"

#include "base/buffer.h"
#include "base/file.h"
#include "format/json.h"
#include "format/table_reader.h"

#define LINT_FILE_BYTES ((size_t)64 << 20)

// ---- CSV and XLSX -----------------------------------------------------------------------------------------

static struct lint_table begin_table(struct arena *arena, struct text source, size_t columns)
{
    return (struct lint_table){.source = source,
                               .column_count = columns,
                               .columns = ARENA_ARRAY(arena, struct lint_column, columns + 1)};
}

// A row with a label and nothing else is the heading of a group.
static bool is_group_heading(const struct table_row *row)
{
    for (size_t c = 1; c < row->count; c++)
        if (row->cells[c].kind != CELL_EMPTY)
            return false;
    return row->count > 1;
}

static bool is_whole(const struct lint_cell *cell)
{
    int64_t whole = 100;
    for (int i = 0; i < cell->percent.decimals; i++)
        whole *= 10;
    return cell->has_percent && cell->percent.units == whole;
}

static void add_row(struct arena *arena, struct lint_table *table, const struct table_row *row, bool opens)
{
    struct lint_row *added = ARRAY_APPEND(arena, &table->rows);
    *added = (struct lint_row){.line = row->line,
                               .number = row->record,
                               .opens = opens,
                               .cells = ARENA_ARRAY(arena, struct lint_cell, row->count)};
    for (size_t c = 0; c < row->count; c++) {
        struct text text = text_copy(arena, text_trim(row->cells[c].text));
        if (c == 0) // names the row
            added->cells[c] = (struct lint_cell){.text = text};
        else
            added->cells[c] = lint_cell_read(text, table->columns[c].percent);
    }
    if (row->count == 0)
        return;
    added->base = lint_is_base(added->cells[0].text);
    added->total = lint_is_total(added->cells[0].text);
    // A last row without a name, under percentages that it makes 100.
    for (size_t c = 1; !added->cells[0].text.length && c < row->count; c++)
        added->total |= is_whole(&added->cells[c]);
}

// Spreadsheets keep percentages as fractions of 1 and only show them times 100.
static void read_fractions(struct lint_table *table, size_t column)
{
    bool fractions = table->columns[column].percent, any = false;
    for (size_t r = 0; r < table->rows.count; r++) {
        const struct lint_cell *cell = &table->rows.items[r].cells[column];
        int64_t one = 1;
        for (int i = 0; i < cell->percent.decimals; i++)
            one *= 10;
        fractions &= !cell->has_percent || cell->percent.units <= one;
        any |= cell->has_percent && cell->percent.units < one && cell->percent.units > 0;
    }
    for (size_t r = 0; fractions && any && r < table->rows.count; r++)
        if (table->rows.items[r].cells[column].has_percent)
            lint_as_fraction(&table->rows.items[r].cells[column]);
}

static bool read_rows(struct arena *arena, struct table_reader *reader, struct lint_table *table,
                      struct problems *problems)
{
    const struct table_row *row;
    enum table_step step;
    bool good = true, opens = false;
    while ((step = table_next(reader, &row, problems)) == TABLE_ROW || step == TABLE_DAMAGED) {
        good &= step == TABLE_ROW;
        if (table->rows.count == LIMIT_LINTED_ROWS)
            return problem_report(
                problems, (struct place){.source = table->source, .line = row->line},
                MESSAGE("the table has more than {most} rows", NUMBER("most", LIMIT_LINTED_ROWS)),
                NO_MESSAGE);
        if (step == TABLE_ROW && !is_group_heading(row))
            add_row(arena, table, row, opens);
        opens = step == TABLE_ROW && is_group_heading(row);
    }
    return good && step == TABLE_END;
}

// `before`: lines of the file before those that the reader reads.
static bool lint_rows(struct arena *arena, struct table_reader *reader, uint64_t before,
                      struct lint_findings *findings, struct problems *problems)
{
    const struct table_row *header = table_header(reader);
    struct lint_table table = begin_table(arena, text_copy(arena, table_facts(reader)->source),
                                          header->count);
    for (size_t c = 0; c < header->count; c++)
        table.columns[c] = lint_heading(text_copy(arena, header->cells[c].text));
    size_t reported = problems->list.count;
    bool good = read_rows(arena, reader, &table, problems);
    for (size_t i = reported; i < problems->list.count; i++)
        problems->list.items[i].place.line += before;
    for (size_t i = 0; i < table.rows.count; i++)
        table.rows.items[i].line += before;
    if (!good)
        return false;
    for (size_t c = 0; table_facts(reader)->kind == TABLE_XLSX && c < table.column_count; c++)
        read_fractions(&table, c);
    lint_check(&table, findings);
    return true;
}

// ---- Several tables in one CSV file ---------------------------------------------------------------------------

// The next line of a CSV file, its end included; a line end inside quotes is none.
static struct text take_line(struct text *rest)
{
    bool quoted = false;
    size_t at = 0;
    while (at < rest->length && (quoted || rest->bytes[at] != '\n'))
        quoted ^= rest->bytes[at++] == '"';
    at += at < rest->length;
    struct text line = text_slice(*rest, 0, at);
    *rest = text_slice(*rest, at, rest->length);
    return line;
}

enum first_line { FIRST_LINE_DATA, FIRST_LINE_TITLE, FIRST_LINE_HEADINGS };

// Headings are words, in two columns at least; one text alone is a title above them.
static enum first_line first_line_of(struct text line)
{
    struct problems ignored = {0};
    struct arena *arena = arena_new();
    struct table_reader *reader;
    size_t words = 0, numbers = 0;
    problems_init(&ignored, arena);
    if (table_open_memory(line, (struct table_choice){0}, &reader, &ignored)) {
        const struct table_row *row = table_header(reader);
        for (size_t c = 0; c < row->count; c++) {
            struct lint_cell cell = lint_cell_read(row->cells[c].text, false);
            numbers += c > 0 && (cell.has_count || cell.has_percent);
            words += row->cells[c].text.length > 0;
        }
        table_close(reader);
    }
    arena_free(arena);
    return words == 1 ? FIRST_LINE_TITLE : words > 1 && !numbers ? FIRST_LINE_HEADINGS : FIRST_LINE_DATA;
}

static bool lint_part(struct arena *arena, struct text source, struct text part, uint64_t before,
                      struct lint_findings *findings, struct problems *problems)
{
    struct table_reader *reader;
    if (!table_open_memory(part, (struct table_choice){.source = source}, &reader, problems))
        return false;
    bool good = lint_rows(arena, reader, before, findings, problems);
    table_close(reader);
    return good;
}

static uint64_t count_lines(struct text text)
{
    uint64_t lines = 0;
    for (size_t i = 0; i < text.length; i++)
        lines += text.bytes[i] == '\n';
    return lines;
}

// A blank line and headings, or a title and headings, begin another table; a blank line alone does not.
static bool lint_csv(struct arena *arena, struct text source, struct text content,
                     struct lint_findings *findings, struct problems *problems)
{
    struct text rest = content;
    size_t begin = 0;    // of the table
    uint64_t before = 0; // lines before it
    bool good = true, blank = true;
    for (size_t at = 0; rest.length; at = content.length - rest.length) {
        struct text line = take_line(&rest), after = rest;
        bool empty = text_trim(line).length == 0;
        enum first_line first = blank && !empty ? first_line_of(line) : FIRST_LINE_DATA;
        blank = empty;
        if (first == FIRST_LINE_TITLE && first_line_of(take_line(&after)) != FIRST_LINE_HEADINGS)
            first = FIRST_LINE_DATA;
        if (first == FIRST_LINE_DATA)
            continue;
        struct text part = text_slice(content, begin, at);
        if (text_trim(part).length)
            good &= lint_part(arena, source, part, before, findings, problems);
        begin = first == FIRST_LINE_TITLE ? content.length - rest.length : at;
        before += count_lines(part) + (first == FIRST_LINE_TITLE ? count_lines(line) : 0);
    }
    return lint_part(arena, source, text_slice(content, begin, content.length), before, findings, problems) &&
           good;
}

// ---- A report as JSON -------------------------------------------------------------------------------------

static bool is_object_list(const struct json_node *node)
{
    if (!node || node->kind != JSON_NODE_ARRAY)
        return false;
    for (size_t i = 0; i < node->count; i++)
        if (node->items[i].kind != JSON_NODE_OBJECT)
            return false;
    return true;
}

// A text that is there; the empty one otherwise.
static struct text text_at(const struct json_node *object, const char *name)
{
    const struct json_node *node = json_node_find(object, name);
    return node && node->kind == JSON_NODE_TEXT ? node->text : (struct text){0};
}

static bool is_true_at(const struct json_node *object, const char *name)
{
    const struct json_node *node = json_node_find(object, name);
    return node && node->kind == JSON_NODE_BOOLEAN && node->truth;
}

static struct text runs_text(struct arena *arena, const struct json_node *runs)
{
    struct buffer out = {0};
    for (size_t i = 0; is_object_list(runs) && i < runs->count; i++)
        buffer_add(&out, text_at(&runs->items[i], "text"));
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

// A count that sums cannot overflow with; others say nothing.
static bool count_of(const struct json_node *node, int64_t *count)
{
    return json_node_integer(node, count) && *count >= 0 && *count < 1000000000;
}

static struct lint_cell json_cell(struct arena *arena, const struct json_node *node)
{
    struct lint_cell cell = {0};
    const struct json_node *part = json_node_find(node, "part"), *base = json_node_find(node, "base"),
                           *count = json_node_find(node, "count");
    if (count) {
        cell.has_count = count_of(count, &cell.count);
        cell.text = text_print(arena, "%lld", (long long)cell.count);
    } else if (part && base) {
        cell.has_count = count_of(part, &cell.count);
        cell.has_base = count_of(base, &cell.base);
        cell.text = text_print(arena, "%lld/%lld", (long long)cell.count, (long long)cell.base);
    } else {
        struct text shown = text_at(node, "shown"); // of a decimal
        cell.text = shown.length ? shown : runs_text(arena, json_node_find(node, "text"));
        cell = lint_cell_read(cell.text, false);
    }
    return cell;
}

static void open_groups(struct lint_table *table, const struct json_node *groups)
{
    int64_t at = 0, count;
    for (size_t g = 0; groups && g < groups->count; g++) {
        const struct json_node *rows = json_node_find(&groups->items[g], "rows");
        if (!rows || !count_of(rows, &count) || (uint64_t)at >= table->rows.count)
            return;
        table->rows.items[at].opens = true;
        at += count;
    }
}

static bool lint_json_table(struct arena *arena, struct text source, const struct json_node *node,
                            struct lint_findings *findings)
{
    const struct json_node *columns = json_node_find(node, "columns"), *rows = json_node_find(node, "rows");
    const struct json_node *groups = json_node_find(node, "groups");
    if (!is_object_list(columns) || !is_object_list(rows) || rows->count > LIMIT_LINTED_ROWS)
        return false;
    struct lint_table table = begin_table(arena, source, columns->count);
    table.name = text_at(node, "id");
    for (size_t c = 0; c < columns->count; c++) {
        table.columns[c] = lint_heading(text_at(&columns->items[c], "heading"));
        table.columns[c].total = false; // our columns say what they are: a total is a row
        table.columns[c].stated_base = false;
    }
    for (size_t r = 0; r < rows->count; r++) {
        const struct json_node *cells = json_node_find(&rows->items[r], "cells");
        if (!is_object_list(cells) || cells->count != columns->count)
            return false;
        struct lint_row *row = ARRAY_APPEND(arena, &table.rows);
        *row = (struct lint_row){.number = r + 1,
                                 .total = is_true_at(&rows->items[r], "total"),
                                 .cells = ARENA_ARRAY(arena, struct lint_cell, cells->count + 1)};
        for (size_t c = 0; c < cells->count; c++) {
            if (!is_true_at(&columns->items[c], "row_header"))
                row->cells[c] = json_cell(arena, &cells->items[c]);
        }
    }
    if (is_object_list(groups))
        open_groups(&table, groups);
    lint_check(&table, findings);
    return true;
}

static bool lint_json(struct arena *arena, struct text source, struct text content,
                      struct lint_findings *findings, struct problems *problems)
{
    struct json_node root;
    if (!json_node_read(arena, source, content, &root, problems))
        return false;
    const struct json_node *blocks = root.kind == JSON_NODE_OBJECT ? json_node_find(&root, "blocks") : NULL;
    bool good = is_object_list(blocks);
    for (size_t i = 0; good && i < blocks->count; i++) {
        if (text_equal(text_at(&blocks->items[i], "kind"), TEXT("table")))
            good = lint_json_table(arena, source, &blocks->items[i], findings);
    }
    return good || problem_report(problems, (struct place){.source = source},
                                  MESSAGE("this is JSON, but not a report of this program"),
                                  MESSAGE("give the table as CSV or XLSX"));
}

static bool is_json(struct text name)
{
    return name.length > 5 &&
           text_equal_ignoring_case(text_slice(name, name.length - 5, name.length), TEXT(".json"));
}

bool lint_file(struct arena *arena, const char *path, struct lint_findings *findings,
               struct problems *problems)
{
    struct text source = text_from(path), content;
    struct table_reader *reader;
    findings->arena = arena;
    if (is_json(source))
        return file_read(arena, source, LINT_FILE_BYTES, &content, problems) &&
               lint_json(arena, source, content, findings, problems);
    if (!table_open(path, (struct table_choice){0}, &reader, problems))
        return false;
    if (table_facts(reader)->kind == TABLE_CSV) {
        table_close(reader);
        return file_read(arena, source, LINT_FILE_BYTES, &content, problems) &&
               lint_csv(arena, source, content, findings, problems);
    }
    bool good = lint_rows(arena, reader, 0, findings, problems);
    table_close(reader);
    return good;
}
