// SPDX-License-Identifier: GPL-3.0-or-later
// Office Open XML (ISO/IEC 29500, transitional). Texts stand in their cells, so that what a cell holds can be read there;
// none can become a formula. docs/decisions/0008-report-formats.md says why no library writes it.
#include "document/writers.h"

#include "document/spreadsheet.h"
#include "document/words.h"
#include "format/markup_writer.h"
#include "format/zip.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define OFFICE_RELATIONS OFFICE "relationships"
#define TYPES "application/vnd.openxmlformats-officedocument.spreadsheetml."

// Of rows, in points.
#define LINE_HEIGHT 15.75
#define TITLE_HEIGHT 21.0
#define GREATEST_HEIGHT 409.5 // that Excel takes

// Excel counts days from 30 December 1899, as its calendar has a 29 February 1900.
static const struct civil_date day_zero = {1899, 12, 30};

struct package {
    struct zip_writer *zip;
    struct arena *arena;
    const struct spreadsheet *spreadsheet;
    const struct document *document;
    struct markup_writer xml; // of the part that is being written
    struct buffer part;
};

static void open(struct package *package, const char *name)
{
    markup_open_element(&package->xml, name);
}

static void attribute(struct package *package, const char *name, struct text value)
{
    markup_add_attribute(&package->xml, name, value);
}

static void count_attribute(struct package *package, const char *name, size_t count)
{
    attribute(package, name, text_print(package->arena, "%zu", count));
}

static void close(struct package *package)
{
    markup_close(&package->xml);
}

static void line(struct package *package)
{
    markup_line(&package->xml);
}

static void empty(struct package *package, const char *name, const char *key, const char *value)
{
    open(package, name);
    attribute(package, key, text_from(value));
    close(package);
}

static void element(struct package *package, const char *name, struct text text)
{
    line(package);
    open(package, name);
    markup_text(&package->xml, text);
    close(package);
}

static void begin_part(struct package *package)
{
    buffer_clear(&package->part);
    markup_start(&package->xml, MARKUP_XML, &package->part);
}

static void end_part(struct package *package, struct text name)
{
    markup_end(&package->xml);
    zip_writer_add(package->zip, text_terminated(package->arena, name),
                   text_copy(package->arena, buffer_text(&package->part)), ZIP_DEFLATED);
}

static bool has_table(const struct worksheet *sheet)
{
    return sheet->table_name.length > 0;
}

// ---- Styles ------------------------------------------------------------------------------------------------

// The formats of cells, in the order of cellXfs. Behind them come the same once more for texts that begin like a formula: when
// somebody edits such a cell, it stays text. Then come those of decimals, for each number of them.
enum format {
    FORMAT_LINE,
    FORMAT_TITLE,
    FORMAT_HEADING,
    FORMAT_HEADING_RIGHT,
    FORMAT_BODY,
    FORMAT_BODY_RIGHT,
    FORMAT_STRONG,
    FORMAT_STRONG_RIGHT,
    FORMAT_COUNTED,
    FORMAT_STRONG_COUNTED,
    FORMAT_DATE,
    FORMAT_STRONG_DATE,
    FORMAT_LINK,
    FORMAT_LINE_LINK,
    FORMAT_COUNT
};
enum font { FONT_TEXT, FONT_TITLE, FONT_STRONG, FONT_LINK, FONT_COUNT };
enum { NUMBER_GENERAL = 0, NUMBER_THOUSANDS = 3, NUMBER_DATE = 164, NUMBER_DECIMALS = 165 };
enum { FORMAT_DECIMALS = 2 * FORMAT_COUNT, FORMATS = FORMAT_DECIMALS + 2 * (DECIMALS_MOST + 1) };

