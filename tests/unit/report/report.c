// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report.h"

#include "test.h"

#include "document/writers.h"
#include "report/reviewers.h"
#include "report/tables.h"
#include "review/approval.h"
#include "snapshot.h"

#include <jansson.h>

static const struct report_options options = {.date = {2019, 10, 1}};

static void build(struct snapshot *snapshot, const struct checked_document *checked[static LANGUAGE_COUNT])
{
    struct results results = snapshot_results(snapshot);
    if (report_build(snapshot->arena, &results, &options, checked, &snapshot->problems))
        return;
    print_error("%.*s", TEXT_PRINT(snapshot_problems(snapshot)));
    fail();
}

// A table of the document as CSV.
static struct text table_csv(struct snapshot *snapshot, const struct checked_document *checked,
                             const char *id)
{
    for (size_t i = 0; i < document_table_count(checked); i++)
        if (text_equal(document_table_id(checked, i), text_from(id))) {
            struct buffer out = {0};
            document_write_csv(checked, i, &out);
            struct text csv = text_copy(snapshot->arena, buffer_text(&out));
            buffer_dispose(&out);
            return csv;
        }
    fail_msg("no table %s", id);
    return (struct text){0};
}

// Takes a field off the front of a line of CSV without line feeds inside.
static struct text field(struct arena *arena, struct text *line)
{
    struct text value;
    if (!text_starts(*line, TEXT("\""))) {
        text_split(line, ',', &value);
        return value;
    }
    size_t end = 1;
    while (line->bytes[end] != '"')
        end++;
    value = text_slice(*line, 1, end);
    *line = text_slice(*line, end + 2, line->length);
    return text_copy(arena, value);
}

// Where rows are of criteria, CSV has those first; the columns behind are the published ones.
static void assert_table(struct snapshot *snapshot, struct text csv, const char *first_criterion,
                         const json_t *rows)
{
    struct text line;
    assert_true(text_split(&csv, '\n', &line)); // the header
    for (size_t row = 0; row < json_array_size(rows); row++) {
        assert_true(text_split(&csv, '\n', &line));
        line = text_trim(line);
        const json_t *cells = json_array_get(rows, row);
        if (first_criterion) {
            struct text criterion = field(snapshot->arena, &line);
            if (row == 0)
                assert_text_equal(criterion, first_criterion);
        }
        for (size_t cell = 0; cell < json_array_size(cells); cell++) {
            const json_t *expected = json_array_get(cells, cell);
            struct text actual = field(snapshot->arena, &line);
            if (json_is_integer(expected))
                assert_text_equal(
                    actual,
                    text_print(snapshot->arena, "%lld", (long long)json_integer_value(expected)).bytes);
            else // a cell without a comment says so
                assert_text_equal(actual,
                                  json_string_length(expected) ? json_string_value(expected) : "No comment");
        }
    }
    assert_true(text_split(&csv, '\n', &line));
    assert_int_equal(line.length, 0);
}

TEST(the_tables_published_in_2019_come_from_the_cases_cell_for_cell)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    const struct checked_document *checked[LANGUAGE_COUNT];
    build(&snapshot, checked);
    json_t *expected = json_load_file(SOURCE_FOLDER "/tests/golden/snapshot-2019/expected.json", 0, NULL);
    assert_non_null(expected);
    const json_t *tables = json_object_get(expected, "tables");
    assert_table(&snapshot, table_csv(&snapshot, checked[LANGUAGE_ENGLISH], TABLE_SUMMARY), NULL,
                 json_object_get(tables, "summary_of_cases_reviewed"));
    assert_table(&snapshot, table_csv(&snapshot, checked[LANGUAGE_ENGLISH], TABLE_DETAILED),
                 "Contact by a Hate Crime Support Officer (HCSO)",
                 json_object_get(tables, "detailed_findings"));
    json_decref(expected);
    snapshot_close(&snapshot);
}

static bool html_says(struct snapshot *snapshot, const struct checked_document *checked, const char *words)
{
    struct buffer out = {0};
    size_t at;
    document_write_html(checked, SHEET_NORMAL, &out);
    bool found = text_find(buffer_text(&out), text_from(words), &at);
    buffer_dispose(&out);
    (void)snapshot;
    return found;
}

