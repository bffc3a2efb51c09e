// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/xlsx.h"

#include "base/memory.h"
#include "format/xlsx_row.h"
#include "format/xlsx_scan.h"

enum content { CONTENT_NONE, CONTENT_VALUE, CONTENT_TEXT };

struct xlsx_reader {
    struct xlsx_workbook workbook;
    struct table_facts *facts;
    struct zip_entry *entry;
    struct xml_reader *xml;
    struct xlsx_row row;
    struct xlsx_scanner scanner;
    bool is_sheet, careful;

    // Where the parser is.
    bool in_row, row_ended, in_cell, in_phonetic, in_extension;
    enum content content;
};

static void report_damage(const struct xlsx_reader *xlsx, const struct table_row *row,
                          struct problems *problems)
{
    struct place place = {
        .source = xlsx->facts->source,
        .line = row->line,
        .record = row->record,
        .name = text_from(xlsx->row.damage_at),
    };
    struct message hint;
    struct message what = xlsx_damage_words(xlsx->row.damage, &hint);
    problem_report(problems, place, what, hint);
}

// ---- what the XML reader calls

static void begin_cell(struct xlsx_reader *xlsx, const char *const *attributes)
{
    xlsx->in_cell = true;
    xlsx->in_phonetic = xlsx->in_extension = false;
    xlsx->content = CONTENT_NONE;
    xlsx_cell_begin(&xlsx->row, xml_attribute(attributes, "", "r"), xml_attribute(attributes, "", "t"),
                    xml_attribute(attributes, "", "s"));
}

// Rows may be scanned from here on.
static void begin_rows(struct xlsx_reader *xlsx)
{
    const struct xml_space *spaces;
    size_t count;
    if (xml_spaces(xlsx->xml, &spaces, &count) && xlsx_scanner_begin(&xlsx->scanner, spaces, count))
        xml_scan_children(xlsx->xml, xlsx->scanner.row_end);
}

static void start_in_cell(struct xlsx_reader *xlsx, struct xml_name name)
{
    bool in_line = xlsx->row.type == XLSX_TYPE_IN_LINE;
    if (xlsx_is(name, "f"))
        xlsx->row.has_formula = true;
    else if (xlsx_is(name, "extLst"))
        xlsx->in_extension = true;
    else if (xlsx_is(name, "rPh"))
        xlsx->in_phonetic = true;
    else if (xlsx_is(name, "v") && !in_line) {
        xlsx->content = CONTENT_VALUE;
        xlsx->row.has_value = true;
    } else if (xlsx_is(name, "t") && in_line && !xlsx->in_phonetic) {
        xlsx->content = CONTENT_TEXT;
        xlsx->row.has_value = true;
    }
}

static void sheet_start(void *context, struct xml_name name, const char *const *attributes)
{
    struct xlsx_reader *xlsx = context;
    if (xlsx_is(name, "worksheet"))
        xlsx->is_sheet = true;
    else if (xlsx_is(name, "sheetData") && !xlsx->in_row && !xlsx->careful)
        begin_rows(xlsx);
    else if (xlsx_is(name, "row") && !xlsx->in_row) {
        xlsx->in_row = true;
        xlsx_row_begin(&xlsx->row, xml_attribute(attributes, "", "r"));
    } else if (xlsx_is(name, "c") && xlsx->in_row && !xlsx->in_cell)
        begin_cell(xlsx, attributes);
    if (xlsx->in_cell && !xlsx->in_extension)
        start_in_cell(xlsx, name);
}

static void sheet_end(void *context, struct xml_name name)
{
    struct xlsx_reader *xlsx = context;
    if (xlsx_is(name, "row") && xlsx->in_row && !xlsx->in_cell) {
        xlsx_row_end(&xlsx->row);
        xlsx->in_row = false;
        xlsx->row_ended = true;
        xml_pause(xlsx->xml);
    } else if (xlsx_is(name, "c") && xlsx->in_cell) {
        xlsx->in_cell = false;
        xlsx_cell_end(&xlsx->row, xlsx_cell_text(&xlsx->row));
    } else if (xlsx_is(name, "extLst"))
        xlsx->in_extension = false;
    else if (xlsx_is(name, "rPh"))
        xlsx->in_phonetic = false;
    else if (xlsx_is(name, "v") || xlsx_is(name, "t"))
        xlsx->content = CONTENT_NONE;
}

