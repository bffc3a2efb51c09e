// SPDX-License-Identifier: GPL-3.0-or-later
// Outcomes of hand-made columns: each is what a person works out from the rule.
#include "instrument/instrument.h"

#include "test.h"

#define HOURS(n) ((int64_t)(n)*3600 * 1000000)

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
    "    - {id: reported_at, type: time, label: {en: Reported, cy: Adroddwyd}}\n"
    "    - {id: seen_at, type: time, label: {en: Seen, cy: Gwelwyd}}\n"
    "    - {id: declined, type: boolean, label: {en: Declined, cy: Gwrthodwyd}}\n"
    "    - {id: parts, type: integer, label: {en: Parts, cy: Rhannau}}\n"
    "log:\n"
    "  reference: ref\n"
    "  time: at\n"
    "  kind: kind\n"
    "  fields:\n"
    "    - {id: ref, type: text, required: true, label: {en: Reference, cy: Cyfeirnod}}\n"
    "    - {id: at, type: time, required: true, label: {en: At, cy: Am}}\n"
    "    - id: kind\n"
    "      type: category\n"
    "      required: true\n"
    "      label: {en: Kind, cy: Math}\n"
    "      values: [{id: update, label: {en: Update, cy: Diweddariad}}]\n"
    "checks:\n"
    "  - {id: backwards, impossible: seen_at < reported_at, field: seen_at, says: {en: Seen before., cy: Gwelwyd cyn.}}\n"
    "criteria:\n"
    "  - id: seen\n"
    "    title: {en: Seen, cy: Gwelwyd}\n"
    "    question: {en: Seen within 48 hours?, cy: Gwelwyd o fewn 48 awr?}\n"
    "    outcomes:\n"
    "      - {id: declined, label: {en: D, cy: D}, standing: not applicable, when: declined}\n"
    "      - {id: within, label: {en: W, cy: W}, standing: met, when: \"seen_at - reported_at <= INTERVAL '48 hours'\"}\n"
    "      - {id: outside, label: {en: O, cy: O}, standing: not met, when: \"seen_at - reported_at > INTERVAL '48 hours'\"}\n"
    "  - id: dated\n"
    "    title: {en: Dated, cy: Dyddiedig}\n"
    "    question: {en: Which rules?, cy: Pa reolau?}\n"
    "    outcomes:\n"
    "      - {id: old, label: {en: Old, cy: Hen}, standing: met}\n"
    "      - {id: new, label: {en: New, cy: Newydd}, standing: met}\n"
    "    rules:\n"
    "      by: reported_at\n"
    "      sets:\n"
    "        - {from: 2019-01-01, before: 2019-04-01, source: {en: Old code, cy: Hen god}, when: {old: \"true\"}}\n"
    "        - {from: 2019-04-01, when: {new: \"true\"}}\n"
    "  - id: judged\n"
    "    title: {en: Judged, cy: Barn}\n"
    "    question: {en: Was it fair?, cy: A oedd yn deg?}\n"
    "    applies: NOT declined\n"
    "    outcomes:\n"
    "      - {id: fair, label: {en: Fair, cy: Teg}, standing: met}\n"
    "      - {id: unfair, label: {en: Unfair, cy: Annheg}, standing: not met}\n"
    "  - id: share\n"
    "    title: {en: Share, cy: Cyfran}\n"
    "    question: {en: Whole?, cy: Cyfan?}\n"
    "    outcomes:\n"
    "      - {id: small, label: {en: Small, cy: Bach}, standing: met, when: 10 / parts > 4}\n"
    "      - {id: smaller, label: {en: Smaller, cy: Llai}, standing: met, when: 10 / parts > 2}\n"
    "  - id: updated\n"
    "    title: {en: Updated, cy: Diweddarwyd}\n"
    "    question: {en: Updated twice?, cy: Dwywaith?}\n"
    "    outcomes:\n"
    "      - {id: twice, label: {en: Twice, cy: Dwywaith}, standing: met, when: \"count_log('update', log.at IS NOT NULL) >= 2\"}\n"
    "      - {id: less, label: {en: Less, cy: Llai}, standing: not met, when: \"count_log('update', log.at IS NOT NULL) < 2\"}\n";

