// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/writers.h"

#include "document/markdown_text.h"
#include "document/words.h"

struct walk {
    struct buffer *out;
    struct arena *arena;
    const struct checked_document *checked;
    const struct document *document;
    size_t indent; // of what stands in a list
    bool quoted;   // in an inset or a warning
    struct markdown_place place;
};

static struct text word(const struct walk *walk, const char *english)
{
    return message_word(walk->document->language, english);
}

static void raw(struct walk *walk, struct text markup)
{
    buffer_add(walk->out, markup);
}

static void new_line(struct walk *walk)
{
    raw(walk, TEXT("\n"));
    if (walk->quoted)
        raw(walk, TEXT("> "));
    for (size_t i = 0; i < walk->indent; i++)
        raw(walk, TEXT(" "));
}

// What is added next is the content of a line, or of a cell or a heading, where blocks do not begin.
static void begin_line(struct walk *walk)
{
    walk->place = (struct markdown_place){.line = walk->out->length, .next = '\n'};
}

static void begin_cell(struct walk *walk)
{
    walk->place = (struct markdown_place){.in_cell = true, .next = ' '};
}

static void add_text(struct walk *walk, struct text text)
{
    markdown_add_text(walk->out, text, &walk->place);
}

// Within markup of the writer's own, of which a character follows.
static void add_text_before(struct walk *walk, struct text text, char next)
{
    struct markdown_place place = walk->place;
    place.next = next;
    place.in_link = next == ']';
    markdown_add_text(walk->out, text, &place);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

// ---- Lines of text -----------------------------------------------------------------------------------------

static bool is_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80);
}

static bool after_blank(const struct walk *walk)
{
    return walk->out->length == 0 || strchr(" \n", walk->out->bytes[walk->out->length - 1]);
}

// Emphasis must not begin or end with a blank, and "**" between punctuation and a word is not always emphasis: then a
// tag is. `alone`: nothing but a blank stands before and behind.
static void add_strong(struct walk *walk, struct text text, bool alone)
{
    struct text inner = text_trim(text);
    size_t before = (size_t)(inner.bytes - text.bytes);
    raw(walk, text_slice(text, 0, before));
    if (inner.length == 0)
        return;
    bool stars = alone || (after_blank(walk) && is_letter_or_digit(inner.bytes[0]) &&
                           is_letter_or_digit(inner.bytes[inner.length - 1]));
    raw(walk, stars ? TEXT("**") : TEXT("<strong>"));
    add_text_before(walk, inner, stars ? '*' : '<');
    raw(walk, stars ? TEXT("**") : TEXT("</strong>"));
    raw(walk, text_slice(text, before + inner.length, text.length));
}

// What stands behind the run, which the meaning of its last character depends on.
static char first_of_next(struct walk *walk, const struct runs *runs, size_t i)
{
    if (runs->items[i].note.length)
        return ' ';
    if (i + 1 == runs->count || runs->items[i + 1].new_line)
        return walk->place.next;
    const struct run *next = &runs->items[i + 1];
    if (next->link.length)
        return '[';
    if (next->strong)
        return '\0';
    struct text words = words_run(walk->arena, walk->checked, next);
    return words.length ? words.bytes[0] : '\0';
}

static void add_run(struct walk *walk, const struct run *run, char next)
{
    struct run shown = *run;
    shown.note = (struct text){0};
    struct text words = words_run(walk->arena, walk->checked, &shown);
    if (run->link.length)
        raw(walk, TEXT("["));
    if (run->strong)
        add_strong(walk, words, false);
    else
        add_text_before(walk, words, run->link.length ? ']' : next);
    if (run->link.length) {
        raw(walk, TEXT("]("));
        markdown_add_address(walk->out, run->link);
        raw(walk, TEXT(")"));
    }
    if (run->note.length) {
        struct text note = words_note(walk->arena, walk->checked, run->note);
        buffer_print(walk->out, " [\\[%.*s\\]](<#%.*s>)", TEXT_PRINT(note), TEXT_PRINT(run->note));
    }
}

