// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

#include "access/conflict.h"

static enum status run(struct invocation *invocation)
{
    struct conflict_list list;
    if (!conflict_list(invocation->store, invocation->arena, &list, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    for (size_t i = 0; i < list.list.count; i++) {
        const struct conflict *conflict = &list.list.items[i];
        bool stands = !conflict->withdrawn_by.length;
        PRINT_ROW(invocation, conflict->id, conflict->sign_in_name, conflict->case_id,
                  message_word(invocation->language, stands ? N_("stands") : N_("withdrawn")),
                  conflict->declared_by, conflict->reason, conflict->withdrawn_by,
                  conflict->withdrawn_reason);
    }
    return STATUS_DONE;
}

const struct command command_conflict_list = {
    .path = "conflict list",
    .summary = N_("list the conflicts of interest"),
    .description = {N_(
        "Prints a line a conflict, separated by tabs: its id, the person, the id of the case, whether it stands, who "
        "declared it and why, who withdrew it and why.")},
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_ON_SCREEN,
    .run = run,
};
