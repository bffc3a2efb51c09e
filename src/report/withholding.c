// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/withholding.h"

#include "document/each_text.h"
#include "report/published_counts.h"
#include "report/reviewers.h"
#include "report/tables.h"
#include "report/wording.h"
#include "report/written_numbers.h"

bool withholding_is_decided(const struct results *results)
{
    return results->disclosure.rule == DISCLOSURE_SUPPRESS || results->disclosure.rule == DISCLOSURE_MERGE;
}

struct text withholding_words(const struct document *document)
{
    return report_word(document, N_("withheld to protect individuals"));
}

struct text withholding_mark_words(const struct document *document)
{
    return report_word(document, N_("[c] stands for what is withheld to protect individuals."));
}

struct withholding {
    struct published_counts counts;
    const struct results *results;
    struct document *document;
    struct problems *problems;
    bool good;
    size_t small; // counts, where nothing is decided
    bool decided;
};

// What the ledger and the comparison of reviewers count is the office's own work, not what was found about anybody.
static bool is_about_people(const struct block *block, struct text name)
{
    if (block->kind == BLOCK_TABLE &&
        (text_equal(block->id, TEXT(TABLE_LEDGER)) || text_equal(block->id, TEXT(TABLE_AGREEMENT))))
        return false;
    return !text_starts(name, TEXT("ledger.")) && !text_equal(name, TEXT("ledger"));
}

static bool is_number(const struct cell *cell)
{
    return cell->kind == CONTENT_COUNT || cell->kind == CONTENT_PROPORTION;
}

// The count that a cell with a number tells.
static struct text count_of(const struct cell *cell)
{
    return cell->follows.count ? cell->follows.items[0] : cell->trace;
}

// A cell is withheld with its own count, and with any from which its content is made: also where all that it says is why it
// has none.
static bool follows_withheld(const struct withholding *withholding, const struct cell *cell)
{
    for (size_t i = 0; i < cell->follows.count; i++)
        if (published_count_is_withheld(&withholding->counts, cell->follows.items[i]))
            return true;
    return is_number(cell) && published_count_is_withheld(&withholding->counts, cell->trace);
}

static bool follows_small(const struct withholding *withholding, const struct cell *cell)
{
    for (size_t i = 0; i < cell->follows.count; i++)
        if (published_count_is_small(&withholding->counts, cell->follows.items[i]))
            return true;
    return false;
}

// ---- What the report tells ---------------------------------------------------------------------------------

static void tell(struct withholding *withholding, const struct block *block, struct text name, bool in_words)
{
    if (!is_about_people(block, name) || published_counts_tell(&withholding->counts, name, in_words) ||
        !withholding->decided)
        return;
    struct place place = {.source = withholding->results->review.id, .name = block->id};
    withholding->good = problem_report_value(
        withholding->problems, place, name,
        MESSAGE(
            "it is not known of which cases this number is, so it cannot be said whether it may be printed"),
        NO_MESSAGE);
}

static void tell_runs(void *argument, const struct block *block, struct runs *runs)
{
    struct withholding *withholding = argument;
    for (size_t i = 0; i < runs->count; i++)
        if (runs->items[i].is_number)
            tell(withholding, block, runs->items[i].trace, true);
}

static void tell_cells(struct withholding *withholding)
{
    const struct blocks *body = &withholding->document->body;
    for (size_t i = 0; i < body->count; i++)
        for (size_t row = 0; body->items[i]->kind == BLOCK_TABLE && row < body->items[i]->table.rows.count;
             row++)
            for (size_t column = 0; column < body->items[i]->table.columns.count; column++) {
                const struct cell *cell = &body->items[i]->table.rows.items[row].cells[column];
                if (is_number(cell))
                    tell(withholding, body->items[i], count_of(cell), false);
            }
}

// Of each language: where they say the same number, they may say it by another name.
static void tell_all(struct withholding *withholding)
{
    each_line(&withholding->document->body, tell_runs, withholding);
    tell_cells(withholding);
}

