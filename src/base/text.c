// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct text text_from(const char *terminated)
{
    return terminated ? (struct text){terminated, strlen(terminated)} : (struct text){0};
}

const char *text_terminated(struct arena *arena, struct text text)
{
    char *copy = arena_allocate(arena, text.length + 1, 1);
    if (text.length)
        memcpy(copy, text.bytes, text.length);
    copy[text.length] = '\0';
    return copy;
}

struct text text_copy(struct arena *arena, struct text text)
{
    return (struct text){text_terminated(arena, text), text.length};
}

struct text text_print(struct arena *arena, const char *format, ...)
{
    va_list values, again;
    va_start(values, format);
    va_copy(again, values);
    int length = vsnprintf(NULL, 0, format, values);
    va_end(values);
    struct text text = {0};
    if (length >= 0) {
        char *bytes = arena_allocate(arena, (size_t)length + 1, 1);
        vsnprintf(bytes, (size_t)length + 1, format, again);
        text = (struct text){bytes, (size_t)length};
    }
    va_end(again);
    return text;
}

bool text_equal(struct text a, struct text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static unsigned char lower(char letter)
{
    return (unsigned char)(letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter);
}

bool text_equal_ignoring_case(struct text a, struct text b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++)
        if (lower(a.bytes[i]) != lower(b.bytes[i]))
            return false;
    return true;
}

int text_compare(struct text a, struct text b)
{
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared ? memcmp(a.bytes, b.bytes, shared) : 0;
    if (order)
        return order < 0 ? -1 : 1;
    return (a.length > b.length) - (a.length < b.length);
}

struct text text_slice(struct text text, size_t from, size_t to)
{
    if (to > text.length)
        to = text.length;
    if (from >= to)
        return (struct text){0};
    return (struct text){text.bytes + from, to - from};
}

bool text_starts(struct text text, struct text prefix)
{
    return text.length >= prefix.length && text_equal(text_slice(text, 0, prefix.length), prefix);
}

bool text_ends(struct text text, struct text suffix)
{
    return text.length >= suffix.length &&
           text_equal(text_slice(text, text.length - suffix.length, text.length), suffix);
}

bool text_is_among(struct text text, const char *const *texts, size_t count)
{
    char first = '\0';
    if (text.length)
        first = text.bytes[0];
    for (size_t i = 0; i < count; i++) // most differ in their first byte
        if (texts[i][0] == first && text_equal(text, text_from(texts[i])))
            return true;
    return false;
}

bool text_find(struct text text, struct text part, size_t *at)
{
    if (part.length == 0) {
        *at = 0;
        return true;
    }
    if (text.length < part.length)
        return false;
    const char *found = memmem(text.bytes, text.length, part.bytes, part.length);
    if (!found)
        return false;
    *at = (size_t)(found - text.bytes);
    return true;
}

static bool is_blank(char letter)
{
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n' || letter == '\f' ||
           letter == '\v';
}

struct text text_trim(struct text text)
{
    while (text.length && is_blank(text.bytes[text.length - 1]))
        text.length--;
    while (text.length && is_blank(text.bytes[0])) {
        text.bytes++;
        text.length--;
    }
    return text;
}

bool text_split(struct text *rest, char separator, struct text *part)
{
    if (!rest->bytes)
        return false;
    const char *found = rest->length ? memchr(rest->bytes, separator, rest->length) : NULL;
    if (!found) {
        *part = *rest;
        *rest = (struct text){0};
        return true;
    }
    size_t length = (size_t)(found - rest->bytes);
    *part = (struct text){rest->bytes, length};
    *rest = (struct text){found + 1, rest->length - length - 1};
    return true;
}

// FNV-1a with a final mix, so that the low bits are usable as they are.
uint64_t text_hash(struct text text)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.bytes[i]) * 1099511628211u;
    hash ^= hash >> 32;
    hash *= 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

bool text_to_int64(struct text text, int64_t *number)
{
    bool negative = text.length && text.bytes[0] == '-';
    if (text.length == (negative ? 1u : 0u))
        return false;
    int64_t value = 0;
    for (size_t i = negative; i < text.length; i++) {
        char digit = text.bytes[i];
        if (digit < '0' || digit > '9')
            return false;
        // Built downwards, since the most negative number has no positive twin.
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, digit - '0', &value))
            return false;
    }
    if (!negative && __builtin_mul_overflow(value, -1, &value))
        return false;
    *number = value;
    return true;
}

// Length of the well-formed sequence at the start, or 0 (Unicode 15, table 3-7).
static size_t utf8_sequence(const unsigned char *bytes, size_t left)
{
    unsigned char first = bytes[0];
    if (first < 0x80)
        return 1;
    size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || left < length)
        return 0;
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < low || bytes[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

bool text_is_utf8(struct text text, size_t *bad_at)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes;
    for (size_t i = 0; i < text.length;) {
        uint64_t eight;
        if (text.length - i >= sizeof eight &&
            (memcpy(&eight, bytes + i, sizeof eight), !(eight & 0x8080808080808080u))) {
            i += sizeof eight; // ASCII, as most is
            continue;
        }
        size_t length = utf8_sequence(bytes + i, text.length - i);
        if (length == 0) {
            if (bad_at)
                *bad_at = i;
            return false;
        }
        i += length;
    }
    return true;
}

uint32_t text_code_point(struct text text, size_t *at)
{
    unsigned char first = (unsigned char)text.bytes[(*at)++];
    if (first < 0x80)
        return first;
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    uint32_t c = first & (0x3Fu >> more);
    while (more-- && *at < text.length)
        c = c << 6 | ((unsigned char)text.bytes[(*at)++] & 0x3F);
    return c;
}

size_t text_characters(struct text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    return count;
}
