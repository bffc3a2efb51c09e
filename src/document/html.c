// SPDX-License-Identifier: GPL-3.0-or-later
// A page that reads well without its style, is made to meet WCAG 2.2 AA and has no script. Its style is report.css.
#include "document/writers.h"

#include "document/html_figure.h"
#include "document/html_page.h"
#include "document/large_print.h"
#include "document/words.h"

// A colon cannot be in a block's id.
#define CONTENTS_ID "page:contents"

struct page {
    struct markup_writer html;
    struct arena *arena;
    const struct checked_document *checked;
    const struct document *document;
    enum sheet sheet;
};

static enum html_page html_page_kind(enum sheet sheet)
{
    return sheet == SHEET_LARGE ? HTML_PAGE_LARGE : HTML_PAGE_NORMAL;
}

// An element with nothing but text in it.
#define element(page, name, text) \
    (markup_open(&(page)->html, name), markup_text(&(page)->html, (text)), markup_close(&(page)->html))
#define class(page, name) markup_attribute(&(page)->html, "class", TEXT(name))

static struct text word(const struct page *page, const char *english)
{
    return message_word(page->document->language, english);
}

static void line(struct page *page)
{
    markup_line(&page->html);
}

static void close(struct page *page)
{
    markup_close(&page->html);
}

static void language_attribute(struct page *page, enum language language)
{
    markup_attribute(&page->html, "lang", text_from(language_code(language)));
}

static void number_attribute(struct page *page, const char *name, int64_t number)
{
    markup_add_attribute(&page->html, name, text_print(page->arena, "%lld", (long long)number));
}

static struct text joined(struct page *page, const char *before, struct text id, const char *after)
{
    return text_print(page->arena, "%s%.*s%s", before, TEXT_PRINT(id), after);
}

// ---- Lines of text -----------------------------------------------------------------------------------------

static void write_note_link(struct page *page, struct text id)
{
    markup_open(&page->html, "a");
    class(page, "note-link");
    markup_attribute(&page->html, "href", joined(page, "#", id, ""));
    markup_text(&page->html, joined(page, "[", words_note(page->arena, page->checked, id), "]"));
    close(page);
}

static void write_run_text(struct page *page, const struct run *run)
{
    struct run shown = *run;
    shown.note = (struct text){0};
    if (run->expansion.length == 0 || run->redaction.length) {
        markup_text(&page->html, words_run(page->arena, page->checked, &shown));
        return;
    }
    markup_text(&page->html, run->expansion);
    markup_text(&page->html, TEXT(" ("));
    element(page, "abbr", run->text);
    markup_text(&page->html, TEXT(")"));
}

static void write_run(struct page *page, const struct run *run)
{
    size_t depth = page->html.depth;
    if (run->link.length) {
        markup_open(&page->html, "a");
        markup_attribute(&page->html, "href", run->link);
    }
    if (run->foreign) {
        markup_open(&page->html, "span");
        language_attribute(page, run->language);
    }
    if (run->strong)
        markup_open(&page->html, "strong");
    if (run->redaction.length) {
        markup_open(&page->html, "span");
        class(page, "redacted");
    }
    if (run->is_number) {
        markup_open(&page->html, "data");
        number_attribute(page, "value", run->number);
        if (run->trace.length)
            markup_attribute(&page->html, "data-trace", run->trace);
    }
    write_run_text(page, run);
    while (page->html.depth > depth)
        close(page);
    if (run->note.length) {
        markup_text(&page->html, TEXT(" "));
        write_note_link(page, run->note);
    }
}

static void write_runs(struct page *page, const struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        if (runs->items[i].new_line && i > 0) {
            markup_open(&page->html, "br");
            close(page);
        }
        write_run(page, &runs->items[i]);
    }
}

// ---- Tables ------------------------------------------------------------------------------------------------

static size_t columns_beside(const struct page *page, const struct table *table)
{
    if (page->sheet == SHEET_LARGE)
        return large_print_columns(table);
    return crowded_columns(table);
}