enum { REF, REPORTED, SEEN, DECLINED, PARTS, FIELDS };
enum { CRITERION_SEEN, CRITERION_DATED, CRITERION_JUDGED, CRITERION_SHARE, CRITERION_UPDATED };

struct fixture {
    struct arena *arena;
    const struct instrument *instrument;
    struct case_rows rows;
    struct criterion_results *results;
};

// So many cases, nothing known of any, and no log.
static struct fixture cases(size_t count)
{
    struct fixture fixture = {.arena = arena_new()};
    struct problems problems;
    problems_init(&problems, fixture.arena);
    assert_true(instrument_load(fixture.arena, TEXT("tested.yaml"), text_from(source), &fixture.instrument,
                                &problems));
    const struct schema *schema = &fixture.instrument->cases;
    fixture.rows.cases = (struct rows){schema, count,
                                       ARENA_ARRAY(fixture.arena, struct column, schema->count)};
    for (size_t i = 0; i < schema->count; i++)
        fixture.rows.cases.columns[i] = column_new(fixture.arena, schema->fields[i].type, count,
                                                   schema->fields[i].type == FIELD_TIME);
    return fixture;
}

static int64_t london(int year, int month, int day, int hour, int minute)
{
    int64_t earlier = 0, later = 0;
    struct civil_time time = {.date = {year, month, day}, .hour = hour, .minute = minute};
    assert_true(zone_to_instant(zone_named(TEXT("Europe/London")), time, &earlier, &later) != ZONE_NEVER);
    return earlier;
}

static void set_integer(struct fixture *fixture, size_t field, size_t row, int64_t value)
{
    struct column *column = &fixture->rows.cases.columns[field];
    bit_set(column->known, row);
    column->integers[row] = value;
}

static void set_ambiguous(struct fixture *fixture, size_t field, size_t row, int64_t earlier)
{
    struct column *column = &fixture->rows.cases.columns[field];
    set_integer(fixture, field, row, earlier);
    bit_set(column->ambiguous, row);
    column->later[row] = earlier + HOURS(1);
}

static void set_truth(struct fixture *fixture, size_t field, size_t row, bool truth)
{
    struct column *column = &fixture->rows.cases.columns[field];
    bit_set(column->known, row);
    if (truth)
        bit_set(column->truths, row);
}

static void evaluate(struct fixture *fixture)
{
    fixture->results = instrument_evaluate(fixture->arena, fixture->instrument, &fixture->rows, 0,
                                           fixture->rows.cases.count);
}

static void assert_outcome(const struct fixture *fixture, size_t criterion, size_t row, const char *expected,
                           enum outcome_reason reason, uint16_t detail)
{
    const struct criterion_results *results = &fixture->results[criterion];
    uint8_t outcome = results->outcomes[row];
    struct text id = outcome == OUTCOME_TO_JUDGE
                         ? TEXT("to judge")
                         : fixture->instrument->criteria[criterion].outcomes[outcome].id;
    assert_text_equal(id, expected);
    assert_int_equal(results->reasons[row], reason);
    assert_int_equal(results->details[row], detail);
}

