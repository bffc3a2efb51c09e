// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/tables.h"

#include "report/phrase.h"
#include "report/wording.h"

// "hcso.within": what `craffu trace` takes.
static struct text trace(const struct blocks *blocks, struct text a, struct text b)
{
    return text_print(blocks->document->arena, "%.*s.%.*s", TEXT_PRINT(a), TEXT_PRINT(b));
}

static struct table *table_of(struct blocks *blocks, const char *id, struct text caption,
                              struct text first_id, struct text first_heading, unsigned share)
{
    struct table *table = table_add(blocks, text_from(id), caption);
    struct table_column *first = table_column(table, first_id, first_heading, COLUMN_TEXT);
    first->row_header = true;
    first->share = share;
    return table;
}

// ---- Summary by type ---------------------------------------------------------------------------------------

bool table_summary(struct blocks *blocks, const struct results *results, struct problems *problems)
{
    (void)problems;
    const struct field *group = &results->instrument->cases.fields[results->instrument->group];
    struct table *table = table_of(
        blocks, TABLE_SUMMARY,
        report_words(blocks->document,
                     MESSAGE_COUNT("Summary of the one case reviewed, by type",
                                   "Summary of the {n} cases reviewed, by type", results->case_count)),
        TEXT("type"), report_label(blocks->document, &group->label), 3);
    table_column(table, TEXT("cases"), report_word(blocks->document, N_("Number of cases")), COLUMN_COUNT);
    struct row_group *rows = table_group(table, TEXT("types"), (struct text){0});
    row_group_sums_to(rows, 1, (int64_t)results->case_count);
    for (size_t value = 0; value < group->value_count; value++) {
        int64_t count = results_count_group(results, value);
        if (count == 0)
            continue;
        struct cell *cells = table_row(table);
        cell_text(&cells[0], report_label(blocks->document, &group->values[value].label));
        cell_count(&cells[1], count, trace(blocks, group->id, group->values[value].id));
    }
    int64_t unknown = results_count_group(results, GROUP_UNKNOWN);
    if (unknown) {
        struct cell *cells = table_row(table);
        cell_text(&cells[0], report_word(blocks->document, N_("Type not recorded")));
        cell_count(&cells[1], unknown, trace(blocks, group->id, TEXT("not_recorded")));
    }
    struct cell *cells = table_total_row(table);
    cell_text(&cells[0], report_word(blocks->document, N_("Total")));
    cell_count(&cells[1], (int64_t)results->case_count, TEXT("ledger.reviewed"));
    return true;
}

// ---- Detailed findings -------------------------------------------------------------------------------------

static struct text comment_trace(struct arena *arena, const struct results *results,
                                 const struct outcome_comment *comment)
{
    size_t number = (size_t)(comment - results->comments.list.items) + 1;
    return text_print(arena, "comment.%zu", number);
}

// All comments on an outcome, one after the other; a cell without any says so.
static bool fill_comments(struct blocks *blocks, struct cell *cell, const struct results *results,
                          const struct criterion *criterion, size_t outcome, int64_t in_outcome,
                          struct problems *problems)
{
    struct arena *arena = blocks->document->arena;
    struct runs *runs = NULL;
    bool good = true;
    for (size_t i = 0; i < results->comments.list.count; i++) {
        const struct outcome_comment *comment = &results->comments.list.items[i];
        if (!text_equal(comment->criterion, criterion->id) ||
            !text_equal(comment->outcome, criterion->outcomes[outcome].id))
            continue;
        if (runs)
            run_add(runs, TEXT(". "));
        else
            runs = cell_runs(cell);
        struct phrase_counts counts = phrase_counts_of(arena, comment->cases, comment->case_count,
                                                       in_outcome);
        counts.threshold = results->disclosure.threshold;
        struct place place = {.source = results->review.id, .name = comment_trace(arena, results, comment)};
        good &= phrase_add(runs, blocks->document->language, report_label(blocks->document, &comment->text),
                           &counts, place.name, place, problems);
    }
    if (!runs)
        cell_absent(cell, ABSENCE_NOT_APPLICABLE, report_word(blocks->document, N_("No comment")));
    return good;
}

