// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around a number in a text, and so what the number is said of.
#pragma once

#include "report/number_words.h"

// "after 5 days", "48 awr": the words from `end` on make it a measure, which counts nothing.
// "4 week-old cases" are four: the measure is then a word of its own behind the number.
bool number_is_measure(const struct said_numbers *said, struct text folded, size_t end);
// Fills in what each number of the list is said of. `folded` is the text that the words lie in.
void number_context_read(struct text folded, struct said_numbers *said);