TEST(the_first_true_rule_decides_and_a_null_before_it_is_not_recorded)
{
    struct fixture fixture = cases(5);
    int64_t reported = london(2019, 3, 29, 18, 0);
    for (size_t row = 0; row < 5; row++) {
        set_integer(&fixture, REPORTED, row, reported);
        if (row != 2)
            set_truth(&fixture, DECLINED, row, row == 1);
    }
    set_integer(&fixture, SEEN, 0, reported + HOURS(48)); // exactly
    set_integer(&fixture, SEEN, 2, reported + HOURS(1));
    set_integer(&fixture, SEEN, 3, reported + HOURS(48) + 1);
    evaluate(&fixture);
    assert_outcome(&fixture, CRITERION_SEEN, 0, "within", REASON_RULE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_SEEN, 1, "declined", REASON_RULE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_SEEN, 2, "not_recorded", REASON_MISSING, DECLINED);
    assert_outcome(&fixture, CRITERION_SEEN, 3, "outside", REASON_RULE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_SEEN, 4, "not_recorded", REASON_MISSING, SEEN);
    arena_free(fixture.arena);
}

TEST(the_day_of_the_case_chooses_the_rules)
{
    struct fixture fixture = cases(5);
    set_integer(&fixture, REPORTED, 0, london(2019, 1, 1, 0, 0));
    set_integer(&fixture, REPORTED, 1, london(2019, 3, 31, 23, 59)); // summer time: 22:59 UTC
    set_integer(&fixture, REPORTED, 2, london(2019, 4, 1, 0, 0));    // 23:00 UTC on 31 March
    set_integer(&fixture, REPORTED, 3, london(2018, 12, 31, 23, 59));
    evaluate(&fixture);
    assert_outcome(&fixture, CRITERION_DATED, 0, "old", REASON_RULE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_DATED, 1, "old", REASON_RULE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_DATED, 2, "new", REASON_RULE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_DATED, 3, "not_recorded", REASON_NO_RULE_SET, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_DATED, 4, "not_recorded", REASON_MISSING, REPORTED);
    arena_free(fixture.arena);
}

TEST(a_judged_criterion_is_left_to_the_reviewer_unless_it_does_not_apply)
{
    struct fixture fixture = cases(3);
    set_truth(&fixture, DECLINED, 0, false);
    set_truth(&fixture, DECLINED, 1, true);
    evaluate(&fixture);
    assert_outcome(&fixture, CRITERION_JUDGED, 0, "to judge", REASON_TO_JUDGE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_JUDGED, 1, "not_applicable", REASON_DOES_NOT_APPLY, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_JUDGED, 2, "not_recorded", REASON_MISSING, DECLINED);
    arena_free(fixture.arena);
}

TEST(a_fault_and_a_case_that_fits_no_rule_say_so)
{
    struct fixture fixture = cases(3);
    set_integer(&fixture, PARTS, 0, 0);
    set_integer(&fixture, PARTS, 1, 10);
    set_integer(&fixture, PARTS, 2, 3);
    evaluate(&fixture);
    assert_outcome(&fixture, CRITERION_SHARE, 0, "not_recorded", REASON_DIVISION_BY_ZERO, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_SHARE, 1, "not_recorded", REASON_NO_RULE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_SHARE, 2, "smaller", REASON_RULE, DETAIL_NONE);
    arena_free(fixture.arena);
}

TEST(a_time_that_occurred_twice_matters_only_where_the_outcome_depends_on_it)
{
    struct fixture fixture = cases(3);
    int64_t twice = london(2019, 10, 27, 1, 30);
    for (size_t row = 0; row < 3; row++) {
        set_ambiguous(&fixture, SEEN, row, twice);
        set_truth(&fixture, DECLINED, row, row == 2);
    }
    set_integer(&fixture, REPORTED, 0,
                twice - HOURS(48)); // within by the earlier instant, outside by the later
    set_integer(&fixture, REPORTED, 1, twice - HOURS(47));
    set_integer(&fixture, REPORTED, 2, twice - HOURS(48));
    evaluate(&fixture);
    assert_outcome(&fixture, CRITERION_SEEN, 0, "not_recorded", REASON_AMBIGUOUS_TIME, SEEN);
    assert_outcome(&fixture, CRITERION_SEEN, 1, "within", REASON_RULE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_SEEN, 2, "declined", REASON_RULE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_DATED, 0, "new", REASON_RULE, DETAIL_NONE);
    arena_free(fixture.arena);
}

