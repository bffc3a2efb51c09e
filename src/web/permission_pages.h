// SPDX-License-Identifier: GPL-3.0-or-later
// Who may do what, made from the table that every route is checked by.
#pragma once

#include "web/components.h"

struct page_permissions_data {
    struct component_table permissions;
};
void page_permissions(struct page *page, const struct page_permissions_data *data);
