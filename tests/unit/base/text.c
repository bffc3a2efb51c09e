// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include "test.h"

TEST(comparing)
{
    assert_true(text_equal(TEXT("abc"), TEXT("abc")));
    assert_true(text_equal((struct text){0}, TEXT("")));
    assert_false(text_equal(TEXT("abc"), TEXT("abd")));
    assert_true(text_equal_ignoring_case(TEXT("aBc"), TEXT("AbC")));
    assert_int_equal(text_compare(TEXT("ab"), TEXT("abc")), -1);
    assert_int_equal(text_compare(TEXT("b"), TEXT("abc")), 1);
}

TEST(splitting_keeps_empty_parts)
{
    struct text rest = TEXT("a,,b,"), part;
    const char *expected[] = {"a", "", "b", ""};
    for (int i = 0; i < 4; i++) {
        assert_true(text_split(&rest, ',', &part));
        assert_text_equal(part, expected[i]);
    }
    assert_false(text_split(&rest, ',', &part));
}

TEST(trimming_and_slicing)
{
    assert_text_equal(text_trim(TEXT(" \t a b\r\n")), "a b");
    assert_text_equal(text_trim(TEXT("  ")), "");
    assert_text_equal(text_slice(TEXT("abc"), 1, 99), "bc");
    assert_text_equal(text_slice(TEXT("abc"), 5, 9), "");
    assert_true(text_starts(TEXT("abc"), TEXT("ab")));
    assert_false(text_starts(TEXT("a"), TEXT("ab")));
    assert_true(text_ends(TEXT("abc"), TEXT("bc")));
}

TEST(finding)
{
    size_t at = 99;
    assert_false(text_find(TEXT("abc"), TEXT("abcd"), &at));
    assert_false(text_find((struct text){0}, TEXT("a"), &at));
    assert_int_equal(at, 99);
    assert_true(text_find(TEXT("ab\0cd"), TEXT("\0c"), &at));
    assert_int_equal(at, 2);
    assert_true(text_find((struct text){0}, TEXT(""), &at));
    assert_int_equal(at, 0);
}

TEST(copies_end_with_nul_and_keep_what_stands_inside)
{
    struct arena *arena = arena_new();
    struct text copy = text_copy(arena, TEXT("a\0b"));
    assert_memory_equal(copy.bytes, "a\0b", 4);
    assert_string_equal(text_terminated(arena, (struct text){0}), "");
    assert_text_equal(text_print(arena, "%d %.*s", 12, TEXT_PRINT((struct text){0})), "12 ");
    arena_free(arena);
}

TEST(whole_numbers)
{
    int64_t number = 7;
    assert_true(text_to_int64(TEXT("-9223372036854775808"), &number));
    assert_true(number == INT64_MIN);
    assert_true(text_to_int64(TEXT("9223372036854775807"), &number));
    assert_true(number == INT64_MAX);
    number = 7;
    const char *bad[] = {"",    "-",  "9223372036854775808", "-9223372036854775809", "1 ", " 1", "+1",
                         "1.0", "0x1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(text_to_int64(text_from(bad[i]), &number));
    assert_true(number == 7);
}

TEST(utf8_is_checked_strictly)
{
    const char *good[] = {"", "a", "ŵŷ", "€", "😀", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(text_is_utf8(text_from(good[i]), NULL));
    const char *bad[] = {"\x80",         "\xC0\x80",         "\xC1\xBF",         "\xED\xA0\x80",
                         "\xE0\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82",
                         "\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(text_is_utf8(text_from(bad[i]), NULL));
    size_t at = 0;
    assert_false(text_is_utf8(TEXT("ab\xE9z"), &at));
    assert_int_equal(at, 2);
}

TEST(characters_are_counted_not_bytes)
{
    assert_int_equal(text_characters(TEXT("tŷ €")), 4);
}

TEST(code_points_are_read_one_after_the_other)
{
    struct text text = TEXT("aŷ€😀");
    static const uint32_t expected[] = {'a', 0x177, 0x20AC, 0x1F600};
    size_t at = 0;
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(text_code_point(text, &at), expected[i]);
    assert_int_equal(at, text.length);
}
