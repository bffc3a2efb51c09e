// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/published_counts.h"

#include "test.h"

#include "snapshot.h"

static struct results decided(struct snapshot *snapshot, int64_t threshold)
{
    struct results results = snapshot_results(snapshot);
    results.disclosure.rule = DISCLOSURE_SUPPRESS;
    results.disclosure.threshold = threshold;
    results.findings.list.count = results.comments.list.count = 0;
    return results;
}

static struct linked_case *links(struct snapshot *snapshot, const struct results *results, size_t count)
{
    struct linked_case *cases = ARENA_ARRAY(snapshot->arena, struct linked_case, count);
    for (size_t i = 0; i < count; i++)
        cases[i] = (struct linked_case){.id = results->cases[i].entry->record.id};
    return cases;
}

static void put_outcome(struct results *results, size_t criterion, size_t first, size_t end, uint8_t outcome)
{
    for (size_t i = first; i < end; i++)
        results->cases[i].answers[criterion].outcome = outcome;
}

static struct text name_in(struct snapshot *snapshot, const struct results *results, size_t c, size_t outcome)
{
    const struct criterion *criterion = &results->instrument->criteria[c];
    return text_print(snapshot->arena, "%.*s.%.*s", TEXT_PRINT(criterion->id),
                      TEXT_PRINT(criterion->outcomes[outcome].id));
}

static struct text outcome_name(struct snapshot *snapshot, const struct results *results, size_t outcome)
{
    return name_in(snapshot, results, 0, outcome);
}

static void solve(struct snapshot *snapshot, struct published_counts *counts)
{
    if (!published_counts_solve(counts, (struct place){0}, &snapshot->problems))
        fail_msg("%.*s", TEXT_PRINT(snapshot_problems(snapshot)));
}

// A sentence about nine of eleven cases would say that two were otherwise.
TEST(a_sentence_about_all_cases_but_a_few_does_not_say_how_many)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    for (size_t linked = 7; linked <= 11; linked++) {
        struct results results = decided(&snapshot, 3);
        struct finding finding = {.cases = links(&snapshot, &results, linked), .case_count = linked};
        struct published_counts counts;
        *ARRAY_APPEND(snapshot.arena, &results.findings.list) = finding;
        // A few cases differ from one to the other in every criterion, so that the finding is of no outcome.
        for (size_t c = 0; c < results.instrument->criterion_count; c++)
            for (size_t i = 0; i < results.case_count; i++)
                put_outcome(&results, c, i, i + 1, (uint8_t)(i % 2));
        published_counts_read(snapshot.arena, &results, &counts);
        assert_true(published_counts_tell(&counts, TEXT("finding.1"), true));
        assert_int_equal(published_counts_small_rests(&counts), linked == 9 || linked == 10);
        solve(&snapshot, &counts);
        assert_int_equal(published_count_is_withheld(&counts, TEXT("finding.1")),
                         linked == 9 || linked == 10);
    }
    snapshot_close(&snapshot);
}

TEST(a_comment_on_all_cases_of_an_outcome_but_one_does_not_single_it_out)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = decided(&snapshot, 3);
    const struct criterion *criterion = &results.instrument->criteria[0];
    struct published_counts counts;
    put_outcome(&results, 0, 0, 7, 0);
    put_outcome(&results, 0, 7, 11, 1);
    *ARRAY_APPEND(snapshot.arena,
                  &results.comments.list) = (struct outcome_comment){.criterion = criterion->id,
                                                                     .outcome = criterion->outcomes[0].id,
                                                                     .cases = links(&snapshot, &results, 6),
                                                                     .case_count = 6};
    published_counts_read(snapshot.arena, &results, &counts);
    assert_true(published_counts_tell(&counts, outcome_name(&snapshot, &results, 0), false));
    assert_true(published_counts_tell(&counts, outcome_name(&snapshot, &results, 1), false));
    assert_true(published_counts_tell(&counts, TEXT("comment.1"), true));
    solve(&snapshot, &counts);
    assert_true(published_count_is_withheld(&counts, TEXT("comment.1")));
    assert_false(published_count_is_withheld(&counts, outcome_name(&snapshot, &results, 0)));
    snapshot_close(&snapshot);
}

