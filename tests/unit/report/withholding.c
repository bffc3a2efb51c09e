// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/withholding.h"

#include "test.h"

#include "document/checked.h"
#include "document/each_text.h"
#include "document/writers.h"
#include "format/json.h"
#include "report/published_counts.h"
#include "report/report.h"
#include "report/reviewers.h"
#include "report/tables.h"
#include "snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct results decided(struct snapshot *snapshot, enum disclosure_rule rule, int64_t threshold)
{
    struct results results = snapshot_results(snapshot);
    results.disclosure.rule = rule;
    results.disclosure.threshold = threshold;
    return results;
}

static bool build(struct snapshot *snapshot, const struct results *results, enum edition edition,
                  const struct checked_document *checked[static LANGUAGE_COUNT])
{
    struct report_options options = {.date = {2019, 10, 1}, .edition = edition};
    return report_build(snapshot->arena, results, &options, checked, &snapshot->problems);
}

static struct text json_of(struct snapshot *snapshot, const struct checked_document *checked)
{
    struct buffer out = {0};
    document_write_json(checked, &out);
    struct text json = text_copy(snapshot->arena, buffer_text(&out));
    buffer_dispose(&out);
    return json;
}

static bool says(struct text text, const char *words)
{
    size_t at;
    return text_find(text, text_from(words), &at);
}

// Every number of the tree that is about people: the traces of the office's own work begin with "ledger".
static void assert_no_small_number(const struct json_node *node, int64_t threshold)
{
    static const char *const names[] = {"count", "part", "base", "number"};
    if (node->kind == JSON_NODE_ARRAY)
        for (size_t i = 0; i < node->count; i++)
            assert_no_small_number(&node->items[i], threshold);
    if (node->kind != JSON_NODE_OBJECT)
        return;
    const struct json_node *trace = json_node_find(node, "trace"), *id = json_node_find(node, "id");
    if (trace && trace->kind == JSON_NODE_TEXT && text_starts(trace->text, TEXT("ledger")))
        return;
    if (id && id->kind == JSON_NODE_TEXT &&
        (text_equal(id->text, TEXT(TABLE_LEDGER)) || text_equal(id->text, TEXT(TABLE_AGREEMENT))))
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int64_t number;
        const struct json_node *value = json_node_find(node, names[i]);
        bool of_a_table = json_node_find(node, "caption") || json_node_find(node, "runs");
        of_a_table = of_a_table || (id && json_node_find(node, "text")); // a note's number
        if (value && !of_a_table && json_node_integer(value, &number) && number > 0 && number < threshold)
            fail_msg("%s %lld", names[i], (long long)number);
    }
    for (size_t i = 0; i < node->count; i++)
        assert_no_small_number(&node->members[i].value, threshold);
}

static void assert_protected(enum disclosure_rule rule, int64_t threshold)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = decided(&snapshot, rule, threshold);
    const struct checked_document *checked[LANGUAGE_COUNT];
    if (!build(&snapshot, &results, EDITION_PUBLIC, checked))
        fail_msg("%.*s", TEXT_PRINT(snapshot_problems(&snapshot)));
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct text json = json_of(&snapshot, checked[language]);
        struct json_node root;
        assert_true(json_node_read(snapshot.arena, TEXT("json"), json, &root, &snapshot.problems));
        assert_no_small_number(&root, threshold);
        assert_false(says(json, "DP-2019"));
    }
    snapshot_close(&snapshot);
}

TEST(no_small_count_is_in_a_public_report)
{
    assert_protected(DISCLOSURE_SUPPRESS, 5);
    assert_protected(DISCLOSURE_SUPPRESS, 3);
    assert_protected(DISCLOSURE_MERGE, 5);
    assert_protected(DISCLOSURE_MERGE, 3);
}

