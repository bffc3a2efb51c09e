// SPDX-License-Identifier: GPL-3.0-or-later
// A translator's approval of a review's texts in one language. It holds for exactly the texts that were
// approved: all of the review's own texts in every language (a translation follows its original) and its
// instrument, by their hash.
#pragma once

#include "review/act.h"

struct approval {
    bool given;              // somebody approved some state of the texts
    bool holds;              // and nothing has changed since
    struct text approved_by; // the translator's name
    int64_t at;
};

bool approval_give(struct write *write, struct text review, enum language language, struct text approved_by,
                   struct problems *problems);
bool approval_read(struct store *store, struct arena *arena, struct text review, enum language language,
                   struct approval *approval, struct problems *problems);
