// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/figures.h"

#include "statistics/proportion.h"
#include "statistics/strata.h"

static const struct parameter options[] = {
    {.name = "positive",
     .value = N_("COUNT"),
     .kind = VALUE_NUMBER,
     .help = N_("The cases of the sample that have what is asked about.")},
    {.name = "sample", .value = N_("COUNT"), .kind = VALUE_NUMBER, .help = N_("The cases that were read.")},
    {.name = "population",
     .value = N_("COUNT"),
     .kind = VALUE_NUMBER,
     .help = N_("The cases from which they were drawn. If it is not given, they are taken to be endless.")},
    {.name = "strata",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_("A table with the columns stratum, population, sample, positive and, if some cases are not "
                "applicable, "
                "not_applicable: each group was sampled on its own.")},
    {.name = "not-random", .help = N_("The cases were not drawn at random: print counts and no interval.")},
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
    {"interval --positive 8 --sample 11 --population 21",
     N_("11 of 21 cases were read, and 8 of them meet the standard:")},
    {"interval --strata strata.csv", N_("Groups were sampled separately:")},
    {0},
};

struct asked {
    int64_t positive, sample, population; // population 0: endless
    struct confidence confidence;
    bool random;
};

static void print_meaning(struct invocation *invocation, const struct asked *asked)
{
    if (!asked->random) {
        print_line(invocation,
                   MESSAGE("The cases were not drawn at random, so they say nothing of the others."));
        return;
    }
    print_text(TEXT("\n"));
    print_line(
        invocation,
        MESSAGE(
            "An interval says how far the true share may be from that of the sample: of a hundred samples "
            "drawn at random in the same way, about {level} would give an interval that holds it.",
            VALUE("level", level_text(invocation->arena, asked->confidence))));
}

// ---- A simple sample --------------------------------------------------------------------------------------

static void add_range(struct grid *grid, struct text label, struct range range)
{
    grid_add(grid, label);
    grid_add(grid, range_percent(grid->arena, range));
}

static void print_simple(struct invocation *invocation, const struct asked *asked,
                         const struct binomial_intervals *binomial, const struct finite_intervals *finite)
{
    struct arena *arena = invocation->arena;
    struct grid grid = {.arena = arena, .columns = 2};
    print_line(invocation, MESSAGE("{positive} of {sample} cases: {share}",
                                   NUMBER("positive", asked->positive), NUMBER("sample", asked->sample),
                                   VALUE("share", figure_percent(arena, figure_of(binomial->estimate)))));
    if (!asked->random) {
        print_meaning(invocation, asked);
        return;
    }
    if (finite) {
        print_line(invocation, MESSAGE("Of all {population} cases, from {low} to {high}",
                                       NUMBER("population", asked->population), NUMBER("low", finite->low),
                                       NUMBER("high", finite->high)));
        add_range(&grid, word_in(invocation, N_("exact (hypergeometric)")), finite->exact);
        add_range(&grid, word_in(invocation, N_("Wilson, for a finite population")), finite->wilson);
    } else {
        add_range(&grid, TEXT("Wilson"), binomial->wilson);
        add_range(&grid, TEXT("Clopper-Pearson"), binomial->clopper_pearson);
        add_range(&grid, TEXT("Agresti-Coull"), binomial->agresti_coull_clipped);
        add_range(&grid, TEXT("Jeffreys"), binomial->jeffreys_bcd);
    }
    print_text(TEXT("\n"));
    grid_print(&grid);
    print_meaning(invocation, asked);
}

static void json_binomial(struct json_writer *writer, const struct invocation *invocation,
                          const struct binomial_intervals *b)
{
    json_writer_open_object(writer, "endless_population");
    json_range(writer, invocation, "wilson", b->wilson);
    json_range(writer, invocation, "clopper_pearson", b->clopper_pearson);
    json_range(writer, invocation, "agresti_coull", b->agresti_coull);
    json_range(writer, invocation, "agresti_coull_clipped", b->agresti_coull_clipped);
    json_range(writer, invocation, "jeffreys", b->jeffreys);
    json_range(writer, invocation, "jeffreys_bcd", b->jeffreys_bcd);
    json_range(writer, invocation, "wald", b->wald);
    json_range(writer, invocation, "wald_clipped", b->wald_clipped);
    json_writer_close(writer);
}

static void json_finite(struct json_writer *writer, const struct invocation *invocation,
                        const struct finite_intervals *f)
{
    json_writer_open_object(writer, "finite_population");
    json_writer_open_array(writer, "exact_count");
    json_writer_integer(writer, NULL, f->low);
    json_writer_integer(writer, NULL, f->high);
    json_writer_close(writer);
    json_range(writer, invocation, "exact_proportion", f->exact);
    json_writer_open_object(writer, "wilson_fpc");
    json_figure(writer, invocation, "n_eff", f->effective_sample);
    json_range(writer, invocation, "ci", f->wilson);
    json_writer_close(writer);
    json_writer_open_object(writer, "wald_fpc");
    json_figure(writer, invocation, "se", f->wald_se);
    json_range(writer, invocation, "ci", f->wald);
    json_writer_close(writer);
    json_writer_open_object(writer, "adjusted_wald_fpc");
    json_writer_number(writer, "estimate", f->adjusted_estimate);
    json_writer_number(writer, "se", f->adjusted_se);
    json_range(writer, invocation, "ci", f->adjusted_wald);
    json_writer_close(writer);
    json_writer_close(writer);
}

