// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/ledger_change.h"

static const struct parameter arguments[] = {LEDGER_CHANGE_ARGUMENTS, {0}};
static const struct parameter options[] = {LEDGER_CHANGE_REASONS, {0}};

static const struct example examples[] = {
    {"exclude panel-2019-08 DP-2019-0031 --reason Withdrawn", N_("Take a case out of a review:")},
    {0},
};

static bool exclude(struct write *write, void *argument, struct problems *problems)
{
    struct ledger_change *change = argument;
    return ledger_change_begin(change, write, problems) &&
           ledger_exclude(write, change->review, change->entry.record.id, change->entry.version,
                          change->reason, problems);
}

static enum status run(struct invocation *invocation)
{
    return ledger_change_do(invocation, exclude);
}

const struct command command_exclude = {
    .path = "exclude",
    .summary = N_("take a waiting case out of a review"),
    .description = {N_("The case stays in the ledger, excluded, with the reason, which the report prints.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
