// SPDX-License-Identifier: GPL-3.0-or-later
// Text that GitHub's Markdown shows as it is: CommonMark 0.31, "Backslash escapes", and the table extension.
#pragma once

#include "base/buffer.h"

// `at_start`: at the beginning of a line, where "1." and "-" mean a list, too.
void markdown_add_text(struct buffer *out, struct text text, bool at_start);
// <…> around, so that brackets in the address end nothing.
void markdown_add_address(struct buffer *out, struct text address);
