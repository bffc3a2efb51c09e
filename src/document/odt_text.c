// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/odt.h"

struct text odt_word(const struct odt *odt, const char *english)
{
    return message_word(odt->document->language, english);
}

// ---- Paragraphs --------------------------------------------------------------------------------------------

static const char *derived(struct odt *odt, struct odt_styles *styles, const char *prefix, const char *style)
{
    bool known = false;
    for (size_t i = 0; i < styles->count; i++)
        known = known || strcmp(styles->items[i], style) == 0;
    if (!known)
        *ARRAY_APPEND(odt->arena, styles) = style;
    return text_terminated(odt->arena, text_print(odt->arena, "%s-%s", prefix, style));
}

static const char *begin_page(struct odt *odt, const char *style)
{
    odt->page_break = false;
    return derived(odt, &odt->broken, "page", style);
}

static void open_in_style(struct odt *odt, const char *element, const char *style)
{
    odt_line_open(odt, element);
    odt_attribute(odt, "text:style-name", odt->page_break ? begin_page(odt, style) : style);
    odt->blank = true;
}

void odt_paragraph_open(struct odt *odt, const char *style)
{
    open_in_style(odt, "text:p", style);
}

const char *odt_kept_style(struct odt *odt, const char *style)
{
    return derived(odt, &odt->kept, "keep", style);
}

void odt_heading_open(struct odt *odt, int level)
{
    static const char *const styles[] = {"Heading_20_1", "Heading_20_2", "Heading_20_3"};
    static const char *const levels[] = {"1", "2", "3"};
    open_in_style(odt, "text:h", styles[level - 1]);
    odt_attribute(odt, "text:outline-level", levels[level - 1]);
}

void odt_paragraph(struct odt *odt, const char *style, struct text text)
{
    odt_paragraph_open(odt, style);
    odt_words(odt, NULL, text);
    odt_close(odt);
}

// ---- Words -------------------------------------------------------------------------------------------------

static void write_blanks(struct odt *odt, size_t count)
{
    if (!odt->blank) {
        markup_text(&odt->xml, TEXT(" "));
        count--;
    }
    odt->blank = true;
    if (count == 0)
        return;
    odt_open(odt, "text:s");
    if (count > 1)
        odt_text_attribute(odt, "text:c", text_print(odt->arena, "%zu", count));
    odt_close(odt);
}

void odt_words(struct odt *odt, const char *style, struct text text)
{
    if (style) {
        odt_open(odt, "text:span");
        odt_attribute(odt, "text:style-name", style);
    }
    for (size_t from = 0, to; from < text.length; from = to) {
        bool blank = text.bytes[from] == ' ';
        for (to = from; to < text.length && (text.bytes[to] == ' ') == blank;)
            to++;
        if (blank) {
            write_blanks(odt, to - from);
        } else {
            markup_text(&odt->xml, text_slice(text, from, to));
            odt->blank = false;
        }
    }
    if (style)
        odt_close(odt);
}

void odt_line_break(struct odt *odt)
{
    odt_open(odt, "text:line-break");
    odt_close(odt);
    odt->blank = true;
}

void odt_tab(struct odt *odt)
{
    odt_open(odt, "text:tab");
    odt_close(odt);
    odt->blank = true;
}

void odt_bookmark(struct odt *odt, struct text id)
{
    odt_open(odt, "text:bookmark");
    odt_text_attribute(odt, "text:name", id);
    odt_close(odt);
}

// ---- Links -------------------------------------------------------------------------------------------------

static bool is_beside(struct text link)
{
    return !memchr(link.bytes, ':', link.length) && !text_starts(link, TEXT("#"));
}

// To a program, the file is a folder: what stands beside it is one up (part 3, 3.7).
static void open_link(struct odt *odt, struct text link)
{
    odt_open(odt, "text:a");
    odt_attribute(odt, "xlink:type", "simple");
    odt_text_attribute(odt, "xlink:href",
                       is_beside(link) ? text_print(odt->arena, "../%.*s", TEXT_PRINT(link)) : link);
    odt_attribute(odt, "text:style-name", "Internet_20_link");
    odt_attribute(odt, "text:visited-style-name", "Internet_20_link");
}