static void write_columns(struct page *page, const struct table *table)
{
    line(page);
    markup_open(&page->html, "thead");
    line(page);
    markup_open(&page->html, "tr");
    for (size_t i = 0; i < columns_beside(page, table); i++) {
        const struct table_column *column = &table->columns.items[i];
        line(page);
        markup_open(&page->html, "th");
        markup_attribute(&page->html, "scope", TEXT("col"));
        if (column_kind_is_number(column->kind))
            class(page, "number");
        markup_text(&page->html, words_column(page->arena, column));
        close(page);
    }
    close(page);
    close(page);
}

// What the mark stands for goes with it.
static void write_mark(struct page *page, const struct cell *cell)
{
    markup_open(&page->html, "abbr");
    markup_attribute(&page->html, "title", cell->reason);
    markup_text(&page->html, cell->mark);
    close(page);
}

static void write_content(struct page *page, const struct cell *cell)
{
    if (cell->kind == CONTENT_RUNS)
        write_runs(page, &cell->runs);
    else if (cell->kind == CONTENT_EMPTY && cell->mark.length)
        write_mark(page, cell);
    else
        markup_text(&page->html, words_cell(page->arena, page->checked, cell, TEXT(" ")));
}

// A row's header has an id where a cell stands under its row and must name it.
static void write_cell(struct page *page, const struct table_column *column, const struct cell *cell,
                       struct text header_id)
{
    line(page);
    markup_open_element(&page->html, column->row_header ? "th" : "td");
    if (column->row_header)
        markup_attribute(&page->html, "scope", TEXT("row"));
    if (column->row_header && header_id.length)
        markup_attribute(&page->html, "id", header_id);
    if (cell->kind == CONTENT_EMPTY && column_kind_is_number(column->kind))
        class(page, "number empty");
    else if (cell->kind == CONTENT_EMPTY)
        class(page, "empty");
    else if (column_kind_is_number(column->kind))
        class(page, "number");
    if (cell->kind == CONTENT_COUNT || cell->kind == CONTENT_PROPORTION)
        number_attribute(page, "data-value", cell->count);
    if (cell->kind == CONTENT_PROPORTION)
        number_attribute(page, "data-base", cell->base);
    if (cell->kind == CONTENT_DECIMAL)
        markup_attribute(&page->html, "data-value", decimal_text(page->arena, cell->decimal));
    if (cell->trace.length)
        markup_attribute(&page->html, "data-trace", cell->trace);
    write_content(page, cell);
    close(page);
}

// The last column's cell in a row of its own, behind its column's heading.
static void write_cell_under(struct page *page, const struct table *table, const struct body_row *row,
                             struct text header_id)
{
    size_t last = table->columns.count - 1;
    line(page);
    markup_open(&page->html, "tr");
    markup_attribute(&page->html, "class", row->total ? TEXT("under total") : TEXT("under"));
    line(page);
    markup_open(&page->html, "td");
    number_attribute(page, "colspan", (int64_t)last);
    markup_attribute(&page->html, "headers", header_id);
    element(page, "strong", joined(page, "", words_column(page->arena, &table->columns.items[last]), ":"));
    markup_text(&page->html, TEXT(" "));
    write_content(page, &row->cells[last]);
    close(page);
    close(page);
}

static void write_rows(struct page *page, const struct block *block, size_t first, size_t count)
{
    const struct table *table = &block->table;
    size_t beside = columns_beside(page, table);
    bool under = beside < table->columns.count;
    for (size_t row = first; row < first + count; row++) {
        struct text header_id = under
                                    ? text_print(page->arena, "%.*s:row-%zu", TEXT_PRINT(block->id), row + 1)
                                    : (struct text){0};
        line(page);
        markup_open(&page->html, "tr");
        if (table->rows.items[row].total)
            class(page, "total");
        for (size_t column = 0; column < beside; column++)
            write_cell(page, &table->columns.items[column], &table->rows.items[row].cells[column], header_id);
        close(page);
        if (under)
            write_cell_under(page, table, &table->rows.items[row], header_id);
    }
}

static void write_group_heading(struct page *page, const struct table *table, struct text heading)
{
    line(page);
    markup_open(&page->html, "tr");
    class(page, "group");
    markup_open(&page->html, "th");
    markup_attribute(&page->html, "scope", TEXT("rowgroup"));
    number_attribute(page, "colspan", (int64_t)columns_beside(page, table));
    markup_text(&page->html, heading);
    close(page);
    close(page);
}

