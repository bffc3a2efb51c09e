// SPDX-License-Identifier: GPL-3.0-or-later
// OpenDocument 1.2 (ISO/IEC 26300). A table that is marked as one is a database range with its headings.
#include "document/writers.h"

#include "document/spreadsheet.h"
#include "document/words.h"
#include "format/markup_writer.h"
#include "format/zip.h"

#define NAMESPACE "urn:oasis:names:tc:opendocument:xmlns:"
#define MEDIA_TYPE "application/vnd.oasis.opendocument.spreadsheet"

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

static void line_open(struct package *package, const char *name)
{
    markup_line(&package->xml);
    markup_open_element(&package->xml, name);
}

static void attribute(struct package *package, const char *name, const char *value)
{
    markup_add_attribute(&package->xml, name, text_from(value));
}

static void text_attribute(struct package *package, const char *name, struct text value)
{
    markup_add_attribute(&package->xml, name, value);
}

static void close(struct package *package)
{
    markup_close(&package->xml);
}

static void element(struct package *package, const char *name, struct text text)
{
    if (text.length == 0)
        return;
    line_open(package, name);
    markup_text(&package->xml, text);
    close(package);
}

static const char *const names[][2] = {
    {"xmlns:office", NAMESPACE "office:1.0"},
    {"xmlns:style", NAMESPACE "style:1.0"},
    {"xmlns:text", NAMESPACE "text:1.0"},
    {"xmlns:table", NAMESPACE "table:1.0"},
    {"xmlns:fo", NAMESPACE "xsl-fo-compatible:1.0"},
    {"xmlns:svg", NAMESPACE "svg-compatible:1.0"},
    {"xmlns:number", NAMESPACE "datastyle:1.0"},
    {"xmlns:meta", NAMESPACE "meta:1.0"},
    {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
    {"xmlns:xlink", "http://www.w3.org/1999/xlink"},
};

static void begin_part(struct package *package, const char *root)
{
    buffer_clear(&package->part);
    markup_start(&package->xml, MARKUP_XML, &package->part);
    open(package, root);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        attribute(package, names[i][0], names[i][1]);
    attribute(package, "office:version", "1.2");
}

static void end_part(struct package *package, const char *name)
{
    markup_end(&package->xml);
    zip_writer_add(package->zip, name, text_copy(package->arena, buffer_text(&package->part)), ZIP_DEFLATED);
}

static void language_attributes(struct package *package, enum language language)
{
    attribute(package, "fo:language", language_code(language));
    attribute(package, "fo:country", "GB");
}

static void begin_style(struct package *package, struct text name, const char *family)
{
    line_open(package, "style:style");
    text_attribute(package, "style:name", name);
    attribute(package, "style:family", family);
}

// ---- Styles ------------------------------------------------------------------------------------------------

enum look {
    LOOK_LINE,
    LOOK_TITLE,
    LOOK_TEXT,
    LOOK_TEXT_RIGHT,
    LOOK_STRONG,
    LOOK_STRONG_RIGHT,
    LOOK_COUNTED,
    LOOK_STRONG_COUNTED,
    LOOK_DATE,
    LOOK_STRONG_DATE,
    LOOK_COUNT
};

struct look_of_cells {
    const char *name;
    const char *format; // of numbers
    bool strong, wrapped, large, to_right;
};

static const struct look_of_cells looks[LOOK_COUNT] = {
    [LOOK_LINE] = {.name = "line"},
    [LOOK_TITLE] = {.name = "title", .strong = true, .large = true},
    [LOOK_TEXT] = {.name = "text", .wrapped = true},
    [LOOK_TEXT_RIGHT] = {.name = "text-right", .wrapped = true, .to_right = true},
    [LOOK_STRONG] = {.name = "strong", .strong = true, .wrapped = true},
    [LOOK_STRONG_RIGHT] = {.name = "strong-right", .strong = true, .wrapped = true, .to_right = true},
    [LOOK_COUNTED] = {.name = "number", .format = "thousands", .to_right = true},
    [LOOK_STRONG_COUNTED] = {.name = "strong-number",
                             .format = "thousands",
                             .strong = true,
                             .to_right = true},
    [LOOK_DATE] = {.name = "date", .format = "day"},
    [LOOK_STRONG_DATE] = {.name = "strong-date", .format = "day", .strong = true},
};

static enum look look_of(const struct sheet_cell *cell)
{
    bool strong = cell->style == SHEET_STRONG || cell->style == SHEET_HEADING;
    if (cell->value == SHEET_COUNT)
        return strong ? LOOK_STRONG_COUNTED : LOOK_COUNTED;
    if (cell->value == SHEET_DATE)
        return strong ? LOOK_STRONG_DATE : LOOK_DATE;
    if (cell->style == SHEET_LINE)
        return LOOK_LINE;
    if (cell->style == SHEET_TITLE)
        return LOOK_TITLE;
    if (strong)
        return cell->to_right ? LOOK_STRONG_RIGHT : LOOK_STRONG;
    return cell->to_right ? LOOK_TEXT_RIGHT : LOOK_TEXT;
}

// Of a decimal's cell, and of how it is shown: the number of its decimals is in the name.
static struct text decimals_name(struct package *package, const char *of, int decimals)
{
    return text_print(package->arena, "%s-%d", of, decimals);
}

static struct text style_of(struct package *package, const struct sheet_cell *cell)
{
    if (cell->value == SHEET_DECIMAL)
        return decimals_name(package, cell->style == SHEET_STRONG ? "strong-decimals" : "decimals",
                             cell->decimal.decimals);
    return text_from(looks[look_of(cell)].name);
}

static void write_look(struct package *package, const struct look_of_cells *look)
{
    begin_style(package, text_from(look->name), "table-cell");
    attribute(package, "style:parent-style-name", "Default");
    if (look->format)
        attribute(package, "style:data-style-name", look->format);
    open(package, "style:table-cell-properties");
    attribute(package, "style:vertical-align", "top");
    attribute(package, "fo:wrap-option", look->wrapped ? "wrap" : "no-wrap");
    attribute(package, "style:text-align-source", "fix");
    if (look->to_right) // apart from the text in the next column
        attribute(package, "fo:padding-right", "0.25cm");
    close(package);
    open(package, "style:paragraph-properties");
    attribute(package, "fo:text-align", look->to_right ? "end" : "start");
    close(package);
    open(package, "style:text-properties");
    if (look->large)
        attribute(package, "fo:font-size", "16pt");
    attribute(package, "fo:font-weight", look->strong ? "bold" : "normal");
    close(package);
    close(package);
}

static const char *c_string(struct package *package, struct text text)
{
    return text_terminated(package->arena, text);
}

static void write_decimal_looks(struct package *package)
{
    for (int decimals = 0; decimals <= DECIMALS_MOST; decimals++)
        for (int strong = 0; strong < 2; strong++) {
            const char *of = strong ? "strong-decimals" : "decimals";
            struct look_of_cells look = {
                .name = c_string(package, decimals_name(package, of, decimals)),
                .format = c_string(package, decimals_name(package, "number", decimals)),
                .strong = strong,
                .to_right = true,
            };
            write_look(package, &look);
        }
}

static void write_literal(struct package *package, const char *text)
{
    open(package, "number:text");
    markup_text(&package->xml, text_from(text));
    close(package);
}

static void write_number_format(struct package *package, struct text name, int decimals, bool thousands)
{
    line_open(package, "number:number-style");
    text_attribute(package, "style:name", name);
    open(package, "number:number");
    text_attribute(package, "number:decimal-places", text_print(package->arena, "%d", decimals));
    attribute(package, "number:min-integer-digits", "1");
    if (thousands)
        attribute(package, "number:grouping", "true");
    close(package);
    close(package);
}

static void write_number_formats(struct package *package)
{
    write_number_format(package, TEXT("thousands"), 0, true);
    for (int decimals = 0; decimals <= DECIMALS_MOST; decimals++)
        write_number_format(package, decimals_name(package, "number", decimals), decimals, false);
    line_open(package, "number:date-style");
    attribute(package, "style:name", "day");
    attribute(package, "number:language", language_code(package->document->language));
    attribute(package, "number:country", "GB");
    open(package, "number:day");
    close(package);
    write_literal(package, " ");
    open(package, "number:month");
    attribute(package, "number:style", "long");
    attribute(package, "number:textual", "true");
    close(package);
    write_literal(package, " ");
    open(package, "number:year");
    attribute(package, "number:style", "long");
    close(package);
    close(package);
}

static struct text column_style(struct package *package, unsigned width)
{
    return text_print(package->arena, "column-%u", width);
}

// One style for each width that is used.
static void write_column_styles(struct package *package)
{
    bool written[256] = {false};
    for (size_t i = 0; i < package->spreadsheet->sheets.count; i++)
        for (size_t column = 0; column < package->spreadsheet->sheets.items[i]->columns; column++) {
            unsigned width = package->spreadsheet->sheets.items[i]->widths[column];
            if (written[width % 256])
                continue;
            written[width % 256] = true;
            begin_style(package, column_style(package, width), "table-column");
            open(package, "style:table-column-properties");
            // A digit of Arial at 12 points is 0.24 cm wide.
            text_attribute(package, "style:column-width",
                           text_print(package->arena, "%u.%02ucm", width * 24 / 100, width * 24 % 100));
            close(package);
            close(package);
        }
}

static struct text language_style(struct package *package, enum language language)
{
    return text_print(package->arena, "language-%s", language_code(language));
}

// A name for the style of a sheet, for its page and for the page's layout: "across-87".
static struct text print_name(struct package *package, struct sheet_print print)
{
    return text_print(package->arena, "%s-%u", print.across ? "across" : "upright", print.scale);
}

// Once for each way in which a sheet is printed.
static void for_each_print(struct package *package, void (*write)(struct package *, struct sheet_print))
{
    struct worksheet *const *sheets = package->spreadsheet->sheets.items;
    for (size_t i = 0; i < package->spreadsheet->sheets.count; i++) {
        struct sheet_print print = worksheet_print(sheets[i]);
        bool written = false;
        for (size_t j = 0; j < i && !written; j++) {
            struct sheet_print before = worksheet_print(sheets[j]);
            written = before.across == print.across && before.scale == print.scale;
        }
        if (!written)
            write(package, print);
    }
}

static void write_sheet_style(struct package *package, struct sheet_print print)
{
    begin_style(package, print_name(package, print), "table");
    text_attribute(package, "style:master-page-name", print_name(package, print));
    open(package, "style:table-properties");
    attribute(package, "table:display", "true");
    close(package);
    close(package);
}

static void write_automatic_styles(struct package *package)
{
    line_open(package, "office:automatic-styles");
    write_number_formats(package);
    write_column_styles(package);
    begin_style(package, TEXT("row"), "table-row");
    open(package, "style:table-row-properties");
    attribute(package, "style:use-optimal-row-height", "true");
    close(package);
    close(package);
    for_each_print(package, write_sheet_style);
    for (int look = 0; look < LOOK_COUNT; look++)
        write_look(package, &looks[look]);
    write_decimal_looks(package);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        begin_style(package, language_style(package, (enum language)language), "text");
        open(package, "style:text-properties");
        language_attributes(package, (enum language)language);
        close(package);
        close(package);
    }
    close(package);
}

