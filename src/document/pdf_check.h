// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a PDF keeps the rules of PDF/UA-1 (ISO 14289-1) that a machine can check, as the Matterhorn Protocol 1.1 numbers
// them. It is made for the PDFs that Craffu writes: what those do not have (forms, layers, simple fonts with encodings of
// their own) is refused or checked less finely. Whether tags, alternative texts and reading order make sense is for a person.
#pragma once

#include "base/problem.h"

struct pdf_verdict {
    size_t rules;  // that applied to something in the file
    size_t checks; // of one thing by one rule
};

// Problems: the file cannot be read, or each thing that breaks a rule, with the rule's number in the hint.
bool pdf_check(struct arena *arena, struct text source, struct text content, struct pdf_verdict *verdict,
               struct problems *problems);
