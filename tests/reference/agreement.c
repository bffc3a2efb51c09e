// SPDX-License-Identifier: GPL-3.0-or-later
// Every number of the files in agreement/ and degenerate/ is looked up, by its path, in what the program
// computes; a path that is not known here is a failure.
#include "statistics/agreement.h"

#include "close.h"

struct subject {
    struct arena *arena;
    struct text file;
    struct ratings ratings;
    struct agreement agreement;
    int64_t population;
    struct agreement sampled; // with the population of ac1_with_population_N
};

enum { DEPTH = 8 };
struct path {
    struct text part[DEPTH];
    size_t length;
};

static bool is(const struct path *path, size_t at, const char *name)
{
    return at < path->length && text_equal(path->part[at], text_from(name));
}

static void wrong(const struct subject *subject, const struct path *path, const char *what, double actual)
{
    print_error("%.*s ", TEXT_PRINT(subject->file));
    for (size_t i = 0; i < path->length; i++)
        print_error(".%.*s", TEXT_PRINT(path->part[i]));
    print_error(": %s %.17g\n", what, actual);
    fail();
}

// ---- From a path to a figure ------------------------------------------------------------------------------

// "value", "se", "ci_low", "ci_high"; `value` where the path ends before them.
static bool estimate_figure(const struct estimate *estimate, const struct path *path, size_t at,
                            struct figure *figure)
{
    if (is(path, at, "value"))
        *figure = estimate->value;
    else if (is(path, at, "se"))
        *figure = estimate->se;
    else if (is(path, at, "ci_low"))
        *figure = (struct figure){estimate->interval.low, estimate->interval.why};
    else if (is(path, at, "ci_high"))
        *figure = (struct figure){estimate->interval.high, estimate->interval.why};
    else
        return false;
    return true;
}

// "ac2_linear" with the prefix "ac2_"; the bare name is unweighted.
static bool weighting_of(struct text name, const char *bare, const char *prefix, enum weighting *weighting)
{
    *weighting = WEIGHTS_UNWEIGHTED;
    if (text_equal(name, text_from(bare)))
        return true;
    if (!text_starts(name, text_from(prefix)))
        return false;
    name = text_slice(name, strlen(prefix), name.length);
    if (text_ends(name, TEXT("_rank")))
        name.length -= strlen("_rank");
    for (int w = 0; w < WEIGHTINGS; w++)
        if (text_equal(name, text_from(weighting_code((enum weighting)w)))) {
            *weighting = (enum weighting)w;
            return true;
        }
    return false;
}

static bool coefficient_figure(const struct subject *s, const struct path *path, struct figure *figure)
{
    enum weighting w;
    const struct coefficients *all = s->agreement.coefficients;
    struct text name = path->part[1];
    if (is(path, 0, "percent_agreement") && weighting_of(name, "pairwise_mean", "pairwise_mean_", &w))
        return s->agreement.weighted[w] && estimate_figure(&all[w].percent_agreement, path, 2, figure);
    if (is(path, 0, "fleiss_kappa") && weighting_of(name, "general", "general_", &w))
        return s->agreement.weighted[w] && estimate_figure(&all[w].fleiss, path, 2, figure);
    if (is(path, 0, "brennan_prediger") && weighting_of(name, "unweighted", "", &w))
        return s->agreement.weighted[w] && estimate_figure(&all[w].brennan_prediger, path, 2, figure);
    if (is(path, 0, "conger_kappa") && weighting_of(name, "unweighted", "", &w) && is(path, 2, "value")) {
        *figure = all[w].conger;
        return s->agreement.weighted[w];
    }
    if (is(path, 0, "gwet_ac") && is(path, 1, "ac1_with_population_N")) {
        *figure = figure_of((double)s->population);
        return is(path, 2, "N") || estimate_figure(&s->sampled.coefficients[0].gwet, path, 2, figure);
    }
    return is(path, 0, "gwet_ac") && weighting_of(name, "ac1", "ac2_", &w) && s->agreement.weighted[w] &&
           estimate_figure(&all[w].gwet, path, 2, figure);
}

static bool full_figure(const struct full_agreement *full, const struct path *path, struct figure *figure)
{
    *figure = is(path, 2, "numerator")     ? figure_of((double)full->agreed)
              : is(path, 2, "denominator") ? figure_of((double)full->complete)
                                           : full->share;
    return is(path, 2, "numerator") || is(path, 2, "denominator") || is(path, 2, "value");
}

