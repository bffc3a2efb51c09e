// SPDX-License-Identifier: GPL-3.0-or-later
// How long extracts are kept: all of them, one of them with its holds, the removal and its certificate.
#pragma once

#include "web/components.h"

struct text extract_address(struct arena *arena, struct text id); // of its page

struct page_retention_data {
    struct component_table extracts;
};
void page_retention(struct page *page, const struct page_retention_data *data);

struct standing_hold {
    struct text id, placed_by, reason, at;
    struct text operation; // of the form that lifts it
    struct text field;     // of its reason
};
struct page_extract_data {
    struct text id;
    struct component_summary_list facts;
    bool removed;
    bool may_remove;
    struct text review_on; // as it was typed, or is
    int64_t version;
    struct text reason; // of a hold, as it was typed
    ARRAY_OF(struct standing_hold) holds;
    struct component_table lifted;
    struct text operation_date, operation_hold;
};
void page_extract(struct page *page, const struct page_extract_data *data);

struct page_removal_data {
    struct text id;
    int64_t cases;
    struct component_table reviews;
    bool any_open;                    // of the reviews
    struct text confirmation, reason; // as they were typed
    struct choices given_up;
    struct text operation;
};
void page_removal(struct page *page, const struct page_removal_data *data);

struct page_certificate_data {
    struct text id;
    struct component_summary_list facts;
    struct component_table rows, reviews;
    bool wiped;
};
void page_certificate(struct page *page, const struct page_certificate_data *data);
