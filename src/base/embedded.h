// SPDX-License-Identifier: GPL-3.0-or-later
// Files that the build puts into the program: message catalogues, SQL, bank holidays, style sheets.
#pragma once

#include "base/text.h"

// By its base name, as listed in src/meson.build; the empty text if there is no such file. NUL follows the text.
struct text embedded_file(const char *name);
// The index-th of all, in the order of their names; false past the end.
bool embedded_at(size_t index, struct text *name, struct text *content);
