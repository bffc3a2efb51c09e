// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/agreement.h"

#include "temporary.h"
#include "test.h"

#include <math.h>

enum { UNITS = 17, REVIEWERS = 4 };

// Some ratings with gaps: the same each time.
static struct ratings some_ratings(struct arena *arena, size_t categories, unsigned variant, enum scale scale)
{
    struct ratings ratings = {
        .scale = scale, .category_count = categories, .reviewer_count = REVIEWERS, .unit_count = UNITS};
    ratings.categories = ARENA_ARRAY(arena, struct text, categories);
    ratings.reviewers = ARENA_ARRAY(arena, struct text, REVIEWERS);
    ratings.values = ARENA_ARRAY(arena, double, categories);
    ratings.chosen = ARENA_ARRAY(arena, int8_t, UNITS * REVIEWERS);
    for (size_t k = 0; k < categories; k++) {
        ratings.categories[k] = text_print(arena, "%zu", k * k);
        ratings.values[k] = (double)(k * k);
    }
    uint32_t state = 12345 + variant;
    for (size_t i = 0; i < UNITS * REVIEWERS; i++) {
        state = state * 1664525 + 1013904223;
        uint32_t choice = (state >> 16) % (uint32_t)(categories * 2 + 1);
        size_t leaning = (i / REVIEWERS) % categories;
        ratings.chosen[i] = choice == 0            ? NOT_RATED
                            : choice <= categories ? (int8_t)leaning
                                                   : (int8_t)(choice - categories - 1);
    }
    return ratings;
}

static struct agreement compute(struct arena *arena, const struct ratings *ratings, int64_t resamples)
{
    struct agreement agreement;
    struct agreement_choice choice = {.confidence = confidence_95(), .resamples = resamples, .seed = 7};
    agreement_compute(arena, ratings, choice, &agreement);
    return agreement;
}

static void same_figure(struct figure one, struct figure other)
{
    assert_int_equal(one.why, other.why);
    assert_true(fabs(one.value - other.value) < 1e-13);
}

static void same_estimate(const struct estimate *one, const struct estimate *other)
{
    same_figure(one->value, other->value);
    same_figure(one->se, other->se);
    assert_int_equal(one->interval.why, other->interval.why);
    assert_true(fabs(one->interval.low - other->interval.low) < 1e-12);
    assert_true(fabs(one->interval.high - other->interval.high) < 1e-12);
}

static void same_weighting(const struct agreement *one, const struct agreement *other, int w)
{
    const struct coefficients *a = &one->coefficients[w], *b = &other->coefficients[w];
    same_estimate(&a->percent_agreement, &b->percent_agreement);
    same_estimate(&a->gwet, &b->gwet);
    same_estimate(&a->fleiss, &b->fleiss);
    same_estimate(&a->brennan_prediger, &b->brennan_prediger);
    same_figure(a->conger, b->conger);
}

// Units or reviewers in another order.
static struct ratings shuffled(struct arena *arena, const struct ratings *ratings, bool units, bool reviewers)
{
    struct ratings other = *ratings;
    other.chosen = ARENA_ARRAY(arena, int8_t, UNITS * REVIEWERS);
    for (size_t u = 0; u < UNITS; u++)
        for (size_t r = 0; r < REVIEWERS; r++)
            other.chosen[(units ? u * 5 % UNITS : u) * REVIEWERS + (reviewers ? (r + 1) % REVIEWERS : r)] =
                ratings->chosen[u * REVIEWERS + r];
    return other;
}

