// SPDX-License-Identifier: GPL-3.0-or-later
// Every construct of templates, and every place where a stranger's value may stand.
#pragma once

#include "web/components.h"

struct page_constructs_data {
    struct text value;
    struct localised localised;
    const char *word;
    struct message message;
    struct civil_date date;
    struct civil_time time;
    int64_t count;
    bool yes;
    ARRAY_OF(struct text) values;
};
void page_constructs(struct page *page, const struct page_constructs_data *data);
struct component_shown {
    struct text summary, words;
};
void component_shown(struct page *page, const struct component_shown *data);
