// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a request that was not answered as it was meant.
#pragma once

#include "web/page.h"

struct page_failure_data {
    int status; // of HTTP
};
void page_failure(struct page *page, const struct page_failure_data *data);
