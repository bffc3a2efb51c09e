// SPDX-License-Identifier: GPL-3.0-or-later
// The list of a publication's files with the SHA-256 of each, in the form that `sha256sum --check` reads: by it anyone
// confirms that a file is the one that was published. Lines that begin with # are comments; one a language says which
// document the files are of:
//     # content en HASH
#pragma once

#include "base/buffer.h"
#include "base/problem.h"
#include "format/hash.h"

struct manifest_entry {
    struct text name;
    struct hash hash;
    uint64_t line;  // of the manifest that it was read from
    uint64_t bytes; // of the file, where somebody has looked at it
};
struct manifest {
    ARRAY_OF(struct manifest_entry) files;
    struct text content[LANGUAGE_COUNT]; // SHA-256 of what the document says; empty: not told
};

void manifest_add(struct buffer *manifest, struct text name, struct text content);
void manifest_add_entry(struct buffer *manifest, const struct manifest_entry *entry);
void manifest_add_content(struct buffer *manifest, enum language language, struct text hash);

// The texts point into `content`. Problems: it is no manifest.
bool manifest_read(struct arena *arena, struct text source, struct text content, struct manifest *manifest,
                   struct problems *problems);

// Whether the manifest lists a file of this name with this content. Problems: it lists none of this name; the content is
// another; it is no manifest.
bool manifest_verify(struct arena *arena, struct text source, struct text manifest, struct text name,
                     struct text content, struct problems *problems);