// Where nothing is decided, every number counts for itself, with what is left of its base; and a row that is one case is a
// small count.
static bool is_small(const struct results *results, int64_t number)
{
    return number > 0 && number < results->disclosure.threshold;
}

static bool cell_is_small(const struct results *results, const struct cell *cell)
{
    return is_small(results, cell->count) ||
           (cell->kind == CONTENT_PROPORTION &&
            (is_small(results, cell->base) || is_small(results, cell->base - cell->count)));
}

// An estimate tells the counts of the strata that it weighs.
static bool tells_a_small_stratum(const struct withholding *withholding, const struct cell *cell)
{
    for (size_t i = 0; i < cell->follows.count; i++)
        if (text_starts(cell->follows.items[i], TEXT("strata.")) &&
            published_count_is_small(&withholding->counts, cell->follows.items[i]))
            return true;
    return false;
}

static void count_small_runs(void *argument, const struct block *block, struct runs *runs)
{
    struct withholding *withholding = argument;
    for (size_t i = 0; i < runs->count; i++)
        withholding->small += runs->items[i].is_number && is_about_people(block, runs->items[i].trace) &&
                              is_small(withholding->results, runs->items[i].number);
}

static void count_small_cells(struct withholding *withholding)
{
    const struct blocks *body = &withholding->document->body;
    for (size_t i = 0; i < body->count; i++) {
        const struct block *block = body->items[i];
        if (block->kind != BLOCK_TABLE)
            continue;
        bool a_case_a_row = text_equal(block->id, TEXT(TABLE_DEPARTURES));
        withholding->small += a_case_a_row ? block->table.rows.count : 0;
        for (size_t row = 0; row < block->table.rows.count; row++)
            for (size_t column = 0; column < block->table.columns.count; column++) {
                const struct cell *cell = &block->table.rows.items[row].cells[column];
                withholding->small += (is_number(cell) && is_about_people(block, count_of(cell)) &&
                                       cell_is_small(withholding->results, cell)) ||
                                      tells_a_small_stratum(withholding, cell);
            }
    }
}

// ---- Taking it out -----------------------------------------------------------------------------------------

// An abbreviation may have been written out in a text that is now withheld; the check before has seen it.
static void excuse(struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++)
        runs->items[i].verbatim = true;
}

static void withhold_runs(void *argument, const struct block *block, struct runs *runs)
{
    struct withholding *withholding = argument;
    (void)block;
    excuse(runs);
    for (size_t i = 0; i < runs->count; i++) {
        struct run *run = &runs->items[i];
        struct text count = run->is_number ? run->trace : run->agrees;
        if (!published_count_is_withheld(&withholding->counts, count))
            continue;
        run->text = run->instead;
        run->is_number = false;
        run->number = 0;
        run->trace = run->instead = run->agrees = run->speech = (struct text){0};
    }
}

// Comments on a small count, before anything else: what they count is then told nowhere.
static void withhold_comments(struct withholding *withholding)
{
    const struct blocks *body = &withholding->document->body;
    for (size_t i = 0; i < body->count; i++) {
        struct table *table = &body->items[i]->table;
        for (size_t row = 0; body->items[i]->kind == BLOCK_TABLE && row < table->rows.count; row++)
            for (size_t column = 0; column < table->columns.count; column++) {
                struct cell *cell = &table->rows.items[row].cells[column];
                bool follows = cell->kind == CONTENT_RUNS || cell->kind == CONTENT_DECIMAL;
                if (follows && follows_small(withholding, cell))
                    cell_withhold(cell, withholding_words(withholding->document));
            }
    }
}

static bool withhold_cells(struct withholding *withholding, struct table *table)
{
    bool some = false;
    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t column = 0; column < table->columns.count; column++) {
            struct cell *cell = &table->rows.items[row].cells[column];
            if (!follows_withheld(withholding, cell))
                continue;
            cell_withhold(cell, withholding_words(withholding->document));
            some = true;
        }
    return some;
}

