// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/markdown_text.h"

#include "base/no_break.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter_or_digit(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static bool is_punctuation(char c)
{
    return c > ' ' && c < 0x7F && !is_letter_or_digit(c);
}

// A character with what stands on its two sides. Where it is not known what follows, it is taken for whatever gives a meaning to
// the character.
struct character {
    const struct markdown_place *place;
    struct text before; // of the line, as it was written
    struct text text;
    size_t at;
};

static char own(const struct character *c)
{
    return c->text.bytes[c->at];
}

static char after(const struct character *c)
{
    return c->at + 1 == c->text.length ? c->place->next : c->text.bytes[c->at + 1];
}

static bool is_last(const struct character *c)
{
    return after(c) == '\0';
}

static bool is_first(const struct character *c)
{
    return c->before.length == 0;
}

static bool between_blanks(const struct character *c)
{
    return !is_first(c) && is_blank(c->before.bytes[c->before.length - 1]) && is_blank(after(c));
}

static bool between_letters(const struct character *c)
{
    return !is_first(c) && is_letter_or_digit(c->before.bytes[c->before.length - 1]) &&
           is_letter_or_digit(after(c));
}

// Whether from the character on the text is made of these only.
static bool only(const struct character *c, const char *characters)
{
    for (size_t i = c->at; i < c->text.length; i++)
        if (!memchr(characters, c->text.bytes[i], strlen(characters)))
            return false;
    return true;
}

// ---- At the beginning of a line ----------------------------------------------------------------------------

// "12." and "12)" before a blank number a list.
static bool is_list_number(const struct character *c)
{
    enum { DIGITS_MOST = 9 };
    for (size_t i = 0; i < c->before.length; i++)
        if (!is_digit(c->before.bytes[i]))
            return false;
    return c->before.length > 0 && c->before.length <= DIGITS_MOST && (is_last(c) || is_blank(after(c)));
}

// "- ", "---", "===", "+ ", "> ", "# ", and the second line of a table: ":--|--:".
static bool begins_a_block(const struct character *c)
{
    switch (own(c)) {
    case '+': return is_last(c) || is_blank(after(c));
    case '-': return is_last(c) || is_blank(after(c)) || after(c) == '-' || only(c, "-:| ");
    case '=': return is_last(c) || is_blank(after(c)) || after(c) == '=';
    case ':':
    case '|': return only(c, "-:| ");
    case '>':
    case '#':
    case '_':
    case '*': return true;
    default: return false;
    }
}

// ---- Within a line -----------------------------------------------------------------------------------------

// "&amp;", "&#38;"
static bool is_entity(const struct character *c)
{
    size_t end = c->at + 1;
    while (end < c->text.length && (is_letter_or_digit(c->text.bytes[end]) || c->text.bytes[end] == '#'))
        end++;
    return end == c->text.length || (end > c->at + 1 && c->text.bytes[end] == ';');
}

// A link or a note needs something behind its bracket, for nothing is defined that could stand alone in brackets.
static bool is_bracket(const struct character *c)
{
    if (c->place->in_link)
        return true;
    if (own(c) == '[')
        return is_first(c) || is_last(c) || after(c) == '^';
    return is_last(c) || memchr("([:", after(c), 3);
}

// Emphasis and strikethrough do not begin or end between blanks, and underscores not within a word.
static bool is_emphasis(const struct character *c)
{
    return !between_blanks(c) && !(own(c) == '_' && between_letters(c));
}

// "#" at the end of a heading would vanish.
static bool is_closing(const struct character *c)
{
    return c->place->in_heading && only(c, "# ");
}

// "@name", but no address of e-mail.
static bool is_mention(const struct character *c)
{
    bool in_word = !is_first(c) && is_letter_or_digit(c->before.bytes[c->before.length - 1]);
    return !in_word && (is_last(c) || is_letter_or_digit(after(c)));
}

static bool is_markup(const struct character *c)
{
    if (is_first(c) && begins_a_block(c))
        return true;
    switch (own(c)) {
    case '\\': return is_last(c) || is_punctuation(after(c));
    case '`':
    case '$': return true;
    case '*':
    case '_':
    case '~': return is_emphasis(c);
    case '[':
    case ']': return is_bracket(c);
    case '!': return is_last(c) || after(c) == '[';
    case '|': return c->place->in_cell;
    case '#': return is_closing(c);
    case '^': return !is_first(c) && c->before.bytes[c->before.length - 1] == '['; // a note
    case '@': return is_mention(c);
    case '&': return is_entity(c);
    case '<': return is_last(c) || is_letter_or_digit(after(c)) || memchr("/!?", after(c), 3);
    case '.':
    case ')': return is_list_number(c);
    default: return false;
    }
}

// ---- Text --------------------------------------------------------------------------------------------------

static void add_character(struct buffer *out, struct text text, size_t at, const struct markdown_place *place)
{
    struct character character = {place, text_slice(buffer_text(out), place->line, out->length), text, at};
    char c = text.bytes[at];
    if (is_first(&character) && is_blank(c))
        return; // four of them would make the line a piece of code
    if (!is_markup(&character))
        buffer_add_character(out, c);
    else if (c == '<' || c == '&')
        buffer_add(out, c == '<' ? TEXT("&lt;") : TEXT("&amp;"));
    else
        buffer_print(out, "\\%c", c);
}

void markdown_add_text(struct buffer *out, struct text text, const struct markdown_place *place)
{
    size_t blank = text.length;
    bool bound = no_break_find(text, 0, &blank);
    for (size_t i = 0; i < text.length; i++) {
        if (!bound || i != blank) {
            add_character(out, text, i, place);
            continue;
        }
        buffer_add(out, TEXT(NO_BREAK_SPACE));
        bound = no_break_find(text, i + 1, &blank);
    }
}

void markdown_add_address(struct buffer *out, struct text address)
{
    buffer_add_character(out, '<');
    for (size_t i = 0; i < address.length; i++) {
        char c = address.bytes[i];
        if (strchr("<>|\\", c))
            buffer_print(out, "%%%02X", (unsigned char)c);
        else
            buffer_add_character(out, c);
    }
    buffer_add_character(out, '>');
}
