// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "cli/strata_given.h"
#include "review/draw.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static const char *const rules[] = {"proportional", "equal", NULL};

static const struct parameter options[] = {
    {.name = "size",
     .value = N_("NUMBER"),
     .kind = VALUE_NUMBER,
     .help = N_("How many cases will be drawn; not with --quota.")},
    {.name = "extract",
     .value = N_("ID"),
     .kind = VALUE_TEXT,
     .help = N_("The extract that the cases are in. Otherwise the one with the review's id.")},
    {.name = "strata",
     .value = N_("FIELD"),
     .kind = VALUE_TEXT,
     .help = N_("Draw from each value of this field by itself. Otherwise from all cases together.")},
    {.name = "allocation",
     .value = N_("RULE"),
     .kind = VALUE_CHOICE,
     .choices = rules,
     .help = N_("How the places are shared among the strata: proportional with at least one each (the "
                "default), or equal.")},
    {.name = "oversample",
     .value = N_("STRATUM=FACTOR"),
     .kind = VALUE_TEXT,
     .repeats = true,
     .help = N_("Count the cases of a stratum as so many times as many when places are shared.")},
    {.name = "quota",
     .value = N_("STRATUM=NUMBER"),
     .kind = VALUE_TEXT,
     .repeats = true,
     .help = N_("Draw so many from a stratum; to be given for each.")},
    {0},
};

static const struct example examples[] = {
    {"frame seal panel-2019-08 --strata strand --size 21",
     N_("Fix the list, and that 21 will be drawn from it:")},
    {"frame seal out-of-court --strata age --quota youth=8 --quota adult=8", N_("Fix a quota:")},
    {0},
};

struct sealing {
    struct draw_request request;
    struct commitment commitment;
};

static bool seal(struct write *write, void *argument, struct problems *problems)
{
    struct sealing *sealing = argument;
    const struct draw_request *request = &sealing->request;
    return draw_check_strata(write->store, write->arena, request->review, request->stratum_field, problems) &&
           draw_seal(write, request, &sealing->commitment, problems);
}

static bool read_plan(struct invocation *invocation, struct draw_plan *plan)
{
    bool quota = given(invocation, "quota");
    if (quota
            ? given(invocation, "size") || given(invocation, "allocation") || given(invocation, "oversample")
            : !given(invocation, "size"))
        return usage_problem(
            invocation, MESSAGE("say how many are drawn: with --size, or with a --quota for each stratum"),
            NO_MESSAGE);
    plan->rule = quota                                                             ? ALLOCATION_QUOTA
                 : text_equal(given_text(invocation, "allocation"), TEXT("equal")) ? ALLOCATION_EQUAL
                                                                                   : ALLOCATION_PROPORTIONAL;
    plan->size = given_number(invocation, "size", 0);
    return strata_given(invocation, quota ? "quota" : "oversample", plan);
}

static enum status run(struct invocation *invocation)
{
    struct sealing sealing = {0};
    struct draw_request *request = &sealing.request;
    enum status status;
    if (!read_plan(invocation, &request->plan))
        return STATUS_USAGE;
    request->review = given_text(invocation, "REVIEW");
    request->extract = given(invocation, "extract") ? given_text(invocation, "extract") : request->review;
    request->stratum_field = given_text(invocation, "strata");
    if (record_change(invocation, seal, &sealing, &status))
        print_text(commitment_text(invocation->arena, &sealing.commitment));
    return status;
}

const struct command command_frame_seal = {
    .path = "frame seal",
    .summary = N_("fix the list from which cases will be drawn"),
    .description = {N_("Seals the extract: from then on nothing in it changes, and a later import needs "
                       "another extract. Fixed with it are "
                       "how many cases will be drawn, and by which rule."),
                    N_("Prints the commitment. Publish it before the seed exists: that is what makes the "
                       "draw one that anyone can "
                       "check. craffu receipt writes the list and the commitment as files.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
