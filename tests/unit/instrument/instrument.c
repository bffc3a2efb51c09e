// SPDX-License-Identifier: GPL-3.0-or-later
// By what the cases of an outcome are sorted, and how criteria and outcomes are found.
#include "instrument/instrument.h"

#include "test.h"

static const char source[] =
    "craffu: instrument\n"
    "id: tested\n"
    "version: 1\n"
    "zone: Europe/London\n"
    "title: {en: Tested, cy: Profwyd}\n"
    "case:\n"
    "  reference: ref\n"
    "  fields:\n"
    "    - {id: ref, type: text, required: true, label: {en: Reference, cy: Cyfeirnod}}\n"
    "    - {id: reported_at, type: time, label: {en: Report, cy: Adroddiad}}\n"
    "    - {id: seen_at, type: time, label: {en: Visit, cy: Ymweliad}}\n"
    "    - {id: closed_at, type: time, label: {en: Closure, cy: Cau}}\n"
    "    - {id: parts, type: integer, label: {en: Parts, cy: Rhannau}}\n"
    "    - {id: declined, type: boolean, label: {en: Declined, cy: Gwrthodwyd}}\n"
    "definitions:\n"
    "  - {id: wait, label: {en: the wait, cy: yr aros}, is: seen_at - reported_at}\n"
    "criteria:\n"
    "  - id: seen\n"
    "    title: {en: Seen, cy: Gwelwyd}\n"
    "    question: {en: Seen soon?, cy: Gwelwyd yn fuan?}\n"
    "    outcomes:\n"
    "      - {id: declined, label: {en: D, cy: D}, standing: not applicable, when: declined}\n"
    "      - {id: within, label: {en: W, cy: W}, standing: met, when: \"INTERVAL '48 hours' >= wait\"}\n"
    "      - {id: outside, label: {en: O, cy: O}, standing: not met, when: \"parts > 2 OR wait > INTERVAL '48 hours'\"}\n"
    "      - {id: parts, label: {en: P, cy: P}, standing: not met, when: parts BETWEEN 1 AND 2}\n"
    "  - id: dated\n"
    "    title: {en: Dated, cy: Dyddiedig}\n"
    "    question: {en: Which rules?, cy: Pa reolau?}\n"
    "    outcomes:\n"
    "      - {id: late, label: {en: Late, cy: Hwyr}, standing: not met}\n"
    "      - {id: old, label: {en: Old, cy: Hen}, standing: met}\n"
    "    rules:\n"
    "      by: reported_at\n"
    "      sets:\n"
    "        - {before: 2019-04-01, when: {late: \"wait > INTERVAL '1 day'\", old: \"parts > 1\"}}\n"
    "        - {from: 2019-04-01, when: {late: \"closed_at - reported_at > INTERVAL '1 day'\"}}\n"
    "  - id: judged\n"
    "    title: {en: Judged, cy: Barn}\n"
    "    question: {en: Was it fair?, cy: A oedd yn deg?}\n"
    "    applies: parts > 1\n"
    "    outcomes:\n"
    "      - {id: fair, label: {en: Fair, cy: Teg}, standing: met}\n"
    "      - {id: unfair, label: {en: Unfair, cy: Annheg}, standing: not met}\n";

static const struct instrument *load(struct arena *arena)
{
    const struct instrument *instrument = NULL;
    struct problems problems;
    problems_init(&problems, arena);
    bool good = instrument_load(arena, TEXT("tested.yaml"), text_from(source), &instrument, &problems);
    for (size_t i = 0; i < problems.list.count; i++)
        print_error("%.*s\n", TEXT_PRINT(problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[i])));
    assert_true(good);
    return instrument;
}

// What measures the outcome, in plain words; "nothing".
static struct text measure(struct arena *arena, const char *criterion_id, const char *outcome_id)
{
    const struct instrument *instrument = load(arena);
    size_t criterion, outcome;
    assert_true(instrument_find_criterion(instrument, text_from(criterion_id), &criterion));
    assert_true(criterion_find_outcome(&instrument->criteria[criterion], text_from(outcome_id), &outcome));
    const struct expression *found = outcome_measure(arena, &instrument->criteria[criterion], outcome);
    return found ? expression_words(arena, found, LANGUAGE_ENGLISH) : TEXT("nothing");
}

static void assert_measure(const char *criterion, const char *outcome, const char *expected)
{
    struct arena *arena = arena_new();
    assert_text_equal(measure(arena, criterion, outcome), expected);
    arena_free(arena);
}

TEST(an_outcome_is_measured_by_what_varies_in_its_rule)
{
    assert_measure("seen", "within", "'the wait'");
    assert_measure("seen", "parts", "'Parts'");
}

TEST(a_length_of_time_measures_before_a_number_that_stands_before_it)
{
    assert_measure("seen", "outside", "'the wait'");
}

TEST(of_dated_rules_the_newest_measures)
{
    assert_measure("dated", "late", "the time from 'Report' to 'Closure'");
    assert_measure("dated", "old", "nothing");
}

TEST(what_has_no_rule_or_compares_nothing_by_order_has_no_measure)
{
    assert_measure("seen", "declined", "nothing");
    assert_measure("seen", "not_recorded", "nothing");
    assert_measure("judged", "fair", "nothing");
    assert_measure("judged", "not_applicable", "nothing");
}

TEST(a_measure_is_of_the_type_of_what_is_compared)
{
    struct arena *arena = arena_new();
    const struct instrument *instrument = load(arena);
    const struct criterion *seen = &instrument->criteria[0];
    assert_int_equal(expression_type(outcome_measure(arena, seen, 1)), FIELD_DURATION);
    assert_int_equal(expression_type(outcome_measure(arena, seen, 3)), FIELD_INTEGER);
    arena_free(arena);
}

TEST(what_is_not_there_is_not_found)
{
    struct arena *arena = arena_new();
    const struct instrument *instrument = load(arena);
    size_t index = 7;
    assert_false(instrument_find_criterion(instrument, TEXT("see"), &index));
    assert_false(criterion_find_outcome(&instrument->criteria[0], TEXT("fair"), &index));
    assert_int_equal(index, 7);
    arena_free(arena);
}

TEST(a_standing_is_called_as_an_instrument_writes_it)
{
    assert_string_equal(standing_words(STANDING_NOT_MET), "not met");
    assert_string_equal(standing_words(STANDING_CANNOT_CONCLUDE), "cannot conclude");
}
