// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/chart.h"
#include "document/drawing_svg.h"
#include "document/epub.h"

// Points: for a screen in the hand.
#define FIGURE_WIDTH 288.0
#define FIGURE_TEXT_SIZE 12.0
#define CONTENTS_ID "contents:heading" // a colon cannot be in a block's id

static void write_blocks(struct epub *epub, const struct blocks *blocks);
static void write_block(struct epub *epub, const struct block *block);

static void open_class(struct epub *epub, const char *element, const char *class)
{
    epub_line_open(epub, element);
    epub_attribute(epub, "class", class);
}

static void write_paragraph(struct epub *epub, const char *class, struct text text)
{
    open_class(epub, "p", class);
    markup_text(&epub->xml, text);
    epub_close(epub);
}

// ---- Blocks ------------------------------------------------------------------------------------------------

static void write_heading(struct epub *epub, const struct block *block)
{
    static const char *const names[] = {"h2", "h3", "h4"};
    markup_open_element(&epub->xml, names[block->heading.level - 1]);
    markup_attribute(&epub->xml, "id", block->id);
    epub_runs(epub, &block->heading.runs);
    epub_close(epub);
}

static void write_list(struct epub *epub, const struct list *list)
{
    markup_open_element(&epub->xml, list->kind == LIST_NUMBERS ? "ol" : "ul");
    for (size_t i = 0; i < list->count; i++) {
        const struct blocks *item = list->items[i];
        epub_line_open(epub, "li");
        if (item->count == 1 && item->items[0]->kind == BLOCK_PARAGRAPH)
            epub_runs(epub, &item->items[0]->runs);
        else
            write_blocks(epub, item);
        epub_close(epub);
    }
    epub_close(epub);
}

static void write_chart(struct epub *epub, const struct block *block)
{
    struct buffer svg = {0};
    struct text label = words_chart(epub->arena, epub->checked, block);
    struct chart_style style = {FIGURE_WIDTH, FIGURE_TEXT_SIZE, chart_accent(epub->document)};
    drawing_svg(chart_draw(epub->arena, epub->checked, block, style), label, block->chart.alternative,
                block->id, &svg);
    markup_open(&epub->xml, "figure");
    markup_attribute(&epub->xml, "id", block->id);
    epub_caption(epub, "figcaption", label, &block->chart.caption);
    markup_line(&epub->xml);
    markup_fragment(&epub->xml, buffer_text(&svg));
    epub_close(epub);
    buffer_dispose(&svg);
}

static void write_entry(struct epub *epub, const struct block *block)
{
    epub_line_open(epub, "li");
    markup_attribute(&epub->xml, "class", text_print(epub->arena, "level-%d", block->heading.level));
    markup_open(&epub->xml, "a");
    markup_attribute(&epub->xml, "href", epub_address(epub, block->id));
    epub_words(epub, &block->heading.runs);
    epub_close(epub);
    epub_close(epub);
}

static void write_contents(struct epub *epub, int depth)
{
    bool any = false;
    markup_open(&epub->xml, "nav");
    epub_attribute(epub, "class", "contents");
    epub_attribute(epub, "aria-labelledby", CONTENTS_ID);
    epub_line_open(epub, "h2");
    epub_attribute(epub, "id", CONTENTS_ID);
    markup_text(&epub->xml, epub_word(epub, N_("Contents")));
    epub_close(epub);
    for (size_t i = 0; i < epub->document->body.count; i++) {
        const struct block *block = epub->document->body.items[i];
        if (block->kind != BLOCK_HEADING || block->heading.level > depth)
            continue;
        if (!any)
            epub_line_open(epub, "ul");
        any = true;
        write_entry(epub, block);
    }
    if (any)
        epub_close(epub);
    epub_close(epub);
}

static void write_break(struct epub *epub)
{
    markup_open(&epub->xml, "br");
    epub_close(epub);
}

static void write_contact_line(struct epub *epub, const char *label, struct text link, struct text words)
{
    if (words.length == 0)
        return;
    write_break(epub);
    markup_text(&epub->xml, epub_word(epub, label));
    markup_text(&epub->xml, TEXT(" "));
    markup_open(&epub->xml, "a");
    markup_attribute(&epub->xml, "href", link);
    markup_text(&epub->xml, words);
    epub_close(epub);
}

static void write_contact(struct epub *epub, const struct contact *contact)
{
    markup_open(&epub->xml, "address");
    epub_element(epub, "strong", contact->name);
    for (size_t i = 0; i < contact->address.count; i++) {
        write_break(epub);
        markup_text(&epub->xml, contact->address.items[i]);
    }
    write_contact_line(epub, N_("Telephone:"), words_dialled(epub->arena, contact->telephone),
                       contact->telephone);
    write_contact_line(epub, N_("Email:"), text_print(epub->arena, "mailto:%.*s", TEXT_PRINT(contact->email)),
                       contact->email);
    write_contact_line(epub, N_("Website:"), contact->web, contact->web);
    epub_close(epub);
}

static void write_apart(struct epub *epub, const struct block *block)
{
    bool warning = block->kind == BLOCK_WARNING;
    markup_open(&epub->xml, "div");
    epub_attribute(epub, "class", warning ? "warning" : "inset");
    if (warning) {
        open_class(epub, "p", "alarm");
        epub_element(epub, "strong", epub_word(epub, N_("Important")));
        epub_close(epub);
    }
    write_blocks(epub, &block->blocks);
    epub_close(epub);
}

