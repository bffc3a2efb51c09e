// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/json_writer.h"

#include "format/json.h"
#include "test.h"

static void write_sample(struct json_writer *json)
{
    json_writer_open_object(json, NULL);
    json_writer_text(json, "a\"b", TEXT("c\nd"));
    json_writer_optional_text(json, "absent", TEXT(""));
    json_writer_open_array(json, "list");
    json_writer_integer(json, NULL, INT64_MIN);
    json_writer_boolean(json, NULL, true);
    json_writer_null(json, NULL);
    json_writer_open_object(json, NULL);
    json_writer_close(json);
    json_writer_close(json);
    json_writer_name(json, TEXT("data"));
    json_writer_number(json, NULL, 0.5);
    json_writer_decimal(json, "share", (struct decimal){-300, 1});
    json_writer_close(json);
}

TEST(the_record_keeps_json_without_blanks)
{
    struct buffer out = {0};
    write_sample(&(struct json_writer){.out = &out});
    assert_text_equal(
        buffer_text(&out),
        "{\"a\\\"b\":\"c\\nd\",\"list\":[-9223372036854775808,true,null,{}],\"data\":0.5,\"share\":-30.0}");
    buffer_dispose(&out);
}

TEST(a_report_has_its_upper_levels_on_lines)
{
    struct buffer out = {0};
    write_sample(&(struct json_writer){.out = &out, .on_lines = true});
    assert_text_equal(buffer_text(&out),
                      "{\n \"a\\\"b\": \"c\\nd\",\n \"list\": [\n  -9223372036854775808,\n  true,\n"
                      "  null,\n  {}\n ],\n \"data\": 0.5,\n \"share\": -30.0\n}\n");
    buffer_dispose(&out);
}

TEST(what_is_written_can_be_read)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct buffer out = {0};
    struct json_writer json = {.out = &out, .on_lines = true};
    json_writer_open_array(&json, NULL);
    for (int depth = 0; depth < 6; depth++)
        json_writer_open_array(&json, NULL);
    json_writer_text(&json, NULL, TEXT("ŵ"));
    json_writer_text(&json, NULL, TEXT("ŷ"));
    for (int depth = 0; depth < 7; depth++)
        json_writer_close(&json);
    struct json_node root;
    assert_true(json_node_read(arena, TEXT("test"), buffer_text(&out), &root, &problems));
    const struct json_node *node = &root;
    for (int depth = 0; depth < 6; depth++)
        node = &node->items[0];
    assert_int_equal(node->count, 2);
    assert_text_equal(node->items[1].text, "ŷ");
    buffer_dispose(&out);
    arena_free(arena);
}

static void written(struct text text, const char *expected)
{
    struct buffer out = {0};
    json_writer_text(&(struct json_writer){.out = &out}, NULL, text);
    assert_text_equal(buffer_text(&out), expected);
    buffer_dispose(&out);
}

TEST(text_is_escaped_where_it_must_be)
{
    written(TEXT(""), "\"\"");
    written(TEXT("a\"\\\n\t\x01/é"), "\"a\\\"\\\\\\n\\u0009\\u0001/é\"");
    written(TEXT("a\0b"), "\"a\\u0000b\"");
    written(TEXT("\x7f</script>"), "\"\x7f</script>\"");
    written(TEXT("a\xff"
                 "b\xed\xa0\x80"),
            "\"a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

// Beyond 64 bits a point says that it is no integer.
TEST(numbers_are_written_shortly_and_read_back)
{
    static const struct {
        double number;
        const char *expected;
    } numbers[] = {
        {0, "0"},
        {2.5, "2.5"},
        {0.1, "0.1"},
        {-14, "-14"},
        {1.0 / 3, "0.3333333333333333"},
        {0.1 + 0.2, "0.30000000000000004"},
        {0x1p62, "4611686018427388000"},
        {0x1.fffffffffffffp62, "9223372036854775000"},
        {0x1p63, "9223372036854776000.0"},
        {-0x1p63, "-9223372036854776000.0"},
        {1e21, "1000000000000000000000.0"},
        {-1e22, "-10000000000000000000000.0"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct buffer out = {0};
        json_writer_number(&(struct json_writer){.out = &out}, NULL, numbers[i].number);
        assert_text_equal(buffer_text(&out), numbers[i].expected);
        struct json_node root;
        struct problems problems;
        problems_init(&problems, arena);
        double number;
        assert_true(json_node_read(arena, TEXT("test"), buffer_text(&out), &root, &problems));
        assert_true(json_node_number(&root, &number) && number == numbers[i].number);
        buffer_dispose(&out);
    }
    arena_free(arena);
}

TEST(an_infinite_number_is_null)
{
    struct buffer out = {0};
    json_writer_number(&(struct json_writer){.out = &out}, NULL, 1e308 * 10);
    assert_text_equal(buffer_text(&out), "null");
    buffer_dispose(&out);
}
