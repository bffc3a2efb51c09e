// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/pdf_page.h"

#include <math.h>

enum { THOUSAND = 1000, GLYPHS_MOST = 0x10000, FULL = 255 };

void pdf_pages_init(struct pdf_pages *pages, struct arena *arena)
{
    pages->arena = arena;
    pages->artifact = pdf_element_new(pages->structure, NULL, "Artifact");
    pages->header = pdf_element_new(pages->structure, NULL, "Artifact");
    pages->footer = pdf_element_new(pages->structure, NULL, "Artifact");
    for (int face = 0; face < FACE_COUNT; face++)
        pages->glyphs[face] = ARENA_ARRAY(arena, struct text, GLYPHS_MOST);
}

void pdf_pages_dispose(struct pdf_pages *pages)
{
    for (size_t i = 0; i < pages->pages.count; i++)
        buffer_dispose(&pages->pages.items[i].content);
}

static struct pdf_page *current(struct pdf_pages *pages)
{
    return &pages->pages.items[pages->pages.count - 1];
}

size_t pdf_page_count(const struct pdf_pages *pages)
{
    return pages->pages.count;
}

void pdf_page_add(struct pdf_pages *pages)
{
    if (pages->pages.count)
        pdf_unmark(pages);
    *ARRAY_APPEND(pages->arena, &pages->pages) = (struct pdf_page){
        .object = pdf_object_number(pages->objects), .colour = -1};
}

// ---- Marked content ----------------------------------------------------------------------------------------

static bool is_artifact(const struct pdf_pages *pages, const struct pdf_element *element)
{
    return element == pages->artifact || element == pages->header || element == pages->footer;
}

static void end_mark(struct pdf_page *page)
{
    if (page->open)
        buffer_add(&page->content, TEXT("EMC\n"));
    page->open = NULL;
}

void pdf_unmark(struct pdf_pages *pages)
{
    end_mark(current(pages));
}

static struct buffer *mark_on(struct pdf_pages *pages, size_t number, struct pdf_element *element)
{
    struct pdf_page *page = &pages->pages.items[number];
    if (page->open == element)
        return &page->content;
    end_mark(page);
    page->open = element;
    if (element == pages->artifact)
        buffer_add(&page->content, TEXT("/Artifact BMC\n"));
    else if (is_artifact(pages, element))
        buffer_print(&page->content, "/Artifact<</Type/Pagination/Subtype/%s>>BDC\n",
                     element == pages->header ? "Header" : "Footer");
    else {
        buffer_print(&page->content, "/%s<</MCID %zu", element->type, page->marks.count);
        if (element->actual.length &&
            element->kids.count == 0) { // for readers that do not look into the structure
            buffer_add(&page->content, TEXT("/ActualText"));
            pdf_add_string(&page->content, element->actual);
        }
        buffer_add(&page->content, TEXT(">>BDC\n"));
        pdf_element_mark(pages->structure, element, number, page->marks.count);
        *ARRAY_APPEND(pages->arena, &page->marks) = element;
    }
    return &page->content;
}

struct buffer *pdf_mark(struct pdf_pages *pages, struct pdf_element *element)
{
    return mark_on(pages, pages->pages.count - 1, element);
}

// ---- Shapes ------------------------------------------------------------------------------------------------

void pdf_add_colour(struct buffer *out, uint32_t colour, bool stroke)
{
    for (int shift = 16; shift >= 0; shift -= CHAR_BIT) {
        pdf_add_number(out, (double)(colour >> shift & FULL) / FULL);
        buffer_add_character(out, ' ');
    }
    buffer_add(out, stroke ? TEXT("RG\n") : TEXT("rg\n"));
}

static void set_colour(struct pdf_page *page, uint32_t colour)
{
    if (page->colour == colour)
        return;
    pdf_add_colour(&page->content, colour, false);
    page->colour = colour;
}

static void add_numbers(struct buffer *out, const double *numbers, size_t count, const char *operator)
{
    for (size_t i = 0; i < count; i++) {
        pdf_add_number(out, numbers[i]);
        buffer_add_character(out, ' ');
    }
    buffer_add(out, text_from(operator));
}