static void add_runs(struct walk *walk, const struct runs *runs, struct text line_break)
{
    for (size_t i = 0; i < runs->count; i++) {
        if (runs->items[i].new_line && i > 0) {
            raw(walk, line_break);
            if (text_ends(line_break, TEXT("\\"))) {
                new_line(walk);
                begin_line(walk);
            }
        }
        add_run(walk, &runs->items[i], first_of_next(walk, runs, i));
    }
}

static void add_line(struct walk *walk, const struct runs *runs)
{
    begin_line(walk);
    add_runs(walk, runs, TEXT("\\"));
}

// A place that links lead to. Ids need no escaping: document_check knows their letters.
static void add_anchor(struct walk *walk, struct text id)
{
    raw(walk, TEXT("<a id=\""));
    raw(walk, id);
    raw(walk, TEXT("\"></a>"));
}

// ---- Tables ------------------------------------------------------------------------------------------------

static void add_column_headings(struct walk *walk, const struct table *table)
{
    new_line(walk);
    for (size_t i = 0; i < table->columns.count; i++) {
        raw(walk, TEXT("| "));
        begin_cell(walk);
        add_text(walk, words_column(walk->arena, &table->columns.items[i]));
        raw(walk, TEXT(" "));
    }
    raw(walk, TEXT("|"));
    new_line(walk);
    for (size_t i = 0; i < table->columns.count; i++) {
        enum column_kind kind = table->columns.items[i].kind;
        raw(walk, column_kind_is_number(kind) ? TEXT("| ---: ") : TEXT("| --- "));
    }
    raw(walk, TEXT("|"));
}

static void add_row(struct walk *walk, const struct table *table, const struct body_row *row)
{
    new_line(walk);
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct cell *cell = &row->cells[i];
        raw(walk, TEXT("| "));
        begin_cell(walk);
        if (cell->kind == CONTENT_RUNS && !row->total)
            add_runs(walk, &cell->runs, TEXT("<br>"));
        else if (row->total)
            add_strong(walk, words_cell(walk->arena, walk->checked, cell, TEXT(" ")), true);
        else
            add_text(walk, words_cell(walk->arena, walk->checked, cell, TEXT(" ")));
        raw(walk, TEXT(" "));
    }
    raw(walk, TEXT("|"));
}

// Markdown's tables have one head and no groups: each group is a table under its own heading.
static void add_table_body(struct walk *walk, const struct table *table)
{
    size_t parts = table_part_count(table);
    bool with_headings = true;
    for (size_t i = 0; i < parts; i++) {
        struct table_part part = table_part(table, i);
        if (part.heading.length) {
            new_line(walk);
            begin_line(walk);
            add_strong(walk, part.heading, true);
            new_line(walk);
            with_headings = true;
        }
        if (with_headings)
            add_column_headings(walk, table);
        with_headings = false;
        for (size_t row = part.first; row < part.first + part.count; row++)
            add_row(walk, table, &table->rows.items[row]);
        if (i + 1 < parts && table_part(table, i + 1).heading.length)
            new_line(walk);
    }
}

static void add_note(struct walk *walk, struct text id, const struct runs *runs)
{
    new_line(walk);
    add_anchor(walk, id);
    buffer_print(walk->out, "\\[%.*s\\] ", TEXT_PRINT(words_note(walk->arena, walk->checked, id)));
    add_line(walk, runs);
    new_line(walk);
}

static void add_table(struct walk *walk, const struct block *block)
{
    const struct table *table = &block->table;
    new_line(walk);
    add_anchor(walk, block->id);
    buffer_print(walk->out, "**%.*s:** ", TEXT_PRINT(words_table(walk->arena, walk->checked, block)));
    add_line(walk, &table->caption);
    new_line(walk);
    add_table_body(walk, table);
    new_line(walk);
    for (size_t i = 0; i < table->notes.count; i++)
        add_note(walk, table->notes.items[i]->id, &table->notes.items[i]->runs);
    if (table->source.count) {
        new_line(walk);
        raw(walk, word(walk, N_("Source:")));
        raw(walk, TEXT(" "));
        add_line(walk, &table->source);
        new_line(walk);
    }
}

// ---- Charts ------------------------------------------------------------------------------------------------