TEST(impossible_facts_withhold_what_is_computed_but_not_what_is_judged)
{
    struct fixture fixture = cases(2);
    int64_t twice = london(2019, 10, 27, 1, 30);
    set_integer(&fixture, REPORTED, 0, twice);
    set_integer(&fixture, SEEN, 0, twice - 1);
    set_integer(&fixture, REPORTED, 1, twice + HOURS(1) / 2);
    set_ambiguous(&fixture, SEEN, 1, twice); // before the report by the earlier instant only
    set_truth(&fixture, DECLINED, 0, false);
    set_truth(&fixture, DECLINED, 1, false);
    evaluate(&fixture);
    assert_outcome(&fixture, CRITERION_SEEN, 0, "not_recorded", REASON_IMPOSSIBLE, 0);
    assert_outcome(&fixture, CRITERION_DATED, 0, "not_recorded", REASON_IMPOSSIBLE, 0);
    assert_outcome(&fixture, CRITERION_JUDGED, 0, "to judge", REASON_TO_JUDGE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_SEEN, 1, "within", REASON_RULE, DETAIL_NONE);
    uint16_t *impossible = instrument_impossible(fixture.arena, fixture.instrument, &fixture.rows, 0, 2);
    assert_int_equal(impossible[0], 0);
    assert_int_equal(impossible[1], DETAIL_NONE);
    arena_free(fixture.arena);
}

// A log of so many updates, the entries of the last case; their times occurred twice.
static void set_log(struct fixture *fixture, size_t entries)
{
    const struct schema *log = &fixture->instrument->log;
    size_t count = fixture->rows.cases.count;
    uint32_t *starts = ARENA_ARRAY(fixture->arena, uint32_t, count + 1);
    starts[count] = (uint32_t)entries;
    fixture->rows.log_start = starts;
    fixture->rows.log = (struct rows){log, entries, ARENA_ARRAY(fixture->arena, struct column, log->count)};
    struct column *columns = fixture->rows.log.columns;
    for (size_t i = 0; i < log->count; i++)
        columns[i] = column_new(fixture->arena, log->fields[i].type, entries,
                                log->fields[i].type == FIELD_TIME);
    for (size_t row = 0; row < entries; row++) {
        bit_set(columns[1].known, row);
        bit_set(columns[1].ambiguous, row);
        columns[1].integers[row] = london(2019, 10, 27, 1, (int)row);
        columns[1].later[row] = columns[1].integers[row] + HOURS(1);
        bit_set(columns[2].known, row);
        columns[2].codes[row] = 0;
    }
}

TEST(a_log_that_was_not_sent_is_not_an_empty_log)
{
    struct fixture fixture = cases(2);
    evaluate(&fixture);
    assert_outcome(&fixture, CRITERION_UPDATED, 0, "not_recorded", REASON_MISSING, DETAIL_LOG);
    set_log(&fixture, 2);
    evaluate(&fixture);
    assert_outcome(&fixture, CRITERION_UPDATED, 0, "less", REASON_RULE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_UPDATED, 1, "twice", REASON_RULE, DETAIL_NONE);
    arena_free(fixture.arena);
}

TEST(beyond_the_limit_of_ambiguous_times_what_reads_them_is_not_recorded)
{
    struct fixture fixture = cases(2);
    set_truth(&fixture, DECLINED, 1, true);
    set_log(&fixture, LIMIT_AMBIGUOUS_TIMES);
    evaluate(&fixture);
    assert_outcome(&fixture, CRITERION_UPDATED, 1, "twice", REASON_RULE, DETAIL_NONE);
    set_log(&fixture, LIMIT_AMBIGUOUS_TIMES + 1);
    evaluate(&fixture);
    assert_outcome(&fixture, CRITERION_UPDATED, 1, "not_recorded", REASON_AMBIGUOUS_TIME, DETAIL_LOG);
    assert_outcome(&fixture, CRITERION_UPDATED, 0, "less", REASON_RULE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_SEEN, 1, "declined", REASON_RULE, DETAIL_NONE);
    arena_free(fixture.arena);
}

