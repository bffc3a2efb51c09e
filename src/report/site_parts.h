// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of a site are made from. Only src/report/site*.c include this.
#pragma once

#include "report/recommendations.h"
#include "report/results.h"
#include "report/site.h"

struct site_file {
    struct text name; // beside the page of its review
    size_t bytes;
};

struct site_review {
    struct results results;
    struct draw draw;
    int64_t published_at;
    struct text published_by; // id of the audit row
    struct civil_date date;
    struct earlier_files earlier; // of its report, that an earlier run left and that are still of it
    const struct checked_document *report[LANGUAGE_COUNT];
    const struct checked_document *receipt[LANGUAGE_COUNT]; // of a draw that has its seed
    ARRAY_OF(struct site_file) files;                       // that were given so far
};

struct site {
    struct store *store;
    struct arena *arena;
    const struct site_options *options;
    const struct file_sink *sink;
    struct problems *problems;
    enum format_state *formats; // by index
    bool has_office;
    struct office office;
    struct localised organisation;
    struct text first_act;                  // id of the record's first audit row, which no other record has
    ARRAY_OF(struct site_review *) reviews; // the latest published first
    struct recommendation_register recommendations;
    struct civil_date date;            // of the latest that the site tells
    ARRAY_OF(struct text) pages;       // paths of the web pages, for the sitemap
    ARRAY_OF(struct civil_date) dates; // of each
};

// One page of the site, in both languages.
enum site_page { PAGE_REVIEWS, PAGE_RECOMMENDATIONS, PAGE_ACCESSIBILITY, PAGE_COUNT };

bool site_give(struct site *site, struct text path, struct text content);
bool site_give_page(struct site *site, struct text path, struct civil_date date, struct text content);
// Whether the Welsh of a review's texts is approved.
bool site_review_approved(const struct site_review *review);
// Why a text in the language is a draft, if no translator has approved it; empty: it is none.
struct text site_draft(enum language language, bool welsh_approved);

// site_pages.c
bool site_build_receipt_page(const struct site *site,
                             struct site_review *review); // of a draw that has its seed
bool site_write_review_page(struct site *site, struct site_review *review);
bool site_write_pages(struct site *site); // index, register, accessibility statement
bool site_page_approved(const struct site *site, enum site_page page);
// site_feed.c
bool site_write_feeds(struct site *site);
bool site_write_sitemap(struct site *site);
// site_front.c
bool site_write_front(struct site *site);
