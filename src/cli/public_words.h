// SPDX-License-Identifier: GPL-3.0-or-later
// Words about a review that the site prints as they are once they are recorded: they are looked through before.
#pragma once

#include "cli/record.h"

struct public_words {
    const char *name; // the option
    const struct localised *words;
};

// False, with the problems reported and *status set, if they tell of a person of the review. That there is no such review
// is for the change to say.
bool public_words_check(struct invocation *invocation, struct text review, const struct public_words *words,
                        size_t count, enum status *status);
