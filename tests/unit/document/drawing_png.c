// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/drawing_png.h"

#include "format/png.h"

#include "temporary.h"
#include "test.h"

static struct drawing *picture(struct arena *arena)
{
    struct drawing *drawing = drawing_new(arena, 100);
    drawing->height = 40.2;
    drawing_rectangle(drawing, 0, 0, 50, 20, 0x12436D);
    drawing_text(drawing, 5, 30, TEXT("Siŵr"), 11, 0);
    return drawing;
}

TEST(a_picture_has_the_drawings_size_times_the_scale)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct buffer out = {0};
    unsigned width, height;
    problems_init(&problems, arena);
    ASSERT_GOOD(drawing_png(picture(arena), 3, &out, &problems), &problems);
    assert_true(png_size(buffer_text(&out), &width, &height));
    assert_int_equal(width, 300);
    assert_int_equal(height, 121);
    buffer_dispose(&out);
    arena_free(arena);
}

TEST(the_drawings_own_colours_are_kept_in_a_palette)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct buffer out = {0};
    size_t at;
    problems_init(&problems, arena);
    ASSERT_GOOD(drawing_png(picture(arena), 3, &out, &problems), &problems);
    assert_true(text_find(buffer_text(&out), TEXT("PLTE\xFF\xFF\xFF\x12\x43\x6D"), &at));
    buffer_dispose(&out);
    arena_free(arena);
}

TEST(the_same_drawing_gives_the_same_bytes_without_a_time)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct buffer first = {0}, second = {0};
    size_t at;
    problems_init(&problems, arena);
    ASSERT_GOOD(drawing_png(picture(arena), 2, &first, &problems), &problems);
    ASSERT_GOOD(drawing_png(picture(arena), 2, &second, &problems), &problems);
    assert_true(text_equal(buffer_text(&first), buffer_text(&second)));
    assert_false(text_find(buffer_text(&first), TEXT("tIME"), &at));
    assert_false(text_find(buffer_text(&first), TEXT("tEXt"), &at));
    buffer_dispose(&first);
    buffer_dispose(&second);
    arena_free(arena);
}

TEST(a_picture_beyond_what_can_be_drawn_is_refused)
{
    struct arena *arena = arena_new();
    struct problems problems = {.arena = arena};
    struct buffer out = {0};
    ASSERT_REFUSED(drawing_png(picture(arena), 1000, &out, &problems), &problems,
                   "the figure cannot be drawn: it is too large for a picture");
    assert_int_equal(out.length, 0);
    arena_free(arena);
}
