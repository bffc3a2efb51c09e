// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/message.h"

#include "base/catalogue.h"

static const struct {
    const char *code;
    const char *name;
} languages[LANGUAGE_COUNT] = {
    [LANGUAGE_ENGLISH] = {"en", "English"},
    [LANGUAGE_WELSH] = {"cy", "Cymraeg"},
};

struct text localised_in(const struct localised *localised, enum language language)
{
    struct text text = localised->in[language];
    for (int i = 0; !text.length && i < LANGUAGE_COUNT; i++)
        text = localised->in[i];
    return text;
}

const char *language_code(enum language language)
{
    return languages[language].code;
}

struct text language_name(enum language language)
{
    return text_from(languages[language].name);
}

bool language_from_code(struct text code, enum language *language)
{
    struct text first = text_slice(code, 0, 2);
    bool ends = code.length == 2 || (code.length > 2 && memchr("-_.", code.bytes[2], 3));
    for (int i = 0; ends && i < LANGUAGE_COUNT; i++)
        if (text_equal_ignoring_case(first, text_from(languages[i].code))) {
            *language = (enum language)i;
            return true;
        }
    return false;
}

unsigned plural_form(enum language language, int64_t count)
{
    if (language == LANGUAGE_ENGLISH)
        return count != 1;
    switch (count) { // CLDR: zero, one, two, few, many, other
    case 0: return 0;
    case 1: return 1;
    case 2: return 2;
    case 3: return 3;
    case 6: return 4;
    default: return 5;
    }
}

struct text number_text(struct arena *arena, int64_t number)
{
    char digits[32];
    size_t at = sizeof digits;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    int written = 0;
    do {
        if (written && written % 3 == 0)
            digits[--at] = ',';
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
        written++;
    } while (rest);
    struct text absolute = {digits + at, sizeof digits - at};
    return number < 0 ? text_print(arena, MINUS "%.*s", TEXT_PRINT(absolute)) : text_copy(arena, absolute);
}

struct text minus_text(struct arena *arena, struct text number)
{
    if (!text_starts(number, TEXT("-")))
        return number;
    return text_print(arena, MINUS "%.*s", TEXT_PRINT(text_slice(number, 1, number.length)));
}

bool message_is_translated(enum language language, const char *english)
{
    struct text found;
    return language == LANGUAGE_ENGLISH || catalogue_find(language, english, 0, &found);
}

struct text message_word(enum language language, const char *english)
{
    struct text found;
    if (language != LANGUAGE_ENGLISH && catalogue_find(language, english, 0, &found))
        return found;
    return text_from(english);
}

// The message's pattern: the right form in the language, or the English one.
static struct text pattern_of(enum language language, const struct message *message)
{
    struct text found;
    unsigned form = message->plural ? plural_form(language, message->count) : 0;
    if (language != LANGUAGE_ENGLISH && catalogue_find(language, message->text, form, &found))
        return found;
    bool many = message->plural && plural_form(LANGUAGE_ENGLISH, message->count) == 1;
    return text_from(many ? message->plural : message->text);
}

static const struct message_value *value_named(const struct message_value *values, struct text name)
{
    for (; values && values->name; values++)
        if (text_equal(text_from(values->name), name))
            return values;
    return NULL;
}

static struct text value_text(struct arena *arena, enum language language, const struct message_value *value)
{
    switch (value->kind) {
    case MESSAGE_NUMBER: return number_text(arena, value->number);
    case MESSAGE_WORD: return message_word(language, value->word);
    case MESSAGE_TEXT: break;
    }
    return value->text;
}

// Takes the next piece off the pattern: its own words up to a name in braces, or a name, whose value is there or not.
static struct text next_piece(struct arena *arena, enum language language, struct text *pattern,
                              const struct message_value *values, struct text *unknown)
{
    const char *open = memchr(pattern->bytes, '{', pattern->length);
    const char *close = open ? memchr(open, '}', pattern->length - (size_t)(open - pattern->bytes)) : NULL;
    size_t length = !close                   ? pattern->length
                    : open == pattern->bytes ? (size_t)(close + 1 - open)
                                             : (size_t)(open - pattern->bytes);
    struct text piece = text_slice(*pattern, 0, length);
    *pattern = text_slice(*pattern, length, pattern->length);
    if (!close || open != piece.bytes)
        return piece;
    struct text name = text_slice(piece, 1, length - 1);
    const struct message_value *value = value_named(values, name);
    if (!value && unknown)
        *unknown = name;
    return value ? value_text(arena, language, value) : piece;
}

struct text message_fill(struct arena *arena, enum language language, struct text pattern,
                         const struct message_value *values, struct text *unknown)
{
    ARRAY_OF(struct text) pieces = {0};
    size_t length = 0;
    while (pattern.length) {
        struct text piece = next_piece(arena, language, &pattern, values, unknown);
        *ARRAY_APPEND(arena, &pieces) = piece;
        length += piece.length;
    }
    char *bytes = arena_allocate(arena, length + 1, 1), *at = bytes;
    for (size_t i = 0; i < pieces.count; i++)
        if (pieces.items[i].length)
            at = mempcpy(at, pieces.items[i].bytes, pieces.items[i].length);
    *at = '\0';
    return (struct text){bytes, length};
}

struct text message_text(struct arena *arena, enum language language, const struct message *message)
{
    if (!message->text)
        return (struct text){0};
    struct text pattern = pattern_of(language, message);
    if (!memchr(pattern.bytes, '{', pattern.length))
        return pattern;
    struct message_value values[LIMIT_MESSAGE_VALUES + 2] = {0};
    memcpy(values, message->values, sizeof message->values);
    size_t count = 0;
    while (values[count].name)
        count++;
    if (message->plural)
        values[count] = (struct message_value)NUMBER("n", message->count);
    return message_fill(arena, language, pattern, values, NULL);
}
