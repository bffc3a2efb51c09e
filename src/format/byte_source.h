// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a table file, unpacked, in blocks that several threads share out among themselves: a file, a pipe or
// standard input, plain or packed by gzip, or the one file in a ZIP file. The file as it was sent is hashed on the way.
#pragma once

#include "base/problem.h"
#include "format/hash.h"

struct byte_source;

enum byte_source_kind {
    BYTES_PLAIN,
    BYTES_GZIP,
    BYTES_ZIP,
    BYTES_WORKBOOK, // XLSX, which is not for reading here: it has no blocks, and byte_source_finish hashes it
};

// Path "-" is standard input. `path` and `source`, its name in problems, must live as long. Nothing is waited for: what a
// pipe holds shows when its first block is read, and a ZIP file there is refused then.
bool byte_source_open(const char *path, struct text source, bool wants_hash, struct byte_source **opened,
                      struct problems *problems);
// When no thread reads any more; also in the middle. NULL is allowed.
void byte_source_close(struct byte_source *source);

enum byte_source_kind byte_source_kind(const struct byte_source *source); // of a pipe: after its first block
bool byte_source_is_file(const struct byte_source *source);               // a regular one: it can be rewound

// The next block: fills `to` with exactly `room` bytes, fewer only at the end; *got 0: nothing is left. By any number of
// threads, each with its own problems: blocks are numbered from 0, and each is given once. *offset is where it begins in
// the unpacked bytes. A failure is reported to the thread that met it; to the others it is the end.
bool byte_source_next(struct byte_source *source, char *to, size_t room, size_t *got, uint64_t *number,
                      uint64_t *offset, struct problems *problems);
// From block 0 again, when no thread reads. A problem if it is not a regular file.
bool byte_source_rewind(struct byte_source *source, struct problems *problems);
// Ends any waiting for bytes: no further ones come. By any thread, and in a signal's handler.
void byte_source_stop(struct byte_source *source);

uint64_t byte_source_size(const struct byte_source *source); // of the file as sent; 0: not known
uint64_t byte_source_consumed(
    struct byte_source *source); // of these bytes, since the beginning or rewinding; of ZIP, about

// After the last block, when no thread reads: SHA-256 (NULL: not wanted) and length of the file as sent. A problem if it
// was changed since it was opened, or if reading was stopped.
bool byte_source_finish(struct byte_source *source, struct hash *hash, uint64_t *bytes,
                        struct problems *problems);
