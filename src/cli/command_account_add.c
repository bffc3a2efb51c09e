// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

static const struct parameter arguments[] = {ACCOUNT_ARGUMENT, {0}};

static const struct parameter options[] = {
    {.name = "display-name",
     .value = N_("NAME"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("The person's name as others see it.")},
    {.name = "role",
     .value = N_("ROLE"),
     .kind = VALUE_CHOICE,
     .choices = role_choices,
     .repeats = true,
     .required = true,
     .help = N_("What the person is in the office; may be given several times.")},
    {.name = "password-file",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_(
         "Its first line is the person's password, and the account is active at once; no link is made. For who "
         "moves here from elsewhere, and for trying things out.")},
    SERVER_OPTION,
    {0},
};

static const struct example examples[] = {
    {"account add reviewer@office.example --display-name Reviewer --role reviewer",
     N_("Add a reviewer and print the link of the invitation:")},
    {0},
};

static enum status run_active(struct invocation *invocation, const struct account *account)
{
    struct active_account active = {.account = *account};
    enum status status = STATUS_REFUSED;
    struct text password;
    if (password_given(invocation, &password) &&
        password_made(invocation, account, password, &active.stored) &&
        record_change(invocation, account_add_active, &active, &status))
        say(invocation, MESSAGE("{name} can sign in.", VALUE("name", account->sign_in_name)));
    return status;
}

static bool add(struct write *write, void *argument, struct problems *problems)
{
    struct account_change *change = argument;
    struct access_settings settings = access_settings_default();
    struct text id;
    return account_add(write, &change->account, &id, problems) &&
           account_get(write->store, write->arena, id, &change->account, problems) &&
           link_make(write, &settings, &change->account, LINK_INVITATION, false, &change->token, problems);
}

static enum status run(struct invocation *invocation)
{
    struct account_change change = {.invocation = invocation};
    enum status status;
    enum role role;
    change.account.sign_in_name = given_text(invocation, "NAME");
    change.account.display_name = given_text(invocation, "display-name");
    change.account.language = invocation->language;
    for (size_t i = 0; i < given_count(invocation, "role"); i++)
        if (role_from_id(given_at(invocation, "role", i), &role))
            change.account.roles |= ROLE_BIT(role);
    if (given(invocation, "password-file"))
        return run_active(invocation, &change.account);
    if (record_change(invocation, add, &change, &status))
        print_link(invocation, LINK_INVITATION, change.token);
    return status;
}

const struct command command_account_add = {
    .path = "account add",
    .summary = N_("add a person and print the invitation"),
    .description =
        {N_("The account is invited: it can be used once the person has opened the link and chosen a "
            "password. docs/accounts.md says what each role is for."),
         N_("The name to sign in with is compared without case and accents, and never changes: the audit "
            "log speaks of people by it.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
