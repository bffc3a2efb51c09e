// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "review/audit_chain.h"

static const struct example examples[] = {
    {"audit head", N_("Print the end of the log, to be kept where this program cannot write:")},
    {0},
};

static enum status run(struct invocation *invocation)
{
    struct audit_head head;
    bool begun;
    if (!audit_head_read(invocation->store, invocation->arena, &begun, &head, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    if (!begun) {
        say(invocation, MESSAGE("Nothing was written to the audit log yet."));
        return STATUS_DONE;
    }
    print_text(text_print(invocation->arena, "%.*s\n", TEXT_PRINT(audit_head_text(invocation->arena, head))));
    return STATUS_DONE;
}

const struct command command_audit_head = {
    .path = "audit head",
    .summary = N_("print the end of the audit log's chain"),
    .description = {N_(
        "Prints the number of the last row and its link, which is signed over that row and all before it. Kept "
        "elsewhere (in the minutes, by e-mail, on another machine), it shows later if the end of the log was cut off: "
        "give it to craffu audit verify. A published report prints the one of its publication.")},
    .examples = examples,
    .record = RECORD_READ,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
