// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/json_plain.h"

#include "base/buffer.h"
#include "test.h"

#include <jansson.h>

#include <stdlib.h>

static struct arena *arena;

static bool reads(const char *content)
{
    struct json_node root;
    arena = arena_new();
    bool read = json_plain_read(arena, text_from(content), &root);
    arena_free(arena);
    return read;
}

TEST(what_programs_write_is_plain)
{
    assert_true(reads("{}"));
    assert_true(reads(" [ ] "));
    assert_true(reads("{\"a\":[1,-2,true,false,null,\"\xc3\xa9\"],\"b\":{\"a\":0}}"));
    assert_true(reads("\"a \\\"word\\\" \\\\ \\/ \\b\\f\\n\\r\\t\""));
    assert_true(reads("999999999999999999"));
}

TEST(everything_else_is_left_to_the_library)
{
    const char *const others[] = {"",
                                  "{",
                                  "}",
                                  "[1,]",
                                  "[1 2]",
                                  "{\"a\"}",
                                  "{\"a\":1,}",
                                  "{\"a\":1,\"a\":2}",
                                  "{a:1}",
                                  "{1:1}",
                                  "1 1",
                                  "01",
                                  "-",
                                  "-0",
                                  "1.5",
                                  "1e3",
                                  "1E3",
                                  "9999999999999999999",
                                  "tru",
                                  "nul",
                                  "\"\\u0041\"",
                                  "\"\\x\"",
                                  "\"\\",
                                  "\"a",
                                  "\"a\nb\"",
                                  "\"\xff\"",
                                  "\"\xc0\xaf\"",
                                  "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (reads(others[i]))
            fail_msg("%s is no plain JSON", others[i]);
}

// ---- Whatever it reads, the library reads the same -----------------------------------------------------------------

static bool is_same(const struct json_node *node, const json_t *tree);

static bool is_same_object(const struct json_node *node, const json_t *tree)
{
    if (json_object_size(tree) != node->count)
        return false;
    for (size_t i = 0; i < node->count; i++) {
        const struct text name = node->members[i].name;
        const json_t *value = json_object_getn(tree, name.length ? name.bytes : "", name.length);
        if (!value || !is_same(&node->members[i].value, value))
            return false;
    }
    return true;
}

static bool is_same(const struct json_node *node, const json_t *tree)
{
    switch (node->kind) {
    case JSON_NODE_NULL: return json_is_null(tree);
    case JSON_NODE_BOOLEAN: return json_is_boolean(tree) && json_is_true(tree) == node->truth;
    case JSON_NODE_INTEGER: return json_is_integer(tree) && json_integer_value(tree) == node->integer;
    case JSON_NODE_NUMBER: return false;
    case JSON_NODE_TEXT:
        return json_is_string(tree) &&
               text_equal(node->text, (struct text){json_string_value(tree), json_string_length(tree)});
    case JSON_NODE_ARRAY:
        if (!json_is_array(tree) || json_array_size(tree) != node->count)
            return false;
        for (size_t i = 0; i < node->count; i++)
            if (!is_same(&node->items[i], json_array_get(tree, i)))
                return false;
        return true;
    case JSON_NODE_OBJECT: return json_is_object(tree) && is_same_object(node, tree);
    }
    return false;
}

// Texts put together from what JSON is made of, whole and broken.
static void make_up(struct buffer *out)
{
    static const char *const pieces[] = {
        "{",  "}",  "[",        "]",    ":",    ",",       "\"a\"", "\"b\"",    "\"\"", "1",
        "-7", "0",  ".5",       "e1",   "true", "false",   "null",  "\\n",      "\"",   "\\",
        " ",  "\n", "\xc3\xa9", "\xc3", "x",    "{\"a\":", "[1,",   "\"\\\"\"", "\x01", "\\u0041"};
    buffer_clear(out);
    for (int i = rand() % 12 + 1; i > 0; i--)
        buffer_add(out, text_from(pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]));
}

TEST(what_is_read_is_what_the_library_reads)
{
    struct buffer out = {0};
    size_t read = 0;
    srand(7);
    for (int round = 0; round < 200000; round++) {
        struct json_node root;
        make_up(&out);
        arena = arena_new();
        if (json_plain_read(arena, buffer_text(&out), &root)) {
            json_t *tree = json_loadb(out.bytes, out.length,
                                      JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
            if (!tree || !is_same(&root, tree))
                fail_msg("read otherwise: %.*s", (int)out.length, out.bytes);
            json_decref(tree);
            read++;
        }
        arena_free(arena);
    }
    assert_true(read > 1000);
    buffer_dispose(&out);
}
