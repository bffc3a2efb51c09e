// SPDX-License-Identifier: GPL-3.0-or-later
// PDF/UA-1 (ISO 14289-1): pages that are laid out and tagged as they are written. docs/pdf.md describes them.
#include "document/pdf_writer.h"

#include "document/words.h"

static void write_blocks(struct pdf *pdf, struct pdf_element *parent, const struct blocks *blocks);

// ---- Headings and lines ------------------------------------------------------------------------------------

static void place_heading(struct pdf *pdf, struct pdf_spans *spans, int level, struct text id)
{
    enum { RULE_THICKNESS = 2, RULE_SPACE = 9 };
    static const unsigned costs[PDF_HEADINGS] = {PAGE_AT_SECTION, PAGE_AT_HEADING, PAGE_AT_BLOCK};
    const struct pdf_style *style = pdf->style;
    struct pdf_text text = pdf_set(spans, style->headings[level - 1], pdf_width(pdf));
    pdf_space(pdf, style->paragraph * (level == 1 ? 4 : 2.2 - 0.3 * level));
    bool begins = pdf_part(pdf, costs[level - 1]);
    if (level == 1 && !begins) // in the space above it
        pdf_rule(&pdf->pages, pdf->pages.artifact, pdf->left, pdf->y - RULE_SPACE,
                 pdf->pages.width - pdf->left, RULE_THICKNESS, COLOUR_INK);
    pdf_destination(pdf, id, pdf->y);
    pdf_place_whole(pdf, &text, pdf->left, PAGE_INSIDE);
    pdf_space(pdf, style->paragraph * (level == 1 ? 0.9 : 0.5));
    pdf_hold(pdf, PAGE_INSIDE);
}

static void write_heading(struct pdf *pdf, struct pdf_element *parent, const struct block *block)
{
    static const char *const types[] = {"H2", "H3", "H4"};
    struct pdf_element *element = pdf_element(pdf, parent, types[block->heading.level - 1]);
    struct pdf_spans spans = pdf_spans_of(pdf, element, FACE_BOLD, COLOUR_INK);
    pdf_add_runs(&spans, &block->heading.runs);
    place_heading(pdf, &spans, block->heading.level, block->id);
    *ARRAY_APPEND(pdf->arena, &pdf->headings) = block;
}

static void place_runs(struct pdf *pdf, struct pdf_element *element, const struct runs *runs, unsigned cost)
{
    struct pdf_spans spans = pdf_spans_of(pdf, element, FACE_REGULAR, COLOUR_INK);
    pdf_add_runs(&spans, runs);
    struct pdf_text text = pdf_set(&spans, pdf->style->body, pdf_width(pdf));
    pdf_place(pdf, &text, pdf->left, cost);
}

static void write_paragraph(struct pdf *pdf, struct pdf_element *parent, const struct block *block)
{
    pdf_space(pdf, 0);
    place_runs(pdf, pdf_element(pdf, parent, "P"), &block->runs, PAGE_AT_BLOCK);
    pdf_space(pdf, pdf->style->paragraph);
}

void pdf_write_note(struct pdf *pdf, struct pdf_element *parent, struct text id, const struct runs *runs,
                    unsigned cost)
{
    struct pdf_element *note = pdf_element(pdf, parent, "Note");
    note->id = id;
    note->block = true;
    struct pdf_spans spans = pdf_spans_of(pdf, pdf_element(pdf, note, "Lbl"), FACE_BOLD, COLOUR_SOFT);
    pdf_add_text(&spans,
                 text_print(pdf->arena, "[%.*s] ", TEXT_PRINT(words_note(pdf->arena, pdf->checked, id))));
    spans.ink.element = note;
    spans.face = FACE_REGULAR;
    pdf_add_runs(&spans, runs);
    struct pdf_text text = pdf_set(&spans, pdf->style->small, pdf_width(pdf));
    pdf_space(pdf, 0.5 * pdf->style->paragraph);
    pdf_part(pdf, cost);
    pdf_destination(pdf, id, pdf->y);
    pdf_place(pdf, &text, pdf->left, PAGE_INSIDE);
    pdf_space(pdf, 0.5 * pdf->style->paragraph);
}

