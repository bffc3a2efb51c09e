// SPDX-License-Identifier: GPL-3.0-or-later
// An edition of a review's report, whole and in memory, to be kept in the record (review/kept_edition.h).
#pragma once

#include "review/kept_edition.h"

// The formats that an edition can have (document/formats.h).
struct edition_format {
    const char *id;
    const char *name;       // for readers, marked for translation
    const char *media_type; // IANA's
    bool on_request;        // takes long
};
size_t edition_format_count(void);
struct edition_format edition_format_at(size_t index);
// What the file of a report is, by its name.
struct text edition_media_type(struct text file);

struct edition_order {
    struct text review;
    bool internal;
    bool allow_draft; // cases may still wait
    bool *formats;    // which are wanted, by index
    int64_t at;       // the day that it bears; of a published review always that of the publication
};
// *edition and *files are what kept_edition_add takes. False, with each place named, if the report would not be true or complete; or
// if something that a format needs is not installed, which problems->unavailable tells.
bool edition_make(struct store *store, struct arena *arena, const struct edition_order *order,
                  struct kept_edition *edition, struct edition_file_list *files, struct problems *problems);

// Whether the public report of a review could be made now: afterwards nobody could put right what stands against it.
bool publication_check(struct store *store, struct arena *arena, struct text review, int64_t at,
                       struct problems *problems);