TEST(sentences_say_a_bound_and_comments_on_few_cases_go)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = decided(&snapshot, DISCLOSURE_SUPPRESS, 5);
    const struct checked_document *checked[LANGUAGE_COUNT];
    assert_true(build(&snapshot, &results, EDITION_PUBLIC, checked));
    struct text english = json_of(&snapshot, checked[LANGUAGE_ENGLISH]),
                welsh = json_of(&snapshot, checked[LANGUAGE_WELSH]);
    assert_true(says(english, "Fewer than five cases") && says(welsh, "Llai na phum achos"));
    assert_false(says(english, "Both") || says(english, "text contact rather than email"));
    assert_false(says(english, "judged_met") || says(english, "\"" TABLE_DEPARTURES "\""));
    // The mark in every cell, what it stands for once for each table.
    assert_true(says(english, "\"mark\":\"[c]\"") || says(english, "\"mark\": \"[c]\""));
    assert_true(says(english, "[c] stands for what is withheld to protect individuals."));
    assert_true(says(english, "\"" TABLE_SUMMARY ".withheld\""));
    assert_false(says(english, "\"" TABLE_LEDGER ".withheld\""));
    snapshot_close(&snapshot);
}

static bool has_withheld_cell(const struct table *table)
{
    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t column = 0; column < table->columns.count; column++)
            if (text_equal(table->rows.items[row].cells[column].mark, TEXT(WITHHELD_MARK)))
                return true;
    return false;
}

static void count_explanation(void *argument, const struct block *block, const char *what, struct text text)
{
    size_t *count = argument, at;
    (void)what;
    *count += block && text_find(text, TEXT("[c] stands for"), &at);
}

// Of a document that a public report was built from: under each table with a mark, and among the words about the figures.
static size_t assert_explained_where_it_occurs(const struct document *document)
{
    size_t tables = 0, explanations = 0;
    for (size_t i = 0; i < document->body.count; i++) {
        const struct block *block = document->body.items[i];
        bool marked = block->kind == BLOCK_TABLE && has_withheld_cell(&block->table);
        struct text id = text_print(document->arena, "%.*s.withheld", TEXT_PRINT(block->id));
        bool explained = false;
        for (size_t n = 0; block->kind == BLOCK_TABLE && n < block->table.notes.count; n++)
            explained |= text_equal(block->table.notes.items[n]->id, id);
        assert_int_equal(explained, marked);
        tables += marked;
    }
    document_each_text(document, count_explanation, &explanations);
    assert_int_equal(explanations, tables ? tables + 1 : 0);
    return tables;
}

TEST(the_mark_is_explained_where_it_occurs_and_nowhere_else)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    const struct checked_document *checked[LANGUAGE_COUNT];
    static const enum disclosure_rule rules[] = {DISCLOSURE_SUPPRESS, DISCLOSURE_MERGE, DISCLOSURE_PRINT};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct results results = decided(&snapshot, rules[i], 5);
        assert_true(build(&snapshot, &results, EDITION_PUBLIC, checked));
        assert_int_equal(assert_explained_where_it_occurs(checked[LANGUAGE_ENGLISH]->document) > 0,
                         rules[i] != DISCLOSURE_PRINT);
    }
    struct results results = decided(&snapshot, DISCLOSURE_SUPPRESS, 1); // nothing is small
    assert_true(build(&snapshot, &results, EDITION_PUBLIC, checked));
    assert_int_equal(assert_explained_where_it_occurs(checked[LANGUAGE_ENGLISH]->document), 0);
    snapshot_close(&snapshot);
}

TEST(merged_rows_keep_their_sum)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = decided(&snapshot, DISCLOSURE_MERGE, 5);
    const struct checked_document *checked[LANGUAGE_COUNT];
    assert_true(build(&snapshot, &results, EDITION_PUBLIC, checked)); // its sums are checked
    struct buffer csv = {0};
    document_write_csv(checked[LANGUAGE_ENGLISH], 0, &csv);
    assert_true(says(buffer_text(&csv), "\"Homophobic / Transphobic\",5"));
    assert_true(says(buffer_text(&csv),
                     "\"Merged to protect individuals: Racially Aggravated; Religiously Aggravated; "
                     "Disability related / mate crime\",6"));
    buffer_dispose(&csv);
    snapshot_close(&snapshot);
}

TEST(without_a_decision_small_counts_are_refused)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = decided(&snapshot, DISCLOSURE_UNDECIDED, 5);
    const struct checked_document *checked[LANGUAGE_COUNT];
    assert_false(build(&snapshot, &results, EDITION_PUBLIC, checked));
    assert_true(says(snapshot_problems(&snapshot), "nobody has decided whether they may be published"));
    assert_true(build(&snapshot, &results, EDITION_INTERNAL, checked));
    snapshot_close(&snapshot);
}

