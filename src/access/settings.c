// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/settings.h"

struct access_settings access_settings_default(void)
{
    return (struct access_settings){
        .limits = {.idle = MINUTES(60), .absolute = HOURS(12)},
        .administrators = {.idle = MINUTES(30), .absolute = HOURS(8)},
        .unfinished = MINUTES(10),
        .warning = MINUTES(5),
        .seen_every = MINUTES(1),
        .proof = MINUTES(15),
        .clock_tolerance = MINUTES(5),
        .invitation = DAYS(7),
        .reset = HOURS(24),
        .second_factor_roles = ROLE_BIT(ROLE_ADMINISTRATOR) | ROLE_BIT(ROLE_SCRUTINY_MANAGER),
        .hasher = HASHER_SETTINGS,
        .throttle = THROTTLE_SETTINGS,
    };
}
