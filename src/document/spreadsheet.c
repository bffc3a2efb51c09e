// SPDX-License-Identifier: GPL-3.0-or-later
// Of the guidance: titles in A1, then how many tables there are, what stands above a table in single cells of column A,
// no worksheet without a heading, links from the contents to every worksheet.
// https://analysisfunction.civilservice.gov.uk/policy-store/releasing-statistics-in-spreadsheets/
#include "document/spreadsheet.h"

#include "base/buffer.h"
#include "document/spreadsheet_parts.h"
#include "document/words.h"

enum { FIRST_BEHIND_CONTENTS = 3, COVER_WIDTH = 80, NARROWEST = 12, WIDEST = 60, HEADING_WIDEST = 24 };
// In digits of the sheets' face: what a page of A4 has room for, the least width of a column of text, per cent.
enum { PAGE_UPRIGHT = 70, PAGE_ACROSS = 106, TEXT_NARROWEST = 24, SCALE_LEAST = 40 };

struct text spreadsheet_say(const struct spreadsheet_builder *builder, struct message message)
{
    return message_text(builder->arena, builder->document->language, &message);
}

static struct text word(const struct spreadsheet_builder *builder, const char *english)
{
    return message_word(builder->document->language, english);
}

// ---- Cells -------------------------------------------------------------------------------------------------

void sheet_cell_text(struct spreadsheet_builder *builder, struct sheet_cell *cell, struct text text)
{
    struct text end = word(
        builder, N_(" … [Cut here: a cell of a spreadsheet has no room for more. The whole text is in "
                    "the other formats.]"));
    cell->text = spreadsheet_cut(builder->arena, text, LIMIT_SPREADSHEET_CELL, end);
}

// The address of the first link, where a cell can have it.
static void add_link(struct sheet_cell *cell, const struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        struct text link = runs->items[i].link;
        if (link.length == 0 || text_starts(link, TEXT("#")) || link.length > LIMIT_SPREADSHEET_LINK)
            continue;
        cell->link = link;
        return;
    }
}

void sheet_cell_runs(struct spreadsheet_builder *builder, struct sheet_cell *cell, struct text before,
                     const struct runs *runs)
{
    struct buffer out = {0};
    buffer_add(&out, before);
    buffer_add(&out, words_runs(builder->arena, builder->checked, runs, TEXT("\n")));
    struct text whole = text_copy(builder->arena, buffer_text(&out));
    buffer_dispose(&out);
    sheet_cell_text(builder, cell, whole);
    if (text_equal(cell->text, whole)) {
        cell->runs = runs;
        cell->before = before.length;
    }
    add_link(cell, runs);
}

// ---- Worksheets --------------------------------------------------------------------------------------------

struct worksheet *worksheet_new(struct spreadsheet_builder *builder, struct text name)
{
    struct worksheet *sheet = ARENA_NEW(builder->arena, struct worksheet);
    sheet->name = name;
    sheet->columns = 1;
    return sheet;
}

struct sheet_cell *worksheet_row(struct spreadsheet_builder *builder, struct worksheet *sheet, size_t columns)
{
    struct sheet_row *row = ARRAY_APPEND(builder->arena, &sheet->rows);
    row->cells = ARENA_ARRAY(builder->arena, struct sheet_cell, columns);
    row->count = columns;
    return row->cells;
}

struct sheet_cell *worksheet_line(struct spreadsheet_builder *builder, struct worksheet *sheet,
                                  enum sheet_style style, struct text text)
{
    struct sheet_cell *cell = worksheet_row(builder, sheet, 1);
    cell->style = style;
    sheet_cell_text(builder, cell, text);
    return cell;
}

void worksheet_begin_table(struct worksheet *sheet, struct text name, size_t columns)
{
    sheet->table_name = name;
    sheet->table_row = sheet->rows.count;
    sheet->columns = columns;
}

