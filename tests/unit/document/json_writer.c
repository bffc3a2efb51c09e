// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/json_writer.h"

#include "test.h"

TEST(commas_and_brackets_come_by_themselves)
{
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    json_open_object(&json, NULL);
    json_text(&json, "a\"b", TEXT("c\nd"));
    json_optional_text(&json, "absent", TEXT(""));
    json_open_array(&json, "list");
    json_writer_integer(&json, NULL, INT64_MIN);
    json_truth(&json, NULL, true);
    json_open_object(&json, NULL);
    json_close(&json);
    json_close(&json);
    json_close(&json);
    assert_text_equal(buffer_text(&out), "{\n \"a\\\"b\": \"c\\nd\",\n \"list\": [\n  -9223372036854775808,\n  true,\n  {}\n ]\n}\n");
    buffer_dispose(&out);
}

TEST(what_is_written_can_be_read)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    json_open_array(&json, NULL);
    for (int depth = 0; depth < 6; depth++)
        json_open_array(&json, NULL);
    json_text(&json, NULL, TEXT("ŵ"));
    json_text(&json, NULL, TEXT("ŷ"));
    for (int depth = 0; depth < 7; depth++)
        json_close(&json);
    struct json_node root;
    assert_true(json_read(arena, TEXT("test"), buffer_text(&out), &root, &problems));
    const struct json_node *node = &root;
    for (int depth = 0; depth < 6; depth++)
        node = &node->items[0];
    assert_int_equal(node->count, 2);
    assert_text_equal(node->items[1].text, "ŷ");
    buffer_dispose(&out);
    arena_free(arena);
}