// ---- Lists -------------------------------------------------------------------------------------------------

static struct pdf_text label_of(struct pdf *pdf, struct pdf_element *item, const struct list *list,
                                size_t index)
{
    struct text label = TEXT("• ");
    if (list->kind == LIST_NUMBERS)
        label = text_print(pdf->arena, "%zu. ", index + 1);
    return pdf_set_text(pdf, pdf_element(pdf, item, "Lbl"), label, pdf->style->body, FACE_REGULAR, COLOUR_INK,
                        0);
}

// Room for the widest label of the list.
static double indent_of(const struct pdf *pdf, const struct list *list)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%zu. ", list->count);
    double word, width = font_width(typesetter_font(pdf->typesetter, FACE_REGULAR), pdf->style->body.size,
                                    (struct text){digits, (size_t)length}, &word);
    return list->kind == LIST_NUMBERS && width > pdf->style->indent ? width : pdf->style->indent;
}

static void write_item(struct pdf *pdf, struct pdf_element *parent, const struct list *list, size_t index)
{
    struct pdf_element *item = pdf_element(pdf, parent, "LI");
    struct pdf_label label = {.text = label_of(pdf, item, list, index), .x = pdf->left};
    struct pdf_element *content = pdf_element(pdf, item, "LBody");
    const struct blocks *blocks = list->items[index];
    double indent = indent_of(pdf, list);
    *ARRAY_APPEND(pdf->arena, &pdf->labels) = label;
    pdf->left += indent;
    pdf_hold(pdf, index == 0                               ? PAGE_AT_BLOCK
                  : index == 1 || index + 1 == list->count ? PAGE_AT_NEIGHBOUR
                                                           : PAGE_AT_ITEM);
    if (blocks->count == 1 && blocks->items[0]->kind == BLOCK_PARAGRAPH)
        place_runs(pdf, content, &blocks->items[0]->runs, PAGE_AT_BLOCK);
    else
        write_blocks(pdf, content, blocks);
    pdf->left -= indent;
    pdf->gap = 0;
    pdf_space(pdf, 0.45 * pdf->style->paragraph);
}

static void write_list(struct pdf *pdf, struct pdf_element *parent, const struct list *list)
{
    struct pdf_element *element = pdf_element(pdf, parent, "L");
    element->is_list = true;
    element->numbered = list->kind == LIST_NUMBERS;
    for (size_t i = 0; i < list->count; i++)
        write_item(pdf, element, list, i);
    pdf_space(pdf, pdf->style->paragraph);
}

// ---- Contents ----------------------------------------------------------------------------------------------

static struct pdf_element *line_of_contents(struct pdf *pdf, struct pdf_element *contents,
                                            const struct block *block, struct text words, unsigned cost)
{
    struct pdf_element *item = pdf_element(pdf, contents, "TOCI");
    struct pdf_element *link = pdf_element(pdf, pdf_element(pdf, item, "Reference"), "Link");
    bool large = pdf->style->large;
    struct pdf_spans spans = pdf_spans_of(
        pdf, link, block->heading.level == 1 || large ? FACE_BOLD : FACE_REGULAR, COLOUR_LINK);
    spans.ink.link = pdf_link_new(pdf, link, text_print(pdf->arena, "#%.*s", TEXT_PRINT(block->id)), words);
    pdf_add_text(&spans, words);
    double indent = (block->heading.level - 1) * pdf->style->indent, number = 3.2 * pdf->style->body.size;
    pdf->left += indent;
    struct pdf_text text = pdf_set(&spans, pdf->style->body, pdf_width(pdf) - number);
    pdf_place_whole(pdf, &text, pdf->left, cost);
    const struct text_line *last = &text.layout->lines.items[text.layout->lines.count - 1];
    double y = pdf->y - text.leading + pdf_ascent(&text);
    pdf_dots(&pdf->pages, pdf->pages.artifact, pdf->left + last->width + 6, y - 1,
             pdf->right - pdf->style->body.size * 2, 0.9, COLOUR_LINE);
    struct pdf_element *shown = pdf_element(pdf, link, "Span");
    pdf_mark(&pdf->pages, shown);
    *ARRAY_APPEND(pdf->arena,
                  &pdf->contents) = (struct pdf_contents_line){.id = block->id,
                                                               .element = shown,
                                                               .page = pdf_page_count(&pdf->pages) - 1,
                                                               .insertion = pdf_insertion(&pdf->pages),
                                                               .y = y};
    pdf_unmark(&pdf->pages);
    pdf->left -= indent;
    pdf_space(pdf, 0.2 * pdf->style->paragraph);
    return item;
}

