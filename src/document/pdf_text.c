// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of the document to spans on the page, each with the element of the structure to which it belongs.
#include "document/pdf_writer.h"

#include "base/no_break.h"
#include "document/words.h"

#define NEW_LINE " \xE2\x80\xA8" // the blank keeps words apart where text is copied

struct text pdf_word(const struct pdf *pdf, const char *english)
{
    return message_word(pdf->document->language, english);
}

struct pdf_spans pdf_spans_of(struct pdf *pdf, struct pdf_element *element, enum face face, uint32_t colour)
{
    return (struct pdf_spans){.pdf = pdf,
                              .ink = {.element = element, .colour = colour},
                              .face = face,
                              .language = pdf->document->language};
}

static bool is_artifact(const struct pdf_spans *spans)
{
    const struct pdf_pages *pages = &spans->pdf->pages;
    return spans->ink.element == pages->header || spans->ink.element == pages->footer ||
           spans->ink.element == pages->artifact;
}

// Not of what is no part of the structure: nobody reads it there, and gathered over all rows and pages it would grow with their square.
static void say(struct pdf_spans *spans, struct pdf_element *element, struct text text)
{
    if (is_artifact(spans))
        return;
    element->shown = text_print(spans->pdf->arena, "%.*s%.*s", TEXT_PRINT(element->shown), TEXT_PRINT(text));
}

static void add_span(struct pdf_spans *spans, struct text text, struct pdf_element *element)
{
    if (text.length == 0)
        return;
    struct pdf *pdf = spans->pdf;
    say(spans, element, text);
    *ARRAY_APPEND(pdf->arena, &spans->spans) = (struct text_span){
        .text = text, .face = spans->face, .language = spans->language};
    struct pdf_ink *ink = ARRAY_APPEND(pdf->arena, &spans->inks);
    *ink = spans->ink;
    ink->element = element;
}

// The end of a stretch of characters that the face cannot show, with the joiners and marks between them.
static size_t end_of_missing(const struct pdf_spans *spans, struct text text, size_t from)
{
    size_t end = from;
    for (size_t at = from; at < text.length;) {
        uint32_t code_point = text_code_point(text, &at);
        bool shown = typesetter_can_show(spans->pdf->typesetter, code_point);
        if (shown && !character_is_invisible(code_point))
            return end;
        end = at;
    }
    return end;
}

// A character that the typeface does not have is printed as its number, never as an empty box, and read as itself.
static void add_missing(struct pdf_spans *spans, struct text missing)
{
    struct pdf *pdf = spans->pdf;
    struct buffer shown = {0};
    for (size_t at = 0; at < missing.length;) {
        uint32_t code_point = text_code_point(missing, &at);
        if (!character_is_invisible(code_point))
            buffer_print(&shown, "%sU+%04X", shown.length ? " " : "[", code_point);
    }
    buffer_add_character(&shown, ']');
    struct pdf_element *element = spans->ink.element;
    if (!is_artifact(spans)) {
        element = pdf_element(pdf, element, "Span");
        element->actual = missing;
    }
    add_span(spans, text_copy(pdf->arena, buffer_text(&shown)), element);
    buffer_dispose(&shown);
}

void pdf_add_text(struct pdf_spans *spans, struct text text)
{
    size_t from = 0;
    text = no_break_text(spans->pdf->arena, text);
    for (size_t at = 0; at < text.length;) {
        size_t here = at;
        if (typesetter_can_show(spans->pdf->typesetter, text_code_point(text, &at)))
            continue;
        add_span(spans, text_slice(text, from, here), spans->ink.element);
        from = at = end_of_missing(spans, text, here);
        add_missing(spans, text_slice(text, here, at));
    }
    add_span(spans, text_slice(text, from, text.length), spans->ink.element);
}

// ---- Runs --------------------------------------------------------------------------------------------------

struct pdf_link *pdf_link_new(struct pdf *pdf, struct pdf_element *element, struct text address,
                              struct text contents)
{
    struct pdf_link *link = ARENA_NEW(pdf->arena, struct pdf_link);
    *link = (struct pdf_link){.element = element, .address = address, .contents = contents};
    return link;
}

static void begin_link(struct pdf_spans *spans, const char *within, struct text address, struct text contents)
{
    struct pdf *pdf = spans->pdf;
    struct pdf_element *parent = spans->ink.element;
    if (within)
        parent = pdf_element(pdf, parent, within);
    spans->ink.element = pdf_element(pdf, parent, "Link");
    spans->ink.link = pdf_link_new(pdf, spans->ink.element, address, contents);
    spans->ink.colour = COLOUR_LINK;
    spans->ink.underlined = !pdf->style->large;
    if (pdf->style->large)
        spans->face = FACE_BOLD;
}