TEST(what_cannot_be_proven_is_refused)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = decided(&snapshot, DISCLOSURE_SUPPRESS, 11); // of eleven cases
    const struct checked_document *checked[LANGUAGE_COUNT];
    assert_false(build(&snapshot, &results, EDITION_PUBLIC, checked));
    assert_true(says(snapshot_problems(&snapshot), "this small count cannot be withheld"));
    snapshot_close(&snapshot);
}

TEST(the_internal_edition_is_marked_and_has_every_count_and_reference)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = decided(&snapshot, DISCLOSURE_SUPPRESS, 5);
    const struct checked_document *checked[LANGUAGE_COUNT];
    assert_true(build(&snapshot, &results, EDITION_INTERNAL, checked));
    struct text english = json_of(&snapshot, checked[LANGUAGE_ENGLISH]);
    assert_true(says(english, "\"marking\": \"Internal: not for publication"));
    assert_true(says(json_of(&snapshot, checked[LANGUAGE_WELSH]), "Mewnol: nid i'w gyhoeddi"));
    assert_true(says(english, "DP-2019-0019") && says(english, "judged_met") && says(english, "Reviewer 1"));
    assert_true(says(english, "hate-crime-snapshot-2019.internal.cy.html"));
    assert_false(says(english, "hate-crime-snapshot-2019.cy.html") || says(english, "[c]"));
    snapshot_close(&snapshot);
}

TEST(a_sentence_on_the_cases_of_an_outcome_does_not_tell_its_count)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = decided(&snapshot, DISCLOSURE_SUPPRESS, 3);
    struct published_counts counts;
    published_counts_read(snapshot.arena, &results, &counts);
    // The finding on referrals is about exactly the cases of an outcome: as large as that, told as it is.
    assert_true(published_counts_tell(&counts, TEXT("finding.3"), true));
    assert_true(published_counts_tell(&counts, TEXT("referral.met.reviewed"), false));
    assert_false(published_counts_tell(&counts, TEXT("finding.99"), true));
    assert_true(published_counts_solve(&counts, (struct place){0}, &snapshot.problems));
    assert_true(published_count_is_withheld(&counts, TEXT("finding.3")));
    snapshot_close(&snapshot);
}

TEST(a_figure_of_withheld_counts_is_left_out_and_numbers_of_unknown_cases_are_refused)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = decided(&snapshot, DISCLOSURE_SUPPRESS, 3);
    struct document *document = document_new(snapshot.arena, LANGUAGE_ENGLISH);
    struct table *table = table_add(&document->body, TEXT("outcomes"), TEXT("Outcomes"));
    table_column(table, TEXT("what"), TEXT("What"), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("cases"), TEXT("Cases"), COLUMN_COUNT);
    struct cell *cells = table_row(table);
    cell_text(&cells[0], TEXT("Outside"));
    cell_count(&cells[1], 2, TEXT("hcso.outside"));
    chart_column(chart_add(&document->body, CHART_BARS, TEXT("figure"), TEXT("outcomes"), TEXT("Outcomes"),
                           TEXT("Two cases were outside.")),
                 1);
    assert_true(withholding_apply(snapshot.arena, &results, &document, 1, &snapshot.problems));
    assert_true(document->body.items[1]->kind == BLOCK_PARAGRAPH);
    assert_text_equal(document->body.items[1]->id, "figure");
    assert_true(cells[1].absence == ABSENCE_SUPPRESSED && cells[1].count == 0 && cells[1].trace.length == 0);
    cell_count(&cells[1], 7, TEXT("no.such"));
    assert_false(withholding_apply(snapshot.arena, &results, &document, 1, &snapshot.problems));
    assert_true(says(snapshot_problems(&snapshot), "it is not known of which cases this number is"));
    snapshot_close(&snapshot);
}

