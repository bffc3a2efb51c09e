// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/number_shares.h"

#include <string.h>

enum { DECIMALS_MOST = 4, DIGITS_MOST = 6 };

static struct text word_at(const struct said_numbers *said, size_t at)
{
    return at < said->words.count ? said->words.items[at] : (struct text){0};
}

static bool is_word(const struct said_numbers *said, size_t at, const char *word)
{
    return text_equal(word_at(said, at), text_from(word));
}

static bool is_digits(struct text word)
{
    for (size_t i = 0; i < word.length; i++)
        if (word.bytes[i] < '0' || word.bytes[i] > '9')
            return false;
    return word.length > 0;
}

// Between two words: the byte before the first one's end is its last.
static struct text between(const struct said_numbers *said, struct text folded, size_t left)
{
    struct text one = said->words.items[left];
    size_t from = (size_t)(one.bytes - folded.bytes) + one.length;
    size_t to = left + 1 < said->words.count ? (size_t)(said->words.items[left + 1].bytes - folded.bytes)
                                             : folded.length;
    return text_slice(folded, from, to);
}

// How many words say that the number before `at` is of a hundred; *marked where a sign says so, which is no word.
static size_t percent_words(const struct said_numbers *said, struct text folded, size_t at, bool *marked)
{
    static const char *const signs[] = {"%", "\u066A"};
    struct text mark = text_trim(between(said, folded, at - 1));
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        *marked |= text_starts(mark, text_from(signs[i]));
    if (*marked)
        return 0;
    if (is_word(said, at, "percent") || is_word(said, at, "pct"))
        return 1;
    size_t article = is_word(said, at, "yn") && is_word(said, at + 1, "y"); // "saith yn y cant"
    return (is_word(said, at, "per") && is_word(said, at + 1, "cent")) ||
                   (is_word(said, at + article, "y") && is_word(said, at + article + 1, "cant"))
               ? 2 + article
               : 0;
}

// "6.9", "6,9" and "six point nine": the words of the decimals behind the number.
static size_t read_decimals(const struct number_words *number_words, const struct said_numbers *said,
                            struct text folded, size_t at, struct said_number *number)
{
    size_t value, taken = 0;
    int64_t decimals;
    struct text word = word_at(said, at), digits = {0};
    struct text mark = between(said, folded, at - 1);
    if (text_equal(mark, TEXT(".")) || text_equal(mark, TEXT(",")))
        digits = word, taken = 1;
    else if (is_word(said, at, "point") || is_word(said, at, "pwynt") || is_word(said, at, "bwynt"))
        digits = word_at(said, at + 1), taken = 2;
    if (is_digits(digits) && digits.length <= DECIMALS_MOST && text_to_int64(digits, &decimals)) {
        number->decimals = (int)digits.length;
        for (size_t i = 0; i < digits.length; i++)
            number->number *= 10;
        number->number += decimals;
        return taken;
    }
    if (taken == 2 && text_map_find(&number_words->by_words, digits, &value) && value > 0 && value < 10) {
        number->decimals = 1;
        number->number = number->number * 10 + (int64_t)value;
        return taken;
    }
    return 0;
}

size_t number_share_read(const struct number_words *number_words, const struct said_numbers *said,
                         struct text folded, size_t first, size_t end, struct said_number *number)
{
    struct said_number share = *number;
    bool marked = false;
    if (end == first) {
        struct text word = said->words.items[first];
        if (!is_digits(word) || word.length > DIGITS_MOST || !text_to_int64(word, &share.number))
            return 0;
        end = first + 1;
    }
    share.decimals = 0;
    if (share.number < 1000)
        end += read_decimals(number_words, said, folded, end, &share);
    size_t words = percent_words(said, folded, end, &marked);
    if (words == 0 && !marked)
        return 0;
    share.is_share = true;
    *number = share;
    return end + words - first;
}