static size_t criterion_of(const struct results *results, const char *id)
{
    for (size_t c = 0; c < results->instrument->criterion_count; c++)
        if (text_equal(results->instrument->criteria[c].id, text_from(id)))
            return c;
    fail_msg("no criterion %s", id);
    return 0;
}

static void tell_outcomes(struct snapshot *snapshot, const struct results *results,
                          struct published_counts *counts, size_t c)
{
    for (size_t o = 0; o < results->instrument->criteria[c].outcome_count; o++)
        assert_true(published_counts_tell(counts, name_in(snapshot, results, c, o), false));
}

// Seven, one and three; the three are what the other criterion tells as three, or as all but eight.
TEST(a_count_that_another_criterion_tells_by_another_name_hides_none)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    for (uint8_t eight = 0; eight < 2; eight++) {
        struct results results = decided(&snapshot, 3);
        size_t other = criterion_of(&results, "tailored");
        struct published_counts counts;
        put_outcome(&results, 0, 0, 8, eight);
        put_outcome(&results, 0, 8, 11, (uint8_t)!eight);
        put_outcome(&results, other, 0, 7, 0);
        put_outcome(&results, other, 7, 8, 1);
        put_outcome(&results, other, 8, 11, 3);
        published_counts_read(snapshot.arena, &results, &counts);
        assert_true(published_counts_tell(&counts, outcome_name(&snapshot, &results, 0), false));
        tell_outcomes(&snapshot, &results, &counts, other);
        solve(&snapshot, &counts);
        assert_true(published_count_is_withheld(&counts, name_in(&snapshot, &results, other, 0)));
        assert_true(published_count_is_withheld(&counts, name_in(&snapshot, &results, other, 1)));
        assert_false(published_count_is_withheld(&counts, name_in(&snapshot, &results, other, 3)));
    }
    snapshot_close(&snapshot);
}

// ---- A reader who knows that an outcome of one criterion is an outcome of another -----------------------------

enum { SHARED_CASES = 11, SHARED_OUTCOMES = 3 };
struct knowing_reader {
    int64_t truth[2][SHARED_OUTCOMES], low[2][SHARED_OUTCOMES], high[2][SHARED_OUTCOMES];
    bool withheld[2][SHARED_OUTCOMES];
};

static bool is_possible(const struct knowing_reader *reader, size_t c, const int64_t guess[SHARED_OUTCOMES])
{
    for (size_t o = 0; o < SHARED_OUTCOMES; o++)
        if (reader->withheld[c][o] ? guess[o] < 1 : guess[o] != reader->truth[c][o])
            return false;
    return true;
}

// The last outcomes of both are the same cases.
static void try_all_shared(struct knowing_reader *reader)
{
    for (int64_t shared = 0; shared <= SHARED_CASES; shared++)
        for (int64_t i = 0; i + shared <= SHARED_CASES; i++)
            for (int64_t j = 0; j + shared <= SHARED_CASES; j++) {
                int64_t guess[2][SHARED_OUTCOMES] = {{i, SHARED_CASES - shared - i, shared},
                                                     {j, SHARED_CASES - shared - j, shared}};
                if (!is_possible(reader, 0, guess[0]) || !is_possible(reader, 1, guess[1]))
                    continue;
                for (size_t c = 0; c < 2; c++)
                    for (size_t o = 0; o < SHARED_OUTCOMES; o++) {
                        int64_t *low = &reader->low[c][o], *high = &reader->high[c][o];
                        *low = guess[c][o] < *low ? guess[c][o] : *low;
                        *high = guess[c][o] > *high ? guess[c][o] : *high;
                    }
            }
}

static void spread_shared(struct results *results, const size_t criteria[2], uint64_t *random,
                          struct knowing_reader *reader)
{
    for (size_t i = 0; i < SHARED_CASES; i++) {
        bool shared = false;
        for (size_t c = 0; c < 2; c++) {
            *random = *random * 6364136223846793005u + 1442695040888963407u;
            uint8_t outcome = (uint8_t)((*random >> 33) % 11 / 4);
            shared = c == 0 ? outcome == 2 : shared;
            outcome = shared ? 2 : outcome % 2;
            put_outcome(results, criteria[c], i, i + 1, outcome);
            reader->truth[c][outcome]++;
        }
    }
}

