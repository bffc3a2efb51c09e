// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of one language against that of another: the same blocks, the same figures, nothing left untranslated.
#include "document/checker.h"

#include "base/buffer.h"

#include <stdlib.h>

struct comparison {
    struct arena *arena;
    const struct document *first, *document;
    struct problems *problems;
};

static struct text first_language(const struct comparison *c)
{
    return text_from(language_code(c->first->language));
}

static struct place place_of(const struct comparison *c, struct text name)
{
    return (struct place){.source = text_from(language_code(c->document->language)), .name = name};
}

static void differs(const struct comparison *c, struct text name, struct message what)
{
    problem_report(c->problems, place_of(c, name), what, NO_MESSAGE);
}

// ---- Texts -------------------------------------------------------------------------------------------------

static void missing(const struct comparison *c, struct text name, bool in_first)
{
    struct place place = place_of(c, name);
    if (in_first)
        place.source = first_language(c);
    enum language other = in_first ? c->document->language : c->first->language;
    problem_report(c->problems, place,
                   MESSAGE("the text is missing here but not in {language}",
                           VALUE("language", text_from(language_code(other)))),
                   MESSAGE("translate it, or take it out of both"));
}

static void same_presence(const struct comparison *c, struct text name, struct text a, struct text b)
{
    bool empty_a = text_trim(a).length == 0, empty_b = text_trim(b).length == 0;
    if (empty_a != empty_b)
        missing(c, name, empty_a);
}

struct figures {
    ARRAY_OF(struct text);
};

// Figures of a text, without the commas of thousands: "1,284", "3.5", "18:30".
static void collect_figures(struct arena *arena, struct text text, struct figures *figures)
{
    for (size_t i = 0; i < text.length;) {
        char figure[32];
        size_t length = 0;
        for (; i < text.length && length < sizeof figure; i++) {
            char c = text.bytes[i];
            bool digit = c >= '0' && c <= '9';
            bool inner = length && strchr(",.:", c) && i + 1 < text.length && text.bytes[i + 1] >= '0' &&
                         text.bytes[i + 1] <= '9';
            if (!digit && !inner)
                break;
            if (c != ',')
                figure[length++] = c;
        }
        if (length)
            *ARRAY_APPEND(arena, figures) = text_copy(arena, (struct text){figure, length});
        else
            i++;
    }
}

static void collect_run_figures(struct arena *arena, const struct runs *runs, struct figures *figures)
{
    for (size_t i = 0; i < runs->count; i++) {
        const struct run *run = &runs->items[i];
        if (run->is_number)
            *ARRAY_APPEND(arena, figures) = text_print(arena, "%lld", (long long)run->number);
        else if (!run->verbatim)
            collect_figures(arena, run->text, figures);
    }
}