// Findings have numbers that somebody typed, and what all cases recorded are was counted before.
TEST(the_report_claims_of_no_number_that_somebody_wrote_that_it_was_counted)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    const struct checked_document *checked[LANGUAGE_COUNT];
    build(&snapshot, checked);
    assert_false(html_says(&snapshot, checked[LANGUAGE_ENGLISH], "Every number"));
    assert_true(html_says(&snapshot, checked[LANGUAGE_ENGLISH], "may hold numbers that people wrote"));
    assert_false(html_says(&snapshot, checked[LANGUAGE_ENGLISH], "were counted earlier"));
    snapshot_close(&snapshot);
}

static bool approve(struct write *write, void *argument, struct problems *problems)
{
    const struct snapshot *snapshot = argument;
    return approval_give(write, snapshot->review, LANGUAGE_WELSH, TEXT("Cyfieithydd Dychmygol"), problems);
}

TEST(welsh_is_a_draft_until_a_translator_approves_it)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    const struct checked_document *checked[LANGUAGE_COUNT];
    const char *word = "Drafft: ";
    build(&snapshot, checked);
    assert_true(html_says(&snapshot, checked[LANGUAGE_WELSH], word));
    assert_false(html_says(&snapshot, checked[LANGUAGE_ENGLISH], "Draft: "));
    assert_true(snapshot_do(&snapshot, approve, &snapshot));
    build(&snapshot, checked);
    assert_false(html_says(&snapshot, checked[LANGUAGE_WELSH], word));
    snapshot_close(&snapshot);
}

TEST(a_report_is_refused_while_cases_wait)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_SELECTED);
    struct results results = snapshot_results(&snapshot);
    const struct checked_document *checked[LANGUAGE_COUNT];
    size_t at;
    assert_false(report_build(snapshot.arena, &results, &options, checked, &snapshot.problems));
    assert_true(
        text_find(snapshot_problems(&snapshot), TEXT("11 selected cases have not been reviewed yet"), &at));
    snapshot_close(&snapshot);
}

TEST(the_same_record_gives_the_same_bytes)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct buffer first = {0}, second = {0};
    const struct checked_document *checked[LANGUAGE_COUNT];
    build(&snapshot, checked);
    document_write_html(checked[LANGUAGE_WELSH], SHEET_NORMAL, &first);
    build(&snapshot, checked);
    document_write_html(checked[LANGUAGE_WELSH], SHEET_NORMAL, &second);
    assert_true(text_equal(buffer_text(&first), buffer_text(&second)));
    buffer_dispose(&first);
    buffer_dispose(&second);
    snapshot_close(&snapshot);
}

#define ONE_CATEGORY "\"Only one category was used, so agreement by chance cannot be told from agreement.\""
#define NOTHING_VARIED "\"Nothing varied in the sample, and an interval of no width would be no evidence.\""

// Case 0016 was judged "template" and "tailored", case 0019 "tailored" twice; the moderation is no third opinion.
TEST(agreement_is_told_of_cases_judged_twice_and_without_the_moderator)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    const struct checked_document *checked[LANGUAGE_COUNT];
    build(&snapshot, checked);
    assert_text_equal(
        table_csv(&snapshot, checked[LANGUAGE_ENGLISH], TABLE_AGREEMENT),
        "\"Criterion\",\"All agreed: count\",\"All agreed: base\",\"Krippendorff's alpha: value\","
        "\"Krippendorff's alpha: 95 % interval, at least\",\"Krippendorff's alpha: 95 % interval, at most\","
        "\"Gwet's AC1: value\",\"Gwet's AC1: 95 % interval, at least\",\"Gwet's AC1: 95 % interval, at "
        "most\"\r\n"
        "\"Adjustments made for the victim\",1,1," ONE_CATEGORY "," ONE_CATEGORY "," ONE_CATEGORY
        ",1.00," NOTHING_VARIED "," NOTHING_VARIED "\r\n"
        "\"Contract tailored to the victim\",1,2,0.00,-1.00,1.00,0.48,-0.72,1.00\r\n"
        "\"Contact by officers evidenced\",2,2," ONE_CATEGORY "," ONE_CATEGORY "," ONE_CATEGORY
        ",1.00," NOTHING_VARIED "," NOTHING_VARIED "\r\n");
    snapshot_close(&snapshot);
}
