// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_target.h"

#include "base/limits.h"

static int digit(char character)
{
    if (character >= '0' && character <= '9')
        return character - '0';
    char lower = (char)(character | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The byte that stands at a place, a percent sign with its digits for one; -1: none that is allowed.
static int byte_at(struct text text, size_t *at)
{
    char character = text.bytes[(*at)++];
    // A browser writes the others with a percent sign. What '#' begins, it does not send.
    if (character <= ' ' || character >= 0x7f || memchr("\"#<>\\", character, 5))
        return -1;
    if (character != '%')
        return character;
    if (text.length - *at < 2)
        return -1;
    int high = digit(text.bytes[*at]), low = digit(text.bytes[*at + 1]);
    *at += 2;
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

static bool is_dots(const char *bytes, size_t length)
{
    return (length == 1 && bytes[0] == '.') || (length == 2 && bytes[0] == '.' && bytes[1] == '.');
}

// What a segment's bytes stand for is no step and is UTF-8.
static bool decoded_is_sound(struct text decoded, bool last)
{
    return (decoded.length > 0 || last) && !is_dots(decoded.bytes, decoded.length) &&
           text_is_utf8(decoded, NULL);
}

static bool decode_and_judge(struct text segment, bool last)
{
    char decoded[LIMIT_HTTP_TARGET_BYTES];
    size_t length = 0;
    for (size_t at = 0; at < segment.length;) {
        int byte = byte_at(segment, &at);
        if (byte < ' ' || byte == 0x7f || byte == '/' || byte == '\\' || length == sizeof decoded)
            return false;
        decoded[length++] = (char)byte;
    }
    return decoded_is_sound((struct text){decoded, length}, last);
}

// A segment: what stands between two slashes.
static bool segment_is_sound(struct text segment, bool last)
{
    if (segment.length && memchr(segment.bytes, '%', segment.length))
        return decode_and_judge(segment, last);
    for (size_t at = 0; at < segment.length;)
        if (byte_at(segment, &at) < ' ')
            return false;
    return decoded_is_sound(segment, last);
}

static bool path_is_sound(struct text path)
{
    if (!text_starts(path, TEXT("/")))
        return false;
    struct text rest = text_slice(path, 1, path.length), segment;
    if (rest.length == 0)
        return true;
    bool ends_with_slash = text_ends(path, TEXT("/"));
    while (text_split(&rest, '/', &segment))
        if (!segment_is_sound(segment, ends_with_slash && rest.length == 0 && segment.length == 0))
            return false;
    return true;
}

// What a query means, its reader says; here only that it can be one.
static bool query_is_sound(struct text query)
{
    for (size_t at = 0; at < query.length;)
        if (byte_at(query, &at) < 0)
            return false;
    return true;
}

bool http_target_read(struct text target, struct text *path, struct text *query)
{
    size_t at;
    bool has_query = text_find(target, TEXT("?"), &at);
    struct text before = has_query ? text_slice(target, 0, at) : target;
    struct text behind = has_query ? text_slice(target, at + 1, target.length) : (struct text){0};
    if (!path_is_sound(before) || !query_is_sound(behind))
        return false;
    *path = before;
    *query = behind;
    return true;
}