static int compare_texts(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static struct text sorted_words(struct arena *arena, struct figures *figures)
{
    if (figures->count)
        qsort(figures->items, figures->count, sizeof *figures->items, compare_texts);
    struct text words = {0};
    for (size_t i = 0; i < figures->count; i++)
        words = text_print(arena, "%.*s%s%.*s", TEXT_PRINT(words), i ? " " : "",
                           TEXT_PRINT(figures->items[i]));
    return words;
}

static size_t redactions(const struct runs *runs)
{
    size_t count = 0;
    for (size_t i = 0; i < runs->count; i++)
        count += runs->items[i].redaction.length > 0;
    return count;
}

static void same_runs(const struct comparison *c, struct text name, const struct runs *a,
                      const struct runs *b)
{
    bool empty_a = runs_are_empty(a), empty_b = runs_are_empty(b);
    if (empty_a != empty_b) {
        missing(c, name, empty_a);
        return;
    }
    struct figures figures_a = {0}, figures_b = {0};
    collect_run_figures(c->arena, a, &figures_a);
    collect_run_figures(c->arena, b, &figures_b);
    struct text words_a = sorted_words(c->arena, &figures_a), words_b = sorted_words(c->arena, &figures_b);
    if (!text_equal(words_a, words_b))
        problem_report_value(c->problems, place_of(c, name),
                             text_print(c->arena, "%.*s / %.*s", TEXT_PRINT(words_a), TEXT_PRINT(words_b)),
                             MESSAGE("the figures are not those of the text in {language}",
                                     VALUE("language", first_language(c))),
                             MESSAGE("write the same figures in both languages, in digits"));
    if (redactions(a) != redactions(b))
        differs(c, name,
                MESSAGE("what is redacted in {language} is not redacted here, or the other way round",
                        VALUE("language", first_language(c))));
}

// ---- Tables ------------------------------------------------------------------------------------------------

static bool same_column_values(const struct table_column *a, const struct table_column *b)
{
    bool same = a->values.count == b->values.count;
    for (size_t i = 0; same && i < a->values.count; i++) {
        const struct column_value *x = &a->values.items[i], *y = &b->values.items[i];
        same = text_equal(x->id, y->id) && x->is_words == y->is_words && x->measure == y->measure;
    }
    return same;
}

static bool same_columns(const struct comparison *c, const struct block *a, const struct block *b)
{
    bool same = a->table.columns.count == b->table.columns.count &&
                a->table.rows.count == b->table.rows.count;
    for (size_t i = 0; same && i < a->table.columns.count; i++) {
        const struct table_column *x = &a->table.columns.items[i], *y = &b->table.columns.items[i];
        same = text_equal(x->id, y->id) && x->kind == y->kind && x->row_header == y->row_header &&
               x->measure == y->measure && same_column_values(x, y);
        if (same) {
            same_presence(c, part_name(c->arena, b, x->id), x->heading, y->heading);
            same_presence(c, part_name(c->arena, b, x->id), x->unit, y->unit);
        }
    }
    if (!same)
        differs(c, b->id,
                MESSAGE("the table has not the columns and rows that it has in {language}",
                        VALUE("language", first_language(c))));
    return same;
}

static bool same_values(const struct cell *a, const struct cell *b)
{
    bool same = a->values.count == b->values.count;
    for (size_t i = 0; same && i < a->values.count; i++) {
        const struct cell_value *x = &a->values.items[i], *y = &b->values.items[i];
        same = x->kind == y->kind && decimal_equal(x->decimal, y->decimal);
    }
    return same;
}

static bool same_value(const struct cell *a, const struct cell *b)
{
    return same_values(a, b) && decimal_equal(a->decimal, b->decimal) && a->measure == b->measure &&
           a->kind == b->kind && a->count == b->count && a->base == b->base && a->absence == b->absence &&
           text_equal(a->mark, b->mark) && text_equal(a->trace, b->trace) &&
           memcmp(&a->date, &b->date, sizeof a->date) == 0;
}

static void same_rows(const struct comparison *c, const struct block *a, const struct block *b)
{
    for (size_t row = 0; row < a->table.rows.count; row++)
        for (size_t column = 0; column < a->table.columns.count; column++) {
            const struct cell *x = &a->table.rows.items[row].cells[column],
                              *y = &b->table.rows.items[row].cells[column];
            struct text name = cell_name(c->arena, b, row, column);
            if (!same_value(x, y) || a->table.rows.items[row].total != b->table.rows.items[row].total)
                differs(c, name,
                        MESSAGE("the cell has not the value that it has in {language}",
                                VALUE("language", first_language(c))));
            else if (x->kind == CONTENT_RUNS)
                same_runs(c, name, &x->runs, &y->runs);
            else
                same_presence(c, name, x->reason, y->reason);
        }
}

static bool same_sums(const struct row_group *a, const struct row_group *b)
{
    bool same = a->sums.count == b->sums.count;
    for (size_t i = 0; same && i < a->sums.count; i++)
        same = a->sums.items[i].column == b->sums.items[i].column &&
               a->sums.items[i].base == b->sums.items[i].base;
    return same;
}

static void same_groups(const struct comparison *c, const struct block *a, const struct block *b)
{
    bool same = a->table.groups.count == b->table.groups.count;
    same_presence(c, b->id, a->table.groups_heading, b->table.groups_heading);
    for (size_t i = 0; same && i < a->table.groups.count; i++) {
        const struct row_group *x = a->table.groups.items[i], *y = b->table.groups.items[i];
        same = text_equal(x->id, y->id) && x->first == y->first && x->count == y->count && same_sums(x, y);
        same_presence(c, part_name(c->arena, b, x->id), x->heading, y->heading);
        same_presence(c, part_name(c->arena, b, x->id), x->name, y->name);
    }
    if (!same)
        differs(c, b->id,
                MESSAGE("the table has not the groups of rows that it has in {language}",
                        VALUE("language", first_language(c))));
}

static void same_table(const struct comparison *c, const struct block *a, const struct block *b)
{
    same_runs(c, part_name(c->arena, b, TEXT("caption")), &a->table.caption, &b->table.caption);
    same_runs(c, part_name(c->arena, b, TEXT("source")), &a->table.source, &b->table.source);
    if (same_columns(c, a, b)) {
        same_rows(c, a, b);
        same_groups(c, a, b);
    }
    if (a->table.notes.count != b->table.notes.count)
        differs(c, b->id,
                MESSAGE("the table has not the notes that it has in {language}",
                        VALUE("language", first_language(c))));
    for (size_t i = 0; i < a->table.notes.count && i < b->table.notes.count; i++) {
        const struct table_note *x = a->table.notes.items[i], *y = b->table.notes.items[i];
        if (!text_equal(x->id, y->id))
            differs(c, y->id,
                    MESSAGE("the id is not the one that it has in {language}",
                            VALUE("language", first_language(c))));
        same_runs(c, y->id, &x->runs, &y->runs);
    }
}

// ---- Charts ------------------------------------------------------------------------------------------------

static bool same_picture(const struct chart *a, const struct chart *b)
{
    bool same = a->kind == b->kind && text_equal(a->table, b->table) && a->columns.count == b->columns.count;
    for (size_t i = 0; same && i < a->columns.count; i++)
        same = a->columns.items[i] == b->columns.items[i];
    return same;
}

static void same_chart(const struct comparison *c, const struct block *a, const struct block *b)
{
    same_runs(c, part_name(c->arena, b, TEXT("caption")), &a->chart.caption, &b->chart.caption);
    struct runs alternatives[2] = {{.arena = c->arena}, {.arena = c->arena}};
    run_add(&alternatives[0], a->chart.alternative);
    run_add(&alternatives[1], b->chart.alternative);
    same_runs(c, part_name(c->arena, b, TEXT("alternative")), &alternatives[0], &alternatives[1]);
    if (!same_picture(&a->chart, &b->chart))
        differs(c, b->id,
                MESSAGE("the figure does not show what it shows in {language}",
                        VALUE("language", first_language(c))));
}

// ---- Blocks ------------------------------------------------------------------------------------------------

static void same_blocks(const struct comparison *c, struct text name, const struct blocks *a,
                        const struct blocks *b);

static void same_list(const struct comparison *c, const struct block *a, const struct block *b)
{
    if (a->list.count != b->list.count || a->list.kind != b->list.kind)
        differs(c, b->id,
                MESSAGE("the list has not the items that it has in {language}",
                        VALUE("language", first_language(c))));
    for (size_t i = 0; i < a->list.count && i < b->list.count; i++)
        same_blocks(c, b->id, a->list.items[i], b->list.items[i]);
}

static void same_contact(const struct comparison *c, const struct block *a, const struct block *b)
{
    same_presence(c, b->id, a->contact.name, b->contact.name);
    same_presence(c, b->id, a->contact.telephone, b->contact.telephone);
    same_presence(c, b->id, a->contact.email, b->contact.email);
    same_presence(c, b->id, a->contact.web, b->contact.web);
}

static void same_block(const struct comparison *c, const struct block *a, const struct block *b)
{
    switch (a->kind) {
    case BLOCK_HEADING:
        if (a->heading.level != b->heading.level)
            differs(c, b->id,
                    MESSAGE("the heading is of another level in {language}",
                            VALUE("language", first_language(c))));
        same_runs(c, b->id, &a->heading.runs, &b->heading.runs);
        break;
    case BLOCK_PARAGRAPH:
    case BLOCK_NOTE: same_runs(c, b->id, &a->runs, &b->runs); break;
    case BLOCK_LIST: same_list(c, a, b); break;
    case BLOCK_TABLE: same_table(c, a, b); break;
    case BLOCK_CHART: same_chart(c, a, b); break;
    case BLOCK_INSET:
    case BLOCK_WARNING: same_blocks(c, b->id, &a->blocks, &b->blocks); break;
    case BLOCK_CONTACT: same_contact(c, a, b); break;
    case BLOCK_CONTENTS:
        if (a->contents_depth != b->contents_depth)
            differs(c, b->id,
                    MESSAGE("the contents are of another depth in {language}",
                            VALUE("language", first_language(c))));
        break;
    case BLOCK_PAGE_BREAK: break;
    }
}

// After the first block that is not the same nothing can be compared: one problem tells it.
static void same_blocks(const struct comparison *c, struct text name, const struct blocks *a,
                        const struct blocks *b)
{
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        const struct block *x = a->items[i], *y = b->items[i];
        if (x->kind != y->kind || !text_equal(x->id, y->id)) {
            differs(c, y->id,
                    MESSAGE("{language} has another block here: {id}", VALUE("language", first_language(c)),
                            VALUE("id", x->id)));
            return;
        }
        same_block(c, x, y);
    }
    if (a->count != b->count)
        differs(c, name,
                MESSAGE("there are {here} blocks here, but {there} in {language}", NUMBER("here", b->count),
                        NUMBER("there", a->count), VALUE("language", first_language(c))));
}

static void same_head(const struct comparison *c)
{
    const struct document *a = c->first, *b = c->document;
    same_presence(c, TEXT("title"), a->title, b->title);
    same_presence(c, TEXT("subtitle"), a->subtitle, b->subtitle);
    same_presence(c, TEXT("organisation"), a->organisation, b->organisation);
    same_presence(c, TEXT("description"), a->description, b->description);
    same_presence(c, TEXT("marking"), a->marking, b->marking);
    same_presence(c, TEXT("publisher"), a->publisher, b->publisher);
    if (a->language == b->language)
        differs(c, TEXT("language"), MESSAGE("two documents are in the same language"));
    if (!text_equal(a->identifier, b->identifier) || !text_equal(a->version, b->version) ||
        memcmp(&a->date, &b->date, sizeof a->date) != 0)
        differs(c, TEXT("identifier"),
                MESSAGE("the identifier, version or date is not that of {language}",
                        VALUE("language", first_language(c))));
}

void check_same(struct arena *arena, const struct document *first, const struct document *document,
                struct problems *problems)
{
    struct comparison c = {.arena = arena, .first = first, .document = document, .problems = problems};
    same_head(&c);
    same_blocks(&c, TEXT("body"), &first->body, &document->body);
}
