// SPDX-License-Identifier: GPL-3.0-or-later
// A page with every component, for tests, and to look at.
#pragma once

#include "web/components.h"

struct page_gallery_data {
    struct choices choices;
    struct component_table table;
    struct component_summary_list summary;
    struct text hostile; // shown wherever a value may stand
};
void page_gallery(struct page *page, const struct page_gallery_data *data);
