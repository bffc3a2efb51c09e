// SPDX-License-Identifier: GPL-3.0-or-later
// What is in a ZIP file that a test has made.
#pragma once

#include "base/buffer.h"

// Empty if there is no such entry; a file that cannot be read ends the test.
struct text unpacked(struct arena *arena, const struct buffer *file, const char *name);
