// SPDX-License-Identifier: GPL-3.0-or-later
// Civil time at a place and instants. An instant is microseconds since 1970-01-01 00:00 UTC.
#pragma once

#include "base/civil.h"

struct zone;

// By its IANA name; NULL if the program does not know it. Known: "Europe/London", "UTC".
const struct zone *zone_named(struct text name);
struct text zone_name(const struct zone *zone);

enum zone_answer {
    ZONE_ONCE,  // one instant, in both *earlier and *later
    ZONE_TWICE, // the clocks went back: two instants
    ZONE_NEVER, // the clocks went forward over it: no instant, outputs untouched
};
enum zone_answer zone_to_instant(const struct zone *zone, struct civil_time civil, int64_t *earlier,
                                 int64_t *later);
struct civil_time zone_to_civil(const struct zone *zone, int64_t instant);
// Seconds east of UTC at an instant.
int32_t zone_offset(const struct zone *zone, int64_t instant);
