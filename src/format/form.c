// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/form.h"

#include "base/direction.h"
#include "base/limits.h"

static int digit_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return -1;
}

static bool decode(struct arena *arena, struct text encoded, bool plus_is_blank, struct text *decoded)
{
    char *bytes = arena_allocate(arena, encoded.length + 1, 1);
    size_t length = 0;
    for (size_t at = 0; at < encoded.length; at++) {
        char character = encoded.bytes[at];
        if (character == '%') {
            int high = at + 2 < encoded.length ? digit_value(encoded.bytes[at + 1]) : -1;
            int low = high >= 0 ? digit_value(encoded.bytes[at + 2]) : -1;
            if (low < 0)
                return false;
            character = (char)(high << 4 | low);
            at += 2;
        } else if (character == '+' && plus_is_blank) {
            character = ' ';
        }
        if (character == '\0')
            return false;
        bytes[length++] = character;
    }
    size_t bad_at;
    struct text found = {bytes, length};
    if (!text_is_utf8(found, &bad_at))
        return false;
    *decoded = found;
    return true;
}

bool percent_decode(struct arena *arena, struct text encoded, struct text *decoded)
{
    return decode(arena, encoded, false, decoded);
}

void percent_encode(struct buffer *out, struct text text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (letter || (byte >= '0' && byte <= '9') || (byte && strchr("-._~", byte))) {
            buffer_add_character(out, (char)byte);
        } else {
            buffer_add_character(out, '%');
            buffer_add_character(out, digits[byte >> 4]);
            buffer_add_character(out, digits[byte & 15]);
        }
    }
}

static bool form_problem(struct message what, struct problems *problems)
{
    return problem_report(problems, (struct place){.source = TEXT("form")}, what,
                          MESSAGE("go back, and send the form again"));
}

// Browsers send CR LF for each line end of a text; it is kept as LF.
static bool clean_lines(struct arena *arena, struct text value, struct text *clean)
{
    char *bytes = arena_allocate(arena, value.length + 1, 1);
    size_t length = 0;
    for (size_t i = 0; i < value.length; i++) {
        char character = value.bytes[i];
        if (character == '\r') {
            if (i + 1 < value.length && value.bytes[i + 1] == '\n')
                continue;
            character = '\n';
        }
        if (((unsigned char)character < ' ' && character != '\n' && character != '\t') || character == 0x7F)
            return false;
        bytes[length++] = character;
    }
    *clean = (struct text){bytes, length};
    return true;
}

bool form_add(struct arena *arena, struct form *form, struct text name, struct text value,
              struct problems *problems)
{
    size_t bad_at;
    struct text clean;
    if (form->fields.count == LIMIT_FORM_FIELDS)
        return form_problem(
            MESSAGE("the form has more than {limit} fields", NUMBER("limit", LIMIT_FORM_FIELDS)), problems);
    if (!text_is_utf8(name, &bad_at) || !text_is_utf8(value, &bad_at) || !clean_lines(arena, value, &clean))
        return form_problem(MESSAGE("the form holds characters that no text has"), problems);
    size_t at = 0;
    const char *mark = direction_mark(clean, &at);
    if (mark)
        return problem_report(
            problems, (struct place){.source = TEXT("form")},
            MESSAGE("the text holds the character {character}, which turns the direction of writing",
                    VALUE("character", text_from(mark))),
            MESSAGE("remove it: with it a reader does not see what was written and searched"));
    *ARRAY_APPEND(arena, &form->fields) = (struct form_field){text_copy(arena, name), clean};
    return true;
}

bool form_parse(struct arena *arena, struct text encoded, struct form *form, struct problems *problems)
{
    struct form parsed = {0};
    struct text pair;
    while (text_split(&encoded, '&', &pair)) {
        if (!pair.length)
            continue;
        struct text name, value = {0};
        text_split(&pair, '=', &name);
        if (!decode(arena, name, true, &name) || !decode(arena, pair, true, &value))
            return form_problem(MESSAGE("the form was not sent as a browser sends it"), problems);
        if (!form_add(arena, &parsed, name, value, problems))
            return false;
    }
    *form = parsed;
    return true;
}

bool form_next(const struct form *form, const char *name, size_t *at, struct text *value)
{
    struct text wanted = text_from(name);
    while (*at < form->fields.count) {
        const struct form_field *field = &form->fields.items[(*at)++];
        if (text_equal(field->name, wanted)) {
            *value = field->value;
            return true;
        }
    }
    return false;
}

bool form_find(const struct form *form, const char *name, struct text *value)
{
    size_t at = 0;
    struct text first, second;
    if (!form_next(form, name, &at, &first) || form_next(form, name, &at, &second))
        return false;
    *value = first;
    return true;
}

struct text form_value(const struct form *form, const char *name)
{
    struct text value = {0};
    form_find(form, name, &value);
    return value;
}
