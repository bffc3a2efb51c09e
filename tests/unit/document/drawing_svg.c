// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/drawing_svg.h"

#include "test.h"

TEST(a_drawing_is_one_image_with_a_name_and_real_text)
{
    struct arena *arena = arena_new();
    struct drawing *drawing = drawing_new(arena, 100);
    struct buffer out = {0};
    drawing->height = 50.5;
    drawing_rectangle(drawing, 1.005, -2.25, 1.0 / 3, 4, 0x12436D);
    drawing_line(drawing, 0, 0, 10, 0.1, 1, 0xFF);
    drawing_circle(drawing, 5, 5, 2, COLOUR_NONE)->stroke = 0;
    struct shape *shape = drawing_text(drawing, 7, 8, TEXT("<3 of 9>"), 11, 0);
    shape->anchor = ANCHOR_END;
    shape->bold = true;
    drawing_svg(drawing, TEXT("Figure 1"), TEXT("R & D"), TEXT("cases"), &out);
    assert_text_equal(
        buffer_text(&out),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
        "aria-labelledby=\"cases:title cases:description\" width=\"100pt\" height=\"50.5pt\" viewBox=\"0 0 100 50.5\" "
        "style=\"max-width:100%;height:auto\" font-family=\"&#39;Liberation Sans&#39;, Arial, Helvetica, sans-serif\">\n"
        "<title id=\"cases:title\">Figure 1</title>\n"
        "<desc id=\"cases:description\">R &amp; D</desc>\n"
        "<rect x=\"0\" y=\"0\" width=\"100\" height=\"50.5\" fill=\"#ffffff\"/>\n"
        "<rect x=\"1\" y=\"-2.25\" width=\"0.33\" height=\"4\" fill=\"#12436d\"/>\n"
        "<line x1=\"0\" y1=\"0\" x2=\"10\" y2=\"0.1\" stroke=\"#0000ff\" stroke-width=\"1\"/>\n"
        "<circle cx=\"5\" cy=\"5\" r=\"2\" fill=\"none\" stroke=\"#000000\" stroke-width=\"0\"/>\n"
        "<text x=\"7\" y=\"8\" font-size=\"11\" font-weight=\"bold\" text-anchor=\"end\" "
        "fill=\"#000000\">&lt;3 of 9&gt;</text>\n"
        "</svg>");
    buffer_dispose(&out);
    arena_free(arena);
}
