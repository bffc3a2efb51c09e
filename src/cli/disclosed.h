// SPDX-License-Identifier: GPL-3.0-or-later
// What a command hands out of the record stands in the audit log before it is handed out (Data Protection Act 2018, section 62; docs/audit.md):
// who, when, which command, of what, in which format, how much, and a hash by which the very bytes are known again.
#pragma once

#include "cli/invocation.h"

struct handed_file {
    struct text name, content;
};
struct handed_files {
    struct arena *arena;
    ARRAY_OF(struct handed_file) list;
};
// The `write` of a struct file_sink whose context is the files: keeps them until all are made.
bool handed_files_keep(void *context, struct text name, struct text content, struct problems *problems);

// Files that are about to be written. False: nothing may be written. Their hash is that of the lines "SHA-256, two blanks, name".
bool disclosed_files(struct invocation *invocation, const struct handed_files *files);

// The same, and then writes them into the folder of the option, and prints where each is.
#define HANDED_FILES_TO \
    { \
        .name = "to", .value = N_("FOLDER"), .kind = VALUE_FOLDER, .required = true, \
        .help = N_("Where the files go; made if it is not there.") \
    }
bool handed_files_write(struct invocation *invocation, const struct handed_files *files);

// Holds back what the command prints.
struct screen;
struct screen *screen_hold(void);
// Ends that. What was printed is handed on once it stands in the log; false, and nothing is shown, if that cannot be.
bool screen_show(struct screen *screen, struct invocation *invocation);
