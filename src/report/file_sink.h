// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are given one by one to whoever keeps them.
#pragma once

#include "report/manifest.h"

struct manifest_entry;

// Is given each file; false ends the writing.
struct file_sink {
    bool (*write)(void *context, struct text path, struct text content, struct problems *problems);
    // Is told each file of an earlier run that stays as it is; NULL: nobody asks.
    void (*keep)(void *context, const struct manifest_entry *file);
    void *context;
};
