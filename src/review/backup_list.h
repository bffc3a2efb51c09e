// SPDX-License-Identifier: GPL-3.0-or-later
// The backups that are in a folder, and what the audit log tells of them.
#pragma once

#include "store/store.h"

struct listed_backup {
    struct text name;
    int64_t bytes;
    bool encrypted;
    bool told;  // the log tells of a backup of this name and size: it was verified when it was made
    int64_t at; // when, if told
    struct text hash, end; // SHA-256, and the end of the audit log in it, if told
};
struct backup_list {
    ARRAY_OF(struct listed_backup) list; // the latest name first
};

// Files that are being made are left out. Empty, without a problem, if there is no such folder.
bool backup_list(struct store *store, struct arena *arena, struct text folder, struct backup_list *list,
                 struct problems *problems);
