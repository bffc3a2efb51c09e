// SPDX-License-Identifier: GPL-3.0-or-later
// What all web pages of a document begin with: its head, and what stands above its title: marks, logo, organisation, other
// languages, the pages of the site. For html.c and audio_page.c only.
#pragma once

#include "document/document.h"
#include "format/markup_writer.h"

enum html_page {
    HTML_PAGE_NORMAL,
    HTML_PAGE_LARGE, // in large print
    HTML_PAGE_AUDIO, // with the player
    HTML_PAGE_COUNT,
};

// The id of the element <main>, to which html_page_masthead links. A colon cannot be in a block's id, so it never meets one.
#define HTML_PAGE_MAIN "page:main"

// Leaves <html> open, with the language and the office's colour.
void html_page_start(struct markup_writer *html, struct arena *arena, const struct document *document,
                     struct buffer *out);
void html_page_head(struct markup_writer *html, const struct document *document, enum html_page page,
                    struct text title);
// The first elements of <body>. Languages are linked to the page of the same kind where there is one.
void html_page_masthead(struct markup_writer *html, struct arena *arena, const struct document *document,
                        enum html_page page);
