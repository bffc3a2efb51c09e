// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/buffer.h"

#include "test.h"

TEST(text_is_added_in_order)
{
    struct buffer buffer = {0};
    buffer_add(&buffer, TEXT("a"));
    buffer_add_character(&buffer, 'b');
    buffer_print(&buffer, "%d-%s", 12, "c");
    assert_text_equal(buffer_text(&buffer), "ab12-c");
    buffer_dispose(&buffer);
}

TEST(the_limit_is_never_passed_and_is_reported)
{
    struct buffer buffer = {.limit = 5};
    buffer_add(&buffer, TEXT("1234"));
    assert_false(buffer.overflowed);
    buffer_add(&buffer, TEXT("56"));
    assert_true(buffer.overflowed);
    assert_text_equal(buffer_text(&buffer), "1234");
    buffer_dispose(&buffer);
}

TEST(a_limit_may_be_reached_exactly)
{
    struct buffer buffer = {.limit = 5};
    buffer_print(&buffer, "%d", 12345);
    assert_false(buffer.overflowed);
    assert_text_equal(buffer_text(&buffer), "12345");
    buffer_print(&buffer, "%d", 6);
    assert_true(buffer.overflowed);
    buffer_clear(&buffer);
    assert_false(buffer.overflowed);
    buffer_add(&buffer, TEXT("12345"));
    assert_text_equal(buffer_text(&buffer), "12345");
    buffer_dispose(&buffer);
}

TEST(a_long_text_grows_the_buffer)
{
    struct buffer buffer = {0};
    for (int i = 0; i < 100000; i++)
        buffer_print(&buffer, "%d,", i % 10);
    assert_int_equal(buffer.length, 200000);
    assert_int_equal(buffer.bytes[199998], '9');
    buffer_dispose(&buffer);
}

TEST(code_points_become_utf8)
{
    struct buffer buffer = {0};
    buffer_add_code_point(&buffer, 'A');
    buffer_add_code_point(&buffer, 0x177);
    buffer_add_code_point(&buffer, 0x20AC);
    buffer_add_code_point(&buffer, 0x1F600);
    buffer_add_code_point(&buffer, 0xD800);
    assert_text_equal(buffer_text(&buffer), "Aŷ€😀\xEF\xBF\xBD");
    buffer_dispose(&buffer);
}
