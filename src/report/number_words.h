// SPDX-License-Identifier: GPL-3.0-or-later
// Which numbers a text says, in digits or in words: English and Welsh alike, whatever its language is said to be.
#pragma once

#include "base/text_map.h"

struct number_words {
    struct text_map by_words; // joined without anything between them, folded
    struct arena *arena;
};

// Of a whole who reads the number knows the other part as well.
enum said_of {
    SAID_PLAINLY,
    SAID_OF_THE_REST,   // "all but two", "pawb ond dau": of those for which the contrary holds
    SAID_OF_THE_OTHERS, // "the remaining nine", "y naw arall": some were told of before
};

struct said_number {
    int64_t number; // of a share in per cent with its decimals behind it: 69 of "6.9 %"
    bool is_share;
    int decimals;
    size_t first, end;  // words of the text
    struct text words;  // as they stand, folded
    bool said_of_cases; // "two cases", "tri o'r 11 achos"
    enum said_of of;
    int64_t
        whole; // of how many, where the text says it: "nine of the eleven", "all eleven but two"; 0: it does not
};
struct said_numbers {
    ARRAY_OF(struct said_number) list;
    ARRAY_OF(struct text) words; // of the whole text, folded
};

void number_words_init(struct number_words *number_words, struct arena *arena);
// Shares in per cent, and whole numbers from 1 up, both of "2/11"; not those of dates, times and decimals, not "one" in "no one", and not those of days, hours
// and other measures. `text` must be folded
// (format/unicode.h) and live as long as what is found.
void number_words_find(const struct number_words *number_words, struct arena *arena, struct text folded,
                       struct said_numbers *said);