static void write_break_hint(struct epub *epub)
{
    markup_open(&epub->xml, "div");
    epub_attribute(epub, "class", "page-break");
    epub_close(epub);
}

static void write_block(struct epub *epub, const struct block *block)
{
    markup_line(&epub->xml);
    switch (block->kind) {
    case BLOCK_HEADING: write_heading(epub, block); break;
    case BLOCK_PARAGRAPH:
        markup_open(&epub->xml, "p");
        epub_runs(epub, &block->runs);
        epub_close(epub);
        break;
    case BLOCK_LIST: write_list(epub, &block->list); break;
    case BLOCK_TABLE: epub_table(epub, block); break;
    case BLOCK_CHART: write_chart(epub, block); break;
    case BLOCK_CONTENTS: write_contents(epub, block->contents_depth); break;
    case BLOCK_INSET:
    case BLOCK_WARNING: write_apart(epub, block); break;
    case BLOCK_NOTE: epub_note(epub, block->id, &block->runs); break;
    case BLOCK_CONTACT: write_contact(epub, &block->contact); break;
    case BLOCK_PAGE_BREAK: write_break_hint(epub); break;
    }
}

static void write_blocks(struct epub *epub, const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++)
        write_block(epub, blocks->items[i]);
}

// ---- What stands before and behind the body ----------------------------------------------------------------

// A book has no pages of its own: the marks stand at the head of every file, which begins a page.
static void write_marks(struct epub *epub)
{
    const struct document *document = epub->document;
    if (document->marking.length == 0 && document->draft.length == 0)
        return;
    open_class(epub, "div", "marks");
    if (document->marking.length)
        write_paragraph(epub, "marking", document->marking);
    if (document->draft.length)
        write_paragraph(epub, "draft", document->draft);
    epub_close(epub);
}

static void write_logo(struct epub *epub)
{
    if (epub->document->identity.logo.length == 0)
        return;
    open_class(epub, "p", "logo");
    markup_open(&epub->xml, "img");
    epub_attribute(epub, "src", EPUB_LOGO);
    markup_attribute(&epub->xml, "alt", epub->document->identity.logo_alternative);
    epub_close(epub);
    epub_close(epub);
}

static void write_facts(struct epub *epub, const char *class, const struct fact *facts, size_t count)
{
    if (count == 0)
        return;
    open_class(epub, "dl", class);
    for (size_t i = 0; i < count; i++) {
        epub_line_open(epub, "dt");
        markup_text(&epub->xml, epub_word(epub, facts[i].label));
        epub_close(epub);
        epub_element(epub, "dd", facts[i].text);
    }
    epub_close(epub);
}

static void write_title(struct epub *epub)
{
    const struct document *document = epub->document;
    struct fact facts[FACTS_MOST];
    size_t count = words_facts(epub->arena, document, facts);
    epub_line_open(epub, "header");
    write_logo(epub);
    write_paragraph(epub, "organisation", document->organisation);
    epub_line_open(epub, "h1");
    markup_text(&epub->xml, document->title);
    epub_close(epub);
    if (document->subtitle.length)
        write_paragraph(epub, "subtitle", document->subtitle);
    write_facts(epub, "facts", facts, count);
    epub_close(epub);
}

static void write_end(struct epub *epub)
{
    const struct document *document = epub->document;
    struct fact facts[IMPRINT_MOST];
    size_t count = words_imprint(epub->checked, facts);
    epub_line_open(epub, "footer");
    if (document->publisher.length)
        write_paragraph(epub, "publisher", document->publisher);
    write_paragraph(epub, "publisher",
                    text_print(epub->arena, "%.*s · %.*s", TEXT_PRINT(document->organisation),
                               TEXT_PRINT(document->identifier)));
    write_facts(epub, "imprint", facts, count);
    epub_close(epub);
}

// ---- The page ----------------------------------------------------------------------------------------------

static struct text page_title(struct epub *epub, const struct epub_section *section)
{
    struct text title = epub->document->title;
    if (!section->heading)
        return title;
    struct text heading = words_runs(epub->arena, epub->checked, &section->heading->heading.runs, TEXT(" "));
    return text_print(epub->arena, "%.*s – %.*s", TEXT_PRINT(heading), TEXT_PRINT(title));
}

static void open_chapter(struct epub *epub, const struct block *heading)
{
    epub_line_open(epub, "section");
    epub_attribute(epub, "epub:type", "chapter");
    epub_attribute(epub, "role", "doc-chapter");
    markup_attribute(&epub->xml, "aria-labelledby", heading->id);
}

void epub_section(struct epub *epub, size_t index, struct buffer *out)
{
    const struct epub_section *section = &epub->sections.items[index];
    epub->section = index;
    epub_begin_page(epub, page_title(epub, section), out);
    epub_line_open(epub, "body");
    write_marks(epub);
    if (section->heading)
        open_chapter(epub, section->heading);
    else
        write_title(epub);
    for (size_t i = section->first; i < section->end; i++)
        write_block(epub, epub->document->body.items[i]);
    if (section->heading)
        epub_close(epub);
    if (index + 1 == epub->sections.count)
        write_end(epub);
    markup_end(&epub->xml);
}