static bool is_listed(const struct block *block, int depth)
{
    return block->kind == BLOCK_HEADING && block->heading.level <= depth;
}

static size_t count_listed(const struct blocks *blocks, int depth)
{
    size_t count = 0;
    for (size_t i = 0; i < blocks->count; i++)
        count += is_listed(blocks->items[i], depth);
    return count;
}

static void write_lines_of_contents(struct pdf *pdf, struct pdf_element *contents, int depth)
{
    struct pdf_element *open[PDF_HEADINGS + 1] = {contents};
    size_t count = count_listed(&pdf->document->body, depth), line = 0;
    for (size_t i = 0; i < pdf->document->body.count; i++) {
        const struct block *block = pdf->document->body.items[i];
        if (!is_listed(block, depth))
            continue;
        bool alone = line == 1 || line + 1 == count;
        int level = block->heading.level; // levels are not skipped
        line_of_contents(pdf, open[level - 1], block,
                         words_runs(pdf->arena, pdf->checked, &block->heading.runs, TEXT(" ")),
                         alone ? PAGE_LEAVES_ONE : PAGE_IN_SMALL);
        open[level] = pdf_element(pdf, open[level - 1], "TOC");
        line++;
    }
}

static void write_contents(struct pdf *pdf, struct pdf_element *parent, int depth)
{
    struct pdf_spans heading = pdf_spans_of(pdf, pdf_element(pdf, parent, "H2"), FACE_BOLD, COLOUR_INK);
    pdf_add_text(&heading, pdf_word(pdf, N_("Contents")));
    struct pdf_text text = pdf_set(&heading, pdf->style->headings[1], pdf_width(pdf));
    pdf_space(pdf, 1.5 * pdf->style->paragraph);
    pdf_place_whole(pdf, &text, pdf->left, PAGE_AT_SECTION);
    pdf_space(pdf, 0.5 * pdf->style->paragraph);
    pdf_hold(pdf, PAGE_INSIDE);
    write_lines_of_contents(pdf, pdf_element(pdf, parent, "TOC"), depth);
    pdf_space(pdf, 2 * pdf->style->paragraph);
}

// Written when the pages of all headings are known.
static void fill_contents(struct pdf *pdf)
{
    for (size_t i = 0; i < pdf->contents.count; i++) {
        const struct pdf_contents_line *line = &pdf->contents.items[i];
        const struct pdf_destination *target = pdf_destination_find(pdf, line->id);
        size_t number = target ? target->page + 1 : 1;
        struct pdf_text text = pdf_set_text(pdf, line->element, text_print(pdf->arena, " %zu", number),
                                            pdf->style->body, FACE_REGULAR, COLOUR_INK, 0);
        pdf_fill_line(&pdf->pages, line->page, line->insertion, text.layout, text.inks,
                      pdf->right - text.layout->width, line->y);
    }
}

// ---- Other blocks ------------------------------------------------------------------------------------------

static void add_contact_link(struct pdf_spans *spans, const char *label, const char *scheme,
                             struct text address, struct text shown)
{
    if (shown.length == 0)
        return;
    struct pdf *pdf = spans->pdf;
    struct runs runs = {.arena = pdf->arena};
    run_add(&runs, pdf_word(pdf, label))->new_line = true;
    run_add(&runs, TEXT(" "));
    run_link(&runs, shown, text_print(pdf->arena, "%s%.*s", scheme, TEXT_PRINT(address)));
    pdf_add_text(spans, TEXT(" \xE2\x80\xA8"));
    pdf_add_runs(spans, &runs);
}

