// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/public_words.h"

#include "report/personal_scan.h"

bool public_words_check(struct invocation *invocation, struct text review, const struct public_words *words,
                        size_t count, enum status *status)
{
    struct results results;
    struct review found;
    struct problems absent;
    bool good = true;
    problems_init(&absent, invocation->arena);
    if (!review_get(invocation->store, invocation->arena, review, &found, &absent))
        return true;
    *status = STATUS_BLOCKED;
    if (!results_read(invocation->store, invocation->arena, review, &results, &invocation->problems))
        return false;
    *status = STATUS_REFUSED;
    for (size_t i = 0; i < count; i++)
        good &= personal_scan_words(invocation->arena, &results, text_from(words[i].name), words[i].words,
                                    &invocation->problems);
    return good;
}
