// SPDX-License-Identifier: GPL-3.0-or-later
// HTML that cannot be written unescaped or unclosed: names of elements and attributes are literals, everything else
// is text, and what was opened is closed in turn.
#pragma once

#include "base/buffer.h"

enum { HTML_DEPTH = 64 };

struct html_writer {
    struct buffer *out;
    const char *open[HTML_DEPTH];
    size_t depth;
    bool in_tag; // attributes may follow
};

// The `"" name` lets only literals through.
#define html_open(writer, name) html_open_element((writer), "" name)
#define html_attribute(writer, name, text) html_add_attribute((writer), "" name, (text))

void html_start(struct html_writer *writer, struct buffer *out); // and the doctype
void html_open_element(struct html_writer *writer, const char *name);
void html_add_attribute(struct html_writer *writer, const char *name, struct text value);
void html_text(struct html_writer *writer, struct text text);
void html_close(struct html_writer *writer); // the latest; of a void element nothing is written
void html_line(struct html_writer *writer);  // a line break in the source
// The content of <style>; the sheet is the program's own and may not contain "</".
void html_style(struct html_writer *writer, struct text sheet);
void html_end(struct html_writer *writer); // closes what is open
