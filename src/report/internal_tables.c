// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/internal_tables.h"

#include "report/wording.h"

static struct table *table_of(struct blocks *blocks, const char *id, const char *caption,
                              const char *first_id, const char *first_heading)
{
    struct document *document = blocks->document;
    struct table *table = table_add(blocks, text_from(id), report_word(document, caption));
    struct table_column *first = table_column(table, text_from(first_id),
                                              report_word(document, first_heading), COLUMN_TEXT);
    first->row_header = true;
    first->share = 3;
    return table;
}

static void add_case_columns(struct blocks *blocks, struct table *table)
{
    table_column(table, TEXT("cases"), report_word(blocks->document, N_("Number of cases")), COLUMN_COUNT)
        ->share = 2;
    table_column(table, TEXT("references"), report_word(blocks->document, N_("Cases")), COLUMN_TEXT)->share =
        5;
}

// The force's own references: nobody's abbreviations or figures.
static void add_reference(struct cell *cell, struct text reference)
{
    if (cell->kind == CONTENT_UNSET)
        cell_verbatim(cell, reference);
    else {
        run_add(&cell->runs, TEXT(", "));
        run_add(&cell->runs, reference)->verbatim = true;
    }
}

// ---- Outcomes ----------------------------------------------------------------------------------------------

static void add_outcome(struct blocks *blocks, struct table *table, const struct results *results, size_t c,
                        size_t outcome)
{
    const struct criterion *criterion = &results->instrument->criteria[c];
    int64_t count = results_count(results, c, outcome);
    if (count == 0)
        return;
    struct cell *cells = table_row(table);
    cell_text(&cells[0], report_label(blocks->document, &criterion->outcomes[outcome].label));
    cell_count(&cells[1], count,
               text_print(blocks->document->arena, "%.*s.%.*s", TEXT_PRINT(criterion->id),
                          TEXT_PRINT(criterion->outcomes[outcome].id)));
    for (size_t row = 0; row < results->case_count; row++)
        if (results->cases[row].answers[c].outcome == outcome)
            add_reference(&cells[2], results->cases[row].entry->record.reference);
}

static void add_outcomes(struct blocks *blocks, const struct results *results)
{
    struct table *table = table_of(blocks, TABLE_CASES_OF_OUTCOMES, N_("The cases behind each outcome"),
                                   "outcome", N_("Outcome"));
    add_case_columns(blocks, table);
    for (size_t c = 0; c < results->instrument->criterion_count; c++) {
        const struct criterion *criterion = &results->instrument->criteria[c];
        struct row_group *group = table_group(table, criterion->id,
                                              report_label(blocks->document, &criterion->title));
        row_group_sums_to(group, 1, (int64_t)results->case_count);
        for (size_t i = 0; i < criterion->outcome_count; i++)
            add_outcome(blocks, table, results, c, criterion->order[i]);
    }
}

// ---- Findings ----------------------------------------------------------------------------------------------

static void add_finding(struct blocks *blocks, struct table *table, const struct results *results, size_t i)
{
    static const char *const kinds[] = {[FINDING_BEST_PRACTICE] = N_("Best practice"),
                                        [FINDING_AREA_FOR_LEARNING] = N_("Area of learning"),
                                        [FINDING_IMMEDIATE_RISK] = N_("Immediate risk")};
    const struct finding *finding = &results->findings.list.items[i];
    struct arena *arena = blocks->document->arena;
    struct cell *cells = table_row(table);
    struct text_map told;
    text_map_init(&told, arena);
    cell_text(&cells[0], text_print(arena, "%zu. %.*s", i + 1,
                                    TEXT_PRINT(report_word(blocks->document, kinds[finding->kind]))));
    for (size_t k = 0; k < finding->case_count; k++)
        if (text_map_put(&told, finding->cases[k].id, k, NULL))
            add_reference(&cells[2], finding->cases[k].reference);
    cell_count(&cells[1], (int64_t)told.count, text_print(arena, "finding.%zu", i + 1));
    if (finding->case_count == 0)
        cell_empty(&cells[2], report_word(blocks->document, N_("It is linked to no case")));
}