TEST(what_is_left_of_a_base_counts_as_small_where_nobody_has_decided)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = decided(&snapshot, DISCLOSURE_UNDECIDED, 5);
    struct document *document = document_new(snapshot.arena, LANGUAGE_ENGLISH);
    struct table *table = table_add(&document->body, TEXT("compliance"), TEXT("Compliance"));
    table_column(table, TEXT("what"), TEXT("What"), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("met"), TEXT("Met"), COLUMN_PROPORTION);
    struct cell *cells = table_row(table);
    cell_text(&cells[0], TEXT("Within"));
    for (int64_t met = 0; met <= 11; met++) {
        bool is_open = met == 0 || met == 5 || met == 6 || met == 11;
        cell_proportion(&cells[1], met, 11, TEXT("hcso.met.reviewed"));
        assert_int_equal(withholding_apply(snapshot.arena, &results, &document, 1, &snapshot.problems),
                         is_open);
    }
    assert_true(says(snapshot_problems(&snapshot), "one count of this report, or what is left of its base"));
    snapshot_close(&snapshot);
}

TEST(a_number_is_withheld_in_each_language_by_whatever_name_it_is_called_there)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = decided(&snapshot, DISCLOSURE_SUPPRESS, 5);
    const struct checked_document *checked[LANGUAGE_COUNT];
    struct finding *finding = &results.findings.list.items[2];
    for (size_t i = 0; i < finding->case_count; i++)
        finding->cases[i].part = TEXT("sent");
    finding->text.in[LANGUAGE_ENGLISH] = TEXT("It was so in {n:cases}.");
    finding->text.in[LANGUAGE_WELSH] = TEXT("Felly mewn {sent:cases}.");
    assert_true(build(&snapshot, &results, EDITION_PUBLIC, checked));
    assert_true(says(json_of(&snapshot, checked[LANGUAGE_ENGLISH]), "fewer than five cases"));
    struct text welsh = json_of(&snapshot, checked[LANGUAGE_WELSH]);
    assert_true(says(welsh, "llai na phum achos"));
    assert_false(says(welsh, "dau achos"));
    snapshot_close(&snapshot);
}

static const struct block *table_of(const struct checked_document *checked, const char *id)
{
    for (size_t i = 0; i < checked->tables.count; i++)
        if (text_equal(checked->tables.items[i]->id, text_from(id)))
            return checked->tables.items[i];
    fail_msg("no table %s", id);
    return NULL;
}

// With how often all agreed, which is printed, a coefficient to two places leaves few ways in which the answers can have been.
TEST(agreement_beyond_chance_is_withheld_where_an_outcome_of_the_criterion_is)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = decided(&snapshot, DISCLOSURE_SUPPRESS, 5);
    const struct checked_document *checked[LANGUAGE_COUNT], *whole[LANGUAGE_COUNT];
    assert_true(build(&snapshot, &results, EDITION_PUBLIC, checked));
    results.disclosure.rule = DISCLOSURE_PRINT;
    assert_true(build(&snapshot, &results, EDITION_PUBLIC, whole));
    const struct table *seen = &table_of(checked[0], TABLE_AGREEMENT)->table,
                       *all = &table_of(whole[0], TABLE_AGREEMENT)->table;
    size_t withheld = 0;
    for (size_t row = 0; row < seen->rows.count; row++)
        for (size_t column = 1; column <= 3; column++) {
            bool hidden = seen->rows.items[row].cells[column].absence == ABSENCE_SUPPRESSED;
            assert_false(hidden && column == 1);
            assert_false(all->rows.items[row].cells[column].absence == ABSENCE_SUPPRESSED);
            withheld += hidden;
        }
    assert_true(withheld > 0);
    snapshot_close(&snapshot);
}

static bool prints(const struct document *document, const char *trace)
{
    for (size_t i = 0; i < document->body.count; i++) {
        const struct block *block = document->body.items[i];
        for (size_t row = 0; block->kind == BLOCK_TABLE && row < block->table.rows.count; row++)
            for (size_t column = 0; column < block->table.columns.count; column++)
                if (text_equal(block->table.rows.items[row].cells[column].trace, text_from(trace)))
                    return true;
    }
    return false;
}

