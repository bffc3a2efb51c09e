// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/answer_scan.h"
#include "cli/record.h"

#include "review/recommendation.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {.name = N_("RECOMMENDATION"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("The recommendation's id.")},
    {0},
};

static const char *const states[] = {"open", "done", "closed", NULL};

static const struct parameter options[] = {
    {.name = "state",
     .value = N_("STATE"),
     .kind = VALUE_CHOICE,
     .choices = states,
     .required = true,
     .help = N_("open (there is something to tell), done (as its owner says) or closed (it is proven, or not "
                "pursued).")},
    {.name = "says",
     .value = N_("TEXT"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("What was done, and what shows it, in English.")},
    {.name = "says-cy",
     .value = N_("TEXT"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("What was done, and what shows it, in Welsh.")},
    {.name = "retest",
     .value = N_("REVIEW"),
     .kind = VALUE_TEXT,
     .help = N_("The review that looked again.")},
    {.name = "by",
     .value = N_("ROLE"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("Who says so, by role, in English.")},
    {.name = "by-cy",
     .value = N_("ROLE"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("Who says so, by role, in Welsh.")},
    {.name = "date",
     .value = N_("DATE"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("On which day, as 2019-10-01.")},
    {.name = "translator",
     .value = N_("NAME"),
     .kind = VALUE_TEXT,
     .help = N_("Who approved the Welsh. Until someone has, the register says so.")},
    {0},
};

static const struct example examples[] = {
    {"progress hate-crime-snapshot-2019 referral --state done --says Told. --says-cy Dywedwyd. --by Force "
     "--by-cy Heddlu --date 2020-02-21",
     N_("Record what was done:")},
    {0},
};

struct reporting {
    struct text review, key;
    struct progress progress;
};

static bool report(struct write *write, void *argument, struct problems *problems)
{
    const struct reporting *reporting = argument;
    return recommendation_report(write, reporting->review, reporting->key, &reporting->progress, problems);
}

static enum recommendation_state state_given(const struct invocation *invocation)
{
    enum recommendation_state state = RECOMMENDATION_OPEN;
    for (int i = 0; i < RECOMMENDATION_STATE_COUNT; i++)
        if (text_equal(given_text(invocation, "state"),
                       text_from(recommendation_state_id((enum recommendation_state)i))))
            state = (enum recommendation_state)i;
    return state;
}

static enum status run(struct invocation *invocation)
{
    struct reporting reporting = {
        .review = given_text(invocation, "REVIEW"),
        .key = given_text(invocation, "RECOMMENDATION"),
        .progress = {.state = state_given(invocation),
                     .says = given_localised(invocation, "says", "says-cy"),
                     .by = given_localised(invocation, "by", "by-cy"),
                     .date = given_text(invocation, "date"),
                     .retest = given_text(invocation, "retest"),
                     .translator = given_text(invocation, "translator")},
    };
    enum status status;
    const struct localised texts[] = {reporting.progress.says, reporting.progress.by};
    if (answer_scan(invocation, texts, sizeof texts / sizeof *texts, &status) &&
        record_change(invocation, report, &reporting, &status))
        say(invocation, MESSAGE("{recommendation} is now: {state}.", VALUE("recommendation", reporting.key),
                                WORD("state", recommendation_state_words(reporting.progress.state))));
    return status;
}

const struct command command_progress = {
    .path = "progress",
    .summary = N_("record what was done about a recommendation"),
    .description = {N_(
        "Progress is only ever added; the state of a recommendation is that of its latest. It is closed with "
        "what proves it done: words, and the review that looked again if there was one.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