// Without this a head or foot is not shown.
static void write_margin_style(struct package *package, const char *name)
{
    open(package, name);
    open(package, "style:header-footer-properties");
    attribute(package, "fo:min-height", "0.75cm");
    close(package);
    close(package);
}

static void write_page_layout(struct package *package, struct sheet_print print)
{
    line_open(package, "style:page-layout");
    text_attribute(package, "style:name", print_name(package, print));
    open(package, "style:page-layout-properties");
    attribute(package, "fo:page-width", print.across ? "29.7cm" : "21cm");
    attribute(package, "fo:page-height", print.across ? "21cm" : "29.7cm");
    attribute(package, "style:print-orientation", print.across ? "landscape" : "portrait");
    text_attribute(package, "style:scale-to", text_print(package->arena, "%u%%", print.scale));
    close(package);
    write_margin_style(package, "style:header-style");
    write_margin_style(package, "style:footer-style");
    close(package);
}

static void write_page_layouts(struct package *package)
{
    line_open(package, "office:automatic-styles");
    for_each_print(package, write_page_layout);
    close(package);
}

static void write_master_page(struct package *package, struct sheet_print print)
{
    line_open(package, "style:master-page");
    text_attribute(package, "style:name", print_name(package, print));
    text_attribute(package, "style:page-layout-name", print_name(package, print));
    if (package->spreadsheet->marks.length) {
        line_open(package, "style:header");
        element(package, "text:p", package->spreadsheet->marks);
        close(package);
    }
    line_open(package, "style:footer");
    open(package, "text:p");
    open(package, "text:sheet-name");
    markup_text(&package->xml, TEXT("?"));
    close(package);
    markup_text(&package->xml, TEXT(" "));
    open(package, "text:page-number");
    markup_text(&package->xml, TEXT("1"));
    close(package);
    close(package);
    close(package);
    close(package);
}

