// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/html_figure.h"

#include "document/chart.h"
#include "document/drawing_svg.h"
#include "document/words.h"

// Points are 4/3 pixels: 16 and 24 pixels of text, on 640 or 608 pixels (which a sheet of paper has room for without
// shrinking large print) and on the 288 that a screen of 320 has room for.
static const struct figure_size {
    const char *name;
    double width[2], text_size[2]; // by sheet
} sizes[] = {
    {"wide", {[SHEET_NORMAL] = 480, [SHEET_LARGE] = 456}, {[SHEET_NORMAL] = 12, [SHEET_LARGE] = 18}},
    {"narrow", {[SHEET_NORMAL] = 216, [SHEET_LARGE] = 216}, {[SHEET_NORMAL] = 12, [SHEET_LARGE] = 18}},
};

static void write_size(struct markup_writer *html, struct arena *arena,
                       const struct checked_document *checked, const struct block *block,
                       const struct figure_size *size, enum sheet sheet)
{
    struct buffer svg = {0};
    struct chart_style style = {size->width[sheet], size->text_size[sheet], chart_accent(checked->document)};
    const struct drawing *drawing = chart_draw(arena, checked, block, style);
    // The caption stands above: the picture's own name need not say it again.
    drawing_svg(drawing, words_chart(arena, checked, block), block->chart.alternative,
                text_print(arena, "%.*s:%s", TEXT_PRINT(block->id), size->name), &svg);
    markup_line(html);
    markup_open(html, "div");
    markup_attribute(html, "class", text_from(size->name));
    if (size != sizes)
        markup_attribute(html, "hidden", TEXT("hidden"));
    markup_line(html);
    markup_fragment(html, buffer_text(&svg));
    markup_close(html);
    buffer_dispose(&svg);
}

void html_figure(struct markup_writer *html, struct arena *arena, const struct checked_document *checked,
                 const struct block *block, enum sheet sheet)
{
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        write_size(html, arena, checked, block, &sizes[i], sheet);
}
