// SPDX-License-Identifier: GPL-3.0-or-later
// Text for a terminal of a given width: wrapped at blanks, tables aligned by what characters really take.
#include "document/writers.h"

#include "document/words.h"
#include "format/unicode.h"

enum {
    TERMINAL_WIDTH = 80,
    NARROWEST_TEXT = 8,
    COLUMN_GAP = 2,
    WORD_ROOM = 16,   // a longer word may be broken in a table
    COLUMN_ROOM = 28, // every column gets this much before one gets more
    NARROWEST_COLUMN = 4,
};

struct walk {
    struct buffer *out;
    struct arena *arena;
    const struct checked_document *checked;
    const struct document *document;
    size_t width;
    bool colour;
    struct text margin; // before every line
};

struct lines {
    ARRAY_OF(struct text);
};

static struct text word(const struct walk *walk, const char *english)
{
    return message_word(walk->document->language, english);
}

// ---- Wrapping ----------------------------------------------------------------------------------------------

// Control characters, and those that turn the direction of what follows, would let a text write elsewhere on the screen.
static bool is_harmful(struct text text, size_t at)
{
    unsigned char byte = (unsigned char)text.bytes[at];
    if (byte < 0x20)
        return byte != '\n';
    if (byte == 0x7F)
        return true;
    if (byte == 0xC2 && at + 1 < text.length)
        return (unsigned char)text.bytes[at + 1] < 0xA0;
    if (byte != 0xE2 || at + 2 >= text.length)
        return false;
    unsigned char second = (unsigned char)text.bytes[at + 1], third = (unsigned char)text.bytes[at + 2];
    return (second == 0x80 && third >= 0xA8 && third <= 0xAE) ||
           (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

static struct text harmless(struct walk *walk, struct text text)
{
    struct buffer out = {0};
    for (size_t i = 0; i < text.length; i++) {
        if (!is_harmful(text, i)) {
            buffer_add_character(&out, text.bytes[i]);
            continue;
        }
        buffer_add(&out, TEXT("\xEF\xBF\xBD"));
        while (i + 1 < text.length && ((unsigned char)text.bytes[i + 1] & 0xC0) == 0x80)
            i++;
    }
    struct text copy = text_copy(walk->arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}

// How much of the line fits: up to the last blank, or through a word that is wider than the line.
static size_t fitting(struct text line, size_t width)
{
    size_t at = 0, taken = 0, last_blank = 0;
    for (size_t length, columns;
         (length = unicode_character(text_slice(line, at, line.length), &columns)) > 0;) {
        if (taken + columns > width && at > 0)
            return last_blank ? last_blank : at;
        if (line.bytes[at] == ' ' && at > 0)
            last_blank = at;
        taken += columns;
        at += length;
    }
    return at;
}

static struct text trim_end(struct text text)
{
    while (text.length && text.bytes[text.length - 1] == ' ')
        text.length--;
    return text;
}

static struct text trim_start(struct text text)
{
    while (text.length && text.bytes[0] == ' ')
        text = text_slice(text, 1, text.length);
    return text;
}

static struct lines wrap(struct walk *walk, struct text text, size_t width)
{
    struct lines lines = {0};
    struct text rest = harmless(walk, text), line;
    while (text_split(&rest, '\n', &line)) {
        while ((line = trim_start(line)).length) {
            size_t length = fitting(line, width);
            *ARRAY_APPEND(walk->arena, &lines) = trim_end(text_slice(line, 0, length));
            line = text_slice(line, length, line.length);
        }
    }
    return lines;
}

// ---- Lines -------------------------------------------------------------------------------------------------

static void add_blanks(struct walk *walk, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_add_character(walk->out, ' ');
}

static void add_rule(struct walk *walk, const char *mark, size_t width)
{
    buffer_add(walk->out, walk->margin);
    for (size_t i = 0; i < width; i++)
        buffer_add(walk->out, text_from(mark));
    buffer_add_character(walk->out, '\n');
}

static void blank_line(struct walk *walk)
{
    buffer_add(walk->out, trim_end(walk->margin));
    buffer_add_character(walk->out, '\n');
}

static size_t room(const struct walk *walk)
{
    size_t margin = unicode_width(walk->margin);
    return walk->width > margin + NARROWEST_TEXT ? walk->width - margin : NARROWEST_TEXT;
}

// `mark` stands before the first line, blanks of its width before the others.
static void add_wrapped(struct walk *walk, struct text mark, struct text text, bool bold)
{
    size_t indent = unicode_width(mark);
    struct lines lines = wrap(walk, text,
                              room(walk) > indent + NARROWEST_TEXT ? room(walk) - indent : NARROWEST_TEXT);
    for (size_t i = 0; i < lines.count; i++) {
        buffer_add(walk->out, walk->margin);
        if (i == 0)
            buffer_add(walk->out, mark);
        else
            add_blanks(walk, indent);
        if (bold && walk->colour)
            buffer_add(walk->out, TEXT("\033[1m"));
        buffer_add(walk->out, lines.items[i]);
        if (bold && walk->colour)
            buffer_add(walk->out, TEXT("\033[0m"));
        buffer_add_character(walk->out, '\n');
    }
}

static struct text no_mark(void)
{
    return (struct text){0};
}

// The words of a line with the addresses of its links behind them.
static struct text runs_with_links(struct walk *walk, const struct runs *runs)
{
    struct buffer out = {0};
    for (size_t i = 0; i < runs->count; i++) {
        const struct run *run = &runs->items[i];
        if (run->new_line && i > 0)
            buffer_add_character(&out, '\n');
        buffer_add(&out, words_run(walk->arena, walk->checked, run));
        if (run->link.length && !text_starts(run->link, TEXT("#")) && !text_equal(run->link, run->text))
            buffer_print(&out, " <%.*s>", TEXT_PRINT(run->link));
    }
    struct text words = text_copy(walk->arena, buffer_text(&out));
    buffer_dispose(&out);
    return words;
}

// ---- Tables ------------------------------------------------------------------------------------------------

static struct text cell_text_of(struct walk *walk, const struct cell *cell)
{
    if (cell->kind == CONTENT_RUNS)
        return runs_with_links(walk, &cell->runs);
    return words_cell(walk->arena, walk->checked, cell, TEXT("\n"));
}

static size_t widest_line(struct text text)
{
    size_t widest = 0;
    struct text line;
    while (text_split(&text, '\n', &line)) {
        size_t width = unicode_width(line);
        if (width > widest)
            widest = width;
    }
    return widest;
}

static size_t widest_word(struct text text)
{
    size_t widest = 0;
    struct text line, part;
    while (text_split(&text, '\n', &line))
        while (text_split(&line, ' ', &part)) {
            size_t width = unicode_width(part);
            if (width > widest)
                widest = width;
        }
    return widest < WORD_ROOM ? widest : WORD_ROOM;
}

struct layout {
    size_t *widths;
    size_t total; // with the gaps
};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

// What a column lacks of what it wants, up to a limit.
static size_t lack(size_t wanted, size_t width, size_t limit)
{
    size_t most = smaller(wanted, limit);
    return most > width ? most - width : 0;
}

// Gives the room that is left, a screen's column at a time, to the table's column that lacks the most.
static size_t give(const size_t *wanted, size_t *widths, size_t count, size_t total, size_t most,
                   size_t limit)
{
    for (; total < most; total++) {
        size_t neediest = 0;
        for (size_t i = 1; i < count; i++)
            if (lack(wanted[i], widths[i], limit) > lack(wanted[neediest], widths[neediest], limit))
                neediest = i;
        if (lack(wanted[neediest], widths[neediest], limit) == 0)
            break;
        widths[neediest]++;
    }
    return total;
}

// Takes from the widest until all fit: words are broken then.
static size_t take(size_t *widths, size_t count, size_t total, size_t most)
{
    for (; total > most; total--) {
        size_t widest = 0;
        for (size_t i = 1; i < count; i++)
            if (widths[i] > widths[widest])
                widest = i;
        if (widths[widest] <= NARROWEST_COLUMN)
            break;
        widths[widest]--;
    }
    return total;
}

// Every column gets the room of its longest word first.
static struct layout lay_out(struct walk *walk, const struct table *table)
{
    size_t count = table->columns.count;
    size_t *wanted = ARENA_ARRAY(walk->arena, size_t, count),
           *widths = ARENA_ARRAY(walk->arena, size_t, count);
    size_t *of_texts = ARENA_ARRAY(walk->arena, size_t, count); // what columns of numbers want comes last
    size_t total = COLUMN_GAP * (count - 1);
    for (size_t i = 0; i < count; i++) {
        struct text heading = harmless(walk, words_column(walk->arena, &table->columns.items[i]));
        wanted[i] = unicode_width(heading);
        widths[i] = widest_word(heading);
        for (size_t row = 0; row < table->rows.count; row++) {
            struct text text = harmless(walk, cell_text_of(walk, &table->rows.items[row].cells[i]));
            bool whole = column_kind_is_number(table->columns.items[i].kind) &&
                         table->rows.items[row].cells[i].kind != CONTENT_EMPTY;
            wanted[i] = larger(wanted[i], widest_line(text));
            widths[i] = larger(widths[i], whole ? widest_line(text) : widest_word(text));
        }
        of_texts[i] = column_kind_is_number(table->columns.items[i].kind) ? widths[i] : wanted[i];
        total += widths[i];
    }
    total = take(widths, count, total, room(walk));
    total = give(of_texts, widths, count, total, room(walk), COLUMN_ROOM);
    total = give(of_texts, widths, count, total, room(walk), SIZE_MAX);
    total = give(wanted, widths, count, total, room(walk), SIZE_MAX);
    return (struct layout){widths, total};
}

// One row of texts, each wrapped in its column.
static void add_texts(struct walk *walk, const struct table *table, struct layout layout,
                      const struct text *texts, bool bold)
{
    size_t count = table->columns.count, height = 0;
    struct lines *cells = ARENA_ARRAY(walk->arena, struct lines, count);
    for (size_t i = 0; i < count; i++) {
        cells[i] = wrap(walk, texts[i], layout.widths[i]);
        height = larger(height, cells[i].count);
    }
    for (size_t line = 0; line < height; line++) {
        size_t owed = 0; // blanks that are written only if something follows
        buffer_add(walk->out, walk->margin);
        if (bold && walk->colour)
            buffer_add(walk->out, TEXT("\033[1m"));
        for (size_t i = 0; i < count; i++) {
            struct text text = line < cells[i].count ? cells[i].items[line] : no_mark();
            size_t width = unicode_width(text),
                   spare = layout.widths[i] > width ? layout.widths[i] - width : 0;
            bool right = column_kind_is_number(table->columns.items[i].kind);
            if (text.length) {
                add_blanks(walk, owed + (right ? spare : 0));
                buffer_add(walk->out, text);
                owed = (right ? 0 : spare) + COLUMN_GAP;
            } else {
                owed += layout.widths[i] + COLUMN_GAP;
            }
        }
        if (bold && walk->colour)
            buffer_add(walk->out, TEXT("\033[0m"));
        buffer_add_character(walk->out, '\n');
    }
}

static void add_row(struct walk *walk, const struct table *table, struct layout layout,
                    const struct body_row *row)
{
    struct text *texts = ARENA_ARRAY(walk->arena, struct text, table->columns.count);
    for (size_t i = 0; i < table->columns.count; i++)
        texts[i] = cell_text_of(walk, &row->cells[i]);
    if (row->total)
        add_rule(walk, "─", layout.total);
    add_texts(walk, table, layout, texts, row->total);
}

static void add_rows(struct walk *walk, const struct table *table, struct layout layout)
{
    size_t group = 0;
    for (size_t row = 0; row < table->rows.count; row++) {
        for (; group < table->groups.count && table->groups.items[group]->first == row; group++) {
            struct text heading = table->groups.items[group]->heading;
            if (row > 0)
                blank_line(walk);
            if (heading.length) {
                add_wrapped(walk, no_mark(), heading, true);
                add_rule(walk, "·", smaller(unicode_width(heading), layout.total));
            }
        }
        add_row(walk, table, layout, &table->rows.items[row]);
    }
}

static void add_note(struct walk *walk, struct text id, const struct runs *runs)
{
    struct text mark = text_print(walk->arena, "[%.*s] ",
                                  TEXT_PRINT(words_note(walk->arena, walk->checked, id)));
    add_wrapped(walk, mark, runs_with_links(walk, runs), false);
}

static void add_table(struct walk *walk, const struct block *block)
{
    const struct table *table = &block->table;
    struct layout layout = lay_out(walk, table);
    struct text *headings = ARENA_ARRAY(walk->arena, struct text, table->columns.count);
    for (size_t i = 0; i < table->columns.count; i++)
        headings[i] = words_column(walk->arena, &table->columns.items[i]);
    add_wrapped(walk, no_mark(),
                text_print(walk->arena, "%.*s: %.*s",
                           TEXT_PRINT(words_table(walk->arena, walk->checked, block)),
                           TEXT_PRINT(runs_with_links(walk, &table->caption))),
                true);
    blank_line(walk);
    add_texts(walk, table, layout, headings, false);
    add_rule(walk, "─", layout.total);
    add_rows(walk, table, layout);
    if (table->notes.count || table->source.count)
        blank_line(walk);
    for (size_t i = 0; i < table->notes.count; i++)
        add_note(walk, table->notes.items[i]->id, &table->notes.items[i]->runs);
    if (table->source.count)
        add_wrapped(walk, text_print(walk->arena, "%.*s ", TEXT_PRINT(word(walk, N_("Source:")))),
                    runs_with_links(walk, &table->source), false);
}

// ---- Charts ------------------------------------------------------------------------------------------------

static void add_chart(struct walk *walk, const struct block *block)
{
    add_wrapped(walk, no_mark(),
                text_print(walk->arena, "%.*s: %.*s",
                           TEXT_PRINT(words_chart(walk->arena, walk->checked, block)),
                           TEXT_PRINT(runs_with_links(walk, &block->chart.caption))),
                true);
    add_wrapped(walk, no_mark(), block->chart.alternative, false);
}

// ---- Other blocks ------------------------------------------------------------------------------------------

static void add_blocks(struct walk *walk, const struct blocks *blocks);

// Blocks behind a mark: "• ", "1. ", "│ ".
static void add_item(struct walk *walk, struct text mark, const struct blocks *item)
{
    struct text margin = walk->margin;
    const struct block *first = item->items[0];
    if (first->kind == BLOCK_PARAGRAPH)
        add_wrapped(walk, mark, runs_with_links(walk, &first->runs), false);
    walk->margin = text_print(walk->arena, "%.*s%*s", TEXT_PRINT(margin), (int)unicode_width(mark), "");
    struct blocks rest = *item;
    if (first->kind == BLOCK_PARAGRAPH) {
        rest.items++;
        rest.count--;
    }
    add_blocks(walk, &rest);
    walk->margin = margin;
}

static void add_list(struct walk *walk, const struct list *list)
{
    for (size_t i = 0; i < list->count; i++)
        add_item(walk, list->kind == LIST_NUMBERS ? text_print(walk->arena, "%zu. ", i + 1) : TEXT("• "),
                 list->items[i]);
}

static void add_contents(struct walk *walk, int depth)
{
    add_wrapped(walk, no_mark(), word(walk, N_("Contents")), true);
    for (size_t i = 0; i < walk->document->body.count; i++) {
        const struct block *block = walk->document->body.items[i];
        if (block->kind == BLOCK_HEADING && block->heading.level <= depth)
            add_wrapped(walk, text_print(walk->arena, "%*s", 2 * block->heading.level, ""),
                        words_runs(walk->arena, walk->checked, &block->heading.runs, TEXT(" ")), false);
    }
}

static void add_labelled(struct walk *walk, const char *label, struct text text)
{
    if (text.length)
        add_wrapped(walk, text_print(walk->arena, "%.*s ", TEXT_PRINT(word(walk, label))), text, false);
}

static void add_contact(struct walk *walk, const struct contact *contact)
{
    add_wrapped(walk, no_mark(), contact->name, true);
    for (size_t i = 0; i < contact->address.count; i++)
        add_wrapped(walk, no_mark(), contact->address.items[i], false);
    add_labelled(walk, N_("Telephone:"), contact->telephone);
    add_labelled(walk, N_("Email:"), contact->email);
    add_labelled(walk, N_("Website:"), contact->web);
}

static void add_apart(struct walk *walk, const struct block *block)
{
    struct text margin = walk->margin;
    walk->margin = text_print(walk->arena, "%.*s│ ", TEXT_PRINT(margin));
    if (block->kind == BLOCK_WARNING)
        add_wrapped(walk, no_mark(), word(walk, N_("Important")), true);
    for (size_t i = 0; i < block->blocks.count; i++) {
        if (i > 0)
            blank_line(walk);
        add_blocks(walk, &(struct blocks){.items = block->blocks.items + i, .count = 1});
    }
    walk->margin = margin;
}

static void add_heading(struct walk *walk, const struct heading *heading)
{
    struct text words = words_runs(walk->arena, walk->checked, &heading->runs, TEXT(" "));
    add_wrapped(walk, no_mark(), words, true);
    size_t width = unicode_width(words);
    if (heading->level < 3)
        add_rule(walk, heading->level == 1 ? "─" : "·", width < room(walk) ? width : room(walk));
}

static void add_block(struct walk *walk, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING: add_heading(walk, &block->heading); break;
    case BLOCK_PARAGRAPH: add_wrapped(walk, no_mark(), runs_with_links(walk, &block->runs), false); break;
    case BLOCK_LIST: add_list(walk, &block->list); break;
    case BLOCK_TABLE: add_table(walk, block); break;
    case BLOCK_CHART: add_chart(walk, block); break;
    case BLOCK_CONTENTS: add_contents(walk, block->contents_depth); break;
    case BLOCK_INSET:
    case BLOCK_WARNING: add_apart(walk, block); break;
    case BLOCK_NOTE: add_note(walk, block->id, &block->runs); break;
    case BLOCK_CONTACT: add_contact(walk, &block->contact); break;
    case BLOCK_PAGE_BREAK: break; // a terminal has no pages
    }
}

static void add_blocks(struct walk *walk, const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++)
        add_block(walk, blocks->items[i]);
}

static void add_head(struct walk *walk)
{
    const struct document *document = walk->document;
    if (document->marking.length)
        add_wrapped(walk, TEXT("▌ "), document->marking, true);
    if (document->draft.length)
        add_wrapped(walk, TEXT("▌ "), document->draft, true);
    if (document->marking.length || document->draft.length)
        blank_line(walk);
    add_wrapped(walk, no_mark(), document->title, true);
    size_t width = unicode_width(document->title);
    add_rule(walk, "═", width < room(walk) ? width : room(walk));
    if (document->subtitle.length)
        add_wrapped(walk, no_mark(), document->subtitle, false);
    add_wrapped(walk, no_mark(), document->organisation, false);
    struct fact facts[FACTS_MOST];
    size_t count = words_facts(walk->arena, document, facts);
    for (size_t i = 0; i < count; i++)
        add_wrapped(walk, text_print(walk->arena, "%.*s: ", TEXT_PRINT(word(walk, facts[i].label))),
                    facts[i].text, false);
}

static void add_imprint(struct walk *walk)
{
    struct fact facts[IMPRINT_MOST];
    size_t count = words_imprint(walk->checked, facts);
    if (count)
        blank_line(walk);
    for (size_t i = 0; i < count; i++)
        add_wrapped(walk, text_print(walk->arena, "%.*s: ", TEXT_PRINT(word(walk, facts[i].label))),
                    facts[i].text, false);
}

void document_write_terminal(const struct checked_document *checked, struct terminal terminal,
                             struct buffer *out)
{
    struct walk walk = {.out = out,
                        .arena = arena_new(),
                        .checked = checked,
                        .document = checked->document,
                        .width = terminal.width ? terminal.width : TERMINAL_WIDTH,
                        .colour = terminal.colour};
    add_head(&walk);
    for (size_t i = 0; i < walk.document->body.count; i++) {
        const struct block *block = walk.document->body.items[i];
        if (block->kind == BLOCK_PAGE_BREAK)
            continue;
        blank_line(&walk);
        add_block(&walk, block);
    }
    if (walk.document->publisher.length) {
        blank_line(&walk);
        add_wrapped(&walk, no_mark(), walk.document->publisher, false);
    }
    add_imprint(&walk);
    arena_free(walk.arena);
}