// Markdown has no pictures of its own: what is to be seen, in words.
static void add_chart(struct walk *walk, const struct block *block)
{
    new_line(walk);
    add_anchor(walk, block->id);
    buffer_print(walk->out, "**%.*s:** ", TEXT_PRINT(words_chart(walk->arena, walk->checked, block)));
    add_line(walk, &block->chart.caption);
    new_line(walk);
    new_line(walk);
    begin_line(walk);
    add_text(walk, block->chart.alternative);
    new_line(walk);
}

// ---- Other blocks ------------------------------------------------------------------------------------------

static void add_blocks(struct walk *walk, const struct blocks *blocks);

static void add_list(struct walk *walk, const struct list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct text mark = list->kind == LIST_NUMBERS ? text_print(walk->arena, "%zu. ", i + 1) : TEXT("- ");
        const struct blocks *item = list->items[i];
        new_line(walk);
        raw(walk, mark);
        walk->indent += mark.length;
        bool first_is_line = item->items[0]->kind == BLOCK_PARAGRAPH;
        if (first_is_line)
            add_line(walk, &item->items[0]->runs);
        struct blocks rest = {.items = item->items + first_is_line, .count = item->count - first_is_line};
        if (rest.count) {
            new_line(walk);
            add_blocks(walk, &rest);
        }
        walk->indent -= mark.length;
    }
    new_line(walk);
}

static void add_contents(struct walk *walk, int depth)
{
    new_line(walk);
    buffer_print(walk->out, "**%.*s**", TEXT_PRINT(word(walk, N_("Contents"))));
    new_line(walk);
    for (size_t i = 0; i < walk->document->body.count; i++) {
        const struct block *block = walk->document->body.items[i];
        if (block->kind != BLOCK_HEADING || block->heading.level > depth)
            continue;
        new_line(walk);
        buffer_print(walk->out, "%*s- [", 2 * (block->heading.level - 1), "");
        add_text_before(walk, words_runs(walk->arena, walk->checked, &block->heading.runs, TEXT(" ")), ']');
        buffer_print(walk->out, "](<#%.*s>)", TEXT_PRINT(block->id));
    }
    new_line(walk);
}

static void add_contact_line(struct walk *walk, const char *label, struct text text)
{
    if (text.length == 0)
        return;
    raw(walk, TEXT("\\"));
    new_line(walk);
    begin_line(walk);
    if (label) {
        raw(walk, word(walk, label));
        raw(walk, TEXT(" "));
    }
    add_text(walk, text);
}

static void add_contact(struct walk *walk, const struct contact *contact)
{
    new_line(walk);
    begin_line(walk);
    add_strong(walk, contact->name, true);
    for (size_t i = 0; i < contact->address.count; i++)
        add_contact_line(walk, NULL, contact->address.items[i]);
    add_contact_line(walk, N_("Telephone:"), contact->telephone);
    add_contact_line(walk, N_("Email:"), contact->email);
    add_contact_line(walk, N_("Website:"), contact->web);
    new_line(walk);
}

static void add_apart(struct walk *walk, const struct block *block)
{
    bool outer = walk->quoted;
    walk->quoted = true;
    if (block->kind == BLOCK_WARNING) {
        new_line(walk);
        buffer_print(walk->out, "**%.*s**", TEXT_PRINT(word(walk, N_("Important"))));
        new_line(walk);
    }
    add_blocks(walk, &block->blocks);
    walk->quoted = outer;
    new_line(walk);
}

static void add_block(struct walk *walk, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        new_line(walk);
        buffer_print(walk->out, "%.*s ", block->heading.level + 1, "####");
        add_anchor(walk, block->id);
        walk->place = (struct markdown_place){.in_heading = true, .next = '\n'};
        add_runs(walk, &block->heading.runs, TEXT(" "));
        new_line(walk);
        break;
    case BLOCK_PARAGRAPH:
        new_line(walk);
        if (runs_are_code(&block->runs))
            buffer_print(walk->out, "    %.*s", TEXT_PRINT(block->runs.items[0].text));
        else
            add_line(walk, &block->runs);
        new_line(walk);
        break;
    case BLOCK_LIST: add_list(walk, &block->list); break;
    case BLOCK_TABLE: add_table(walk, block); break;
    case BLOCK_CHART: add_chart(walk, block); break;
    case BLOCK_CONTENTS: add_contents(walk, block->contents_depth); break;
    case BLOCK_INSET:
    case BLOCK_WARNING: add_apart(walk, block); break;
    case BLOCK_NOTE: add_note(walk, block->id, &block->runs); break;
    case BLOCK_CONTACT: add_contact(walk, &block->contact); break;
    case BLOCK_PAGE_BREAK: break; // Markdown has no pages
    }
}