// By the instrument, cases without a contract are those whose updates are not applicable, and all but those whose contract
// was agreed. With them and the contracts that were tailored, a reader has those from a template: one.
TEST(the_contract_from_a_template_cannot_be_worked_out_from_other_criteria)
{
    const enum disclosure_rule rules[] = {DISCLOSURE_SUPPRESS, DISCLOSURE_MERGE};
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct results results = decided(&snapshot, rules[i], 3);
        const struct checked_document *checked[LANGUAGE_COUNT];
        assert_true(build(&snapshot, &results, EDITION_PUBLIC, checked));
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            const struct document *document = checked[language]->document;
            assert_true(prints(document, "contract.agreed") || prints(document, "updates.not_applicable") ||
                        prints(document, "tailored.not_applicable"));
            assert_false(prints(document, "tailored.template") || prints(document, "tailored.tailored"));
            assert_false(prints(document, "tailored.met.reviewed") ||
                         prints(document, "tailored.met.with_contract"));
        }
    }
    snapshot_close(&snapshot);
}

// ---- A reader who tries every way in which the cases may be spread over the outcomes ------------------------

enum { NUMBERS = 400, SPREAD = 12 };
struct number {
    struct text name;
    int64_t part, base; // of a count the base is 0
    bool withheld;
    int64_t low, high, base_low, base_high; // what the reader finds possible
};
struct reader {
    const struct criterion *criterion;
    int64_t cases, threshold;
    struct number *numbers;
    size_t count;
    int64_t spread[SPREAD];
    bool printed[SPREAD]; // the outcome has a row
};

// Puts the same outcome, or any, on the cases, so that counts are of all sizes.
static void spread_at_random(struct results *results, uint64_t *random)
{
    results->findings.list.count = results->comments.list.count = 0;
    results->agreed.answers.count = results->assessments.list.count = 0;
    for (size_t c = 0; c < results->instrument->criterion_count; c++)
        for (size_t i = 0; i < results->case_count; i++) {
            *random = *random * 6364136223846793005u + 1442695040888963407u;
            uint64_t some = *random >> 33;
            size_t outcomes = results->instrument->criteria[c].outcome_count;
            results->cases[i].answers[c].departs = false;
            results->cases[i].answers[c].outcome = (uint8_t)(some % 5 ? some / 5 % outcomes : 0);
        }
}

// What two editions of one report have at the same places: the one with everything says what the other withholds.
static void compare(const struct document *whole, const struct document *public, struct number *numbers,
                    size_t *count)
{
    *count = 0;
    assert_int_equal(whole->body.count, public->body.count);
    for (size_t i = 0; i < whole->body.count; i++) {
        const struct block *block = whole->body.items[i];
        for (size_t row = 0; block->kind == BLOCK_TABLE && row < block->table.rows.count; row++)
            for (size_t column = 0; column < block->table.columns.count; column++) {
                const struct cell *cell = &block->table.rows.items[row].cells[column];
                const struct cell *seen = &public->body.items[i]->table.rows.items[row].cells[column];
                if (!cell->trace.length || (cell->kind != CONTENT_COUNT && cell->kind != CONTENT_PROPORTION))
                    continue;
                assert_true(*count < NUMBERS);
                numbers[(*count)++] = (struct number){
                    cell->trace, cell->count, cell->base, seen->absence == ABSENCE_SUPPRESSED,
                    INT64_MAX,   INT64_MIN,   INT64_MAX,  INT64_MIN};
            }
    }
}

static bool is_of(const struct number *number, struct text criterion, const char *middle, struct text id)
{
    char name[200];
    snprintf(name, sizeof name, "%.*s.%s%.*s", TEXT_PRINT(criterion), middle, TEXT_PRINT(id));
    return text_equal(number->name, text_from(name));
}

static bool tell(const struct reader *reader, const struct number *number, int64_t *part, int64_t *base)
{
    const struct criterion *criterion = reader->criterion;
    *part = *base = 0;
    for (size_t o = 0; o < criterion->outcome_count; o++)
        if (is_of(number, criterion->id, "", criterion->outcomes[o].id)) {
            *part = reader->spread[o];
            return true;
        }
    for (size_t b = 0; b <= criterion->base_count; b++) {
        const struct compliance_base *in = b ? &criterion->bases[b - 1] : NULL;
        if (!is_of(number, criterion->id, "met.", in ? in->id : TEXT("reviewed")))
            continue;
        for (size_t o = 0; o < criterion->outcome_count; o++)
            if (!in || in->includes[o]) {
                *base += reader->spread[o];
                *part += criterion->outcomes[o].standing == STANDING_MET ? reader->spread[o] : 0;
            }
        return true;
    }
    return false;
}