static void print_json(struct buffer *out)
{
    print_text(buffer_text(out));
    buffer_dispose(out);
}

static void simple_json(struct invocation *invocation, const struct asked *asked,
                        const struct binomial_intervals *binomial, const struct finite_intervals *finite)
{
    struct buffer out = {0};
    struct json_writer writer = {.out = &out, .on_lines = true};
    json_writer_open_object(&writer, NULL);
    json_writer_integer(&writer, "positive", asked->positive);
    json_writer_integer(&writer, "sample", asked->sample);
    if (asked->population)
        json_writer_integer(&writer, "population", asked->population);
    else
        json_writer_null(&writer, "population");
    json_writer_number(&writer, "confidence", confidence_level(asked->confidence));
    json_writer_number(&writer, "estimate", binomial->estimate);
    if (asked->random) {
        json_writer_number(&writer, "z", confidence_normal(asked->confidence));
        json_binomial(&writer, invocation, binomial);
        if (finite)
            json_finite(&writer, invocation, finite);
    } else {
        json_figure(&writer, invocation, "intervals", figure_undefined(UNDEFINED_NOT_RANDOM));
    }
    json_writer_close(&writer);
    print_json(&out);
}

static enum status run_simple(struct invocation *invocation, const struct asked *asked)
{
    struct binomial_intervals binomial;
    struct finite_intervals finite;
    binomial_intervals(asked->positive, asked->sample, asked->confidence, &binomial);
    if (asked->population)
        finite_intervals(asked->positive, asked->sample, asked->population, asked->confidence, &finite);
    const struct finite_intervals *known = asked->population ? &finite : NULL;
    if (wants_json(invocation))
        simple_json(invocation, asked, &binomial, known);
    else
        print_simple(invocation, asked, &binomial, known);
    return STATUS_DONE;
}

// ---- Strata -----------------------------------------------------------------------------------------------

static void add_count(struct grid *grid, int64_t count)
{
    grid_add(grid, number_text(grid->arena, count));
}

static void print_strata_table(struct invocation *invocation, const struct strata *strata)
{
    struct grid grid = {.arena = invocation->arena, .columns = 5};
    const char *const headings[] = {N_("group"), N_("all cases"), N_("read"), N_("applicable"),
                                    N_("positive")};
    for (size_t i = 0; i < 5; i++)
        grid_add(&grid, word_in(invocation, headings[i]));
    for (size_t h = 0; h < strata->list.count; h++) {
        const struct stratum *s = &strata->list.items[h];
        grid_add(&grid, s->name);
        add_count(&grid, s->population);
        add_count(&grid, s->sample);
        add_count(&grid, s->applicable);
        add_count(&grid, s->positive);
    }
    grid_print(&grid);
    print_text(TEXT("\n"));
}

static void add_line(struct grid *grid, struct text label, struct text value, struct text why)
{
    grid_add(grid, label);
    grid_add(grid, value);
    grid_add(grid, why);
}

static void print_strata(struct invocation *invocation, const struct asked *asked,
                         const struct strata *strata, const struct strata_estimate *e)
{
    struct arena *arena = invocation->arena;
    struct grid grid = {.arena = arena, .columns = 3, .left = {[2] = true}};
    struct reasons reasons = {0};
    print_strata_table(invocation, strata);
    if (!asked->random) {
        print_meaning(invocation, asked);
        return;
    }
    add_line(&grid, word_in(invocation, N_("share")), figure_percent(arena, e->estimate),
             reason_mark(&reasons, arena, e->estimate.why));
    add_line(&grid, word_in(invocation, N_("standard error")), figure_percent(arena, e->se),
             e->estimate.why == DEFINED ? reason_mark(&reasons, arena, e->se.why) : (struct text){0});
    add_line(&grid, word_in(invocation, N_("interval (logit)")), range_percent(arena, e->logit),
             e->se.why == DEFINED ? reason_mark(&reasons, arena, e->logit.why) : (struct text){0});
    add_line(&grid, word_in(invocation, N_("interval (Wilson)")), range_percent(arena, e->wilson),
             (struct text){0});
    if (e->unseen_bound_half.why == DEFINED)
        add_line(&grid, word_in(invocation, N_("at most so many of the kind not seen")),
                 number_text(arena, (int64_t)e->unseen_bound_half.value), (struct text){0});
    grid_print(&grid);
    reasons_print(invocation, &reasons);
    print_meaning(invocation, asked);
}

