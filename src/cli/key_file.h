// SPDX-License-Identifier: GPL-3.0-or-later
// The key file of the data folder: beside the database, not in it.
#pragma once

#include "cli/invocation.h"
#include "format/secret_file.h"

struct text key_file_path(const struct invocation *invocation);
// Makes it, unless it is there. A record with accounts whose key is gone needs its old key, not a new one.
bool key_file_prepare(struct invocation *invocation, struct secret_key *key);
// For commands that need it.
bool key_file_read(struct invocation *invocation, struct secret_key *key);