static void add_note_link(struct pdf_spans *spans, struct text id)
{
    struct pdf *pdf = spans->pdf;
    struct pdf_spans before = *spans;
    struct text words = words_note(pdf->arena, pdf->checked, id);
    pdf_add_text(spans, TEXT(" "));
    begin_link(spans, "Reference", text_print(pdf->arena, "#%.*s", TEXT_PRINT(id)), words);
    pdf_add_text(spans, text_print(pdf->arena, "[%.*s]", TEXT_PRINT(words)));
    spans->ink = before.ink;
    spans->face = before.face;
}

static void add_abbreviation(struct pdf_spans *spans, const struct run *run)
{
    struct pdf_element *around = spans->ink.element;
    pdf_add_text(spans, run->expansion);
    pdf_add_text(spans, TEXT(" ("));
    spans->ink.element = pdf_element(spans->pdf, around, "Span");
    spans->ink.element->expansion = run->expansion;
    pdf_add_text(spans, run->text);
    spans->ink.element = around;
    pdf_add_text(spans, TEXT(")"));
}

static void begin_foreign(struct pdf_spans *spans, enum language language)
{
    spans->ink.element = pdf_element(spans->pdf, spans->ink.element, "Span");
    spans->ink.element->foreign = true;
    spans->ink.element->language = language;
    spans->language = language;
}

static void add_run(struct pdf_spans *spans, const struct run *run)
{
    struct pdf *pdf = spans->pdf;
    struct run shown = *run;
    shown.note = (struct text){0};
    struct text words = words_run(pdf->arena, pdf->checked, &shown);
    if (run->link.length)
        begin_link(spans, NULL, run->link, words);
    if (run->foreign)
        begin_foreign(spans, run->language);
    if (run->strong)
        spans->face = FACE_BOLD;
    if (run->redaction.length) {
        spans->ink.covered = true;
        spans->ink.colour = COLOUR_WHITE;
    }
    if (run->expansion.length && run->redaction.length == 0)
        add_abbreviation(spans, run);
    else
        pdf_add_text(spans, words);
}

void pdf_add_runs(struct pdf_spans *spans, const struct runs *runs)
{
    struct pdf_ink ink = spans->ink;
    enum face face = spans->face;
    enum language language = spans->language;
    for (size_t i = 0; i < runs->count; i++) {
        if (runs->items[i].new_line && i > 0)
            pdf_add_text(spans, TEXT(NEW_LINE));
        add_run(spans, &runs->items[i]);
        spans->ink = ink;
        spans->face = face;
        spans->language = language;
        if (runs->items[i].note.length)
            add_note_link(spans, runs->items[i].note);
    }
}

// ---- Setting -----------------------------------------------------------------------------------------------

static bool is_set_from(const struct text_layout *layout, const struct pdf_spans *spans, double size)
{
    bool same = layout->span_count == spans->spans.count && layout->size == size;
    for (size_t i = 0; same && i < layout->span_count; i++)
        same = text_equal(layout->spans[i].text, spans->spans.items[i].text);
    return same;
}

// The texts come in the same order when they are drawn as when they were measured: their lines are set once.
static struct text_layout *layout_of(struct pdf_spans *spans, double size, double width)
{
    struct pdf_parts *parts = &spans->pdf->parts;
    if (!parts->measuring && parts->next_layout < parts->layouts.count &&
        is_set_from(parts->layouts.items[parts->next_layout], spans, size))
        return parts->layouts.items[parts->next_layout++];
    struct text_layout *layout = text_layout_new(spans->pdf->arena, spans->pdf->typesetter,
                                                 spans->spans.items, spans->spans.count, size, width);
    if (parts->measuring)
        *ARRAY_APPEND(spans->pdf->arena, &parts->layouts) = layout;
    return layout;
}

struct pdf_text pdf_set(struct pdf_spans *spans, struct pdf_type type, double width)
{
    return (struct pdf_text){.layout = layout_of(spans, type.size, width),
                             .inks = spans->inks.items,
                             .ink_count = spans->inks.count,
                             .leading = type.leading};
}

struct pdf_text pdf_set_text(struct pdf *pdf, struct pdf_element *element, struct text text,
                             struct pdf_type type, enum face face, uint32_t colour, double width)
{
    struct pdf_spans spans = pdf_spans_of(pdf, element, face, colour);
    pdf_add_text(&spans, text);
    return pdf_set(&spans, type, width);
}

double pdf_text_height(const struct pdf_text *text)
{
    return (double)text->layout->lines.count * text->leading;
}

double pdf_ascent(const struct pdf_text *text)
{
    // The capitals stand in the middle of the line; Liberation Sans's are 0.73 of the size high.
    return (text->leading + 0.70 * text->layout->size) / 2;
}

void pdf_show(struct pdf *pdf, const struct pdf_text *text, size_t first, size_t count, double x, double y)
{
    for (size_t i = 0; i < count && !pdf->parts.measuring; i++)
        pdf_show_line(&pdf->pages, text->layout, first + i, text->inks, x,
                      y + pdf_ascent(text) + (double)i * text->leading);
}