static void add_rectangle(struct buffer *out, const struct pdf_pages *pages, double x, double y, double width,
                          double height)
{
    add_numbers(out, (double[]){x, pages->height - y - height, width, height}, 4, "re f\n");
}

void pdf_rectangle(struct pdf_pages *pages, struct pdf_element *element, double x, double y, double width,
                   double height, uint32_t colour)
{
    struct buffer *out = pdf_mark(pages, element);
    set_colour(current(pages), colour);
    add_rectangle(out, pages, x, y, width, height);
}

// A rule is a thin rectangle: it needs no state of its own.
void pdf_rule(struct pdf_pages *pages, struct pdf_element *element, double x, double y, double to_x,
              double thickness, uint32_t colour)
{
    pdf_rectangle(pages, element, x, y - thickness / 2, to_x - x, thickness, colour);
}

void pdf_dots(struct pdf_pages *pages, struct pdf_element *element, double x, double y, double to_x,
              double size, uint32_t colour)
{
    if (to_x <= x)
        return;
    struct buffer *out = pdf_mark(pages, element);
    buffer_add(out, TEXT("q 1 J "));
    pdf_add_colour(out, colour, true);
    pdf_add_number(out, size);
    buffer_add(out, TEXT(" w [0 "));
    pdf_add_number(out, 4 * size);
    buffer_add(out, TEXT("] 0 d "));
    double from = to_x -
                  floor((to_x - x) / (4 * size)) * 4 * size; // the dots of all lines stand under each other
    add_numbers(out, (double[]){to_x, pages->height - y}, 2, "m ");
    add_numbers(out, (double[]){from, pages->height - y}, 2, "l S Q\n");
}

void pdf_show_image(struct pdf_pages *pages, struct pdf_element *element, double x, double y, double width,
                    double height)
{
    struct buffer *out = pdf_mark(pages, element);
    buffer_add(out, TEXT("q "));
    add_numbers(out, (double[]){width, 0, 0, height, x, pages->height - y - height}, 6, "cm /I1 Do Q\n");
}

// ---- Text --------------------------------------------------------------------------------------------------

// Of two texts for one glyph the shorter, then the lower one, so that the order of the pages does not matter.
static void note_characters(struct pdf_pages *pages, enum face face, uint32_t glyph, struct text characters)
{
    struct text *noted = &pages->glyphs[face][glyph];
    if (noted->length == 0 || characters.length < noted->length ||
        (characters.length == noted->length && text_compare(characters, *noted) < 0))
        *noted = characters;
}

static size_t glyphs_of_cluster(const struct text_piece *piece, size_t first)
{
    size_t count = 1;
    while (first + count < piece->count && piece->glyphs[first + count].bytes == 0)
        count++;
    return count;
}

// Whether each character of the cluster has its own glyph, in order.
static bool is_one_by_one(const struct font *font, const struct text_glyph *glyphs, size_t count,
                          struct text cluster)
{
    size_t at = 0, i = 0;
    for (; i < count && at < cluster.length; i++)
        if (font_glyph(font, text_code_point(cluster, &at)) != glyphs[i].id)
            return false;
    return i == count && at == cluster.length;
}

static void note_cluster(struct pdf_pages *pages, enum face face, const struct text_glyph *glyphs,
                         size_t count, struct text cluster)
{
    const struct font *font = typesetter_font(pages->typesetter, face);
    if (is_one_by_one(font, glyphs, count, cluster)) {
        for (size_t i = 0, at = 0; i < count; i++) {
            size_t from = at;
            text_code_point(cluster, &at);
            note_characters(pages, face, glyphs[i].id, text_slice(cluster, from, at));
        }
        return;
    }
    note_characters(pages, face, glyphs[0].id, cluster);
    for (size_t i = 1; i < count; i++) // nothing further is to be read
        note_characters(pages, face, glyphs[i].id, TEXT("\xE2\x80\x8B"));
}