TEST(ambiguous_times_that_a_criterion_does_not_read_leave_it_as_it_is)
{
    struct fixture fixture = cases(2);
    int64_t twice = london(2019, 10, 27, 1, 30);
    set_ambiguous(&fixture, SEEN, 1, twice); // within the time by either instant
    set_integer(&fixture, REPORTED, 1, twice - HOURS(47));
    set_truth(&fixture, DECLINED, 1, false);
    set_log(&fixture, LIMIT_AMBIGUOUS_TIMES + 1);
    evaluate(&fixture);
    assert_outcome(&fixture, CRITERION_SEEN, 1, "within", REASON_RULE, DETAIL_NONE);
    assert_outcome(&fixture, CRITERION_UPDATED, 1, "not_recorded", REASON_AMBIGUOUS_TIME, DETAIL_LOG);
    arena_free(fixture.arena);
}

TEST(every_reason_is_a_sentence_in_every_language)
{
    struct fixture fixture = cases(1);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        for (int reason = 0; reason < REASON_COUNT; reason++) {
            uint16_t detail = reason == REASON_IMPOSSIBLE ? 0 : DETAIL_NONE;
            struct text words = outcome_reason_words(fixture.arena, fixture.instrument,
                                                     (enum outcome_reason)reason, detail,
                                                     (enum language)language);
            bool silent = reason == REASON_RULE || reason == REASON_TO_JUDGE;
            assert_int_equal(words.length == 0, silent);
        }
    assert_text_equal(
        outcome_reason_words(fixture.arena, fixture.instrument, REASON_MISSING, SEEN, LANGUAGE_WELSH),
        "Ni chofnodwyd “Gwelwyd”.");
    assert_text_equal(
        outcome_reason_words(fixture.arena, fixture.instrument, REASON_IMPOSSIBLE, 0, LANGUAGE_WELSH),
        "Gwelwyd cyn.");
    arena_free(fixture.arena);
}

TEST(many_cases_and_any_part_of_them_give_what_one_at_a_time_gives)
{
    enum { MANY = 2500 };
    struct fixture fixture = cases(MANY);
    int64_t reported = london(2019, 10, 25, 1, 0);
    for (size_t row = 0; row < MANY; row++) {
        if (row % 7)
            set_integer(&fixture, REPORTED, row, reported - HOURS(24 * (row % 300)));
        if (row % 97 == 0)
            set_ambiguous(&fixture, SEEN, row, london(2019, 10, 27, 1, 30));
        else if (row % 5)
            set_integer(&fixture, SEEN, row, reported + HOURS(row % 60));
        if (row % 3)
            set_truth(&fixture, DECLINED, row, row % 11 == 0);
        set_integer(&fixture, PARTS, row, (int64_t)(row % 6));
    }
    evaluate(&fixture);
    size_t from = 777, count = 1500;
    struct criterion_results *part = instrument_evaluate(fixture.arena, fixture.instrument, &fixture.rows,
                                                         from, count);
    for (size_t i = 0; i < fixture.instrument->criterion_count; i++) {
        assert_memory_equal(part[i].outcomes, fixture.results[i].outcomes + from, count);
        assert_memory_equal(part[i].reasons, fixture.results[i].reasons + from, count);
        assert_memory_equal(part[i].details, fixture.results[i].details + from,
                            count * sizeof *part[i].details);
    }
    struct arena_mark mark = arena_mark(fixture.arena);
    for (size_t row = 0; row < MANY; row += 13) {
        struct criterion_results *one = instrument_evaluate(fixture.arena, fixture.instrument, &fixture.rows,
                                                            row, 1);
        for (size_t i = 0; i < fixture.instrument->criterion_count; i++) {
            assert_int_equal(one[i].outcomes[0], fixture.results[i].outcomes[row]);
            assert_int_equal(one[i].reasons[0], fixture.results[i].reasons[row]);
            assert_int_equal(one[i].details[0], fixture.results[i].details[row]);
        }
        arena_release(fixture.arena, mark);
    }
    arena_free(fixture.arena);
}

