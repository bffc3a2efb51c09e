// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/json_plain.h"

enum {
    DIGITS_MOST = 18,
    MEMBERS_MOST = 64
}; // of an integer; of an object, each of which is compared with all others

struct reader {
    struct arena *arena;
    char *at; // in a copy of ours, in which escapes are replaced by what they stand for
    const char *end;
    int depth;
};

static void skip_blanks(struct reader *reader)
{
    while (reader->at < reader->end &&
           (*reader->at == ' ' || *reader->at == '\n' || *reader->at == '\t' || *reader->at == '\r'))
        reader->at++;
}

static bool is_next(struct reader *reader, char character)
{
    skip_blanks(reader);
    return reader->at < reader->end && *reader->at == character;
}

static bool take(struct reader *reader, char character)
{
    bool next = is_next(reader, character);
    reader->at += next;
    return next;
}

static bool take_word(struct reader *reader, struct text word)
{
    if ((size_t)(reader->end - reader->at) < word.length || memcmp(reader->at, word.bytes, word.length) != 0)
        return false;
    reader->at += word.length;
    return true;
}

// What stands behind a backslash; NUL: something that is not plain.
static char escaped(char letter)
{
    switch (letter) {
    case '"':
    case '\\':
    case '/': return letter;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return '\0';
    }
}

// Bytes that end the run in which a string stands as it is written.
static bool ends_run(unsigned char c)
{
    return c == '"' || c == '\\' || c < ' ';
}

static bool read_text(struct reader *reader, struct text *text)
{
    if (!take(reader, '"'))
        return false;
    char *from = reader->at, *to = from, *at = from;
    const char *end = reader->end;
    for (;;) {
        char *run = at;
        while (at < end && !ends_run((unsigned char)*at))
            at++;
        if (to != run) // an escape came before, and the rest moves up to it
            memmove(to, run, (size_t)(at - run));
        to += at - run;
        if (at == end || (*at != '"' && *at != '\\'))
            return false;
        if (*at++ == '"')
            break;
        if (at == end || !(*to++ = escaped(*at++)))
            return false;
    }
    reader->at = at;
    *text = (struct text){from, (size_t)(to - from)};
    return true;
}

static bool read_integer(struct reader *reader, struct json_node *node)
{
    bool minus = *reader->at == '-';
    const char *from = reader->at += minus;
    int64_t integer = 0;
    while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9' &&
           reader->at - from < DIGITS_MOST)
        integer = integer * 10 + (*reader->at++ - '0');
    size_t digits = (size_t)(reader->at - from);
    bool whole = reader->at == reader->end || !memchr(".eE0123456789", *reader->at, 13);
    if (!digits || !whole || (*from == '0' && (digits > 1 || minus)))
        return false;
    *node = (struct json_node){.kind = JSON_NODE_INTEGER, .integer = minus ? -integer : integer};
    return true;
}

static bool read_node(struct reader *reader, struct json_node *node);

static bool is_new(const struct json_member *members, size_t count, struct text name)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(members[i].name, name))
            return false;
    return true;
}

static bool read_object(struct reader *reader, struct json_node *node)
{
    ARRAY_OF(struct json_member) members = {0};
    if (!is_next(reader, '}'))
        do {
            struct text name;
            struct json_node value;
            if (members.count == MEMBERS_MOST || !read_text(reader, &name) || !take(reader, ':') ||
                !is_new(members.items, members.count, name) || !read_node(reader, &value))
                return false;
            *ARRAY_APPEND(reader->arena, &members) = (struct json_member){name, value};
        } while (take(reader, ','));
    *node = (struct json_node){.kind = JSON_NODE_OBJECT, .count = members.count, .members = members.items};
    return take(reader, '}');
}

static bool read_array(struct reader *reader, struct json_node *node)
{
    ARRAY_OF(struct json_node) items = {0};
    if (!is_next(reader, ']'))
        do {
            struct json_node item;
            if (!read_node(reader, &item))
                return false;
            *ARRAY_APPEND(reader->arena, &items) = item;
        } while (take(reader, ','));
    *node = (struct json_node){.kind = JSON_NODE_ARRAY, .count = items.count, .items = items.items};
    return take(reader, ']');
}

static bool read_inside(struct reader *reader, struct json_node *node)
{
    bool object = *reader->at++ == '{';
    if (reader->depth == LIMIT_JSON_DEPTH)
        return false;
    reader->depth++;
    bool read = object ? read_object(reader, node) : read_array(reader, node);
    reader->depth--;
    return read;
}

static bool read_node(struct reader *reader, struct json_node *node)
{
    struct text text;
    skip_blanks(reader);
    if (reader->at == reader->end)
        return false;
    switch (*reader->at) {
    case '{':
    case '[': return read_inside(reader, node);
    case '"':
        if (!read_text(reader, &text))
            return false;
        *node = (struct json_node){.kind = JSON_NODE_TEXT, .text = text};
        return true;
    case 't':
        *node = (struct json_node){.kind = JSON_NODE_BOOLEAN, .truth = true};
        return take_word(reader, TEXT("true"));
    case 'f': *node = (struct json_node){.kind = JSON_NODE_BOOLEAN}; return take_word(reader, TEXT("false"));
    case 'n': *node = (struct json_node){.kind = JSON_NODE_NULL}; return take_word(reader, TEXT("null"));
    default: return read_integer(reader, node);
    }
}

bool json_plain_read(struct arena *arena, struct text content, struct json_node *root)
{
    struct arena_mark mark = arena_mark(arena);
    struct json_node read;
    if (!content.length || !text_is_utf8(content, NULL))
        return false;
    char *copy = arena_allocate(arena, content.length, 1);
    memcpy(copy, content.bytes, content.length);
    struct reader reader = {.arena = arena, .at = copy, .end = copy + content.length};
    bool good = read_node(&reader, &read);
    skip_blanks(&reader);
    if (!good || reader.at != reader.end) {
        arena_release(arena, mark);
        return false;
    }
    *root = read;
    return true;
}
