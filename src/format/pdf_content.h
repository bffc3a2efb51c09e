// SPDX-License-Identifier: GPL-3.0-or-later
// The operators of a PDF's content stream, each with its operands (ISO 32000-1, 7.8.2). CMaps are written in the same
// tokens and read with it too.
#pragma once

#include "base/text.h"

enum pdf_token_kind {
    PDF_TOKEN_NUMBER,
    PDF_TOKEN_STRING,
    PDF_TOKEN_NAME,
    PDF_TOKEN_WORD, // true, false, null, where an operand stands
    PDF_TOKEN_ARRAY,
    PDF_TOKEN_ARRAY_END,
    PDF_TOKEN_DICTIONARY,
    PDF_TOKEN_DICTIONARY_END,
};

struct pdf_token {
    enum pdf_token_kind kind;
    struct text bytes; // of a string, decoded; of a name without its slash; a number or word as it is written
    int64_t number;    // without its fraction
};

struct pdf_content {
    struct arena *arena; // for one operator at a time
    struct text rest;
    ARRAY_OF(struct pdf_token) operands; // flat, arrays and dictionaries too
    struct text operation; // an inline image comes as BI and as ID, behind which its data are skipped
    size_t at;             // bytes up to the operation's end
    struct text all;
};

enum pdf_content_step {
    PDF_CONTENT_OPERATOR,
    PDF_CONTENT_END,
    PDF_CONTENT_DAMAGED, // not in the form of a content stream
    PDF_CONTENT_TOO_MANY // operands: LIMIT_PDF_OPERANDS
};

// What the content holds of the operator lives in `arena` until the next step, which resets it.
void pdf_content_init(struct pdf_content *content, struct arena *arena, struct text bytes);
enum pdf_content_step pdf_content_next(struct pdf_content *content);
