// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are given one by one to whoever keeps them.
#pragma once

#include "base/problem.h"

// Is given each file; false ends the writing.
struct file_sink {
    bool (*write)(void *context, struct text path, struct text content, struct problems *problems);
    void *context;
};
