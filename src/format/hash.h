// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 (FIPS 180-4), by which extracts, instruments and frames are named.
#pragma once

#include "base/problem.h"

enum { HASH_BYTES = 32, HASH_HEX_BYTES = 64 };

struct hash {
    unsigned char bytes[HASH_BYTES];
};

struct hash hash_of(struct text text);
// All bytes of a file; *hash and *bytes (its length; NULL if not wanted) are untouched on failure.
bool hash_of_file(const char *path, struct hash *hash, uint64_t *bytes, struct problems *problems);

// In pieces: begin, add as often as wanted, end. By the processor's own instructions where it has them.
struct hash_stream {
    bool native;
    union {
        alignas(16) unsigned char state[128]; // memory for the library's own record
        struct {
            uint32_t words[8];
            uint64_t bytes;          // all that were added
            unsigned char block[64]; // bytes of a block that is not whole yet
        } taken;
    };
};
void hash_begin(struct hash_stream *stream);
void hash_add(struct hash_stream *stream, struct text text);
struct hash hash_end(struct hash_stream *stream);
// Begins one that never uses the processor's instructions, for comparison.
void hash_begin_portably(struct hash_stream *stream);

// For many hashes of texts that begin with the same 64 bytes: the state behind these is kept and copied.
enum { HASH_BLOCK_BYTES = 64 };
struct hash_prefix {
    struct hash_stream stream;
    uint32_t words[8];
    bool native;
};
struct hash_prefix hash_prefix_of(const char block[static HASH_BLOCK_BYTES]);
struct hash hash_behind(const struct hash_prefix *prefix, struct text text);

// 64 lower-case hexadecimal digits, and back; false, *hash untouched, if the text is anything else.
struct text hash_text(struct arena *arena, struct hash hash);
void hash_print(struct hash hash, char hex[static HASH_HEX_BYTES + 1]); // the same, ended by NUL
bool hash_from_text(struct text text, struct hash *hash);
bool hash_equal(struct hash a, struct hash b);
