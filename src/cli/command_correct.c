// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "review/correction.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {.name = N_("CASE"), .kind = VALUE_TEXT, .required = true, .help = N_("A case's reference.")},
    {.name = N_("FIELD"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("The field of the case, by its id.")},
    {.name = N_("VALUE"),
     .kind = VALUE_TEXT,
     .help = N_("The right value, as a force would send it. Without one the field is not known.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "source",
     .value = N_("TEXT"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("Where the right value was seen.")},
    {0},
};

static const struct example examples[] = {
    {"correct hate-crime-snapshot-2019 DP-2019-0007 closed_at 2019-05-02T09:00 --source Niche",
     N_("Put a wrong fact right:")},
    {0},
};

static bool correct(struct write *write, void *argument, struct problems *problems)
{
    return correction_put(write, argument, problems);
}

static enum status run(struct invocation *invocation)
{
    struct review review;
    const struct instrument *instrument;
    struct case_record record;
    struct correction correction = {.field = given_text(invocation, "FIELD"),
                                    .source = given_text(invocation, "source"),
                                    .language = invocation->language};
    if (!record_review(invocation, &review, &instrument) ||
        !record_case(invocation, review.id, given_text(invocation, "CASE"), &record) ||
        !correction_value(invocation->arena, instrument, correction.field, given_text(invocation, "VALUE"),
                          &correction.value, &invocation->problems))
        return STATUS_REFUSED;
    correction.review = review.id;
    correction.instrument = instrument;
    correction.case_id = record.id;
    enum status status;
    if (record_change(invocation, correct, &correction, &status))
        say(invocation, MESSAGE("{case}: {field} is corrected; outcomes are computed from it from now on.",
                                VALUE("case", record.reference), VALUE("field", correction.field)));
    return status;
}

const struct command command_correct = {
    .path = "correct",
    .summary = N_("put a wrong fact of a case right"),
    .description = {N_(
        "A wrong input is corrected as a fact, with its source, and everything is computed again. What the "
        "force sent is kept beside it, and so is what submitted assessments showed.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
