// SPDX-License-Identifier: GPL-3.0-or-later
// A form with files that is held in memory: small files only, of LIMIT_SITE_FILES_BYTES together with the form.
#pragma once

#include "format/form.h"

struct form_file {
    struct text name;      // of the control
    struct text file_name; // as the sender calls it: its last component
    struct text content;
};
struct form_files {
    ARRAY_OF(struct form_file) list; // without those for which none was chosen
};

// The outputs are untouched on failure.
bool form_files_parse(struct arena *arena, struct text content_type, struct text body, struct form *form,
                      struct form_files *files, struct problems *problems);
// NULL: none was chosen, or more than one came.
const struct form_file *form_files_find(const struct form_files *files, const char *name);