static void add_marks(struct spreadsheet_builder *builder, struct worksheet *sheet, enum sheet_style style)
{
    if (builder->document->marking.length)
        worksheet_line(builder, sheet, style, builder->document->marking);
    if (builder->document->draft.length)
        worksheet_line(builder, sheet, style, builder->document->draft);
}

void worksheet_head(struct spreadsheet_builder *builder, struct worksheet *sheet, struct text title)
{
    worksheet_line(builder, sheet, SHEET_TITLE, title);
    worksheet_line(builder, sheet, SHEET_LINE, word(builder, N_("This worksheet contains one table.")));
    add_marks(builder, sheet, SHEET_LINE);
}

static size_t longest_line(struct text text)
{
    size_t longest = 0;
    struct text line;
    while (text_split(&text, '\n', &line))
        if (text_characters(line) > longest)
            longest = text_characters(line);
    return longest;
}

static size_t width_within(const struct worksheet *sheet, unsigned most)
{
    size_t sum = 0;
    for (size_t i = 0; i < sheet->columns; i++)
        sum += sheet->widths[i] < most ? sheet->widths[i] : most;
    return sum;
}

// The widest columns become narrower, as far as is still good to read, until a page across has room for all.
static void fit_page(struct worksheet *sheet)
{
    unsigned most = WIDEST;
    while (most > TEXT_NARROWEST && width_within(sheet, most) > PAGE_ACROSS)
        most--;
    for (size_t i = 0; i < sheet->columns; i++)
        if (sheet->widths[i] > most)
            sheet->widths[i] = most;
}

static size_t width_of(struct arena *arena, const struct sheet_cell *cell)
{
    switch (cell->value) {
    case SHEET_TEXT: return longest_line(cell->text) + 2;
    case SHEET_DECIMAL: return decimal_text(arena, cell->decimal).length + 2;
    case SHEET_COUNT:
    case SHEET_DATE: break;
    }
    return 20;
}

// The lines above the table run over the cells beside them, and do not count.
void worksheet_fit_columns(struct spreadsheet_builder *builder, struct worksheet *sheet)
{
    sheet->widths = ARENA_ARRAY(builder->arena, unsigned, sheet->columns);
    for (size_t column = 0; column < sheet->columns; column++)
        sheet->widths[column] = NARROWEST;
    for (size_t row = sheet->table_row; row < sheet->rows.count; row++)
        for (size_t column = 0; column < sheet->rows.items[row].count; column++) {
            const struct sheet_cell *cell = &sheet->rows.items[row].cells[column];
            size_t most = cell->style == SHEET_HEADING ? HEADING_WIDEST : WIDEST;
            size_t needed = width_of(builder->arena, cell);
            if (needed > most)
                needed = most;
            if (needed > sheet->widths[column])
                sheet->widths[column] = (unsigned)needed;
        }
    fit_page(sheet);
}

// Of a line that runs over the cells beside it, in digits; letters are narrower, a title is larger.
static size_t line_width(const struct sheet_cell *cell)
{
    size_t characters = longest_line(cell->text);
    return cell->style == SHEET_TITLE  ? characters * 5 / 4
           : cell->style == SHEET_LINE ? characters * 9 / 10
                                       : 0;
}

struct sheet_print worksheet_print(const struct worksheet *sheet)
{
    size_t needed = width_within(sheet, UINT_MAX);
    for (size_t row = 0; row < sheet->rows.count; row++)
        if (sheet->rows.items[row].count == 1 && line_width(sheet->rows.items[row].cells) > needed)
            needed = line_width(sheet->rows.items[row].cells);
    struct sheet_print print = {.across = needed > PAGE_UPRIGHT, .scale = 100};
    if (needed > PAGE_ACROSS)
        print.scale = (unsigned)(100 * PAGE_ACROSS / needed);
    if (print.scale < SCALE_LEAST)
        print.scale = SCALE_LEAST;
    return print;
}

// A letter is narrower than a digit, and a line ends before a word that has no room: together, about a digit a letter.
static size_t wrapped_lines(struct text text, size_t width)
{
    size_t lines = 0;
    struct text line;
    while (text_split(&text, '\n', &line))
        lines += text_characters(line) / width + 1;
    return lines;
}