static void sheet_text(void *context, struct text text)
{
    struct xlsx_reader *xlsx = context;
    if (xlsx->in_cell && xlsx->content != CONTENT_NONE)
        xlsx_cell_add(&xlsx->row, text);
}

static enum xml_scanned sheet_scan(void *context, struct text bytes, size_t *taken)
{
    struct xlsx_reader *xlsx = context;
    if (xlsx->in_row)
        return XML_SCAN_DECLINED; // there is a row around this one
    enum xml_scanned scanned = xlsx_scan_row(&xlsx->scanner, &xlsx->row, bytes, taken);
    xlsx->row_ended = scanned == XML_SCANNED;
    return scanned;
}

// ---- rows one after the other

static bool read_sheet(void *entry, char *to, size_t room, size_t *got, struct problems *problems)
{
    return zip_entry_read(entry, to, room, got, problems);
}

bool xlsx_open(const struct input *input, struct text sheet, bool careful, struct table_facts *facts,
               struct xlsx_reader **xlsx, struct problems *problems)
{
    static const struct xml_handler handler = {sheet_start, sheet_end, sheet_text, sheet_scan};
    struct xlsx_reader *opened = memory_allocate_zeroed(1, sizeof *opened);
    opened->facts = facts;
    opened->careful = careful;
    xlsx_row_init(&opened->row, &opened->workbook);
    struct xlsx_workbook *workbook = &opened->workbook;
    if (!xlsx_workbook_open(input, sheet, workbook, problems) ||
        !zip_entry_open(workbook->zip, workbook->sheet_part, &opened->entry, problems)) {
        xlsx_close(opened);
        return false;
    }
    struct place place = {.source = facts->source, .name = workbook->sheet_part};
    opened->xml = xml_new((struct xml_source){read_sheet, opened->entry, place, XLSX_SAVE_ANEW}, &handler,
                          opened);
    facts->sheet = workbook->sheet_name;
    *xlsx = opened;
    return true;
}

void xlsx_close(struct xlsx_reader *xlsx)
{
    if (!xlsx)
        return;
    xml_free(xlsx->xml);
    zip_entry_close(xlsx->entry);
    xlsx_workbook_close(&xlsx->workbook);
    xlsx_row_dispose(&xlsx->row);
    memory_free(xlsx);
}

void xlsx_expect_columns(struct xlsx_reader *xlsx, size_t columns)
{
    xlsx->row.columns = columns;
}

enum table_step xlsx_next(struct xlsx_reader *xlsx, struct table_row *row, struct problems *problems)
{
    xlsx->row_ended = false;
    enum xml_step step = xml_run(xlsx->xml, problems);
    if (step == XML_STEP_FAILED)
        return TABLE_FAILED;
    if (step == XML_STEP_ENDED && !xlsx->is_sheet) {
        problem_report(
            problems, (struct place){.source = xlsx->facts->source, .name = xlsx->workbook.sheet_part},
            MESSAGE("the part is not a sheet"), MESSAGE("open it in a spreadsheet program and save it anew"));
        return TABLE_FAILED;
    }
    if (!xlsx->row_ended)
        return TABLE_END;
    row->line = (uint64_t)xlsx->row.number;
    if (xlsx->row.damage != XLSX_SOUND) {
        report_damage(xlsx, row, problems);
        return TABLE_DAMAGED;
    }
    row->cells = xlsx->row.cells;
    row->count = xlsx->row.cell_count;
    return TABLE_ROW;
}

const struct table_cell *xlsx_cells(const struct xlsx_reader *xlsx, size_t *count, bool *cut)
{
    *count = xlsx->row.cell_count;
    *cut = xlsx->row.damage == XLSX_VALUE_LIMIT || xlsx->row.damage == XLSX_ROW_LIMIT;
    return xlsx->row.cells;
}
