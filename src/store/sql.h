// SPDX-License-Identifier: GPL-3.0-or-later
// Named SQL: the files of store/sql, which the program carries. A statement begins with "-- name:
// case_insert" and ends before the next. Scripts (migrations) have tokens for what the engines name
// differently, {int} {real} {blob} {strict}, and parts between "-- only: sqlite" and "-- all" for one engine.
#pragma once

#include "store/engine.h"

struct named_sql {
    struct text name, sql;
};
struct named_sqls {
    ARRAY_OF(struct named_sql) list; // by name
};

// Every named statement of the program.
void named_sql_read(struct arena *arena, struct named_sqls *named);
// The index of a name; false if there is none.
bool named_sql_find(const struct named_sqls *named, const char *name, size_t *index);

// The script for one engine.
struct text sql_for_engine(struct arena *arena, enum engine_dialect dialect, struct text script);