void odt_link(struct odt *odt, struct text link, struct text words)
{
    open_link(odt, link);
    odt_words(odt, NULL, words);
    odt_close(odt);
}

void odt_heading_link(struct odt *odt, const struct block *heading)
{
    const struct runs *runs = &heading->heading.runs;
    open_link(odt, text_print(odt->arena, "#%.*s", TEXT_PRINT(heading->id)));
    for (size_t i = 0; i < runs->count; i++) {
        const struct run *run = &runs->items[i];
        if (run->new_line && i > 0)
            odt_words(odt, NULL, TEXT(" "));
        odt_words(odt, run->foreign ? odt_language_style(run->language) : NULL,
                  words_run(odt->arena, odt->checked, run));
    }
    odt_close(odt);
}

static void write_note_link(struct odt *odt, struct text id)
{
    odt_words(odt, NULL, TEXT(" "));
    odt_link(odt, text_print(odt->arena, "#%.*s", TEXT_PRINT(id)),
             text_print(odt->arena, "[%.*s]", TEXT_PRINT(words_note(odt->arena, odt->checked, id))));
}

// ---- Runs --------------------------------------------------------------------------------------------------

static void open_span(struct odt *odt, const char *style)
{
    odt_open(odt, "text:span");
    odt_attribute(odt, "text:style-name", style);
}

static void write_run(struct odt *odt, const struct run *run)
{
    size_t depth = odt->xml.depth;
    struct run shown = *run;
    shown.note = (struct text){0};
    if (run->link.length)
        open_link(odt, run->link);
    if (run->foreign)
        open_span(odt, odt_language_style(run->language));
    if (run->strong)
        open_span(odt, "Strong_20_Emphasis");
    if (run->redaction.length)
        open_span(odt, "Redacted");
    odt_words(odt, NULL, words_run(odt->arena, odt->checked, &shown));
    while (odt->xml.depth > depth)
        odt_close(odt);
    if (run->note.length)
        write_note_link(odt, run->note);
}

void odt_runs(struct odt *odt, const struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        if (runs->items[i].new_line && i > 0)
            odt_line_break(odt);
        write_run(odt, &runs->items[i]);
    }
}

// ---- Labels and notes --------------------------------------------------------------------------------------

void odt_label(struct odt *odt, const char *sequence, struct text label, size_t number)
{
    struct text digits = text_print(odt->arena, "%zu", number);
    size_t at;
    if (!text_find(label, digits, &at)) {
        odt_words(odt, NULL, label);
    } else {
        odt_words(odt, NULL, text_slice(label, 0, at));
        odt_open(odt, "text:sequence");
        odt_text_attribute(odt, "text:ref-name", text_print(odt->arena, "ref%s%zu", sequence, number - 1));
        odt_attribute(odt, "text:name", sequence);
        odt_text_attribute(odt, "text:formula", text_print(odt->arena, "ooow:%s+1", sequence));
        odt_attribute(odt, "style:num-format", "1");
        odt_words(odt, NULL, digits);
        odt_close(odt);
        odt_words(odt, NULL, text_slice(label, at + digits.length, label.length));
    }
    odt_words(odt, NULL, TEXT(": "));
}

void odt_note(struct odt *odt, struct text id, const struct runs *runs)
{
    struct text words = words_note(odt->arena, odt->checked, id);
    odt_paragraph_open(odt, "Note");
    odt_bookmark(odt, id);
    odt_words(odt, "Strong_20_Emphasis", text_print(odt->arena, "[%.*s]", TEXT_PRINT(words)));
    odt_words(odt, NULL, TEXT(" "));
    odt_runs(odt, runs);
    odt_close(odt);
}