static void write_master_pages(struct package *package)
{
    line_open(package, "office:master-styles");
    for_each_print(package, write_master_page);
    close(package);
}

static void write_styles(struct package *package)
{
    begin_part(package, "office:document-styles");
    line_open(package, "office:font-face-decls");
    open(package, "style:font-face");
    attribute(package, "style:name", "Arial");
    attribute(package, "svg:font-family", "Arial");
    attribute(package, "style:font-family-generic", "swiss");
    close(package);
    close(package);
    line_open(package, "office:styles");
    line_open(package, "style:default-style");
    attribute(package, "style:family", "table-cell");
    open(package, "style:text-properties");
    attribute(package, "style:font-name", "Arial");
    attribute(package, "fo:font-size", "12pt");
    language_attributes(package, package->document->language);
    close(package);
    close(package);
    begin_style(package, TEXT("Default"), "table-cell");
    close(package);
    close(package);
    write_page_layouts(package);
    write_master_pages(package);
    end_part(package, "styles.xml");
}

// ---- Cells -------------------------------------------------------------------------------------------------

// A cell's content is paragraphs, one a line, with pieces in other languages and perhaps within a link.
struct content {
    struct package *package;
    const struct sheet_cell *cell;
    bool open;  // a paragraph is
    bool blank; // the text so far ended with a blank, or there is none: another one would be lost
};