TEST(a_trace_tells_rules_inputs_and_reason_in_words)
{
    struct fixture fixture = cases(1);
    struct trace trace;
    set_integer(&fixture, REPORTED, 0, london(2019, 3, 29, 18, 0));
    set_truth(&fixture, DECLINED, 0, false);
    instrument_trace(fixture.arena, fixture.instrument, CRITERION_SEEN, &fixture.rows, 0, LANGUAGE_ENGLISH,
                     &trace);
    assert_int_equal(trace.reason, REASON_MISSING);
    assert_text_equal(trace.because, "“Seen” is not recorded.");
    assert_int_equal(trace.step_count, 2);
    assert_int_equal(trace.steps[0].answer, TRACE_FALSE);
    assert_int_equal(trace.steps[1].answer, TRACE_UNKNOWN);
    assert_int_equal(trace.steps[1].outcome, 1);
    assert_int_equal(trace.input_count, 3);
    assert_text_equal(trace.inputs[0].label, "Declined");
    assert_text_equal(trace.inputs[0].value, "no");
    assert_false(trace.inputs[1].known);
    assert_text_equal(trace.inputs[2].value, "29 March 2019, 18:00");
    instrument_trace(fixture.arena, fixture.instrument, CRITERION_DATED, &fixture.rows, 0, LANGUAGE_WELSH,
                     &trace);
    assert_text_equal(trace.rules, "Hen god");
    assert_int_equal(trace.outcome, 0);
    arena_free(fixture.arena);
}

// The hash of a criterion of the tested instrument, after a change of its text.
static struct text hash_after(struct arena *arena, size_t criterion, const char *old, const char *new)
{
    struct problems problems;
    const struct instrument *instrument;
    struct text content = text_from(source);
    size_t at = 0;
    problems_init(&problems, arena);
    assert_true(text_find(content, text_from(old), &at));
    content = text_print(arena, "%.*s%s%.*s", (int)at, content.bytes, new,
                         (int)(content.length - at - strlen(old)), content.bytes + at + strlen(old));
    assert_true(instrument_load(arena, TEXT("tested.yaml"), content, &instrument, &problems));
    return instrument->criteria[criterion].hash;
}

TEST(the_identity_of_a_criterion_is_what_it_asks_not_how_it_is_printed)
{
    struct fixture fixture = cases(1);
    struct text seen = fixture.instrument->criteria[CRITERION_SEEN].hash;
    struct arena *arena = fixture.arena;
    assert_int_equal(seen.length, 64);
    assert_true(
        text_equal(seen, hash_after(arena, CRITERION_SEEN, "title: {en: Seen,", "title: {en: Sight,")));
    assert_true(text_equal(seen, hash_after(arena, CRITERION_SEEN, "cy: Teg", "cy: Tecach")));
    assert_true(text_equal(seen, hash_after(arena, CRITERION_SEEN, "version: 1", "version: 2")));
    assert_false(text_equal(seen, hash_after(arena, CRITERION_SEEN, "Gwelwyd o fewn", "A welwyd o fewn")));
    assert_false(text_equal(seen, hash_after(arena, CRITERION_SEEN, "<= INTERVAL '48", "<= INTERVAL '47")));
    assert_false(text_equal(seen, hash_after(arena, CRITERION_SEEN, "{en: O, cy: O}", "{en: Out, cy: O}")));
    assert_false(text_equal(seen, hash_after(arena, CRITERION_SEEN, "standing: not met, when: \"seen",
                                             "standing: cannot conclude, when: \"seen")));
    arena_free(arena);
}
