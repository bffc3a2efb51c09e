// SPDX-License-Identifier: GPL-3.0-or-later
// What is in a folder, and in the folders in it.
#pragma once

#include "base/problem.h"

struct folder_files {
    ARRAY_OF(struct text) list; // "reviews/a.html": relative, by their bytes
};

// Every file, at any depth; links are listed and not followed. Empty, without a problem, if there is no such folder.
// Problems: it cannot be read, or is deeper or has more files than base/limits.h allows.
bool folder_list(struct arena *arena, struct text path, struct folder_files *files,
                 struct problems *problems);

// Those in the folder itself whose names begin so.
bool folder_list_named(struct arena *arena, struct text path, struct text prefix, struct folder_files *files,
                       struct problems *problems);

// Removes a file of the folder, and then the folders that it leaves empty, but not the folder itself.
bool folder_remove(struct arena *arena, struct text path, struct text file, struct problems *problems);

// Makes the folder, and in it those that a relative name leads through.
bool folder_make_for(struct arena *arena, struct text path, struct text file, struct problems *problems);
