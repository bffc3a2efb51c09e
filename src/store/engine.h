// SPDX-License-Identifier: GPL-3.0-or-later
// What an engine does for the store: about a dozen functions, chosen at run time. Only src/store includes
// this.
#pragma once

#include "store/store.h"

enum engine_dialect { DIALECT_SQLITE, DIALECT_POSTGRESQL, DIALECT_COUNT };

enum engine_status {
    ENGINE_ROW,
    ENGINE_DONE,
    ENGINE_BUSY,   // another program was in the way: the transaction may be run again
    ENGINE_FAILED, // for good; `report` says why
};

enum engine_content {
    CONTENT_EMPTY,
    CONTENT_OURS,    // has our mark
    CONTENT_FOREIGN, // some other program's
};

struct connection; // an engine's own
struct statement;  // an engine's own, prepared

struct engine {
    enum engine_dialect dialect;
    // NULL with a problem if it cannot be opened. Owned by the caller until close.
    struct connection *(*open)(struct text location, enum store_access access, struct problems *problems);
    void (*close)(struct connection *connection);
    // How long an operation waits for another program.
    void (*set_patience)(struct connection *connection, int milliseconds);
    // That it will write for many: it keeps more of the database in memory, and more in the log before that is carried over.
    void (*write_much)(struct connection *connection);
    bool (*look)(struct connection *connection, enum engine_content *content, struct problems *problems);
    bool (*mark)(struct connection *connection,
                 struct problems *problems); // puts our mark into an empty database
    // NULL if the statement is wrong or the database cannot be read.
    struct statement *(*prepare)(struct connection *connection, struct text sql);
    void (*finalise)(struct statement *statement);
    size_t (*parameters)(const struct statement *statement); // the greatest n of $n
    void (*bind)(struct statement *statement, size_t parameter, struct store_value value); // from 1; copied
    enum engine_status (*step)(struct statement *statement);
    size_t (*columns)(const struct statement *statement);
    struct store_value (*column)(struct statement *statement, size_t column); // valid until the next step
    int64_t (*changed)(struct connection *connection); // rows that the last finished statement wrote itself
    void (*reset)(struct statement *statement);
    // A script of several statements: migrations, BEGIN.
    enum engine_status (*execute)(struct connection *connection, const char *script);
    enum engine_status (*begin)(struct connection *connection, enum store_transaction_kind kind);
    enum engine_status (*commit)(struct connection *connection);
    void (*rollback)(struct connection *connection);
    // Into a file that is empty.
    bool (*copy)(struct connection *connection, struct text path, struct problems *problems);
    bool (*wipe_deleted)(struct connection *connection, struct problems *problems);
    // A piece of a transaction that can be taken back alone. Fails where the whole transaction is gone, or is to be.
    enum engine_status (*begin_piece)(struct connection *connection);
    enum engine_status (*end_piece)(struct connection *connection, bool keep);
    bool (*check)(struct connection *connection, struct problems *problems);
    // Why the last call failed. Always false.
    bool (*report)(struct connection *connection, struct problems *problems);
};

extern const struct engine sqlite_engine;

// What store/writer.c hands over: works that are to be one transaction together. Does all of them in their order, in one transaction as
// long as that can be. One that fails takes nothing of the others back.
void store_transaction_of_pieces(struct store *store, struct store_piece *first);

void store_write_much(struct store *store);

// What migrations and tests need beyond store.h.
bool store_execute(struct store *store, struct text script,
                   struct problems *problems); // outside the named statements
bool store_read_version(struct store *store, int64_t *version, struct problems *problems); // 0: empty
enum engine_dialect store_dialect(const struct store *store);
struct text store_name(const struct store *store); // the place of problems
// Opens without migrating.
bool store_open_as_it_is(struct text path, enum store_access access, struct store **store,
                         struct problems *problems);