// A figure of what is left would mislead, and its words may tell what is withheld.
static void replace_chart(struct withholding *withholding, struct block *block)
{
    block->kind = BLOCK_PARAGRAPH;
    block->runs = (struct runs){.arena = withholding->document->arena};
    run_add(&block->runs,
            report_word(withholding->document,
                        N_("A figure is left out here, since counts that it pictures are withheld to protect "
                           "individuals.")));
}

static void replace_charts(struct withholding *withholding, struct text table)
{
    const struct blocks *body = &withholding->document->body;
    for (size_t i = 0; i < body->count; i++)
        if (body->items[i]->kind == BLOCK_CHART && text_equal(body->items[i]->chart.table, table))
            replace_chart(withholding, body->items[i]);
}

// ---- Merging -----------------------------------------------------------------------------------------------

// Tables of one count a row, whose groups add up to a base that is printed: the rows withheld are the base less the
// others, which anybody can work out, so that to print it tells nothing new.
static bool can_be_merged(const struct block *block)
{
    return text_equal(block->id, TEXT(TABLE_SUMMARY)) || text_equal(block->id, TEXT(TABLE_DETAILED)) ||
           text_equal(block->id, TEXT(TABLE_FURTHER));
}

enum { LABEL, COUNT };

static void fill_merged(struct withholding *withholding, const struct table *table,
                        const struct row_group *group, struct body_row *merged)
{
    struct document *document = withholding->document;
    struct text labels = {0};
    int64_t rest = group->sums.items[0].base;
    for (size_t i = group->first; i < group->first + group->count; i++) {
        const struct body_row *row = &table->rows.items[i];
        if (row->cells[COUNT].kind == CONTENT_COUNT && !row->total)
            rest -= row->cells[COUNT].count;
        if (row->cells[COUNT].absence != ABSENCE_SUPPRESSED)
            continue;
        struct text label = row->cells[LABEL].runs.items[0].text;
        labels = labels.length
                     ? text_print(document->arena, "%.*s; %.*s", TEXT_PRINT(labels), TEXT_PRINT(label))
                     : label;
    }
    merged->cells = ARENA_ARRAY(document->arena, struct cell, table->columns.count);
    for (size_t column = 0; column < table->columns.count; column++) {
        merged->cells[column].runs.arena = document->arena;
        if (column > COUNT)
            cell_withhold(&merged->cells[column], withholding_words(document));
    }
    cell_text(&merged->cells[LABEL], report_words(document, MESSAGE("Merged to protect individuals: {rows}",
                                                                    VALUE("rows", labels))));
    cell_count(&merged->cells[COUNT], rest, (struct text){0});
}

static void merge_group(struct withholding *withholding, struct table *table, struct row_group *group)
{
    size_t kept = group->first, end = group->first + group->count, withheld = 0;
    for (size_t i = group->first; i < end; i++)
        withheld += table->rows.items[i].cells[COUNT].absence == ABSENCE_SUPPRESSED;
    if (withheld == 0)
        return;
    struct body_row merged = {0};
    bool placed = false;
    fill_merged(withholding, table, group, &merged);
    for (size_t i = group->first; i < end; i++) {
        if (table->rows.items[i].cells[COUNT].absence != ABSENCE_SUPPRESSED)
            table->rows.items[kept++] = table->rows.items[i];
        else if (!placed)
            table->rows.items[kept++] = merged;
        placed |= kept > group->first && table->rows.items[kept - 1].cells == merged.cells;
    }
    size_t gone = end - kept;
    for (size_t i = end; i < table->rows.count; i++)
        table->rows.items[i - gone] = table->rows.items[i];
    table->rows.count -= gone;
    group->count -= gone;
    for (size_t g = 0; g < table->groups.count; g++)
        if (table->groups.items[g]->first >= end)
            table->groups.items[g]->first -= gone;
}

static void merge_rows(struct withholding *withholding, struct block *block)
{
    if (withholding->results->disclosure.rule != DISCLOSURE_MERGE || !can_be_merged(block))
        return;
    for (size_t g = 0; g < block->table.groups.count; g++)
        merge_group(withholding, &block->table, block->table.groups.items[g]);
}