static bool is_printed(const struct results *results, size_t c, size_t outcome)
{
    const struct criterion *criterion = &results->instrument->criteria[c];
    return results_count(results, c, outcome) ||
           !(criterion->hide_empty || criterion->outcomes[outcome].implicit);
}

static bool same_in_a_language(const struct localised *a, const struct localised *b)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        if (text_equal(a->in[language], b->in[language]))
            return true;
    return false;
}

static bool share_a_label(const struct results *results, size_t a, size_t b)
{
    const struct criterion *first = &results->instrument->criteria[a],
                           *second = &results->instrument->criteria[b];
    for (size_t i = 0; i < first->outcome_count; i++)
        for (size_t k = 0; k < second->outcome_count; k++)
            if (is_printed(results, a, i) && is_printed(results, b, k) &&
                same_in_a_language(&first->outcomes[i].label, &second->outcomes[k].label))
                return true;
    return false;
}

// Whether an outcome's label alone does not say of which criterion it is: "Yes", six times.
static bool needs_titles(const struct results *results, bool further)
{
    const struct instrument *instrument = results->instrument;
    for (size_t a = 0; a < instrument->criterion_count; a++)
        for (size_t b = 0; b < a; b++)
            if (instrument->criteria[a].published != further &&
                instrument->criteria[b].published != further && share_a_label(results, a, b))
                return true;
    return false;
}

static bool add_criterion(struct blocks *blocks, struct table *table, const struct results *results, size_t c,
                          bool titled, struct problems *problems)
{
    const struct criterion *criterion = &results->instrument->criteria[c];
    struct text title = titled ? report_label(blocks->document, &criterion->title) : (struct text){0};
    struct row_group *group = table_group(table, criterion->id, title);
    if (!titled)
        group->name = report_label(blocks->document, &criterion->title);
    row_group_sums_to(group, 1, (int64_t)results->case_count);
    bool good = true;
    for (size_t i = 0; i < criterion->outcome_count; i++) {
        size_t outcome = criterion->order[i];
        int64_t count = results_count(results, c, outcome);
        if (!is_printed(results, c, outcome))
            continue;
        struct cell *cells = table_row(table);
        cell_text(&cells[0], report_label(blocks->document, &criterion->outcomes[outcome].label));
        cell_count(&cells[1], count, trace(blocks, criterion->id, criterion->outcomes[outcome].id));
        good &= fill_comments(blocks, &cells[2], results, criterion, outcome, count, problems);
        if (cells[2].kind == CONTENT_RUNS)
            cell_follow(&cells[2], cells[1].trace); // it tells of the same few cases
    }
    return good;
}

bool table_detailed(struct blocks *blocks, const struct results *results, bool further,
                    struct problems *problems)
{
    struct message caption =
        further ? MESSAGE_COUNT("Further criteria: the outcome of the one case reviewed",
                                "Further criteria: outcomes of the {n} cases reviewed", results->case_count)
                : MESSAGE_COUNT("Detailed findings: the outcome of the one case reviewed, for each criterion",
                                "Detailed findings: outcomes of the {n} cases reviewed, for each criterion",
                                results->case_count);
    struct table *table = table_of(blocks, further ? TABLE_FURTHER : TABLE_DETAILED,
                                   report_words(blocks->document, caption), TEXT("finding"),
                                   report_word(blocks->document, N_("Finding")), 4);
    table_column(table, TEXT("cases"), report_word(blocks->document, N_("Number of cases")), COLUMN_COUNT)
        ->share = 2;
    table_column(table, TEXT("comments"), report_word(blocks->document, N_("Comments")), COLUMN_TEXT)->share =
        5;
    bool good = true, titled = needs_titles(results, further);
    table->groups_heading = report_word(blocks->document, N_("Criterion"));
    for (size_t c = 0; c < results->instrument->criterion_count; c++)
        if (results->instrument->criteria[c].published != further)
            good &= add_criterion(blocks, table, results, c, titled, problems);
    return good;
}

bool results_has_further(const struct results *results)
{
    for (size_t c = 0; c < results->instrument->criterion_count; c++)
        if (!results->instrument->criteria[c].published)
            return true;
    return false;
}