TEST(the_order_of_cases_and_of_reviewers_does_not_matter)
{
    for (unsigned variant = 0; variant < 40; variant++) {
        struct arena *arena = arena_new();
        struct ratings ratings = some_ratings(arena, 2 + variant % 4, variant, SCALE_INTERVAL);
        struct ratings other = shuffled(arena, &ratings, true, variant % 2);
        struct agreement one = compute(arena, &ratings, 50), two = compute(arena, &other, 50);
        for (int w = 0; w < WEIGHTINGS; w++)
            same_weighting(&one, &two, w);
        for (int m = 0; m < METRICS; m++) {
            same_estimate(&one.alpha[m].estimate, &two.alpha[m].estimate);
            assert_true(one.bootstrap[m].interval.low == two.bootstrap[m].interval.low);
            assert_true(one.bootstrap[m].interval.high == two.bootstrap[m].interval.high);
        }
        same_figure(one.fleiss.kappa, two.fleiss.kappa);
        same_figure(one.full.share, two.full.share);
        arena_free(arena);
    }
}

static int8_t relabelled(int8_t chosen, size_t categories, bool reversed)
{
    if (chosen == NOT_RATED)
        return NOT_RATED;
    return (int8_t)(reversed ? categories - 1 - (size_t)chosen : ((size_t)chosen + 1) % categories);
}

TEST(other_names_for_the_categories_leave_nominal_figures_unchanged)
{
    for (unsigned variant = 0; variant < 40; variant++) {
        struct arena *arena = arena_new();
        size_t categories = 2 + variant % 4;
        struct ratings ratings = some_ratings(arena, categories, variant, SCALE_NOMINAL), other = ratings;
        other.chosen = ARENA_ARRAY(arena, int8_t, UNITS * REVIEWERS);
        for (size_t i = 0; i < UNITS * REVIEWERS; i++)
            other.chosen[i] = relabelled(ratings.chosen[i], categories, false);
        struct agreement one = compute(arena, &ratings, 0), two = compute(arena, &other, 0);
        same_weighting(&one, &two, WEIGHTS_UNWEIGHTED);
        same_estimate(&one.alpha[METRIC_NOMINAL].estimate, &two.alpha[METRIC_NOMINAL].estimate);
        for (size_t p = 0; p < one.pair_count; p++)
            same_estimate(&one.pairs[p].cohen[0].kappa, &two.pairs[p].cohen[0].kappa);
        arena_free(arena);
    }
}

TEST(the_reverse_order_leaves_ordinal_figures_unchanged)
{
    for (unsigned variant = 0; variant < 40; variant++) {
        struct arena *arena = arena_new();
        struct ratings ratings = some_ratings(arena, 4, variant, SCALE_ORDINAL), other = ratings;
        other.chosen = ARENA_ARRAY(arena, int8_t, UNITS * REVIEWERS);
        for (size_t i = 0; i < UNITS * REVIEWERS; i++)
            other.chosen[i] = relabelled(ratings.chosen[i], 4, true);
        struct agreement one = compute(arena, &ratings, 0), two = compute(arena, &other, 0);
        for (int w = 0; w <= WEIGHTS_ORDINAL; w++)
            same_weighting(&one, &two, w);
        same_estimate(&one.alpha[METRIC_ORDINAL].estimate, &two.alpha[METRIC_ORDINAL].estimate);
        arena_free(arena);
    }
}

TEST(a_category_that_nobody_used_moves_only_what_counts_categories)
{
    struct arena *arena = arena_new();
    struct ratings ratings = some_ratings(arena, 3, 1, SCALE_NOMINAL), wider = ratings;
    wider.category_count = 4;
    wider.categories = (struct text[]){TEXT("a"), TEXT("b"), TEXT("c"), TEXT("d")};
    struct agreement one = compute(arena, &ratings, 0), two = compute(arena, &wider, 0);
    same_estimate(&one.coefficients[0].fleiss, &two.coefficients[0].fleiss);
    same_estimate(&one.alpha[0].estimate, &two.alpha[0].estimate);
    same_figure(one.coefficients[0].conger, two.coefficients[0].conger);
    assert_true(two.coefficients[0].gwet.value.value > one.coefficients[0].gwet.value.value);
    assert_true(two.coefficients[0].brennan_prediger.value.value >
                one.coefficients[0].brennan_prediger.value.value);
    arena_free(arena);
}