size_t worksheet_lines(const struct worksheet *sheet, size_t row)
{
    size_t most = 1;
    for (size_t column = 0; column < sheet->rows.items[row].count; column++) {
        const struct sheet_cell *cell = &sheet->rows.items[row].cells[column];
        bool wrapped = cell->style != SHEET_LINE && cell->style != SHEET_TITLE;
        size_t lines = wrapped ? wrapped_lines(cell->text, sheet->widths[column]) : 1;
        most = lines > most ? lines : most;
    }
    return most;
}

// ---- The cover ---------------------------------------------------------------------------------------------

static void add_labelled(struct spreadsheet_builder *builder, struct worksheet *sheet, const char *label,
                         const char *between, struct text text, const char *scheme)
{
    if (text.length == 0)
        return;
    struct sheet_cell *cell = worksheet_line(builder, sheet, SHEET_PARAGRAPH,
                                             text_print(builder->arena, "%.*s%s %.*s",
                                                        TEXT_PRINT(word(builder, label)), between,
                                                        TEXT_PRINT(text)));
    if (scheme)
        cell->link = text_print(builder->arena, "%s%.*s", scheme, TEXT_PRINT(text));
}

static void add_text(struct spreadsheet_builder *builder, struct worksheet *sheet, struct text text)
{
    if (text.length)
        worksheet_line(builder, sheet, SHEET_PARAGRAPH, text);
}

static void add_contact(struct spreadsheet_builder *builder, struct worksheet *sheet,
                        const struct contact *contact)
{
    add_text(builder, sheet, contact->name);
    for (size_t i = 0; i < contact->address.count; i++)
        add_text(builder, sheet, contact->address.items[i]);
    add_labelled(builder, sheet, N_("Telephone:"), "", contact->telephone, NULL);
    add_labelled(builder, sheet, N_("Email:"), "", contact->email, "mailto:");
    add_labelled(builder, sheet, N_("Website:"), "", contact->web, "");
}

static void add_contacts(struct spreadsheet_builder *builder, struct worksheet *sheet,
                         const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++)
        if (blocks->items[i]->kind == BLOCK_CONTACT)
            add_contact(builder, sheet, &blocks->items[i]->contact);
        else if (blocks->items[i]->kind == BLOCK_INSET || blocks->items[i]->kind == BLOCK_WARNING)
            add_contacts(builder, sheet, &blocks->items[i]->blocks);
}

static struct worksheet *cover(struct spreadsheet_builder *builder)
{
    const struct document *document = builder->document;
    struct worksheet *sheet = worksheet_new(builder, word(builder, N_("Cover")));
    struct fact facts[FACTS_MOST], imprint[IMPRINT_MOST];
    add_marks(builder, sheet, SHEET_PARAGRAPH);
    worksheet_line(builder, sheet, SHEET_TITLE, document->title);
    add_text(builder, sheet, document->subtitle);
    add_text(builder, sheet, document->organisation);
    size_t count = words_facts(builder->arena, document, facts);
    for (size_t i = 0; i < count; i++)
        add_labelled(builder, sheet, facts[i].label, ":", facts[i].text, NULL);
    add_text(builder, sheet, document->description);
    add_contacts(builder, sheet, &document->body);
    add_text(builder, sheet, document->publisher);
    count = words_imprint(builder->checked, imprint);
    for (size_t i = 0; i < count; i++)
        add_labelled(builder, sheet, imprint[i].label, ":", imprint[i].text, NULL);
    sheet->widths = ARENA_NEW(builder->arena, unsigned);
    *sheet->widths = COVER_WIDTH;
    return sheet;
}

// ---- The contents ------------------------------------------------------------------------------------------

static void add_entry(struct spreadsheet_builder *builder, struct worksheet *contents, size_t number,
                      struct text name, struct text title)
{
    struct sheet_cell *cells = worksheet_row(builder, contents, 2);
    cells[0] = (struct sheet_cell){.style = SHEET_BODY, .text = name, .to_sheet = number};
    cells[1].style = SHEET_BODY;
    sheet_cell_text(builder, &cells[1], title);
}

