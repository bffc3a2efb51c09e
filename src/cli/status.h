// SPDX-License-Identifier: GPL-3.0-or-later
// How the program ends: its exit statuses.
#pragma once

#include "base/memory.h"

enum status {
    STATUS_DONE = 0,
    STATUS_REFUSED = 1, // the input was refused; what is wrong with it stands on standard error
    STATUS_USAGE = 2,   // the command line was not understood
    STATUS_BLOCKED = 3, // well-formed, but the state of the record does not allow it
    STATUS_PARTLY = 4,  // done, but rows were rejected; they stand in the file of rejects
    STATUS_UNAVAILABLE =
        69, // done, but for a format that needs what is not installed; EX_UNAVAILABLE of sysexits.h
    STATUS_MEMORY = EXIT_MEMORY, // 71
    STATUS_INPUT_OUTPUT = 74,    // a file could not be read or written; EX_IOERR of sysexits.h
    STATUS_INTERRUPTED = 130,    // by Ctrl-C: 128 and the number of SIGINT, as shells say it
};

struct status_words {
    enum status status;
    const char *words; // marked for translation
};
extern const struct status_words status_list[];
extern const size_t status_count;
