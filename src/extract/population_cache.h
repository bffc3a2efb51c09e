// SPDX-License-Identifier: GPL-3.0-or-later
// Cases that were read once, kept in a file as columns, so that a changed instrument can count them again without the
// extract. The file is disposable: whatever is wrong with it, the extract is read again. It holds data of cases: only its
// owner may read it. Private to population*.c.
#pragma once

#include "extract/population_count.h"

// ---- writing

struct cache_writer;

// `kept`: by field of the case, those whose columns are written. NULL, with the problem, if the file cannot be made.
struct cache_writer *cache_writer_new(const struct instrument *instrument, const bool *kept, const char *path,
                                      struct problems *problems);
// What a reading keeps: every field but texts that nobody reads, which `wanted` says.
void cache_wants(const struct instrument *instrument, bool *wanted);
// Writes the accepted cases of a batch, sooner or later. Batches come from several threads and in any order.
void cache_writer_add(struct cache_writer *writer, const struct counted_batch *batch);
// Ends the writer. False: there is no new file, and the problem says why.
bool cache_writer_commit(struct cache_writer *writer, const struct population_file *files, size_t file_count,
                         struct problems *problems);
void cache_writer_cancel(struct cache_writer *writer); // NULL is allowed

// ---- reading

// Whether the file begins as one of kept cases does.
bool cache_is(const char *path);
// Whether the file ends within what kept cases begin with.
bool cache_is_cut(const char *path);

struct cache;
// False if the file is damaged, or was kept by an instrument under which the rows may have been read or checked otherwise.
bool cache_open(struct arena *arena, const struct instrument *instrument, const char *path,
                struct cache **cache, struct problems *problems);
void cache_close(struct cache *cache); // NULL is allowed
size_t cache_segments(const struct cache *cache);
uint64_t cache_cases(const struct cache *cache); // that were accepted
// In the cache's arena.
struct population_file *cache_files(const struct cache *cache, size_t *count);
// Whether every segment has a column for the field.
bool cache_has(const struct cache *cache, size_t field);

// What a thread reads segments with.
struct cache_reader;
// `wanted`: the fields whose columns are wanted. `with_references`: references and lines, too. `portable`: not the
// processor's own instructions.
struct cache_reader *cache_reader_new(const struct cache *cache, const bool *wanted, bool with_references,
                                      bool portable);
void cache_reader_free(struct cache_reader *reader);
// One segment. What *batch points to is valid until the next call. False if it is damaged: *error is the system's, or 0.
bool cache_read(struct cache_reader *reader, size_t segment, struct counted_batch *batch, int *error);