static void add_findings(struct blocks *blocks, const struct results *results)
{
    if (results->findings.list.count == 0)
        return;
    struct table *table = table_of(blocks, TABLE_CASES_OF_FINDINGS,
                                   N_("The cases behind each finding, in the order of the file of findings"),
                                   "finding", N_("Finding"));
    add_case_columns(blocks, table);
    for (size_t i = 0; i < results->findings.list.count; i++)
        add_finding(blocks, table, results, i);
}

// ---- Reviewers ---------------------------------------------------------------------------------------------

struct reviewer {
    struct text name;
    int64_t cases, answers, agreed, moderated;
};

static struct reviewer *reviewer_of(struct reviewer *reviewers, size_t *count, struct text_map *names,
                                    struct text name)
{
    size_t at = *count;
    if (text_map_put(names, name, at, &at)) {
        reviewers[*count] = (struct reviewer){.name = name};
        ++*count;
    }
    return &reviewers[at];
}

// Judged answers only: what is computed nobody answers.
static void count_answers(const struct results *results, const struct assessment *assessment,
                          struct reviewer *reviewer)
{
    size_t row, c, outcome;
    if (!results_find_case(results, assessment->case_id, &row))
        return;
    reviewer->cases++;
    for (size_t i = 0; i < assessment->answer_count; i++) {
        const struct answer *answer = &assessment->answers[i];
        if (answer->judged.length == 0 ||
            !instrument_find_criterion(results->instrument, answer->criterion, &c) ||
            !criterion_find_outcome(&results->instrument->criteria[c], answer->judged, &outcome))
            continue;
        reviewer->answers++;
        reviewer->agreed += results->cases[row].answers[c].outcome == outcome;
        reviewer->moderated += results->cases[row].answers[c].moderated;
    }
}

static void add_reviewer(struct blocks *blocks, struct table *table, const struct reviewer *reviewer)
{
    struct cell *cells = table_row(table);
    cell_verbatim(&cells[0], reviewer->name);
    cell_count(&cells[1], reviewer->cases, (struct text){0});
    if (reviewer->answers)
        cell_proportion(&cells[2], reviewer->agreed, reviewer->answers, (struct text){0});
    else
        cell_empty(&cells[2], report_word(blocks->document, N_("Nothing was judged")));
    cell_count(&cells[3], reviewer->moderated, (struct text){0});
}

static void add_reviewers(struct blocks *blocks, const struct results *results)
{
    struct document *document = blocks->document;
    size_t count = 0, most = results->assessments.list.count;
    struct reviewer *reviewers = ARENA_ARRAY(document->arena, struct reviewer, most);
    struct text_map names;
    text_map_init(&names, document->arena);
    for (size_t i = 0; i < most; i++) {
        const struct assessment *assessment = &results->assessments.list.items[i];
        if (assessment->kind == ASSESSMENT_REVIEW && assessment->state == ASSESSMENT_SUBMITTED)
            count_answers(results, assessment, reviewer_of(reviewers, &count, &names, assessment->reviewer));
    }
    if (count == 0)
        return;
    struct table *table = table_of(blocks, TABLE_REVIEWERS,
                                   N_("Reviewers, and how often their answers are what was agreed"),
                                   "reviewer", N_("Reviewer"));
    table_column(table, TEXT("cases"), report_word(document, N_("Cases assessed")), COLUMN_COUNT)->share = 2;
    table_column(table, TEXT("agreed"), report_word(document, N_("Answers that are what was agreed")),
                 COLUMN_PROPORTION)
        ->share = 3;
    table_column(table, TEXT("moderated"),
                 report_word(document, N_("Answers to criteria that were moderated")), COLUMN_COUNT)
        ->share = 3;
    for (size_t i = 0; i < count; i++)
        add_reviewer(blocks, table, &reviewers[i]);
}

void internal_tables(struct blocks *blocks, const struct results *results)
{
    heading_add(blocks, 1, TEXT("internal"), report_word(blocks->document, N_("For colleagues only")));
    paragraph_add_text(blocks, report_word(blocks->document,
                                           N_("The tables of this section are not in the public edition. The "
                                              "references are the force's own.")));
    add_outcomes(blocks, results);
    add_findings(blocks, results);
    add_reviewers(blocks, results);
}
