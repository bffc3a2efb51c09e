// SPDX-License-Identifier: GPL-3.0-or-later
// The order of texts by their bytes, of many at once: what a million ids need.
#pragma once

#include "base/text.h"

// Indices of the texts, in order; equal texts in any order among themselves.
size_t *order_of(struct arena *arena, const struct text *texts, size_t count);
