// SPDX-License-Identifier: GPL-3.0-or-later
// The programme, a review and the record of a case, to be read.
#pragma once

#include "web/components.h"

struct page_programme_data {
    struct component_table own; // cases that were given to the person; no rows: none
    struct component_table reviews;
};
void page_programme(struct page *page, const struct page_programme_data *data);

struct page_review_data {
    struct text id, title;
    struct component_summary_list facts;
    struct component_table cases;
    bool may_import, may_manage;
    bool lists_cases; // else the person may not see them
};
void page_review(struct page *page, const struct page_review_data *data);

struct page_case_data {
    struct text reference, review, title; // the review's id and title
    struct component_kept evidence;       // a component case_evidence
};
void page_case(struct page *page, const struct page_case_data *data);

struct page_accessibility_data {
    char none;
};
void page_accessibility(struct page *page, const struct page_accessibility_data *data);
