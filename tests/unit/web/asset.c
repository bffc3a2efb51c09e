// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/asset.h"

#include "test.h"

#include <stdlib.h>
#include <zlib.h>

static struct text path_of(struct arena *arena, const char *name)
{
    struct text folder = asset_folder();
    return text_print(arena, "%.*s%s", TEXT_PRINT(folder), name);
}

TEST(the_folder_is_named_by_what_is_in_it)
{
    struct text folder = asset_folder();
    assert_true(text_starts(folder, TEXT("/assets/")) && text_ends(folder, TEXT("/")));
    assert_int_equal(folder.length, strlen("/assets/0123456789abcdef/"));
}

TEST(the_packed_bytes_are_the_same)
{
    static const char *const names[] = {"pages.css", "start.js", "govuk-frontend.min.js", "licence.txt"};
    struct arena *arena = arena_new();
    for (size_t i = 0; asset_is_built() && i < sizeof names / sizeof *names; i++) {
        struct asset asset;
        assert_true(asset_find(path_of(arena, names[i]), &asset));
        Bytef *unpacked = malloc(asset.bytes.length + 1);
        z_stream stream = {.next_in = (Bytef *)asset.compressed.bytes,
                           .avail_in = (uInt)asset.compressed.length,
                           .next_out = unpacked,
                           .avail_out = (uInt)asset.bytes.length + 1};
        assert_int_equal(inflateInit2(&stream, 16 + MAX_WBITS), Z_OK);
        assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
        assert_int_equal(stream.total_out, asset.bytes.length);
        assert_memory_equal(unpacked, asset.bytes.bytes, asset.bytes.length);
        inflateEnd(&stream);
        free(unpacked);
    }
    arena_free(arena);
}

TEST(nothing_else_is_an_asset)
{
    static const char *const names[] = {"", "none.css", "pages.css/", "../pages.css", "pages.css%00"};
    struct arena *arena = arena_new();
    struct asset asset;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_false(asset_find(path_of(arena, names[i]), &asset));
    assert_false(asset_find(TEXT("/assets/0000000000000000/pages.css"), &asset));
    assert_false(asset_find(TEXT("/pages.css"), &asset));
    arena_free(arena);
}