static void begin_paragraph(struct content *content)
{
    struct package *package = content->package;
    if (content->open)
        return;
    content->open = true;
    content->blank = true;
    open(package, "text:p");
    if (content->cell->to_sheet == 0 && content->cell->link.length == 0)
        return;
    open(package, "text:a");
    attribute(package, "xlink:type", "simple");
    if (content->cell->to_sheet) {
        const struct worksheet *sheet = package->spreadsheet->sheets.items[content->cell->to_sheet - 1];
        struct text reference = spreadsheet_reference(package->arena, sheet->name);
        text_attribute(package, "xlink:href", text_print(package->arena, "#%.*s.A1", TEXT_PRINT(reference)));
    } else {
        text_attribute(package, "xlink:href", content->cell->link);
    }
}

static void end_paragraph(struct content *content, size_t depth)
{
    begin_paragraph(content);
    while (content->package->xml.depth > depth)
        close(content->package);
    content->open = false;
}

// Blanks that a reader of XML would fold into one, or drop at the beginning, are elements.
static void write_blanks(struct content *content, struct text text)
{
    struct package *package = content->package;
    size_t from = 0;
    for (size_t i = 0; i < text.length; i++) {
        bool blank = text.bytes[i] == ' ';
        if (blank && content->blank) {
            markup_text(&package->xml, text_slice(text, from, i));
            open(package, "text:s");
            close(package);
            from = i + 1;
        }
        content->blank = blank;
    }
    markup_text(&package->xml, text_slice(text, from, text.length));
}