struct format_look {
    enum font font;
    int number;
    bool wrapped, to_right;
};
static const struct format_look formats[FORMAT_COUNT] = {
    [FORMAT_LINE] = {FONT_TEXT, NUMBER_GENERAL, false, false},
    [FORMAT_TITLE] = {FONT_TITLE, NUMBER_GENERAL, false, false},
    [FORMAT_HEADING] = {FONT_STRONG, NUMBER_GENERAL, true, false},
    [FORMAT_HEADING_RIGHT] = {FONT_STRONG, NUMBER_GENERAL, true, true},
    [FORMAT_BODY] = {FONT_TEXT, NUMBER_GENERAL, true, false},
    [FORMAT_BODY_RIGHT] = {FONT_TEXT, NUMBER_GENERAL, true, true},
    [FORMAT_STRONG] = {FONT_STRONG, NUMBER_GENERAL, true, false},
    [FORMAT_STRONG_RIGHT] = {FONT_STRONG, NUMBER_GENERAL, true, true},
    [FORMAT_COUNTED] = {FONT_TEXT, NUMBER_THOUSANDS, false, true},
    [FORMAT_STRONG_COUNTED] = {FONT_STRONG, NUMBER_THOUSANDS, false, true},
    [FORMAT_DATE] = {FONT_TEXT, NUMBER_DATE, false, false},
    [FORMAT_STRONG_DATE] = {FONT_STRONG, NUMBER_DATE, false, false},
    [FORMAT_LINK] = {FONT_LINK, NUMBER_GENERAL, true, false},
    [FORMAT_LINE_LINK] = {FONT_LINK, NUMBER_GENERAL, false, false},
};

static bool is_link(const struct sheet_cell *cell)
{
    return cell->to_sheet || cell->link.length;
}

static size_t format_of(const struct sheet_cell *cell)
{
    bool strong = cell->style == SHEET_STRONG;
    if (cell->value == SHEET_DECIMAL)
        return (size_t)(FORMAT_DECIMALS + 2 * cell->decimal.decimals + strong);
    if (cell->value == SHEET_COUNT)
        return strong ? FORMAT_STRONG_COUNTED : FORMAT_COUNTED;
    if (cell->value == SHEET_DATE)
        return strong ? FORMAT_STRONG_DATE : FORMAT_DATE;
    if (is_link(cell))
        return cell->style == SHEET_LINE ? FORMAT_LINE_LINK : FORMAT_LINK;
    switch (cell->style) {
    case SHEET_LINE: return FORMAT_LINE;
    case SHEET_TITLE: return FORMAT_TITLE;
    case SHEET_HEADING: return cell->to_right ? FORMAT_HEADING_RIGHT : FORMAT_HEADING;
    case SHEET_STRONG: return cell->to_right ? FORMAT_STRONG_RIGHT : FORMAT_STRONG;
    case SHEET_PARAGRAPH:
    case SHEET_BODY: break;
    }
    return cell->to_right ? FORMAT_BODY_RIGHT : FORMAT_BODY;
}

static bool looks_like_formula(struct text text)
{
    return text.length && strchr("=+-@", text.bytes[0]);
}

static void write_font(struct package *package, enum font font)
{
    line(package);
    open(package, "font");
    if (font == FONT_TITLE || font == FONT_STRONG) {
        open(package, "b");
        close(package);
    }
    if (font == FONT_LINK) {
        open(package, "u");
        close(package);
    }
    empty(package, "sz", "val", font == FONT_TITLE ? "16" : "12");
    empty(package, "color", "rgb", font == FONT_LINK ? "FF0B4F5C" : "FF000000");
    empty(package, "name", "val", "Arial");
    empty(package, "family", "val", "2");
    close(package);
}

static struct format_look look_of_decimals(int format)
{
    int decimals = (format - FORMAT_DECIMALS) / 2;
    bool strong = (format - FORMAT_DECIMALS) % 2;
    return (struct format_look){strong ? FONT_STRONG : FONT_TEXT, NUMBER_DECIMALS + decimals, false, true};
}

