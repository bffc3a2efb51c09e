// SPDX-License-Identifier: GPL-3.0-or-later
// What tools/assets.py writes and web/asset.c reads.
#pragma once

#include <stddef.h>

struct asset_file {
    const char *name, *content_type;
    const unsigned char *bytes, *compressed;
    size_t length, compressed_length;
};

extern const char asset_table_folder[];
extern const struct asset_file asset_table[]; // ends with a NULL name