// A piece of a cell in one language, with its line breaks; paragraphs stand at `depth`.
static void write_piece(struct content *content, size_t depth, struct text text,
                        const enum language *language)
{
    struct text piece;
    for (bool first = true; text_split(&text, '\n', &piece); first = false) {
        if (!first)
            end_paragraph(content, depth);
        begin_paragraph(content);
        if (language) {
            open(content->package, "text:span");
            text_attribute(content->package, "text:style-name", language_style(content->package, *language));
        }
        write_blanks(content, piece);
        if (language)
            close(content->package);
    }
}

static void write_content(struct package *package, const struct sheet_cell *cell)
{
    size_t depth = package->xml.depth;
    struct content content = {.package = package, .cell = cell};
    if (!cell->runs) {
        write_piece(&content, depth, cell->text, NULL);
        end_paragraph(&content, depth);
        return;
    }
    write_piece(&content, depth, text_slice(cell->text, 0, cell->before), NULL);
    for (size_t i = 0; i < cell->runs->count; i++) {
        const struct run *run = &cell->runs->items[i];
        if (run->new_line && i > 0)
            end_paragraph(&content, depth);
        write_piece(&content, depth, words_run(package->arena, package->spreadsheet->checked, run),
                    run->foreign ? &run->language : NULL);
    }
    end_paragraph(&content, depth);
}

static void write_value(struct package *package, const char *type, const char *name, struct text value,
                        struct text shown)
{
    attribute(package, "office:value-type", type);
    text_attribute(package, name, value);
    open(package, "text:p");
    markup_text(&package->xml, shown);
    close(package);
}

static void write_cell(struct package *package, const struct sheet_cell *cell)
{
    open(package, "table:table-cell");
    text_attribute(package, "table:style-name", style_of(package, cell));
    switch (cell->value) {
    case SHEET_TEXT:
        attribute(package, "office:value-type", "string");
        write_content(package, cell);
        break;
    case SHEET_COUNT:
        write_value(package, "float", "office:value",
                    text_print(package->arena, "%lld", (long long)cell->count),
                    number_text(package->arena, cell->count));
        break;
    case SHEET_DECIMAL:
        write_value(package, "float", "office:value", decimal_text(package->arena, cell->decimal),
                    decimal_words(package->arena, cell->decimal, MEASURE_PLAIN));
        break;
    case SHEET_DATE:
        write_value(package, "date", "office:date-value", civil_date_text(package->arena, cell->date),
                    civil_date_words(package->arena, package->document->language, cell->date));
        break;
    }
    close(package);
}

// ---- Sheets ------------------------------------------------------------------------------------------------

static void write_row(struct package *package, const struct sheet_row *row)
{
    struct arena_mark mark = arena_mark(package->arena);
    line_open(package, "table:table-row");
    attribute(package, "table:style-name", "row");
    for (size_t i = 0; i < row->count; i++)
        write_cell(package, &row->cells[i]);
    close(package);
    arena_release(package->arena, mark);
}

static void write_sheet(struct package *package, const struct worksheet *sheet)
{
    line_open(package, "table:table");
    text_attribute(package, "table:name", sheet->name);
    text_attribute(package, "table:style-name", print_name(package, worksheet_print(sheet)));
    for (size_t i = 0; i < sheet->columns; i++) {
        open(package, "table:table-column");
        text_attribute(package, "table:style-name", column_style(package, sheet->widths[i]));
        attribute(package, "table:default-cell-style-name", "Default");
        close(package);
    }
    for (size_t row = 0; row < sheet->rows.count; row++) {
        bool headings = sheet->table_name.length && row == sheet->table_row;
        if (headings)
            open(package, "table:table-header-rows"); // repeated on every page
        write_row(package, &sheet->rows.items[row]);
        if (headings)
            close(package);
    }
    close(package);
}

static struct text range(struct package *package, const struct worksheet *sheet)
{
    struct text name = spreadsheet_reference(package->arena, sheet->name);
    struct text first = spreadsheet_address(package->arena, sheet->table_row, 0);
    struct text last = spreadsheet_address(package->arena, sheet->rows.count - 1, sheet->columns - 1);
    return text_print(package->arena, "%.*s.%.*s:%.*s.%.*s", TEXT_PRINT(name), TEXT_PRINT(first),
                      TEXT_PRINT(name), TEXT_PRINT(last));
}

