// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/encoding.h"

#include "test.h"

TEST(the_strict_forms_of_utf8_are_known)
{
    assert_int_equal(encoding_utf8_sequence("a", 1), 1);
    assert_int_equal(encoding_utf8_sequence("\xC5\xB7", 2), 2);
    assert_int_equal(encoding_utf8_sequence("\xE2\x82\xAC", 3), 3);
    assert_int_equal(encoding_utf8_sequence("\xF4\x8F\xBF\xBF", 4), 4);
    assert_int_equal(encoding_utf8_sequence("\xC5", 1), 0);             // cut short
    assert_int_equal(encoding_utf8_sequence("\xC0\xAF", 2), 0);         // overlong
    assert_int_equal(encoding_utf8_sequence("\xE0\x9F\xBF", 3), 0);     // overlong
    assert_int_equal(encoding_utf8_sequence("\xED\xA0\x80", 3), 0);     // a surrogate
    assert_int_equal(encoding_utf8_sequence("\xF4\x90\x80\x80", 4), 0); // past U+10FFFF
    assert_int_equal(encoding_utf8_sequence("\xF8\x88\x80\x80", 4), 0);
    assert_int_equal(encoding_utf8_sequence("\x80", 1), 0);
    assert_int_equal(encoding_utf8_sequence("", 0), 0);
}

TEST(windows_1252_leaves_five_bytes_undefined)
{
    unsigned undefined = 0;
    for (int byte = 1; byte < 256; byte++)
        undefined += encoding_windows_1252((unsigned char)byte) == 0;
    assert_int_equal(undefined, 5);
    assert_int_equal(encoding_windows_1252(0x80), 0x20AC);
    assert_int_equal(encoding_windows_1252(0x9F), 0x0178);
    assert_int_equal(encoding_windows_1252(0xE9), 0x00E9);
}

static void assert_converted(enum encoding encoding, struct text bytes, const char *expected)
{
    struct buffer out = {0};
    encoding_add_utf8(&out, encoding, bytes);
    assert_text_equal(buffer_text(&out), expected);
    buffer_dispose(&out);
}

TEST(text_is_converted_and_unknown_bytes_are_replaced)
{
    assert_converted(ENCODING_WINDOWS_1252, TEXT("\x80 caf\xE9\x81"), "€ café\xEF\xBF\xBD");
    assert_converted(ENCODING_UTF8, TEXT("t\xC5\xB7 \xFF!\xC5"), "tŷ \xEF\xBF\xBD!\xEF\xBF\xBD");
}

// The same evidence, in pieces of every size.
static void assert_decided(struct text bytes, enum encoding expected, uint64_t sequences, uint64_t others)
{
    for (size_t size = 1; size <= bytes.length; size++) {
        struct encoding_evidence evidence = {0};
        for (size_t at = 0; at < bytes.length; at += size)
            encoding_look(&evidence, text_slice(bytes, at, at + size));
        assert_int_equal(encoding_decide(&evidence), expected);
        assert_int_equal(evidence.utf8_sequences, sequences);
        assert_int_equal(evidence.other_bytes, others);
    }
}

TEST(the_encoding_is_decided_by_what_is_not_ascii)
{
    assert_decided(TEXT("plain"), ENCODING_UTF8, 0, 0);
    assert_decided(TEXT("t\xC5\xB7, \xE2\x82\xAC, \xF0\x9F\x98\x80"), ENCODING_UTF8, 3, 0);
    assert_decided(TEXT("caf\xE9, na\xEFve"), ENCODING_WINDOWS_1252, 0, 2);
    assert_decided(TEXT("caf\xE9"), ENCODING_WINDOWS_1252, 0, 1);
    assert_decided(TEXT("\xC3\xA9 \xE9 x"), ENCODING_UTF8, 1, 1);
    assert_decided(TEXT("\xC3\xA9\xE9\xE9\xE9"), ENCODING_WINDOWS_1252, 1, 3);
    assert_decided(TEXT("\xE2\x82\xE2\x82\xAC"), ENCODING_WINDOWS_1252, 1, 2);
}
