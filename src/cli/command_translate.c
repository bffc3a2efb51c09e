// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/ledger_change.h"
#include "review/agreed.h"
#include "review/assessment.h"

static const struct parameter arguments[] = {LEDGER_CHANGE_ARGUMENTS, {0}};

static const struct parameter options[] = {
    {.name = "criterion",
     .value = N_("CRITERION"),
     .kind = VALUE_TEXT,
     .help = N_(
         "The criterion whose departure has the reason. Otherwise it is why the case left the review.")},
    LEDGER_CHANGE_REASONS,
    {.name = "elsewhere",
     .value = N_("TEXT"),
     .kind = VALUE_TEXT,
     .help = N_("Where else it is carried to, in English.")},
    {.name = "elsewhere-cy",
     .value = N_("TEXT"),
     .kind = VALUE_TEXT,
     .help = N_("Where else it is carried to, in Welsh.")},
    {0},
};

static const struct example examples[] = {
    {"translate panel-2019-08 DP-2019-0031 --reason-cy Tynnwyd", N_("Say in Welsh why a case left:")},
    {"translate hate-crime-snapshot-2019 DP-2019-0017 --criterion hcso --reason-cy Amgylchiadau",
     N_("Say in Welsh why a reviewer departed from a computed outcome:")},
    {0},
};

static bool word_departure(struct write *write, const struct ledger_change *change, struct text criterion,
                           struct problems *problems)
{
    struct agreed agreed = {0};
    if (!agreed_read(write->store, write->arena, change->review, &agreed, problems))
        return false;
    for (size_t i = 0; i < agreed.answers.count; i++) {
        const struct agreed_answer *answer = &agreed.answers.items[i];
        if (answer->departs && text_equal(answer->case_id, change->entry.record.id) &&
            text_equal(answer->criterion, criterion))
            return departure_translate(write, answer->assessment, criterion, LANGUAGE_WELSH,
                                       change->reason.in[LANGUAGE_WELSH], problems);
    }
    return problem_report_value(
        problems, (struct place){.source = change->review, .name = change->entry.record.reference}, criterion,
        MESSAGE("no departure from this criterion stands"),
        MESSAGE("where reviewers differ, moderate first"));
}

static bool translate(struct write *write, void *argument, struct problems *problems)
{
    struct ledger_change *change = argument;
    const struct invocation *invocation = change->invocation;
    if (!ledger_change_begin(change, write, problems))
        return false;
    if (given(invocation, "criterion"))
        return word_departure(write, change, given_text(invocation, "criterion"), problems);
    return ledger_word(write, change->review, change->entry.record.id, change->entry.version, change->reason,
                       given_localised(invocation, "elsewhere", "elsewhere-cy"), problems);
}

static enum status run(struct invocation *invocation)
{
    bool words = given(invocation, "reason-cy") || given(invocation, "reason") ||
                 given(invocation, "elsewhere") || given(invocation, "elsewhere-cy");
    bool more = given(invocation, "reason") || given(invocation, "elsewhere") ||
                given(invocation, "elsewhere-cy");
    if (!words || (given(invocation, "criterion") && more)) {
        usage_problem(
            invocation, MESSAGE("what is to be worded is not said"),
            MESSAGE(
                "give --reason-cy; the reason of a departure is frozen in the language in which it was submitted"));
        return STATUS_USAGE;
    }
    return ledger_change_do(invocation, translate);
}

const struct command command_translate = {
    .path = "translate",
    .summary = N_("give a reason in its other language"),
    .description = {N_(
        "A report needs each reason that it prints in every language. A reason that was entered in one is given in "
        "the other, or worded better; the audit log tells that they were, and not the former words.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
