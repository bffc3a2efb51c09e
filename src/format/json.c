// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/json.h"

#include "format/number.h"

#include <math.h>
#include <stdlib.h>

static void add_escaped(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte == '"' || byte == '\\')
            buffer_print(out, "\\%c", byte);
        else if (byte == '\n')
            buffer_add(out, TEXT("\\n"));
        else if (byte < 0x20)
            buffer_print(out, "\\u%04x", byte);
        else
            buffer_add_character(out, (char)byte);
    }
}

void json_add_text(struct buffer *out, struct text text)
{
    buffer_add_character(out, '"');
    size_t bad;
    while (!text_is_utf8(text, &bad)) {
        add_escaped(out, text_slice(text, 0, bad));
        buffer_add_code_point(out, 0xFFFD);
        text = text_slice(text, bad + 1, text.length);
    }
    add_escaped(out, text);
    buffer_add_character(out, '"');
}

void json_add_number(struct buffer *out, double number)
{
    if (!isfinite(number)) {
        buffer_add(out, TEXT("null"));
        return;
    }
    char room[NUMBER_TEXT_BYTES];
    buffer_add(out, number_shortest(number, room));
}

struct parser {
    struct arena *arena;
    struct text source, content;
    size_t at;
    int depth;
    struct problems *problems;
};

static bool wrong(struct parser *parser, struct message what)
{
    uint64_t line = 1;
    size_t line_start = 0;
    for (size_t i = 0; i < parser->at && i < parser->content.length; i++) {
        if (parser->content.bytes[i] == '\n') {
            line++;
            line_start = i + 1;
        }
    }
    struct text before = text_slice(parser->content, line_start, parser->at);
    struct place place = {.source = parser->source, .line = line, .column = text_characters(before) + 1};
    return problem_report(parser->problems, place, what, NO_MESSAGE);
}

static int peek(const struct parser *parser)
{
    return parser->at < parser->content.length ? (unsigned char)parser->content.bytes[parser->at] : -1;
}

static void skip_blanks(struct parser *parser)
{
    int c;
    while ((c = peek(parser)) == ' ' || c == '\t' || c == '\n' || c == '\r')
        parser->at++;
}

static bool take(struct parser *parser, struct text word)
{
    if (!text_starts(text_slice(parser->content, parser->at, parser->content.length), word))
        return false;
    parser->at += word.length;
    return true;
}

static bool read_hex(struct parser *parser, uint32_t *code)
{
    uint32_t c = 0;
    for (int i = 0; i < 4; i++) {
        int digit = peek(parser);
        if (digit >= '0' && digit <= '9')
            digit -= '0';
        else if (digit >= 'a' && digit <= 'f')
            digit -= 'a' - 10;
        else if (digit >= 'A' && digit <= 'F')
            digit -= 'A' - 10;
        else
            return wrong(parser, MESSAGE("four hexadecimal digits must follow \\u"));
        c = c << 4 | (uint32_t)digit;
        parser->at++;
    }
    *code = c;
    return true;
}

static bool read_escape(struct parser *parser, struct buffer *out)
{
    int c = peek(parser);
    parser->at++;
    switch (c) {
    case '"': case '\\': case '/': buffer_add_character(out, (char)c); return true;
    case 'b': buffer_add_character(out, '\b'); return true;
    case 'f': buffer_add_character(out, '\f'); return true;
    case 'n': buffer_add_character(out, '\n'); return true;
    case 'r': buffer_add_character(out, '\r'); return true;
    case 't': buffer_add_character(out, '\t'); return true;
    case 'u': break;
    default: parser->at--; return wrong(parser, MESSAGE("this is no escape of JSON"));
    }
    uint32_t high, low;
    if (!read_hex(parser, &high))
        return false;
    if (high >= 0xD800 && high < 0xDC00) {
        if (!take(parser, TEXT("\\u")) || !read_hex(parser, &low) || low < 0xDC00 || low > 0xDFFF)
            return wrong(parser, MESSAGE("half of a pair of \\u escapes is missing"));
        high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    } else if (high >= 0xDC00 && high <= 0xDFFF) {
        return wrong(parser, MESSAGE("half of a pair of \\u escapes is missing"));
    }
    buffer_add_code_point(out, high);
    return true;
}

// After the opening quote. A text without escapes is a slice of the content.
static bool read_text(struct parser *parser, struct text *text)
{
    size_t from = parser->at;
    struct buffer unescaped = {0};
    bool escaped = false, read = false;
    for (;;) {
        int c = peek(parser);
        if (c < 0x20) {
            wrong(parser, c < 0 ? MESSAGE("a text is not closed by a quote")
                                : MESSAGE("a control character must be written as \\u and four digits"));
            break;
        }
        if (c == '"') {
            read = true;
            break;
        }
        if (c != '\\') {
            parser->at++;
            if (escaped)
                buffer_add_character(&unescaped, (char)c);
            continue;
        }
        if (!escaped)
            buffer_add(&unescaped, text_slice(parser->content, from, parser->at));
        escaped = true;
        parser->at++;
        if (!read_escape(parser, &unescaped))
            break;
    }
    if (read) {
        *text = escaped ? text_copy(parser->arena, buffer_text(&unescaped))
                        : text_slice(parser->content, from, parser->at);
        parser->at++;
    }
    buffer_dispose(&unescaped);
    return read;
}

static bool skip_digits(struct parser *parser)
{
    size_t from = parser->at;
    while (peek(parser) >= '0' && peek(parser) <= '9')
        parser->at++;
    return parser->at > from;
}

