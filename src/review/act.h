// SPDX-License-Identifier: GPL-3.0-or-later
// Who does what when: every write of the domain happens inside an act. The act's operation, all its writes
// and their audit rows are one transaction; the same operation given again changes nothing and answers what
// it answered the first time, so a retry after a lost answer is harmless.
#pragma once

#include "format/secret.h"
#include "store/store.h"

struct act {
    struct text actor;     // on the command line: the system's user
    struct text operation; // an identifier: given once by whoever asks, the same for each retry
    struct text request;   // what is asked, in a few words that are the same for each retry; empty: not said
    int64_t at;            // microseconds UTC
    const struct secret_key
        *audit_key; // signs the chain of the audit log (review/audit_chain.h); NULL: zeroes, for tests
};
// An act of now with a new operation.
struct act act_new(struct arena *arena, struct text actor);

// Handed to every function that writes; exists only while an act is being done.
struct write {
    struct store *store;
    struct arena *arena; // the caller's: what a function gives out lives there, after the act as well
    const struct act *act;
    uint64_t sequence; // of identifiers and audit rows
    uint64_t audited;  // rows of the audit so far
    bool unfinished;   // an import was begun and not finished
    bool chained;      // where the chain of the audit log ends is known
    int64_t chain_number;
    struct hash chain_link;
    struct text result;
};

// The work may be run again from the beginning: see store_work.
typedef bool act_work(struct write *write, void *argument, struct problems *problems);

struct act_answer {
    bool repeated;      // this operation had been done before: nothing was changed now
    struct text result; // what the work gave to write_result, then or now
};
// `answer` may be NULL; its text lives in the arena.
bool act_do(struct store *store, struct arena *arena, const struct act *act, act_work *work, void *argument,
            struct act_answer *answer, struct problems *problems);

// Does the work in earnest and takes all of it back: a dry run. False if the work said so, or the operation is done
// already.
bool act_rehearse(struct store *store, struct arena *arena, const struct act *act, act_work *work,
                  void *argument, struct problems *problems);

// What a retry is to answer: the id of what was made, a count.
void write_result(struct write *write, struct text result);
