// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "document/chart.h"
#include "document/drawing_png.h"
#include "document/drawing_svg.h"
#include "document/odt.h"

#define LOGO_WIDTH_MOST 170.0 // points: 6 by 2 cm
#define LOGO_HEIGHT_MOST 57.0
#define FIGURE_TEXT_SIZE 10.0
#define PIXELS_PER_POINT 3.0
#define FIGURE_HEIGHT_MOST 600.0 // of a page, below marks and a caption: what is higher shrinks

struct picture {
    struct text png, svg; // svg may be empty
    double width, height; // points
    struct text title, description;
};

static void write_image(struct odt *odt, const char *ending, const char *media_type, struct text content)
{
    struct text name = text_print(odt->arena, "Pictures/picture%zu.%s", odt->pictures, ending);
    *ARRAY_APPEND(odt->arena, &odt->files) = (struct odt_file){name, text_from(media_type)};
    bool packed = strcmp(ending, "png") == 0;
    zip_writer_add(odt->zip, text_terminated(odt->arena, name), content, packed ? ZIP_STORED : ZIP_DEFLATED);
    odt_open(odt, "draw:image");
    odt_text_attribute(odt, "xlink:href", name);
    odt_attribute(odt, "xlink:type", "simple");
    odt_attribute(odt, "xlink:show", "embed");
    odt_attribute(odt, "xlink:actuate", "onLoad");
    odt_close(odt);
}

static void write_description(struct odt *odt, const char *name, struct text text)
{
    if (text.length == 0)
        return;
    odt_open(odt, name);
    markup_text(&odt->xml, text);
    odt_close(odt);
}

// A program shows the first of the images that it can.
static void write_picture(struct odt *odt, const struct picture *picture)
{
    odt->pictures++;
    odt_open(odt, "draw:frame");
    odt_attribute(odt, "draw:style-name", "picture");
    odt_text_attribute(odt, "draw:name", text_print(odt->arena, "Picture %zu", odt->pictures));
    odt_attribute(odt, "text:anchor-type", "as-char");
    odt_text_attribute(odt, "svg:width", text_print(odt->arena, "%.2fpt", picture->width));
    odt_text_attribute(odt, "svg:height", text_print(odt->arena, "%.2fpt", picture->height));
    if (picture->svg.length)
        write_image(odt, "svg", "image/svg+xml", picture->svg);
    write_image(odt, "png", "image/png", picture->png);
    write_description(odt, "svg:title", picture->title);
    write_description(odt, "svg:desc", picture->description);
    odt_close(odt);
}

void odt_logo(struct odt *odt)
{
    const struct identity *identity = &odt->document->identity;
    if (identity->logo.length == 0 || identity->logo_width == 0 || identity->logo_height == 0)
        return;
    double scale = LOGO_HEIGHT_MOST / identity->logo_height;
    if (scale * identity->logo_width > LOGO_WIDTH_MOST)
        scale = LOGO_WIDTH_MOST / identity->logo_width;
    odt_paragraph_open(odt, "Logo");
    write_picture(odt, &(struct picture){.png = identity->logo,
                                         .width = scale * identity->logo_width,
                                         .height = scale * identity->logo_height,
                                         .description = identity->logo_alternative});
    odt_close(odt);
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

void odt_figure(struct odt *odt, const struct block *block)
{
    struct text label = words_chart(odt->arena, odt->checked, block);
    struct chart_style style = {ODT_TEXT_WIDTH, FIGURE_TEXT_SIZE, chart_accent(odt->document)};
    const struct drawing *drawing = chart_draw(odt->arena, odt->checked, block, style);
    struct buffer png = {0}, svg = {0};
    double scale = smaller(1, FIGURE_HEIGHT_MOST / drawing->height);
    double pixels = smaller(PIXELS_PER_POINT, LIMIT_PICTURE_PIXELS / (drawing->height + 1));
    if (!drawing_png(drawing, pixels, &png, odt->problems)) {
        odt->failed = true;
        buffer_dispose(&png);
        return;
    }
    buffer_add(&svg, TEXT("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    drawing_svg(drawing, label, block->chart.alternative, TEXT("figure"), &svg);
    odt_paragraph_open(odt, "Picture");
    write_picture(odt, &(struct picture){.png = text_copy(odt->arena, buffer_text(&png)),
                                         .svg = text_copy(odt->arena, buffer_text(&svg)),
                                         .width = scale * drawing->width,
                                         .height = scale * drawing->height,
                                         .title = label,
                                         .description = block->chart.alternative});
    odt_close(odt);
    buffer_dispose(&png);
    buffer_dispose(&svg);
}
