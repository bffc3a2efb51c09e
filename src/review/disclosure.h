// SPDX-License-Identifier: GPL-3.0-or-later
// What the office decided on the disclosure of small counts in the public report of a review, who decided and when, with
// the reason that the report prints; and the words that the scan for personal data lets pass, each with its reason.
#pragma once

#include "format/yaml.h"
#include "review/act.h"

enum disclosure_rule {
    DISCLOSURE_UNDECIDED, // a public report with small counts is refused
    DISCLOSURE_SUPPRESS,  // they are withheld, with as many others as that needs
    DISCLOSURE_MERGE,     // the same; where rows add up to a base, those withheld become one row
    DISCLOSURE_PRINT,     // they are printed
};

enum {
    DISCLOSURE_THRESHOLD = 5,       // where nobody has decided: counts from 1 to 4 are small
    DISCLOSURE_LEAST_THRESHOLD = 3, // fewer than two is one
};

struct allowed_words {
    struct text words, reason;
};

struct disclosure {
    enum disclosure_rule rule;
    int64_t threshold; // a count is small if it is at least 1 and less than this
    struct localised reason;
    struct text decided_by, decided_on; // an ISO date
    struct allowed_words *allowed;
    size_t allowed_count;
};

// The key `disclosure` of a review's definition (docs/disclosure.md); without a node it is undecided.
bool disclosure_read(struct arena *arena, struct text source, const struct yaml_node *node,
                     struct disclosure *disclosure, struct problems *problems);
// Nothing is written if it is what counts already.
bool disclosure_put(struct write *write, struct text review, const struct disclosure *disclosure,
                    struct problems *problems);
// Undecided where nothing was ever put.
bool disclosure_get(struct store *store, struct arena *arena, struct text review,
                    struct disclosure *disclosure, struct problems *problems);