static void add_blocks(struct walk *walk, const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++)
        add_block(walk, blocks->items[i]);
}

// ---- The document ------------------------------------------------------------------------------------------

static void add_mark(struct walk *walk, struct text mark)
{
    if (mark.length == 0)
        return;
    begin_line(walk);
    add_strong(walk, mark, true);
    raw(walk, TEXT("\n\n"));
}

static void add_head(struct walk *walk)
{
    const struct document *document = walk->document;
    add_mark(walk, document->marking);
    add_mark(walk, document->draft);
    begin_line(walk);
    add_text(walk, document->organisation);
    raw(walk, TEXT("\n\n# "));
    walk->place = (struct markdown_place){.in_heading = true, .next = '\n'};
    add_text(walk, document->title);
    raw(walk, TEXT("\n\n"));
    if (document->subtitle.length) {
        begin_line(walk);
        add_text(walk, document->subtitle);
        raw(walk, TEXT("\n\n"));
    }
    struct fact facts[FACTS_MOST];
    size_t count = words_facts(walk->arena, document, facts);
    for (size_t i = 0; i < count; i++) {
        raw(walk, TEXT("- "));
        begin_line(walk);
        buffer_print(walk->out, "%.*s: ", TEXT_PRINT(word(walk, facts[i].label)));
        add_text(walk, facts[i].text);
        raw(walk, TEXT("\n"));
    }
    for (size_t i = 0; i < document->editions.count; i++) {
        const struct document_edition *edition = &document->editions.items[i];
        buffer_print(walk->out, "- [%.*s](", TEXT_PRINT(language_name(edition->language)));
        markdown_add_address(walk->out, edition->link);
        raw(walk, TEXT(")\n"));
    }
    for (size_t i = 0; i < document->formats.count; i++) {
        const struct document_format *format = &document->formats.items[i];
        raw(walk, TEXT("- "));
        begin_line(walk);
        raw(walk, format->link.length ? TEXT("[") : TEXT(""));
        add_text_before(walk, format->name, format->link.length ? ']' : '\n');
        if (format->link.length) {
            raw(walk, TEXT("]("));
            markdown_add_address(walk->out, format->link);
            raw(walk, TEXT(")"));
        }
        raw(walk, TEXT("\n"));
    }
}

static void add_imprint(struct walk *walk)
{
    struct fact facts[IMPRINT_MOST];
    size_t count = words_imprint(walk->checked, facts);
    if (count)
        raw(walk, TEXT("\n---\n\n"));
    for (size_t i = 0; i < count; i++)
        buffer_print(walk->out, "- %.*s: %.*s\n", TEXT_PRINT(word(walk, facts[i].label)),
                     TEXT_PRINT(facts[i].text));
}

// Blanks at the ends of lines are a quotation's empty lines.
static void add_without_trailing_blanks(struct buffer *out, struct text text)
{
    struct text rest = text, line;
    while (rest.length && text_split(&rest, '\n', &line)) {
        while (line.length && is_blank(line.bytes[line.length - 1]))
            line.length--;
        buffer_add(out, line);
        buffer_add_character(out, '\n');
    }
}

void document_write_markdown(const struct checked_document *checked, struct buffer *out)
{
    struct buffer loose = {0};
    struct walk walk = {
        .out = &loose, .arena = arena_new(), .checked = checked, .document = checked->document};
    add_head(&walk);
    add_blocks(&walk, &walk.document->body);
    if (walk.document->publisher.length) {
        raw(&walk, TEXT("\n---\n\n"));
        begin_line(&walk);
        add_text(&walk, walk.document->publisher);
        raw(&walk, TEXT("\n"));
    }
    add_imprint(&walk);
    add_without_trailing_blanks(out, buffer_text(&loose));
    buffer_dispose(&loose);
    arena_free(walk.arena);
}
