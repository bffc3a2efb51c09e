// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/drawing_png.h"

#include "base/memory.h"
#include "format/png.h"
#include "format/text_width.h"

#include <cairo.h>
#include <math.h>

#define FACE "Liberation Sans"
#define HALF_TURN 3.14159265358979323846

static void set_colour(cairo_t *cairo, int32_t colour)
{
    cairo_set_source_rgb(cairo, ((colour >> 16) & 0xFF) / 255.0, ((colour >> 8) & 0xFF) / 255.0,
                         (colour & 0xFF) / 255.0);
}

static void set_face(cairo_t *cairo, double size, bool bold)
{
    cairo_select_font_face(cairo, FACE, CAIRO_FONT_SLANT_NORMAL,
                           bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cairo, size);
}

// By the outlines of the letters: how letters themselves are shown, a user's settings for the screen may decide.
static void draw_text(cairo_t *cairo, struct arena *arena, const struct shape *shape)
{
    static const double share[] = {[ANCHOR_START] = 0, [ANCHOR_MIDDLE] = 0.5, [ANCHOR_END] = 1};
    const char *text = text_terminated(arena, shape->text);
    cairo_text_extents_t extents;
    set_face(cairo, shape->size, shape->bold);
    set_colour(cairo, shape->fill);
    cairo_text_extents(cairo, text, &extents);
    cairo_new_path(cairo);
    cairo_move_to(cairo, shape->x - share[shape->anchor] * extents.x_advance, shape->y);
    cairo_text_path(cairo, text);
    cairo_fill(cairo);
}

static void trace_path(cairo_t *cairo, const struct shape *shape)
{
    cairo_new_path(cairo);
    if (shape->kind == SHAPE_RECTANGLE)
        cairo_rectangle(cairo, shape->x, shape->y, shape->width, shape->height);
    else if (shape->kind == SHAPE_CIRCLE)
        cairo_arc(cairo, shape->x, shape->y, shape->radius, 0, 2 * HALF_TURN);
    if (shape->kind != SHAPE_LINE)
        return;
    cairo_move_to(cairo, shape->x, shape->y);
    cairo_line_to(cairo, shape->to_x, shape->to_y);
}

static void draw_shape(cairo_t *cairo, struct arena *arena, const struct shape *shape)
{
    if (shape->kind == SHAPE_TEXT) {
        draw_text(cairo, arena, shape);
        return;
    }
    trace_path(cairo, shape);
    if (shape->fill != COLOUR_NONE && shape->kind != SHAPE_LINE) {
        set_colour(cairo, shape->fill);
        cairo_fill_preserve(cairo);
    }
    if (shape->stroke != COLOUR_NONE) {
        set_colour(cairo, shape->stroke);
        cairo_set_line_width(cairo, shape->stroke_width);
        cairo_stroke(cairo);
    }
}

// Without the face that was asked for, cairo takes another, whose letters have other widths.
static bool has_face(cairo_t *cairo)
{
    static const char sample[] = "The quick brown fox jumps over 1,284 lazy dogs";
    for (int bold = 0; bold < 2; bold++) {
        cairo_text_extents_t extents;
        set_face(cairo, 100, bold);
        cairo_text_extents(cairo, sample, &extents);
        if (fabs(extents.x_advance - text_width(text_from(sample), 100, bold)) > 1)
            return false;
    }
    return true;
}

static cairo_status_t write_bytes(void *out, const unsigned char *bytes, unsigned length)
{
    buffer_add((struct buffer *)out, (struct text){(const char *)bytes, length});
    return CAIRO_STATUS_SUCCESS;
}

// The same on every machine: no hints for its screen.
static void set_options(cairo_t *cairo)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(cairo, options);
    cairo_font_options_destroy(options);
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_GRAY);
}

static void draw(cairo_t *cairo, const struct drawing *drawing)
{
    struct arena *arena = arena_new();
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    for (size_t i = 0; i < drawing->shapes.count; i++)
        draw_shape(cairo, arena, &drawing->shapes.items[i]);
    arena_free(arena);
}

static bool refuse_size(struct problems *problems)
{
    return problem_report(problems, (struct place){0},
                          MESSAGE("the figure cannot be drawn: it is too large for a picture"), NO_MESSAGE);
}

// ---- Few colours -------------------------------------------------------------------------------------------

// Packing true colours takes most of the time of a whole report. The drawing's own colours are kept as they are; of those
// between, at the edges of what is drawn, sixteen steps of red, green and blue are enough.
struct colours {
    struct png_palette palette;
    uint16_t of_steps[1 << 12]; // one more than the index in the palette; 0: not there yet
    unsigned own;               // the first of the palette are the drawing's own
    bool too_many;
};

