// SPDX-License-Identifier: GPL-3.0-or-later
// What earlier runs wrote into the folder of a report. Formats may be written one after the other: the manifest goes on
// listing those that are there still, unchanged, and of the very document that is written now.
#pragma once

#include "base/folder.h"
#include "document/check.h"
#include "report/manifest.h"

struct earlier_files {
    ARRAY_OF(struct manifest_entry)
    same;                       // listed by the manifest, unchanged, of the same document; with their bytes
    struct folder_files others; // named like files of the report, but not among these
};

// `name` is report_name's; checked is by language. Nothing, without a problem, if there is no such folder. A manifest
// that cannot be understood lists nothing.
bool earlier_files_read(struct arena *arena, struct text folder, struct text name,
                        const struct checked_document *const *checked, struct earlier_files *earlier,
                        struct problems *problems);
