// SPDX-License-Identifier: GPL-3.0-or-later
// The reports of a review: the editions that were made, how they are approved and published, and their files.
#pragma once

#include "web/components.h"

struct page_reports_data {
    struct text review, title; // the review's id and title
    struct component_summary_list facts;
    struct component_table editions, work; // the latter: what made none, or not yet
    bool reads_review;                     // the person may read its page
    bool may_build, may_approve, may_publish;
    struct choices kinds, formats, drafts, sure;
    struct control translator;
    struct text operation_make, operation_approve, operation_publish;
    int64_t version; // of the review
};
void page_reports(struct page *page, const struct page_reports_data *data);

struct page_edition_data {
    struct text review, title;
    int64_t number;
    bool internal;
    struct component_summary_list facts;
    struct component_table files;
};
void page_edition(struct page *page, const struct page_edition_data *data);
