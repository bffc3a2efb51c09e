// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the body: the first page's head, the last page's end, and what is above and below every page.
#include "document/pdf_writer.h"

#include "document/pdf_image.h"
#include "document/words.h"

#include <math.h>

static const struct pdf_style styles[] = {
    [SHEET_NORMAL] = {.side = 62,
                      .top = 26,
                      .bottom = 34,
                      .body = {10.5, 15.5},
                      .small = {9, 12.5},
                      .table = {9.5, 13},
                      .title = {27, 32},
                      .subtitle = {14, 19},
                      .organisation = {12, 16},
                      .headings = {{17, 22}, {13, 17.5}, {11, 15.5}},
                      .paragraph = 7.5,
                      .indent = 18,
                      .cell = 16},
    // 18 points is what large print means; nothing is smaller.
    [SHEET_LARGE] = {.large = true,
                     .side = 48,
                     .top = 26,
                     .bottom = 32,
                     .body = {18, 26},
                     .small = {18, 25},
                     .table = {18, 24},
                     .title = {31, 38},
                     .subtitle = {22, 29},
                     .organisation = {20, 26},
                     .headings = {{26, 33}, {22, 29}, {19, 27}},
                     .paragraph = 12,
                     .indent = 30,
                     .cell = 20},
};

enum {
    MARK_PADDING = 5,
    MARK_SPACE = 3,
    RUNNING_SPACE = 3,
    HEAD_SPACE = 18,
    FOOT_SPACE = 16,
    LOGO_HEIGHT = 54,
    LOGO_WIDTH = 200,
    BAND = 18,
    FOOT_LINES = 2
};

const struct pdf_style *pdf_style_of(enum sheet sheet)
{
    return &styles[sheet];
}

// ---- Above and below every page ----------------------------------------------------------------------------

static struct pdf_text mark_of(struct pdf *pdf, struct pdf_element *element, bool draft)
{
    struct text text = draft ? pdf->document->draft : pdf->document->marking;
    return pdf_set_text(pdf, element, text, pdf->style->small, FACE_BOLD,
                        draft ? COLOUR_DRAFT_INK : COLOUR_WHITE, pdf_width(pdf) - 4 * MARK_PADDING);
}

static bool has_mark(const struct pdf *pdf, int i)
{
    return (i == 0 ? pdf->document->marking : pdf->document->draft).length > 0;
}

// Marking and draft, each on a ground of its own. Gives the y below them.
static double show_marks(struct pdf *pdf, struct pdf_text marks[2], double y)
{
    for (int i = 0; i < 2; i++) {
        if (!has_mark(pdf, i))
            continue;
        double height = pdf_text_height(&marks[i]);
        pdf_rectangle(&pdf->pages, pdf->pages.artifact, pdf->style->side, y,
                      pdf->pages.width - 2 * pdf->style->side, height + 2 * MARK_PADDING,
                      i == 0 ? COLOUR_INK : COLOUR_DRAFT);
        pdf_show(pdf, &marks[i], 0, marks[i].layout->lines.count, pdf->style->side + 2 * MARK_PADDING,
                 y + MARK_PADDING);
        y += height + 2 * MARK_PADDING + MARK_SPACE;
    }
    return y;
}

// Of every page but the first.
static double body_top(const struct pdf *pdf)
{
    double y = pdf->style->top;
    for (int i = 0; i < 2; i++)
        if (has_mark(pdf, i))
            y += pdf_text_height(&pdf->marks[i]) + 2 * MARK_PADDING + MARK_SPACE;
    if (y > pdf->style->top)
        y += MARK_PADDING;
    return y + pdf_text_height(&pdf->running) + RUNNING_SPACE + HEAD_SPACE;
}

static struct pdf_text page_number(struct pdf *pdf, size_t page, size_t pages)
{
    struct message message = MESSAGE("Page {page} of {pages}", NUMBER("page", page), NUMBER("pages", pages));
    return pdf_set_text(pdf, pdf->pages.footer, message_text(pdf->arena, pdf->document->language, &message),
                        pdf->style->small, FACE_REGULAR, COLOUR_SOFT, 0);
}

