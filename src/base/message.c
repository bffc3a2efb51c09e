// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/message.h"

#include "base/buffer.h"
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
    return text_print(arena, "%s%.*s", number < 0 ? MINUS : "", (int)(sizeof digits - at), digits + at);
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

static void add_value(struct buffer *out, struct arena *arena, enum language language,
                      const struct message_value *value)
{
    switch (value->kind) {
    case MESSAGE_TEXT: buffer_add(out, value->text); break;
    case MESSAGE_NUMBER: buffer_add(out, number_text(arena, value->number)); break;
    case MESSAGE_WORD: buffer_add(out, message_word(language, value->word)); break;
    }
}

struct text message_fill(struct arena *arena, enum language language, struct text pattern,
                         const struct message_value *values, struct text *unknown)
{
    struct buffer out = {0};
    size_t open, close;
    while (text_find(pattern, TEXT("{"), &open) &&
           text_find(text_slice(pattern, open, pattern.length), TEXT("}"), &close)) {
        struct text name = text_slice(pattern, open + 1, open + close);
        const struct message_value *value = value_named(values, name);
        buffer_add(&out, text_slice(pattern, 0, open));
        if (value)
            add_value(&out, arena, language, value);
        else
            buffer_add(&out, text_slice(pattern, open, open + close + 1));
        if (!value && unknown)
            *unknown = name;
        pattern = text_slice(pattern, open + close + 1, pattern.length);
    }
    buffer_add(&out, pattern);
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

struct text message_text(struct arena *arena, enum language language, const struct message *message)
{
    if (!message->text)
        return (struct text){0};
    struct message_value values[LIMIT_MESSAGE_VALUES + 2] = {0};
    memcpy(values, message->values, sizeof message->values);
    size_t count = 0;
    while (values[count].name)
        count++;
    if (message->plural)
        values[count] = (struct message_value)NUMBER("n", message->count);
    return message_fill(arena, language, pattern_of(language, message), values, NULL);
}
