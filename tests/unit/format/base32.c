// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/base32.h"

#include "test.h"

// RFC 4648, 10, without its padding.
TEST(texts_are_those_of_the_standard)
{
    struct arena *arena = arena_new();
    assert_text_equal(base32_text(arena, TEXT("")), "");
    assert_text_equal(base32_text(arena, TEXT("f")), "MY");
    assert_text_equal(base32_text(arena, TEXT("fo")), "MZXQ");
    assert_text_equal(base32_text(arena, TEXT("foo")), "MZXW6");
    assert_text_equal(base32_text(arena, TEXT("foob")), "MZXW6YQ");
    assert_text_equal(base32_text(arena, TEXT("fooba")), "MZXW6YTB");
    assert_text_equal(base32_text(arena, TEXT("foobar")), "MZXW6YTBOI");
    assert_text_equal(base32_text(arena, TEXT("\xff\xff")), "777Q");
    arena_free(arena);
}