// As many whole words as have room in the lines, with an ellipsis if there are more: what stands on every page must leave room
// for what does not.
static struct pdf_text within_lines(struct pdf *pdf, struct pdf_element *element, struct text text,
                                    double width, size_t lines)
{
    struct text shown = text;
    for (size_t end = text.length;;) {
        struct pdf_text set = pdf_set_text(pdf, element, shown, pdf->style->small, FACE_REGULAR, COLOUR_SOFT,
                                           width);
        if (set.layout->lines.count <= lines || end == 0)
            return set;
        while (end > 0 && text.bytes[--end] != ' ')
            ;
        shown = text_print(pdf->arena, "%.*s…", TEXT_PRINT(text_slice(text, 0, end)));
    }
}

void pdf_prepare_pages(struct pdf *pdf)
{
    const struct document *document = pdf->document;
    pdf->left = pdf->style->side;
    pdf->right = pdf->pages.width - pdf->style->side;
    for (int i = 0; i < 2; i++)
        if (has_mark(pdf, i))
            pdf->marks[i] = mark_of(pdf, pdf->pages.header, i == 1);
    struct text running = document->identifier; // large print has no room for more in one line
    if (!pdf->style->large)
        running = text_print(pdf->arena, "%.*s · %.*s", TEXT_PRINT(document->organisation),
                             TEXT_PRINT(document->identifier));
    struct pdf_text widest = page_number(pdf, 9999, 9999);
    pdf->footer = within_lines(pdf, pdf->pages.footer, running,
                               pdf_width(pdf) - widest.layout->width - pdf->style->indent, FOOT_LINES);
    pdf->running = within_lines(pdf, pdf->pages.header, document->title, pdf_width(pdf),
                                pdf->style->large ? 2 : 1);
    pdf->top = body_top(pdf);
    pdf->bottom = pdf->pages.height - pdf->style->bottom - pdf_text_height(&pdf->footer) - FOOT_SPACE;
}

static void show_running_title(struct pdf *pdf)
{
    pdf_show(pdf, &pdf->running, 0, pdf->running.layout->lines.count, pdf->style->side, pdf->y);
    pdf->y += pdf_text_height(&pdf->running) + RUNNING_SPACE;
    pdf_rule(&pdf->pages, pdf->pages.artifact, pdf->style->side, pdf->y, pdf->pages.width - pdf->style->side,
             0.5, COLOUR_LINE);
    pdf->y += HEAD_SPACE;
}

void pdf_start_page(struct pdf *pdf)
{
    pdf_page_add(&pdf->pages);
    pdf->y = pdf->style->top;
    if (pdf_page_count(&pdf->pages) > 1) {
        pdf->y = show_marks(pdf, pdf->marks, pdf->y);
        if (has_mark(pdf, 0) || has_mark(pdf, 1))
            pdf->y += MARK_PADDING;
        show_running_title(pdf);
    }
    pdf->fresh = true;
}

void pdf_finish_pages(struct pdf *pdf)
{
    size_t count = pdf_page_count(&pdf->pages);
    double y = pdf->pages.height - pdf->style->bottom - pdf_text_height(&pdf->footer);
    for (size_t i = 0; i < count; i++) {
        pdf->pages.pages.count = i + 1; // what is drawn goes to the last page
        struct pdf_text number = page_number(pdf, i + 1, count);
        pdf_show(pdf, &pdf->footer, 0, pdf->footer.layout->lines.count, pdf->style->side, y);
        pdf_show(pdf, &number, 0, 1, pdf->pages.width - pdf->style->side - number.layout->width, y);
        pdf_unmark(&pdf->pages);
    }
}

// ---- The first page ----------------------------------------------------------------------------------------