static void write_table_body(struct page *page, const struct block *block)
{
    const struct table *table = &block->table;
    for (size_t i = 0; i < table_part_count(table); i++) {
        struct table_part part = table_part(table, i);
        line(page);
        markup_open(&page->html, "tbody");
        if (part.heading.length)
            write_group_heading(page, table, part.heading);
        write_rows(page, block, part.first, part.count);
        close(page);
    }
}

static void write_note(struct page *page, struct text id, const struct runs *runs)
{
    line(page);
    markup_open(&page->html, "p");
    class(page, "note");
    markup_attribute(&page->html, "id", id);
    markup_open(&page->html, "span");
    class(page, "note-number");
    markup_text(&page->html, joined(page, "[", words_note(page->arena, page->checked, id), "] "));
    close(page);
    write_runs(page, runs);
    close(page);
}

static void write_source(struct page *page, const struct runs *source)
{
    line(page);
    markup_open(&page->html, "p");
    class(page, "source");
    markup_text(&page->html, word(page, N_("Source:")));
    markup_text(&page->html, TEXT(" "));
    write_runs(page, source);
    close(page);
}

static void write_table(struct page *page, const struct block *block)
{
    const struct table *table = &block->table;
    struct text caption_id = joined(page, "", block->id, ":caption");
    markup_open(&page->html, "div"); // scrolls where the screen is too narrow, by keyboard too
    class(page, "table");
    markup_attribute(&page->html, "role", TEXT("region"));
    markup_attribute(&page->html, "aria-labelledby", caption_id);
    markup_attribute(&page->html, "tabindex", TEXT("0"));
    line(page);
    markup_open(&page->html, "table");
    markup_attribute(&page->html, "id", block->id);
    if (table->columns.count >= CROWDED_COLUMNS)
        class(page, "crowded");
    line(page);
    markup_open(&page->html, "caption");
    markup_attribute(&page->html, "id", caption_id);
    markup_open(&page->html, "span");
    class(page, "table-number");
    markup_text(&page->html, joined(page, "", words_table(page->arena, page->checked, block), ": "));
    close(page);
    write_runs(page, &table->caption);
    close(page);
    write_columns(page, table);
    write_table_body(page, block);
    close(page);
    close(page);
    for (size_t i = 0; i < table->notes.count; i++)
        write_note(page, table->notes.items[i]->id, &table->notes.items[i]->runs);
    if (table->source.count)
        write_source(page, &table->source);
}

// ---- Charts ------------------------------------------------------------------------------------------------

static void write_chart(struct page *page, const struct block *block)
{
    markup_open(&page->html, "figure");
    markup_attribute(&page->html, "id", block->id);
    line(page);
    markup_open(&page->html, "figcaption");
    markup_open(&page->html, "span");
    class(page, "table-number");
    markup_text(&page->html, joined(page, "", words_chart(page->arena, page->checked, block), ": "));
    close(page);
    write_runs(page, &block->chart.caption);
    close(page);
    html_figure(&page->html, page->arena, page->checked, block, page->sheet);
    close(page);
}

// ---- Other blocks ------------------------------------------------------------------------------------------

static void write_blocks(struct page *page, const struct blocks *blocks);

static void write_heading(struct page *page, const struct block *block)
{
    static const char *const names[] = {"h2", "h3", "h4"};
    markup_open_element(&page->html, names[block->heading.level - 1]);
    markup_attribute(&page->html, "id", block->id);
    write_runs(page, &block->heading.runs);
    close(page);
}

static void write_list(struct page *page, const struct list *list)
{
    markup_open_element(&page->html, list->kind == LIST_NUMBERS ? "ol" : "ul");
    for (size_t i = 0; i < list->count; i++) {
        const struct blocks *item = list->items[i];
        line(page);
        markup_open(&page->html, "li");
        if (item->count == 1 && item->items[0]->kind == BLOCK_PARAGRAPH)
            write_runs(page, &item->items[0]->runs);
        else
            write_blocks(page, item);
        close(page);
    }
    close(page);
}