TEST(two_complete_reviewers_have_the_same_kappa_from_conger_and_cohen)
{
    for (unsigned variant = 0; variant < 20; variant++) {
        struct arena *arena = arena_new();
        struct ratings ratings = some_ratings(arena, 3, variant, SCALE_INTERVAL), pair = ratings;
        pair.reviewer_count = 2;
        pair.chosen = ARENA_ARRAY(arena, int8_t, UNITS * 2);
        for (size_t u = 0; u < UNITS; u++)
            for (size_t r = 0; r < 2; r++) {
                int8_t chosen = ratings.chosen[u * REVIEWERS + r];
                pair.chosen[u * 2 + r] = chosen == NOT_RATED ? 0 : chosen;
            }
        struct agreement a = compute(arena, &pair, 0);
        for (int w = 0; w < WEIGHTINGS; w++)
            same_figure(a.coefficients[w].conger, a.pairs[0].cohen[w].kappa.value);
        arena_free(arena);
    }
}

TEST(nothing_is_undefined_without_a_reason_and_nothing_is_not_a_number)
{
    // Every table of two or three cases, two reviewers, two categories and gaps.
    for (size_t units = 0; units <= 3; units++) {
        size_t tables = 1;
        for (size_t i = 0; i < 2 * units; i++)
            tables *= 3;
        for (size_t t = 0; t < tables; t++) {
            struct arena *arena = arena_new();
            struct ratings ratings = some_ratings(arena, 2, 0, SCALE_INTERVAL);
            ratings.reviewer_count = 2;
            ratings.unit_count = units;
            for (size_t i = 0, rest = t; i < 2 * units; i++, rest /= 3)
                ratings.chosen[i] = (int8_t)((int)(rest % 3) - 1);
            struct agreement a = compute(arena, &ratings, 20);
            for (int w = 0; w < WEIGHTINGS; w++) {
                const struct coefficients *c = &a.coefficients[w];
                const struct estimate *all[] = {&c->gwet, &c->fleiss, &c->percent_agreement,
                                                &c->brennan_prediger, &a.pairs[0].cohen[w].kappa};
                for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
                    assert_true(isfinite(all[i]->value.value) && isfinite(all[i]->se.value));
                    assert_true(isfinite(all[i]->interval.low) && isfinite(all[i]->interval.high));
                    assert_true(all[i]->value.why == DEFINED || all[i]->interval.why != DEFINED);
                }
                assert_true(isfinite(c->conger.value) && isfinite(a.pairs[0].cohen[w].z_h0.value));
            }
            for (int m = 0; m < METRICS; m++) {
                assert_true(isfinite(a.alpha[m].estimate.value.value) && isfinite(a.alpha[m].expected.value));
                assert_true(isfinite(a.bootstrap[m].interval.low) && isfinite(a.bootstrap[m].interval.high));
            }
            arena_free(arena);
        }
    }
}

TEST(an_empty_table_is_undefined_throughout)
{
    struct arena *arena = arena_new();
    struct ratings ratings = {0};
    struct agreement a = compute(arena, &ratings, 0);
    assert_int_equal(a.alpha[0].estimate.value.why, UNDEFINED_FEWER_THAN_2_REVIEWERS);
    assert_int_equal(a.coefficients[0].gwet.value.why, UNDEFINED_FEWER_THAN_2_REVIEWERS);
    assert_int_equal(a.full.share.why, UNDEFINED_FEWER_THAN_2_REVIEWERS);
    assert_int_equal(a.pair_count, 0);
    arena_free(arena);
}

// ---- For a report -----------------------------------------------------------------------------------------

