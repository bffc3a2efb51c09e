// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "base/file.h"
#include "review/audit_chain.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"),
     .kind = VALUE_FILE,
     .required = true,
     .help = N_("Where to write the log. It is made readable to you alone.")},
    {0},
};

static const struct example examples[] = {
    {"audit export audit-2026.jsonl", N_("Hand the log to an auditor:")},
    {0},
};

static bool take(void *writer, struct text line)
{
    file_writer_add(writer, line);
    return true;
}

// That it was handed out stands in the log itself, before a line of it is written.
static bool tell(struct write *write, void *argument, struct problems *problems)
{
    (void)argument;
    return audit_tell(
        write, (struct audited){.action = "audit.export", .object_kind = "audit", .object = TEXT("log")},
        problems);
}

static enum status run(struct invocation *invocation)
{
    struct problems *problems = &invocation->problems;
    enum status status;
    if (!record_change(invocation, tell, NULL, &status) && status != STATUS_DONE)
        return status;
    struct file_writer *writer = file_writer_new_private(given_text(invocation, "FILE"), problems);
    if (!writer)
        return STATUS_INPUT_OUTPUT;
    if (!audit_each_line(invocation->store, take, writer, problems)) {
        file_writer_cancel(writer);
        return STATUS_INPUT_OUTPUT;
    }
    if (!file_writer_commit(writer, problems))
        return STATUS_INPUT_OUTPUT;
    say(invocation,
        MESSAGE("The audit log was written to {file}.", VALUE("file", given_text(invocation, "FILE"))));
    return STATUS_DONE;
}

const struct command command_audit_export = {
    .path = "audit export",
    .summary = N_("write the audit log to a file"),
    .description = {N_(
        "Writes every row with its link as a line of JSON, the oldest first. docs/audit.md says how a link is "
        "computed, so that somebody else's program can verify the file with the key. The export stands in the "
        "log.")},
    .arguments = arguments,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
