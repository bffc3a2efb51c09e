// SPDX-License-Identifier: GPL-3.0-or-later
// A tally gives the outcomes that instrument_evaluate() gives, whatever the rules, and whichever form the columns have.
#include "instrument/tally.h"

#include "generator.h"
#include "test.h"

#include <stdlib.h>

enum { CASES = 2500, CRITERIA = 6, OUTCOMES = 4, MEASURES = 3, INSTRUMENTS = 40 };

static size_t instruments(void)
{
    const char *tier = getenv("CRAFFU_TIER");
    struct text name = tier ? text_from(tier) : TEXT("default");
    return text_equal(name, TEXT("long"))    ? 100 * INSTRUMENTS
           : text_equal(name, TEXT("ci"))    ? 4 * INSTRUMENTS
           : text_equal(name, TEXT("quick")) ? INSTRUMENTS / 4
                                             : INSTRUMENTS;
}

static const struct expression *random_expression(struct generator *g, enum field_type type)
{
    struct problems problems;
    problems_init(&problems, g->arena);
    generator_of(g, type);
    struct text source = text_copy(g->arena, buffer_text(&g->ours));
    const struct expression *made = expression_compile(g->arena, source, (struct place){0}, &g->scope, type,
                                                       &problems);
    assert_non_null(made);
    return made;
}

static const struct expression **random_rules(struct generator *g)
{
    const struct expression **when = ARENA_ARRAY(g->arena, const struct expression *, OUTCOMES + 2);
    for (size_t i = 0; i <= OUTCOMES; i++) // not recorded may be said by a rule, too
        if (generator_below(g, 5))
            when[i] = random_expression(g, FIELD_BOOLEAN);
    return when;
}

// Rules for the days before 1 June 2019 and for those of the next three years.
static void random_sets(struct generator *g, struct criterion *criterion)
{
    criterion->has_rules_by = generator_below(g, 3) == 0;
    criterion->set_count = criterion->has_rules_by ? 2 : 1;
    criterion->sets = ARENA_ARRAY(g->arena, struct rule_set, 2);
    if (criterion->has_rules_by) {
        schema_find(&g->cases, generator_below(g, 2) ? TEXT("d1") : TEXT("w1"), &criterion->rules_by);
        criterion->sets[0] = (struct rule_set){
            .has_before = true, .before = 18048, .before_instant = INT64_C(18048) * 86400000000};
        criterion->sets[1] = (struct rule_set){.has_from = true,
                                               .from = 18048,
                                               .from_instant = INT64_C(18048) * 86400000000,
                                               .has_before = generator_below(g, 2),
                                               .before = 19144,
                                               .before_instant = INT64_C(19144) * 86400000000};
    }
    for (size_t i = 0; i < criterion->set_count; i++)
        criterion->sets[i].when = random_rules(g);
}

static struct criterion random_criterion(struct generator *g)
{
    struct criterion criterion = {.outcome_count = OUTCOMES + 2,
                                  .outcomes = ARENA_ARRAY(g->arena, struct outcome, OUTCOMES + 2),
                                  .not_recorded = OUTCOMES,
                                  .not_applicable = OUTCOMES + 1,
                                  .judged = generator_below(g, 8) == 0};
    if (generator_below(g, 2))
        criterion.applies = random_expression(g, FIELD_BOOLEAN);
    if (!criterion.judged)
        random_sets(g, &criterion);
    return criterion;
}

static struct instrument random_instrument(struct generator *g)
{
    struct instrument instrument = {.zone = g->scope.zone,
                                    .bank_holidays = g->bank_holidays,
                                    .cases = g->cases,
                                    .has_log = true,
                                    .log = g->log,
                                    .criteria = ARENA_ARRAY(g->arena, struct criterion, CRITERIA),
                                    .criterion_count = CRITERIA,
                                    .checks = ARENA_ARRAY(g->arena, struct fact_check, 2),
                                    .check_count = generator_below(g, 3)};
    schema_find(&g->log, TEXT("kind"), &instrument.log_kind);
    schema_find(&g->log, TEXT("at"), &instrument.log_time);
    for (size_t i = 0; i < instrument.check_count; i++)
        instrument.checks[i].impossible = random_expression(g, FIELD_BOOLEAN);
    for (size_t i = 0; i < CRITERIA; i++)
        instrument.criteria[i] = random_criterion(g);
    return instrument;
}

// ---- Columns

