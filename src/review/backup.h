// SPDX-License-Identifier: GPL-3.0-or-later
// A copy of the record that can be gone back to: taken while others write, verified before anybody relies on it, sealed with a key
// if there is one; and a record made from it again. The key file of the data folder is never in it.
#pragma once

#include "review/audit_chain.h"

struct backup {
    struct text path;               // where it is to stand
    struct text ready;              // where it stands until backup_keep
    struct text scratch;            // beside the database: where an unsealed copy is while it is being sealed
    const struct secret_key *chain; // of the audit log
    const struct secret_key *seal;  // NULL: the copy is not encrypted
    struct hash hash;               // of the file
    uint64_t bytes;
    struct audit_head head; // where the audit log ends in it
};

// The key that seals backups, from the one of the key file.
struct secret_key backup_key(const struct secret_key *kept);

// Makes the copy beside its path and verifies it: the engine's check, the chain of the audit log and, if it is sealed, that it
// opens to what was sealed. On failure nothing is left.
bool backup_make(struct store *store, struct arena *arena, struct backup *backup, struct problems *problems);
// Writes that it was made.
bool backup_tell(struct write *write, const struct backup *backup, struct problems *problems);
bool backup_keep(const struct backup *backup, struct problems *problems); // gives it its name
void backup_drop(const struct backup *backup);

// All of that in order: the log tells of the copy before the copy has its name, so that none is handed out that is not in the log.
// *repeated: this operation had been done before, and nothing was made now.
bool backup_do(struct store *store, struct arena *arena, const struct act *act, struct backup *backup,
               bool *repeated, struct problems *problems);

// What a record is made of again.
struct restoring {
    struct text from;     // the backup
    struct text database; // where the database is to stand: nothing may be there
    struct text ready;    // where it stands until restore_keep
    const struct secret_key
        *chain; // NULL: the chain of the audit log is not verified, and nothing is written to it
    const struct secret_key *seal; // NULL: the backup is not encrypted
    struct hash hash;              // of the backup
    struct audit_head head;        // where its audit log ends, if that was verified
};
// Copies or opens the backup beside the database, verifies it and, if the key of its log is there, writes to the log that it was
// restored. On failure nothing is left.
bool restore_make(struct arena *arena, const struct act *act, struct restoring *restoring,
                  struct problems *problems);
bool restore_keep(const struct restoring *restoring, struct problems *problems);