static void write_contact(struct pdf *pdf, struct pdf_element *parent, const struct contact *contact)
{
    struct pdf_spans spans = pdf_spans_of(pdf, pdf_element(pdf, parent, "P"), FACE_BOLD, COLOUR_INK);
    pdf_add_text(&spans, contact->name);
    spans.face = FACE_REGULAR;
    for (size_t i = 0; i < contact->address.count; i++) {
        pdf_add_text(&spans, TEXT(" \xE2\x80\xA8"));
        pdf_add_text(&spans, contact->address.items[i]);
    }
    add_contact_link(&spans, N_("Telephone:"), "", words_dialled(pdf->arena, contact->telephone),
                     contact->telephone);
    add_contact_link(&spans, N_("Email:"), "mailto:", contact->email, contact->email);
    add_contact_link(&spans, N_("Website:"), "", contact->web, contact->web);
    struct pdf_text text = pdf_set(&spans, pdf->style->body, pdf_width(pdf));
    pdf_space(pdf, pdf->style->paragraph);
    pdf_place_whole(pdf, &text, pdf->left, PAGE_AT_BLOCK);
    pdf_space(pdf, pdf->style->paragraph);
}

static void write_apart(struct pdf *pdf, struct pdf_element *parent, const struct block *block)
{
    bool warning = block->kind == BLOCK_WARNING;
    struct pdf_element *element = pdf_element(pdf, parent, "Div");
    pdf_space(pdf, 1.2 * pdf->style->paragraph);
    pdf_panel_begin(pdf, warning ? COLOUR_ALARM : COLOUR_LINK, warning ? COLOUR_ALARM_GROUND : COLOUR_PANEL);
    if (warning) {
        struct pdf_text text = pdf_set_text(pdf, pdf_element(pdf, element, "P"),
                                            pdf_word(pdf, N_("Important")), pdf->style->body, FACE_BOLD,
                                            COLOUR_ALARM, pdf_width(pdf));
        pdf_place_whole(pdf, &text, pdf->left, PAGE_INSIDE);
        pdf_space(pdf, 0.4 * pdf->style->paragraph);
        pdf_hold(pdf, PAGE_INSIDE);
    }
    write_blocks(pdf, element, &block->blocks);
    pdf_panel_end(pdf);
    pdf_space(pdf, 1.4 * pdf->style->paragraph);
}

static void write_block(struct pdf *pdf, struct pdf_element *parent, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING: write_heading(pdf, parent, block); break;
    case BLOCK_PARAGRAPH: write_paragraph(pdf, parent, block); break;
    case BLOCK_LIST: write_list(pdf, parent, &block->list); break;
    case BLOCK_TABLE: pdf_write_table(pdf, parent, block); break;
    case BLOCK_CHART: pdf_write_chart(pdf, parent, block); break;
    case BLOCK_CONTENTS: write_contents(pdf, parent, block->contents_depth); break;
    case BLOCK_INSET:
    case BLOCK_WARNING: write_apart(pdf, parent, block); break;
    case BLOCK_NOTE: pdf_write_note(pdf, parent, block->id, &block->runs, PAGE_AT_ITEM); break;
    case BLOCK_CONTACT: write_contact(pdf, parent, &block->contact); break;
    case BLOCK_PAGE_BREAK: pdf_force_page(pdf); break;
    }
}

// What a paragraph leads to stays with it: for certain where it introduces it, else if that costs no more than some room. Its parts
// begin with `first`.
static void hold_lead(struct pdf *pdf, const struct blocks *blocks, size_t index, size_t first)
{
    enum block_kind next = index + 1 < blocks->count ? blocks->items[index + 1]->kind : BLOCK_PARAGRAPH;
    bool introduces = blocks_introduces(blocks, index);
    if (blocks->items[index]->kind != BLOCK_PARAGRAPH ||
        (!introduces && next != BLOCK_TABLE && next != BLOCK_CHART))
        return;
    pdf_keep(pdf, first, PAGE_IN_SMALL);
    pdf_hold(pdf, introduces ? PAGE_AFTER_LEAD : PAGE_IN_SMALL);
}