static void write_marks(struct pdf *pdf)
{
    struct pdf_text marks[2] = {0};
    for (int i = 0; i < 2; i++)
        if (has_mark(pdf, i))
            marks[i] = mark_of(pdf, pdf_element(pdf, pdf->structure.root, "P"), i == 1);
    if (has_mark(pdf, 0) || has_mark(pdf, 1))
        pdf->y = show_marks(pdf, marks, pdf->y) + MARK_PADDING;
    else
        pdf->y = 0;
}

// Stands at *y, which becomes its lower edge; without one nothing changes.
static bool write_logo(struct pdf *pdf, double *y, struct problems *problems)
{
    const struct identity *identity = &pdf->document->identity;
    double width, height;
    if (identity->logo.length == 0)
        return true;
    if (!pdf_image_write(&pdf->objects, identity->logo, &pdf->pages.image, &width, &height, problems))
        return false;
    double scale = fmin(LOGO_HEIGHT / height, LOGO_WIDTH / width);
    struct pdf_element *figure = pdf_element(pdf, pdf->structure.root, "Figure");
    figure->alternative = identity->logo_alternative;
    figure->has_box = true;
    *y += HEAD_SPACE;
    double box[4] = {pdf->left, pdf->pages.height - *y - height * scale, pdf->left + width * scale,
                     pdf->pages.height - *y};
    memcpy(figure->box, box, sizeof box);
    pdf_show_image(&pdf->pages, figure, pdf->left, *y, width * scale, height * scale);
    *y += height * scale;
    return true;
}

// The logo stands below the organisation and is read before it, as in the other formats.
static bool write_organisation(struct pdf *pdf, struct problems *problems)
{
    struct pdf_text text = pdf_set_text(pdf, pdf_element(pdf, pdf->structure.root, "P"),
                                        pdf->document->organisation, pdf->style->organisation, FACE_BOLD,
                                        COLOUR_WHITE, pdf_width(pdf));
    double above = pdf->y > 0 ? BAND : BAND + pdf->style->top / 2, height = pdf_text_height(&text);
    double below = pdf->y + above + height + BAND;
    if (!write_logo(pdf, &below, problems))
        return false;
    pdf_rectangle(&pdf->pages, pdf->pages.artifact, 0, pdf->y, pdf->pages.width, above + height + BAND,
                  pdf->accent);
    pdf_show(pdf, &text, 0, text.layout->lines.count, pdf->left, pdf->y + above);
    pdf->y = below;
    return true;
}

static void write_title(struct pdf *pdf)
{
    struct pdf_text title = pdf_set_text(pdf, pdf_element(pdf, pdf->structure.root, "H1"),
                                         pdf->document->title, pdf->style->title, FACE_BOLD, COLOUR_INK,
                                         pdf_width(pdf));
    pdf_space(pdf, 34);
    pdf_place_whole(pdf, &title, pdf->left, PAGE_AT_SECTION);
    pdf_hold(pdf, PAGE_INSIDE);
    if (pdf->document->subtitle.length == 0)
        return;
    struct pdf_text subtitle = pdf_set_text(pdf, pdf_element(pdf, pdf->structure.root, "P"),
                                            pdf->document->subtitle, pdf->style->subtitle, FACE_REGULAR,
                                            COLOUR_SOFT, pdf_width(pdf));
    pdf_space(pdf, pdf->style->paragraph);
    pdf_place_whole(pdf, &subtitle, pdf->left, PAGE_INSIDE);
    pdf_hold(pdf, PAGE_INSIDE);
}

struct fact_box {
    struct pdf_text label, text;
};

static struct fact_box fact_of(struct pdf *pdf, struct pdf_element *list, const struct fact *fact,
                               struct pdf_type type, enum face face)
{
    struct pdf_element *item = pdf_element(pdf, list, "LI");
    return (struct fact_box){pdf_set_text(pdf, pdf_element(pdf, item, "Lbl"), pdf_word(pdf, fact->label),
                                          pdf->style->small, FACE_REGULAR, COLOUR_SOFT, pdf_width(pdf)),
                             pdf_set_text(pdf, pdf_element(pdf, item, "LBody"), fact->text, type, face,
                                          COLOUR_INK, pdf_width(pdf))};
}

