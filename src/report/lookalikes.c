// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/lookalikes.h"

#include "base/buffer.h"
#include "format/unicode.h"

// Folded letters are small; those of which only the capital looks like a Latin one are here as well.
static const struct {
    const char *letter;
    char latin;
} lookalikes[] = {
    {"а", 'a'}, {"в", 'b'}, {"с", 'c'}, {"ԁ", 'd'}, {"е", 'e'}, {"н", 'h'}, {"һ", 'h'}, {"і", 'i'},
    {"ј", 'j'}, {"к", 'k'}, {"ӏ", 'l'}, {"м", 'm'}, {"о", 'o'}, {"р", 'p'}, {"ԛ", 'q'}, {"ѕ", 's'},
    {"т", 't'}, {"у", 'y'}, {"ү", 'y'}, {"ѵ", 'v'}, {"ԝ", 'w'}, {"х", 'x'}, // Cyrillic
    {"α", 'a'}, {"β", 'b'}, {"ε", 'e'}, {"η", 'h'}, {"ι", 'i'}, {"κ", 'k'}, {"μ", 'm'}, {"ν", 'n'},
    {"ο", 'o'}, {"ρ", 'p'}, {"τ", 't'}, {"υ", 'y'}, {"χ", 'x'}, {"ζ", 'z'},             // Greek
    {"ı", 'i'}, {"ɑ", 'a'}, {"ɡ", 'g'}, {"ł", 'l'}, {"ø", 'o'}, {"đ", 'd'}, {"ð", 'd'}, // Latin
};

// What people type for an apostrophe, a hyphen or a quotation mark. Some of them are letters to Unicode, which would make one word of two.
static const struct {
    const char *mark;
    char plain;
} marks[] = {{"‘", '\''}, {"’", '\''}, {"‛", '\''}, {"′", '\''}, {"´", '\''}, {"ʹ", '\''}, {"ʻ", '\''},
             {"ʼ", '\''}, {"ʽ", '\''}, {"ˈ", '\''}, {"ꞌ", '\''}, {"ʾ", '\''}, {"ʿ", '\''}, {"＇", '\''},
             {"‐", '-'},  {"‑", '-'},  {"‒", '-'},  {"–", '-'},  {"—", '-'},  {"―", '-'},  {"−", '-'},
             {"﹘", '-'}, {"﹣", '-'}, {"－", '-'}, {"⁃", '-'},  {"ー", '-'}, {"“", '"'},  {"”", '"'},
             {"„", '"'},  {"«", '"'},  {"»", '"'}};

static char mark_of(struct text letter)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_equal(letter, text_from(marks[i].mark)))
            return marks[i].plain;
    return '\0';
}

static char latin_of(struct text letter)
{
    for (size_t i = 0; i < sizeof lookalikes / sizeof *lookalikes; i++)
        if (text_equal(letter, text_from(lookalikes[i].letter)))
            return lookalikes[i].latin;
    return '\0';
}

// The zero of each row of decimal digits that are no other form of the Latin ones (Unicode Standard, general category Nd): nine follow it.
static const uint32_t zeros[] = {
    0x0660,  0x06F0,  0x07C0,  0x0966,  0x09E6,  0x0A66,  0x0AE6,  0x0B66,  0x0BE6,  0x0C66,  0x0CE6,
    0x0D66,  0x0DE6,  0x0E50,  0x0ED0,  0x0F20,  0x1040,  0x1090,  0x17E0,  0x1810,  0x1946,  0x19D0,
    0x1A80,  0x1A90,  0x1B50,  0x1BB0,  0x1C40,  0x1C50,  0xA620,  0xA8D0,  0xA900,  0xA9D0,  0xA9F0,
    0xAA50,  0xABF0,  0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450,
    0x114D0, 0x11650, 0x116C0, 0x116D0, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0,
    0x11DE0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950};

static char digit_of(struct text letter)
{
    size_t at = 0;
    uint32_t code_point = text_code_point(letter, &at);
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros && zeros[i] <= code_point; i++)
        if (code_point - zeros[i] < 10)
            return (char)('0' + (code_point - zeros[i]));
    return '\0';
}

// Most texts: nothing but their capitals changes.
static bool fold_plain(struct arena *arena, struct text text, struct text *folded)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] < ' ' || text.bytes[i] > '~')
            return false;
    char *bytes = ARENA_ARRAY(arena, char, text.length + 1);
    for (size_t i = 0; i < text.length; i++) {
        bool capital = text.bytes[i] >= 'A' && text.bytes[i] <= 'Z';
        bytes[i] = (char)(text.bytes[i] + (capital ? 'a' - 'A' : 0));
    }
    *folded = (struct text){bytes, text.length};
    return true;
}

struct text lookalikes_fold(struct arena *arena, struct text text)
{
    struct text plain;
    if (fold_plain(arena, text, &plain))
        return plain;
    struct text folded = unicode_fold(arena, text);
    if (!text_is_utf8(folded, NULL))
        return folded;
    struct buffer out = {0};
    for (size_t at = 0, from = 0; at < folded.length; from = at) {
        text_code_point(folded, &at);
        struct text letter = text_slice(folded, from, at);
        char latin = letter.length > 1 ? latin_of(letter) : '\0';
        if (!latin && letter.length > 1)
            latin = digit_of(letter);
        if (!latin && letter.length > 1)
            latin = mark_of(letter);
        if (latin)
            buffer_add_character(&out, latin);
        else
            buffer_add(&out, letter);
    }
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}

struct text lookalikes_plain_marks(struct arena *arena, struct text text)
{
    struct buffer out = {0};
    if (!text_is_utf8(text, NULL))
        return text;
    for (size_t at = 0, from = 0; at < text.length; from = at) {
        text_code_point(text, &at);
        struct text letter = text_slice(text, from, at);
        char plain = letter.length > 1 ? mark_of(letter) : '\0';
        if (plain)
            buffer_add_character(&out, plain);
        else
            buffer_add(&out, letter);
    }
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}
