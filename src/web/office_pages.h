// SPDX-License-Identifier: GPL-3.0-or-later
// The office: what its pages and reports look like and say.
#pragma once

#include "web/components.h"

struct office_section_fields {
    struct text heading; // of this part of the page
    struct control id, heading_en, heading_cy, text_en, text_cy;
    struct text before; // the name of the control
    struct choices places;
};

struct page_office_data {
    struct component_summary_list facts;
    bool may_change;
    struct control name_en, name_cy, publisher_en, publisher_cy, marking_en, marking_cy, accent;
    bool has_logo;
    struct choices logo_removal;
    struct control logo, logo_alternative_en, logo_alternative_cy;
    struct control contact_name_en, contact_name_cy, address, telephone, email, web_en, web_cy;
    ARRAY_OF(struct office_section_fields) sections; // the last is one that is not there yet
    struct text hash, operation;
};
void page_office(struct page *page, const struct page_office_data *data);
