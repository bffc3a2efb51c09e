// SPDX-License-Identifier: GPL-3.0-or-later
// The database: one interface, engines behind it (store/engine.h). SQL stands in named statements,
// store/sql/*.sql, in the subset that SQLite and PostgreSQL share (docs/decisions/0005-store.md); nothing
// outside this folder sees an engine. A store belongs to one thread.
#pragma once

#include "base/problem.h"

struct store;

enum store_access {
    STORE_READ,   // must exist; an older database is refused, since upgrading writes
    STORE_WRITE,  // must exist; an older database is upgraded
    STORE_CREATE, // made if there is none
};

// Opens a database file. A newer database than this program knows is refused. False, nothing open, if it
// cannot be used.
bool store_open(struct text path, enum store_access access, struct store **store, struct problems *problems);
void store_close(struct store *store); // NULL is allowed
// How long an operation waits for another program before it gives up; 30 seconds unless told.
void store_set_patience(struct store *store, int milliseconds);

// A parameter or a result.
struct store_value {
    enum { STORE_NULL, STORE_INTEGER, STORE_TEXT, STORE_BLOB } kind;
    int64_t integer;
    struct text text; // of a text or a blob
};
static inline struct store_value store_null(void)
{
    return (struct store_value){.kind = STORE_NULL};
}
static inline struct store_value store_integer(int64_t integer)
{
    return (struct store_value){.kind = STORE_INTEGER, .integer = integer};
}
static inline struct store_value store_text(struct text text)
{
    return (struct store_value){.kind = STORE_TEXT, .text = text};
}
// The empty text as NULL: for columns in which "nothing" is NULL.
static inline struct store_value store_optional(struct text text)
{
    return text.length ? store_text(text) : store_null();
}
// The two languages of a text, as two values.
#define STORE_LOCALISED(localised_) \
    store_text((localised_).in[LANGUAGE_ENGLISH]), store_text((localised_).in[LANGUAGE_WELSH])
static inline struct store_value store_blob(struct text bytes)
{
    return (struct store_value){.kind = STORE_BLOB, .text = bytes};
}

// The values of $1, $2, … in order: STORE_VALUES(store_text(id), store_integer(3)).
struct store_values {
    const struct store_value *items;
    size_t count;
};
#define STORE_VALUES(...) \
    ((struct store_values){(const struct store_value[]){__VA_ARGS__}, \
                           sizeof((const struct store_value[]){__VA_ARGS__}) / sizeof(struct store_value)})

// Runs a named statement that yields no rows; *changed (NULL is allowed) is how many rows it wrote. A program
// that names a statement that does not exist, or gives it the wrong number of values, is ended: the tests run
// every statement.
bool store_run(struct store *store, const char *name, struct store_values values, int64_t *changed,
               struct problems *problems);

// Runs a named query, row by row:
//     struct store_rows *rows = store_query(store, arena, "case_list", STORE_VALUES(store_text(id)));
//     while (store_next(rows))
//         *ARRAY_APPEND(arena, list) = (struct thing){.id = store_column_text(rows, 0)};
//     if (!store_finish(rows, problems))
//         return false;
// Texts are copied to the arena and stay. Every query must be finished; queries may be nested.
struct store_rows;
struct store_rows *store_query(struct store *store, struct arena *arena, const char *name,
                               struct store_values values);
bool store_next(struct store_rows *rows);
bool store_finish(struct store_rows *rows,
                  struct problems *problems); // false if the query failed: rows are then missing
int64_t store_column_integer(const struct store_rows *rows, size_t column); // NULL gives 0
struct text store_column_text(const struct store_rows *rows,
                              size_t column); // also of a blob; NULL gives the empty text
struct localised store_column_localised(const struct store_rows *rows, size_t column); // English, then Welsh
size_t store_column_count(const struct store_rows *rows);
bool store_column_is_null(const struct store_rows *rows, size_t column);

// The work of a transaction. It may be run again from the beginning, if another program was in the way: it
// must have no effect outside the database that a second run would spoil, and set its outputs anew each time.
// Problems of a run that is repeated are forgotten. False rolls everything back.
typedef bool store_work(struct store *store, void *argument, struct problems *problems);
enum store_transaction_kind {
    STORE_READING, // one consistent picture of the database
    STORE_WRITING,
};
// False if the work said so or the database could not keep it: nothing of it is then there. True: all of it
// is on disk.
bool store_transaction(struct store *store, enum store_transaction_kind kind, store_work *work,
                       void *argument, struct problems *problems);

// A writing transaction for which no thread waits. All that it uses is left alone until `told` is called, once: it is `done` and on disk,
// or nothing of it is there. That may be before store_write_later returns, and on another thread, which must not be held up.
struct store_piece {
    store_work *work;
    void *argument;
    struct problems *problems;
    void (*told)(struct store_piece *piece);
    bool done;
    struct store_piece *next; // the store's own
};
void store_write_later(struct store *store, struct store_piece *piece); // not inside a transaction

bool store_is_writing(const struct store *store); // inside a writing transaction

// What one work leaves for the next of the same writing transaction, so that it need not ask the database for what was just written. It is
// forgotten with the transaction, and whenever any part of it is taken back. At most STORE_NOTE_BYTES; empty: nothing was left, as outside
// a transaction.
enum { STORE_NOTE_BYTES = 64 };
void store_leave_note(struct store *store, struct text note);
struct text store_note(const struct store *store); // until the next is left

// From here on until store_look_away the queries outside transactions see one picture of the database, and cost less. A
// transaction in between ends it, and another picture, with what was written, begins. Not inside a transaction.
void store_look(struct store *store);
void store_look_away(struct store *store);

// The number of the last migration that the database has, and that this program has.
int64_t store_version(const struct store *store);
int64_t store_version_known(void);
// A copy of the database as it is at one moment, while others go on writing: one file, which stands alone, with
// permissions 0600. There must be nothing at the path; on failure there is nothing again.
bool store_copy(struct store *store, struct text path, struct problems *problems);
// Writes the whole file anew, so that no bytes of what was deleted are left in it or in its log. Not inside a transaction. False
// if another program was reading meanwhile, or there was no room.
bool store_wipe_deleted(struct store *store, struct problems *problems);
// The engine's own check of the whole database; false with what it found.
bool store_check(struct store *store, struct problems *problems);
