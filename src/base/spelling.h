// SPDX-License-Identifier: GPL-3.0-or-later
// "Did you mean …?"
#pragma once

#include "base/text.h"

// The known word that is nearest to what was written, if it is near enough that a person may have meant it; letters'
// case does not count. False, *nearest untouched, if none is.
bool spelling_nearest(struct text written, const struct text *known, size_t count, struct text *nearest);
