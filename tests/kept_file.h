// SPDX-License-Identifier: GPL-3.0-or-later
// Files of kept cases for tests: sealed again after somebody changed them, so that nothing but the checks of what they hold
// can refuse them.
#pragma once

#include "instrument/instrument.h"

// An instrument with a field of every type; `criteria` is its text from "criteria:" on, NULL for criteria that read all.
const struct instrument *kept_instrument(struct arena *arena, const char *criteria);
// Puts right every checksum and hash that can be found in it.
void kept_seal(char *bytes, size_t length);
