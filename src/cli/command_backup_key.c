// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/invocation.h"
#include "format/secret_file.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"),
     .kind = VALUE_FILE,
     .required = true,
     .help = N_("Where to write the key. It is made readable to you alone.")},
    {0},
};

static const struct example examples[] = {
    {"backup-key office-backup.key", N_("Make the key of the office's backups:")},
    {0},
};

static enum status run(struct invocation *invocation)
{
    struct text path = given_text(invocation, "FILE");
    bool made;
    if (!secret_file_make(path, &made, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    if (!made) {
        problem_report(&invocation->problems, (struct place){.source = path},
                       MESSAGE("there is a file already"),
                       MESSAGE("a key is never written over another: give it a name of its own"));
        return STATUS_BLOCKED;
    }
    say(invocation,
        MESSAGE("The key is in {file}. Keep copies of it: without it no backup that it encrypts can "
                "ever be read.",
                VALUE("file", path)));
    return STATUS_DONE;
}

const struct command command_backup_key = {
    .path = "backup-key",
    .summary = N_("make a key that encrypts backups"),
    .description = {N_(
        "Makes a key file for craffu backup --key and craffu restore --key. Keep it where the backups "
        "are not, and keep a second copy of it: who has lost it has lost the backups.")},
    .arguments = arguments,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
