// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/judge.h"

static const struct parameter arguments[] = {JUDGE_ARGUMENTS, {0}};
static const struct parameter options[] = {
    {.name = "reviewer", .value = N_("NAME"), .kind = VALUE_TEXT, .help = N_("Who assessed the case.")},
    JUDGE_OPTIONS,
    {0},
};

static const struct example examples[] = {
    {"assess hate-crime-snapshot-2019 DP-2019-0007 --reviewer Mair --answer adjustments=not_needed",
     N_("Enter one reviewer's answers on one case:")},
    {"assess hate-crime-snapshot-2019 --from assessments.csv", N_("Enter many:")},
    {0},
};

static enum status run(struct invocation *invocation)
{
    return judge(invocation, ASSESSMENT_REVIEW, "reviewer");
}

const struct command command_assess = {
    .path = "assess",
    .summary = N_("enter reviewers' assessments"),
    .description =
        {N_("Enters what reviewers judged, and submits it: it is frozen then. The answers of one reviewer on one case are one "
            "assessment, and answer every judged criterion that applies to the case. Computed outcomes are computed; a "
            "reviewer who sees one differently enters a departure, with the reason. Where no criterion is judged it is enough to "
            "name the reviewer and the case: that it was read."),
         N_("A file has the columns reviewer, case and criterion, and any of outcome, departure, reason, reason_cy and "
            "comment; a row without a criterion says that the case was read. If one row cannot stand, nothing is entered.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
