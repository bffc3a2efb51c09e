// SPDX-License-Identifier: GPL-3.0-or-later
// A document with a block of every kind, all of whose texts are empty, and every place in it where a text can stand: for tests
// that plant a word in each. tests/checks/texts.py sees that no member of document.h is missing.
#pragma once

#include "document/document.h"

struct text_place {
    const char *name; // "run.text of a paragraph"
    struct text *text;
};

struct text_members {
    struct document *document;
    ARRAY_OF(struct text_place) places;
};

void text_members_build(struct arena *arena, struct text_members *members);
