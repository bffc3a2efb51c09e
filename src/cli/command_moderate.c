// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/judge.h"

static const struct parameter arguments[] = {JUDGE_ARGUMENTS, {0}};
static const struct parameter options[] = {
    {.name = "moderator", .value = N_("NAME"), .kind = VALUE_TEXT, .help = N_("Who moderated the case.")},
    JUDGE_OPTIONS,
    {0},
};

static const struct example examples[] = {
    {"moderate hate-crime-snapshot-2019 DP-2019-0016 --moderator Gwen --answer tailored=template",
     N_("Decide where two assessments differ:")},
    {0},
};

static enum status run(struct invocation *invocation)
{
    return judge(invocation, ASSESSMENT_MODERATION, "moderator");
}

const struct command command_moderate = {
    .path = "moderate",
    .summary = N_("enter what was agreed where assessments differ"),
    .description =
        {N_("Moderation is a further record of a case. It decides the criteria that it answers, and changes "
            "nobody's assessment."),
         N_("A file has the columns moderator, case and criterion, and any of outcome, departure, reason, "
            "reason_cy and comment. If one row cannot stand, nothing is entered.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
