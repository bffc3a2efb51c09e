// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

#include "access/conflict.h"

static const struct parameter arguments[] = {
    ACCOUNT_ARGUMENT,
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {.name = N_("CASE"), .kind = VALUE_TEXT, .required = true, .help = N_("A case's reference.")},
    {0},
};

static const struct parameter options[] = {REASON_OPTION(true), {0}};

static const struct example examples[] = {
    {"conflict declare reviewer@office.example hate-crime-snapshot-2019 DP-2019-0007 --reason neighbour",
     N_("Close a case to a person at once:")},
    {0},
};

struct declaring {
    struct invocation *invocation;
    struct text case_id, id;
};

static bool declare(struct write *write, void *argument, struct problems *problems)
{
    struct declaring *declaring = argument;
    struct account account;
    return account_by_name(write->store, write->arena, given_text(declaring->invocation, "NAME"), &account,
                           problems) &&
           conflict_declare(write, account.id, declaring->case_id,
                            given_text(declaring->invocation, "reason"), &declaring->id, problems);
}

static enum status run(struct invocation *invocation)
{
    struct declaring declaring = {.invocation = invocation};
    struct case_record record;
    enum status status;
    if (!record_case(invocation, given_text(invocation, "REVIEW"), given_text(invocation, "CASE"), &record))
        return STATUS_REFUSED;
    declaring.case_id = record.id;
    if (record_change(invocation, declare, &declaring, &status))
        say(invocation,
            MESSAGE("The case {case} is closed to {name}: conflict {id}.", VALUE("case", record.reference),
                    VALUE("name", given_text(invocation, "NAME")), VALUE("id", declaring.id)));
    return status;
}

const struct command command_conflict_declare = {
    .path = "conflict declare",
    .summary = N_("close a case to a person with a conflict of interest"),
    .description = {N_(
        "The case is closed to the person at once and in every channel: pages, lists, exports. It stays so "
        "until a manager withdraws the conflict.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
