// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/text_layout.h"

#include "test.h"

struct desk {
    struct arena *arena;
    struct typesetter *typesetter;
};

static struct desk desk_new(void)
{
    struct desk desk = {.arena = arena_new()};
    struct problems problems;
    problems_init(&problems, desk.arena);
    assert_true(typesetter_open(&desk.typesetter, &problems));
    return desk;
}

static void desk_free(struct desk *desk)
{
    typesetter_close(desk->typesetter);
    arena_free(desk->arena);
}

static struct text_layout *set(struct desk *desk, const struct text_span *spans, size_t count, double width)
{
    return text_layout_new(desk->arena, desk->typesetter, spans, count, 10, width);
}

static struct text_layout *set_text(struct desk *desk, struct text text, double width)
{
    struct text_span *span = ARENA_NEW(desk->arena, struct text_span);
    span->text = text;
    return set(desk, span, 1, width);
}

// The characters of a line, by the glyphs' own account.
static struct text said(struct desk *desk, const struct text_layout *layout, size_t line)
{
    struct buffer out = {0};
    const struct text_line *from = &layout->lines.items[line];
    for (size_t i = 0; i < from->count; i++)
        for (size_t j = 0; j < from->pieces[i].count; j++) {
            const struct text_glyph *glyph = &from->pieces[i].glyphs[j];
            buffer_add(&out, text_slice(layout->spans[from->pieces[i].span].text, glyph->byte,
                                        glyph->byte + glyph->bytes));
        }
    struct text text = text_copy(desk->arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

TEST(a_line_is_as_wide_as_its_letters)
{
    struct desk desk = desk_new();
    double word, width = font_width(typesetter_font(desk.typesetter, FACE_REGULAR), 10, TEXT("nnnnn"), &word);
    struct text_layout *layout = set_text(&desk, TEXT("nnnnn"), 0);
    assert_int_equal(layout->lines.count, 1);
    assert_true(layout->width > width - 0.1 && layout->width < width + 0.1);
    assert_true(word == width);
    desk_free(&desk);
}

TEST(the_blank_at_the_end_of_a_line_keeps_its_glyph)
{
    struct desk desk = desk_new();
    struct text_layout *layout = set_text(&desk, TEXT("several words that do not fit"), 60);
    assert_true(layout->lines.count > 1);
    struct buffer all = {0};
    for (size_t i = 0; i < layout->lines.count; i++)
        buffer_add(&all, said(&desk, layout, i));
    assert_text_equal(buffer_text(&all), "several words that do not fit");
    buffer_dispose(&all);
    desk_free(&desk);
}

TEST(the_blank_at_the_end_of_a_line_is_no_part_of_its_width)
{
    struct desk desk = desk_new();
    assert_true(set_text(&desk, TEXT("word "), 0)->width == set_text(&desk, TEXT("word"), 0)->width);
    desk_free(&desk);
}

TEST(a_word_wider_than_the_line_is_broken)
{
    struct desk desk = desk_new();
    struct text_layout *layout = set_text(&desk, TEXT("Llanfairpwllgwyngyllgogerychwyrndrobwll"), 60);
    assert_true(layout->lines.count > 2);
    assert_true(layout->width <= 60);
    desk_free(&desk);
}

TEST(a_line_separator_begins_a_line)
{
    struct desk desk = desk_new();
    struct text_layout *layout = set_text(&desk, TEXT("one \xE2\x80\xA8two"), 0);
    assert_int_equal(layout->lines.count, 2);
    assert_text_equal(said(&desk, layout, 1), "two");
    desk_free(&desk);
}

TEST(spans_that_look_alike_stay_apart)
{
    struct desk desk = desk_new();
    const struct text_span spans[] = {
        {.text = TEXT("one")}, {.text = TEXT("two")}, {.text = TEXT("x"), .face = FACE_BOLD}};
    struct text_layout *layout = set(&desk, spans, 3, 0);
    assert_int_equal(layout->lines.count, 1);
    assert_int_equal(layout->lines.items[0].count, 3);
    assert_text_equal(said(&desk, layout, 0), "onetwox");
    desk_free(&desk);
}

TEST(welsh_letters_have_glyphs)
{
    struct desk desk = desk_new();
    struct text letters = TEXT("ŵŷŴŶâêîôûẁẃẅỳýÿ");
    for (size_t at = 0; at < letters.length;) {
        uint32_t code_point = text_code_point(letters, &at);
        assert_true(typesetter_can_show(desk.typesetter, code_point));
        assert_int_not_equal(font_glyph(typesetter_font(desk.typesetter, FACE_REGULAR), code_point), 0);
    }
    assert_false(typesetter_can_show(desk.typesetter, 0x1F600));
    desk_free(&desk);
}

TEST(no_glyph_is_the_empty_box)
{
    struct desk desk = desk_new();
    struct text_layout *layout = set_text(&desk,
                                          TEXT("a\xE2\x80\x8D"
                                               "b \xE2\x80\xAE"
                                               "cd\xE2\x80\xAC fi ffl \xC2\xA0x"),
                                          0);
    for (size_t i = 0; i < layout->lines.items[0].count; i++)
        for (size_t j = 0; j < layout->lines.items[0].pieces[i].count; j++)
            assert_int_not_equal(layout->lines.items[0].pieces[i].glyphs[j].id, 0);
    desk_free(&desk);
}

TEST(a_subset_is_smaller_and_is_a_face_again)
{
    struct desk desk = desk_new();
    const struct font *font = typesetter_font(desk.typesetter, FACE_BOLD);
    uint32_t glyphs[] = {font_glyph(font, 'a'), font_glyph(font, 0x175)};
    struct buffer out = {0};
    assert_true(font_subset(font, glyphs, 2, &out));
    assert_true(out.length > 0 && out.length < 40000);
    struct font *again = font_new(buffer_text(&out));
    assert_non_null(again);
    assert_true(font_advance(again, glyphs[1]) == font_advance(font, glyphs[1]));
    font_free(again);
    buffer_dispose(&out);
    desk_free(&desk);
}

TEST(what_is_no_face_is_refused)
{
    assert_null(font_new(TEXT("no face at all")));
}
