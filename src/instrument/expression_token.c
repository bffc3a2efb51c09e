// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/expression_tree.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

// The byte at a place, or NUL past the end: no token contains NUL.
static char peek(struct text source, size_t at)
{
    return at < source.length ? source.bytes[at] : '\0';
}

static size_t after_digits(struct text source, size_t at)
{
    while (is_digit(peek(source, at)))
        at++;
    return at;
}

static size_t after_number(struct text source, size_t at, enum token_kind *kind)
{
    *kind = TOKEN_INTEGER;
    at = after_digits(source, at);
    if (peek(source, at) == '.') {
        *kind = TOKEN_DECIMAL;
        at = after_digits(source, at + 1);
    }
    if (peek(source, at) == 'e' || peek(source, at) == 'E') {
        size_t sign = peek(source, at + 1) == '+' || peek(source, at + 1) == '-';
        if (is_digit(peek(source, at + 1 + sign))) {
            *kind = TOKEN_DECIMAL;
            at = after_digits(source, at + 1 + sign);
        }
    }
    return at;
}

// Where the closing quote stands; the end of the source if there is none.
static size_t closing_quote(struct text source, size_t at, char quote)
{
    while (at < source.length) {
        if (source.bytes[at] != quote)
            at++;
        else if (peek(source, at + 1) == quote)
            at += 2;
        else
            break;
    }
    return at < source.length ? at : source.length;
}

static struct token read_quoted(struct text source, size_t at, size_t *next)
{
    char quote = source.bytes[at];
    size_t end = closing_quote(source, at + 1, quote);
    struct token token = {quote == '\'' ? TOKEN_TEXT : TOKEN_NAME, at, text_slice(source, at + 1, end), true};
    if (end == source.length)
        token.kind = TOKEN_BAD_QUOTE;
    *next = end < source.length ? end + 1 : end;
    return token;
}

static size_t symbol_length(struct text source, size_t at)
{
    static const char *const symbols[] = {"<>", "!=", "<=", ">=", "||", "::", "=", "<", ">",
                                          "+",  "-",  "*",  "/",  "%",  "(",  ")", ",", "."};
    struct text rest = text_slice(source, at, source.length);
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (text_starts(rest, text_from(symbols[i])))
            return strlen(symbols[i]);
    return 0;
}

struct token token_read(struct text source, size_t from, size_t *next)
{
    size_t at = from;
    while (is_blank(peek(source, at)))
        at++;
    struct token token = {TOKEN_END, at, {0}, false};
    size_t end = at;
    if (at >= source.length) {
        *next = at;
        return token;
    }
    char first = source.bytes[at];
    if (first == '\'' || first == '"')
        return read_quoted(source, at, next);
    if (is_letter(first)) {
        token.kind = TOKEN_NAME;
        while (is_letter(peek(source, end)) || is_digit(peek(source, end)))
            end++;
    } else if (is_digit(first) || (first == '.' && is_digit(peek(source, at + 1)))) {
        end = after_number(source, at, &token.kind);
    } else {
        struct text two = text_slice(source, at, at + 2);
        bool comment = text_equal(two, TEXT("--")) || text_equal(two, TEXT("/*"));
        end = at + (comment ? 2 : symbol_length(source, at));
        token.kind = comment ? TOKEN_COMMENT : end > at ? TOKEN_SYMBOL : TOKEN_BAD_CHARACTER;
        while (token.kind == TOKEN_BAD_CHARACTER &&
               (end == at || ((unsigned char)peek(source, end) & 0xC0) == 0x80))
            end++; // the whole character
    }
    token.source = text_slice(source, at, end);
    *next = end;
    return token;
}

struct text token_unquoted(struct arena *arena, const struct token *token, char quote)
{
    struct text copy = text_copy(arena, token->source);
    char *to = (char *)(uintptr_t)copy.bytes; // ours, just made
    size_t length = 0;
    for (size_t i = 0; i < copy.length; i++) {
        to[length++] = copy.bytes[i];
        i += copy.bytes[i] == quote; // the second of two
    }
    return (struct text){copy.bytes, length};
}

bool expression_next_name(struct text *rest, struct text *name)
{
    size_t at = 0;
    for (;;) {
        struct token token = token_read(*rest, at, &at);
        if (token.kind == TOKEN_END)
            return false;
        if (token.kind == TOKEN_NAME) {
            *name = token.source;
            *rest = text_slice(*rest, at, rest->length);
            return true;
        }
    }
}
