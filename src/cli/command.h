// SPDX-License-Identifier: GPL-3.0-or-later
// The table of commands. Each command is one file that exports one `struct command`; the parser, --help, the manual
// page, the completion and docs/commands.md all come from the table (docs/adding-a-command.md).
#pragma once

#include "cli/status.h"

#include <stdbool.h>
#include <stddef.h>

struct invocation;

enum value_kind {
    VALUE_NONE, // an option that is given or not
    VALUE_TEXT,
    VALUE_FILE,
    VALUE_FOLDER,
    VALUE_NUMBER, // a whole number, 0 or more
    VALUE_CHOICE, // one of `choices`
};

// An option or an argument. A list of them ends with a zeroed one.
struct parameter {
    const char *name;  // of an option without its dashes, "dry-run"; of an argument as in help, "FILE"
    const char *value; // what stands for an option's value in help, "FILE"; marked for translation
    enum value_kind kind;
    const char *const *choices; // NULL ends them
    bool required;
    bool repeats;     // of arguments, only the last
    const char *help; // marked for translation
};

struct example {
    const char *command; // without "craffu "; NULL ends the list
    const char *says;    // marked for translation
};

// What a command needs of the data folder: main opens it before the command runs, and closes it.
enum record_need {
    RECORD_NOT_NEEDED,
    RECORD_READ,
    RECORD_WRITE,
    RECORD_CREATE, // made if it is not there
};

// What a command lets out of what cases say. Every command says it, and a test holds them to it.
enum disclosing {
    DISCLOSES_UNSAID,
    DISCLOSES_NOTHING,       // of the record: it computes from files, or prints settings and totals of work
    DISCLOSES_IN_ITS_CHANGE, // what it shows is what it changed, and the rows of the change tell
    DISCLOSES_ON_SCREEN,     // prints what cases say: held back until it stands in the audit log
    DISCLOSES_FILES,         // writes files: told with disclosed_files (cli/disclosed.h) before the first
    DISCLOSES_BY_PAGES,      // a server: each request tells for itself
};

struct command {
    const char *path;                            // "instrument check"; no command's path begins another's
    const char *summary;                         // one line without a full stop; marked for translation
    const char *description[6];                  // paragraphs, each marked for translation; NULL ends them
    const struct parameter *arguments, *options; // or NULL
    const struct example *examples;              // or NULL
    enum record_need record;
    enum disclosing discloses;
    const char *record_option; // the record is needed only if this option is given; NULL: always
    // Problems go to invocation->problems and are printed by the caller.
    enum status (*run)(struct invocation *invocation);
};

extern const struct command *const commands[];
extern const size_t command_count;
extern const struct parameter global_options[];
