// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/role.h"

#include "base/message.h"

static const struct {
    const char *id, *words;
} roles[ROLE_COUNT] = {
    [ROLE_ADMINISTRATOR] = {"administrator", N_("administrator")},
    [ROLE_SCRUTINY_MANAGER] = {"scrutiny_manager", N_("scrutiny manager")},
    [ROLE_REVIEWER] = {"reviewer", N_("reviewer")},
    [ROLE_MODERATOR] = {"moderator", N_("moderator")},
    [ROLE_PANEL_CHAIR] = {"panel_chair", N_("panel chair")},
    [ROLE_FORCE_LIAISON] = {"force_liaison", N_("force liaison")},
    [ROLE_AUDITOR] = {"auditor", N_("auditor")},
    [ROLE_READER] = {"reader", N_("reader")},
};

const char *role_id(enum role role)
{
    return roles[role].id;
}

const char *role_words(enum role role)
{
    return roles[role].words;
}

bool role_from_id(struct text id, enum role *role)
{
    for (int i = 0; i < ROLE_COUNT; i++)
        if (text_equal(id, text_from(roles[i].id))) {
            *role = (enum role)i;
            return true;
        }
    return false;
}
