// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/json.h"

#include "base/memory.h"
#include "format/json_plain.h"
#include "format/json_writer.h"

#include <jansson.h>

// Before jansson reads: its own limit is its own, and its tree has no places.
static bool check_depth(struct text source, struct text content, struct problems *problems)
{
    struct place place = {.source = source, .line = 1};
    int depth = 0;
    bool quoted = false, escaped = false;
    for (size_t i = 0; i < content.length; i++) {
        char c = content.bytes[i];
        place.column += (c & 0xC0) != 0x80;
        if (c == '\n') {
            place.line++;
            place.column = 0;
        }
        if (escaped || (quoted && c == '\\'))
            escaped = !escaped;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == ']' || c == '}'))
            depth--;
        else if (!quoted && (c == '[' || c == '{') && ++depth > LIMIT_JSON_DEPTH)
            return problem_report(problems, place,
                                  MESSAGE("the JSON is nested more than {limit} levels deep",
                                          NUMBER("limit", LIMIT_JSON_DEPTH)),
                                  NO_MESSAGE);
    }
    return true;
}

static struct message words_for(const json_error_t *error)
{
    enum json_error_code code = json_error_code(error);
    if (code == json_error_invalid_utf8)
        return MESSAGE("the JSON is not UTF-8");
    if (code == json_error_premature_end_of_input)
        return MESSAGE("the JSON ends before it is complete");
    if (code == json_error_end_of_input_expected)
        return MESSAGE("nothing may follow the JSON");
    if (code == json_error_duplicate_key)
        return MESSAGE("this name occurs twice in one object");
    if (code == json_error_null_byte_in_key)
        return MESSAGE("a name must not contain the character NUL");
    if (code == json_error_numeric_overflow)
        return MESSAGE("this number is too large");
    return MESSAGE("this is not well-formed JSON: {problem}", VALUE("problem", text_from(error->text)));
}

// ---- jansson's tree to ours

static struct text copy_text(struct arena *arena, const char *bytes, size_t length)
{
    return text_copy(arena, (struct text){bytes, length});
}

static struct json_node copy_node(struct arena *arena, json_t *from);

static struct json_node copy_array(struct arena *arena, json_t *from)
{
    struct json_node array = {.kind = JSON_NODE_ARRAY};
    array.count = json_array_size(from);
    array.items = ARENA_ARRAY(arena, struct json_node, array.count);
    for (size_t i = 0; i < array.count; i++)
        array.items[i] = copy_node(arena, json_array_get(from, i));
    return array;
}

static struct json_node copy_object(struct arena *arena, json_t *from)
{
    struct json_node object = {.kind = JSON_NODE_OBJECT};
    object.members = ARENA_ARRAY(arena, struct json_member, json_object_size(from));
    for (void *at = json_object_iter(from); at; at = json_object_iter_next(from, at)) {
        struct json_member *member = &object.members[object.count++];
        member->name = copy_text(arena, json_object_iter_key(at), json_object_iter_key_len(at));
        member->value = copy_node(arena, json_object_iter_value(at));
    }
    return object;
}

static struct json_node copy_node(struct arena *arena, json_t *from)
{
    switch (json_typeof(from)) {
    case JSON_OBJECT: return copy_object(arena, from);
    case JSON_ARRAY: return copy_array(arena, from);
    case JSON_STRING:
        return (struct json_node){
            .kind = JSON_NODE_TEXT,
            .text = copy_text(arena, json_string_value(from), json_string_length(from))};
    case JSON_INTEGER:
        return (struct json_node){.kind = JSON_NODE_INTEGER, .integer = json_integer_value(from)};
    case JSON_REAL: return (struct json_node){.kind = JSON_NODE_NUMBER, .number = json_real_value(from)};
    case JSON_TRUE: return (struct json_node){.kind = JSON_NODE_BOOLEAN, .truth = true};
    case JSON_FALSE: return (struct json_node){.kind = JSON_NODE_BOOLEAN};
    case JSON_NULL: break;
    }
    return (struct json_node){.kind = JSON_NODE_NULL};
}

bool json_node_read(struct arena *arena, struct text source, struct text content, struct json_node *root,
                    struct problems *problems)
{
    if (json_plain_read(arena, content, root))
        return true;
    if (!check_depth(source, content, problems))
        return false;
    // jansson's lexer does not notice when there is no memory for a character and leaves it out; these two end the
    // process instead. They are the same at every call and free what malloc gave, so that it does not matter who is
    // the first.
    json_set_alloc_funcs(memory_allocate, memory_free);
    json_error_t error;
    json_t *tree = json_loadb(content.bytes ? content.bytes : "", content.length,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    if (!tree) {
        struct place place = {
            .source = source, .line = (uint64_t)error.line, .column = (uint64_t)error.column};
        return problem_report(problems, place, words_for(&error), NO_MESSAGE);
    }
    *root = copy_node(arena, tree);
    json_decref(tree);
    return true;
}

const struct json_node *json_node_member(const struct json_node *object, struct text name)
{
    for (size_t i = 0; object->kind == JSON_NODE_OBJECT && i < object->count; i++)
        if (text_equal(object->members[i].name, name))
            return &object->members[i].value;
    return NULL;
}

const struct json_node *json_node_find(const struct json_node *object, const char *name)
{
    return json_node_member(object, text_from(name));
}

bool json_node_integer(const struct json_node *node, int64_t *integer)
{
    if (node->kind != JSON_NODE_INTEGER)
        return false;
    *integer = node->integer;
    return true;
}

bool json_node_number(const struct json_node *node, double *number)
{
    if (node->kind != JSON_NODE_INTEGER && node->kind != JSON_NODE_NUMBER)
        return false;
    *number = node->kind == JSON_NODE_INTEGER ? (double)node->integer : node->number;
    return true;
}

static void write_node(struct json_writer *writer, const struct json_node *node)
{
    switch (node->kind) {
    case JSON_NODE_NULL: json_writer_null(writer, NULL); break;
    case JSON_NODE_BOOLEAN: json_writer_boolean(writer, NULL, node->truth); break;
    case JSON_NODE_INTEGER: json_writer_integer(writer, NULL, node->integer); break;
    case JSON_NODE_NUMBER: json_writer_number(writer, NULL, node->number); break;
    case JSON_NODE_TEXT: json_writer_text(writer, NULL, node->text); break;
    case JSON_NODE_ARRAY:
        json_writer_open_array(writer, NULL);
        for (size_t i = 0; i < node->count; i++)
            write_node(writer, &node->items[i]);
        json_writer_close(writer);
        break;
    case JSON_NODE_OBJECT:
        json_writer_open_object(writer, NULL);
        for (size_t i = 0; i < node->count; i++) {
            json_writer_name(writer, node->members[i].name);
            write_node(writer, &node->members[i].value);
        }
        json_writer_close(writer);
        break;
    }
}

struct text json_node_text(struct arena *arena, const struct json_node *node)
{
    struct buffer out = {0};
    write_node(&(struct json_writer){.out = &out}, node);
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}
