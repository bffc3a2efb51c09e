// SPDX-License-Identifier: GPL-3.0-or-later
// What people are in the office. An account may have several roles; what each may do stands in permission.c.
#pragma once

#include "base/text.h"

enum role {
    ROLE_ADMINISTRATOR,
    ROLE_SCRUTINY_MANAGER,
    ROLE_REVIEWER,
    ROLE_MODERATOR,
    ROLE_PANEL_CHAIR,
    ROLE_FORCE_LIAISON,
    ROLE_AUDITOR,
    ROLE_READER,
    ROLE_COUNT
};
#define ROLE_BIT(role_) (1U << (role_)) // of a set of roles

const char *role_id(enum role role);    // "scrutiny_manager": in the record and on the command line
const char *role_words(enum role role); // for people; translated with message_word
bool role_from_id(struct text id, enum role *role);
