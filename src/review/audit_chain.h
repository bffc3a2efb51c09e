// SPDX-License-Identifier: GPL-3.0-or-later
// The chain through the audit log. The link of a row is an HMAC over the row and over the link before it, with a key that is
// kept outside the database: who can write to the database but has not the key can neither change a row, nor take one out, nor
// put one in, without verification finding it. What a chain alone cannot show is that its end was cut off; therefore its head is
// printed in what is published, and can be kept elsewhere.
#pragma once

#include "format/secret.h"
#include "review/audit.h"

struct audit_head {
    int64_t number; // of the last row; 0: none was written yet
    struct hash link;
};

// From the one key that is kept for a data folder.
struct secret_key audit_chain_key(const struct secret_key *kept);

// Where the chain ends. *begun is false, and *head zeroed, if nothing was written since there is a chain.
bool audit_head_read(struct store *store, struct arena *arena, bool *begun, struct audit_head *head,
                     struct problems *problems);
// The link of the latest row that tells of this deed; *found is false if there is none.
bool audit_head_of(struct store *store, struct arena *arena, struct audited deed, bool *found,
                   struct audit_head *head, struct problems *problems);

// "1284:9f86…": a number and 64 hexadecimal digits; and back. False, *head untouched, if the text is anything else.
struct text audit_head_text(struct arena *arena, struct audit_head head);
bool audit_head_from_text(struct text text, struct audit_head *head);

struct audit_heads {
    ARRAY_OF(struct audit_head) list;
};
// Computes the whole chain again from one consistent picture, in constant memory. True: every row is as it was written, and
// every head of `known` (printed or kept earlier) lies on the chain; *head is its end. Else all that was found is
// reported, the first break and what follows from it apart.
bool audit_verify(struct store *store, struct arena *arena, const struct secret_key *key,
                  const struct audit_heads *known, struct audit_head *head, struct problems *problems);

// Where the clock was set back between two rows, by more than two that write at once can differ: the order of rows is that of the
// chain, and their times are what the clock said.
#define AUDIT_CLOCK_TOLERANCE ((int64_t)60 * 1000000)
struct clock_step {
    int64_t number; // of the row behind it
    int64_t before, after;
};
struct clock_steps {
    ARRAY_OF(struct clock_step) list;
};
bool audit_clock_steps(struct store *store, struct arena *arena, struct clock_steps *steps,
                       struct problems *problems);

// Every row of the log with its link, oldest first, as lines of JSON: what another program needs to compute the chain again
// with the key (docs/audit.md). Each line is given to `take`; a false ends it.
typedef bool audit_take_line(void *context, struct text line);
bool audit_each_line(struct store *store, audit_take_line *take, void *context, struct problems *problems);

// For review/audit.c alone: writes the next row of the log.
struct audit_entry {
    struct text id, operation, request, actor, action, object_kind, object, detail;
    int64_t at;
};
bool audit_chain_append(struct write *write, const struct audit_entry *entry, struct problems *problems);
