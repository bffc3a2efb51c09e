// SPDX-License-Identifier: GPL-3.0-or-later
// A whole file, encrypted and signed piece by piece (XChaCha20-Poly1305 as libsodium's secretstream): of any length in
// constant memory. What was cut off, put elsewhere, changed or added is found when it is read. docs/backup.md has the format.
#pragma once

#include "base/file.h"
#include "format/secret.h"

// Writes what stands in the file `from`, sealed, to the writer, which the caller commits or cancels.
bool sealed_file_write(struct text from, const struct secret_key *key, struct file_writer *to,
                       struct problems *problems);

// Whether it begins as a sealed file does.
bool sealed_file_is(struct text path, bool *sealed, struct problems *problems);

// Gives what was sealed, in order, to `take`. Each piece is as it was sealed, but only true says that all of them came:
// until then the caller keeps nothing.
typedef void sealed_file_take(void *context, struct text piece);
bool sealed_file_read(struct text path, const struct secret_key *key, sealed_file_take *take, void *context,
                      struct problems *problems);
