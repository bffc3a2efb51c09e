// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/personal_scan.h"

#include "base/buffer.h"
#include "report/each_line.h"
#include "report/personal_line.h"

static const char *const kind_words[PERSONAL_KIND_COUNT] = {
    [PERSONAL_REFERENCE] = N_("the reference of a case"),
    [PERSONAL_VALUE] = N_("what the force sent in a personal field"),
    [PERSONAL_DATE] = N_("a date that the force sent in a personal field"),
    [PERSONAL_BIRTH] = N_("a date of birth"),
    [PERSONAL_EMAIL] = N_("an e-mail address"),
    [PERSONAL_TELEPHONE] = N_("a telephone number"),
    [PERSONAL_POSTCODE] = N_("a postcode"),
    [PERSONAL_NATIONAL_INSURANCE] = N_("a National Insurance number"),
};

struct scan {
    struct arena *arena;
    const struct results *results;
    struct problems *problems;
    const struct document *document;
    struct personal_terms terms;
    bool good;
};

// ---- The report --------------------------------------------------------------------------------------------

struct message personal_scan_hint_published(void)
{
    return MESSAGE(
        "the review is published, so that no more words can be allowed in it: reword an answer before it is recorded; "
        "where the report is refused, the files that were published stand as they are, and craffu verify-report tells "
        "them; what must be put right is said in a new review");
}

static void refuse(struct scan *scan, struct text name, enum personal_kind kind)
{
    bool published = scan->results->review.status == REVIEW_PUBLISHED;
    struct message hint = MESSAGE(
        "reword it; or, if it tells of no person, allow the words with the reason, under disclosure in the file "
        "of the review");
    struct place place = {.source = scan->results->review.id,
                          .name = text_print(scan->arena, "%s: %.*s", language_code(scan->document->language),
                                             TEXT_PRINT(name))};
    scan->good = problem_report(
        scan->problems, place,
        MESSAGE("the text of the public report has {what} in it", WORD("what", kind_words[kind])),
        published ? personal_scan_hint_published() : hint);
}

static void scan_text(struct scan *scan, struct text name, struct text text)
{
    if (text.length == 0)
        return;
    struct arena *arena = arena_new();
    struct personal_line line;
    bool told[PERSONAL_KIND_COUNT] = {false};
    personal_line_read(arena, &scan->terms, text, &line);
    for (size_t i = 0; i < line.hits.count; i++) {
        struct personal_hit hit = line.hits.items[i];
        bool allowed = personal_hit_is_allowed(&line, hit);
        if (!allowed && !told[hit.kind])
            refuse(scan, name, hit.kind);
        told[hit.kind] |= !allowed;
    }
    arena_free(arena);
}

static void scan_line(void *argument, const struct block *block, struct runs *runs)
{
    struct buffer text = {0};
    for (size_t i = 0; i < runs->count; i++) {
        const struct run *run = &runs->items[i];
        if (run->new_line)
            buffer_add(&text, TEXT("\n"));
        buffer_add(&text, run->expansion);
        buffer_add(&text, run->expansion.length ? TEXT(" ") : TEXT(""));
        buffer_add(&text, run->text);
        buffer_add(&text, run->redaction);
    }
    if (text.length)
        scan_text(argument, block->id, buffer_text(&text));
    buffer_dispose(&text);
}

// ---- Names -------------------------------------------------------------------------------------------------

// Names are read by programs only, but they are in the files: of numbers (the parts of a sentence are named by whoever wrote
// it), of blocks, groups and columns. What was found is not repeated, so the place is not named by it.
static void scan_name(struct scan *scan, const char *what, struct text name)
{
    if (name.length)
        scan_text(scan, text_from(what), name);
}

static void scan_names_of_runs(void *argument, const struct block *block, struct runs *runs)
{
    (void)block;
    for (size_t i = 0; i < runs->count; i++) {
        scan_name(argument, "the name of a number", runs->items[i].trace);
        scan_name(argument, "a link", runs->items[i].link);
    }
}

static void scan_names_of_table(struct scan *scan, const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        scan_name(scan, "the name of a column", table->columns.items[i].id);
    for (size_t i = 0; i < table->groups.count; i++)
        scan_name(scan, "the name of a group of rows", table->groups.items[i]->id);
    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t column = 0; column < table->columns.count; column++)
            scan_name(scan, "the name of a number", table->rows.items[row].cells[column].trace);
}

// The register names each recommendation by its key, which stands in no report.
static void scan_keys(struct scan *scan)
{
    const struct recommendation_list *recommendations = &scan->results->recommendations;
    for (size_t i = 0; i < recommendations->list.count; i++)
        scan_name(scan,
                  text_terminated(scan->arena, text_print(scan->arena, "the id of recommendation %lld",
                                                          (long long)recommendations->list.items[i].number)),
                  recommendations->list.items[i].key);
}

static void scan_names(struct scan *scan)
{
    const struct blocks *body = &scan->document->body;
    each_line(body, scan_names_of_runs, scan);
    for (size_t i = 0; i < body->count; i++) {
        scan_name(scan, "the name of a part", body->items[i]->id);
        if (body->items[i]->kind == BLOCK_TABLE)
            scan_names_of_table(scan, &body->items[i]->table);
    }
}

// ---- All of it ---------------------------------------------------------------------------------------------

// What stands in a table beside its cells, and why a cell is empty: lines of text do not have it.
static void scan_headings(struct scan *scan, const struct block *block)
{
    const struct table *table = &block->table;
    scan_text(scan, block->id, table->groups_heading);
    for (size_t i = 0; i < table->columns.count; i++) {
        scan_text(scan, block->id, table->columns.items[i].heading);
        scan_text(scan, block->id, table->columns.items[i].unit);
    }
    for (size_t i = 0; i < table->groups.count; i++)
        scan_text(scan, block->id, table->groups.items[i]->heading);
    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t column = 0; column < table->columns.count; column++)
            scan_text(scan, block->id, table->rows.items[row].cells[column].reason);
}

static void scan_document(struct scan *scan)
{
    const struct document *document = scan->document;
    const struct {
        struct text name, text;
    } parts[] = {{TEXT("the review's id"), document->identifier},
                 {TEXT("organisation"), document->organisation},
                 {TEXT("title"), document->title},
                 {TEXT("subtitle"), document->subtitle},
                 {TEXT("marking"), document->marking},
                 {TEXT("description"), document->description},
                 {TEXT("publisher"), document->publisher},
                 {TEXT("logo"), document->identity.logo_alternative}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        scan_text(scan, parts[i].name, parts[i].text);
    for (size_t i = 0; i < document->body.count; i++)
        if (document->body.items[i]->kind == BLOCK_CHART)
            scan_text(scan, document->body.items[i]->id, document->body.items[i]->chart.alternative);
    for (size_t i = 0; i < document->body.count; i++)
        if (document->body.items[i]->kind == BLOCK_TABLE)
            scan_headings(scan, document->body.items[i]);
    each_line(&document->body, scan_line, scan);
    scan_names(scan);
}

bool personal_scan(struct arena *arena, const struct results *results, struct document *const *documents,
                   size_t count, struct problems *problems)
{
    struct scan scan = {.arena = arena, .results = results, .problems = problems, .good = true};
    if (!personal_terms_read(arena, results, &scan.terms, problems))
        return false;
    for (size_t i = 0; i < count; i++) {
        scan.document = documents[i];
        scan_document(&scan);
    }
    if (count && documents[0]->identifier.length) // it is a report, and not an answer alone
        scan_keys(&scan);
    return scan.good;
}