// ---- Compliance --------------------------------------------------------------------------------------------

static void add_proportion(struct cell *cell, struct blocks *blocks, int64_t part, int64_t base,
                           struct text trace)
{
    if (base)
        cell_proportion(cell, part, base, trace);
    else
        cell_absent(cell, ABSENCE_NOT_APPLICABLE, report_word(blocks->document, N_("No case in this base")));
}

static void add_compliance(struct blocks *blocks, struct table *table, const struct results *results,
                           size_t c, const struct compliance_base *base)
{
    struct arena *arena = blocks->document->arena;
    const struct criterion *criterion = &results->instrument->criteria[c];
    struct text base_id = base ? base->id : TEXT("reviewed");
    int64_t all = results_count_base(results, c, base);
    struct cell *cells = table_row(table);
    cell_text(&cells[0], report_label(blocks->document, &criterion->title));
    cell_text(&cells[1], base ? report_label(blocks->document, &base->label)
                              : report_word(blocks->document, N_("of all cases reviewed")));
    struct text name = trace(blocks, criterion->id, TEXT("met"));
    add_proportion(&cells[2], blocks, results_count_met(results, c, base, false), all,
                   trace(blocks, name, base_id));
    if (table->columns.count > 3)
        add_proportion(
            &cells[3], blocks, results_count_met(results, c, base, true), all,
            text_print(arena, "%.*s.judged_met.%.*s", TEXT_PRINT(criterion->id), TEXT_PRINT(base_id)));
}

bool table_compliance(struct blocks *blocks, const struct results *results, bool judged,
                      struct problems *problems)
{
    (void)problems;
    struct text caption = report_words(
        blocks->document,
        MESSAGE_COUNT(
            "Compliance: the one case reviewed, if it met the criterion, and the base of each figure",
            "Compliance: how many of the {n} cases reviewed met each criterion, and the base of each figure",
            results->case_count));
    struct table *table = table_of(blocks, TABLE_COMPLIANCE, caption, TEXT("criterion"),
                                   report_word(blocks->document, N_("Criterion")), 3);
    table_column(table, TEXT("base"), report_word(blocks->document, N_("Base")), COLUMN_TEXT)->share = 3;
    table_column(table, TEXT("met"), report_word(blocks->document, N_("Met")), COLUMN_PROPORTION)->share = 2;
    if (judged && results_has_departures(results))
        table_column(table, TEXT("judged_met"), report_word(blocks->document, N_("Met, as reviewers judged")),
                     COLUMN_PROPORTION)
            ->share = 2;
    for (size_t c = 0; c < results->instrument->criterion_count; c++) {
        const struct criterion *criterion = &results->instrument->criteria[c];
        add_compliance(blocks, table, results, c, NULL);
        for (size_t b = 0; b < criterion->base_count; b++)
            add_compliance(blocks, table, results, c, &criterion->bases[b]);
    }
    return true;
}

// ---- Departures --------------------------------------------------------------------------------------------

bool results_has_departures(const struct results *results)
{
    for (size_t i = 0; i < results->case_count; i++)
        for (size_t c = 0; c < results->instrument->criterion_count; c++)
            if (results->cases[i].answers[c].departs)
                return true;
    return false;
}

static void add_departure(struct blocks *blocks, struct table *table, const struct criterion *criterion,
                          const struct reviewed_case *reviewed, const struct case_answer *answer)
{
    struct cell *cells = table_row(table);
    cell_text(&cells[0], report_label(blocks->document, &criterion->title));
    cell_text(&cells[1], report_label(blocks->document, &criterion->outcomes[answer->outcome].label));
    struct text judged = report_label(blocks->document, &criterion->departure);
    cell_text(&cells[2],
              judged.length && answer->judged_standing == STANDING_MET
                  ? judged
                  : report_words(blocks->document,
                                 MESSAGE("judged {standing}",
                                         WORD("standing", standing_words(answer->judged_standing)))));
    cell_verbatim(&cells[3], report_label(blocks->document, &answer->departure_reason));
    if (table->columns.count > 4)
        cell_verbatim(&cells[4], reviewed->entry->record.reference);
}

