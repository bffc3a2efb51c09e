// SPDX-License-Identifier: GPL-3.0-or-later
// Editions of a review's report that were made and are kept, file by file, in the record: what was approved, handed out and
// published can be seen later, and is in every backup. Nothing in one changes any more.
#pragma once

#include "review/act.h"

// How far the review was when the edition was made.
enum edition_state {
    EDITION_PROVISIONAL, // cases waited, or no translator had approved the Welsh texts: it says so on every page
    EDITION_APPROVED,    // nothing waited, and the texts were approved
    EDITION_PUBLISHED, // it prints the end of the audit log at the publication
    EDITION_STATE_COUNT
};
const char *edition_state_words(enum edition_state state); // marked for translation

struct edition_file {
    struct text name;
    int64_t bytes;
    struct text sha256;
    struct text content; // only where it is said that it is read
};
struct edition_file_list {
    ARRAY_OF(struct edition_file) list;
};

struct kept_edition {
    struct text id, review;
    int64_t number; // of this review, from 1
    int64_t at;
    struct text actor; // who made it
    bool internal;     // else public
    enum edition_state state;
    struct text date; // that it bears: "2019-10-01"
};
struct kept_edition_list {
    ARRAY_OF(struct kept_edition) list; // the latest first
};

// `edition` says review, internal, state and date; `files` have name and content, with the manifest among them. *number is the new
// one's.
bool kept_edition_add(struct write *write, const struct kept_edition *edition,
                      const struct edition_file_list *files, int64_t *number, struct problems *problems);

bool kept_edition_list(struct store *store, struct arena *arena, struct text review,
                       struct kept_edition_list *list, struct problems *problems);
// *found false, and no problem, if there is none.
bool kept_edition_get(struct store *store, struct arena *arena, struct text review, int64_t number,
                      bool *found, struct kept_edition *edition, struct problems *problems);
// Without their contents.
bool kept_edition_files(struct store *store, struct arena *arena, struct text edition,
                        struct edition_file_list *files, struct problems *problems);
// With its content. *found false, and no problem, if there is none.
bool kept_edition_file(struct store *store, struct arena *arena, struct text edition, struct text name,
                       bool *found, struct edition_file *file, struct problems *problems);
