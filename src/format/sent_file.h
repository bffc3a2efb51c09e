// SPDX-License-Identifier: GPL-3.0-or-later
// A file as it was sent, or a stream: its bytes in order, hashed on the way. Used by one thread at a time, except where
// it says otherwise.
#pragma once

#include "base/problem.h"
#include "format/hash.h"

#include <pthread.h>
#include <sys/stat.h>

struct sent_file {
    const char *path;   // NULL: standard input. Must live as long
    struct text source; // its name in problems. Must live as long
    int file, wake;     // wake: written to when reading is to stop
    bool regular;       // it can be read again and at any place
    struct stat before; // when it was opened
    uint64_t at;        // where sent_file_read goes on
    bool wants_hash, has_hasher;
    uint64_t hashed; // bytes that are in the hash
    struct hash_stream hash;
    pthread_t hasher;
    int hasher_error;            // errno
    _Atomic uint64_t read_bytes; // for progress
    _Atomic bool stopped;
};

bool sent_file_open(const char *path, struct text source, bool wants_hash, struct sent_file *file,
                    struct problems *problems);
void sent_file_close(struct sent_file *file);

// The next bytes, as many as come at once; *got is 0 at the end, or when reading was stopped.
bool sent_file_read(struct sent_file *file, char *to, size_t room, size_t *got, struct problems *problems);
// Of a regular file, at a place; *got is smaller than room only at the end. errno, or 0. By any number of threads; not
// hashed.
int sent_file_read_at(struct sent_file *file, uint64_t at, char *to, size_t room, size_t *got);
// Reports such an errno; or, with 0, that the file is not what it was when it was opened.
bool sent_file_refuse(const struct sent_file *file, int error, struct problems *problems);
bool sent_file_rewind(struct sent_file *file); // false: it cannot be

// Hashes a regular file in a thread of its own, while others read it at their places. If no thread is to be had, the end
// does it.
void sent_file_hash_aside(struct sent_file *file);
// Ends any waiting for bytes. By any thread, and in a signal's handler.
void sent_file_stop(struct sent_file *file);

// Hashes what is not hashed yet. False also if the file was changed since it was opened. `hash` is NULL if not wanted.
bool sent_file_finish(struct sent_file *file, struct hash *hash, uint64_t *bytes, struct problems *problems);
