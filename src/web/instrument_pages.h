// SPDX-License-Identifier: GPL-3.0-or-later
// Instruments: all that the record keeps, one of them in words, and a new one.
#pragma once

#include "web/components.h"

struct page_instruments_data {
    struct component_table instruments;
    bool may_add;
    struct control file;
    struct text operation;
};
void page_instruments(struct page *page, const struct page_instruments_data *data);

struct instrument_criterion {
    struct text title, question, guidance;
    struct component_table outcomes;
};
struct page_instrument_data {
    struct text title, about;
    struct component_summary_list facts;
    ARRAY_OF(struct instrument_criterion) criteria;
    struct text explained; // every rule in plain words, over many lines
};
void page_instrument(struct page *page, const struct page_instrument_data *data);
