// SPDX-License-Identifier: GPL-3.0-or-later
// Taking in an extract of which the record has no case yet, in pieces, between which others write. Until the last step, which is short,
// nobody sees any of it: its cases stand under the id of an extract that nobody can give. That step is an act: it writes the audit row, and
// makes them cases of the extract. What a program that died left is taken away by intake_stage_discard; what its operation is, whoever
// began it knows.
#pragma once

#include "review/import.h"

// Whether the record has no case of the extract, and may take some in. What changes an extract is done in one act, as review/import.h
// does it, and so is what is refused.
bool intake_stage_suits(struct store *store, struct arena *arena, struct text extract, bool *suits,
                        struct problems *problems);

// As import_run, not dry, with rejects that the caller keeps: `keep_reject` is called with no write, and `also` in the act at the end.
bool intake_stage_import(struct store *store, struct arena *arena, const struct act *act,
                         const struct import *import, act_work *also, void *argument,
                         struct import_answer *answer, struct problems *problems);

// What stands there of an operation, if anything does: of one that was stopped, or whose program died.
bool intake_stage_discard(struct store *store, struct text operation, struct problems *problems);
// The operations of which something stands there.
struct intake_stages {
    ARRAY_OF(struct text) operations;
};
bool intake_stage_list(struct store *store, struct arena *arena, struct intake_stages *stages,
                       struct problems *problems);