static void write_ranges(struct package *package)
{
    size_t tables = 0;
    for (size_t i = 0; i < package->spreadsheet->sheets.count; i++)
        tables += package->spreadsheet->sheets.items[i]->table_name.length > 0;
    if (tables == 0)
        return;
    line_open(package, "table:database-ranges");
    for (size_t i = 0; i < package->spreadsheet->sheets.count; i++) {
        const struct worksheet *sheet = package->spreadsheet->sheets.items[i];
        if (sheet->table_name.length == 0)
            continue;
        line_open(package, "table:database-range");
        text_attribute(package, "table:name", sheet->table_name);
        text_attribute(package, "table:target-range-address", range(package, sheet));
        attribute(package, "table:contains-header", "true");
        attribute(package, "table:display-filter-buttons", "false");
        close(package);
    }
    close(package);
}

static void write_sheets(struct package *package)
{
    begin_part(package, "office:document-content");
    write_automatic_styles(package);
    line_open(package, "office:body");
    line_open(package, "office:spreadsheet");
    for (size_t i = 0; i < package->spreadsheet->sheets.count; i++)
        write_sheet(package, package->spreadsheet->sheets.items[i]);
    write_ranges(package);
    end_part(package, "content.xml");
}

// ---- The package -------------------------------------------------------------------------------------------

static void write_property(struct package *package, const char *name, struct text value)
{
    if (value.length == 0)
        return;
    line_open(package, "meta:user-defined");
    attribute(package, "meta:name", name);
    markup_text(&package->xml, value);
    close(package);
}

static void write_meta(struct package *package)
{
    const struct document *document = package->document;
    struct text day = civil_date_text(package->arena, document->date);
    struct text midnight = text_print(package->arena, "%.*sT00:00:00", TEXT_PRINT(day));
    begin_part(package, "office:document-meta");
    line_open(package, "office:meta");
    element(package, "meta:generator", TEXT("Craffu"));
    element(package, "dc:title", document->title);
    element(package, "dc:subject", document->subtitle);
    element(package, "dc:description", document->description);
    element(package, "meta:initial-creator", document->organisation);
    element(package, "dc:creator", document->organisation);
    element(package, "meta:creation-date", midnight);
    element(package, "dc:date", midnight);
    element(package, "dc:language", words_language(document->language));
    write_property(package, "Reference", document->identifier);
    write_property(package, "Version", document->version);
    write_property(package, "Marking", document->marking);
    write_property(package, "Draft", document->draft);
    end_part(package, "meta.xml");
}

static void write_manifest(struct package *package)
{
    static const char *const files[][2] = {
        {"/", MEDIA_TYPE}, {"content.xml", "text/xml"}, {"styles.xml", "text/xml"}, {"meta.xml", "text/xml"}};
    buffer_clear(&package->part);
    markup_start(&package->xml, MARKUP_XML, &package->part);
    open(package, "manifest:manifest");
    attribute(package, "xmlns:manifest", NAMESPACE "manifest:1.0");
    attribute(package, "manifest:version", "1.2");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        line_open(package, "manifest:file-entry");
        attribute(package, "manifest:full-path", files[i][0]);
        if (i == 0)
            attribute(package, "manifest:version", "1.2");
        attribute(package, "manifest:media-type", files[i][1]);
        close(package);
    }
    end_part(package, "META-INF/manifest.xml");
}

bool document_write_ods(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                        struct problems *problems)
{
    (void)sheet; // readers set the size of a spreadsheet themselves
    struct package package = {.arena = arena_new(), .document = checked->document};
    bool good = spreadsheet_build(package.arena, checked, &package.spreadsheet, problems);
    if (good) {
        package.zip = zip_writer_new();
        zip_writer_add(package.zip, "mimetype", TEXT(MEDIA_TYPE), ZIP_STORED); // first, and readable as it is
        write_sheets(&package);
        write_styles(&package);
        write_meta(&package);
        write_manifest(&package);
        good = zip_writer_finish(package.zip, TEXT("ODS"), out, problems);
        zip_writer_free(package.zip);
    }
    buffer_dispose(&package.part);
    arena_free(package.arena);
    return good;
}