static bool read_number(struct parser *parser, struct json_node *node)
{
    size_t from = parser->at;
    take(parser, TEXT("-"));
    bool zero = peek(parser) == '0';
    size_t digits = parser->at;
    bool good = skip_digits(parser) && !(zero && parser->at > digits + 1);
    if (good && take(parser, TEXT(".")))
        good = skip_digits(parser);
    if (good && (take(parser, TEXT("e")) || take(parser, TEXT("E")))) {
        if (!take(parser, TEXT("+")))
            take(parser, TEXT("-"));
        good = skip_digits(parser);
    }
    if (!good)
        return wrong(parser, MESSAGE("a value of JSON is expected here"));
    node->kind = JSON_NUMBER;
    node->text = text_slice(parser->content, from, parser->at);
    return true;
}

static bool read_value(struct parser *parser, struct json_node *node);

static bool read_array(struct parser *parser, struct json_node *node)
{
    ARRAY_OF(struct json_node) items = {0};
    node->kind = JSON_ARRAY;
    skip_blanks(parser);
    if (take(parser, TEXT("]")))
        return true;
    do {
        struct json_node item = {0};
        if (!read_value(parser, &item))
            return false;
        *ARRAY_APPEND(parser->arena, &items) = item;
    } while (take(parser, TEXT(",")));
    if (!take(parser, TEXT("]")))
        return wrong(parser, MESSAGE("a comma or the closing bracket is missing"));
    node->items = items.items;
    node->count = items.count;
    return true;
}

static int compare_names(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

// Sorted copies, so that a text of many names takes no quadratic time.
static bool names_differ(struct parser *parser, const struct json_member *members, size_t count)
{
    struct arena_mark mark = arena_mark(parser->arena);
    struct text *names = ARENA_ARRAY(parser->arena, struct text, count);
    for (size_t i = 0; i < count; i++)
        names[i] = members[i].name;
    qsort(names, count, sizeof *names, compare_names);
    bool differ = true;
    for (size_t i = 1; differ && i < count; i++)
        if (text_equal(names[i - 1], names[i]))
            differ = wrong(parser, MESSAGE("the name {name} occurs twice in one object", VALUE("name", names[i])));
    if (differ)
        arena_release(parser->arena, mark);
    return differ;
}

static bool read_member(struct parser *parser, struct json_member *member)
{
    skip_blanks(parser);
    if (!take(parser, TEXT("\"")))
        return wrong(parser, MESSAGE("a name in quotes is expected here"));
    if (!read_text(parser, &member->name))
        return false;
    skip_blanks(parser);
    if (!take(parser, TEXT(":")))
        return wrong(parser, MESSAGE("a colon is missing after the name"));
    return read_value(parser, &member->value);
}

static bool read_object(struct parser *parser, struct json_node *node)
{
    ARRAY_OF(struct json_member) members = {0};
    node->kind = JSON_OBJECT;
    skip_blanks(parser);
    if (take(parser, TEXT("}")))
        return true;
    do {
        struct json_member member = {0};
        if (!read_member(parser, &member))
            return false;
        *ARRAY_APPEND(parser->arena, &members) = member;
    } while (take(parser, TEXT(",")));
    if (!take(parser, TEXT("}")))
        return wrong(parser, MESSAGE("a comma or the closing brace is missing"));
    node->members = members.items;
    node->count = members.count;
    return names_differ(parser, node->members, node->count);
}

static bool read_unblanked(struct parser *parser, struct json_node *node)
{
    if (take(parser, TEXT("{")))
        return read_object(parser, node);
    if (take(parser, TEXT("[")))
        return read_array(parser, node);
    if (take(parser, TEXT("\""))) {
        node->kind = JSON_TEXT;
        return read_text(parser, &node->text);
    }
    if (take(parser, TEXT("null"))) {
        node->kind = JSON_NULL;
        return true;
    }
    node->kind = JSON_BOOLEAN;
    node->truth = take(parser, TEXT("true"));
    return node->truth || take(parser, TEXT("false")) || read_number(parser, node);
}

// With the blanks around it.
static bool read_value(struct parser *parser, struct json_node *node)
{
    if (parser->depth == LIMIT_JSON_DEPTH)
        return wrong(parser, MESSAGE("the JSON is nested more than {limit} levels deep",
                                     NUMBER("limit", LIMIT_JSON_DEPTH)));
    skip_blanks(parser);
    size_t from = parser->at;
    parser->depth++;
    if (!read_unblanked(parser, node))
        return false;
    parser->depth--;
    node->raw = text_slice(parser->content, from, parser->at);
    skip_blanks(parser);
    return true;
}

bool json_read(struct arena *arena, struct text source, struct text content, struct json_node *root,
               struct problems *problems)
{
    struct parser parser = {.arena = arena, .source = source, .content = content, .problems = problems};
    if (!text_is_utf8(content, &parser.at))
        return wrong(&parser, MESSAGE("the JSON is not UTF-8"));
    parser.at = 0;
    struct json_node node = {0};
    if (!read_value(&parser, &node))
        return false;
    if (parser.at != content.length)
        return wrong(&parser, MESSAGE("nothing may follow the JSON"));
    *root = node;
    return true;
}

const struct json_node *json_find(const struct json_node *object, const char *name)
{
    for (size_t i = 0; object->kind == JSON_OBJECT && i < object->count; i++)
        if (text_equal(object->members[i].name, text_from(name)))
            return &object->members[i].value;
    return NULL;
}

bool json_integer(const struct json_node *node, int64_t *integer)
{
    return node->kind == JSON_NUMBER && text_to_int64(node->text, integer);
}

bool json_double(const struct json_node *node, double *number)
{
    return node->kind == JSON_NUMBER && number_read(node->text, number);
}
