// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/editions.h"

enum status editions_read(struct invocation *invocation, struct results *results)
{
    struct review review;
    struct text id = given_text(invocation, "REVIEW");
    if (!review_get(invocation->store, invocation->arena, id, &review, &invocation->problems))
        return STATUS_REFUSED;
    bool read = results_read(invocation->store, invocation->arena, id, results, &invocation->problems) &&
                results_check_present(results, &invocation->problems);
    return read ? STATUS_DONE : STATUS_BLOCKED;
}
