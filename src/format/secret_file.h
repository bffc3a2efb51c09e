// SPDX-License-Identifier: GPL-3.0-or-later
// The file of the key that is kept outside the database: whoever has only the database, or a copy of it, can neither read
// the secrets in it nor write what is signed. Its permissions are 0600.
#pragma once

#include "format/secret.h"

// Makes the file with a new key. A file that is there is never written over: *made is false then, and the file is as it was.
bool secret_file_make(struct text path, bool *made, struct problems *problems);
// False, *key untouched, if it cannot be read, is no such file, or others than its owner may read or write it.
bool secret_file_read(struct text path, struct secret_key *key, struct problems *problems);
