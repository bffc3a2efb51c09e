// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands that take a waiting case out of a review have in common.
#pragma once

#include "cli/record.h"

struct ledger_change {
    const struct invocation *invocation;
    struct text review;
    struct localised reason;
    struct ledger_entry entry; // of the case that the argument CASE names
};

// Finds the entry inside the act, so that nobody changes it meanwhile.
bool ledger_change_begin(struct ledger_change *change, struct write *write, struct problems *problems);
// Does the work, which is given the change, and says where the ledger then stands.
enum status ledger_change_do(struct invocation *invocation, act_work *work);

#define LEDGER_CHANGE_ARGUMENTS \
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")}, \
    { \
        .name = N_("CASE"), .kind = VALUE_TEXT, .required = true, .help = N_("A case's reference.") \
    }

#define LEDGER_CHANGE_REASONS \
    {.name = "reason", .value = N_("TEXT"), .kind = VALUE_TEXT, .help = N_("Why, in English.")}, \
    { \
        .name = "reason-cy", .value = N_("TEXT"), .kind = VALUE_TEXT, .help = N_("Why, in Welsh.") \
    }
