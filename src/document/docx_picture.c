// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/docx.h"

#include "document/chart.h"
#include "document/drawing_cut.h"
#include "document/drawing_png.h"
#include "document/drawing_svg.h"

#define DRAWING_ "http://schemas.openxmlformats.org/drawingml/2006/"
#define DECORATIVE_EXTENSION "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
#define SVG_EXTENSION "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"

static struct text add_part(struct docx *docx, const char *ending, struct text content)
{
    struct text file = text_print(docx->arena, "media/picture%zu.%s", docx->pictures, ending);
    struct text name = text_print(docx->arena, "word/%.*s", TEXT_PRINT(file));
    package_add(&docx->package, text_terminated(docx->arena, name), NULL, content);
    return relations_add(&docx->relations, "image", file);
}

// Has nothing to say: the picture before it has said it all.
static void write_decorative(struct docx *docx)
{
    markup_open(&docx->xml, "a:extLst");
    markup_attribute(&docx->xml, "xmlns:a", TEXT(DRAWING_ "main"));
    markup_open(&docx->xml, "a:ext");
    markup_attribute(&docx->xml, "uri", TEXT(DECORATIVE_EXTENSION));
    markup_open_element(&docx->xml, "adec:decorative");
    markup_attribute(&docx->xml, "xmlns:adec",
                     TEXT("http://schemas.microsoft.com/office/drawing/2017/decorative"));
    markup_attribute(&docx->xml, "val", TEXT("1"));
    markup_close(&docx->xml);
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

// docPr and cNvPr: some readers take the description from one, some from the other.
static void write_description(struct docx *docx, const char *element, const struct docx_picture *picture)
{
    markup_open_element(&docx->xml, element);
    docx_number(docx, "id", (int64_t)docx->pictures);
    markup_attribute(&docx->xml, "name", text_print(docx->arena, "Picture %zu", docx->pictures));
    markup_attribute(&docx->xml, "descr", picture->description);
    if (picture->description.length == 0)
        write_decorative(docx);
    markup_close(&docx->xml);
}

static void write_extent(struct docx *docx, const char *element, const struct docx_picture *picture)
{
    markup_open_element(&docx->xml, element);
    docx_number(docx, "cx", (int64_t)(picture->width * DOCX_EMU_PER_POINT));
    docx_number(docx, "cy", (int64_t)(picture->height * DOCX_EMU_PER_POINT));
    markup_close(&docx->xml);
}

// The PNG is for readers that cannot show the SVG.
static void write_fill(struct docx *docx, const struct docx_picture *picture)
{
    markup_open(&docx->xml, "pic:blipFill");
    markup_open(&docx->xml, "a:blip");
    markup_attribute(&docx->xml, "r:embed", add_part(docx, "png", picture->png));
    if (picture->svg.length) {
        markup_open(&docx->xml, "a:extLst");
        markup_open(&docx->xml, "a:ext");
        markup_attribute(&docx->xml, "uri", TEXT(SVG_EXTENSION));
        markup_open(&docx->xml, "asvg:svgBlip");
        markup_attribute(&docx->xml, "xmlns:asvg",
                         TEXT("http://schemas.microsoft.com/office/drawing/2016/SVG/main"));
        markup_attribute(&docx->xml, "r:embed", add_part(docx, "svg", picture->svg));
        markup_close(&docx->xml);
        markup_close(&docx->xml);
        markup_close(&docx->xml);
    }
    markup_close(&docx->xml);
    markup_open(&docx->xml, "a:stretch");
    docx_flag(docx, "a:fillRect");
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

static void write_shape(struct docx *docx, const struct docx_picture *picture)
{
    markup_open(&docx->xml, "pic:spPr");
    markup_open(&docx->xml, "a:xfrm");
    markup_open(&docx->xml, "a:off");
    docx_number(docx, "x", 0);
    docx_number(docx, "y", 0);
    markup_close(&docx->xml);
    write_extent(docx, "a:ext", picture);
    markup_close(&docx->xml);
    markup_open(&docx->xml, "a:prstGeom");
    markup_attribute(&docx->xml, "prst", TEXT("rect"));
    docx_flag(docx, "a:avLst");
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

static void write_graphic(struct docx *docx, const struct docx_picture *picture)
{
    markup_open(&docx->xml, "a:graphic");
    markup_attribute(&docx->xml, "xmlns:a", TEXT(DRAWING_ "main"));
    markup_open(&docx->xml, "a:graphicData");
    markup_attribute(&docx->xml, "uri", TEXT(DRAWING_ "picture"));
    markup_open(&docx->xml, "pic:pic");
    markup_attribute(&docx->xml, "xmlns:pic", TEXT(DRAWING_ "picture"));
    markup_open(&docx->xml, "pic:nvPicPr");
    write_description(docx, "pic:cNvPr", picture);
    docx_flag(docx, "pic:cNvPicPr");
    markup_close(&docx->xml);
    write_fill(docx, picture);
    write_shape(docx, picture);
    markup_close(&docx->xml);
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

void docx_picture(struct docx *docx, const struct docx_picture *picture)
{
    static const char *const distances[] = {"distT", "distB", "distL", "distR"};
    docx->pictures++;
    docx_run_open(docx, (struct docx_look){0});
    markup_open(&docx->xml, "w:drawing");
    markup_open(&docx->xml, "wp:inline");
    for (size_t i = 0; i < sizeof distances / sizeof *distances; i++)
        docx_number(docx, distances[i], 0);
    write_extent(docx, "wp:extent", picture);
    write_description(docx, "wp:docPr", picture);
    write_graphic(docx, picture);
    markup_close(&docx->xml);
    markup_close(&docx->xml);
    docx_run_close(docx);
}

// ---- Figures -----------------------------------------------------------------------------------------------

enum {
    PIXELS_A_POINT = 3, // sharp in print, at 216 pixels an inch
    FIGURE_HEIGHT_MOST =
        560, // points that a page has left below the header and a caption; what is higher shrinks
};

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static struct text taken(struct docx *docx, struct buffer *buffer)
{
    struct text copy = text_copy(docx->arena, buffer_text(buffer));
    buffer_dispose(buffer);
    return copy;
}

static struct text svg_part(struct docx *docx, const struct drawing *drawing, const struct block *block)
{
    struct buffer out = {0};
    struct markup_writer xml;
    markup_start(&xml, MARKUP_XML, &out);
    drawing_svg(drawing, words_chart(docx->arena, docx->checked, block), block->chart.alternative, block->id,
                &out);
    markup_end(&xml);
    return taken(docx, &out);
}

static bool write_drawing(struct docx *docx, const struct block *block, const struct drawing *drawing,
                          struct text description)
{
    struct buffer png = {0};
    double pixels = smaller(PIXELS_A_POINT, LIMIT_PICTURE_PIXELS / (drawing->height + 1));
    double scale = smaller(1, FIGURE_HEIGHT_MOST / drawing->height);
    if (!drawing_png(drawing, pixels, &png, docx->problems))
        return false;
    struct docx_picture picture = {
        .png = taken(docx, &png),
        .svg = svg_part(docx, drawing, block),
        .width = scale * drawing->width,
        .height = scale * drawing->height,
        .description = description,
    };
    docx_paragraph_open(docx, (struct docx_paragraph){.style = "Figure"});
    docx_picture(docx, &picture);
    docx_paragraph_close(docx);
    return true;
}

// Large print does not shrink: what is higher than a page goes on upon the next, between its bars. The first piece is described for all.
static bool write_pieces(struct docx *docx, const struct block *block, const struct drawing *drawing,
                         const struct drawing_gaps *gaps)
{
    for (double from = 0; from < drawing->height;) {
        double to = drawing_cut(gaps, drawing, from, FIGURE_HEIGHT_MOST);
        const struct drawing *piece = drawing_part(docx->arena, drawing, (struct drawing_band){from, to});
        if (!write_drawing(docx, block, piece, from > 0 ? (struct text){0} : block->chart.alternative))
            return false;
        from = to;
    }
    return true;
}

bool docx_figure(struct docx *docx, const struct block *block)
{
    bool large = docx->sheet == SHEET_LARGE;
    struct chart_style style = {
        .width = DOCX_TEXT_WIDTH / 20,
        .text_size = large ? 18 : 10,
        .accent = chart_accent(docx->document),
    };
    const struct drawing *drawing = chart_draw(docx->arena, docx->checked, block, style);
    if (drawing->height > FIGURE_HEIGHT_MOST) {
        style.tight = true;
        drawing = chart_draw(docx->arena, docx->checked, block, style);
    }
    struct drawing_gaps gaps = drawing_gaps_of(docx->arena, drawing);
    if (large && drawing->height > FIGURE_HEIGHT_MOST &&
        drawing_can_divide(&gaps, drawing, FIGURE_HEIGHT_MOST))
        return write_pieces(docx, block, drawing, &gaps);
    return write_drawing(docx, block, drawing, block->chart.alternative);
}
