// SPDX-License-Identifier: GPL-3.0-or-later
// Every number of the files in proportions/ is compared; a name that is not known here is a failure.
#include "statistics/proportion.h"

#include "format/number.h"
#include "statistics/distribution.h"
#include "statistics/sample_size.h"
#include "statistics/strata.h"
#include "close.h"

static int64_t count_at(const struct json_node *object, const char *name)
{
    return (int64_t)number_at(object, name);
}

static struct confidence confidence_of(const struct json_node *node)
{
    struct confidence confidence;
    char room[NUMBER_TEXT_BYTES];
    assert_true(confidence_read(number_shortest(number_at(node, "conf"), room), &confidence));
    return confidence;
}

static void wrong(const struct json_node *node, const char *name, double actual)
{
    print_error("%.*s %s: %.17g\n", TEXT_PRINT(json_node_find(node, "id")->text), name, actual);
    fail();
}

static void check_number(const struct json_node *node, const char *name, const struct json_node *expected,
                         double actual, double tolerance)
{
    double number;
    assert_true(json_node_number(expected, &number));
    if (!is_close(actual, number, tolerance))
        wrong(node, name, actual);
}

// null is undefined.
static void check_figure(const struct json_node *node, const char *name, const struct json_node *expected,
                         struct figure actual, double tolerance)
{
    if (expected->kind == JSON_NODE_NULL)
        assert_int_not_equal(actual.why, DEFINED);
    else if (actual.why != DEFINED)
        wrong(node, name, NAN);
    else
        check_number(node, name, expected, actual.value, tolerance);
}

static void check_range(const struct json_node *node, const char *name, const struct json_node *expected,
                        struct range actual)
{
    assert_int_equal(expected->count, 2);
    assert_int_equal(actual.why, DEFINED);
    check_number(node, name, &expected->items[0], actual.low, AFTER_QUANTILE);
    check_number(node, name, &expected->items[1], actual.high, AFTER_QUANTILE);
}

static bool is_input(struct text name)
{
    static const char *const inputs[] = {
        "id", "x", "n", "N", "conf", "p", "half_width", "nonconforming", "strata",
        // what other programs make of it
        "n_samplingbook_formula", "n_if_z_is_1_96", "exact_count_if_ties_are_kept"};
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        if (text_equal(name, text_from(inputs[i])))
            return true;
    return false;
}

static size_t each_entry(const char *file, void (*check)(const struct json_node *))
{
    struct arena *arena = arena_new();
    struct json_node root = read_json(arena, text_print(arena, REFERENCE "/proportions/%s.json", file));
    for (size_t i = 0; i < root.count; i++)
        check(&root.items[i]);
    size_t count = root.count;
    arena_free(arena);
    return count;
}

// ---- Binomial ---------------------------------------------------------------------------------------------

static void check_binomial(const struct json_node *node)
{
    struct binomial_intervals b;
    binomial_intervals(count_at(node, "x"), count_at(node, "n"), confidence_of(node), &b);
    const struct {
        const char *name;
        struct range range;
    } ranges[] = {
        {"wald", b.wald},
        {"wald_clipped", b.wald_clipped},
        {"wilson", b.wilson},
        {"clopper_pearson", b.clopper_pearson},
        {"agresti_coull", b.agresti_coull},
        {"agresti_coull_clipped", b.agresti_coull_clipped},
        {"jeffreys", b.jeffreys},
        {"jeffreys_bcd", b.jeffreys_bcd},
    };
    for (size_t i = 0; i < node->count; i++) {
        struct text name = node->members[i].name;
        const struct json_node *value = &node->members[i].value;
        bool known = is_input(name);
        for (size_t r = 0; r < sizeof ranges / sizeof *ranges; r++)
            if (text_equal(name, text_from(ranges[r].name))) {
                check_range(node, ranges[r].name, value, ranges[r].range);
                known = true;
            }
        if (text_equal(name, TEXT("estimate")))
            check_number(node, "estimate", value, b.estimate, EXACT);
        else if (text_equal(name, TEXT("z")))
            check_number(node, "z", value, confidence_normal(confidence_of(node)), EXACT);
        else if (!known)
            wrong(node, "has an unknown name", (double)i);
    }
}

TEST(binomial_intervals_are_those_of_the_reference)
{
    assert_int_equal(each_entry("binomial", check_binomial), 27);
}

// ---- Finite population ------------------------------------------------------------------------------------