TEST(who_knows_that_two_outcomes_are_of_the_same_cases_learns_no_small_count)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = decided(&snapshot, 3);
    const size_t criteria[2] = {0, criterion_of(&results, "tailored")};
    uint64_t random = 3;
    size_t solved = 0, trials = 60;
    for (size_t trial = 0; trial < trials; trial++) {
        struct knowing_reader reader = {0};
        struct published_counts counts;
        spread_shared(&results, criteria, &random, &reader);
        published_counts_read(snapshot.arena, &results, &counts);
        for (size_t c = 0; c < 2; c++)
            tell_outcomes(&snapshot, &results, &counts, criteria[c]);
        if (!published_counts_solve(&counts, (struct place){0}, &snapshot.problems))
            continue;
        solved++;
        for (size_t c = 0; c < 2; c++)
            for (size_t o = 0; o < SHARED_OUTCOMES; o++) {
                reader.withheld[c][o] = published_count_is_withheld(
                    &counts, name_in(&snapshot, &results, criteria[c], o));
                reader.low[c][o] = INT64_MAX;
            }
        try_all_shared(&reader);
        for (size_t c = 0; c < 2; c++)
            for (size_t o = 0; o < SHARED_OUTCOMES; o++)
                if (reader.withheld[c][o])
                    assert_true(reader.low[c][o] < reader.high[c][o]);
                else
                    assert_false(reader.truth[c][o] > 0 && reader.truth[c][o] < 3);
    }
    print_message("# solved %zu of %zu\n", solved, trials);
    assert_true(solved > trials / 4);
    snapshot_close(&snapshot);
}

static struct random_sample sample_of(struct snapshot *snapshot, const struct results *results, size_t strata,
                                      size_t drawn)
{
    struct random_sample sample = {.is_random = true, .stratum_count = strata, .case_count = drawn};
    sample.strata = ARENA_ARRAY(snapshot->arena, struct random_stratum, strata);
    sample.cases = ARENA_ARRAY(snapshot->arena, struct random_case, drawn);
    for (size_t i = 0; i < strata; i++)
        sample.strata[i] = (struct random_stratum){.name = text_print(snapshot->arena, "s%zu", i),
                                                   .cases = 100};
    for (size_t i = 0; i < drawn; i++) {
        sample.cases[i] = (struct random_case){results->cases[i].entry->record.id, i % strata};
        sample.strata[i % strata].reviewed++;
    }
    return sample;
}

// Six and seven of eleven: two are in both parts.
TEST(the_parts_of_a_sentence_do_not_tell_how_few_cases_are_in_both)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = decided(&snapshot, 3);
    enum { FIRST = 6, SECOND = 7, BOTH = 2, LINKS = FIRST + SECOND };
    struct linked_case *cases = ARENA_ARRAY(snapshot.arena, struct linked_case, LINKS);
    for (size_t i = 0; i < LINKS; i++)
        cases[i] = (struct linked_case){.id = results.cases[i < FIRST ? i : i - BOTH].entry->record.id,
                                        .part = i < FIRST ? TEXT("late") : TEXT("silent")};
    *ARRAY_APPEND(snapshot.arena, &results.findings.list) = (struct finding){.cases = cases,
                                                                             .case_count = LINKS};
    for (size_t c = 0; c < results.instrument->criterion_count; c++)
        for (size_t i = 0; i < results.case_count; i++)
            put_outcome(&results, c, i, i + 1, (uint8_t)(i % 2));
    for (size_t all_told = 0; all_told < 2; all_told++) {
        struct published_counts counts;
        published_counts_read(snapshot.arena, &results, &counts);
        assert_true(published_counts_tell(&counts, TEXT("finding.1.late"), true));
        assert_true(published_counts_tell(&counts, TEXT("finding.1.silent"), true));
        if (all_told)
            assert_true(published_counts_tell(&counts, TEXT("finding.1"), true));
        solve(&snapshot, &counts);
        bool withheld = published_count_is_withheld(&counts, TEXT("finding.1")) ||
                        published_count_is_withheld(&counts, TEXT("finding.1.late")) ||
                        published_count_is_withheld(&counts, TEXT("finding.1.silent"));
        assert_int_equal(withheld, all_told);
    }
    snapshot_close(&snapshot);
}

