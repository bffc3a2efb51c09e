// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/no_break.h"

#include "test.h"

#include "base/buffer.h"

// The text with a tilde where a line does not break.
static void assert_bound(const char *text, const char *expected)
{
    struct arena *arena = arena_new();
    struct text rest = no_break_text(arena, text_from(text));
    struct buffer out = {0};
    size_t at;
    while (text_find(rest, TEXT(NO_BREAK_SPACE), &at)) {
        buffer_print(&out, "%.*s~", TEXT_PRINT(text_slice(rest, 0, at)));
        rest = text_slice(rest, at + TEXT(NO_BREAK_SPACE).length, rest.length);
    }
    buffer_add(&out, rest);
    if (!text_equal(buffer_text(&out), text_from(expected)))
        fail_msg("%s: %.*s", text, TEXT_PRINT(buffer_text(&out)));
    buffer_dispose(&out);
    arena_free(arena);
}

TEST(a_number_keeps_its_unit)
{
    assert_bound("The 95 % interval: 29.6 % (9 %)", "The 95~% interval: 29.6~% (9~%)");
    assert_bound("within 48 hours, in 5 days; 1,284 points", "within 48~hours, in 5~days; 1,284~points");
    assert_bound("ar ôl 48 awr, 5 niwrnod, 2 ddiwrnod, 3 blynedd",
                 "ar ôl 48~awr, 5~niwrnod, 2~ddiwrnod, 3~blynedd");
}

TEST(a_unit_of_two_words_keeps_together)
{
    assert_bound("95 per cent of them, 95 y cant ohonynt", "95~per~cent of them, 95~y~cant ohonynt");
    assert_bound("10 working days, 10 diwrnod gwaith", "10~working~days, 10~diwrnod~gwaith");
    assert_bound("ten working days, as per cent", "ten working days, as per cent");
}

TEST(other_blanks_break)
{
    assert_bound("In 2019 the office read 11 cases.", "In 2019 the office read 11 cases.");
    assert_bound("A4 pt, 5  days, 3 daylight, % 5, 9 ", "A4 pt, 5  days, 3 daylight, % 5, 9 ");
    assert_bound("", "");
}
