// SPDX-License-Identifier: GPL-3.0-or-later
// The draw of a review: its frame, its rounds, its receipt.
#pragma once

#include "web/components.h"

struct page_draw_data {
    struct text review, title; // the review's id and title
    bool sealed, drawn;
    bool may_draw; // the person may, and the review still changes
    bool is_quota;
    bool reads_review;                   // the person may read its page
    struct component_summary_list facts; // what was fixed
    struct component_table strata, rounds, files;
    // The form that comes next, as it was sent: of sealing, of the first round, of a further one.
    struct control extract, size, named, seed, source, date;
    struct choices fields, rules;
    struct text operation;
};
void page_draw(struct page *page, const struct page_draw_data *data);

struct page_receipt_data {
    struct text review, title;
    ARRAY_OF(struct text) sentences;
    struct component_table tickets;
    int64_t left_out; // tickets that are in the file only
};
void page_receipt(struct page *page, const struct page_receipt_data *data);
