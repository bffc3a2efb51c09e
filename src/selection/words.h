// SPDX-License-Identifier: GPL-3.0-or-later
// What commitments and receipts say in plain words. They are part of the texts that are verified: a sentence
// that changes makes a new form of the text ("craffu receipt 2").
#pragma once

#include "selection/receipt.h"

enum word_kind { WORDS_SENTENCE, WORDS_COMMAND };
struct word_line {
    enum word_kind kind;
    struct text text;
    struct text
        quoted; // what somebody wrote or named, as it stands in the text, in whatever language; empty: nothing
};
struct words {
    ARRAY_OF(struct word_line) list;
};

struct words words_of_commitment(struct arena *arena, enum language language,
                                 const struct commitment *commitment);
struct words words_of_receipt(struct arena *arena, enum language language, const struct receipt *receipt);
// A heading with the language's name, and a line a sentence; commands are indented.
void words_add(struct buffer *out, enum language language, struct words words);
