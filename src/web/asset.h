// SPDX-License-Identifier: GPL-3.0-or-later
// Files that pages load: style and scripts, built into the program. Their folder is named by what is in them, so that a client
// may keep them for good: "/assets/4f2a…/pages.css".
#pragma once

#include "base/text.h"

// For the Cache-Control header of every answer with an asset.
#define ASSET_CACHING "public, max-age=31536000, immutable"

struct asset {
    struct text content_type;
    struct text bytes;
    struct text compressed; // the same by gzip
};

// By the whole path of a request, without a language. False also for the folder of another version.
bool asset_find(struct text path, struct asset *asset);
struct text asset_folder(void); // ends with "/"
// Whether the program was built with them: npm fetches what the style is made of.
bool asset_is_built(void);