static void write_format(struct package *package, struct format_look look, bool quoted)
{
    line(package);
    open(package, "xf");
    count_attribute(package, "numFmtId", (size_t)look.number);
    count_attribute(package, "fontId", look.font);
    attribute(package, "fillId", TEXT("0"));
    attribute(package, "borderId", TEXT("0"));
    attribute(package, "xfId", TEXT("0"));
    if (quoted)
        attribute(package, "quotePrefix", TEXT("1"));
    if (look.number)
        attribute(package, "applyNumberFormat", TEXT("1"));
    attribute(package, "applyFont", TEXT("1"));
    attribute(package, "applyAlignment", TEXT("1"));
    open(package, "alignment");
    // Dates too, which would go to the right, away from the heading.
    attribute(package, "horizontal", look.to_right ? TEXT("right") : TEXT("left"));
    if (look.to_right) // apart from the text in the next column
        attribute(package, "indent", TEXT("1"));
    attribute(package, "vertical", TEXT("top"));
    if (look.wrapped)
        attribute(package, "wrapText", TEXT("1"));
    close(package);
    close(package);
}

// Excel's number of the language in which a date's month is written: English of the United Kingdom, Welsh.
static const char *const date_formats[LANGUAGE_COUNT] = {
    [LANGUAGE_ENGLISH] = "[$-809]d mmmm yyyy",
    [LANGUAGE_WELSH] = "[$-452]d mmmm yyyy",
};

static void write_fills(struct package *package)
{
    static const char *const patterns[] = {"none", "gray125"}; // Excel expects these two
    line(package);
    open(package, "fills");
    attribute(package, "count", TEXT("2"));
    for (size_t i = 0; i < 2; i++) {
        open(package, "fill");
        empty(package, "patternFill", "patternType", patterns[i]);
        close(package);
    }
    close(package);
}

static void write_borders(struct package *package)
{
    static const char *const sides[] = {"left", "right", "top", "bottom", "diagonal"};
    line(package);
    open(package, "borders");
    attribute(package, "count", TEXT("1"));
    open(package, "border");
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        open(package, sides[i]);
        close(package);
    }
    close(package);
    close(package);
}

static void write_base_format(struct package *package)
{
    line(package);
    open(package, "cellStyleXfs");
    attribute(package, "count", TEXT("1"));
    open(package, "xf");
    attribute(package, "numFmtId", TEXT("0"));
    attribute(package, "fontId", TEXT("0"));
    attribute(package, "fillId", TEXT("0"));
    attribute(package, "borderId", TEXT("0"));
    close(package);
    close(package);
}

static void write_number_format(struct package *package, int number, struct text code)
{
    open(package, "numFmt");
    count_attribute(package, "numFmtId", (size_t)number);
    attribute(package, "formatCode", code);
    close(package);
}

static void write_number_formats(struct package *package)
{
    static const char zeros[] = "000000";
    _Static_assert(sizeof zeros == DECIMALS_MOST + 1, "a zero for each decimal");
    line(package);
    open(package, "numFmts");
    count_attribute(package, "count", 2 + DECIMALS_MOST);
    write_number_format(package, NUMBER_DATE, text_from(date_formats[package->document->language]));
    for (int decimals = 0; decimals <= DECIMALS_MOST; decimals++)
        write_number_format(package, NUMBER_DECIMALS + decimals,
                            text_print(package->arena, decimals ? "0.%.*s" : "0%.*s", decimals, zeros));
    close(package);
}

static void write_formats(struct package *package)
{
    line(package);
    open(package, "cellXfs");
    count_attribute(package, "count", FORMATS);
    for (int format = 0; format < FORMAT_DECIMALS; format++)
        write_format(package, formats[format % FORMAT_COUNT], format >= FORMAT_COUNT);
    for (int format = FORMAT_DECIMALS; format < FORMATS; format++)
        write_format(package, look_of_decimals(format), false);
    close(package);
}

static void write_styles(struct package *package)
{
    begin_part(package);
    open(package, "styleSheet");
    attribute(package, "xmlns", TEXT(MAIN));
    write_number_formats(package);
    line(package);
    open(package, "fonts");
    count_attribute(package, "count", FONT_COUNT);
    for (int font = 0; font < FONT_COUNT; font++)
        write_font(package, (enum font)font);
    close(package);
    write_fills(package);
    write_borders(package);
    write_base_format(package);
    write_formats(package);
    line(package);
    open(package, "cellStyles");
    attribute(package, "count", TEXT("1"));
    open(package, "cellStyle");
    attribute(package, "name", TEXT("Normal"));
    attribute(package, "xfId", TEXT("0"));
    attribute(package, "builtinId", TEXT("0"));
    close(package);
    close(package);
    end_part(package, TEXT("xl/styles.xml"));
}

