// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/gzip.h"

#include "test.h"

TEST(what_was_packed_unpacks)
{
    struct buffer text = {0}, packed = {0}, back = {0};
    for (int i = 0; i < 20000; i++)
        buffer_print(&text, "%d ", i);
    zlib_pack(buffer_text(&text), &packed);
    assert_true(packed.length < text.length);
    assert_true(zlib_unpack(buffer_text(&packed), text.length, &back));
    assert_true(text_equal(buffer_text(&text), buffer_text(&back)));
    buffer_dispose(&text);
    buffer_dispose(&packed);
    buffer_dispose(&back);
}

TEST(nothing_packs_too)
{
    struct buffer packed = {0}, back = {0};
    zlib_pack((struct text){0}, &packed);
    assert_true(zlib_unpack(buffer_text(&packed), 0, &back));
    assert_int_equal(back.length, 0);
    buffer_dispose(&packed);
    buffer_dispose(&back);
}

TEST(more_than_the_limit_is_refused)
{
    struct buffer packed = {0}, back = {0};
    zlib_pack(TEXT("four"), &packed);
    assert_false(zlib_unpack(buffer_text(&packed), 3, &back));
    assert_int_equal(back.length, 0);
    assert_false(zlib_unpack(text_slice(buffer_text(&packed), 0, packed.length - 2), 9, &back));
    assert_false(zlib_unpack(TEXT("not packed"), 9, &back));
    assert_int_equal(back.length, 0);
    buffer_dispose(&packed);
    buffer_dispose(&back);
}
