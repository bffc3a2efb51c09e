// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "access/permission.h"

static struct text word(const struct invocation *invocation, const char *words)
{
    return message_word(invocation->language, words);
}

// "any", "own, assigned", "–".
static struct text granted(const struct invocation *invocation, enum permission permission, enum role role)
{
    struct text text = {0};
    for (int scope = 0; scope < SCOPE_COUNT; scope++) {
        if (!permission_grants(permission, role, (enum permission_scope)scope))
            continue;
        text = text_print(invocation->arena, "%.*s%s%.*s", TEXT_PRINT(text), text.length ? ", " : "",
                          TEXT_PRINT(word(invocation, permission_scope_words((enum permission_scope)scope))));
        if (scope == SCOPE_ANY)
            break; // any takes in the others
    }
    return text.length ? text : TEXT("–");
}

static void print_heading(const struct invocation *invocation)
{
    print_text(text_print(invocation->arena, "| %.*s | %.*s |",
                          TEXT_PRINT(word(invocation, N_("permission"))),
                          TEXT_PRINT(word(invocation, N_("what it lets a person do")))));
    for (int role = 0; role < ROLE_COUNT; role++)
        print_text(text_print(invocation->arena, " %.*s |",
                              TEXT_PRINT(word(invocation, role_words((enum role)role)))));
    print_text(TEXT("\n|---|---|"));
    for (int role = 0; role < ROLE_COUNT; role++)
        print_text(TEXT("---|"));
    print_text(TEXT("\n"));
}

static void print_permission(const struct invocation *invocation, enum permission permission)
{
    print_text(text_print(invocation->arena, "| `%s`%s | %.*s |", permission_name(permission),
                          permission_is_of_case(permission) ? " *" : "",
                          TEXT_PRINT(word(invocation, permission_words(permission)))));
    for (int role = 0; role < ROLE_COUNT; role++)
        print_text(text_print(invocation->arena, " %.*s |",
                              TEXT_PRINT(granted(invocation, permission, (enum role)role))));
    print_text(TEXT("\n"));
}

static enum status run(struct invocation *invocation)
{
    struct message title = MESSAGE("Who may do what"),
                   says = MESSAGE(
                       "Made by the program from the table that it checks: craffu permissions. What is not "
                       "granted is denied. An account with several roles may do what any of them may."),
                   conflicts = MESSAGE("* Refused to a person who has a conflict of interest with the case.");
    print_text(text_print(invocation->arena, "# %.*s\n\n%.*s\n\n",
                          TEXT_PRINT(message_text(invocation->arena, invocation->language, &title)),
                          TEXT_PRINT(message_text(invocation->arena, invocation->language, &says))));
    print_heading(invocation);
    for (int permission = 0; permission < PERMISSION_COUNT; permission++)
        print_permission(invocation, (enum permission)permission);
    print_text(text_print(invocation->arena, "\n\\%.*s\n",
                          TEXT_PRINT(message_text(invocation->arena, invocation->language, &conflicts))));
    return STATUS_DONE;
}

const struct command command_permissions = {
    .path = "permissions",
    .summary = N_("print who may do what"),
    .description = {N_(
        "Prints the table of permissions as Markdown: of what each role may do something, of any object, "
        "of those that are the person's own, or of those that were assigned to the person.")},
    .record = RECORD_NOT_NEEDED,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
