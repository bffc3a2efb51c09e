// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/withholding.h"

#include "test.h"

#include "document/writers.h"
#include "format/json.h"
#include "report/published_counts.h"
#include "report/report.h"
#include "report/reviewers.h"
#include "report/tables.h"
#include "snapshot.h"

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
    assert_true(says(english, "[c] withheld to protect individuals"));
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