static void json_strata_figures(struct json_writer *writer, const struct invocation *invocation,
                                const struct strata_estimate *e)
{
    json_figure(writer, invocation, "estimate", e->estimate);
    json_figure(writer, invocation, "se", e->se);
    json_writer_integer(writer, "df", e->degrees);
    json_figure(writer, invocation, "total", e->total);
    json_figure(writer, invocation, "total_se", e->total_se);
    json_writer_integer(writer, "applicable_in_sample", e->applicable);
    json_figure(writer, invocation, "applicable_total_estimated", e->applicable_total);
    json_figure(writer, invocation, "applicable_total_se", e->applicable_total_se);
    json_figure(writer, invocation, "n_eff", e->effective_sample);
    json_figure(writer, invocation, "n_eff_beta", e->effective_sample_beta);
    json_range(writer, invocation, "ci_mean", e->mean);
    json_range(writer, invocation, "ci_logit", e->logit);
    json_range(writer, invocation, "ci_wilson", e->wilson);
    json_range(writer, invocation, "ci_beta", e->beta);
    json_figure(writer, invocation, "unseen_bound_alpha", e->unseen_bound);
    json_figure(writer, invocation, "unseen_bound_half_alpha", e->unseen_bound_half);
}

static void strata_json(struct invocation *invocation, const struct asked *asked, const struct strata *strata,
                        const struct strata_estimate *e)
{
    struct buffer out = {0};
    struct json_writer writer = {.out = &out, .on_lines = true};
    json_writer_open_object(&writer, NULL);
    json_writer_open_array(&writer, "strata");
    for (size_t h = 0; h < strata->list.count; h++) {
        const struct stratum *s = &strata->list.items[h];
        json_writer_open_object(&writer, NULL);
        json_writer_text(&writer, "stratum", s->name);
        json_writer_integer(&writer, "population", s->population);
        json_writer_integer(&writer, "sample", s->sample);
        json_writer_integer(&writer, "applicable", s->applicable);
        json_writer_integer(&writer, "positive", s->positive);
        json_writer_close(&writer);
    }
    json_writer_close(&writer);
    json_writer_number(&writer, "confidence", confidence_level(asked->confidence));
    if (asked->random)
        json_strata_figures(&writer, invocation, e);
    else
        json_figure(&writer, invocation, "intervals", figure_undefined(UNDEFINED_NOT_RANDOM));
    json_writer_close(&writer);
    print_json(&out);
}

static enum status run_strata(struct invocation *invocation, const struct asked *asked)
{
    struct strata strata;
    struct strata_estimate estimate;
    const char *path = text_terminated(invocation->arena, given_text(invocation, "strata"));
    if (!strata_read(invocation->arena, path, &strata, &invocation->problems))
        return STATUS_REFUSED;
    strata_estimate(strata.list.items, strata.list.count, asked->confidence, &estimate);
    if (wants_json(invocation))
        strata_json(invocation, asked, &strata, &estimate);
    else
        print_strata(invocation, asked, &strata, &estimate);
    return STATUS_DONE;
}

// ---- What was asked ---------------------------------------------------------------------------------------

static bool understand(struct invocation *invocation, struct asked *asked)
{
    bool strata = given(invocation, "strata"),
         counts = given(invocation, "positive") && given(invocation, "sample");
    bool any = given(invocation, "positive") || given(invocation, "sample") ||
               given(invocation, "population");
    asked->random = !given(invocation, "not-random");
    if (!given_confidence(invocation, &asked->confidence))
        return false;
    if (strata ? any : !counts)
        return usage_problem(invocation, MESSAGE("it is not said what the interval is of"),
                             MESSAGE("give --positive and --sample, or --strata with a file"));
    if (!given_count_within(invocation, "sample", 1, LIMIT_POPULATION, 1, &asked->sample) ||
        !given_count_within(invocation, "positive", 0, asked->sample, 0, &asked->positive) ||
        !given_count_within(invocation, "population", asked->sample, LIMIT_POPULATION, 0, &asked->population))
        return false;
    return true;
}

static enum status run(struct invocation *invocation)
{
    struct asked asked;
    if (!understand(invocation, &asked))
        return STATUS_USAGE;
    return given(invocation, "strata") ? run_strata(invocation, &asked) : run_simple(invocation, &asked);
}

const struct command command_interval = {
    .path = "interval",
    .summary = N_("say how far a sample's share may be off"),
    .description = {N_("Computes the interval in which the share of all cases lies, from a sample that was "
                       "drawn at random. With "
                       "--population the interval is exact, in numbers of cases, and Wilson's stands beside "
                       "it; without, it is one "
                       "of the binomial intervals. With --strata each group was sampled on its own, and "
                       "cases to which the question "
                       "does not apply leave the base."),
                    N_("It needs no data folder. docs/statistics.md says what each figure means and where "
                       "its formula comes from.")},
    .options = options,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
