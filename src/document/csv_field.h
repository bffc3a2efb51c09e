// SPDX-License-Identifier: GPL-3.0-or-later
// What csv.c does to a text, for what describes its files.
#pragma once

#include "base/text.h"

// Whether the text gets an apostrophe before it.
bool csv_is_guarded(struct text text);
