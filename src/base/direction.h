// SPDX-License-Identifier: GPL-3.0-or-later
// Characters that turn the direction of writing (Unicode Standard Annex 9): nobody sees them, and what stands around them is read
// in another order than it is stored in, so that a search does not find what a reader sees. English and Welsh need none of them.
#pragma once

#include "base/text.h"

// The first of them from *at on: its name ("U+202E"), and *at is where it begins. NULL: there is none, and *at is untouched.
const char *direction_mark(struct text text, size_t *at);
