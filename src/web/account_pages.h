// SPDX-License-Identifier: GPL-3.0-or-later
// What is one's own: the sessions, the password, the second factor.
#pragma once

#include "web/components.h"

struct own_session {
    struct text id, address, agent, began, seen;
    bool current; // of this very browser
};
struct page_account_data {
    struct component_summary_list facts;
    ARRAY_OF(struct own_session) sessions;
    bool has_factor;
    int64_t codes_left;
    int least; // characters of a password
};
void page_account(struct page *page, const struct page_account_data *data);

struct page_again_data {
    struct text to; // where the way leads afterwards
};
void page_again(struct page *page, const struct page_again_data *data);
