// SPDX-License-Identifier: GPL-3.0-or-later
// How many cases are drawn from each stratum. Every rule gives its places one after another, so that a larger
// draw has at least as many in each stratum as a smaller one: an extension never takes a case back.
//
// Proportional: first one place to each stratum; then each further place to the stratum with the greatest
// N / (2n + 1), N its cases (times its factor, where it is over-sampled) and n its places so far. This is
// Sainte-Laguë's rule, which rounds shares to the nearest. (Rounding by the largest remainder can take a
// place away when the draw grows.) Equal: each place to the stratum with the fewest. Quota: as fixed. Of
// equals the stratum with more cases comes first, then the order of names. A stratum never has more places
// than cases.
#pragma once

#include "base/problem.h"

enum allocation_rule { ALLOCATION_PROPORTIONAL, ALLOCATION_EQUAL, ALLOCATION_QUOTA, ALLOCATION_COUNT };
const char *allocation_id(enum allocation_rule rule); // "proportional"
bool allocation_from_id(struct text id, enum allocation_rule *rule);

struct allocation_stratum {
    struct text name;
    int64_t cases;
    int64_t factor; // 1 to LIMIT_FACTOR; of over-sampling, proportional only
    int64_t quota;  // ALLOCATION_QUOTA only
};

// places[i] is of strata[i], which are in the order of their names. `size` is ignored for a quota. Problems:
// more places than cases, proportional with fewer places than strata, a factor or quota that is out of range.
bool allocate(enum allocation_rule rule, const struct allocation_stratum *strata, size_t count, int64_t size,
              int64_t *places, struct problems *problems);
