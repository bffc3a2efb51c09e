// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/epub.h"

#include <stdlib.h>

// ---- Parting -----------------------------------------------------------------------------------------------

static void add_target(struct epub *epub, struct text id)
{
    *ARRAY_APPEND(epub->arena, &epub->targets) = (struct epub_target){id, epub->sections.count - 1};
}

static void add_targets(struct epub *epub, const struct block *block)
{
    add_target(epub, block->id);
    if (block->kind == BLOCK_TABLE)
        for (size_t i = 0; i < block->table.notes.count; i++)
            add_target(epub, block->table.notes.items[i]->id);
}

static int compare_targets(const void *a, const void *b)
{
    return text_compare(((const struct epub_target *)a)->id, ((const struct epub_target *)b)->id);
}

static void begin_section(struct epub *epub, const struct block *heading, size_t first)
{
    struct text file = text_print(epub->arena, "section%zu.xhtml", epub->sections.count);
    *ARRAY_APPEND(epub->arena, &epub->sections) = (struct epub_section){
        .heading = heading, .first = first, .end = first, .file = heading ? file : TEXT("title.xhtml")};
}

void epub_part(struct epub *epub)
{
    const struct blocks *body = &epub->document->body;
    begin_section(epub, NULL, 0);
    for (size_t i = 0; i < body->count; i++) {
        const struct block *block = body->items[i];
        if (block->kind == BLOCK_HEADING && block->heading.level == 1)
            begin_section(epub, block, i);
        struct epub_section *section = &epub->sections.items[epub->sections.count - 1];
        section->end = i + 1;
        section->has_picture = section->has_picture || block->kind == BLOCK_CHART;
        add_targets(epub, block);
    }
    if (epub->targets.count)
        qsort(epub->targets.items, epub->targets.count, sizeof *epub->targets.items, compare_targets);
}

struct text epub_address(const struct epub *epub, struct text id)
{
    struct epub_target wanted = {.id = id};
    const struct epub_target *found = epub->targets.count
                                          ? bsearch(&wanted, epub->targets.items, epub->targets.count,
                                                    sizeof *epub->targets.items, compare_targets)
                                          : NULL;
    struct text file = found && found->section != epub->section ? epub->sections.items[found->section].file
                                                                : (struct text){0};
    return text_print(epub->arena, "%.*s#%.*s", TEXT_PRINT(file), TEXT_PRINT(id));
}

// ---- Markup ------------------------------------------------------------------------------------------------

void epub_line_open(struct epub *epub, const char *name)
{
    markup_line(&epub->xml);
    markup_open_element(&epub->xml, name);
}

void epub_attribute(struct epub *epub, const char *name, const char *value)
{
    markup_add_attribute(&epub->xml, name, text_from(value));
}

void epub_close(struct epub *epub)
{
    markup_close(&epub->xml);
}

void epub_element(struct epub *epub, const char *name, struct text text)
{
    markup_open_element(&epub->xml, name);
    markup_text(&epub->xml, text);
    epub_close(epub);
}

struct text epub_word(const struct epub *epub, const char *english)
{
    return message_word(epub->document->language, english);
}

void epub_language(struct epub *epub, enum language language)
{
    epub_attribute(epub, "lang", language_code(language));
    epub_attribute(epub, "xml:lang", language_code(language));
}

void epub_begin_page(struct epub *epub, struct text title, struct buffer *out)
{
    markup_start(&epub->xml, MARKUP_XML, out);
    epub->xml.prose = true;
    markup_open(&epub->xml, "html");
    epub_attribute(epub, "xmlns", "http://www.w3.org/1999/xhtml");
    epub_attribute(epub, "xmlns:epub", "http://www.idpf.org/2007/ops");
    epub_language(epub, epub->document->language);
    epub_line_open(epub, "head");
    epub_line_open(epub, "title");
    markup_text(&epub->xml, title);
    epub_close(epub);
    epub_line_open(epub, "link");
    epub_attribute(epub, "rel", "stylesheet");
    epub_attribute(epub, "type", "text/css");
    epub_attribute(epub, "href", EPUB_STYLE);
    epub_close(epub);
    epub_close(epub);
}