// A probability with so many marked, or null where there cannot be so many.
static void check_tail(const struct json_node *node, const char *name, const struct json_node *expected,
                       int64_t marked, bool at_least)
{
    struct hypergeometric draw = {count_at(node, "N"), count_at(node, "n"), marked, count_at(node, "x")};
    if (expected->kind == JSON_NODE_NULL)
        assert_true(marked < draw.seen || draw.population - marked < draw.sample - draw.seen);
    else
        check_number(node, name, expected,
                     at_least ? hypergeometric_at_least(draw) : hypergeometric_at_most(draw), EXACT);
}

static void check_finite_member(const struct json_node *node, const struct finite_intervals *f,
                                struct text name, const struct json_node *value)
{
    if (is_input(name))
        return;
    if (text_equal(name, TEXT("estimate"))) {
        check_number(node, "estimate", value, f->estimate, EXACT);
    } else if (text_equal(name, TEXT("exact_count"))) {
        check_number(node, "low", &value->items[0], (double)f->low, 0);
        check_number(node, "high", &value->items[1], (double)f->high, 0);
    } else if (text_equal(name, TEXT("exact_proportion"))) {
        check_range(node, "exact", value, f->exact);
    } else if (text_equal(name, TEXT("tail_P_ge_x_at_L"))) {
        check_tail(node, "tail", value, f->low, true);
    } else if (text_equal(name, TEXT("tail_P_ge_x_at_L_minus_1"))) {
        check_tail(node, "tail", value, f->low - 1, true);
    } else if (text_equal(name, TEXT("tail_P_le_x_at_U"))) {
        check_tail(node, "tail", value, f->high, false);
    } else if (text_equal(name, TEXT("tail_P_le_x_at_U_plus_1"))) {
        check_tail(node, "tail", value, f->high + 1, false);
    } else if (text_equal(name, TEXT("wilson_fpc"))) {
        check_figure(node, "n_eff", json_node_find(value, "n_eff"), f->effective_sample, EXACT);
        check_range(node, "wilson_fpc", json_node_find(value, "ci"), f->wilson);
    } else if (text_equal(name, TEXT("wald_fpc"))) {
        check_figure(node, "wald_se", json_node_find(value, "se"), f->wald_se, EXACT);
        check_range(node, "wald_fpc", json_node_find(value, "ci"), f->wald);
    } else if (text_equal(name, TEXT("adjusted_wald_fpc_bonett"))) {
        check_number(node, "adjusted", json_node_find(value, "estimate"), f->adjusted_estimate, EXACT);
        check_number(node, "adjusted se", json_node_find(value, "se"), f->adjusted_se, EXACT);
        check_range(node, "adjusted_wald", json_node_find(value, "ci"), f->adjusted_wald);
    } else {
        wrong(node, "has an unknown name", 0);
    }
}

static void check_finite(const struct json_node *node)
{
    struct finite_intervals f;
    finite_intervals(count_at(node, "x"), count_at(node, "n"), count_at(node, "N"), confidence_of(node), &f);
    for (size_t i = 0; i < node->count; i++)
        check_finite_member(node, &f, node->members[i].name, &node->members[i].value);
}

TEST(intervals_for_a_finite_population_are_those_of_the_reference)
{
    assert_int_equal(each_entry("finite_population", check_finite), 27);
}

// ---- Strata -----------------------------------------------------------------------------------------------

static struct stratum stratum_of(const struct json_node *node)
{
    struct stratum stratum = {.population = count_at(node, "N"), .sample = count_at(node, "n")};
    const struct json_node *counts = json_node_find(node, "counts");
    stratum.positive = counts ? count_at(counts, "yes") : count_at(node, "x");
    stratum.applicable = counts ? stratum.positive + count_at(counts, "no") : stratum.sample;
    return stratum;
}