// Ten were drawn and one was chosen: eight and seven would say what the chosen one is.
TEST(the_cases_drawn_and_those_reviewed_do_not_tell_of_the_one_that_was_chosen)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = decided(&snapshot, 3);
    struct published_counts counts;
    results.sample = sample_of(&snapshot, &results, 1, 10);
    put_outcome(&results, 0, 0, 4, 0);
    put_outcome(&results, 0, 4, 11, 1);
    published_counts_read(snapshot.arena, &results, &counts);
    struct text name = outcome_name(&snapshot, &results, 1),
                drawn = published_drawn(snapshot.arena, &results, name);
    for (size_t outcome = 0; outcome < 2; outcome++) {
        struct text told = outcome_name(&snapshot, &results, outcome);
        assert_true(published_counts_tell(&counts, told, false));
        assert_true(published_counts_tell(&counts, published_drawn(snapshot.arena, &results, told), false));
    }
    solve(&snapshot, &counts);
    assert_true(published_count_is_withheld(&counts, name) || published_count_is_withheld(&counts, drawn));
    snapshot_close(&snapshot);
}

// Of two strata, five and six cases: an estimate would weigh what is printed nowhere.
TEST(an_estimate_of_a_stratum_with_few_cases_is_withheld_though_all_together_are_many)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = decided(&snapshot, 3);
    struct published_counts counts;
    results.sample = sample_of(&snapshot, &results, 2, results.case_count);
    for (size_t i = 0; i < results.case_count; i++) // five of one stratum, one of the other
        put_outcome(&results, 0, i, i + 1, i % 2 == 0 ? i != 0 : i == 1);
    published_counts_read(snapshot.arena, &results, &counts);
    struct text name = outcome_name(&snapshot, &results, 1);
    assert_true(published_counts_tell(&counts, name, false));
    solve(&snapshot, &counts);
    assert_false(published_count_is_withheld(&counts, name));
    assert_true(published_count_is_withheld(&counts, published_strata(snapshot.arena, name)));
    snapshot_close(&snapshot);
}

TEST(where_the_strata_are_the_types_the_receipt_tells_them_and_they_cannot_be_withheld)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = decided(&snapshot, 5);
    const struct field *group = &results.instrument->cases.fields[results.instrument->group];
    struct published_counts counts;
    results.sample = sample_of(&snapshot, &results, group->value_count, results.case_count);
    for (size_t i = 0; i < group->value_count; i++)
        results.sample.strata[i] = (struct random_stratum){group->values[i].id, 100, 0};
    for (size_t i = 0; i < results.case_count; i++) {
        results.sample.cases[i].stratum = results.cases[i].group;
        results.sample.strata[results.cases[i].group].reviewed++;
    }
    for (size_t as_types = 0; as_types < 2; as_types++) {
        for (size_t i = 0; i < group->value_count; i++)
            results.sample.strata[i].name = as_types ? group->values[i].id : TEXT("area");
        published_counts_read(snapshot.arena, &results, &counts);
        for (size_t i = 0; i < group->value_count; i++)
            assert_true(published_counts_tell(&counts,
                                              text_print(snapshot.arena, "%.*s.%.*s", TEXT_PRINT(group->id),
                                                         TEXT_PRINT(group->values[i].id)),
                                              false));
        assert_int_equal(published_counts_solve(&counts, (struct place){0}, &snapshot.problems), !as_types);
    }
    snapshot_close(&snapshot);
}

// ---- A reader who tries every way in which the cases drawn and those chosen may have had the outcomes -------

enum { OUTCOMES = 4, CASES = 11 };
struct reader {
    int64_t reviewed[OUTCOMES], drawn[OUTCOMES]; // the truth
    bool reviewed_withheld[OUTCOMES], drawn_withheld[OUTCOMES];
    int64_t low[3][OUTCOMES], high[3][OUTCOMES]; // what is possible: reviewed, drawn, chosen
};

static bool may_be(int64_t guess, int64_t truth, bool withheld)
{
    return withheld ? guess >= 1 : guess == truth;
}

