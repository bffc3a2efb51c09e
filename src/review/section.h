// SPDX-License-Identifier: GPL-3.0-or-later
// The narrative of a report: overview, background, purpose, methodology and what else the office writes, in each
// language, with {placeholders} that the report fills.
#pragma once

#include "review/act.h"

struct section {
    struct text key; // "overview": an identifier, unique in its review
    struct localised text;
    int64_t version; // 0: a new one
};
struct section_list {
    ARRAY_OF(struct section) list;
};

// Adds a section (version 0), or replaces its text if the stored version is still section->version.
bool section_put(struct write *write, struct text review, const struct section *section,
                 struct problems *problems);
bool section_remove(struct write *write, struct text review, struct text key, int64_t version,
                    struct problems *problems);
// In the order in which they were added.
bool section_list(struct store *store, struct arena *arena, struct text review, struct section_list *list,
                  struct problems *problems);
