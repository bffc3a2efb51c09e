// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/ledger_change.h"

bool ledger_change_begin(struct ledger_change *change, struct write *write, struct problems *problems)
{
    struct text reference = given_text(change->invocation, "CASE");
    struct ledger ledger = {0};
    if (!ledger_read(write->store, write->arena, change->review, &ledger, problems))
        return false;
    for (size_t i = 0; i < ledger.list.count; i++)
        if (text_equal(ledger.list.items[i].record.reference, reference)) {
            change->entry = ledger.list.items[i];
            return true;
        }
    return problem_report_value(problems, (struct place){.source = change->review}, reference,
                                MESSAGE("this case is not selected in the review"),
                                MESSAGE("craffu ledger shows which cases it has and what became of them"));
}

enum status ledger_change_do(struct invocation *invocation, act_work *work)
{
    struct ledger_change change = {
        .invocation = invocation,
        .review = given_text(invocation, "REVIEW"),
        .reason = given_localised(invocation, "reason", "reason-cy"),
    };
    enum status status;
    struct ledger_counts counts;
    if (!record_change(invocation, work, &change, &status))
        return status;
    if (!ledger_count(invocation->store, change.review, &counts, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    if (!invocation->quiet)
        print_text(ledger_counts_text(invocation, &counts));
    return STATUS_DONE;
}