static bool fleiss_figure(const struct subject *s, const struct path *path, size_t at, struct figure *figure)
{
    const struct fleiss *fleiss = &s->agreement.fleiss;
    const struct {
        const char *name;
        struct figure figure;
    } figures[] = {
        {"pbar", fleiss->observed},
        {"pe", fleiss->chance},
        {"value", fleiss->kappa},
        {"se_h0", fleiss->se_h0},
        {"z_h0", fleiss->z_h0},
        {"se_h0_category", fleiss->se_h0_category},
        {"units", figure_of((double)fleiss->units)},
        {"raters", figure_of((double)fleiss->reviewers)},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (is(path, at, figures[i].name)) {
            *figure = figures[i].figure;
            return true;
        }
    for (size_t k = 0; is(path, at, "by_category") && k < s->ratings.category_count; k++)
        if (text_equal(path->part[at + 1], s->ratings.categories[k])) {
            *figure = fleiss->by_category[k];
            return true;
        }
    return false;
}

static size_t index_of(struct text part)
{
    int64_t index = -1;
    assert_true(text_to_int64(part, &index) && index >= 0);
    return (size_t)index;
}

static bool alpha_figure(const struct subject *s, const struct path *path, size_t at, struct figure *figure)
{
    size_t q = s->ratings.category_count;
    if (is(path, 1, "coincidence_matrix")) {
        *figure = figure_of(s->agreement.coincidence[index_of(path->part[2]) * q + index_of(path->part[3])]);
        return true;
    }
    for (int m = 0; m < METRICS; m++)
        if (s->agreement.measured[m] && is(path, at - 1, metric_code((enum metric)m))) {
            const struct alpha *alpha = &s->agreement.alpha[m];
            if (is(path, at, "alt_irrCAC_1_0"))
                return estimate_figure(&alpha->older, path, at + 1, figure);
            *figure = is(path, at, "Do")   ? alpha->observed
                      : is(path, at, "De") ? alpha->expected
                                           : figure_of((double)alpha->pairable);
            return is(path, at, "Do") || is(path, at, "De") || is(path, at, "n_pairable") ||
                   estimate_figure(&alpha->estimate, path, at, figure);
        }
    return false;
}

static const struct agreement_pair *pair_of(const struct subject *s, struct text names)
{
    for (size_t i = 0; i < s->agreement.pair_count; i++) {
        const struct agreement_pair *pair = &s->agreement.pairs[i];
        struct text both = text_print(s->arena, "%.*s|%.*s", TEXT_PRINT(s->ratings.reviewers[pair->first]),
                                      TEXT_PRINT(s->ratings.reviewers[pair->second]));
        if (text_equal(both, names))
            return pair;
    }
    fail();
    return NULL;
}

static bool cohen_estimate(const struct cohen *cohen, const struct path *path, size_t at,
                           struct figure *figure)
{
    *figure = is(path, at, "po")      ? cohen->observed
              : is(path, at, "pe")    ? cohen->chance
              : is(path, at, "se_h0") ? cohen->se_h0
                                      : cohen->z_h0;
    return is(path, at, "po") || is(path, at, "pe") || is(path, at, "se_h0") || is(path, at, "z_h0") ||
           estimate_figure(&cohen->kappa, path, at, figure);
}

// The weights that the two sources of 1968 and 1969 used.
static struct weights custom_weights(const struct subject *s)
{
    static double cohen_1968[] = {1, 5.0 / 6, 0.5, 5.0 / 6, 1, 0, 0.5, 0, 1};
    static double fleiss_1969[] = {1, 0, 0.4444, 0, 1, 0.6667, 0.4444, 0.6667, 1};
    size_t at;
    return (struct weights){3, text_find(s->file, TEXT("cohen1960"), &at) ? cohen_1968 : fleiss_1969};
}

static bool cohen_figure(const struct subject *s, const struct path *path, struct figure *figure)
{
    const struct agreement_pair *pair = pair_of(s, path->part[1]);
    struct cohen custom;
    enum weighting w;
    if (is(path, 2, "n_pairs")) {
        *figure = figure_of((double)pair->table.units);
        return true;
    }
    if (is(path, 2, "table")) {
        size_t q = s->ratings.category_count;
        *figure = figure_of(pair->table.count[index_of(path->part[3]) * q + index_of(path->part[4])]);
        return true;
    }
    if (is(path, 2, "custom")) {
        struct weights weights = custom_weights(s);
        cohen_compute(s->arena, &pair->table, &weights, confidence_95(), &custom);
        return cohen_estimate(&custom, path, 3, figure);
    }
    if (path->length == 3) // of a degenerate case: unweighted
        return cohen_estimate(&pair->cohen[0], path, 2, figure);
    return weighting_of(path->part[2], "unweighted", "", &w) && s->agreement.weighted[w] &&
           cohen_estimate(&pair->cohen[w], path, 3, figure);
}

static bool find_figure(const struct subject *s, const struct path *path, struct figure *figure)
{
    if (is(path, 0, "cohen_kappa"))
        return cohen_figure(s, path, figure);
    if (is(path, 0, "krippendorff_alpha"))
        return alpha_figure(s, path, 2, figure);
    if (is(path, 0, "fleiss_kappa") && is(path, 1, "complete_units_only"))
        return fleiss_figure(s, path, 2, figure);
    if (is(path, 0, "percent_agreement") && is(path, 1, "all_reviewers_agree_complete_units"))
        return full_figure(&s->agreement.full, path, figure);
    return path->length >= 3 && coefficient_figure(s, path, figure);
}

// ---- Walking the reference --------------------------------------------------------------------------------

static double tolerance_of(const struct path *path)
{
    struct text last = path->part[path->length - 1];
    return text_starts(last, TEXT("ci_")) ? AFTER_QUANTILE : EXACT;
}

static void check_leaf(const struct subject *s, const struct path *path, const struct json_node *expected,
                       bool (*find)(const struct subject *, const struct path *, struct figure *))
{
    struct figure figure = {0};
    double number;
    if (!find(s, path, &figure))
        wrong(s, path, "is not computed", 0);
    if (expected->kind == JSON_NODE_NULL) {
        if (figure.why == DEFINED)
            wrong(s, path, "must be undefined, but is", figure.value);
        return;
    }
    assert_true(json_node_number(expected, &number));
    if (figure.why != DEFINED)
        wrong(s, path, undefined_code(figure.why), 0);
    if (!is_close(figure.value, number, tolerance_of(path)))
        wrong(s, path, "is", figure.value);
}

static void walk(const struct subject *s, struct path *path, const struct json_node *expected, size_t *leaves)
{
    assert_true(path->length < DEPTH);
    if (expected->kind != JSON_NODE_OBJECT && expected->kind != JSON_NODE_ARRAY) {
        check_leaf(s, path, expected, find_figure);
        (*leaves)++;
        return;
    }
    path->length++;
    for (size_t i = 0; i < expected->count; i++) {
        bool object = expected->kind == JSON_NODE_OBJECT;
        path->part[path->length - 1] = object ? expected->members[i].name : text_print(s->arena, "%zu", i);
        walk(s, path, object ? &expected->members[i].value : &expected->items[i], leaves);
    }
    path->length--;
}

static void load(struct subject *s, struct arena *arena, struct text path, const struct json_node *root,
                 enum scale scale)
{
    const struct json_node *categories = json_node_find(root, "categories");
    struct problems problems;
    problems_init(&problems, arena);
    *s = (struct subject){.arena = arena, .file = path};
    struct text *names = ARENA_ARRAY(arena, struct text, categories->count);
    for (size_t k = 0; k < categories->count; k++)
        names[k] = categories->items[k].text;
    struct ratings_choice choice = {.categories = names, .category_count = categories->count, .scale = scale};
    struct text csv = text_print(arena, "%.*scsv", (int)path.length - 4, path.bytes);
    if (!ratings_read(arena, csv.bytes, choice, &s->ratings, &problems)) {
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
        fail();
    }
    struct agreement_choice how = {.confidence = confidence_95()};
    agreement_compute(arena, &s->ratings, how, &s->agreement);
}

static enum scale scale_of(const struct json_node *root)
{
    const struct json_node *categories = json_node_find(root, "categories");
    if (text_equal(json_node_find(root, "scale")->text, TEXT("numeric")))
        return SCALE_INTERVAL;
    for (size_t k = 0; k < categories->count; k++)
        if (text_equal(categories->items[k].text, TEXT("na")))
            return SCALE_NOMINAL; // on an ordinal scale it would be missing
    return SCALE_ORDINAL;
}

static void check_agreement(struct arena *arena, struct text path)
{
    struct json_node root = read_json(arena, path);
    struct subject s;
    load(&s, arena, path, &root, scale_of(&root));
    const struct json_node *population = json_node_find(
        json_node_find(json_node_find(&root, "expected"), "gwet_ac"), "ac1_with_population_N");
    s.population = (int64_t)number_at(population, "N");
    struct agreement_choice how = {.confidence = confidence_95(), .population = s.population};
    agreement_compute(arena, &s.ratings, how, &s.sampled);
    const struct json_node *units = json_node_find(&root, "units");
    size_t actual[] = {s.ratings.unit_count, s.agreement.tally.units, s.agreement.tally.paired,
                       s.agreement.full.complete};
    for (size_t i = 0; i < units->count; i++) {
        int64_t expected;
        assert_true(json_node_integer(&units->items[i], &expected));
        assert_int_equal(actual[i], expected);
    }
    assert_int_equal(s.ratings.reviewer_count, (int64_t)number_at(&root, "reviewers"));
    assert_int_equal(s.agreement.tally.total, (int64_t)number_at(&root, "ratings"));
    struct path at = {0};
    size_t leaves = 0;
    walk(&s, &at, json_node_find(&root, "expected"), &leaves);
    assert_true(leaves > 20);
}

TEST(every_figure_of_agreement_is_that_of_the_reference)
{
    assert_int_equal(each_file(REFERENCE "/agreement", ".json", check_agreement), 15);
}

// ---- Degenerate cases -------------------------------------------------------------------------------------

static bool degenerate_figure(const struct subject *s, const struct path *path, struct figure *figure)
{
    const struct coefficients *c = &s->agreement.coefficients[0];
    const struct alpha *alpha = &s->agreement.alpha[METRIC_NOMINAL];
    if (is(path, 0, "cohen_kappa"))
        return cohen_figure(s, path, figure);
    if (is(path, 0, "percent_agreement"))
        return estimate_figure(&c->percent_agreement, path, 1, figure);
    if (is(path, 0, "fleiss_kappa_general"))
        return estimate_figure(&c->fleiss, path, 1, figure);
    if (is(path, 0, "gwet_ac1"))
        return estimate_figure(&c->gwet, path, 1, figure);
    if (is(path, 0, "brennan_prediger"))
        return estimate_figure(&c->brennan_prediger, path, 1, figure);
    if (is(path, 0, "conger_kappa")) {
        *figure = c->conger;
        return is(path, 1, "value");
    }
    if (is(path, 0, "fleiss_kappa_complete_units"))
        return fleiss_figure(s, path, 1, figure);
    if (is(path, 0, "krippendorff_alpha_nominal")) {
        *figure = is(path, 1, "Do") ? alpha->observed : alpha->expected;
        return is(path, 1, "Do") || is(path, 1, "De") || estimate_figure(&alpha->estimate, path, 1, figure);
    }
    *figure = figure_of((double)(is(path, 0, "units_without_ratings") ? s->agreement.tally.unrated
                                 : is(path, 0, "units_rated_once")    ? s->agreement.tally.once
                                                                      : s->agreement.tally.paired));
    return is(path, 0, "units_without_ratings") || is(path, 0, "units_rated_once") ||
           is(path, 0, "units_with_2_or_more");
}

// The reason stands beside what it is the reason of.
static void check_reason(const struct subject *s, struct path *path, struct text reason)
{
    struct figure figure;
    bool of_error = is(path, path->length - 1, "se_undefined");
    path->part[path->length - 1] = of_error ? TEXT("se") : TEXT("value");
    assert_true(degenerate_figure(s, path, &figure));
    assert_text_equal(text_from(undefined_code(figure.why)), text_terminated(s->arena, reason));
}

// An interval of no width is given as numbers there; the same advice says to show none.
static bool zero_width(const struct json_node *object)
{
    const struct json_node *se = json_node_find(object, "se");
    return se && se->kind != JSON_NODE_NULL && number_at(object, "se") == 0;
}

static void walk_degenerate(const struct subject *s, struct path *path, const struct json_node *object)
{
    path->length++;
    for (size_t i = 0; i < object->count; i++) {
        const struct json_node *value = &object->members[i].value;
        struct text name = path->part[path->length - 1] = object->members[i].name;
        if (value->kind == JSON_NODE_OBJECT) {
            walk_degenerate(s, path, value);
        } else if (value->kind == JSON_NODE_ARRAY) {
            assert_int_equal(s->agreement.idle_count, value->count);
            for (size_t r = 0; r < value->count; r++)
                assert_text_equal(s->ratings.reviewers[s->agreement.idle[r]],
                                  text_terminated(s->arena, value->items[r].text));
        } else if (text_ends(name, TEXT("undefined"))) {
            check_reason(s, path, value->text);
        } else if (text_starts(name, TEXT("ci_")) && zero_width(object)) {
            struct figure figure;
            assert_true(degenerate_figure(s, path, &figure));
            assert_int_equal(figure.why, UNDEFINED_ZERO_VARIANCE);
        } else if (!text_equal(name, TEXT("note"))) {
            check_leaf(s, path, value, degenerate_figure);
        }
    }
    path->length--;
}

static void check_degenerate(struct arena *arena, struct text path)
{
    struct json_node root = read_json(arena, path);
    struct subject s;
    load(&s, arena, path, &root, SCALE_NOMINAL);
    struct path at = {0};
    walk_degenerate(&s, &at, json_node_find(&root, "recommended"));
}

TEST(degenerate_ratings_show_what_is_recommended)
{
    assert_int_equal(each_file(REFERENCE "/degenerate", ".json", check_degenerate), 15);
}
