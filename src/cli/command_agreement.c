// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/figures.h"

#include "statistics/agreement.h"

static const char *const scales[] = {"nominal", "ordinal", "interval", NULL};

static const struct parameter arguments[] = {
    {.name = N_("RATINGS"),
     .kind = VALUE_FILE,
     .required = true,
     .help = N_("A table: the first column names the case, each further one is a reviewer. An empty cell is "
                "not rated.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "categories",
     .value = N_("LIST"),
     .kind = VALUE_TEXT,
     .help = N_("All answers that could be given, in their order, separated by commas. Otherwise those that "
                "occur.")},
    {.name = "scale",
     .value = N_("SCALE"),
     .kind = VALUE_CHOICE,
     .choices = scales,
     .help = N_("nominal (names), ordinal (in the order of --categories) or interval (numbers). On the last "
                "two, na counts as "
                "not rated. Otherwise nominal.")},
    {.name = "population",
     .value = N_("COUNT"),
     .kind = VALUE_NUMBER,
     .help = N_("The cases from which the rated ones were drawn.")},
    {.name = "bootstrap",
     .value = N_("COUNT"),
     .kind = VALUE_NUMBER,
     .help = N_("Also give an interval of Krippendorff's alpha from so many resamples.")},
    {.name = "seed",
     .value = N_("NUMBER"),
     .kind = VALUE_NUMBER,
     .help = N_("The number from which the resamples follow. Otherwise 1.")},
    {.name = "confidence",
     .value = N_("LEVEL"),
     .kind = VALUE_TEXT,
     .help = N_("The confidence of intervals, between 0 and 1. Otherwise 0.95.")},
    {.name = "format",
     .value = N_("FORMAT"),
     .kind = VALUE_CHOICE,
     .choices = figure_formats,
     .help = N_("terminal, or json with every figure in full. Otherwise terminal.")},
    {0},
};

static const struct example examples[] = {
    {"agreement ratings.csv --categories yes,partial,no,na", N_("See how far reviewers agree:")},
    {"agreement ratings.csv --categories no,partial,yes --scale ordinal --bootstrap 2000 --seed 7",
     N_("Count no and yes as further apart than no and partial:")},
    {0},
};

// ---- In words ---------------------------------------------------------------------------------------------

static void print_base(struct invocation *invocation, const struct agreement *a)
{
    print_line(invocation,
               MESSAGE_COUNT("One case was rated by at least two reviewers: the base.",
                             "{n} cases were rated by at least two reviewers: the base.", a->tally.paired));
    if (a->tally.once)
        print_line(invocation, MESSAGE_COUNT("One case was rated by one reviewer only.",
                                             "{n} cases were rated by one reviewer only.", a->tally.once));
    if (a->tally.unrated)
        print_line(invocation, MESSAGE_COUNT("One case was rated by nobody.",
                                             "{n} cases were rated by nobody.", a->tally.unrated));
    if (a->ratings->set_aside)
        print_line(invocation, MESSAGE_COUNT("One answer na counts as not rated.",
                                             "{n} answers na count as not rated.", a->ratings->set_aside));
    for (size_t i = 0; i < a->idle_count; i++)
        print_line(invocation, MESSAGE("{reviewer} rated nothing and is left out.",
                                       VALUE("reviewer", a->ratings->reviewers[a->idle[i]])));
    print_text(TEXT("\n"));
}

// What reviewers chose: reviewers in columns would not fit, so a row each answer of each.
static void print_raw(struct invocation *invocation, const struct agreement *a)
{
    const struct ratings *r = a->ratings;
    struct grid grid = {.arena = invocation->arena, .columns = 3, .left = {[1] = true}};
    grid_add(&grid, word_in(invocation, N_("reviewer")));
    grid_add(&grid, word_in(invocation, N_("answer")));
    grid_add(&grid, word_in(invocation, N_("cases")));
    for (size_t i = 0; i < r->reviewer_count; i++) {
        for (size_t k = 0; k < r->category_count; k++) {
            grid_add(&grid, k ? (struct text){0} : r->reviewers[i]);
            grid_add(&grid, r->categories[k]);
            grid_add(&grid, number_text(invocation->arena, a->chosen[i * r->category_count + k]));
        }
        grid_add(&grid, r->category_count ? (struct text){0} : r->reviewers[i]);
        grid_add(&grid, word_in(invocation, N_("not rated")));
        grid_add(&grid, number_text(invocation->arena, a->not_rated[i]));
    }
    grid_print(&grid);
    print_text(TEXT("\n"));
}

// A table of figures with the reasons why some are missing.
struct sheet {
    struct grid grid;
    struct reasons reasons;
    const struct invocation *invocation;
};

static void add_estimate(struct sheet *sheet, struct text label, const struct estimate *estimate,
                         bool percent)
{
    struct range range = range_of_agreement(estimate, percent ? 0 : -1);
    enum undefined why = estimate->value.why != DEFINED ? estimate->value.why : range.why;
    grid_add(&sheet->grid, label);
    grid_add(&sheet->grid, percent ? figure_percent(sheet->grid.arena, estimate->value)
                                   : figure_number(sheet->grid.arena, estimate->value));
    grid_add(&sheet->grid,
             percent ? range_percent(sheet->grid.arena, range) : range_number(sheet->grid.arena, range));
    grid_add(&sheet->grid, reason_mark(&sheet->reasons, sheet->grid.arena, why));
}

static void add_figure(struct sheet *sheet, struct text label, struct figure figure)
{
    grid_add(&sheet->grid, label);
    grid_add(&sheet->grid, figure_number(sheet->grid.arena, figure));
    grid_add(&sheet->grid, (struct text){0});
    grid_add(&sheet->grid, reason_mark(&sheet->reasons, sheet->grid.arena, figure.why));
}

// "Gwet's AC1 (linear, by rank)"; unweighted stands alone.
static struct text weighted_label(const struct invocation *invocation, const char *name, int weighting)
{
    struct text words = word_in(invocation, name);
    if (weighting == WEIGHTS_UNWEIGHTED)
        return words;
    return text_print(invocation->arena, "%.*s (%.*s)", TEXT_PRINT(words),
                      TEXT_PRINT(word_in(invocation, weighting_words((enum weighting)weighting))));
}

static void add_coefficients(struct sheet *sheet, const struct agreement *a, int w)
{
    const struct coefficients *c = &a->coefficients[w];
    add_estimate(sheet, weighted_label(sheet->invocation, N_("pairs of reviewers agree"), w),
                 &c->percent_agreement, true);
    add_estimate(sheet, weighted_label(sheet->invocation, w ? N_("Gwet's AC2") : N_("Gwet's AC1"), w),
                 &c->gwet, false);
    add_estimate(sheet, weighted_label(sheet->invocation, N_("Fleiss' kappa"), w), &c->fleiss, false);
    add_estimate(sheet, weighted_label(sheet->invocation, N_("Brennan-Prediger"), w), &c->brennan_prediger,
                 false);
    add_figure(sheet, weighted_label(sheet->invocation, N_("Conger's kappa"), w), c->conger);
}

static void add_alpha(struct sheet *sheet, const struct agreement *a, int m, bool resampled)
{
    struct text label = text_print(sheet->grid.arena, "%.*s (%.*s)",
                                   TEXT_PRINT(word_in(sheet->invocation, N_("Krippendorff's alpha"))),
                                   TEXT_PRINT(word_in(sheet->invocation, metric_words((enum metric)m))));
    add_estimate(sheet, label, &a->alpha[m].estimate, false);
    if (!resampled)
        return;
    struct estimate bootstrap = {.value = a->alpha[m].estimate.value, .interval = a->bootstrap[m].interval};
    add_estimate(sheet, word_in(sheet->invocation, N_("… by resampling")), &bootstrap, false);
}

static void add_full(struct sheet *sheet, const struct full_agreement *full)
{
    struct message base = MESSAGE("all reviewers agree, {agreed} of {complete} cases",
                                  NUMBER("agreed", full->agreed), NUMBER("complete", full->complete));
    grid_add(&sheet->grid, full->share.why == DEFINED
                               ? message_text(sheet->grid.arena, sheet->invocation->language, &base)
                               : word_in(sheet->invocation, N_("all reviewers agree")));
    grid_add(&sheet->grid, figure_percent(sheet->grid.arena, full->share));
    grid_add(&sheet->grid, (struct text){0});
    grid_add(&sheet->grid, reason_mark(&sheet->reasons, sheet->grid.arena, full->share.why));
}

static void add_headings(struct sheet *sheet, struct confidence confidence)
{
    struct message interval = MESSAGE("{level} % interval",
                                      VALUE("level", level_text(sheet->grid.arena, confidence)));
    grid_add(&sheet->grid, (struct text){0});
    grid_add(&sheet->grid, word_in(sheet->invocation, N_("value")));
    grid_add(&sheet->grid, message_text(sheet->grid.arena, sheet->invocation->language, &interval));
    grid_add(&sheet->grid, (struct text){0});
}

static void print_pairs(struct invocation *invocation, const struct agreement *a,
                        struct confidence confidence)
{
    struct sheet sheet = {.grid = {.arena = invocation->arena, .columns = 4, .left = {[3] = true}},
                          .invocation = invocation};
    if (!a->pair_count)
        return;
    add_headings(&sheet, confidence);
    for (size_t i = 0; i < a->pair_count; i++) {
        const struct agreement_pair *pair = &a->pairs[i];
        struct text names = text_print(sheet.grid.arena, "%.*s, %.*s",
                                       TEXT_PRINT(a->ratings->reviewers[pair->first]),
                                       TEXT_PRINT(a->ratings->reviewers[pair->second]));
        for (int w = 0; w < WEIGHTINGS; w++)
            if (a->weighted[w])
                add_estimate(&sheet, weighted_label(invocation, text_terminated(sheet.grid.arena, names), w),
                             &pair->cohen[w].kappa, false);
    }
    print_text(TEXT("\n"));
    print_line(invocation, MESSAGE("Cohen's kappa of each two reviewers:"));
    grid_print(&sheet.grid);
    reasons_print(invocation, &sheet.reasons);
}

static void print_agreement(struct invocation *invocation, const struct agreement *a,
                            struct agreement_choice choice)
{
    struct sheet sheet = {.grid = {.arena = invocation->arena, .columns = 4, .left = {[3] = true}},
                          .invocation = invocation};
    print_base(invocation, a);
    print_raw(invocation, a);
    add_headings(&sheet, choice.confidence);
    add_full(&sheet, &a->full);
    for (int w = 0; w < WEIGHTINGS; w++)
        if (a->weighted[w])
            add_coefficients(&sheet, a, w);
    for (int m = 0; m < METRICS; m++)
        if (a->measured[m])
            add_alpha(&sheet, a, m, choice.resamples > 0);
    grid_print(&sheet.grid);
    reasons_print(invocation, &sheet.reasons);
    if (choice.resamples)
        print_line(invocation,
                   MESSAGE("{resamples} resamples from the seed {seed}.",
                           NUMBER("resamples", choice.resamples), NUMBER("seed", (int64_t)choice.seed)));
    print_pairs(invocation, a, choice.confidence);
    print_text(TEXT("\n"));
    print_line(invocation,
               MESSAGE("Agreement says how often reviewers of the same case chose the same answer. Per cent "
                       "agreement counts it; the other figures are 0 where it is what chance gives and 1 "
                       "where it is complete. None of them says that an answer is right."));
    print_line(
        invocation,
        MESSAGE("AC1, AC2 and Brennan-Prediger depend on how many answers could be given: {count} here.",
                NUMBER("count", a->ratings->category_count)));
}

// ---- In JSON ----------------------------------------------------------------------------------------------

struct output {
    struct json_writer *writer;
    const struct invocation *invocation;
    const struct agreement *a;
};

static void json_count(const struct output *o, const char *name, size_t count)
{
    json_writer_integer(o->writer, name, (int64_t)count);
}

static void json_facts(const struct output *o)
{
    const struct ratings *r = o->a->ratings;
    json_writer_open_array(o->writer, "categories");
    for (size_t k = 0; k < r->category_count; k++)
        json_writer_text(o->writer, NULL, r->categories[k]);
    json_writer_close(o->writer);
    json_writer_text(o->writer, "scale", text_from(scales[r->scale]));
    json_count(o, "units", r->unit_count);
    json_count(o, "units_with_2_or_more", o->a->tally.paired);
    json_count(o, "units_rated_once", o->a->tally.once);
    json_count(o, "units_without_ratings", o->a->tally.unrated);
    json_count(o, "units_complete", o->a->full.complete);
    json_count(o, "ratings", o->a->tally.total);
    json_count(o, "ratings_na_set_aside", r->set_aside);
    json_writer_open_array(o->writer, "reviewers_without_ratings");
    for (size_t i = 0; i < o->a->idle_count; i++)
        json_writer_text(o->writer, NULL, r->reviewers[o->a->idle[i]]);
    json_writer_close(o->writer);
    json_writer_open_object(o->writer, "raw");
    for (size_t i = 0; i < r->reviewer_count; i++) {
        json_writer_open_object(o->writer, text_terminated(o->invocation->arena, r->reviewers[i]));
        json_writer_open_array(o->writer, "counts");
        for (size_t k = 0; k < r->category_count; k++)
            json_count(o, NULL, o->a->chosen[i * r->category_count + k]);
        json_writer_close(o->writer);
        json_count(o, "not_rated", o->a->not_rated[i]);
        json_writer_close(o->writer);
    }
    json_writer_close(o->writer);
}

// "general", "general_linear"; the bare name where unweighted.
static const char *weighted_name(const struct output *o, const char *bare, const char *prefix, int w)
{
    if (w == WEIGHTS_UNWEIGHTED)
        return bare;
    return text_print(o->invocation->arena, "%s%s%c", prefix, weighting_code((enum weighting)w), 0).bytes;
}

static void json_value(const struct output *o, const char *name, struct figure figure)
{
    json_writer_open_object(o->writer, name);
    json_figure(o->writer, o->invocation, "value", figure);
    json_writer_close(o->writer);
}

static void json_fleiss(const struct output *o)
{
    const struct fleiss *f = &o->a->fleiss;
    json_writer_open_object(o->writer, "complete_units_only");
    json_count(o, "units", f->units);
    json_count(o, "raters", f->reviewers);
    json_figure(o->writer, o->invocation, "pbar", f->observed);
    json_figure(o->writer, o->invocation, "pe", f->chance);
    json_figure(o->writer, o->invocation, "value", f->kappa);
    json_figure(o->writer, o->invocation, "se_h0", f->se_h0);
    json_figure(o->writer, o->invocation, "z_h0", f->z_h0);
    json_writer_open_object(o->writer, "by_category");
    for (size_t k = 0; k < o->a->ratings->category_count; k++)
        json_figure(o->writer, o->invocation,
                    text_terminated(o->invocation->arena, o->a->ratings->categories[k]), f->by_category[k]);
    json_writer_close(o->writer);
    json_figure(o->writer, o->invocation, "se_h0_category", f->se_h0_category);
    json_writer_close(o->writer);
}

// One coefficient in every weighting.
enum coefficient { PERCENT_AGREEMENT, GWET, FLEISS, BRENNAN_PREDIGER, CONGER };
static void json_weightings(const struct output *o, enum coefficient which, const char *bare,
                            const char *prefix)
{
    for (int w = 0; w < WEIGHTINGS; w++) {
        const struct coefficients *c = &o->a->coefficients[w];
        const char *name = weighted_name(o, bare, prefix, w);
        if (!o->a->weighted[w])
            continue;
        switch (which) {
        case PERCENT_AGREEMENT: json_estimate(o->writer, o->invocation, name, &c->percent_agreement); break;
        case GWET: json_estimate(o->writer, o->invocation, name, &c->gwet); break;
        case FLEISS: json_estimate(o->writer, o->invocation, name, &c->fleiss); break;
        case BRENNAN_PREDIGER: json_estimate(o->writer, o->invocation, name, &c->brennan_prediger); break;
        case CONGER: json_value(o, name, c->conger); break;
        }
    }
}

static void json_coefficients(const struct output *o)
{
    json_writer_open_object(o->writer, "percent_agreement");
    json_weightings(o, PERCENT_AGREEMENT, "pairwise_mean", "pairwise_mean_");
    json_writer_open_object(o->writer, "all_reviewers_agree_complete_units");
    json_count(o, "numerator", o->a->full.agreed);
    json_count(o, "denominator", o->a->full.complete);
    json_figure(o->writer, o->invocation, "value", o->a->full.share);
    json_writer_close(o->writer);
    json_writer_close(o->writer);
    json_writer_open_object(o->writer, "fleiss_kappa");
    json_fleiss(o);
    json_weightings(o, FLEISS, "general", "general_");
    json_writer_close(o->writer);
    json_writer_open_object(o->writer, "conger_kappa");
    json_weightings(o, CONGER, "unweighted", "");
    json_writer_close(o->writer);
    json_writer_open_object(o->writer, "gwet_ac");
    json_weightings(o, GWET, "ac1", "ac2_");
    json_writer_close(o->writer);
    json_writer_open_object(o->writer, "brennan_prediger");
    json_weightings(o, BRENNAN_PREDIGER, "unweighted", "");
    json_writer_close(o->writer);
}

static void json_matrix(const struct output *o, const char *name, const double *numbers,
                        const uint32_t *counts)
{
    size_t q = o->a->ratings->category_count;
    json_writer_open_array(o->writer, name);
    for (size_t k = 0; k < q; k++) {
        json_writer_open_array(o->writer, NULL);
        for (size_t l = 0; l < q; l++)
            json_writer_number(o->writer, NULL, numbers ? numbers[k * q + l] : counts[k * q + l]);
        json_writer_close(o->writer);
    }
    json_writer_close(o->writer);
}

static void json_bootstrap(const struct output *o, const struct bootstrap *bootstrap)
{
    json_writer_open_object(o->writer, "bootstrap");
    json_writer_integer(o->writer, "resamples", bootstrap->resamples);
    json_writer_integer(o->writer, "seed", (int64_t)bootstrap->seed);
    json_writer_integer(o->writer, "undefined_resamples", bootstrap->undefined);
    json_range(o->writer, o->invocation, "ci", bootstrap->interval);
    json_writer_close(o->writer);
}

static void json_alphas(const struct output *o, bool resampled)
{
    json_writer_open_object(o->writer, "krippendorff_alpha");
    for (int m = 0; m < METRICS; m++) {
        const struct alpha *alpha = &o->a->alpha[m];
        if (!o->a->measured[m])
            continue;
        json_writer_open_object(o->writer, metric_code((enum metric)m));
        json_figure(o->writer, o->invocation, "Do", alpha->observed);
        json_figure(o->writer, o->invocation, "De", alpha->expected);
        json_count(o, "n_pairable", alpha->pairable);
        json_estimate_members(o->writer, o->invocation, &alpha->estimate);
        json_estimate(o->writer, o->invocation, "older_linearisation", &alpha->older);
        if (resampled)
            json_bootstrap(o, &o->a->bootstrap[m]);
        json_writer_close(o->writer);
    }
    json_matrix(o, "coincidence_matrix", o->a->coincidence, NULL);
    json_writer_close(o->writer);
}

static void json_pairs(const struct output *o)
{
    json_writer_open_object(o->writer, "cohen_kappa");
    for (size_t i = 0; i < o->a->pair_count; i++) {
        const struct agreement_pair *pair = &o->a->pairs[i];
        struct text names = text_print(o->invocation->arena, "%.*s|%.*s",
                                       TEXT_PRINT(o->a->ratings->reviewers[pair->first]),
                                       TEXT_PRINT(o->a->ratings->reviewers[pair->second]));
        json_writer_open_object(o->writer, text_terminated(o->invocation->arena, names));
        json_count(o, "n_pairs", pair->table.units);
        json_matrix(o, "table", NULL, pair->table.count);
        for (int w = 0; w < WEIGHTINGS; w++) {
            const struct cohen *cohen = &pair->cohen[w];
            if (!o->a->weighted[w])
                continue;
            json_writer_open_object(o->writer, weighting_code((enum weighting)w));
            json_figure(o->writer, o->invocation, "po", cohen->observed);
            json_figure(o->writer, o->invocation, "pe", cohen->chance);
            json_estimate_members(o->writer, o->invocation, &cohen->kappa);
            json_figure(o->writer, o->invocation, "se_h0", cohen->se_h0);
            json_figure(o->writer, o->invocation, "z_h0", cohen->z_h0);
            json_writer_close(o->writer);
        }
        json_writer_close(o->writer);
    }
    json_writer_close(o->writer);
}

static void print_json(const struct invocation *invocation, const struct agreement *a,
                       struct agreement_choice choice)
{
    struct buffer out = {0};
    struct json_writer writer = {.out = &out, .on_lines = true};
    struct output o = {&writer, invocation, a};
    json_writer_open_object(&writer, NULL);
    json_facts(&o);
    json_writer_number(&writer, "confidence", confidence_level(choice.confidence));
    if (choice.population)
        json_writer_integer(&writer, "population", choice.population);
    else
        json_writer_null(&writer, "population");
    json_coefficients(&o);
    json_alphas(&o, choice.resamples > 0);
    json_pairs(&o);
    json_writer_close(&writer);
    print_text(buffer_text(&out));
    buffer_dispose(&out);
}

// ---- What was asked ---------------------------------------------------------------------------------------

static struct ratings_choice ratings_asked(struct invocation *invocation)
{
    struct ratings_choice choice = {0};
    struct text rest = given_text(invocation, "categories"), category,
                scale = given_text(invocation, "scale");
    ARRAY_OF(struct text) list = {0};
    while (text_split(&rest, ',', &category))
        *ARRAY_APPEND(invocation->arena, &list) = text_trim(category);
    choice.categories = list.items;
    choice.category_count = list.count;
    for (int s = 0; scales[s]; s++)
        if (text_equal(scale, text_from(scales[s])))
            choice.scale = (enum scale)s;
    return choice;
}

static enum status run(struct invocation *invocation)
{
    struct agreement_choice choice = {0};
    struct ratings ratings;
    struct agreement agreement;
    int64_t seed;
    if (!given_confidence(invocation, &choice.confidence) ||
        !given_count_within(invocation, "bootstrap", 1, LIMIT_RESAMPLES, 0, &choice.resamples) ||
        !given_count_within(invocation, "seed", 0, INT64_MAX, 1, &seed))
        return STATUS_USAGE;
    choice.seed = (uint64_t)seed;
    const char *path = text_terminated(invocation->arena, given_text(invocation, "RATINGS"));
    if (!ratings_read(invocation->arena, path, ratings_asked(invocation), &ratings, &invocation->problems))
        return STATUS_REFUSED;
    if (!given_count_within(invocation, "population", (int64_t)ratings.unit_count, LIMIT_POPULATION, 0,
                            &choice.population))
        return STATUS_USAGE;
    agreement_compute(invocation->arena, &ratings, choice, &agreement);
    if (wants_json(invocation))
        print_json(invocation, &agreement, choice);
    else
        print_agreement(invocation, &agreement, choice);
    return STATUS_DONE;
}

const struct command command_agreement = {
    .path = "agreement",
    .summary = N_("say how far reviewers agree"),
    .description = {N_("Reads who answered what about which case, and prints the raw table, both kinds of "
                       "per cent agreement, and the "
                       "usual figures that take off what chance gives: Krippendorff's alpha, Gwet's AC1, "
                       "Fleiss, Brennan-Prediger, Conger, "
                       "and Cohen's kappa for each two reviewers. A figure that is undefined says why."),
                    N_("The moderator is not a reviewer: leave moderated records out. It needs no data "
                       "folder. docs/statistics.md says what "
                       "each figure means and where its formula comes from.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
