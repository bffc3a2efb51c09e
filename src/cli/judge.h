// SPDX-License-Identifier: GPL-3.0-or-later
// What `assess` and `moderate` have in common: answers from options or from a file, entered all or none.
#pragma once

#include "cli/record.h"
#include "review/judgement.h"

enum status judge(struct invocation *invocation, enum assessment_kind kind, const char *person_option);

#define JUDGE_ARGUMENTS \
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")}, \
    { \
        .name = N_("CASE"), .kind = VALUE_TEXT, .help = N_("A case's reference; not with --from.") \
    }

#define JUDGE_OPTIONS \
    {.name = "answer", \
     .value = N_("CRITERION=OUTCOME"), \
     .kind = VALUE_TEXT, \
     .repeats = true, \
     .help = N_("The outcome judged for a criterion, both by their ids.")}, \
        {.name = "departure", \
         .value = N_("CRITERION=STANDING"), \
         .kind = VALUE_TEXT, \
         .repeats = true, \
         .help = N_( \
             "A standing that differs from that of the computed outcome: met, not met, not applicable, " \
             "not recorded or cannot conclude. It needs a reason.")}, \
        {.name = "reason", \
         .value = N_("CRITERION=TEXT"), \
         .kind = VALUE_TEXT, \
         .repeats = true, \
         .help = N_("The reason of a departure, in English.")}, \
        {.name = "reason-cy", \
         .value = N_("CRITERION=TEXT"), \
         .kind = VALUE_TEXT, \
         .repeats = true, \
         .help = N_("The reason of a departure, in Welsh.")}, \
        {.name = "comment", \
         .value = N_("CRITERION=TEXT"), \
         .kind = VALUE_TEXT, \
         .repeats = true, \
         .help = N_("A comment on an answer.")}, \
    { \
        .name = "from", .value = N_("FILE"), .kind = VALUE_FILE, \
        .help = N_("Many at once, from a CSV or XLSX file.") \
    }
