// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/prompt.h"
#include "cli/accounts.h"
#include "cli/record.h"

#include "access/password.h"

static const struct parameter options[] = {
    {.name = "name",
     .value = N_("NAME"),
     .kind = VALUE_TEXT,
     .help = N_("The name with which the first administrator signs in.")},
    {.name = "display-name",
     .value = N_("NAME"),
     .kind = VALUE_TEXT,
     .help = N_("The administrator's name as others see it; the same as --name unless given.")},
    {.name = "password-file",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_("Its first line is the administrator's password; - is standard input.")},
    {0},
};

static const struct example examples[] = {
    {"init", N_("Make a data folder; on a terminal, asks for the first administrator:")},
    {"init --name admin@office.example --password-file password.txt", N_("The same without questions:")},
    {0},
};

struct first {
    struct active_account active;
    struct text password;
};

static enum status add_first(struct invocation *invocation, struct first *first)
{
    enum status status = STATUS_REFUSED;
    if (record_change(invocation, account_add_active, &first->active, &status))
        say(invocation,
            MESSAGE("{name} is an administrator, and sets up a second factor when first signing in.",
                    VALUE("name", first->active.account.sign_in_name)));
    return status;
}

static bool first_password_made(struct invocation *invocation, struct first *first)
{
    struct account *account = &first->active.account;
    if (!text_trim(account->display_name).length)
        account->display_name = account->sign_in_name;
    return password_made(invocation, account, first->password, &first->active.stored);
}

// From the options. False, with the problem reported, if they do not do.
static bool first_given(struct invocation *invocation, struct first *first)
{
    if (!given(invocation, "name") || !given(invocation, "password-file"))
        return usage_problem(invocation, MESSAGE("--name and --password-file belong together"), NO_MESSAGE);
    if (!password_given(invocation, &first->password))
        return false;
    first->active.account.sign_in_name = given_text(invocation, "name");
    first->active.account.display_name = given_text(invocation, "display-name");
    return true;
}

// From a terminal. False: nobody, for now.
static bool first_asked(struct invocation *invocation, struct first *first)
{
    struct text again;
    if (!prompt_line(invocation,
                     MESSAGE("The name with which the first administrator signs in (empty: later):"),
                     &first->active.account.sign_in_name) ||
        !text_trim(first->active.account.sign_in_name).length ||
        !prompt_line(invocation, MESSAGE("The administrator's name as others see it:"),
                     &first->active.account.display_name))
        return false;
    for (;;) {
        if (!prompt_secret(invocation,
                           MESSAGE("A password of at least {limit} characters, such as four words:",
                                   NUMBER("limit", LIMIT_PASSWORD_LEAST)),
                           &first->password) ||
            !prompt_secret(invocation, MESSAGE("The same again:"), &again))
            return false;
        if (!text_equal(first->password, again)) {
            say(invocation, MESSAGE("These two were not the same."));
            continue;
        }
        if (first_password_made(invocation, first))
            return true;
        if (invocation->problems.input_output)
            return false;
        problems_print(&invocation->problems, invocation->language, stderr);
        problems_init(&invocation->problems, invocation->arena);
    }
}

static enum status run(struct invocation *invocation)
{
    struct first first = {
        .active.account = {.language = invocation->language, .roles = ROLE_BIT(ROLE_ADMINISTRATOR)}};
    int64_t accounts;
    bool told = given(invocation, "name") || given(invocation, "password-file") ||
                given(invocation, "display-name");
    if (told && !first_given(invocation, &first))
        return STATUS_USAGE;
    if (!account_count(invocation->store, invocation->arena, &accounts, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    if (told && accounts && !invocation->operation.length) {
        problem_report(&invocation->problems, (struct place){0}, MESSAGE("there are accounts already"),
                       MESSAGE("craffu account add makes another one"));
        return STATUS_BLOCKED;
    }
    say(invocation, MESSAGE("The data folder {folder} is ready.", VALUE("folder", invocation->data)));
    if (told ? !first_password_made(invocation, &first)
             : accounts || !prompt_is_possible() || !first_asked(invocation, &first))
        return invocation->problems.count ? STATUS_REFUSED : STATUS_DONE;
    return add_first(invocation, &first);
}

const struct command command_init = {
    .path = "init",
    .summary = N_("make a data folder"),
    .description =
        {N_("Makes the data folder and the database in it. A folder that is there already is kept as it is; "
            "the database of an older version is brought up to date."),
         N_("Makes the key file craffu.key beside the database, which opens the secrets in it. Keep a copy of it "
            "where the copies of the database are not: whoever has both can read them."),
         N_("As long as there is no account, asks for the first administrator on a terminal, or takes it from "
            "the options. Without either there is none yet.")},
    .options = options,
    .examples = examples,
    .record = RECORD_CREATE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