static void note_piece(struct pdf_pages *pages, const struct text_span *span, const struct text_piece *piece)
{
    for (size_t i = 0; i < piece->count;) {
        const struct text_glyph *glyph = &piece->glyphs[i];
        size_t count = glyphs_of_cluster(piece, i);
        struct text cluster = text_slice(span->text, glyph->byte, glyph->byte + glyph->bytes);
        // A piece can begin in the middle of nothing: then the glyph has no characters of its own.
        note_cluster(pages, span->face, glyph, count, cluster.length ? cluster : TEXT("\xE2\x80\x8B"));
        i += count;
    }
}

static void add_glyph_hex(struct buffer *out, uint32_t id)
{
    static const char digits[] = "0123456789ABCDEF";
    for (int shift = 12; shift >= 0; shift -= 4)
        buffer_add_character(out, digits[id >> shift & 0xF]);
}

// The glyphs with the moves between them that their widths alone do not make.
static void add_glyphs(struct buffer *out, const struct font *font, double size,
                       const struct text_piece *piece, size_t *from)
{
    double pen = piece->glyphs[*from].x, lift = piece->glyphs[*from].y;
    buffer_add(out, TEXT("[<"));
    for (; *from < piece->count && piece->glyphs[*from].y == lift; ++*from) {
        const struct text_glyph *glyph = &piece->glyphs[*from];
        double move = round((pen - glyph->x) * THOUSAND / size);
        if (move != 0) {
            buffer_add_character(out, '>');
            pdf_add_number(out, move);
            buffer_add_character(out, '<');
            pen -= move * size / THOUSAND;
        }
        add_glyph_hex(out, glyph->id);
        pen += font_advance(font, glyph->id) * size / THOUSAND;
    }
    buffer_add(out, TEXT(">]TJ\n"));
}

static void add_piece(struct buffer *out, const struct pdf_pages *pages, const struct text_layout *layout,
                      const struct text_piece *piece, double x, double y)
{
    enum face face = layout->spans[piece->span].face;
    const struct font *font = typesetter_font(pages->typesetter, face);
    buffer_print(out, "BT/F%d ", face + 1);
    pdf_add_number(out, layout->size);
    buffer_add(out, TEXT(" Tf\n"));
    for (size_t i = 0; i < piece->count;) {
        double left = x + piece->glyphs[i].x, base = pages->height - y + piece->glyphs[i].y;
        buffer_add(out, TEXT("1 0 0 1 "));
        add_numbers(out, (double[]){left, base}, 2, "Tm");
        add_glyphs(out, font, layout->size, piece, &i);
    }
    buffer_add(out, TEXT("ET\n"));
}

static void add_link_box(struct pdf_pages *pages, struct pdf_link *link, const double box[4])
{
    struct pdf_page *page = current(pages);
    size_t number = pages->pages.count;
    if (link->page != number) {
        link->page = number;
        link->annotation = page->annotations.count;
        *ARRAY_APPEND(pages->arena, &page->annotations) = (struct pdf_annotation){
            .object = pdf_object_number(pages->objects),
            .element = link->element,
            .address = link->address,
            .contents = link->contents};
        pdf_element_annotation(pages->structure, link->element, number - 1,
                               page->annotations.items[link->annotation].object);
    }
    struct pdf_annotation *annotation = &page->annotations.items[link->annotation];
    for (size_t i = 0; i < 4; i++)
        *ARRAY_APPEND(pages->arena, &annotation->boxes) = box[i];
}

// The end of the piece's ink: blanks at the end of a line get no rule and no ground.
static double piece_end(const struct text_line *line, size_t index)
{
    const struct text_piece *piece = &line->pieces[index];
    double end = piece->x + piece->width;
    return end > line->width ? line->width : end;
}

// Of the tables that the element stands in, those that are on one page have a box (ISO 32000-1, table 344).
static void extend_boxes(const struct pdf_pages *pages, struct pdf_element *element, const double shown[4])
{
    for (; element; element = element->parent) {
        if (!element->boxed)
            continue;
        double *box = element->box;
        element->has_box = element->box_page == 0 ||
                           (element->has_box && element->box_page == pages->pages.count);
        if (element->box_page == 0)
            memcpy(box, shown, 4 * sizeof *box);
        element->box_page = pages->pages.count;
        for (size_t i = 0; i < 4; i++)
            box[i] = i < 2 ? fmin(box[i], shown[i]) : fmax(box[i], shown[i]);
    }
}