static void add_entries(struct spreadsheet_builder *builder, struct worksheet *sheet,
                        struct worksheet *const *sheets, size_t count)
{
    worksheet_begin_table(sheet, TEXT("Contents"), 2);
    struct sheet_cell *headings = worksheet_row(builder, sheet, 2);
    headings[0] = (struct sheet_cell){.style = SHEET_HEADING, .text = word(builder, N_("Worksheet"))};
    headings[1] = (struct sheet_cell){.style = SHEET_HEADING, .text = word(builder, N_("What it holds"))};
    for (size_t i = 0; i < count; i++)
        add_entry(builder, sheet, FIRST_BEHIND_CONTENTS + i, sheets[i]->name,
                  sheets[i]->rows.items[0].cells[0].text);
}

// Of all sheets behind it; a table needs a row below its headings.
static struct worksheet *contents(struct spreadsheet_builder *builder, struct worksheet *const *sheets,
                                  size_t count)
{
    struct worksheet *sheet = worksheet_new(builder, word(builder, N_("Contents")));
    if (count == 0) {
        worksheet_line(builder, sheet, SHEET_TITLE, word(builder, N_("Contents")));
        worksheet_line(builder, sheet, SHEET_LINE, word(builder, N_("The publication has no tables.")));
        add_marks(builder, sheet, SHEET_LINE);
    } else {
        worksheet_head(builder, sheet, word(builder, N_("Contents")));
        if (builder->checked->charts.count)
            worksheet_line(builder, sheet, SHEET_LINE,
                           word(builder, N_("The pictures of the publication are not repeated here: each is "
                                            "drawn from one of these tables.")));
        add_entries(builder, sheet, sheets, count);
    }
    worksheet_fit_columns(builder, sheet);
    return sheet;
}

// ---- All of it ---------------------------------------------------------------------------------------------

// For the head of each printed page.
static struct text marks_of(struct spreadsheet_builder *builder)
{
    struct text marking = builder->document->marking, draft = builder->document->draft;
    const char *between = marking.length && draft.length ? " · " : "";
    struct text both = text_print(builder->arena, "%.*s%s%.*s", TEXT_PRINT(marking), between,
                                  TEXT_PRINT(draft));
    return spreadsheet_cut(builder->arena, both, LIMIT_SPREADSHEET_HEAD, TEXT("…"));
}

bool spreadsheet_build(struct arena *arena, const struct checked_document *checked,
                       const struct spreadsheet **spreadsheet, struct problems *problems)
{
    struct spreadsheet_builder builder = {.arena = arena,
                                          .checked = checked,
                                          .document = checked->document,
                                          .notes_sheet = FIRST_BEHIND_CONTENTS,
                                          .problems = problems};
    struct spreadsheet *made = ARENA_NEW(arena, struct spreadsheet);
    ARRAY_OF(struct worksheet *) tables = {0};
    text_map_init(&builder.reasons, arena);
    for (size_t i = 0; i < checked->tables.count; i++) {
        struct worksheet *sheet = worksheet_of_table(&builder, checked->tables.items[i]);
        if (!sheet)
            return false;
        *ARRAY_APPEND(arena, &tables) = sheet;
    }
    struct worksheet *notes = worksheet_of_notes(&builder); // explains what the tables needed
    made->checked = checked;
    made->marks = marks_of(&builder);
    *ARRAY_APPEND(arena, &made->sheets) = cover(&builder);
    *ARRAY_APPEND(arena, &made->sheets) = NULL;
    if (notes)
        *ARRAY_APPEND(arena, &made->sheets) = notes;
    for (size_t i = 0; i < tables.count; i++)
        *ARRAY_APPEND(arena, &made->sheets) = tables.items[i];
    made->sheets.items[1] = contents(&builder, made->sheets.items + 2, made->sheets.count - 2);
    *spreadsheet = made;
    return true;
}
