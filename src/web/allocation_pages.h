// SPDX-License-Identifier: GPL-3.0-or-later
// Who works on a review: its cases given to reviewers, and the whole of it to those who need all.
#pragma once

#include "web/components.h"

struct page_allocation_data {
    struct text id, title; // of the review
    struct component_table cases;
    bool open;          // cases may be given
    bool has_reviewers; // somebody could be given a case
    struct choices reviewers, each;
    struct choices taken;         // allocations that may be taken back
    struct choices may_have, has; // people: the whole review
    struct text operation_make, operation_case, operation_give, operation_take;
};
void page_allocation(struct page *page, const struct page_allocation_data *data);