static void write_contents(struct page *page, int depth)
{
    markup_open(&page->html, "nav");
    class(page, "contents");
    markup_attribute(&page->html, "aria-labelledby", TEXT(CONTENTS_ID));
    line(page);
    markup_open(&page->html, "h2");
    markup_attribute(&page->html, "id", TEXT(CONTENTS_ID));
    markup_text(&page->html, word(page, N_("Contents")));
    close(page);
    line(page);
    markup_open(&page->html, "ul");
    for (size_t i = 0; i < page->document->body.count; i++) {
        const struct block *block = page->document->body.items[i];
        if (block->kind != BLOCK_HEADING || block->heading.level > depth)
            continue;
        line(page);
        markup_open(&page->html, "li");
        markup_attribute(&page->html, "class", text_print(page->arena, "level-%d", block->heading.level));
        markup_open(&page->html, "a");
        markup_attribute(&page->html, "href", joined(page, "#", block->id, ""));
        markup_text(&page->html, words_runs(page->arena, page->checked, &block->heading.runs, TEXT(" ")));
        close(page);
        close(page);
    }
    close(page);
    close(page);
}

static void write_contact_link(struct page *page, const char *label, const char *scheme, struct text address)
{
    if (address.length == 0)
        return;
    line(page);
    markup_open(&page->html, "br");
    close(page);
    markup_text(&page->html, word(page, label));
    markup_text(&page->html, TEXT(" "));
    markup_open(&page->html, "a");
    markup_attribute(&page->html, "href", joined(page, scheme, address, ""));
    markup_text(&page->html, address);
    close(page);
}

static void write_contact(struct page *page, const struct contact *contact)
{
    markup_open(&page->html, "address");
    line(page);
    element(page, "strong", contact->name);
    for (size_t i = 0; i < contact->address.count; i++) {
        markup_open(&page->html, "br");
        close(page);
        markup_text(&page->html, contact->address.items[i]);
    }
    if (contact->telephone.length) {
        markup_open(&page->html, "br");
        close(page);
        markup_text(&page->html, word(page, N_("Telephone:")));
        markup_text(&page->html, TEXT(" "));
        markup_open(&page->html, "a");
        markup_attribute(&page->html, "href", words_dialled(page->arena, contact->telephone));
        markup_text(&page->html, contact->telephone);
        close(page);
    }
    write_contact_link(page, N_("Email:"), "mailto:", contact->email);
    write_contact_link(page, N_("Website:"), "", contact->web);
    close(page);
}

static void write_apart(struct page *page, const struct block *block)
{
    bool warning = block->kind == BLOCK_WARNING;
    markup_open(&page->html, "div");
    markup_attribute(&page->html, "class", warning ? TEXT("warning") : TEXT("inset"));
    if (warning) {
        line(page);
        markup_open(&page->html, "p");
        element(page, "strong", word(page, N_("Important")));
        close(page);
    }
    write_blocks(page, &block->blocks);
    close(page);
}

// What is copied must be what was written: nothing is bound, translated or broken but to the eye.
static void write_code(struct page *page, struct text text)
{
    bool prose = page->html.prose;
    page->html.prose = false;
    markup_open(&page->html, "pre");
    markup_attribute(&page->html, "translate", TEXT("no"));
    element(page, "code", text);
    close(page);
    page->html.prose = prose;
}

static void write_paragraph(struct page *page, const struct runs *runs)
{
    if (runs_are_code(runs)) {
        write_code(page, runs->items[0].text);
        return;
    }
    markup_open(&page->html, "p");
    write_runs(page, runs);
    close(page);
}

static void write_block(struct page *page, const struct block *block)
{
    line(page);
    switch (block->kind) {
    case BLOCK_HEADING: write_heading(page, block); break;
    case BLOCK_PARAGRAPH: write_paragraph(page, &block->runs); break;
    case BLOCK_LIST: write_list(page, &block->list); break;
    case BLOCK_TABLE: write_table(page, block); break;
    case BLOCK_CHART: write_chart(page, block); break;
    case BLOCK_CONTENTS: write_contents(page, block->contents_depth); break;
    case BLOCK_INSET:
    case BLOCK_WARNING: write_apart(page, block); break;
    case BLOCK_NOTE: write_note(page, block->id, &block->runs); break;
    case BLOCK_CONTACT: write_contact(page, &block->contact); break;
    case BLOCK_PAGE_BREAK:
        markup_open(&page->html, "div");
        class(page, "page-break");
        close(page);
        break;
    }
}

