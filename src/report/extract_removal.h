// SPDX-License-Identifier: GPL-3.0-or-later
// The way to remove an extract's cases. It includes nothing of documents, whose names the pages of the server use otherwise.
#pragma once

#include "review/removal.h"

// The removal of an extract's cases with all that belongs to it: keeps what was published, removes, and writes the database's file
// anew. *wiped is false, and why is in `left`, if that last step must be done again (removal_wipe): the removal itself stands. `again` is
// an act of now by the same actor, for the record of that step.
bool extract_remove(struct store *store, struct arena *arena, const struct act *act, const struct act *again,
                    struct removal_order *order, bool *wiped, struct act_answer *answer,
                    struct problems *left, struct problems *problems);