static void rule(struct pdf *pdf, double thickness, uint32_t colour)
{
    pdf_rule(&pdf->pages, pdf->pages.artifact, pdf->left, pdf->y, pdf->right, thickness, colour);
}

// Beside each other as far as the line goes.
static void write_facts(struct pdf *pdf)
{
    struct fact facts[FACTS_MOST];
    size_t count = words_facts(pdf->arena, pdf->document, facts);
    struct pdf_element *list = pdf_element(pdf, pdf->structure.root, "L");
    pdf_space(pdf, 2 * pdf->style->paragraph);
    pdf_part(pdf, PAGE_INSIDE);
    rule(pdf, 0.5, COLOUR_LINE);
    pdf->y += 2 * MARK_PADDING;
    double x = pdf->left, lowest = pdf->y;
    for (size_t i = 0; i < count; i++) {
        struct fact_box box = fact_of(pdf, list, &facts[i], pdf->style->body, FACE_BOLD);
        double width = fmax(box.label.layout->width, box.text.layout->width);
        if (x > pdf->left && x + width > pdf->right) {
            x = pdf->left;
            pdf->y = lowest + MARK_PADDING;
        }
        double label = pdf_text_height(&box.label);
        pdf_show(pdf, &box.label, 0, box.label.layout->lines.count, x, pdf->y);
        pdf_show(pdf, &box.text, 0, box.text.layout->lines.count, x, pdf->y + label);
        lowest = fmax(lowest, pdf->y + label + pdf_text_height(&box.text));
        x += width + 2 * pdf->style->indent;
    }
    pdf->y = lowest + 2 * MARK_PADDING;
    rule(pdf, 0.5, COLOUR_LINE);
    pdf_space(pdf, 3 * pdf->style->paragraph);
}

bool pdf_write_front(struct pdf *pdf, struct problems *problems)
{
    write_marks(pdf);
    if (!write_organisation(pdf, problems))
        return false;
    pdf->fresh = false;
    write_title(pdf);
    write_facts(pdf);
    return true;
}

// ---- The end -----------------------------------------------------------------------------------------------

static void write_imprint(struct pdf *pdf)
{
    struct fact facts[IMPRINT_MOST];
    size_t count = words_imprint(pdf->checked, facts);
    struct pdf_element *list = pdf_element(pdf, pdf->structure.root, "L");
    for (size_t i = 0; i < count; i++) {
        struct fact_box box = fact_of(pdf, list, &facts[i], pdf->style->small, FACE_REGULAR);
        pdf_space(pdf, pdf->style->paragraph);
        pdf_place_whole(pdf, &box.label, pdf->left, PAGE_LEAVES_ONE);
        pdf_place_whole(pdf, &box.text, pdf->left, PAGE_INSIDE);
    }
}

void pdf_write_back(struct pdf *pdf)
{
    struct fact facts[IMPRINT_MOST];
    if (pdf->document->publisher.length == 0 && words_imprint(pdf->checked, facts) == 0)
        return;
    pdf_space(pdf, 4 * pdf->style->paragraph);
    pdf_part(pdf, PAGE_AT_IMPRINT);
    rule(pdf, 0.5, COLOUR_LINE);
    pdf_space(pdf, 1.3 * pdf->style->paragraph);
    pdf_hold(pdf, PAGE_INSIDE);
    if (pdf->document->publisher.length) {
        struct pdf_text text = pdf_set_text(pdf, pdf_element(pdf, pdf->structure.root, "P"),
                                            pdf->document->publisher, pdf->style->small, FACE_REGULAR,
                                            COLOUR_SOFT, pdf_width(pdf));
        pdf_place(pdf, &text, pdf->left, PAGE_INSIDE);
    }
    write_imprint(pdf);
}