static struct criterion_categories criterion(struct arena *arena, const char *name, enum scale scale)
{
    struct criterion_categories criterion = {text_from(name), ARENA_ARRAY(arena, struct text, 3), 3, scale};
    criterion.categories[0] = TEXT("yes");
    criterion.categories[1] = TEXT("no");
    criterion.categories[2] = TEXT("na");
    return criterion;
}

static struct rating answer(const char *criterion, const char *unit, const char *reviewer,
                            const char *outcome)
{
    return (struct rating){text_from(criterion), text_from(unit), text_from(reviewer), text_from(outcome)};
}

TEST(only_criteria_that_two_reviewers_answered_on_one_case_have_agreement)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct criterion_agreements agreements = {0};
    struct agreement_choice choice = {.confidence = confidence_95()};
    const struct rating answers[] = {
        answer("contact", "1", "A", "yes"), answer("contact", "1", "B", "yes"),
        answer("contact", "2", "A", "no"),  answer("contact", "2", "B", "na"),
        answer("contact", "3", "A", "na"),  answer("grade", "1", "A", "yes"),
        answer("grade", "2", "B", "no"),    answer("grade", "1", "B", "na"),
        answer("other", "1", "A", "?"),
    };
    const struct criterion_categories two_criteria[] = {criterion(arena, "contact", SCALE_NOMINAL),
                                                        criterion(arena, "grade", SCALE_ORDINAL)};
    problems_init(&problems, arena);
    ASSERT_GOOD(agreement_by_criterion(arena, two_criteria, 2, answers, 9, choice, &agreements, &problems),
                &problems);
    assert_int_equal(agreements.list.count, 1);
    const struct criterion_agreement *contact = &agreements.list.items[0];
    assert_text_equal(contact->criterion, "contact");
    assert_int_equal(contact->units, 2);
    assert_int_equal(contact->answered, 3);
    assert_int_equal(contact->ratings.category_count, 3);
    assert_true(contact->agreement.coefficients[0].percent_agreement.value.value == 0.5);
    assert_int_equal(contact->agreement.full.agreed, 1);
    arena_free(arena);
}

TEST(answers_that_cannot_be_are_refused)
{
    struct arena *arena = arena_new();
    struct problems problems = {.arena = arena};
    struct criterion_agreements agreements;
    struct agreement_choice choice = {.confidence = confidence_95()};
    const struct criterion_categories one[] = {criterion(arena, "contact", SCALE_NOMINAL)};
    const struct rating unknown[] = {answer("contact", "1", "A", "perhaps")};
    const struct rating twice[] = {answer("contact", "1", "A", "yes"), answer("contact", "1", "A", "no")};
    ASSERT_REFUSED(agreement_by_criterion(arena, one, 1, unknown, 1, choice, &agreements, &problems),
                   &problems, "this is not an outcome of the criterion {criterion}");
    ASSERT_REFUSED(agreement_by_criterion(arena, one, 1, twice, 2, choice, &agreements, &problems), &problems,
                   "{reviewer} answers the criterion of one case twice");
    arena_free(arena);
}

TEST(people_are_shown_no_impossible_interval)
{
    struct estimate complete = {.value = figure_of(1), .se = figure_of(1), .interval = range_of(-3.3, 1)};
    struct estimate wide = {.value = figure_of(0.5), .se = figure_of(1), .interval = range_of(-1.25, 1)};
    struct estimate none = estimate_undefined(UNDEFINED_SINGLE_CATEGORY);
    assert_int_equal(range_of_agreement(&complete, -1).why, UNDEFINED_ZERO_VARIANCE);
    assert_int_equal(range_of_agreement(&none, -1).why, UNDEFINED_SINGLE_CATEGORY);
    assert_int_equal(range_of_agreement(&wide, -1).why, DEFINED);
    assert_true(range_of_agreement(&wide, -1).low == -1 && range_of_agreement(&wide, -1).high == 1);
    assert_true(range_of_agreement(&wide, 0).low == 0);
    assert_true(range_of_agreement(&wide, -2).low == -1.25);
}
