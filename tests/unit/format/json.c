// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/json.h"

#include "base/buffer.h"
#include "test.h"

static struct arena *arena;

static bool read(struct text content, struct json_node *root, struct problems *problems)
{
    problems_init(problems, arena);
    return json_node_read(arena, TEXT("x.json"), content, root, problems);
}

static void refused(struct text content, const char *expected)
{
    arena = arena_new();
    struct json_node root = {.kind = JSON_NODE_INTEGER, .integer = 42};
    struct problems problems;
    assert_false(read(content, &root, &problems));
    assert_int_equal(problems.count, 1);
    assert_text_equal(problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[0]), expected);
    assert_true(root.kind == JSON_NODE_INTEGER && root.integer == 42);
    arena_free(arena);
}

TEST(a_tree_has_what_was_written)
{
    arena = arena_new();
    struct json_node root;
    struct problems problems;
    assert_true(
        read(TEXT(" {\"a\": [1, -2.5e3, true, false, null], \"b\\n\": \"\\u00e9\\ud83d\\ude00\\\\\"} "),
             &root, &problems));
    const struct json_node *a = json_node_find(&root, "a");
    assert_int_equal(a->count, 5);
    int64_t integer;
    double number;
    assert_true(json_node_integer(&a->items[0], &integer) && integer == 1);
    assert_true(json_node_number(&a->items[0], &number) && number == 1);
    assert_true(json_node_number(&a->items[1], &number) && number == -2500);
    assert_false(json_node_integer(&a->items[1], &integer));
    assert_false(json_node_number(&a->items[2], &number));
    assert_true(a->items[2].kind == JSON_NODE_BOOLEAN && a->items[2].truth);
    assert_true(a->items[3].kind == JSON_NODE_BOOLEAN && !a->items[3].truth);
    assert_int_equal(a->items[4].kind, JSON_NODE_NULL);
    assert_text_equal(json_node_find(&root, "b\n")->text, "é😀\\");
    assert_null(json_node_find(&root, "c"));
    assert_null(json_node_find(a, "a"));
    arena_free(arena);
}

TEST(a_tree_outlives_what_it_was_read_from)
{
    arena = arena_new();
    char content[] = "{\"name\":\"text\"}";
    struct json_node root;
    struct problems problems;
    assert_true(read(text_from(content), &root, &problems));
    memset(content, 'x', sizeof content - 1);
    assert_text_equal(json_node_find(&root, "name")->text, "text");
    arena_free(arena);
}

// The order of names, every digit, NUL, and numbers that other readers would take for integers of their own.
TEST(what_the_record_keeps_comes_out_byte_for_byte)
{
    static const char *const kept[] = {
        "{\"z\":1,\"a\":{\"b\":[],\"a\":{}},\"m\":[null,true,false]}",
        "[9223372036854775807,-9223372036854775808,9007199254740993,0]",
        "[2.5,-0.1,0.30000000000000004,1000000000000000000000.0,-9223372036854775800,100000000000000000]",
        "\"\\u0000\\u0001\\n\\\"\\\\/Gŵyl 😀\"",
        "{\"\":\"\"}",
        "{\"civil\":\"2019-10-27 01:30\",\"earlier\":\"2019-10-27T00:30:00Z\",\"later\":\"2019-10-27T01:30:00Z\"}",
    };
    arena = arena_new();
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        struct json_node root;
        struct problems problems;
        assert_true(read(text_from(kept[i]), &root, &problems));
        assert_text_equal(json_node_text(arena, &root), kept[i]);
    }
    arena_free(arena);
}

TEST(what_is_not_json_is_refused_with_its_place)
{
    refused(TEXT(""), "x.json:1: the JSON ends before it is complete");
    refused((struct text){0}, "x.json:1: the JSON ends before it is complete");
    refused(TEXT("{\"a\":1"), "x.json:1:6: the JSON ends before it is complete");
    refused(TEXT("\"a"), "x.json:1:2: the JSON ends before it is complete");
    refused(TEXT("{\"a\":1,\n \"é\":01}"),
            "x.json:2:6: this is not well-formed JSON: invalid token near '0'");
    refused(TEXT("{\"a\":1,}"), "x.json:1:8: this is not well-formed JSON: string or '}' expected near '}'");
    refused(TEXT("[1 2]"), "x.json:1:4: this is not well-formed JSON: ']' expected near '2'");
    refused(TEXT("\"\\x\""), "x.json:1:3: this is not well-formed JSON: invalid escape near '\"\\x'");
    refused(TEXT("\"\\ud800\""),
            "x.json:1:8: this is not well-formed JSON: invalid Unicode '\\uD800' near '\"\\ud800\"'");
    refused(TEXT("\"a\nb\""), "x.json:1:2: this is not well-formed JSON: unexpected newline near '\"a'");
    refused(TEXT("[\0]"), "x.json:1:2: the JSON ends before it is complete");
    refused(TEXT("// why\n1"), "x.json:1:1: this is not well-formed JSON: invalid token near '/'");
    refused(TEXT("NaN"), "x.json:1:3: this is not well-formed JSON: invalid token near 'NaN'");
    refused(TEXT("1 2"), "x.json:1:3: nothing may follow the JSON");
    refused(TEXT("[\"\xff\"]"), "x.json:1:2: the JSON is not UTF-8");
    refused(TEXT("\"\xed\xa0\x80\""), "x.json:1:1: the JSON is not UTF-8"); // a surrogate
    refused(TEXT("\"\xc0\x80\""), "x.json:1:1: the JSON is not UTF-8");     // overlong
    refused(TEXT("{\"a\":1,\"b\":2,\"a\":3}"), "x.json:1:16: this name occurs twice in one object");
    refused(TEXT("{\"a\\u0000b\":1}"), "x.json:1:11: a name must not contain the character NUL");
}

TEST(numbers_that_cannot_be_kept_are_refused)
{
    refused(TEXT("[1,9223372036854775808]"), "x.json:1:22: this number is too large");
    refused(TEXT("-9223372036854775809"), "x.json:1:20: this number is too large");
    refused(TEXT("1e999"), "x.json:1:5: this number is too large");
}

TEST(nesting_has_a_limit)
{
    arena = arena_new();
    struct buffer deep = {0};
    buffer_add(&deep, TEXT("[\"é\\\"[[{\",\n"));
    for (int i = 1; i < LIMIT_JSON_DEPTH; i++)
        buffer_add(&deep, TEXT("[]  ,["));
    size_t opened = deep.length;
    for (int i = 0; i < LIMIT_JSON_DEPTH; i++)
        buffer_add_character(&deep, ']');
    struct json_node root;
    struct problems problems;
    assert_true(read(buffer_text(&deep), &root, &problems));
    arena_free(arena);
    deep.bytes[opened] = '{';
    refused(buffer_text(&deep), "x.json:2:187: the JSON is nested more than 32 levels deep");
    buffer_dispose(&deep);
}
