// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "review/draw.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {.name = N_("CASE"), .kind = VALUE_TEXT, .repeats = true, .help = N_("A case's reference.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "all", .help = N_("Every case of the extract.")},
    {.name = "extract",
     .value = N_("ID"),
     .kind = VALUE_TEXT,
     .help = N_("The extract that the cases are in. Otherwise the one with the review's id.")},
    {.name = "targeted",
     .help = N_("A rule points to these cases, which --reason says; they are no random sample.")},
    {.name = "reason", .value = N_("TEXT"), .kind = VALUE_TEXT, .help = N_("Why these cases, in English.")},
    {.name = "reason-cy", .value = N_("TEXT"), .kind = VALUE_TEXT, .help = N_("Why these cases, in Welsh.")},
    {0},
};

static const struct example examples[] = {
    {"select hate-crime-snapshot-2019 --all", N_("Review every case that the force sent:")},
    {0},
};

struct selection {
    const struct invocation *invocation;
    struct text review, extract;
    int64_t count;
    enum nomination_kind kind;
    struct localised reason;
};

static bool select_all(struct write *write, void *argument, struct problems *problems)
{
    struct selection *selection = argument;
    return ledger_select_extract(write, selection->review, selection->extract, &selection->count, problems);
}

static bool select_named(struct write *write, void *argument, struct problems *problems)
{
    struct selection *selection = argument;
    size_t count = given_count(selection->invocation, "CASE");
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        struct text reference = given_at(selection->invocation, "CASE", i);
        struct case_record record;
        good &= case_find(write->store, write->arena, selection->extract, reference, &record, problems) &&
                draw_nominate(write, selection->review, record.id, selection->kind, selection->reason,
                              problems);
    }
    selection->count = (int64_t)count;
    return good;
}

static enum status run(struct invocation *invocation)
{
    bool all = given(invocation, "all");
    if (all == (given_count(invocation, "CASE") > 0)) {
        usage_problem(invocation, MESSAGE("name either cases or --all"), NO_MESSAGE);
        return STATUS_USAGE;
    }
    struct selection selection = {.invocation = invocation, .review = given_text(invocation, "REVIEW")};
    selection.extract = given(invocation, "extract") ? given_text(invocation, "extract") : selection.review;
    selection.kind = given(invocation, "targeted") ? TARGETED : NOMINATED;
    selection.reason = given_localised(invocation, "reason", "reason-cy");
    enum status status;
    if (record_change(invocation, all ? select_all : select_named, &selection, &status))
        say(invocation, MESSAGE_COUNT("One case is selected.", "{n} cases are selected.", selection.count));
    return status;
}

const struct command command_select = {
    .path = "select",
    .summary = N_("select cases for a review"),
    .description = {N_(
        "From then on the review's ledger accounts for each: it waits, or is reviewed, carried over, replaced "
        "or excluded.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
