// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands about accounts share.
#pragma once

#include "cli/record.h"

#include "access/one_time_link.h"

#define ACCOUNT_ARGUMENT \
    { \
        .name = N_("NAME"), .kind = VALUE_TEXT, .required = true, \
        .help = N_("The name with which the person signs in.") \
    }
#define SERVER_OPTION \
    { \
        .name = "server", .value = N_("ADDRESS"), .kind = VALUE_TEXT, \
        .help = N_("The address of the server, https://…, which the link then begins with.") \
    }
#define REASON_OPTION(required_) \
    { \
        .name = "reason", .value = N_("TEXT"), .kind = VALUE_TEXT, .required = (required_), \
        .help = N_("Why; it stands in the audit log.") \
    }

// "scrutiny_manager" and so on, NULL at the end.
extern const char *const role_choices[];

struct account_change {
    const struct invocation *invocation;
    struct account account; // as it was before the change
    enum link_kind kind;
    struct text token;
};
// Inside an act: the account that the argument NAME names.
bool account_given(struct account_change *change, struct write *write, struct problems *problems);
// The link, and for how long it is good.
// The first line of the file that --password-file names.
bool password_given(struct invocation *invocation, struct text *password);
// That password, checked and hashed for an account.
bool password_made(struct invocation *invocation, const struct account *account, struct text password,
                   struct text *stored);

// An account with its password, active at once.
struct active_account {
    struct account account;
    struct text stored; // of password_made
};
bool account_add_active(struct write *write, void *active_account, struct problems *problems); // an act_work

void print_link(const struct invocation *invocation, enum link_kind kind, struct text token);
struct text roles_text(const struct invocation *invocation, unsigned roles); // in words, ", " between
// Runs a change of the status: the commands suspend, restore and close.
enum status change_status(struct invocation *invocation, enum account_status status);
