// SPDX-License-Identifier: GPL-3.0-or-later
// The recommendations of a review as staff write them in a YAML file (docs/reviews.md). Read and checked wholly, then put
// into the record in one act.
#pragma once

#include "review/recommendation.h"

struct recommendations_definition {
    struct text source, review;
    struct recommendation *items;
    size_t count;
};
bool recommendations_definition_read(struct arena *arena, struct text source, struct text content,
                                     struct recommendations_definition *definition,
                                     struct problems *problems);
// The review's recommendations become those of the definition, matched by their ids. One that the force has answered must
// stand there unchanged.
bool recommendations_definition_put(struct write *write, const struct recommendations_definition *definition,
                                    struct problems *problems);
