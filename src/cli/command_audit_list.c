// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "base/zone.h"
#include "review/audit.h"

static const struct parameter options[] = {
    {.name = "kind",
     .value = N_("KIND"),
     .kind = VALUE_TEXT,
     .help = N_("Only changes of one thing: its kind, as the log prints it. Needs --object.")},
    {.name = "object", .value = N_("ID"), .kind = VALUE_TEXT, .help = N_("Its id. Needs --kind.")},
    {0},
};

static const struct example examples[] = {
    {"audit list --kind review --object hate-crime-snapshot-2019", N_("See who changed a review, and when:")},
    {0},
};

// "2019-10-01 14:05:09.123456Z"
static struct text instant_text(struct arena *arena, int64_t at)
{
    return text_print(arena, "%.*sZ",
                      TEXT_PRINT(civil_time_text(arena, zone_to_civil(zone_named(TEXT("UTC")), at))));
}

static enum status run(struct invocation *invocation)
{
    struct audit_rows rows = {0};
    if (given(invocation, "kind") != given(invocation, "object")) {
        usage_problem(invocation, MESSAGE("--kind and --object belong together"), NO_MESSAGE);
        return STATUS_USAGE;
    }
    if (!audit_read(invocation->store, invocation->arena, given_text(invocation, "kind"),
                    given_text(invocation, "object"), &rows, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    for (size_t i = 0; i < rows.list.count; i++) {
        const struct audit_row *row = &rows.list.items[i];
        PRINT_ROW(invocation, instant_text(invocation->arena, row->at), row->actor, row->action,
                  row->object_kind, row->object, row->operation, row->detail);
    }
    return STATUS_DONE;
}

const struct command command_audit_list = {
    .path = "audit list",
    .summary = N_("list who changed what, and when"),
    .description = {N_(
        "Prints a line a change, the oldest first: the time (UTC), the actor, the action, the kind and id of what "
        "was changed, the operation, and details as JSON, separated by tabs.")},
    .options = options,
    .examples = examples,
    .record = RECORD_READ,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
