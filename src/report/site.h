// SPDX-License-Identifier: GPL-3.0-or-later
// The site that an office publishes (docs/publishing.md): pages and files that any web host serves, in both languages, of
// published reviews only. It depends on the record and on these options, on no clock.
//
//     index.html 404.html sitemap.xml     both languages; the sitemap needs an address
//     en/ cy/                             index.html, recommendations.html and .csv, accessibility.html, feed.xml
//     reviews/ID/                         en.html and cy.html, the files of the report, its manifest, the receipt of the draw
#pragma once

#include "report/edition_files.h"
#include "store/store.h"

struct site_options {
    struct text address; // where the site will be, "https://example.org/reviews/"; empty: not known
    bool audio;          // recordings too, which take long
    bool welsh_approved; // a translator has approved the Welsh of the site's own pages
    struct text folder;  // where an earlier run may have left the site; empty: nowhere
};

// Everything is read and checked before the first file is given. False, with each place named, if no review is published, or
// something forbids a report.
bool site_write(struct store *store, struct arena *arena, const struct site_options *options,
                const struct file_sink *sink, struct problems *problems);
