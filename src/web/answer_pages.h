// SPDX-License-Identifier: GPL-3.0-or-later
// A reviewer's answer to one judged criterion of a case that was assigned to them: the question, and the answer that is kept.
#pragma once

#include "web/components.h"

struct page_answer_data {
    struct text reference, case_address, address; // of the case, and of this page
    struct text title, question, guidance;        // guidance may be empty
    struct choices outcomes;
    struct text comment;
    int64_t version; // of the draft
    struct text operation;
};
void page_answer(struct page *page, const struct page_answer_data *data);
