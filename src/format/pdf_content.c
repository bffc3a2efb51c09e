// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/pdf_content.h"

#include "base/limits.h"

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == '\f' || byte == '\0';
}

static bool is_delimiter(char byte)
{
    return memchr("()<>[]{}/%", byte, 10) != NULL;
}

static bool is_regular(char byte)
{
    return !is_blank(byte) && !is_delimiter(byte);
}

static void skip(struct pdf_content *content, size_t bytes)
{
    content->rest = text_slice(content->rest, bytes, content->rest.length);
}

static char first(const struct pdf_content *content)
{
    return content->rest.length ? content->rest.bytes[0] : '\0';
}

static void skip_blanks(struct pdf_content *content)
{
    while (content->rest.length > 0) {
        if (first(content) == '%')
            while (content->rest.length > 0 && first(content) != '\n' && first(content) != '\r')
                skip(content, 1);
        else if (is_blank(first(content)))
            skip(content, 1);
        else
            return;
    }
}

static struct text take_regular(struct pdf_content *content)
{
    size_t length = 0;
    while (length < content->rest.length && is_regular(content->rest.bytes[length]))
        length++;
    struct text word = text_slice(content->rest, 0, length);
    skip(content, length);
    return word;
}

static int hexadecimal(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte = (char)(byte | 0x20);
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

// ---- Strings and names -------------------------------------------------------------------------------------------

static bool take_hexadecimal(struct pdf_content *content, struct text *string)
{
    const char *end = memchr(content->rest.bytes, '>', content->rest.length);
    if (!end)
        return false;
    size_t length = (size_t)(end - content->rest.bytes), digits = 0;
    char *bytes = ARENA_ARRAY(content->arena, char, length / 2 + 1);
    for (size_t i = 1; i < length; i++) {
        int digit = hexadecimal(content->rest.bytes[i]);
        if (digit < 0 && !is_blank(content->rest.bytes[i]))
            return false;
        if (digit < 0)
            continue;
        bytes[digits / 2] = (char)(bytes[digits / 2] | (digits % 2 ? digit : digit << 4));
        digits++;
    }
    *string = (struct text){bytes, (digits + 1) / 2};
    skip(content, length + 1);
    return true;
}

// The character behind a backslash: how many bytes it takes, and what it stands for, or nothing.
static size_t escaped(struct text rest, bool *stands, char *byte)
{
    static const char letters[] = "nrtbf", meant[] = "\n\r\t\b\f";
    const char *letter = rest.bytes[0] ? strchr(letters, rest.bytes[0]) : NULL;
    size_t taken = 0;
    int octal = 0;
    *stands = true;
    while (taken < 3 && taken < rest.length && rest.bytes[taken] >= '0' && rest.bytes[taken] <= '7')
        octal = octal * 8 + (rest.bytes[taken++] - '0');
    if (taken > 0) {
        *byte = (char)octal;
        return taken;
    }
    if (rest.bytes[0] == '\r' || rest.bytes[0] == '\n') {
        *stands = false;
        return text_starts(rest, TEXT("\r\n")) ? 2 : 1;
    }
    *byte = letter ? meant[letter - letters] : rest.bytes[0];
    return 1;
}

// Where the string ends: its closing parenthesis. False if it does not.
static bool string_end(struct text rest, size_t *end)
{
    size_t open = 0;
    for (size_t i = 0; i < rest.length; i++) {
        if (rest.bytes[i] == '\\')
            i++;
        else if (rest.bytes[i] == '(')
            open++;
        else if (rest.bytes[i] == ')' && --open == 0) {
            *end = i;
            return true;
        }
    }
    return false;
}

static bool take_string(struct pdf_content *content, struct text *string)
{
    size_t end, length = 0;
    if (!string_end(content->rest, &end))
        return false;
    char *bytes = ARENA_ARRAY(content->arena, char, end + 1);
    for (size_t i = 1; i < end; i++) {
        bool stands = true;
        char byte = content->rest.bytes[i];
        if (byte == '\\') {
            i += escaped(text_slice(content->rest, i + 1, end), &stands, &byte);
        }
        if (stands)
            bytes[length++] = byte;
    }
    *string = (struct text){bytes, length};
    skip(content, end + 1);
    return true;
}

static struct text take_name(struct pdf_content *content)
{
    skip(content, 1);
    struct text word = take_regular(content);
    if (word.length == 0 || !memchr(word.bytes, '#', word.length))
        return word;
    char *bytes = ARENA_ARRAY(content->arena, char, word.length);
    size_t length = 0;
    for (size_t i = 0; i < word.length; i++) {
        int high = i + 2 < word.length ? hexadecimal(word.bytes[i + 1]) : -1;
        int low = i + 2 < word.length ? hexadecimal(word.bytes[i + 2]) : -1;
        bool code = word.bytes[i] == '#' && high >= 0 && low >= 0;
        char decoded = (char)((unsigned)high << 4 | (unsigned)low);
        bytes[length++] = code ? decoded : word.bytes[i];
        i += code ? 2 : 0;
    }
    return (struct text){bytes, length};
}

// ---- Operands and operators --------------------------------------------------------------------------------------

static bool is_number(struct text word, int64_t *number)
{
    bool negative = word.bytes[0] == '-', fraction = false, digit = false;
    int64_t value = 0;
    for (size_t i = negative || word.bytes[0] == '+'; i < word.length; i++) {
        char byte = word.bytes[i];
        if (byte == '.' && !fraction)
            fraction = true;
        else if (byte < '0' || byte > '9')
            return false;
        else if (!fraction && value < INT64_MAX / 10 - 1)
            value = value * 10 + (byte - '0');
        digit |= byte != '.';
    }
    *number = negative ? -value : value;
    return digit;
}

static bool is_operand_word(struct text word)
{
    return text_equal(word, TEXT("true")) || text_equal(word, TEXT("false")) ||
           text_equal(word, TEXT("null"));
}

// An inline image's data end with EI that stands alone.
static bool skip_image(struct pdf_content *content)
{
    size_t at;
    skip(content, 1);
    while (text_find(content->rest, TEXT("EI"), &at)) {
        bool alone_before = at == 0 || is_blank(content->rest.bytes[at - 1]);
        bool alone_behind = at + 2 >= content->rest.length || is_blank(content->rest.bytes[at + 2]);
        skip(content, at + 2);
        if (alone_before && alone_behind)
            return true;
    }
    return false;
}

static bool take_bracket(struct pdf_content *content, struct pdf_token *token)
{
    bool twice = content->rest.length > 1 && content->rest.bytes[1] == first(content);
    switch (first(content)) {
    case '[': token->kind = PDF_TOKEN_ARRAY; break;
    case ']': token->kind = PDF_TOKEN_ARRAY_END; break;
    case '<':
    case '>':
        if (!twice)
            return false;
        token->kind = first(content) == '<' ? PDF_TOKEN_DICTIONARY : PDF_TOKEN_DICTIONARY_END;
        skip(content, 1);
        break;
    default: return false;
    }
    skip(content, 1);
    return true;
}

// An operand that does not begin with a regular character.
static bool take_delimited(struct pdf_content *content, struct pdf_token *token)
{
    bool twice = content->rest.length > 1 && content->rest.bytes[1] == '<';
    if (first(content) == '/') {
        token->kind = PDF_TOKEN_NAME;
        token->bytes = take_name(content);
        return true;
    }
    token->kind = PDF_TOKEN_STRING;
    if (first(content) == '(')
        return take_string(content, &token->bytes);
    if (first(content) == '<' && !twice)
        return take_hexadecimal(content, &token->bytes);
    return take_bracket(content, token);
}

// True: an operand. False: content->operation is set.
static bool take_word(struct pdf_content *content, struct pdf_token *token)
{
    token->bytes = take_regular(content);
    token->kind = PDF_TOKEN_NUMBER;
    if (is_number(token->bytes, &token->number))
        return true;
    token->kind = PDF_TOKEN_WORD;
    if (is_operand_word(token->bytes))
        return true;
    content->operation = token->bytes;
    return false;
}

void pdf_content_init(struct pdf_content *content, struct arena *arena, struct text bytes)
{
    *content = (struct pdf_content){.arena = arena, .rest = bytes, .all = bytes};
}

static enum pdf_content_step end_operator(struct pdf_content *content)
{
    content->at = content->all.length - content->rest.length;
    if (text_equal(content->operation, TEXT("ID")) && !skip_image(content))
        return PDF_CONTENT_DAMAGED;
    return PDF_CONTENT_OPERATOR;
}

enum pdf_content_step pdf_content_next(struct pdf_content *content)
{
    arena_reset(content->arena);
    content->operands.items = NULL;
    content->operands.count = content->operands.capacity = 0;
    for (;;) {
        skip_blanks(content);
        if (content->rest.length == 0)
            return content->operands.count ? PDF_CONTENT_DAMAGED : PDF_CONTENT_END;
        struct pdf_token token = {0};
        if (!is_regular(first(content))) {
            if (!take_delimited(content, &token))
                return PDF_CONTENT_DAMAGED;
        } else if (!take_word(content, &token))
            return end_operator(content);
        if (content->operands.count >= LIMIT_PDF_OPERANDS)
            return PDF_CONTENT_TOO_MANY;
        *ARRAY_APPEND(content->arena, &content->operands) = token;
    }
}
