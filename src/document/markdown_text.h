// SPDX-License-Identifier: GPL-3.0-or-later
// Text that GitHub's Markdown shows as it is: CommonMark 0.31, "Backslash escapes", and the extensions for tables, strikethrough,
// tasks, footnotes, mentions and formulas. A character is escaped only where it could be markup.
#pragma once

#include "base/buffer.h"

struct markdown_place {
    size_t
        line; // of the buffer: where the content of the present line begins, behind what the writer put there
    bool in_cell, in_heading, in_link;
    char next; // what the writer puts behind the text; '\0': who knows
};

// Numbers and their units are kept on one line (base/no_break.h).
void markdown_add_text(struct buffer *out, struct text text, const struct markdown_place *place);
// <…> around, so that brackets in the address end nothing.
void markdown_add_address(struct buffer *out, struct text address);
