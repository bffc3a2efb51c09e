// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "base/file.h"
#include "format/secret_file.h"
#include "review/backup.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"),
     .kind = VALUE_FILE,
     .required = true,
     .help = N_("A backup that craffu backup made.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "key",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_("The key file with which it was encrypted.")},
    {0},
};

static const struct example examples[] = {
    {"restore craffu-2026-11-27.backup --key office-backup.key --data rehearsal",
     N_("Make a data folder from a backup:")},
    {0},
};

// The keys as they are needed, forgotten by the caller.
struct keys {
    struct secret_key kept, chain, seal;
};

static bool read_keys(struct invocation *invocation, struct keys *keys, struct restoring *restoring)
{
    if (given(invocation, "key")) {
        if (!secret_file_read(given_text(invocation, "key"), &keys->kept, &invocation->problems))
            return false;
        keys->seal = backup_key(&keys->kept);
        restoring->seal = &keys->seal;
    }
    if (!record_has_key(invocation))
        return true;
    if (!record_key(invocation, &keys->kept))
        return false;
    keys->chain = audit_chain_key(&keys->kept);
    restoring->chain = &keys->chain;
    return true;
}

static void say_restored(const struct invocation *invocation, const struct restoring *restoring)
{
    struct arena *arena = invocation->arena;
    say(invocation, MESSAGE("The record is restored to {folder}.", VALUE("folder", invocation->data)));
    if (!restoring->chain) {
        say(invocation,
            MESSAGE(
                "Its key file is not there, so the audit log was not verified. Put craffu.key there, then "
                "run craffu audit verify."));
        return;
    }
    say(invocation, MESSAGE("Verified: its audit log is as it was written. Its end at the backup:"));
    print_text(text_print(arena, "%.*s\n", TEXT_PRINT(audit_head_text(arena, restoring->head))));
}

static enum status restore(struct invocation *invocation, struct keys *keys)
{
    struct restoring restoring = {.from = given_text(invocation, "FILE"),
                                  .database = record_database(invocation)};
    if (!read_keys(invocation, keys, &restoring))
        return STATUS_REFUSED;
    if (!directory_make_private(invocation->data, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    struct act act = record_act(invocation);
    act.audit_key = restoring.chain;
    if (!restore_make(invocation->arena, &act, &restoring, &invocation->problems) ||
        !restore_keep(&restoring, &invocation->problems))
        return STATUS_REFUSED;
    say_restored(invocation, &restoring);
    return STATUS_DONE;
}

static enum status run(struct invocation *invocation)
{
    struct keys keys = {0};
    enum status status = restore(invocation, &keys);
    secret_forget(&keys, sizeof keys);
    return status;
}

const struct command command_restore = {
    .path = "restore",
    .summary = N_("make a data folder from a backup"),
    .description =
        {N_("Makes the database of a data folder that has none from a backup, once it is verified; a record that is there is "
            "never written over. A backup of an older version is brought up to date."),
         N_("Put the key file craffu.key into the folder first, or name it with $CRAFFU_KEY: then the chain of the audit log "
            "is verified too, and the log tells of the restoring.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
