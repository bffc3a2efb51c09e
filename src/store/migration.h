// SPDX-License-Identifier: GPL-3.0-or-later
// The database's form, in numbered steps: store/migrations/001-base.sql and so on. Each is applied once, in order, all
// that are missing in one transaction. A step that was released is never edited.
#pragma once

#include "store/engine.h"

struct migration {
    int64_t number;
    struct text name;   // "001-base.sql"
    struct text script; // before sql_for_engine
};
struct migrations {
    ARRAY_OF(struct migration) list; // ascending
};

// Those that the program carries.
void migrations_shipped(struct arena *arena, struct migrations *migrations);
int64_t migrations_last(const struct migrations *migrations); // number; 0: there is none
// Brings the database up to the last of these. What it already has is left alone; having more is a problem.
bool migration_apply(struct store *store, const struct migrations *migrations, bool may_write,
                     struct problems *problems);
