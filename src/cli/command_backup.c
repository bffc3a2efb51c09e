// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "format/secret_file.h"
#include "review/backup.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"),
     .kind = VALUE_FILE,
     .required = true,
     .help = N_("Where to write the backup: a new file, made readable to you alone.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "key",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_("Encrypt it with the key in this file, which craffu backup-key makes.")},
    {0},
};

static const struct example examples[] = {
    {"backup craffu-2026-11-27.backup --key office-backup.key",
     N_("Copy the record while the office works on:")},
    {0},
};

static void say_made(const struct invocation *invocation, const struct backup *backup)
{
    struct arena *arena = invocation->arena;
    say(invocation,
        MESSAGE("Verified: {file} is a whole copy of the record. The end of its audit log and its SHA-256:",
                VALUE("file", backup->path)));
    print_text(text_print(arena, "%.*s\n%.*s\n", TEXT_PRINT(audit_head_text(arena, backup->head)),
                          TEXT_PRINT(hash_text(arena, backup->hash))));
}

static enum status make(struct invocation *invocation, struct backup *backup)
{
    struct act act = record_act(invocation);
    struct problems *problems = &invocation->problems;
    bool repeated;
    if (!backup_do(invocation->store, invocation->arena, &act, backup, &repeated, problems))
        return problems->input_output ? STATUS_INPUT_OUTPUT : STATUS_REFUSED;
    if (repeated)
        say_repeated(invocation, &act);
    else
        say_made(invocation, backup);
    return STATUS_DONE;
}

static enum status run(struct invocation *invocation)
{
    struct backup backup = {.path = given_text(invocation, "FILE"),
                            .scratch = record_database(invocation),
                            .chain = &invocation->audit_key};
    struct secret_key kept, seal;
    if (given(invocation, "key")) {
        if (!secret_file_read(given_text(invocation, "key"), &kept, &invocation->problems))
            return STATUS_REFUSED;
        seal = backup_key(&kept);
        backup.seal = &seal;
        secret_forget(&kept, sizeof kept);
    }
    enum status status = make(invocation, &backup);
    if (backup.seal)
        secret_forget(&seal, sizeof seal);
    return status;
}

const struct command command_backup = {
    .path = "backup",
    .summary = N_("copy the record while it is in use"),
    .description =
        {N_("Copies the database as it is at one moment; the server and other commands go on writing. The copy is verified "
            "before it has its name: the database's own check, the chain of its audit log and, if it is encrypted, that it "
            "opens. The backup stands in the audit log with its SHA-256."),
         N_("The key file craffu.key is not in it, and without that key the record cannot be used again: keep a copy of it "
            "elsewhere."),
         N_("Without --key whoever has the file can read every case in it.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