static void show_grounds(struct pdf_pages *pages, const struct text_layout *layout,
                         const struct text_line *line, const struct pdf_ink *inks, double x, double y)
{
    for (size_t i = 0; i < line->count; i++) {
        const struct text_piece *piece = &line->pieces[i];
        double size = layout->size, end = piece_end(line, i);
        if (inks[piece->span].covered && end > piece->x)
            pdf_rectangle(pages, pages->artifact, x + piece->x - size * 0.15, y - size * 0.92,
                          end - piece->x + size * 0.3, size * 1.2, 0x16212b);
    }
}

static void show_link(struct pdf_pages *pages, const struct text_layout *layout, const struct pdf_ink *ink,
                      double from, double to, double y)
{
    if (to <= from)
        return;
    if (ink->underlined)
        pdf_rule(pages, pages->artifact, from, y + layout->size * 0.14, to, layout->size * 0.05, ink->colour);
    if (ink->link)
        add_link_box(pages, ink->link, (double[]){from, y - layout->size * 0.95, to, y + layout->size * 0.3});
}

void pdf_show_line(struct pdf_pages *pages, const struct text_layout *layout, size_t number,
                   const struct pdf_ink *inks, double x, double y)
{
    const struct text_line *line = &layout->lines.items[number];
    show_grounds(pages, layout, line, inks, x, y);
    for (size_t i = 0; i < line->count; i++) {
        const struct text_piece *piece = &line->pieces[i];
        const struct pdf_ink *ink = &inks[piece->span];
        if (piece->count == 0)
            continue;
        note_piece(pages, &layout->spans[piece->span], piece);
        struct buffer *out = pdf_mark(pages, ink->element);
        set_colour(current(pages), ink->colour);
        add_piece(out, pages, layout, piece, x, y);
        double base = pages->height - y, size = layout->size;
        extend_boxes(pages, ink->element,
                     (double[]){x + piece->x, base - size * 0.3, x + piece_end(line, i), base + size * 0.95});
    }
    for (size_t i = 0; i < line->count; i++)
        if (inks[line->pieces[i].span].underlined || inks[line->pieces[i].span].link)
            show_link(pages, layout, &inks[line->pieces[i].span], x + line->pieces[i].x,
                      x + piece_end(line, i), y);
}

// ---- Insertions --------------------------------------------------------------------------------------------

size_t pdf_insertion(struct pdf_pages *pages)
{
    struct pdf_page *page = current(pages);
    *ARRAY_APPEND(pages->arena, &page->insertions) = (struct pdf_insertion){.at = page->content.length};
    return page->insertions.count - 1;
}

static void keep_insertion(struct pdf_pages *pages, size_t page, size_t insertion, struct buffer *content)
{
    struct text *kept = &pages->pages.items[page].insertions.items[insertion].content;
    *kept = text_print(pages->arena, "%.*s%.*s", TEXT_PRINT(*kept), TEXT_PRINT(buffer_text(content)));
    buffer_dispose(content);
}

void pdf_fill_ground(struct pdf_pages *pages, size_t page, size_t insertion, double x, double y, double width,
                     double height, uint32_t colour)
{
    struct buffer content = {0};
    buffer_add(&content, TEXT("/Artifact BMC\nq "));
    pdf_add_colour(&content, colour, false);
    add_rectangle(&content, pages, x, y, width, height);
    buffer_add(&content, TEXT("Q\nEMC\n"));
    keep_insertion(pages, page, insertion, &content);
}

void pdf_fill_line(struct pdf_pages *pages, size_t page, size_t insertion, const struct text_layout *layout,
                   const struct pdf_ink *ink, double x, double y)
{
    struct buffer content = {0};
    const struct text_line *line = &layout->lines.items[0];
    buffer_add(&content, TEXT("q "));
    pdf_add_colour(&content, ink->colour, false);
    for (size_t i = 0; i < line->count; i++) {
        note_piece(pages, &layout->spans[line->pieces[i].span], &line->pieces[i]);
        add_piece(&content, pages, layout, &line->pieces[i], x, y);
    }
    buffer_add(&content, TEXT("Q\n"));
    keep_insertion(pages, page, insertion, &content);
}
