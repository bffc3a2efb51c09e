// SPDX-License-Identifier: GPL-3.0-or-later
// Words for people, in every language of the program. The English sentence is the key; po/*.po hold the
// others, compiled into the program. Placeholders are named: "{count} cases of {review}". A message is built
// where the fact is known and turned into text at the edge, where the reader's language is known.
//
//     MESSAGE("the field {field} is not declared", VALUE("field", name))
//     MESSAGE_COUNT("one case was drawn", "{n} cases were drawn", count)
//
// Whole sentences only: Welsh mutates and reorders, so never join pieces.
#pragma once

#include "base/limits.h"
#include "base/text.h"

enum language { LANGUAGE_ENGLISH, LANGUAGE_WELSH, LANGUAGE_COUNT };

// The same text in each language; an empty one is missing, which its user must report.
struct localised {
    struct text in[LANGUAGE_COUNT];
};
// In a language, or else in the one there is.
struct text localised_in(const struct localised *localised, enum language language);

const char *language_code(enum language language);                  // "en", "cy"
bool language_from_code(struct text code, enum language *language); // "cy", "cy-GB", "cy_GB.UTF-8", …
struct text language_name(enum language language);                  // "English", "Cymraeg"

enum message_value_kind { MESSAGE_TEXT, MESSAGE_NUMBER, MESSAGE_WORD };

struct message_value {
    const char *name; // NULL ends the list
    enum message_value_kind kind;
    struct text text;
    int64_t number;
    const char *word; // an English message that is translated too
};

struct message {
    const char *text;   // English; NULL: no message
    const char *plural; // English plural, or NULL
    int64_t count;      // chooses among the forms and fills {n}
    struct message_value values[LIMIT_MESSAGE_VALUES + 1];
};

#define VALUE(name_, text_) \
    { \
        .name = (name_), .kind = MESSAGE_TEXT, .text = (text_) \
    }
#define NUMBER(name_, number_) \
    { \
        .name = (name_), .kind = MESSAGE_NUMBER, .number = (int64_t)(number_) \
    }
#define WORD(name_, word_) \
    { \
        .name = (name_), .kind = MESSAGE_WORD, .word = (word_) \
    }
// The last value is the list's end: one value too many is a warning that an initialiser is overwritten.
#define MESSAGE(text_, ...) MESSAGE_WITH_END(.text = (text_), .values = {__VA_ARGS__})
#define MESSAGE_COUNT(one_, many_, count_, ...) \
    MESSAGE_WITH_END(.text = (one_), .plural = (many_), .count = (int64_t)(count_), .values = {__VA_ARGS__})
#define MESSAGE_WITH_END(...) ((struct message){__VA_ARGS__, .values[LIMIT_MESSAGE_VALUES] = {0}})
#define NO_MESSAGE ((struct message){0})
// Marks an English text for translation where it stands in a table; translated with message_word.
#define N_(text) (text)

// The message in a language, placeholders filled; empty for NO_MESSAGE. A sentence that has no translation comes in English.
struct text message_text(struct arena *arena, enum language language, const struct message *message);
struct text message_word(enum language language, const char *english);
// Whether po has it; for the test that nothing is missing.
bool message_is_translated(enum language language, const char *english);

// Fills {name} in a template that is data, not code (an instrument's comment, a report's section).
// A name that is not among the values stays as it is and is returned in *unknown if that is not NULL.
struct text message_fill(struct arena *arena, enum language language, struct text pattern,
                         const struct message_value *values, struct text *unknown);

// The CLDR category of a cardinal as an index into gettext's forms: English 2, Welsh 6.
unsigned plural_form(enum language language, int64_t count);
// For people: a hyphen before a number is hardly seen, and a line may end behind it.
#define MINUS "\xE2\x88\x92"
// 1284 as "1,284", -3 as "−3": the same in both languages.
struct text number_text(struct arena *arena, int64_t number);
// A number that begins with a hyphen, if it is negative, with a minus sign.
struct text minus_text(struct arena *arena, struct text number);
