// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of every case of an extract: what there was, a new one, its tables, and the cases of one outcome.
#pragma once

#include "web/document_blocks.h"

struct page_population_data {
    struct component_table checks, instruments;
};
void page_population(struct page *page, const struct page_population_data *data);

struct page_population_new_data {
    struct text hash, title;
    int64_t version, megabytes;
    bool has_log, has_reviews;
    struct choices by, outcomes, reviews;
    struct text most, operation;
};
void page_population_new(struct page *page, const struct page_population_new_data *data);

struct table_download {
    const char *suffix, *name;
};
struct page_population_tables_data {
    struct text id;
    struct shown_document document;
    ARRAY_OF(struct table_download) downloads;
};
void page_population_tables(struct page *page, const struct page_population_tables_data *data);

struct page_population_cases_data {
    struct text id;
    bool may_export;
    struct component_table cases;
};
void page_population_cases(struct page *page, const struct page_population_cases_data *data);
