// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/json.h"

#include "test.h"

static struct arena *arena;

static bool read(const char *content, struct json_node *root, struct problems *problems)
{
    problems_init(problems, arena);
    return json_read(arena, TEXT("x.json"), text_from(content), root, problems);
}

static void refused(const char *content, const char *expected)
{
    arena = arena_new();
    struct json_node root = {0};
    struct problems problems;
    assert_false(read(content, &root, &problems));
    assert_int_equal(problems.count, 1);
    assert_text_equal(problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[0]), expected);
    arena_free(arena);
}

TEST(a_tree_has_what_was_written)
{
    arena = arena_new();
    struct json_node root;
    struct problems problems;
    assert_true(read(" {\"a\": [1, -2.5e3, true, false, null], \"b\\n\": \"\\u00e9\\ud83d\\ude00\\\\\"} ", &root, &problems));
    const struct json_node *a = json_find(&root, "a");
    assert_int_equal(a->count, 5);
    assert_text_equal(a->raw, "[1, -2.5e3, true, false, null]");
    int64_t integer;
    double number;
    assert_true(json_integer(&a->items[0], &integer) && integer == 1);
    assert_true(json_double(&a->items[1], &number) && number == -2500);
    assert_false(json_integer(&a->items[1], &integer));
    assert_true(a->items[2].kind == JSON_BOOLEAN && a->items[2].truth);
    assert_true(a->items[3].kind == JSON_BOOLEAN && !a->items[3].truth);
    assert_int_equal(a->items[4].kind, JSON_NULL);
    assert_text_equal(json_find(&root, "b\n")->text, "é😀\\");
    assert_null(json_find(&root, "c"));
    arena_free(arena);
}

TEST(what_is_not_json_is_refused_with_its_place)
{
    refused("", "x.json:1:1: a value of JSON is expected here");
    refused("{\"a\":1,\n \"é\":01}", "x.json:2:8: a value of JSON is expected here");
    refused("{\"a\":1,}", "x.json:1:8: a name in quotes is expected here");
    refused("[1 2]", "x.json:1:4: a comma or the closing bracket is missing");
    refused("{\"a\" 1}", "x.json:1:6: a colon is missing after the name");
    refused("{\"a\":1", "x.json:1:7: a comma or the closing brace is missing");
    refused("\"a", "x.json:1:3: a text is not closed by a quote");
    refused("\"a\nb\"", "x.json:1:3: a control character must be written as \\u and four digits");
    refused("\"\\x\"", "x.json:1:3: this is no escape of JSON");
    refused("\"\\ud800\"", "x.json:1:8: half of a pair of \\u escapes is missing");
    refused("\"\\u12g4\"", "x.json:1:6: four hexadecimal digits must follow \\u");
    refused("1 2", "x.json:1:3: nothing may follow the JSON");
    refused("\"\xff\"", "x.json:1:2: the JSON is not UTF-8");
    refused("{\"a\":1,\"b\":2,\"a\":3}", "x.json:1:20: the name a occurs twice in one object");
}

TEST(nesting_has_a_limit)
{
    char deep[LIMIT_JSON_DEPTH + 2];
    memset(deep, '[', sizeof deep);
    deep[sizeof deep - 1] = '\0';
    refused(deep, "x.json:1:33: the JSON is nested more than 32 levels deep");
}

TEST(text_is_written_so_that_it_reads_back)
{
    arena = arena_new();
    struct buffer out = {0};
    json_add_text(&out, TEXT("a\"\\\n\t\x01/é\xff"));
    assert_text_equal(buffer_text(&out), "\"a\\\"\\\\\\n\\u0009\\u0001/é\xEF\xBF\xBD\"");
    struct json_node root;
    struct problems problems;
    problems_init(&problems, arena);
    assert_true(json_read(arena, TEXT(""), buffer_text(&out), &root, &problems));
    assert_text_equal(root.text, "a\"\\\n\t\x01/é\xEF\xBF\xBD");
    buffer_dispose(&out);
    arena_free(arena);
}

TEST(numbers_are_written_shortly_and_read_back)
{
    static const struct {
        double number;
        const char *expected;
    } numbers[] = {{0, "0"},     {2.5, "2.5"}, {0.1, "0.1"}, {1.0 / 3, "0.3333333333333333"}, {-14, "-14"},
                   {1e21, "1000000000000000000000"}, {0.1 + 0.2, "0.30000000000000004"}, {1e308 * 10, "null"}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct buffer out = {0};
        json_add_number(&out, numbers[i].number);
        assert_text_equal(buffer_text(&out), numbers[i].expected);
        buffer_dispose(&out);
    }
}
