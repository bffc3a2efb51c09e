// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/png.h"

#include "format/gzip.h"

#include "test.h"

// Three by two, black.
static const char whole[] = "\x89\x50\x4E\x47\x0D\x0A\x1A\x0A"
                            "\x00\x00\x00\x0D\x49\x48\x44\x52\x00\x00\x00\x03\x00\x00\x00\x02\x08\x00\x00\x00"
                            "\x00\xB8\x1F\x39\xC6"
                            "\x00\x00\x00\x0B\x49\x44\x41\x54\x78\x9C\x63\x60\x80\x00\x00\x00\x08\x00\x01\xB7"
                            "\x58\x73\x95"
                            "\x00\x00\x00\x00\x49\x45\x4E\x44\xAE\x42\x60\x82";

enum { WHOLE = sizeof whole - 1 };

static bool size_of(const char *bytes, size_t length, unsigned *width, unsigned *height)
{
    return png_size((struct text){bytes, length}, width, height);
}

TEST(the_size_is_read_from_the_head)
{
    unsigned width, height;
    assert_true(size_of(whole, WHOLE, &width, &height));
    assert_int_equal(width, 3);
    assert_int_equal(height, 2);
}

TEST(what_is_cut_or_changed_anywhere_is_refused_and_sets_nothing)
{
    unsigned width = 7, height = 7;
    for (size_t length = 0; length < WHOLE; length++)
        assert_false(size_of(whole, length, &width, &height));
    for (size_t at = 0; at < WHOLE; at++) {
        char changed[WHOLE];
        memcpy(changed, whole, WHOLE);
        changed[at] = (char)(changed[at] ^ 0x41);
        assert_false(size_of(changed, WHOLE, &width, &height));
    }
    assert_int_equal(width, 7);
    assert_int_equal(height, 7);
}

TEST(a_length_beyond_the_end_is_refused)
{
    char changed[WHOLE];
    unsigned width, height;
    memcpy(changed, whole, WHOLE);
    memset(changed + 33, 0xFF, 4);
    assert_false(size_of(changed, WHOLE, &width, &height));
}

TEST(a_picture_of_few_colours_is_written_with_its_palette_and_all_its_pixels)
{
    static const unsigned char pixels[] = {0, 1, 1, 1, 0, 2};
    struct png_palette palette = {.colours = {0xFFFFFF, 0x12436D, 0x801650}, .count = 3};
    struct buffer out = {0}, rows = {0};
    unsigned width, height;
    size_t at;
    png_write(pixels, 3, 2, &palette, &out);
    struct text png = buffer_text(&out);
    assert_true(png_size(png, &width, &height));
    assert_int_equal(width, 3);
    assert_int_equal(height, 2);
    assert_true(text_find(png, TEXT("PLTE\xFF\xFF\xFF\x12\x43\x6D\x80\x16\x50"), &at));
    assert_true(text_find(png, TEXT("IDAT"), &at));
    assert_true(zlib_unpack(text_slice(png, at + 4, png.length - 16), 100, &rows));
    assert_true(text_equal(buffer_text(&rows), (struct text){"\0\0\1\1\0\1\0\2", 8}));
    buffer_dispose(&out);
    buffer_dispose(&rows);
}
