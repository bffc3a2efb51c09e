// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are handed out: a disclosure (Data Protection Act 2018, section 62).
#pragma once

#include "review/audit.h"
#include "web/visit.h"

struct download {
    struct text name; // letters, digits, '.', '-' and '_' only
    struct text media_type;
    struct text content;
    struct audited audited; // that it was handed out
};
// The answer is the file, to be kept and not shown. It stands in the audit log before its first byte goes out: where that
// cannot be written, nothing is handed out. Who asks with HEAD is handed nothing.
void download_answer(struct visit *visit, const struct download *download);
