// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of this folder that take extracts in share.
#pragma once

#include "review/intake.h"

// A problem if it can be no extract's id, or if the extract does not change any more.
bool intake_check_extract(struct store *store, struct arena *arena, struct text extract,
                          struct problems *problems);
// The same, and makes the extract if there is none of that id.
bool intake_open_extract(struct write *write, struct text extract, struct problems *problems);
// Of the audit row: the hashes.
struct text intake_files_detail(struct write *write, const struct intake_file *files, size_t file_count);
bool intake_add_files(struct write *write, struct text import, const struct intake_file *files,
                      size_t file_count, struct problems *problems);
// Those that were sent, at most one of each kind.
size_t import_list_files(struct arena *arena, const struct extract_report *report,
                         struct intake_file files[static 2]);
