// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

static const struct parameter arguments[] = {
    ACCOUNT_ARGUMENT,
    {.name = N_("ROLE"),
     .kind = VALUE_CHOICE,
     .choices = role_choices,
     .required = true,
     .repeats = true,
     .help = N_("Every role that the person has from now on.")},
    {0},
};

static const struct example examples[] = {
    {"account roles reviewer@office.example reviewer moderator", N_("Let a reviewer moderate as well:")},
    {0},
};

struct roles_change {
    struct account_change change;
    unsigned roles;
};

static bool set_roles(struct write *write, void *argument, struct problems *problems)
{
    struct roles_change *to = argument;
    return account_given(&to->change, write, problems) &&
           account_set_roles(write, &to->change.account, to->roles, problems);
}

static enum status run(struct invocation *invocation)
{
    struct roles_change to = {.change = {.invocation = invocation}};
    enum status status;
    enum role role;
    for (size_t i = 0; i < given_count(invocation, "ROLE"); i++)
        if (role_from_id(given_at(invocation, "ROLE", i), &role))
            to.roles |= ROLE_BIT(role);
    if (record_change(invocation, set_roles, &to, &status))
        say(invocation, MESSAGE("{name} is now: {roles}.", VALUE("name", to.change.account.sign_in_name),
                                VALUE("roles", roles_text(invocation, to.roles))));
    return status;
}

const struct command command_account_roles = {
    .path = "account roles",
    .summary = N_("say what a person is in the office"),
    .description = {N_(
        "The roles take the place of those before. The person's sessions end, so that the next one has "
        "the new roles. The last active administrator stays one.")},
    .arguments = arguments,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