// ---- Lines of text -----------------------------------------------------------------------------------------

static void write_note_link(struct epub *epub, struct text id)
{
    struct text words = words_note(epub->arena, epub->checked, id);
    markup_text(&epub->xml, TEXT(" "));
    markup_open(&epub->xml, "a");
    epub_attribute(epub, "epub:type", "noteref");
    epub_attribute(epub, "role", "doc-noteref");
    markup_attribute(&epub->xml, "href", epub_address(epub, id));
    markup_text(&epub->xml, text_print(epub->arena, "[%.*s]", TEXT_PRINT(words)));
    epub_close(epub);
}

// What stands beside the report on the web is not in the book: its name stays, without a link that leads nowhere.
static void open_link(struct epub *epub, struct text link)
{
    bool inside = text_starts(link, TEXT("#"));
    if (link.length == 0 || (!inside && !memchr(link.bytes, ':', link.length)))
        return;
    markup_open(&epub->xml, "a");
    markup_attribute(&epub->xml, "href",
                     inside ? epub_address(epub, text_slice(link, 1, link.length)) : link);
}

static void write_run_text(struct epub *epub, const struct run *run)
{
    struct run shown = *run;
    shown.note = (struct text){0};
    if (run->expansion.length == 0 || run->redaction.length) {
        markup_text(&epub->xml, words_run(epub->arena, epub->checked, &shown));
        return;
    }
    markup_text(&epub->xml, run->expansion);
    markup_text(&epub->xml, TEXT(" ("));
    epub_element(epub, "abbr", run->text);
    markup_text(&epub->xml, TEXT(")"));
}

static void write_run(struct epub *epub, const struct run *run)
{
    size_t depth = epub->xml.depth;
    open_link(epub, run->link);
    if (run->foreign) {
        markup_open(&epub->xml, "span");
        epub_language(epub, run->language);
    }
    if (run->strong)
        markup_open(&epub->xml, "strong");
    if (run->redaction.length) {
        markup_open(&epub->xml, "span");
        epub_attribute(epub, "class", "redacted");
    }
    write_run_text(epub, run);
    while (epub->xml.depth > depth)
        epub_close(epub);
    if (run->note.length)
        write_note_link(epub, run->note);
}

void epub_runs(struct epub *epub, const struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        if (runs->items[i].new_line && i > 0) {
            markup_open(&epub->xml, "br");
            epub_close(epub);
        }
        write_run(epub, &runs->items[i]);
    }
}

void epub_words(struct epub *epub, const struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        const struct run *run = &runs->items[i];
        size_t depth = epub->xml.depth;
        if (run->new_line && i > 0)
            markup_text(&epub->xml, TEXT(" "));
        if (run->foreign) {
            markup_open(&epub->xml, "span");
            epub_language(epub, run->language);
        }
        markup_text(&epub->xml, words_run(epub->arena, epub->checked, run));
        while (epub->xml.depth > depth)
            epub_close(epub);
    }
}

// ---- Captions and notes ------------------------------------------------------------------------------------

void epub_caption(struct epub *epub, const char *element, struct text label, const struct runs *caption)
{
    epub_line_open(epub, element);
    markup_open(&epub->xml, "span");
    epub_attribute(epub, "class", "label");
    markup_text(&epub->xml, text_print(epub->arena, "%.*s: ", TEXT_PRINT(label)));
    epub_close(epub);
    epub_runs(epub, caption);
    epub_close(epub);
}

// A paragraph, not an <aside>, which some readers hide until its link is followed.
void epub_note(struct epub *epub, struct text id, const struct runs *runs)
{
    struct text words = words_note(epub->arena, epub->checked, id);
    epub_line_open(epub, "p");
    epub_attribute(epub, "class", "note");
    epub_attribute(epub, "epub:type", "footnote");
    epub_attribute(epub, "role", "doc-footnote");
    markup_attribute(&epub->xml, "id", id);
    markup_open(&epub->xml, "span");
    epub_attribute(epub, "class", "note-number");
    markup_text(&epub->xml, text_print(epub->arena, "[%.*s] ", TEXT_PRINT(words)));
    epub_close(epub);
    epub_runs(epub, runs);
    epub_close(epub);
}
