// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/editions.h"

enum status editions_read(struct invocation *invocation, struct results *results)
{
    struct review review;
    struct text id = given_text(invocation, "REVIEW");
    if (!review_get(invocation->store, invocation->arena, id, &review, &invocation->problems))
        return STATUS_REFUSED;
    bool read = results_read(invocation->store, invocation->arena, id, results, &invocation->problems);
    return read ? STATUS_DONE : STATUS_BLOCKED;
}

bool editions_date(struct invocation *invocation, const struct results *results, struct civil_date *date)
{
    struct civil_read read;
    if (!given(invocation, "date")) {
        *date =
            zone_to_civil(results->instrument->zone, act_new(invocation->arena, invocation->actor).at).date;
        return true;
    }
    struct text text = given_text(invocation, "date");
    if (civil_read(text, CIVIL_ORDER_NONE, &read) != CIVIL_READ || read.has_time)
        return usage_problem(invocation, MESSAGE("“{value}” is not a date", VALUE("value", text)),
                             MESSAGE("write it as 2019-02-28"));
    *date = read.time.date;
    return true;
}
