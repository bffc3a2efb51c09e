// SPDX-License-Identifier: GPL-3.0-or-later
// What became of each case reference of an extract. In general a part of a keyed hash stands for it, in a table of 13 bytes
// a reference: two references among ten million are taken for one with a probability below 1 in a thousand million.
#pragma once

#include "base/keyed_hash.h"

enum seen_state {
    SEEN_ACCEPTED, // its row was taken
    SEEN_REJECTED, // its row was not
    SEEN_EARLIER,  // the record has it
    SEEN_NOWHERE,
    SEEN_STATES,
};

struct seen;

struct seen *seen_new(void);
void seen_free(struct seen *seen); // NULL is allowed
// Makes room for so many references more, where that many are expected.
void seen_expect(struct seen *seen, uint64_t references);
// References will ascend, as those of a force do: they are kept in their order and not in the table, as long as few stand
// elsewhere: so many, and one for so many in order. Before the first is put.
enum { SEEN_MISPLACED_FREE = 1024, SEEN_MISPLACED_SHARE = 64 };
void seen_expect_order(struct seen *seen);
// Any thread may ask at any time; what once is false remains so.
bool seen_keeps_order(const struct seen *seen);

// A number that the caller gives, at most SEEN_NUMBER_MOST, and what became of it.
#define SEEN_NUMBER_MOST ((UINT32_C(1) << 30) - 1)
bool seen_find(const struct seen *seen, struct text reference, uint32_t *number, enum seen_state *state);
// False if the reference was there: it keeps what it has.
bool seen_put(struct seen *seen, struct text reference, uint32_t number, enum seen_state state);

// No more will be put, and many looked up.
void seen_complete(struct seen *seen);
// Then: the numbers of those whose row was accepted, and a bit for each of them.
void seen_find_accepted(const struct seen *seen, const struct text *references, size_t count,
                        uint32_t *numbers, uint64_t *accepted);

// The same in two steps, where no order is kept.
void seen_hash(const struct seen *seen, const struct text *references, size_t count,
               struct keyed_hash *hashes);
bool seen_find_hash(const struct seen *seen, struct keyed_hash hash, uint32_t *number,
                    enum seen_state *state);
bool seen_put_hash(struct seen *seen, struct keyed_hash hash, uint32_t number, enum seen_state state);
// Begins to fetch what the two above will look at.
void seen_prefetch(const struct seen *seen, struct keyed_hash hash);

size_t seen_bytes(const struct seen *seen); // that it holds
