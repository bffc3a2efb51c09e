// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/png.h"

#include "test.h"

#define PICTURE(width, height) \
    TEXT("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR" width height "\x08\x02\0\0\0" \
         "CRC!")

TEST(a_picture_tells_its_size)
{
    unsigned width = 0, height = 0;
    assert_true(png_size(PICTURE("\0\0\x01\x68", "\0\0\0\x78"), &width, &height));
    assert_int_equal(width, 360);
    assert_int_equal(height, 120);
}

TEST(what_is_no_picture_or_has_no_pixels_is_refused_and_cut_anywhere_too)
{
    unsigned width = 1, height = 2;
    struct text whole = PICTURE("\0\0\x01\x68", "\0\0\0\x78");
    for (size_t length = 0; length < whole.length; length++)
        assert_false(png_size(text_slice(whole, 0, length), &width, &height));
    assert_false(png_size(PICTURE("\0\0\0\0", "\0\0\0\x78"), &width, &height));
    assert_false(png_size(PICTURE("\0\0\0\x01", "\x80\0\0\0"), &width, &height));
    assert_false(png_size(TEXT("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"), &width, &height));
    assert_int_equal(width, 1);
    assert_int_equal(height, 2);
}
