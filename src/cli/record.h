// SPDX-License-Identifier: GPL-3.0-or-later
// The record that a command works on, and what commands do with it again and again.
#pragma once

#include "cli/invocation.h"
#include "instrument/instrument.h"
#include "review/ledger.h"
#include "review/review.h"

// Opens what the command, as it was given, needs of the data folder; nothing if it needs none.
bool record_open(struct invocation *invocation);

// The path of the database in the data folder.
struct text record_database(const struct invocation *invocation);

// The key that is kept outside the database: the file that $CRAFFU_KEY names, else craffu.key in the data folder.
bool record_key(struct invocation *invocation, struct secret_key *key);

bool record_has_key(const struct invocation *invocation); // whether that file is there

// A file that the command line names. False, with the problem reported, if it cannot be read.
bool read_input(struct invocation *invocation, struct text path, size_t limit, struct text *content);

// Does a change as the invocation's actor and operation. True if it was done now, so that the command can say what was
// done; else *status is how the command ends: STATUS_DONE if this operation had been done before, which is said here.
bool record_change(struct invocation *invocation, act_work *work, void *argument, enum status *status);

// The act of now, by the invocation's actor, with its operation or a new one.
struct act record_act(const struct invocation *invocation);
void say_repeated(const struct invocation *invocation, const struct act *act);

// The review that the argument REVIEW names, and its instrument.
bool record_review(struct invocation *invocation, struct review *review,
                   const struct instrument **instrument);
// A reference among the cases selected in the review.
bool record_case(struct invocation *invocation, struct text review, struct text reference,
                 struct case_record *record);

// The date that --date gives, or today in the zone. False if it is no date.
bool given_date(struct invocation *invocation, const struct zone *zone, struct civil_date *date);
// The reason that --reason and --reason-cy give.
struct localised given_localised(const struct invocation *invocation, const char *name,
                                 const char *name_in_welsh);
// In the language of the invocation, or else in the one there is.
struct text localised_text(const struct invocation *invocation, const struct localised *localised);

struct text review_status_text(const struct invocation *invocation, const struct review *review);
// "selected 11 = waiting 0 + reviewed 11 + …", with a line's end.
struct text ledger_counts_text(const struct invocation *invocation, const struct ledger_counts *counts);
