// SPDX-License-Identifier: GPL-3.0-or-later
// One thread that writes for many: what several threads want to write at the same time becomes one transaction, and the disk is
// waited for once. Each is told that it is done only when it is on disk; one that fails takes nothing of the others back.
// Other programs may write to the database meanwhile as ever.
#pragma once

#include "store/store.h"

struct store_writer;

// Opens the database once more.
bool store_writer_start(struct text path, struct store_writer **writer, struct problems *problems);
// When nobody is in store_writer_do any more, and all have been told. NULL is allowed.
void store_writer_stop(struct store_writer *writer);

// Around the time that a thread waits for the disk: whose turn it is to work may be given to somebody else. NULL: nothing.
struct store_pause {
    void *context;
    void (*begin)(void *context), (*end)(void *context);
};

// As store_transaction of STORE_WRITING; the work runs with the writer's store, on its thread or the caller's, while the caller waits. So
// it may use what the caller owns, but no other store.
bool store_writer_do(struct store_writer *writer, store_work *work, void *argument, struct store_pause pause,
                     struct problems *problems);
// As store_write_later.
void store_writer_do_later(struct store_writer *writer, struct store_piece *piece, struct store_pause pause);

// From then on the writing transactions of this store are done by the writer.
void store_use_writer(struct store *store, struct store_writer *writer, struct store_pause pause);