static bool fits(const struct rows *rows, const struct column *column)
{
    for (size_t row = 0; row < rows->count; row++) {
        int64_t value = column->integers[row];
        if (!bit_get(column->known, row))
            continue;
        if (column->type == FIELD_TIME && value % 1000000 != 0)
            return false;
        if (column->type == FIELD_TIME)
            value = value / 1000000 - rows->zero_second;
        if (value <= -NARROW_LIMIT || value >= NARROW_LIMIT)
            return false;
    }
    return true;
}

static struct column narrowed(struct arena *arena, const struct rows *rows, const struct column *column)
{
    struct column narrow = column_new_narrow(arena, column->type, rows->count, false);
    narrow.ambiguous = column->ambiguous;
    narrow.later = column->later;
    memcpy(narrow.known, column->known, bit_words(rows->count) * sizeof *narrow.known);
    for (size_t row = 0; row < rows->count; row++)
        if (bit_get(column->known, row))
            narrow.narrows[row] = (int32_t)(column->type == FIELD_TIME
                                                ? column->integers[row] / 1000000 - rows->zero_second
                                                : column->integers[row]);
    return narrow;
}

// The same rows with the columns that fit made narrow: all of them, or some.
static struct rows in_narrow_form(struct generator *g, const struct rows *rows, bool all)
{
    struct rows copy = *rows;
    copy.zero_second = 1560000000;
    copy.columns = ARENA_ARRAY(g->arena, struct column, rows->schema->count);
    for (size_t i = 0; i < rows->schema->count; i++) {
        const struct column *column = &rows->columns[i];
        bool narrow = column_may_be_narrow(column->type) && (all || generator_below(g, 2)) &&
                      fits(&copy, column);
        copy.columns[i] = narrow ? narrowed(g->arena, &copy, column) : *column;
    }
    return copy;
}

enum { CROWDED = 24 };

// A time in a hundred; in the first rows half of them, if they are to be crowded with such times.
static void make_ambiguous(struct generator *g, struct rows *rows, bool crowded)
{
    for (size_t i = 0; i < rows->schema->count; i++) {
        struct column *column = &rows->columns[i];
        if (column->type != FIELD_TIME)
            continue;
        struct column other = column_new(g->arena, FIELD_TIME, rows->count, true);
        column->ambiguous = other.ambiguous;
        column->later = other.later;
        for (size_t row = 0; row < rows->count; row++)
            if (bit_get(column->known, row) && generator_below(g, crowded && row < CROWDED ? 2 : 100) == 0) {
                bit_set(column->ambiguous, row);
                column->later[row] = column->integers[row] + INT64_C(3600000000);
            }
    }
}

// Columns that are not read are absent.
static struct rows only(struct arena *arena, const struct rows *rows, const size_t *fields, size_t count)
{
    struct rows some = *rows;
    some.columns = ARENA_ARRAY(arena, struct column, rows->schema->count);
    for (size_t i = 0; i < count; i++)
        some.columns[fields[i]] = rows->columns[fields[i]];
    return some;
}

static struct case_rows read_columns(struct arena *arena, const struct tally_program *program,
                                     const struct case_rows *rows)
{
    size_t count;
    struct case_rows some = *rows;
    const size_t *fields = tally_inputs(program, &count);
    some.cases = only(arena, &rows->cases, fields, count);
    fields = tally_log_inputs(program, &count);
    some.log = only(arena, &rows->log, fields, count);
    return some;
}

// ---- Comparing

struct reference {
    const struct instrument *instrument;
    const struct criterion_results *results;
    const uint16_t *impossible;
    const struct expression *measures[MEASURES];
    struct column values[MEASURES];
};

static void assert_sets(const struct reference *reference, const struct tally_program *program,
                        const struct tally *tally, size_t from, size_t count)
{
    for (size_t i = 0; i < CRITERIA; i++)
        for (size_t row = 0; row < count; row++) {
            size_t outcome = reference->results[i].outcomes[from + row], found = 0;
            const struct criterion *criterion = &reference->instrument->criteria[i];
            for (size_t k = 0; k < criterion->outcome_count; k++)
                found += bit_get(tally->sets[tally_slot(program, i, k)], row);
            if (criterion->judged)
                found += bit_get(tally->sets[tally_slot(program, i, OUTCOME_TO_JUDGE)], row);
            if (found != 1 || !bit_get(tally->sets[tally_slot(program, i, outcome)], row))
                fail_msg("case %zu, criterion %zu: not outcome %zu; outcomes: %zu", from + row, i, outcome,
                         found);
        }
    for (size_t slot = 0; count % 64 && slot < tally_slots(program); slot++)
        assert_int_equal(tally->sets[slot][count / 64] >> (count % 64), 0);
}