static void write_blocks(struct pdf *pdf, struct pdf_element *parent, const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        size_t first = pdf_parts_count(pdf);
        write_block(pdf, parent, blocks->items[i]);
        hold_lead(pdf, blocks, i, first);
    }
}

// ---- The document ------------------------------------------------------------------------------------------

static bool lay_out(struct pdf *pdf, struct problems *problems)
{
    pdf_prepare_pages(pdf);
    pdf_start_page(pdf);
    if (!pdf_write_front(pdf, problems))
        return false;
    write_blocks(pdf, pdf->structure.root, &pdf->document->body);
    pdf_write_back(pdf);
    return true;
}

static void choose_pages(struct pdf *pdf)
{
    struct page_part *parts = pdf->parts.parts.items;
    size_t count = pdf->parts.parts.count;
    if (count == 0)
        return;
    parts[count - 1].to = pdf->y;
    page_breaks_choose(pdf->arena, parts, count, pdf->bottom - parts[0].from, pdf_room(pdf));
}

static void start(struct pdf *pdf, const struct checked_document *checked, enum sheet sheet,
                  struct typesetter *typesetter, struct arena *arena)
{
    enum { PAGE_WIDTH = 595, PAGE_HEIGHT = 842 }; // A4
    *pdf = (struct pdf){.arena = arena,
                        .checked = checked,
                        .document = checked->document,
                        .style = pdf_style_of(sheet),
                        .typesetter = typesetter,
                        .accent = COLOUR_ACCENT};
    if (pdf->document->identity.has_accent)
        pdf->accent = pdf->document->identity.accent;
    pdf_structure_init(&pdf->structure, arena);
    pdf_objects_init(&pdf->objects, arena);
    pdf->pages = (struct pdf_pages){.structure = &pdf->structure,
                                    .objects = &pdf->objects,
                                    .typesetter = typesetter,
                                    .width = PAGE_WIDTH,
                                    .height = PAGE_HEIGHT};
    pdf_pages_init(&pdf->pages, arena);
    text_map_init(&pdf->places, arena);
}

static void clear(struct pdf *pdf)
{
    pdf_pages_dispose(&pdf->pages);
    pdf_objects_dispose(&pdf->objects);
}

static void finish(struct pdf *pdf)
{
    clear(pdf);
    typesetter_close(pdf->typesetter);
    arena_free(pdf->arena);
}

// To be finished whether it is good or not.
static bool make(struct pdf *pdf, const struct checked_document *checked, enum sheet sheet,
                 struct problems *problems)
{
    struct typesetter *typesetter = NULL;
    struct arena *arena = arena_new();
    bool good = typesetter_open(&typesetter, problems);
    start(pdf, checked, sheet, typesetter, arena);
    pdf->parts.measuring = true;
    if (!good || !lay_out(pdf, problems))
        return false;
    choose_pages(pdf);
    struct pdf_parts parts = pdf->parts;
    parts.measuring = false;
    clear(pdf);
    start(pdf, checked, sheet, typesetter, arena);
    pdf->parts = parts;
    if (!lay_out(pdf, problems))
        return false;
    fill_contents(pdf);
    pdf_finish_pages(pdf);
    return true;
}

bool document_write_pdf(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                        struct problems *problems)
{
    struct pdf pdf;
    bool good = make(&pdf, checked, sheet, problems) && pdf_write_file(&pdf, out, problems);
    finish(&pdf);
    return good;
}

bool document_describe_pdf(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                           struct problems *problems)
{
    struct pdf pdf;
    bool good = make(&pdf, checked, sheet, problems);
    if (good) {
        buffer_print(out, "pages: %zu\n", pdf_page_count(&pdf.pages));
        pdf_structure_print(&pdf.structure, out);
    }
    finish(&pdf);
    return good;
}
