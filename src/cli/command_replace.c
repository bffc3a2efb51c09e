// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/ledger_change.h"
#include "review/draw.h"

static const struct parameter arguments[] = {LEDGER_CHANGE_ARGUMENTS, {0}};
static const struct parameter options[] = {
    {.name = "by",
     .value = N_("CASE"),
     .kind = VALUE_TEXT,
     .help = N_(
         "The reference of the case that takes its place, of the same extract. Not for a case that was drawn: the next "
         "ticket takes its place.")},
    LEDGER_CHANGE_REASONS,
    {0},
};

static const struct example examples[] = {
    {"replace panel-2019-08 DP-2019-0031 --by DP-2019-0044 --reason Restricted",
     N_("Review another case instead:")},
    {0},
};

static bool replace(struct write *write, void *argument, struct problems *problems)
{
    struct ledger_change *change = argument;
    struct case_record by;
    if (!ledger_change_begin(change, write, problems))
        return false;
    if (!given(change->invocation, "by"))
        return draw_replace(write, change->review, change->entry.record.id, change->entry.version,
                            change->reason, problems);
    return case_find(write->store, write->arena, change->entry.record.extract,
                     given_text(change->invocation, "by"), &by, problems) &&
           ledger_replace(write, change->review, change->entry.record.id, change->entry.version, by.id,
                          change->reason, problems);
}

static enum status run(struct invocation *invocation)
{
    return ledger_change_do(invocation, replace);
}

const struct command command_replace = {
    .path = "replace",
    .summary = N_("review another case in place of a waiting one"),
    .description = {N_(
        "The case stays in the ledger, replaced, with the reason; the other one is selected. Without --by the "
        "case must have been drawn by lot, and the next ticket of its stratum takes its place.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
