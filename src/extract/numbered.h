// SPDX-License-Identifier: GPL-3.0-or-later
// References that end in a number behind one of few beginnings, as those of a force do: looked up by that number, which
// takes neither a hash nor a comparison of texts. A bit stands for each number from the least to the greatest of a
// beginning.
#pragma once

#include "extract/ascending.h"

enum {
    NUMBERED_BEGINNINGS = 64,    // at most
    NUMBERED_SPAN_EACH = 128,    // numbers that a reference may account for on the average,
    NUMBERED_SPAN_FREE = 1 << 20 // beyond the first so many
};
#define NUMBERED_NONE UINT32_MAX // stands for no reference, and must not be put

struct numbered;

// NULL if they do not end in numbers, or in too few of those between.
struct numbered *numbered_new(const struct ascending *references);
void numbered_free(struct numbered *numbered); // NULL is allowed
// Whether it has all: a few that end otherwise are left out.
bool numbered_is_whole(const struct numbered *numbered);
// What was given with each reference in numbered_new; NUMBERED_NONE if it is not there.
void numbered_find(const struct numbered *numbered, const struct text *references, size_t count,
                   uint32_t *numbers);
size_t numbered_bytes(const struct numbered *numbered); // of memory
