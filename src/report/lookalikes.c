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
    {"ο", 'o'}, {"ρ", 'p'}, {"τ", 't'}, {"υ", 'y'}, {"χ", 'x'}, {"ζ", 'z'}, // Greek
    {"ı", 'i'}, {"ɑ", 'a'}, {"ɡ", 'g'},                                     // Latin
};

static char latin_of(struct text letter)
{
    for (size_t i = 0; i < sizeof lookalikes / sizeof *lookalikes; i++)
        if (text_equal(letter, text_from(lookalikes[i].letter)))
            return lookalikes[i].latin;
    return '\0';
}

struct text lookalikes_fold(struct arena *arena, struct text text)
{
    struct text folded = unicode_fold(arena, text);
    if (!text_is_utf8(folded, NULL))
        return folded;
    struct buffer out = {0};
    for (size_t at = 0, from = 0; at < folded.length; from = at) {
        text_code_point(folded, &at);
        struct text letter = text_slice(folded, from, at);
        char latin = letter.length > 1 ? latin_of(letter) : '\0';
        if (latin)
            buffer_add_character(&out, latin);
        else
            buffer_add(&out, letter);
    }
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}
