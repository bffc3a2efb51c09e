// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/ledger_change.h"

static const struct parameter arguments[] = {LEDGER_CHANGE_ARGUMENTS, {0}};
static const struct parameter options[] = {
    {.name = "to",
     .value = N_("REVIEW"),
     .kind = VALUE_TEXT,
     .help = N_("The review of this record that receives the case; it waits there.")},
    {.name = "elsewhere",
     .value = N_("TEXT"),
     .kind = VALUE_TEXT,
     .help = N_("Where else it is carried to, in English.")},
    {.name = "elsewhere-cy",
     .value = N_("TEXT"),
     .kind = VALUE_TEXT,
     .help = N_("Where else it is carried to, in Welsh.")},
    LEDGER_CHANGE_REASONS,
    {0},
};

static const struct example examples[] = {
    {"carry panel-2019-08 DP-2019-0012 --to hate-crime-snapshot-2019 --reason Time",
     N_("Leave a case to another review:")},
    {0},
};

static bool carry(struct write *write, void *argument, struct problems *problems)
{
    struct ledger_change *change = argument;
    return ledger_change_begin(change, write, problems) &&
           ledger_carry_over(write, change->review, change->entry.record.id, change->entry.version,
                             given_text(change->invocation, "to"),
                             given_localised(change->invocation, "elsewhere", "elsewhere-cy"), change->reason,
                             problems);
}

static enum status run(struct invocation *invocation)
{
    bool here = given(invocation, "to");
    bool elsewhere = given(invocation, "elsewhere") || given(invocation, "elsewhere-cy");
    if (here == elsewhere) {
        usage_problem(invocation, MESSAGE("say where to: with --to, or with --elsewhere"), NO_MESSAGE);
        return STATUS_USAGE;
    }
    return ledger_change_do(invocation, carry);
}

const struct command command_carry = {
    .path = "carry",
    .summary = N_("carry a waiting case over to another review"),
    .description = {N_(
        "The case stays in the ledger, carried over, with the reason. In the review that receives it, it is "
        "selected and waits.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
