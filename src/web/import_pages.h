// SPDX-License-Identifier: GPL-3.0-or-later
// The imports of a review, and a new one.
#pragma once

#include "web/components.h"

struct shown_import {
    struct text when, address; // of its work; empty: it was done by a command
    struct component_summary_list facts;
};
struct page_imports_data {
    struct text review, title;
    ARRAY_OF(struct shown_import) imports; // the latest first
    struct component_table work;           // what is asked for, waits, runs or came to nothing
};
void page_imports(struct page *page, const struct page_imports_data *data);

struct page_import_new_data {
    struct text review, title, instrument;
    bool has_log;
    int64_t megabytes; // at most
    struct text extract, sheet, log_sheet, operation;
    struct choices dry_run;
};
void page_import_new(struct page *page, const struct page_import_new_data *data);