// ---- Worksheets --------------------------------------------------------------------------------------------

static bool is_escape(struct text text, size_t at)
{
    if (text.length - at < 7 || text.bytes[at] != '_' || text.bytes[at + 1] != 'x' ||
        text.bytes[at + 6] != '_')
        return false;
    for (size_t i = at + 2; i < at + 6; i++)
        if (!strchr("0123456789abcdefABCDEF", text.bytes[i]))
            return false;
    return true;
}

// "_x0041_" is Excel's escape of "A": where it is meant as it stands, its "_" is escaped.
static struct text escaped(struct package *package, struct text text)
{
    size_t at;
    if (!text_find(text, TEXT("_x"), &at))
        return text;
    struct buffer out = {0};
    for (size_t i = 0; i < text.length; i++) {
        if (is_escape(text, i))
            buffer_add(&out, TEXT("_x005F"));
        buffer_add_character(&out, text.bytes[i]);
    }
    struct text copy = text_copy(package->arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}

static void write_text(struct package *package, struct text text)
{
    attribute(package, "t", TEXT("inlineStr"));
    open(package, "is");
    open(package, "t");
    attribute(package, "xml:space", TEXT("preserve"));
    markup_text(&package->xml, escaped(package, text));
    close(package);
    close(package);
}

static void write_number(struct package *package, struct decimal number)
{
    open(package, "v");
    markup_text(&package->xml, decimal_text(package->arena, number));
    close(package);
}

static void write_cell(struct package *package, const struct sheet_cell *cell, size_t row, size_t column)
{
    size_t format = format_of(cell);
    if (cell->value == SHEET_TEXT && looks_like_formula(cell->text))
        format += FORMAT_COUNT;
    open(package, "c");
    attribute(package, "r", spreadsheet_address(package->arena, row, column));
    count_attribute(package, "s", format);
    switch (cell->value) {
    case SHEET_TEXT: write_text(package, cell->text); break;
    case SHEET_COUNT: write_number(package, (struct decimal){cell->count, 0}); break;
    case SHEET_DECIMAL: write_number(package, cell->decimal); break;
    case SHEET_DATE:
        write_number(package,
                     (struct decimal){civil_date_to_days(cell->date) - civil_date_to_days(day_zero), 0});
        break;
    }
    close(package);
}

// Excel finds the height itself where none is given, LibreOffice does not.
static void write_height(struct package *package, const struct worksheet *sheet, size_t row)
{
    double height = LINE_HEIGHT * (double)worksheet_lines(sheet, row);
    if (sheet->rows.items[row].cells[0].style == SHEET_TITLE)
        height = TITLE_HEIGHT;
    if (height > GREATEST_HEIGHT)
        height = GREATEST_HEIGHT;
    attribute(package, "ht", text_print(package->arena, "%.2f", height));
}

static void write_rows(struct package *package, const struct worksheet *sheet)
{
    line(package);
    open(package, "sheetData");
    for (size_t row = 0; row < sheet->rows.count; row++) {
        struct arena_mark mark = arena_mark(package->arena);
        line(package);
        open(package, "row");
        count_attribute(package, "r", row + 1);
        write_height(package, sheet, row);
        for (size_t column = 0; column < sheet->rows.items[row].count; column++)
            write_cell(package, &sheet->rows.items[row].cells[column], row, column);
        close(package);
        arena_release(package->arena, mark);
    }
    close(package);
}

static void write_widths(struct package *package, const struct worksheet *sheet)
{
    line(package);
    open(package, "cols");
    for (size_t i = 0; i < sheet->columns; i++) {
        open(package, "col");
        count_attribute(package, "min", i + 1);
        count_attribute(package, "max", i + 1);
        // A column is measured in digits of the first font.
        count_attribute(package, "width", sheet->widths[i]);
        attribute(package, "customWidth", TEXT("1"));
        close(package);
    }
    close(package);
}

// A cell that links. Addresses outside are relations of the sheet, by their number; of others it is 0.
struct link {
    const struct sheet_cell *cell;
    size_t row, column, relation;
};

struct links {
    ARRAY_OF(struct link) list;
    size_t relations; // the last number: the table's is the first
};

static struct links links_of(struct package *package, const struct worksheet *sheet)
{
    struct links links = {.relations = has_table(sheet)};
    for (size_t row = 0; row < sheet->rows.count; row++)
        for (size_t column = 0; column < sheet->rows.items[row].count; column++) {
            const struct sheet_cell *cell = &sheet->rows.items[row].cells[column];
            if (!is_link(cell) || links.list.count == LIMIT_SPREADSHEET_LINKS)
                continue;
            size_t relation = cell->to_sheet ? 0 : ++links.relations;
            *ARRAY_APPEND(package->arena, &links.list) = (struct link){cell, row, column, relation};
        }
    return links;
}

static void write_links(struct package *package, const struct links *links)
{
    if (links->list.count == 0)
        return;
    line(package);
    open(package, "hyperlinks");
    for (size_t i = 0; i < links->list.count; i++) {
        const struct link *link = &links->list.items[i];
        line(package);
        open(package, "hyperlink");
        attribute(package, "ref", spreadsheet_address(package->arena, link->row, link->column));
        if (link->relation) {
            attribute(package, "r:id", text_print(package->arena, "rId%zu", link->relation));
        } else {
            struct text name = package->spreadsheet->sheets.items[link->cell->to_sheet - 1]->name;
            struct text reference = spreadsheet_reference(package->arena, name);
            attribute(package, "location", text_print(package->arena, "%.*s!A1", TEXT_PRINT(reference)));
        }
        close(package);
    }
    close(package);
}

// The marks stand on every printed page; "&" begins a code.
static void write_page(struct package *package, const struct worksheet *sheet)
{
    line(package);
    open(package, "pageSetup");
    attribute(package, "paperSize", TEXT("9")); // A4
    attribute(package, "fitToHeight", TEXT("0"));
    attribute(package, "orientation", worksheet_print(sheet).across ? TEXT("landscape") : TEXT("portrait"));
    close(package);
    line(package);
    open(package, "headerFooter");
    if (package->spreadsheet->marks.length) {
        struct text marks = package->spreadsheet->marks, piece;
        struct buffer header = {0};
        buffer_add(&header, TEXT("&C"));
        for (bool more = text_split(&marks, '&', &piece); more;) {
            buffer_add(&header, piece);
            more = text_split(&marks, '&', &piece);
            if (more)
                buffer_add(&header, TEXT("&&"));
        }
        element(package, "oddHeader", buffer_text(&header));
        buffer_dispose(&header);
    }
    element(package, "oddFooter", TEXT("&C&A &P / &N"));
    close(package);
}

static void write_worksheet(struct package *package, const struct worksheet *sheet, const struct links *links,
                            size_t number)
{
    begin_part(package);
    open(package, "worksheet");
    attribute(package, "xmlns", TEXT(MAIN));
    attribute(package, "xmlns:r", TEXT(OFFICE_RELATIONS));
    line(package);
    open(package, "sheetPr");
    empty(package, "pageSetUpPr", "fitToPage", "1");
    close(package);
    line(package);
    open(package, "sheetViews");
    open(package, "sheetView");
    if (number == 1)
        attribute(package, "tabSelected", TEXT("1"));
    attribute(package, "workbookViewId", TEXT("0"));
    close(package);
    close(package);
    line(package);
    empty(package, "sheetFormatPr", "defaultRowHeight", "15.75");
    write_widths(package, sheet);
    write_rows(package, sheet);
    write_links(package, links);
    write_page(package, sheet);
    if (has_table(sheet)) {
        line(package);
        open(package, "tableParts");
        attribute(package, "count", TEXT("1"));
        empty(package, "tablePart", "r:id", "rId1");
        close(package);
    }
    end_part(package, text_print(package->arena, "xl/worksheets/sheet%zu.xml", number));
}

static struct text table_range(struct package *package, const struct worksheet *sheet)
{
    struct text first = spreadsheet_address(package->arena, sheet->table_row, 0);
    struct text last = spreadsheet_address(package->arena, sheet->rows.count - 1, sheet->columns - 1);
    return text_print(package->arena, "%.*s:%.*s", TEXT_PRINT(first), TEXT_PRINT(last));
}

// Without autoFilter, so that it has no buttons.
static void write_table(struct package *package, const struct worksheet *sheet, size_t number)
{
    begin_part(package);
    open(package, "table");
    attribute(package, "xmlns", TEXT(MAIN));
    count_attribute(package, "id", number);
    attribute(package, "name", sheet->table_name);
    attribute(package, "displayName", sheet->table_name);
    attribute(package, "ref", table_range(package, sheet));
    attribute(package, "totalsRowShown", TEXT("0"));
    line(package);
    open(package, "tableColumns");
    count_attribute(package, "count", sheet->columns);
    for (size_t i = 0; i < sheet->columns; i++) {
        line(package);
        open(package, "tableColumn");
        count_attribute(package, "id", i + 1);
        attribute(package, "name", escaped(package, sheet->rows.items[sheet->table_row].cells[i].text));
        close(package);
    }
    close(package);
    line(package);
    open(package, "tableStyleInfo");
    attribute(package, "name", TEXT("TableStyleLight1"));
    attribute(package, "showFirstColumn", TEXT("0"));
    attribute(package, "showLastColumn", TEXT("0"));
    attribute(package, "showRowStripes", TEXT("0"));
    attribute(package, "showColumnStripes", TEXT("0"));
    close(package);
    end_part(package, text_print(package->arena, "xl/tables/table%zu.xml", number));
}

// ---- What joins the parts ----------------------------------------------------------------------------------

static void begin_relations(struct package *package)
{
    begin_part(package);
    open(package, "Relationships");
    attribute(package, "xmlns", TEXT(RELATIONS));
}

static void write_relation(struct package *package, size_t number, const char *type, struct text target,
                           bool outside)
{
    line(package);
    open(package, "Relationship");
    attribute(package, "Id", text_print(package->arena, "rId%zu", number));
    attribute(package, "Type", text_from(type));
    attribute(package, "Target", target);
    if (outside)
        attribute(package, "TargetMode", TEXT("External"));
    close(package);
}

static void write_sheet_relations(struct package *package, const struct worksheet *sheet,
                                  const struct links *links, size_t number)
{
    if (links->relations == 0)
        return;
    begin_relations(package);
    if (has_table(sheet))
        write_relation(package, 1, OFFICE_RELATIONS "/table",
                       text_print(package->arena, "../tables/table%zu.xml", number), false);
    for (size_t i = 0; i < links->list.count; i++)
        if (links->list.items[i].relation)
            write_relation(package, links->list.items[i].relation, OFFICE_RELATIONS "/hyperlink",
                           links->list.items[i].cell->link, true);
    end_part(package, text_print(package->arena, "xl/worksheets/_rels/sheet%zu.xml.rels", number));
}

// The headings of a table stand on every page that it is printed on.
static void write_print_titles(struct package *package)
{
    bool begun = false; // without a name the list may not be there
    for (size_t i = 0; i < package->spreadsheet->sheets.count; i++) {
        const struct worksheet *sheet = package->spreadsheet->sheets.items[i];
        if (!has_table(sheet))
            continue;
        if (!begun) {
            line(package);
            open(package, "definedNames");
        }
        begun = true;
        struct text reference = spreadsheet_reference(package->arena, sheet->name);
        line(package);
        open(package, "definedName");
        attribute(package, "name", TEXT("_xlnm.Print_Titles"));
        count_attribute(package, "localSheetId", i);
        markup_text(&package->xml, text_print(package->arena, "%.*s!$%zu:$%zu", TEXT_PRINT(reference),
                                              sheet->table_row + 1, sheet->table_row + 1));
        close(package);
    }
    if (begun)
        close(package);
}

static void write_workbook(struct package *package)
{
    begin_part(package);
    open(package, "workbook");
    attribute(package, "xmlns", TEXT(MAIN));
    attribute(package, "xmlns:r", TEXT(OFFICE_RELATIONS));
    line(package);
    open(package, "bookViews");
    empty(package, "workbookView", "activeTab", "0");
    close(package);
    line(package);
    open(package, "sheets");
    for (size_t i = 0; i < package->spreadsheet->sheets.count; i++) {
        line(package);
        open(package, "sheet");
        attribute(package, "name", package->spreadsheet->sheets.items[i]->name);
        count_attribute(package, "sheetId", i + 1);
        attribute(package, "r:id", text_print(package->arena, "rId%zu", i + 1));
        close(package);
    }
    close(package);
    write_print_titles(package);
    end_part(package, TEXT("xl/workbook.xml"));
    size_t count = package->spreadsheet->sheets.count;
    begin_relations(package);
    for (size_t i = 0; i < count; i++)
        write_relation(package, i + 1, OFFICE_RELATIONS "/worksheet",
                       text_print(package->arena, "worksheets/sheet%zu.xml", i + 1), false);
    write_relation(package, count + 1, OFFICE_RELATIONS "/styles", TEXT("styles.xml"), false);
    end_part(package, TEXT("xl/_rels/workbook.xml.rels"));
}

static void write_type(struct package *package, struct text part, const char *type)
{
    line(package);
    open(package, "Override");
    attribute(package, "PartName", part);
    attribute(package, "ContentType", text_from(type));
    close(package);
}

static void write_default_type(struct package *package, const char *extension, const char *type)
{
    line(package);
    open(package, "Default");
    attribute(package, "Extension", text_from(extension));
    attribute(package, "ContentType", text_from(type));
    close(package);
}

static void write_types(struct package *package)
{
    begin_part(package);
    open(package, "Types");
    attribute(package, "xmlns", TEXT("http://schemas.openxmlformats.org/package/2006/content-types"));
    write_default_type(package, "rels", "application/vnd.openxmlformats-package.relationships+xml");
    write_default_type(package, "xml", "application/xml");
    write_type(package, TEXT("/xl/workbook.xml"), TYPES "sheet.main+xml");
    write_type(package, TEXT("/xl/styles.xml"), TYPES "styles+xml");
    for (size_t i = 0; i < package->spreadsheet->sheets.count; i++) {
        write_type(package, text_print(package->arena, "/xl/worksheets/sheet%zu.xml", i + 1),
                   TYPES "worksheet+xml");
        if (has_table(package->spreadsheet->sheets.items[i]))
            write_type(package, text_print(package->arena, "/xl/tables/table%zu.xml", i + 1),
                       TYPES "table+xml");
    }
    write_type(package, TEXT("/docProps/core.xml"),
               "application/vnd.openxmlformats-package.core-properties+xml");
    write_type(package, TEXT("/docProps/app.xml"),
               "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    write_type(package, TEXT("/docProps/custom.xml"),
               "application/vnd.openxmlformats-officedocument.custom-properties+xml");
    end_part(package, TEXT("[Content_Types].xml"));
    begin_relations(package);
    write_relation(package, 1, OFFICE_RELATIONS "/officeDocument", TEXT("xl/workbook.xml"), false);
    write_relation(package, 2, RELATIONS "/metadata/core-properties", TEXT("docProps/core.xml"), false);
    write_relation(package, 3, OFFICE_RELATIONS "/extended-properties", TEXT("docProps/app.xml"), false);
    write_relation(package, 4, OFFICE_RELATIONS "/custom-properties", TEXT("docProps/custom.xml"), false);
    end_part(package, TEXT("_rels/.rels"));
}

// ---- Properties --------------------------------------------------------------------------------------------

static void write_day(struct package *package, const char *name)
{
    line(package);
    open(package, name);
    attribute(package, "xsi:type", TEXT("dcterms:W3CDTF"));
    struct text day = civil_date_text(package->arena, package->document->date);
    markup_text(&package->xml, text_print(package->arena, "%.*sT00:00:00Z", TEXT_PRINT(day)));
    close(package);
}

static void write_core(struct package *package)
{
    const struct document *document = package->document;
    struct text language = words_language(document->language);
    begin_part(package);
    open(package, "cp:coreProperties");
    attribute(package, "xmlns:cp",
              TEXT("http://schemas.openxmlformats.org/package/2006/metadata/core-properties"));
    attribute(package, "xmlns:dc", TEXT("http://purl.org/dc/elements/1.1/"));
    attribute(package, "xmlns:dcterms", TEXT("http://purl.org/dc/terms/"));
    attribute(package, "xmlns:xsi", TEXT("http://www.w3.org/2001/XMLSchema-instance"));
    element(package, "dc:title", document->title);
    element(package, "dc:subject", document->subtitle);
    element(package, "dc:creator", document->organisation);
    element(package, "dc:description", document->description);
    element(package, "dc:identifier", document->identifier);
    element(package, "dc:language", language);
    element(package, "cp:version", document->version);
    write_day(package, "dcterms:created");
    write_day(package, "dcterms:modified");
    end_part(package, TEXT("docProps/core.xml"));
}

static void write_property(struct package *package, size_t *number, const char *name, struct text value)
{
    if (value.length == 0)
        return;
    line(package);
    open(package, "property");
    attribute(package, "fmtid", TEXT("{D5CDD505-2E9C-101B-9397-08002B2CF9AE}")); // the standard's
    count_attribute(package, "pid", (*number)++);
    attribute(package, "name", text_from(name));
    open(package, "vt:lpwstr");
    markup_text(&package->xml, value);
    close(package);
    close(package);
}

// A worksheet has no language of its own, so that the file says it here.
static void write_properties(struct package *package)
{
    size_t number = 2; // the first that the standard allows
    begin_part(package);
    open(package, "Properties");
    attribute(package, "xmlns", TEXT(OFFICE "extended-properties"));
    element(package, "Application", TEXT("Craffu"));
    element(package, "Company", package->document->organisation);
    end_part(package, TEXT("docProps/app.xml"));
    begin_part(package);
    open(package, "Properties");
    attribute(package, "xmlns", TEXT(OFFICE "custom-properties"));
    attribute(package, "xmlns:vt", TEXT(OFFICE "docPropsVTypes"));
    write_property(package, &number, "Language", words_language(package->document->language));
    write_property(package, &number, "Marking", package->document->marking);
    write_property(package, &number, "Draft", package->document->draft);
    end_part(package, TEXT("docProps/custom.xml"));
}

bool document_write_xlsx(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                         struct problems *problems)
{
    (void)sheet; // readers set the size of a spreadsheet themselves
    struct package package = {.arena = arena_new(), .document = checked->document};
    bool good = spreadsheet_build(package.arena, checked, &package.spreadsheet, problems);
    if (good) {
        package.zip = zip_writer_new();
        write_types(&package);
        write_core(&package);
        write_properties(&package);
        write_workbook(&package);
        write_styles(&package);
        for (size_t i = 0; i < package.spreadsheet->sheets.count; i++) {
            const struct worksheet *worksheet = package.spreadsheet->sheets.items[i];
            struct links links = links_of(&package, worksheet);
            write_worksheet(&package, worksheet, &links, i + 1);
            write_sheet_relations(&package, worksheet, &links, i + 1);
            if (has_table(worksheet))
                write_table(&package, worksheet, i + 1);
        }
        good = zip_writer_finish(package.zip, TEXT("XLSX"), out, problems);
        zip_writer_free(package.zip);
    }
    buffer_dispose(&package.part);
    arena_free(package.arena);
    return good;
}
