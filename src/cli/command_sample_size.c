// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/figures.h"

#include "format/number.h"
#include "statistics/rounding.h"
#include "statistics/sample_size.h"

static const struct parameter options[] = {
    {.name = "margin",
     .value = N_("SHARE"),
     .kind = VALUE_TEXT,
     .help = N_("How far the share may be off, such as 0.05 for 5 percentage points.")},
    {.name = "expected",
     .value = N_("SHARE"),
     .kind = VALUE_TEXT,
     .help = N_(
         "The share that is expected, between 0 and 1. Otherwise 0.5, which asks for the most cases.")},
    {.name = "faulty",
     .value = N_("COUNT"),
     .kind = VALUE_NUMBER,
     .help = N_("Instead of a margin: if so many cases of the population are at fault, at least one of them "
                "is to be seen.")},
    {.name = "population",
     .value = N_("COUNT"),
     .kind = VALUE_NUMBER,
     .help = N_("The cases from which to draw. If it is not given, they are taken to be endless.")},
    {.name = "confidence",
     .value = N_("LEVEL"),
     .kind = VALUE_TEXT,
     .help = N_("The confidence of intervals, or the chance of seeing a fault. Otherwise 0.95.")},
    {.name = "format",
     .value = N_("FORMAT"),
     .kind = VALUE_CHOICE,
     .choices = figure_formats,
     .help = N_("terminal, or json with every figure in full. Otherwise terminal.")},
    {0},
};

static const struct example examples[] = {
    {"sample-size --margin 0.1 --population 240",
     N_("How many of 240 cases, to know the share to within 10 points:")},
    {"sample-size --faulty 5 --population 100", N_("How many of 100 cases, to see one of five at fault:")},
    {0},
};

static bool given_share(struct invocation *invocation, const char *name, double otherwise, double *share)
{
    struct text text = given_text(invocation, name);
    *share = otherwise;
    if (!given(invocation, name) || (number_read(text, share) && *share > 0 && *share < 1))
        return true;
    return usage_problem(
        invocation,
        MESSAGE("--{name} is not a share: {value}", VALUE("name", text_from(name)), VALUE("value", text)),
        MESSAGE("write a decimal between 0 and 1, such as 0.05"));
}

static void print_json(struct buffer *out)
{
    print_text(buffer_text(out));
    buffer_dispose(out);
}

static struct json_writer begin_json(struct buffer *out, int64_t population, struct confidence confidence)
{
    struct json_writer writer = {.out = out, .on_lines = true};
    json_writer_open_object(&writer, NULL);
    if (population)
        json_writer_integer(&writer, "population", population);
    else
        json_writer_null(&writer, "population");
    json_writer_number(&writer, "confidence", confidence_level(confidence));
    return writer;
}

static enum status run_margin(struct invocation *invocation, int64_t population, struct confidence confidence)
{
    double margin, expected;
    if (!given_share(invocation, "margin", 0, &margin) ||
        !given_share(invocation, "expected", 0.5, &expected))
        return STATUS_USAGE;
    struct margin_plan plan = cases_for_margin(expected, margin, population, confidence);
    if (wants_json(invocation)) {
        struct buffer out = {0};
        struct json_writer writer = begin_json(&out, population, confidence);
        json_writer_number(&writer, "expected", expected);
        json_writer_number(&writer, "margin", margin);
        json_writer_number(&writer, "n0_infinite", plan.endless);
        json_writer_number(&writer, "n_fractional", plan.fraction);
        json_writer_integer(&writer, "n", plan.cases);
        json_writer_close(&writer);
        print_json(&out);
        return STATUS_DONE;
    }
    print_line(invocation, MESSAGE_COUNT("Read one case.", "Read {n} cases.", plan.cases));
    print_line(
        invocation,
        MESSAGE("Drawn at random, they give a share that is off by about {margin} percentage points at most.",
                VALUE("margin", rounded_text(invocation->arena, 100 * margin, 1))));
    return STATUS_DONE;
}

static enum status run_detection(struct invocation *invocation, int64_t population,
                                 struct confidence confidence)
{
    int64_t faulty;
    if (!population) {
        usage_problem(invocation, MESSAGE("--faulty needs --population"), NO_MESSAGE);
        return STATUS_USAGE;
    }
    if (!given_count_within(invocation, "faulty", 1, population, 1, &faulty))
        return STATUS_USAGE;
    struct detection_plan plan = cases_for_detection(faulty, population, confidence);
    if (wants_json(invocation)) {
        struct buffer out = {0};
        struct json_writer writer = begin_json(&out, population, confidence);
        json_writer_integer(&writer, "nonconforming", faulty);
        json_writer_integer(&writer, "n", plan.cases);
        json_writer_number(&writer, "prob_none_seen_at_n", plan.chance_missed);
        json_writer_close(&writer);
        print_json(&out);
        return STATUS_DONE;
    }
    print_line(invocation, MESSAGE_COUNT("Read one case.", "Read {n} cases.", plan.cases));
    print_line(invocation,
               MESSAGE("If {faulty} of {population} cases are at fault, the chance of seeing none of them is "
                       "then {chance}.",
                       NUMBER("faulty", faulty), NUMBER("population", population),
                       VALUE("chance", figure_percent(invocation->arena, figure_of(plan.chance_missed)))));
    return STATUS_DONE;
}

static enum status run(struct invocation *invocation)
{
    int64_t population;
    struct confidence confidence;
    if (given(invocation, "margin") == given(invocation, "faulty")) {
        usage_problem(invocation, MESSAGE("it is not said what the sample is for"),
                      MESSAGE("give either --margin or --faulty"));
        return STATUS_USAGE;
    }
    if (!given_confidence(invocation, &confidence) ||
        !given_count_within(invocation, "population", 1, LIMIT_POPULATION, 0, &population))
        return STATUS_USAGE;
    return given(invocation, "margin") ? run_margin(invocation, population, confidence)
                                       : run_detection(invocation, population, confidence);
}

const struct command command_sample_size = {
    .path = "sample-size",
    .summary = N_("say how many cases to read"),
    .description = {N_("Computes how many cases to draw at random: for a share that is known to within a "
                       "margin, or for a chance of "
                       "seeing at least one case at fault. Of a population of known size fewer are needed."),
                    N_("It needs no data folder. docs/statistics.md says what each figure means and where "
                       "its formula comes from.")},
    .options = options,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