static void assert_measures(const struct reference *reference, const struct tally *tally, size_t from,
                            size_t count)
{
    for (size_t i = 0; i < MEASURES; i++)
        for (size_t row = 0; row < count; row++) {
            const struct column *expected = &reference->values[i], *found = &tally->measures[i];
            assert_int_equal(found->type, expected->type);
            assert_int_equal(bit_get(found->known, row), bit_get(expected->known, from + row));
            if (found->integers[row] != expected->integers[from + row])
                fail_msg("case %zu, measure %zu: %lld, not %lld", from + row, i,
                         (long long)found->integers[row], (long long)expected->integers[from + row]);
        }
}

static void assert_tally(struct generator *g, const struct reference *reference, const struct case_rows *rows,
                         struct tally_options options)
{
    const struct tally_program *program = tally_program_new(g->arena, reference->instrument,
                                                            reference->measures, MEASURES, options);
    struct case_rows some = read_columns(g->arena, program, rows);
    struct arena *scratch = arena_new();
    size_t count;
    for (size_t from = 0; from < CASES; from += count) {
        struct arena_mark mark = arena_mark(scratch);
        struct tally tally;
        count = generator_below(g, 3) ? BATCH_ROWS : 1 + generator_below(g, BATCH_ROWS);
        count = CASES - from < count ? CASES - from : count;
        tally_run(program, &some, from, count, scratch, &tally);
        assert_sets(reference, program, &tally, from, count);
        assert_measures(reference, &tally, from, count);
        for (size_t row = 0; row < count; row++)
            assert_int_equal(bit_get(tally.impossible, row), reference->impossible[from + row] != 65535);
        arena_release(scratch, mark);
    }
    arena_free(scratch);
}

static void find_measures(struct generator *g, struct reference *reference, const struct case_rows *rows)
{
    static const enum field_type types[MEASURES] = {FIELD_DURATION, FIELD_INTEGER, FIELD_NUMBER};
    static enum evaluation_fault faults[CASES];
    for (size_t i = 0; i < MEASURES; i++) {
        reference->measures[i] = random_expression(g, types[i]);
        reference->values[i] = column_new(g->arena, types[i], CASES, false);
        for (size_t row = 0; row < CASES; row++) {
            struct column one;
            expression_run(reference->measures[i], rows, row, 1, g->arena, &one, faults);
            if (bit_get(one.known, 0))
                bit_set(reference->values[i].known, row);
            reference->values[i].integers[row] = one.integers[0];
        }
    }
}

static void compare_with_one_at_a_time(uint64_t seed, bool tame, bool ambiguous, bool crowded, bool with_log)
{
    struct arena *arena = arena_new();
    struct generator g;
    struct case_rows rows;
    generator_init(&g, arena, seed);
    struct instrument instrument = random_instrument(&g);
    struct reference reference = {.instrument = &instrument};
    generator_more(&g, CASES, tame, &rows);
    if (ambiguous) {
        make_ambiguous(&g, &rows.cases, crowded);
        make_ambiguous(&g, &rows.log, crowded);
    }
    if (!with_log)
        rows.log_start = NULL;
    reference.results = instrument_evaluate(arena, &instrument, &rows, 0, CASES);
    reference.impossible = instrument_impossible(arena, &instrument, &rows, 0, CASES);
    find_measures(&g, &reference, &rows);
    struct case_rows narrow = rows, mixed = rows;
    narrow.cases = in_narrow_form(&g, &rows.cases, true);
    narrow.log = in_narrow_form(&g, &rows.log, true);
    mixed.cases = in_narrow_form(&g, &rows.cases, false);
    mixed.log = in_narrow_form(&g, &rows.log, false);
    for (int portable = 0; portable < 2; portable++) {
        struct tally_options options = {.portable = portable};
        assert_tally(&g, &reference, &rows, options);
        assert_tally(&g, &reference, &narrow, options);
        assert_tally(&g, &reference, &mixed, options);
    }
    generator_dispose(&g);
    arena_free(arena);
}

TEST(any_instrument_is_tallied_as_its_cases_are_evaluated_one_at_a_time)
{
    for (size_t i = 0; i < instruments(); i++)
        compare_with_one_at_a_time(1000 + i, i % 4 != 0, i % 3 == 0, false, i % 5 != 0);
}

// More of them than are tried, among them some in columns that the rules do not read and the tally does not get.
TEST(cases_with_many_ambiguous_times_are_tallied_as_they_are_evaluated)
{
    for (size_t i = 0; i < 1 + instruments() / 8; i++)
        compare_with_one_at_a_time(2000 + i, i % 4 != 0, true, true, i % 5 != 0);
}