static unsigned add_colour(struct colours *colours, uint32_t colour)
{
    struct png_palette *palette = &colours->palette;
    colours->too_many |= palette->count == PNG_COLOURS_MOST;
    if (colours->too_many)
        return 0;
    palette->colours[palette->count] = colour;
    return palette->count++;
}

static unsigned own_colour(const struct colours *colours, uint32_t colour)
{
    unsigned i = 0;
    while (i < colours->own && colours->palette.colours[i] != colour)
        i++;
    return i;
}

static void add_own_colour(struct colours *colours, int32_t colour)
{
    if (colour == COLOUR_NONE || own_colour(colours, (uint32_t)colour) < colours->own)
        return;
    add_colour(colours, (uint32_t)colour);
    colours->own = colours->palette.count;
}

static unsigned index_of(struct colours *colours, uint32_t colour)
{
    enum { STEP = 0x11, HIGH = 0xF };
    unsigned own = own_colour(colours, colour);
    if (own < colours->own)
        return own;
    uint32_t red = colour >> 20 & HIGH, green = colour >> 12 & HIGH, blue = colour >> 4 & HIGH;
    uint16_t *index = &colours->of_steps[red << 8 | green << 4 | blue];
    if (*index == 0)
        *index = (uint16_t)(add_colour(colours, red * STEP << 16 | green * STEP << 8 | blue * STEP) + 1);
    return *index - 1U;
}

static void index_row(struct colours *colours, const uint32_t *from, size_t count, unsigned char *to)
{
    uint32_t last = 0;
    unsigned index = index_of(colours, last);
    for (size_t i = 0; i < count; i++) {
        uint32_t colour = from[i] & 0xFFFFFF; // cairo says nothing of the highest byte
        if (colour != last)
            index = index_of(colours, colour);
        last = colour;
        to[i] = (unsigned char)index;
    }
}

// False, with nothing added, where a palette does not suffice.
static bool write_in_few_colours(cairo_surface_t *surface, const struct drawing *drawing, struct buffer *png)
{
    struct colours *colours = memory_allocate_zeroed(1, sizeof *colours);
    size_t width = (size_t)cairo_image_surface_get_width(surface);
    size_t height = (size_t)cairo_image_surface_get_height(surface);
    unsigned char *pixels = memory_allocate_zeroed(height, width);
    cairo_surface_flush(surface);
    const unsigned char *data = cairo_image_surface_get_data(surface);
    add_own_colour(colours, 0xFFFFFF);
    for (size_t i = 0; i < drawing->shapes.count; i++) {
        add_own_colour(colours, drawing->shapes.items[i].fill);
        add_own_colour(colours, drawing->shapes.items[i].stroke);
    }
    for (size_t y = 0; y < height && data && !colours->too_many; y++)
        index_row(
            colours,
            (const uint32_t *)(const void *)(data + y * (size_t)cairo_image_surface_get_stride(surface)),
            width, pixels + y * width);
    bool enough = data && !colours->too_many;
    if (enough)
        png_write(pixels, (unsigned)width, (unsigned)height, &colours->palette, png);
    memory_free(pixels);
    memory_free(colours);
    return enough;
}

static bool draw_on(cairo_surface_t *surface, const struct drawing *drawing, double scale, struct buffer *png,
                    struct problems *problems)
{
    cairo_t *cairo = cairo_create(surface);
    set_options(cairo);
    bool face = has_face(cairo);
    cairo_scale(cairo, scale, scale);
    if (face)
        draw(cairo, drawing);
    cairo_destroy(cairo);
    if (!face)
        return problem_report(problems, (struct place){0},
                              MESSAGE("the figure cannot be drawn: the typeface {face} is not installed",
                                      VALUE("face", TEXT(FACE))),
                              MESSAGE("install it with: apt-get install fonts-liberation"));
    if (write_in_few_colours(surface, drawing, png))
        return true;
    return cairo_surface_write_to_png_stream(surface, write_bytes, png) == CAIRO_STATUS_SUCCESS ||
           refuse_size(problems);
}

bool drawing_png(const struct drawing *drawing, double scale, struct buffer *out, struct problems *problems)
{
    double width = ceil(drawing->width * scale), height = ceil(drawing->height * scale);
    if (width > LIMIT_PICTURE_PIXELS || height > LIMIT_PICTURE_PIXELS)
        return refuse_size(problems);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    struct buffer png = {0};
    bool made = draw_on(surface, drawing, scale, &png, problems);
    if (made)
        buffer_add(out, buffer_text(&png));
    buffer_dispose(&png);
    cairo_surface_destroy(surface);
    return made;
}
