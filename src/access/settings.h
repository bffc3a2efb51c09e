// SPDX-License-Identifier: GPL-3.0-or-later
// How long a sign-in lasts, who must have a second factor, how guessing is slowed. Times are in microseconds.
#pragma once

#include "access/hasher.h"
#include "access/role.h"
#include "access/throttle.h"

#define SECONDS(count_) ((int64_t)(count_)*1000000)
#define MINUTES(count_) (60 * SECONDS(count_))
#define HOURS(count_) (60 * MINUTES(count_))
#define DAYS(count_) (24 * HOURS(count_))

struct session_limits {
    int64_t idle;     // without a request
    int64_t absolute; // in all
};

struct access_settings {
    struct session_limits limits, administrators;
    int64_t unfinished;      // between the password and the second factor
    int64_t warning;         // before the end, when people are told
    int64_t seen_every;      // how exactly it is kept when a session was last used
    int64_t proof;           // how long after proving who one is sensitive things may be done
    int64_t clock_tolerance; // how far the clock may be set back before what was begun later counts as ended
    int64_t invitation, reset; // how long a link is good
    unsigned second_factor_roles;
    struct hasher_settings hasher;
    struct throttle_settings throttle;
};
struct access_settings access_settings_default(void);
