// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON that programs write: no \\u in a string, no number but integers of at most 18 digits. It is read many times faster
// than by json.c's library, which reads everything else, and says what is wrong with it.
#pragma once

#include "format/json.h"

// True: it is such JSON, and *root is what json_node_read makes of it. False, *root untouched: it is not, and may be good or bad.
bool json_plain_read(struct arena *arena, struct text content, struct json_node *root);
