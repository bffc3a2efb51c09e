// SPDX-License-Identifier: GPL-3.0-or-later
// The order of words in a language's alphabet, by ICU: in Welsh "ch" is a letter that follows "c", and "dd", "ng", "ll" likewise.
#pragma once

#include "base/message.h"

struct collation;

// One for each thread that sorts. Without the language's rules, ICU's own order for all languages.
struct collation *collation_new(enum language language);
void collation_free(struct collation *collation); // NULL is allowed

// What text_compare puts in the language's order: kept beside each text, so that a sort does not work it out again. What
// is not UTF-8 counts as U+FFFD. Of equal keys the texts differ in nothing that a reader sees.
struct text collation_key(struct collation *collation, struct arena *arena, struct text text);
