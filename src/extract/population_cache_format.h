// SPDX-License-Identifier: GPL-3.0-or-later
// How kept cases stand in their file: a head; segments, each of cases of one file and, where the
// instrument's group has few values, of one group; the description (what fixes the meaning
// of the columns, the facts of the extract's files, the index of the segments); the end, which finds the description and
// has its SHA-256. The end is written last: a file that was cut has none. Numbers are in the byte order of the machine, which
// the head shows. Private to population_cache*.c.
//
// A segment is its front, then its back. Every array begins at a multiple of CACHE_ALIGNMENT, filled up with zeros.
//   front: for each field that has a form: its known bits, its values (texts have none
//          here) and, where some are ambiguous, those bits and the later instants
//   back:  lines, 4 bytes a row; references; for each field of form CACHE_TEXTS, in their order, its texts
//   texts: where each begins behind the array, and where the last ends, 4 bytes each; then their bytes
#pragma once

#include "extract/decode.h"
#include "extract/population_cache.h"
#include "format/hash.h"

enum { CACHE_ALIGNMENT = 64, CACHE_MAGIC_BYTES = 16, CACHE_VERSION = 2, CACHE_BYTE_ORDER = 0x01020304 };
#define CACHE_MAGIC "craffu: kept\r\n\x1a" // with the NUL that ends it, 16 bytes
#define CACHE_END_MAGIC "end of the kept"  // the same

struct cache_head {
    char magic[CACHE_MAGIC_BYTES];
    uint32_t version, byte_order;
    char nothing[40];
};

struct cache_end {
    uint64_t description, description_bytes; // offset and length
    struct hash hash;                        // of head and description
    char magic[CACHE_MAGIC_BYTES];
};

// The description begins with this; then the facts of the files, then the index.
struct cache_description {
    struct hash fields, checks;
    int64_t zero_second;
    uint64_t field_count, file_count, facts_bytes, segment_count, cases;
};

enum cache_form {
    CACHE_ABSENT,
    CACHE_TRUTHS,
    CACHE_CODES,
    CACHE_NARROW,
    CACHE_WIDE,
    CACHE_NUMBERS,
    CACHE_TEXTS,
    CACHE_AMBIGUOUS = 8, // with one of the above
};

// An entry of the index; behind it a checksum of each field's arrays in the front, 8 bytes a field, and each field's form,
// a byte a field, filled up to a multiple of 8.
struct cache_segment {
    uint64_t offset, back_bytes;
    uint64_t back_checksum;
    uint32_t rows, file; // at most BATCH_ROWS: a smaller number there needs another version
};

// Days of the years 1 to 9999.
enum { CACHE_DAY_FIRST = -719162, CACHE_DAY_LAST = 2932896 };

static inline size_t cache_aligned(size_t bytes)
{
    return (bytes + CACHE_ALIGNMENT - 1) / CACHE_ALIGNMENT * CACHE_ALIGNMENT;
}
static inline size_t cache_bits_bytes(size_t rows)
{
    return cache_aligned(bit_words(rows) * sizeof(uint64_t));
}
static inline size_t cache_entry_bytes(size_t fields)
{
    return sizeof(struct cache_segment) + fields * sizeof(uint64_t) + (fields + 7) / 8 * 8;
}

// Bytes of a value in the front; 0 for those that are bits, or stand elsewhere.
size_t cache_value_bytes(unsigned form);
// Of all arrays of one field in the front.
size_t cache_field_bytes(unsigned form, size_t rows);
size_t cache_front_bytes(const uint8_t *forms, size_t fields, size_t rows);
// What fixes which value a row's text becomes, and which rows are rejected by the instrument's checks.
void cache_identity(const struct instrument *instrument, struct hash *fields, struct hash *checks);

// ---- an opened file

struct cache {
    struct arena *arena;
    const struct schema *schema;
    int descriptor;
    uint64_t size;
    struct cache_end end;
    struct cache_description description;
    const char *index; // looked at wholly, aligned for the entries
    struct population_file *files;
    bool *absent; // by field: some segment has none
};

static inline const struct cache_segment *cache_entry_of(const struct cache *cache, size_t segment)
{
    return (const struct cache_segment *)(const void *)(cache->index +
                                                        segment * cache_entry_bytes(cache->schema->count));
}
static inline const uint64_t *cache_checksums_of(const struct cache_segment *entry)
{
    return (const uint64_t *)(const void *)(entry + 1);
}
static inline const uint8_t *cache_forms_of(const struct cache *cache, const struct cache_segment *entry)
{
    return (const uint8_t *)(const void *)(cache_checksums_of(entry) + cache->schema->count);
}

// False: *error is the system's, or 0 if the file ended.
bool cache_read_at(int descriptor, uint64_t offset, void *to, size_t bytes, int *error);
