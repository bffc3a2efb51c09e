// SPDX-License-Identifier: GPL-3.0-or-later
// A fact of a case that was sent wrong is put right, by the rules that hold for what a force sends: the instrument's type
// of the field, and its checks of the whole case.
#pragma once

#include "instrument/instrument.h"
#include "review/act.h"

struct correction {
    struct text review, case_id;
    struct text field;                   // its id
    struct text value;                   // the JSON value as the record keeps it; empty: not known after all
    struct text source;                  // where the right value was seen
    const struct instrument *instrument; // the review's
    enum language language;              // of what a check says
};

// The value of a field, read as a force would write it, as the record keeps it; empty where nothing is written. False
// if the instrument has no such field, it is the reference, or this is no value of it.
bool correction_value(struct arena *arena, const struct instrument *instrument, struct text field,
                      struct text written, struct text *value, struct problems *problems);
// Corrects the case. False also if the case would then be one that cannot be.
bool correction_put(struct write *write, const struct correction *correction, struct problems *problems);
