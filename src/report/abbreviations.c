// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/abbreviations.h"

#include "document/each_text.h"
#include "report/wording.h"

#define LIST_ID TEXT("abbreviations")

void abbreviations_add(struct blocks *blocks, const struct instrument *instrument)
{
    struct document *document = blocks->document;
    struct list *list = NULL;
    for (size_t i = 0; i < instrument->abbreviation_count; i++) {
        if (!list) {
            paragraph_add_text(blocks, report_word(document, N_("Abbreviations in this report:")));
            list = list_add(blocks, LIST_BULLETS);
            blocks->items[blocks->count - 1]->id = LIST_ID;
        }
        const struct abbreviation *abbreviation = &instrument->abbreviations[i];
        run_abbreviation(list_item_line(list), report_label(document, &abbreviation->brief),
                         report_label(document, &abbreviation->full));
    }
}

// ---- What a document uses ----------------------------------------------------------------------------------

struct search {
    struct text brief;
    const struct block *list; // does not count
    bool found;
};

static bool is_letter_at(struct text text, size_t at)
{
    if (at >= text.length)
        return false;
    char byte = text.bytes[at];
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           (byte & 0x80);
}

static void search_text(struct search *search, struct text text)
{
    for (size_t from = 0, at; !search->found; from += at + 1) {
        if (!text_find(text_slice(text, from, text.length), search->brief, &at))
            return;
        size_t begin = from + at;
        search->found = (begin == 0 || !is_letter_at(text, begin - 1)) &&
                        !is_letter_at(text, begin + search->brief.length);
    }
}

static void search_line(void *argument, const struct block *block, struct runs *runs)
{
    struct search *search = argument;
    for (size_t i = 0; block != search->list && i < runs->count; i++) {
        search_text(search, runs->items[i].text);
        search_text(search, runs->items[i].redaction);
    }
}

static void search_table(struct search *search, const struct table *table)
{
    search_text(search, table->groups_heading);
    for (size_t i = 0; i < table->columns.count; i++)
        search_text(search, table->columns.items[i].heading);
    for (size_t i = 0; i < table->groups.count; i++) {
        search_text(search, table->groups.items[i]->heading);
        search_text(search, table->groups.items[i]->name);
    }
    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t column = 0; column < table->columns.count; column++)
            search_text(search, table->rows.items[row].cells[column].reason);
}

static bool uses(const struct document *document, const struct block *list, struct text brief)
{
    struct search search = {.brief = brief, .list = list};
    const struct text parts[] = {document->title, document->subtitle, document->description,
                                 document->publisher};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        search_text(&search, parts[i]);
    for (size_t i = 0; i < document->body.count; i++) {
        const struct block *block = document->body.items[i];
        if (block->kind == BLOCK_TABLE)
            search_table(&search, &block->table);
        if (block->kind == BLOCK_CHART)
            search_text(&search, block->chart.alternative);
    }
    each_line(&document->body, search_line, &search);
    return search.found;
}

// ---- What stays --------------------------------------------------------------------------------------------

static bool find_list(const struct document *document, size_t *at)
{
    for (*at = 0; *at < document->body.count; ++*at)
        if (document->body.items[*at]->kind == BLOCK_LIST &&
            text_equal(document->body.items[*at]->id, LIST_ID))
            return true;
    return false;
}

static struct text brief_of(const struct list *list, size_t item)
{
    return list->items[item]->items[0]->runs.items[0].text;
}

// With the paragraph before it.
static void remove_list(struct blocks *body, size_t at)
{
    for (size_t i = at + 1; i < body->count; i++)
        body->items[i - 2] = body->items[i];
    body->count -= 2;
}

void abbreviations_keep_used(struct document *const *documents, size_t count)
{
    size_t at, kept = 0;
    if (count == 0 || !find_list(documents[0], &at))
        return;
    size_t items = documents[0]->body.items[at]->list.count;
    for (size_t item = 0; item < items; item++) {
        bool used = false;
        for (size_t i = 0; i < count; i++) {
            const struct block *block = documents[i]->body.items[at];
            used |= uses(documents[i], block, brief_of(&block->list, item));
        }
        for (size_t i = 0; used && i < count; i++) {
            struct list *list = &documents[i]->body.items[at]->list;
            list->items[kept] = list->items[item];
        }
        kept += used;
    }
    for (size_t i = 0; i < count; i++) {
        documents[i]->body.items[at]->list.count = kept;
        if (kept == 0)
            remove_list(&documents[i]->body, at);
    }
}