static bool is_possible(const struct reader *reader)
{
    int64_t part, base;
    for (size_t o = 0; o < reader->criterion->outcome_count; o++)
        if (!reader->printed[o] && reader->spread[o])
            return false;
    for (size_t i = 0; i < reader->count; i++) {
        const struct number *number = &reader->numbers[i];
        if (!tell(reader, number, &part, &base))
            continue;
        if (!number->withheld && (part != number->part || base != number->base))
            return false;
        if (number->withheld && (number->base ? base : part) < 1)
            return false;
    }
    return true;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static void try_every_spread(struct reader *reader, size_t outcome, int64_t left)
{
    int64_t part, base;
    if (outcome + 1 < reader->criterion->outcome_count) {
        for (int64_t here = 0; here <= left; here++) {
            reader->spread[outcome] = here;
            try_every_spread(reader, outcome + 1, left - here);
        }
        return;
    }
    reader->spread[outcome] = left;
    if (!is_possible(reader))
        return;
    for (size_t i = 0; i < reader->count; i++) {
        struct number *number = &reader->numbers[i];
        if (!tell(reader, number, &part, &base))
            continue;
        number->low = least(number->low, part);
        number->high = most(number->high, part);
        number->base_low = least(number->base_low, base);
        number->base_high = most(number->base_high, base);
    }
}

static bool is_small(int64_t number, int64_t threshold)
{
    return number > 0 && number < threshold;
}

static void assert_open(const struct reader *reader, const struct number *number)
{
    assert_true(number->withheld ||
                !(is_small(number->part, reader->threshold) || is_small(number->base, reader->threshold)));
    if (!number->withheld)
        return;
    if (number->base == 0)
        assert_true(number->low < number->high);
    if (number->base == 0 && is_small(number->part, reader->threshold))
        assert_true(number->low <= 1 && number->high >= reader->threshold - 1);
    if (is_small(number->part, reader->threshold))
        assert_true(number->low < number->high);
    if (is_small(number->base, reader->threshold))
        assert_true(number->base_low < number->base_high);
}

static void attack(const struct results *results, struct number *numbers, size_t count)
{
    for (size_t c = 0; c < results->instrument->criterion_count; c++) {
        const struct criterion *criterion = &results->instrument->criteria[c];
        struct reader reader = {.criterion = criterion,
                                .cases = (int64_t)results->case_count,
                                .threshold = results->disclosure.threshold};
        static struct number own[NUMBERS];
        int64_t part, base;
        for (size_t o = 0; o < criterion->outcome_count; o++)
            for (size_t i = 0; i < count; i++)
                reader.printed[o] |= is_of(&numbers[i], criterion->id, "", criterion->outcomes[o].id);
        reader.numbers = own;
        reader.count = 0;
        for (size_t i = 0; i < count; i++)
            if (tell(&reader, &numbers[i], &part, &base))
                own[reader.count++] = numbers[i];
        try_every_spread(&reader, 0, reader.cases);
        for (size_t i = 0; i < reader.count; i++)
            assert_open(&reader, &own[i]);
    }
}

TEST(who_tries_every_spread_of_the_cases_learns_no_small_count)
{
    const char *tier = getenv("CRAFFU_TIER");
    size_t trials = tier && strcmp(tier, "quick") == 0 ? 4 : 25, built = 0;
    uint64_t random = 7;
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    for (size_t trial = 0; trial < trials; trial++) {
        struct results results = decided(&snapshot, DISCLOSURE_SUPPRESS, 3);
        const struct checked_document *whole[LANGUAGE_COUNT], *public[LANGUAGE_COUNT];
        static struct number numbers[NUMBERS];
        size_t count;
        spread_at_random(&results, &random);
        if (!build(&snapshot, &results, EDITION_PUBLIC, public))
            continue; // nothing is proven, nothing is published
        built++;
        results.disclosure.rule = DISCLOSURE_PRINT;
        assert_true(build(&snapshot, &results, EDITION_PUBLIC, whole));
        compare(whole[0]->document, public[0] -> document, numbers, &count);
        attack(&results, numbers, count);
    }
    assert_true(built > trials / 2);
    snapshot_close(&snapshot);
}
