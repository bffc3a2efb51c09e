// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "cli/retention_parameters.h"

#include "report/extract_removal.h"

static const struct parameter arguments[] = {
    RETENTION_EXTRACT,
    {0},
};

static const struct parameter options[] = {
    RETENTION_REASON,
    {.name = "confirm",
     .value = N_("ID"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("The extract's id again: what is removed cannot be brought back.")},
    {.name = "given-up",
     .help = N_("Also where a review of these cases is not published: it never will be.")},
    {0},
};

static const struct example examples[] = {
    {"retention remove hate-crime-snapshot-2019 --confirm hate-crime-snapshot-2019 --reason expired",
     N_("Remove an extract's cases:")},
    {0},
};

static enum status say_removed(struct invocation *invocation, bool wiped, struct text number,
                               const struct problems *left)
{
    struct text extract = given_text(invocation, "EXTRACT");
    say(invocation,
        MESSAGE(
            "The cases of {extract} are removed: certificate {number}. craffu retention certificate prints it.",
            VALUE("extract", extract), VALUE("number", number)));
    if (wiped)
        return STATUS_DONE;
    problems_add(&invocation->problems, left);
    problem_report(&invocation->problems, (struct place){.source = extract},
                   MESSAGE("the bytes of what was removed are not written over yet"),
                   MESSAGE("do that with craffu retention wipe, when nobody uses the server"));
    return STATUS_PARTLY;
}

static enum status run(struct invocation *invocation)
{
    struct removal_order order = {.extract = given_text(invocation, "EXTRACT"),
                                  .confirmation = given_text(invocation, "confirm"),
                                  .reason = given_text(invocation, "reason"),
                                  .open_too = given(invocation, "given-up")};
    struct act act = record_act(invocation), again = act;
    struct act_answer answer;
    struct problems left;
    bool wiped;
    again.operation = act_new(invocation->arena, invocation->actor).operation;
    problems_init(&left, invocation->arena);
    if (!extract_remove(invocation->store, invocation->arena, &act, &again, &order, &wiped, &answer, &left,
                        &invocation->problems))
        return STATUS_BLOCKED;
    if (answer.repeated)
        say_repeated(invocation, &act);
    return say_removed(invocation, wiped, answer.result, &left);
}

const struct command command_retention_remove = {
    .path = "retention remove",
    .summary = N_("remove an extract's cases for good"),
    .description =
        {N_("Removes the cases, their log entries and corrections, assessments and answers, and all else that tells of one of them, "
            "in one step that cannot be taken back, and issues a certificate. It is refused while a hold stands, and while a review of the "
            "cases is not published, unless that is given up."),
         N_("The report, the page and the receipt of a published review are kept as they were published, and its figures for trends. "
            "Then the database's file is written anew, so that no byte of what was removed is left in it. Backups "
            "have it still: docs/retention.md says what to do with them.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
