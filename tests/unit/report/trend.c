// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/trend.h"

#include "test.h"

#include "document/writers.h"
#include "report/report.h"
#include "snapshot.h"

static struct trend read_trend(struct snapshot *snapshot, const struct results *results)
{
    struct trend trend;
    if (!trend_read(snapshot->store, snapshot->arena, results, &trend, &snapshot->problems)) {
        print_error("%.*s", TEXT_PRINT(snapshot_problems(snapshot)));
        fail();
    }
    return trend;
}

static struct text report_csv(struct snapshot *snapshot, const struct results *results,
                              enum language language)
{
    static const struct report_options options = {.date = {2020, 10, 1}};
    const struct checked_document *checked[LANGUAGE_COUNT];
    struct buffer out = {0};
    if (!report_build(snapshot->arena, results, &options, checked, &snapshot->problems)) {
        print_error("%.*s", TEXT_PRINT(snapshot_problems(snapshot)));
        fail();
    }
    for (size_t i = 0; i < document_table_count(checked[language]); i++)
        if (text_equal(document_table_id(checked[language], i), TEXT(TABLE_TREND)))
            document_write_csv(checked[language], i, &out);
    struct text csv = text_copy(snapshot->arena, buffer_text(&out));
    buffer_dispose(&out);
    return csv;
}

TEST(one_review_is_no_trend)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = snapshot_results(&snapshot);
    results.trend = read_trend(&snapshot, &results);
    assert_int_equal(results.trend.reviews.count, 1);
    assert_int_equal(report_csv(&snapshot, &results, LANGUAGE_ENGLISH).length, 0);
    snapshot_close(&snapshot);
}

TEST(earlier_published_reviews_of_the_instrument_stand_before_this_one_with_their_bases)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results first = snapshot_results(&snapshot);
    snapshot_add_later(&snapshot);
    struct results results = snapshot_results(&snapshot);
    results.trend = read_trend(&snapshot, &results);
    assert_int_equal(results.trend.reviews.count, 2);
    assert_int_equal(results.trend.lines.count, 4);
    assert_int_equal(results.trend.lines.items[0].values[0].met, 3);
    assert_int_equal(results.trend.lines.items[0].values[0].base, 11);
    size_t at;
    assert_true(text_find(report_csv(&snapshot, &results, LANGUAGE_ENGLISH), TEXT(",3,11"), &at));
    assert_true(text_find(report_csv(&snapshot, &results, LANGUAGE_WELSH), TEXT(",3,11"), &at));
    // The earlier review's own report does not change when a later one is made.
    assert_int_equal(read_trend(&snapshot, &first).reviews.count, 1);
    snapshot_close(&snapshot);
}

TEST(a_change_is_told_only_of_reviews_of_successive_times_and_different_draws)
{
    struct trend_review reviews[] = {
        {.period_from = TEXT("2019-01-01"), .period_to = TEXT("2019-06-30"), .commitment = TEXT("a")},
        {.period_from = TEXT("2019-07-01"), .period_to = TEXT("2019-12-31")},
        {.period_from = TEXT("2020-01-01"), .period_to = TEXT("2020-06-30"), .commitment = TEXT("b")}};
    struct trend trend = {.reviews = {.items = reviews, .count = 3}};
    assert_true(trend_is_in_time(&trend));
    reviews[2].commitment = TEXT("a");
    assert_false(trend_is_in_time(&trend));
    reviews[2].commitment = TEXT("b");
    reviews[1].period_from = TEXT("2019-06-30");
    assert_false(trend_is_in_time(&trend));
    reviews[1].period_from = TEXT("2019-07-01");
    reviews[1].period_to = (struct text){0};
    assert_false(trend_is_in_time(&trend));
}

static struct text report_html(struct snapshot *snapshot, const struct results *results)
{
    static const struct report_options options = {.date = {2020, 10, 1}};
    const struct checked_document *checked[LANGUAGE_COUNT];
    struct buffer out = {0};
    assert_true(report_build(snapshot->arena, results, &options, checked, &snapshot->problems));
    document_write_html(checked[LANGUAGE_ENGLISH], SHEET_NORMAL, &out);
    struct text html = text_copy(snapshot->arena, buffer_text(&out));
    buffer_dispose(&out);
    return html;
}

TEST(halves_of_one_draw_are_compared_and_not_told_as_a_change)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    snapshot_add_later(&snapshot);
    struct results results = snapshot_results(&snapshot);
    results.trend = read_trend(&snapshot, &results);
    size_t at;
    struct text html = report_html(&snapshot, &results);
    assert_true(text_find(html, TEXT("in the end."), &at));
    assert_false(text_find(html, TEXT("shows no change over time"), &at));
    for (size_t i = 0; i < 2; i++)
        results.trend.reviews.items[i].commitment = TEXT("the same");
    html = report_html(&snapshot, &results);
    assert_true(text_find(html, TEXT("in others with the same criteria"), &at));
    assert_true(text_find(html, TEXT("shows no change over time"), &at));
    assert_false(text_find(html, TEXT("in the end."), &at));
    assert_false(text_find(html, TEXT("trend-figure"), &at));
    snapshot_close(&snapshot);
}

TEST(a_line_ends_where_the_wording_changed)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = snapshot_results(&snapshot);
    struct trend_value before[] = {{true, 1, 9}, {0}}, after[] = {{0}, {true, 5, 9}};
    struct localised title = {{TEXT("Contact"), TEXT("Cyswllt")}};
    struct trend_line lines[] = {{TEXT("contact"), TEXT("0123456789abcdef"), title, before},
                                 {TEXT("contact"), TEXT("fedcba9876543210"), title, after}};
    struct trend_review reviews[] = {{.title = {{TEXT("Spring"), TEXT("Gwanwyn")}}},
                                     {.title = {{TEXT("Autumn"), TEXT("Hydref")}}}};
    results.trend.reviews.items = reviews;
    results.trend.reviews.count = 2;
    results.trend.lines.items = lines;
    results.trend.lines.count = 2;
    assert_text_equal(
        report_csv(&snapshot, &results, LANGUAGE_ENGLISH),
        "\"Review\",\"Contact, as worded from “Spring” on: count\",\"Contact, as worded from “Spring” on: base\","
        "\"Contact, as worded from “Autumn” on: count\",\"Contact, as worded from “Autumn” on: base\"\r\n"
        "\"Spring\",1,9,\"Asked in other words\",\"Asked in other words\"\r\n"
        "\"Autumn\",\"Asked in other words\",\"Asked in other words\",5,9\r\n");
    snapshot_close(&snapshot);
}

TEST(what_an_earlier_review_withholds_is_not_told_by_a_later_one)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    snapshot_add_later(&snapshot);
    struct results results = snapshot_results(&snapshot);
    results.trend = read_trend(&snapshot, &results);
    assert_false(results.trend.reviews.items[0].withholds);
    results.trend.reviews.items[0].withholds = true;
    struct trend shown = trend_public(snapshot.arena, &results.trend);
    assert_int_equal(shown.reviews.count, 1);
    assert_int_equal(shown.lines.items[0].values[0].met, results.trend.lines.items[0].values[1].met);
    assert_int_equal(report_csv(&snapshot, &results, LANGUAGE_ENGLISH).length, 0);
    snapshot_close(&snapshot);
}
