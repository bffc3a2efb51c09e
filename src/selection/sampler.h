// SPDX-License-Identifier: GPL-3.0-or-later
// Tickets, by which cases are drawn: Ronald L. Rivest's consistent_sampler (arXiv 1808.10016; version 1.0.10
// of the Python package is the reference, and every ticket is the same text as there). A ticket depends on
// the seed and on the id alone, so neither the order of a list nor other ids in it change it.
//
//     first ticket = "0." + D(hex(SHA-256(seed)) + id)        D: SHA-256 as a decimal number, at least 64
//     digits, next ticket  = a longer one above it, when drawn        written backwards
//                    with replacement
#pragma once

#include "format/hash.h"

// Tickets are texts of digits that begin with "0.", compared as bytes. They have no greatest length: each
// that is drawn again with replacement tends to be longer.
struct ticket {
    struct text text;
    size_t id;           // index among the ids
    uint64_t generation; // 1; with replacement: how often the id was drawn up to here
};
struct tickets {
    struct ticket *items; // in the order in which they are drawn
    size_t count;
};

// SHA-256 of the seed in hexadecimal, with which everything that is hashed begins, fills the first block of
// the hash: its state afterwards is kept and copied.
struct ticket_seed {
    struct hash_prefix prefix;
};
struct ticket_seed ticket_seed_of(struct text seed);

struct text ticket_first(struct arena *arena, const struct ticket_seed *seed, struct text id);
struct text ticket_next(struct arena *arena, struct text ticket);
// Cut to so many digits behind its leading nines, as the Python package prints it. Never compare what was
// cut.
struct text ticket_trim(struct arena *arena, struct text ticket, size_t digits);
// D of a text, for tests: "0." and the digits.
struct text ticket_uniform(struct arena *arena, struct text hashed);

// The first `take` tickets of each group, without replacement. `groups` says for each id to which group it
// belongs, from 0 (NULL: all to one). Ids must differ. Memory grows with what is taken, not with the ids.
void tickets_draw(struct arena *arena, struct text seed, const struct text *ids, const uint32_t *groups,
                  size_t count, const size_t *take, size_t group_count, struct tickets *drawn);

// `take` tickets after the first `drop`; without replacement no more than there are.
struct sampling {
    struct text seed;
    bool with_replacement;
    size_t drop, take;
};
struct tickets tickets_sample(struct arena *arena, const struct sampling *sampling, const struct text *ids,
                              size_t count);
