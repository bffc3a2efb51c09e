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

static const struct parameter options[] = {
    {.name = "accepted", .help = N_("The force does what it is asked to do.")},
    {.name = "partly-accepted", .help = N_("It does some of it.")},
    {.name = "rejected", .help = N_("It does not.")},
    {.name = "why",
     .value = N_("TEXT"),
     .kind = VALUE_TEXT,
     .help = N_("Its words, in English. What is not wholly accepted needs a reason.")},
    {.name = "why-cy", .value = N_("TEXT"), .kind = VALUE_TEXT, .help = N_("Its words, in Welsh.")},
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
    {"respond hate-crime-snapshot-2019 referral --accepted --by Force --by-cy Heddlu --date 2019-12-02",
     N_("Record that a recommendation is accepted:")},
    {0},
};

struct answering {
    struct text review, key;
    struct response response;
};

static bool respond(struct write *write, void *argument, struct problems *problems)
{
    const struct answering *answering = argument;
    return recommendation_respond(write, answering->review, answering->key, &answering->response, problems);
}

static bool read_decision(struct invocation *invocation, enum response_decision *decision)
{
    static const char *const names[RESPONSE_DECISION_COUNT] = {"accepted", "partly-accepted", "rejected"};
    int count = 0;
    for (int i = 0; i < RESPONSE_DECISION_COUNT; i++)
        if (given(invocation, names[i])) {
            *decision = (enum response_decision)i;
            count++;
        }
    return count == 1 ||
           usage_problem(invocation,
                         MESSAGE("an answer is one of --accepted, --partly-accepted and --rejected"),
                         NO_MESSAGE);
}

static enum status run(struct invocation *invocation)
{
    struct answering answering = {
        .review = given_text(invocation, "REVIEW"),
        .key = given_text(invocation, "RECOMMENDATION"),
        .response = {.why = given_localised(invocation, "why", "why-cy"),
                     .by = given_localised(invocation, "by", "by-cy"),
                     .date = given_text(invocation, "date"),
                     .translator = given_text(invocation, "translator")},
    };
    enum status status;
    if (!read_decision(invocation, &answering.response.decision))
        return STATUS_USAGE;
    const struct localised texts[] = {answering.response.why, answering.response.by};
    if (answer_scan(invocation, texts, sizeof texts / sizeof *texts, &status) &&
        record_change(invocation, respond, &answering, &status))
        say(invocation,
            MESSAGE("The answer to {recommendation} is recorded.", VALUE("recommendation", answering.key)));
    return status;
}

const struct command command_respond = {
    .path = "respond",
    .summary = N_("record what the force answers to a recommendation"),
    .description = {N_(
        "Answers are only ever added; the latest counts. They can be recorded before and after the review is "
        "published. Its report has those from before, the register has all.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