static void note(struct reader *reader, int64_t guess[3][OUTCOMES])
{
    for (size_t o = 0; o < OUTCOMES; o++) {
        guess[2][o] = guess[0][o] - guess[1][o];
        for (size_t what = 0; what < 3; what++) {
            int64_t *low = &reader->low[what][o], *high = &reader->high[what][o];
            *low = guess[what][o] < *low ? guess[what][o] : *low;
            *high = guess[what][o] > *high ? guess[what][o] : *high;
        }
    }
}

static void try_all(struct reader *reader, int64_t guess[3][OUTCOMES], size_t o, int64_t reviewed,
                    int64_t drawn)
{
    if (o == OUTCOMES) {
        if (reviewed == 0 && drawn == 0)
            note(reader, guess);
        return;
    }
    for (int64_t r = 0; r <= reviewed; r++)
        for (int64_t d = 0;
             may_be(r, reader->reviewed[o], reader->reviewed_withheld[o]) && d <= r && d <= drawn; d++)
            if (may_be(d, reader->drawn[o], reader->drawn_withheld[o])) {
                guess[0][o] = r;
                guess[1][o] = d;
                try_all(reader, guess, o + 1, reviewed - r, drawn - d);
            }
}

static void assert_open(const struct reader *reader, int64_t threshold)
{
    for (size_t o = 0; o < OUTCOMES; o++) {
        const int64_t truth[] = {reader->reviewed[o], reader->drawn[o]};
        for (size_t what = 0; what < 2; what++)
            if (truth[what] > 0 && truth[what] < threshold)
                assert_true(reader->low[what][o] <= 1 && reader->high[what][o] >= threshold - 1);
        int64_t chosen = truth[0] - truth[1];
        if (chosen > 0 && chosen < threshold && truth[1] >= threshold && truth[0] < CASES)
            assert_int_equal(reader->low[2][o], 0);
    }
}

static void read_truth(struct snapshot *snapshot, const struct results *results, size_t drawn,
                       struct published_counts *counts, struct reader *reader)
{
    published_counts_read(snapshot->arena, results, counts);
    for (size_t o = 0; o < OUTCOMES; o++) {
        struct text name = outcome_name(snapshot, results, o);
        assert_true(published_counts_tell(counts, name, false));
        assert_true(published_counts_tell(counts, published_drawn(snapshot->arena, results, name), false));
        for (size_t i = 0; i < results->case_count; i++)
            if (results->cases[i].answers[0].outcome == o) {
                reader->reviewed[o]++;
                reader->drawn[o] += i < drawn;
            }
    }
}

TEST(who_tries_every_way_learns_neither_small_counts_nor_what_the_few_chosen_cases_are)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = decided(&snapshot, 3);
    uint64_t random = 11;
    size_t solved = 0, trials = 60;
    assert_true(results.instrument->criteria[0].outcome_count >= OUTCOMES && results.case_count == CASES);
    for (size_t trial = 0; trial < trials; trial++) {
        size_t drawn = CASES - 1 - trial % 3;
        struct published_counts counts;
        struct reader reader = {0};
        for (size_t i = 0; i < CASES; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            put_outcome(&results, 0, i, i + 1,
                        (uint8_t)((random >> 33) % 7 % OUTCOMES % (1 + trial % OUTCOMES)));
        }
        results.sample = sample_of(&snapshot, &results, 1, drawn);
        read_truth(&snapshot, &results, drawn, &counts, &reader);
        if (!published_counts_solve(&counts, (struct place){0}, &snapshot.problems))
            continue; // nothing is published
        solved++;
        for (size_t o = 0; o < OUTCOMES; o++) {
            struct text name = outcome_name(&snapshot, &results, o);
            reader.reviewed_withheld[o] = published_count_is_withheld(&counts, name);
            reader.drawn_withheld[o] = published_count_is_withheld(
                &counts, published_drawn(snapshot.arena, &results, name));
            for (size_t what = 0; what < 3; what++)
                reader.low[what][o] = INT64_MAX;
        }
        int64_t guess[3][OUTCOMES];
        try_all(&reader, guess, 0, CASES, (int64_t)drawn);
        assert_open(&reader, 3);
    }
    print_message("# solved %zu of %zu\n", solved, trials);
    assert_true(solved > trials / 4);
    snapshot_close(&snapshot);
}