static void check_strata_member(const struct json_node *node, const struct strata_estimate *s,
                                struct text name, const struct json_node *value)
{
    const struct {
        const char *name;
        struct figure figure;
        double tolerance;
    } figures[] = {
        {"estimate", s->estimate, EXACT},
        {"se", s->se, EXACT},
        {"total", s->total, EXACT},
        {"total_se", s->total_se, EXACT},
        {"n_eff", s->effective_sample, EXACT},
        {"n_eff_beta", s->effective_sample_beta, AFTER_QUANTILE},
        {"df", figure_of((double)s->degrees), 0},
        {"applicable_in_sample", figure_of((double)s->applicable), 0},
        {"applicable_total_estimated", s->applicable_total, EXACT},
        {"applicable_total_se", s->applicable_total_se, EXACT},
    };
    const struct {
        const char *name;
        struct range range;
    } ranges[] = {
        {"ci_mean", s->mean},
        {"ci_logit", s->logit},
        {"ci_wilson", s->wilson},
        {"ci_beta", s->beta},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (text_equal(name, text_from(figures[i].name))) {
            check_figure(node, figures[i].name, value, figures[i].figure, figures[i].tolerance);
            return;
        }
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (text_equal(name, text_from(ranges[i].name))) {
            check_range(node, ranges[i].name, value, ranges[i].range);
            return;
        }
    if (text_equal(name, TEXT("ci_undefined"))) {
        assert_text_equal(value->text, undefined_code(s->logit.why));
        assert_int_equal(s->mean.why, s->logit.why);
        assert_int_equal(s->beta.why, s->logit.why);
        assert_int_equal(s->wilson.why, s->logit.why);
    } else if (text_equal(name, TEXT("undefined"))) {
        assert_text_equal(value->text, undefined_code(s->se.why));
        assert_text_equal(value->text, undefined_code(s->logit.why));
    } else if (text_equal(name, TEXT("optional_exact_bound"))) {
        check_figure(node, "bound", json_node_find(value, "alpha_1_20"), s->unseen_bound, 0);
        check_figure(node, "bound", json_node_find(value, "alpha_1_40"), s->unseen_bound_half, 0);
        assert_int_equal(s->population, count_at(value, "population"));
    } else if (!text_equal(name, TEXT("note")) && !text_equal(name, TEXT("survey_returns")) &&
               !text_equal(name, TEXT("survey_default_error"))) {
        wrong(node, "has an unknown name", 0);
    }
}

static void check_strata(const struct json_node *node)
{
    const struct json_node *list = json_node_find(node, "strata"),
                           *expected = json_node_find(node, "expected");
    struct stratum strata[20];
    struct strata_estimate result;
    assert_in_range(list->count, 1, 20);
    for (size_t h = 0; h < list->count; h++)
        strata[h] = stratum_of(&list->items[h]);
    strata_estimate(strata, list->count, confidence_of(node), &result);
    for (size_t i = 0; i < expected->count; i++)
        check_strata_member(node, &result, expected->members[i].name, &expected->members[i].value);
}

TEST(stratified_estimates_are_those_of_the_reference)
{
    assert_int_equal(each_entry("stratified", check_strata), 11);
}

TEST(estimates_among_applicable_cases_are_those_of_the_reference)
{
    assert_int_equal(each_entry("domain_na", check_strata), 3);
}

// ---- Sample sizes -----------------------------------------------------------------------------------------

static void check_margin(const struct json_node *node)
{
    const struct json_node *population = json_node_find(node, "N");
    struct margin_plan plan = cases_for_margin(number_at(node, "p"), number_at(node, "half_width"),
                                               population->kind == JSON_NODE_NULL ? 0 : count_at(node, "N"),
                                               confidence_of(node));
    check_number(node, "n0", json_node_find(node, "n0_infinite"), plan.endless, EXACT);
    check_number(node, "fraction", json_node_find(node, "n_fractional"), plan.fraction, EXACT);
    check_number(node, "n", json_node_find(node, "n"), (double)plan.cases, 0);
}

TEST(sample_sizes_for_a_margin_are_those_of_the_reference)
{
    assert_int_equal(each_entry("sample_size", check_margin), 20);
}

static void check_detection(const struct json_node *node)
{
    int64_t population = count_at(node, "N"), faulty = count_at(node, "nonconforming");
    struct detection_plan plan = cases_for_detection(faulty, population, confidence_of(node));
    struct hypergeometric fewer = {population, plan.cases - 1, faulty, 0};
    check_number(node, "n", json_node_find(node, "n"), (double)plan.cases, 0);
    check_number(node, "chance", json_node_find(node, "prob_none_seen_at_n"), plan.chance_missed, EXACT);
    check_number(node, "before", json_node_find(node, "prob_none_seen_at_n_minus_1"),
                 hypergeometric_at_most(fewer), EXACT);
}

TEST(sample_sizes_for_detection_are_those_of_the_reference)
{
    assert_int_equal(each_entry("detection_sample_size", check_detection), 8);
}
