// SPDX-License-Identifier: GPL-3.0-or-later
// What stays of a published review when its cases are removed: the files of its report, of its page and of its draw's receipt, byte for
// byte as the site has them; and what later reviews' trends say of it.
#pragma once

#include "report/edition_files.h"
#include "review/removal.h"

struct kept_file {
    struct text name, content; // "small.en.html", in the review's folder of the site
};
struct kept_figure {
    struct text criterion;
    int64_t met, base;
};
struct kept_review {
    struct text review;
    int64_t cases; // reviewed
    ARRAY_OF(struct kept_file) files;
    ARRAY_OF(struct kept_figure) figures; // none where its public report withholds counts
};
struct kept_reviews {
    ARRAY_OF(struct kept_review) list;
};

// Makes what is to be kept of those that are published and of which nothing is kept yet. False, with each place named, if a report
// cannot be made any more.
bool kept_reviews_make(struct store *store, struct arena *arena, const struct removal_reviews *reviews,
                       struct kept_reviews *kept, struct problems *problems);
// Behind the audit row of the removal.
bool kept_reviews_write(struct write *write, const struct kept_reviews *kept, struct problems *problems);
// False also if there is none; without its files.
bool kept_review_read(struct store *store, struct arena *arena, struct text review, struct kept_review *kept,
                      struct problems *problems);
// Gives the files, by their names.
bool kept_review_give(struct store *store, struct arena *arena, struct text review,
                      const struct file_sink *sink, struct problems *problems);