bool table_departures(struct blocks *blocks, const struct results *results, bool references,
                      struct problems *problems)
{
    (void)problems;
    struct table *table = table_of(
        blocks, TABLE_DEPARTURES,
        report_word(blocks->document,
                    N_("Where reviewers judged otherwise than the rule says, one row a case; the "
                       "tables count what the rule says")),
        TEXT("criterion"), report_word(blocks->document, N_("Criterion")), 2);
    table_column(table, TEXT("computed"), report_word(blocks->document, N_("By the rule")), COLUMN_TEXT)
        ->share = 2;
    table_column(table, TEXT("judged"), report_word(blocks->document, N_("Reviewers' judgement")),
                 COLUMN_TEXT)
        ->share = 2;
    table_column(table, TEXT("reason"), report_word(blocks->document, N_("Reason")), COLUMN_TEXT)->share = 4;
    if (references)
        table_column(table, TEXT("case"), report_word(blocks->document, N_("Case")), COLUMN_TEXT)->share = 2;
    for (size_t c = 0; c < results->instrument->criterion_count; c++)
        for (size_t i = 0; i < results->case_count; i++)
            if (results->cases[i].answers[c].departs)
                add_departure(blocks, table, &results->instrument->criteria[c], &results->cases[i],
                              &results->cases[i].answers[c]);
    return true;
}

// ---- The ledger --------------------------------------------------------------------------------------------

// The reasons for which cases are in a state, each once.
static void fill_reasons(struct blocks *blocks, struct cell *cell, const struct results *results,
                         enum ledger_state state)
{
    struct runs *runs = NULL;
    struct text_map told;
    text_map_init(&told, blocks->document->arena);
    for (size_t i = 0; i < results->ledger.list.count; i++) {
        const struct ledger_entry *entry = &results->ledger.list.items[i];
        struct text reason = report_label(blocks->document, &entry->reason);
        if (entry->state != state || reason.length == 0 || !text_map_put(&told, reason, i, NULL))
            continue;
        if (runs)
            run_add(runs, TEXT("; "));
        else
            runs = cell_runs(cell);
        run_add(runs, reason)->verbatim = true;
    }
    if (!runs)
        cell_absent(cell, ABSENCE_NOT_APPLICABLE, report_word(blocks->document, N_("No reason is needed")));
}

bool table_ledger(struct blocks *blocks, const struct results *results, struct problems *problems)
{
    (void)problems;
    struct table *table = table_of(
        blocks, TABLE_LEDGER,
        report_words(blocks->document,
                     MESSAGE_COUNT("What became of the one case selected",
                                   "What became of the {n} cases selected", results->ledger_counts.selected)),
        TEXT("state"), report_word(blocks->document, N_("State")), 3);
    table_column(table, TEXT("cases"), report_word(blocks->document, N_("Number of cases")), COLUMN_COUNT)
        ->share = 2;
    table_column(table, TEXT("reason"), report_word(blocks->document, N_("Reason")), COLUMN_TEXT)->share = 4;
    struct row_group *group = table_group(table, TEXT("states"), (struct text){0});
    row_group_sums_to(group, 1, results->ledger_counts.selected);
    for (int state = 0; state < LEDGER_STATE_COUNT; state++) {
        struct cell *cells = table_row(table);
        struct text id = text_from(ledger_state_id((enum ledger_state)state));
        cell_text(&cells[0], report_word(blocks->document, ledger_state_words((enum ledger_state)state)));
        cell_count(&cells[1], results->ledger_counts.in[state], trace(blocks, TEXT("ledger"), id));
        fill_reasons(blocks, &cells[2], results, (enum ledger_state)state);
    }
    struct cell *cells = table_total_row(table);
    cell_text(&cells[0], report_word(blocks->document, N_("Total selected")));
    cell_count(&cells[1], results->ledger_counts.selected, TEXT("ledger.selected"));
    cell_absent(&cells[2], ABSENCE_NOT_APPLICABLE, report_word(blocks->document, N_("No reason is needed")));
    return true;
}
