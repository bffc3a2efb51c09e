// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/personal_line.h"

#include <string.h>

static bool is_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

// Whether only these characters, and at most `most` of them, stand between two words.
static bool only_between(const struct personal_line *line, size_t left, const char *characters, size_t most)
{
    size_t from = line->words.items[left].to, to = line->words.items[left + 1].from;
    for (size_t i = from; i < to; i++)
        if (!strchr(characters, line->folded.bytes[i]))
            return false;
    return to - from <= most;
}

// A pattern of letters (a) and digits (9).
static bool has_form(struct text text, const char *form)
{
    for (size_t i = 0; i < text.length; i++)
        if (form[i] == 'a' ? !is_letter(text.bytes[i]) : form[i] != '9' || !personal_is_digit(text.bytes[i]))
            return false;
    return form[text.length] == '\0';
}

static bool is_postcode(struct text text)
{
    static const char *const forms[] = {"a99aa", "a999aa", "a9a9aa", "aa99aa", "aa999aa", "aa9a9aa"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (text.length == strlen(forms[i]) && has_form(text, forms[i]))
            return true;
    return false;
}

static bool is_national_insurance(struct text text)
{
    return text.length == 9 && has_form(text, "aa999999a") && text.bytes[8] <= 'd';
}

// From this word on as long as one character at most, a space or a hyphen, parts them.
static void find_codes(struct personal_line *line, size_t first)
{
    char joined[9];
    size_t length = 0;
    for (size_t end = first; end < line->words.count; end++) {
        struct text word = line->words.items[end].text;
        if ((end > first && !only_between(line, end - 1, " -", 1)) || length + word.length > sizeof joined)
            return;
        memcpy(joined + length, word.bytes, word.length);
        length += word.length;
        struct text code = {joined, length};
        if (end - first < 2 && is_postcode(code))
            personal_line_hit(line, PERSONAL_POSTCODE, first, end + 1);
        if (is_national_insurance(code))
            personal_line_hit(line, PERSONAL_NATIONAL_INSURANCE, first, end + 1);
    }
}

// Numbers of people are of places (01, 02), mobile (07) or personal; 03 and 08 are of services that anybody may name.
static bool is_telephone(const char *digits, size_t count, bool international)
{
    if (international && count > 2 && memcmp(digits, "44", 2) == 0) {
        digits += count > 3 && digits[2] == '0' ? 3 : 2; // +44 (0)1632
        count = count - (size_t)(digits[-1] == '0' ? 3 : 2);
        return count >= 9 && count <= 10 && strchr("127", digits[0]);
    }
    return count >= 10 && count <= 11 && digits[0] == '0' && strchr("127", digits[1]);
}

// "00" is written for the plus sign. Behind a slash digits go on only where too many stand before it for a day: 07700/900123.
static void find_telephone(struct personal_line *line, size_t first)
{
    enum { MOST = 15, DAY_DIGITS = 2 };
    char digits[MOST];
    size_t count = 0, end = first;
    size_t from = line->words.items[first].from;
    bool international = from > 0 && line->folded.bytes[from - 1] == '+';
    for (; end < line->words.count; end++) {
        struct text word = line->words.items[end].text;
        const char *between = line->words.items[first].text.length > DAY_DIGITS ? " -.()/" : " -.()";
        if ((end > first && !only_between(line, end - 1, between, 3)) ||
            personal_count_digits(word) != word.length || count + word.length > MOST)
            break;
        memcpy(digits + count, word.bytes, word.length);
        count += word.length;
    }
    size_t plus = count > 2 && memcmp(digits, "00", 2) == 0 ? 2 : 0;
    if (count > 3 && is_telephone(digits + plus, count - plus, international || plus))
        personal_line_hit(line, PERSONAL_TELEPHONE, first, end);
}

static bool is_at_sign_between(const struct personal_line *line, size_t left)
{
    struct text between = text_slice(line->folded, line->words.items[left].to,
                                     line->words.items[left + 1].from);
    return text_equal(text_trim(between), TEXT("@"));
}

// name@place.example
static void find_email(struct personal_line *line, size_t left)
{
    size_t end = left + 2;
    if (left + 1 >= line->words.count || !is_at_sign_between(line, left))
        return;
    while (end < line->words.count && only_between(line, end - 1, ".-", 1))
        end++;
    size_t first = left;
    while (first > 0 && only_between(line, first - 1, ".-_+%", 1))
        first--;
    if (end > left + 2)
        personal_line_hit(line, PERSONAL_EMAIL, first, end);
}

void personal_line_find_forms(struct personal_line *line, size_t first)
{
    find_codes(line, first);
    find_telephone(line, first);
    find_email(line, first);
}
