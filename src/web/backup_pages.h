// SPDX-License-Identifier: GPL-3.0-or-later
// Backups: those that there are, and one more.
#pragma once

#include "web/components.h"

struct page_backups_data {
    bool configured;
    bool sealed; // the next one is encrypted
    struct text folder;
    struct component_table backups;
    struct text operation;
};
void page_backups(struct page *page, const struct page_backups_data *data);