// ---- Together ----------------------------------------------------------------------------------------------

static bool has_withheld(const struct table *table)
{
    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t column = 0; column < table->columns.count; column++)
            if (table->rows.items[row].cells[column].absence == ABSENCE_SUPPRESSED)
                return true;
    return false;
}

// Once for each table, where its caption is read, and not in every cell.
static void explain_mark(struct withholding *withholding, struct block *block)
{
    struct document *document = withholding->document;
    struct text id = text_print(document->arena, "%.*s.withheld", TEXT_PRINT(block->id));
    run_add(&block->table.caption, (struct text){0})->note = id;
    run_add(table_note(&block->table, id), withholding_mark_words(document));
}

// With the blank before it.
static void forget_mark(void *argument, const struct block *block, struct runs *runs)
{
    const struct withholding *withholding = argument;
    struct text words = withholding_mark_words(withholding->document);
    (void)block;
    for (size_t i = 1; i < runs->count; i++)
        if (text_equal(runs->items[i].text, words))
            runs->items[i].text = runs->items[i - 1].text = (struct text){0};
}

static void withhold(struct withholding *withholding)
{
    const struct blocks *body = &withholding->document->body;
    each_line(body, withhold_runs, withholding);
    for (size_t i = 0; i < body->count; i++) {
        struct block *block = body->items[i];
        if (block->kind != BLOCK_TABLE || !withhold_cells(withholding, &block->table))
            continue;
        replace_charts(withholding, block->id);
        merge_rows(withholding, block);
    }
    bool explained = false;
    for (size_t i = 0; i < body->count; i++)
        if (body->items[i]->kind == BLOCK_TABLE && has_withheld(&body->items[i]->table)) {
            explain_mark(withholding, body->items[i]);
            explained = true;
        }
    if (!explained)
        each_line(body, forget_mark, withholding);
}

static bool refuse_undecided(struct withholding *withholding, struct document *const *documents, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        withholding->document = documents[i];
        tell_all(withholding);
    }
    withholding->small += published_counts_small_rests(&withholding->counts);
    withholding->document = documents[0]; // the others have the same numbers
    each_line(&withholding->document->body, count_small_runs, withholding);
    count_small_cells(withholding);
    if (withholding->small == 0)
        return true;
    return problem_report(
        withholding->problems, (struct place){.source = withholding->results->review.id},
        MESSAGE_COUNT(
            "one count of this report, or what is left of its base, is less than {threshold}, and nobody has "
            "decided whether it may be published",
            "{n} counts of this report, or what is left of their bases, are less than {threshold}, and nobody "
            "has decided whether they may be published",
            withholding->small, NUMBER("threshold", withholding->results->disclosure.threshold)),
        MESSAGE(
            "decide it in the file of the review, under disclosure, and load it: suppress, merge or print; "
            "docs/disclosure.md says which when. For colleagues there is --edition internal"));
}

bool withholding_apply(struct arena *arena, const struct results *results, struct document *const *documents,
                       size_t count, struct problems *problems)
{
    struct withholding withholding = {.results = results, .problems = problems, .good = true};
    if (results->disclosure.rule == DISCLOSURE_PRINT)
        return true;
    published_counts_read(arena, results, &withholding.counts);
    withholding.decided = withholding_is_decided(results);
    if (!withholding.decided)
        return refuse_undecided(&withholding, documents, count);
    for (size_t i = 0; i < count; i++) {
        withholding.document = documents[i];
        withhold_comments(&withholding);
    }
    for (size_t i = 0; i < count; i++) {
        withholding.document = documents[i];
        tell_all(&withholding);
    }
    if (!withholding.good ||
        !published_counts_solve(&withholding.counts, (struct place){.source = results->review.id},
                                problems) ||
        !written_numbers_scan(arena, results, &withholding.counts, problems))
        return false;
    for (size_t i = 0; i < count; i++) {
        withholding.document = documents[i];
        withhold(&withholding);
    }
    return true;
}
