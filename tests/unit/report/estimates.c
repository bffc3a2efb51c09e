// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/estimates.h"

#include "test.h"

#include "document/writers.h"
#include "report/report.h"
#include "snapshot.h"

// The estimates alone, as they are printed in a terminal or in a file for programs.
static struct text made(struct snapshot *snapshot, const struct results *results, enum language language,
                        bool as_csv)
{
    static const struct report_options options = {
        .date = {2019, 10, 1}, .tables_only = true, .only_table = TABLE_ESTIMATES};
    const struct checked_document *checked[LANGUAGE_COUNT];
    struct buffer out = {0};
    if (!report_build(snapshot->arena, results, &options, checked, &snapshot->problems)) {
        print_error("%.*s", TEXT_PRINT(snapshot_problems(snapshot)));
        fail();
    }
    if (as_csv)
        document_write_csv(checked[language], 0, &out);
    else
        document_write_terminal(checked[language], (struct terminal){.width = 300}, &out);
    struct text text = text_copy(snapshot->arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

static struct text printed(struct snapshot *snapshot, const struct results *results, enum language language)
{
    return made(snapshot, results, language, false);
}

static bool says(struct text text, const char *words)
{
    size_t at;
    if (text_find(text, text_from(words), &at))
        return true;
    print_error("\"%s\" is not in:\n%.*s", words, TEXT_PRINT(text));
    return false;
}

TEST(nothing_is_estimated_from_cases_that_were_not_drawn)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = snapshot_results(&snapshot);
    assert_true(says(printed(&snapshot, &results, LANGUAGE_ENGLISH),
                     "nothing is estimated about other cases and no interval is given: "));
    assert_true(says(printed(&snapshot, &results, LANGUAGE_WELSH), "ni roddir cyfwng: "));
    snapshot_close(&snapshot);
}

// As if the eleven had been drawn from 21: eight agreed contracts are then 11 to 18 of the 21.
static struct random_sample drawn_from(struct snapshot *snapshot, const struct results *results,
                                       int64_t population, size_t strata)
{
    struct random_sample sample = {
        .is_random = true, .stratum_count = strata, .case_count = results->case_count};
    sample.strata = ARENA_ARRAY(snapshot->arena, struct random_stratum, strata);
    sample.cases = ARENA_ARRAY(snapshot->arena, struct random_case, results->case_count);
    for (size_t i = 0; i < strata; i++)
        sample.strata[i] = (struct random_stratum){.name = TEXT("one"),
                                                   .cases = population / (int64_t)strata};
    for (size_t i = 0; i < results->case_count; i++) {
        sample.cases[i] = (struct random_case){results->cases[i].entry->record.id, i % strata};
        sample.strata[i % strata].reviewed++;
    }
    return sample;
}

TEST(a_random_sample_gives_an_interval_in_cases_with_its_base)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = snapshot_results(&snapshot);
    results.sample = drawn_from(&snapshot, &results, 21, 1);
    struct text english = printed(&snapshot, &results, LANGUAGE_ENGLISH);
    assert_true(says(english, "Estimates for all 21 cases of the frame"));
    assert_true(says(english, "11 to 18 of all 21 cases (52 % to 86 %)"));
    // Where the base is narrower, nobody knows how many of the 21 belong to it: a share, not a number of cases.
    assert_true(says(english, "of them ("));
    assert_true(
        says(printed(&snapshot, &results, LANGUAGE_WELSH), "11 i 18 o'r holl 21 achos (52 % i 86 %)"));
    snapshot_close(&snapshot);
}

TEST(strata_give_a_weighted_share_and_a_case_that_was_chosen_does_not_count)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = snapshot_results(&snapshot);
    results.sample = drawn_from(&snapshot, &results, 40, 2);
    size_t at;
    assert_false(text_find(printed(&snapshot, &results, LANGUAGE_ENGLISH), TEXT(" of all 40 cases ("), &at));
    results.sample = drawn_from(&snapshot, &results, 21, 1);
    results.sample.case_count--; // the last was nominated
    results.sample.strata[0].reviewed--;
    assert_true(says(printed(&snapshot, &results, LANGUAGE_ENGLISH), "8 of 10"));
    snapshot_close(&snapshot);
}

TEST(where_not_all_drawn_cases_were_read_the_table_says_how_many)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = snapshot_results(&snapshot);
    size_t at;
    results.sample = drawn_from(&snapshot, &results, 40, 1);
    results.sample.drawn = 11;
    struct text english = printed(&snapshot, &results, LANGUAGE_ENGLISH);
    assert_false(text_find(english, TEXT("cases drawn, "), &at));
    assert_false(text_find(english, TEXT("of all cases reviewed"), &at)); // the estimate is of all 40
    results.sample.drawn = 21;
    assert_true(says(printed(&snapshot, &results, LANGUAGE_ENGLISH),
                     "Of the 21 cases drawn, 11 were read, in the order of their tickets"));
    assert_true(says(printed(&snapshot, &results, LANGUAGE_WELSH), "O'r 21 achos a dynnwyd, darllenwyd 11"));
    snapshot_close(&snapshot);
}

TEST(the_figure_of_estimates_has_a_table_in_cases)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = snapshot_results(&snapshot);
    static const struct report_options options = {.date = {2019, 10, 1}};
    const struct checked_document *checked[LANGUAGE_COUNT];
    for (size_t strata = 1; strata <= 2; strata++) {
        struct buffer out = {0};
        results.sample = drawn_from(&snapshot, &results, 21 * (int64_t)strata, strata);
        if (!report_build(snapshot.arena, &results, &options, checked, &snapshot.problems))
            print_error("%.*s", TEXT_PRINT(snapshot_problems(&snapshot)));
        document_write_markdown(checked[LANGUAGE_ENGLISH], &out);
        struct text report = buffer_text(&out);
        assert_true(says(report, "estimates in cases, with 95\u00A0% intervals"));
        assert_true(says(report, "The highest estimate is "));
        if (strata == 1)
            assert_true(says(report, "| 15 of 21 | 11 of 21 | 18 of 21 |"));
        buffer_dispose(&out);
    }
    snapshot_close(&snapshot);
}

TEST(estimates_and_the_ends_of_their_intervals_are_numbers_for_programs)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = snapshot_results(&snapshot);
    results.sample = drawn_from(&snapshot, &results, 21, 1);
    struct text csv = made(&snapshot, &results, LANGUAGE_ENGLISH, true);
    assert_true(says(csv,
                     "\"Met, of all cases: interval in cases, at least\",\"Met, of all cases: interval in "
                     "cases, at most\",\"Met, of all cases: estimated share (%)\""));
    assert_true(says(csv, ",8,11,11,18,\"the estimate is the share of those drawn\",52,86\r\n"));
    assert_true(says(csv, ",\"estimated as a share only\",\"estimated as a share only\","));
    results.sample = drawn_from(&snapshot, &results, 40, 2);
    csv = made(&snapshot, &results, LANGUAGE_ENGLISH, true);
    size_t at;
    assert_false(text_find(csv, TEXT("interval in cases"), &at));
    assert_false(text_find(csv, TEXT("estimated as a share only"), &at));
    snapshot_close(&snapshot);
}
