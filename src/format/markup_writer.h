// SPDX-License-Identifier: GPL-3.0-or-later
// HTML and XML that cannot be written unescaped or unclosed: names of elements and attributes are literals, everything
// else is text, and what was opened is closed in turn.
#pragma once

#include "base/buffer.h"

enum { MARKUP_DEPTH = 64 };

enum markup_kind {
    MARKUP_HTML,     // begins with the doctype; void elements have no end
    MARKUP_XML,      // begins with the declaration; an empty element closes itself
    MARKUP_FRAGMENT, // XML to stand inside something else: begins with nothing
};

struct markup_writer {
    struct buffer *out;
    enum markup_kind kind;
    const char *open[MARKUP_DEPTH];
    size_t depth;
    bool in_tag; // attributes may follow
    bool prose;  // to be set by the caller: text keeps numbers and their units on one line (base/no_break.h)
};

// The `"" name` lets only literals through.
#define markup_open(writer, name) markup_open_element((writer), "" name)
#define markup_attribute(writer, name, text) markup_add_attribute((writer), "" name, (text))

void markup_start(struct markup_writer *writer, enum markup_kind kind, struct buffer *out);
void markup_open_element(struct markup_writer *writer, const char *name);
void markup_add_attribute(struct markup_writer *writer, const char *name, struct text value);
// In XML a character that it does not allow becomes U+FFFD.
void markup_text(struct markup_writer *writer, struct text text);
void markup_close(struct markup_writer *writer); // the latest; of a void element nothing is written
void markup_line(struct markup_writer *writer);  // a line break in the source
// The content of <style>; the sheet is the program's own and may not contain "</".
void markup_style(struct markup_writer *writer, struct text sheet);
// A fragment that another writer of the same kind of markup made.
void markup_fragment(struct markup_writer *writer, struct text fragment);
void markup_end(struct markup_writer *writer); // closes what is open