static void write_blocks(struct page *page, const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++)
        write_block(page, blocks->items[i]);
}

// ---- The page ----------------------------------------------------------------------------------------------

static void write_fact(struct page *page, const struct fact *fact)
{
    line(page);
    markup_open(&page->html, "div");
    element(page, "dt", word(page, fact->label));
    markup_open(&page->html, "dd");
    if (fact->is_key && page->document->language != LANGUAGE_ENGLISH)
        markup_attribute(&page->html, "lang", TEXT("en"));
    markup_text(&page->html, fact->text);
    close(page);
    close(page);
}

static void write_formats(struct page *page)
{
    line(page);
    markup_open(&page->html, "div");
    element(page, "dt", word(page, N_("Also available as")));
    markup_open(&page->html, "dd");
    markup_open(&page->html, "ul");
    for (size_t i = 0; i < page->document->formats.count; i++) {
        const struct document_format *format = &page->document->formats.items[i];
        size_t depth = page->html.depth;
        markup_open(&page->html, "li");
        if (format->link.length) {
            markup_open(&page->html, "a");
            markup_attribute(&page->html, "href", format->link);
        }
        markup_text(&page->html, format->name);
        while (page->html.depth > depth)
            close(page);
    }
    close(page);
    close(page);
    close(page);
}

static void write_title(struct page *page)
{
    const struct document *document = page->document;
    struct fact facts[FACTS_MOST];
    size_t count = words_facts(page->arena, document, facts);
    line(page);
    element(page, "h1", document->title);
    if (document->subtitle.length) {
        line(page);
        markup_open(&page->html, "p");
        class(page, "subtitle");
        markup_text(&page->html, document->subtitle);
        close(page);
    }
    line(page);
    markup_open(&page->html, "dl");
    class(page, "facts");
    for (size_t i = 0; i < count; i++)
        write_fact(page, &facts[i]);
    if (document->formats.count)
        write_formats(page);
    close(page);
}

static void write_imprint(struct page *page)
{
    struct fact facts[IMPRINT_MOST];
    size_t count = words_imprint(page->checked, facts);
    if (count == 0)
        return;
    line(page);
    markup_open(&page->html, "dl");
    class(page, "imprint");
    for (size_t i = 0; i < count; i++)
        write_fact(page, &facts[i]);
    close(page);
}

static void write_body(struct page *page)
{
    line(page);
    markup_open(&page->html, "body");
    html_page_masthead(&page->html, page->arena, page->document, html_page_kind(page->sheet));
    line(page);
    markup_open(&page->html, "main");
    markup_attribute(&page->html, "id", TEXT(HTML_PAGE_MAIN));
    write_title(page);
    write_blocks(page, &page->document->body);
    close(page);
    line(page);
    markup_open(&page->html, "footer");
    if (page->document->publisher.length) {
        markup_open(&page->html, "p");
        markup_text(&page->html, page->document->publisher);
        close(page);
    }
    markup_open(&page->html, "p");
    markup_text(&page->html, page->document->organisation);
    if (!page->document->is_page)
        markup_text(&page->html, text_print(page->arena, " · %.*s", TEXT_PRINT(page->document->identifier)));
    close(page);
    write_imprint(page);
    close(page);
    close(page);
}

void document_write_html(const struct checked_document *checked, enum sheet sheet, struct buffer *out)
{
    struct page page = {
        .arena = arena_new(), .checked = checked, .document = checked->document, .sheet = sheet};
    struct text title = text_print(page.arena, "%.*s – %.*s", TEXT_PRINT(page.document->title),
                                   TEXT_PRINT(page.document->organisation));
    html_page_start(&page.html, page.arena, page.document, out);
    html_page_head(&page.html, page.document, html_page_kind(sheet), title);
    write_body(&page);
    markup_end(&page.html);
    arena_free(page.arena);
}
