// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/html_page.h"

#include "base/embedded.h"
#include "format/base64.h"

static struct text word(const struct document *document, const char *english)
{
    return message_word(document->language, english);
}

static void class(struct markup_writer *html, const char *name)
{
    markup_attribute(html, "class", text_from(name));
}

#define line_open(html, name) (markup_line(html), markup_open(html, name))

static struct text edition_link(const struct document_edition *edition, enum html_page page)
{
    struct text same = page == HTML_PAGE_LARGE   ? edition->large_print
                       : page == HTML_PAGE_AUDIO ? edition->audio
                                                 : edition->link;
    return same.length ? same : edition->link;
}

// ---- The head ----------------------------------------------------------------------------------------------

void html_page_start(struct markup_writer *html, struct arena *arena, const struct document *document,
                     struct buffer *out)
{
    const struct identity *identity = &document->identity;
    markup_start(html, MARKUP_HTML, out);
    html->prose = true;
    markup_open(html, "html");
    markup_attribute(html, "lang", text_from(language_code(document->language)));
    if (identity->has_accent)
        markup_attribute(html, "style", text_print(arena, "--office: #%06x", identity->accent & 0xFFFFFF));
}

static void write_meta(struct markup_writer *html, const char *name, struct text content)
{
    line_open(html, "meta");
    markup_attribute(html, "name", text_from(name));
    markup_attribute(html, "content", content);
    markup_close(html);
}

static void write_alternate(struct markup_writer *html, const char *attribute, struct text value,
                            struct text link)
{
    line_open(html, "link");
    markup_attribute(html, "rel", TEXT("alternate"));
    markup_add_attribute(html, attribute, value);
    markup_attribute(html, "href", link);
    markup_close(html);
}

void html_page_head(struct markup_writer *html, const struct document *document, enum html_page page,
                    struct text title)
{
    static const char *const styles[HTML_PAGE_COUNT] = {
        [HTML_PAGE_LARGE] = "report-large.css", [HTML_PAGE_AUDIO] = "audio.css"};
    line_open(html, "head");
    line_open(html, "meta");
    markup_attribute(html, "charset", TEXT("utf-8"));
    markup_close(html);
    line_open(html, "title");
    markup_text(html, title);
    markup_close(html);
    write_meta(html, "viewport", TEXT("width=device-width, initial-scale=1"));
    write_meta(html, "color-scheme", TEXT("light dark"));
    if (document->description.length)
        write_meta(html, "description", document->description);
    for (size_t i = 0; i < document->editions.count; i++) {
        const struct document_edition *edition = &document->editions.items[i];
        write_alternate(html, "hreflang", text_from(language_code(edition->language)),
                        edition_link(edition, page));
    }
    if (document->feed.length)
        write_alternate(html, "type", TEXT("application/atom+xml"), document->feed);
    markup_line(html);
    markup_style(html, embedded_file("report.css"));
    if (styles[page]) {
        markup_line(html);
        markup_style(html, embedded_file(styles[page]));
    }
    markup_close(html);
}

// ---- Above the title ---------------------------------------------------------------------------------------

static void write_editions(struct markup_writer *html, const struct document *document, enum html_page page)
{
    line_open(html, "nav");
    class(html, "languages");
    markup_attribute(html, "aria-label", word(document, N_("Languages")));
    for (size_t i = 0; i < document->editions.count; i++) {
        const struct document_edition *edition = &document->editions.items[i];
        struct text code = text_from(language_code(edition->language));
        markup_open(html, "a");
        markup_attribute(html, "href", edition_link(edition, page));
        markup_attribute(html, "rel", TEXT("alternate"));
        markup_attribute(html, "hreflang", code);
        markup_attribute(html, "lang", code);
        markup_text(html, language_name(edition->language));
        markup_close(html);
    }
    markup_close(html);
}

// The pages of the site.
static void write_pages(struct markup_writer *html, const struct document *document)
{
    line_open(html, "nav");
    class(html, "pages");
    markup_attribute(html, "aria-label", word(document, N_("Site")));
    markup_open(html, "ul");
    for (size_t i = 0; i < document->pages.count; i++) {
        const struct document_page *other = &document->pages.items[i];
        line_open(html, "li");
        markup_open(html, "a");
        markup_attribute(html, "href", other->link);
        if (other->current)
            markup_attribute(html, "aria-current", TEXT("page"));
        markup_text(html, other->title);
        markup_close(html);
        markup_close(html);
    }
    markup_close(html);
    markup_close(html);
}

static void write_logo(struct markup_writer *html, struct arena *arena, const struct identity *identity)
{
    struct buffer address = {0};
    if (identity->logo.length == 0)
        return;
    buffer_add(&address, TEXT("data:image/png;base64,"));
    base64_add(&address, identity->logo);
    line_open(html, "img");
    class(html, "logo");
    markup_attribute(html, "src", buffer_text(&address));
    markup_attribute(html, "alt", identity->logo_alternative);
    markup_add_attribute(html, "width", text_print(arena, "%lld", (long long)identity->logo_width));
    markup_add_attribute(html, "height", text_print(arena, "%lld", (long long)identity->logo_height));
    markup_close(html);
    buffer_dispose(&address);
}

static void write_mark(struct markup_writer *html, const char *name, struct text mark)
{
    if (mark.length == 0)
        return;
    line_open(html, "p");
    class(html, name);
    markup_text(html, mark);
    markup_close(html);
}

// Repeated on every page in print.
static void write_marks(struct markup_writer *html, const struct document *document)
{
    if (document->draft.length == 0 && document->marking.length == 0)
        return;
    line_open(html, "div");
    class(html, "marks");
    write_mark(html, "marking", document->marking);
    write_mark(html, "draft", document->draft);
    markup_close(html);
}

static void write_skip_link(struct markup_writer *html, const struct document *document)
{
    line_open(html, "a");
    class(html, "skip");
    markup_attribute(html, "href", TEXT("#" HTML_PAGE_MAIN));
    markup_text(html, word(document, N_("Skip to the main content")));
    markup_close(html);
}

void html_page_masthead(struct markup_writer *html, struct arena *arena, const struct document *document,
                        enum html_page page)
{
    write_skip_link(html, document);
    line_open(html, "header");
    write_marks(html, document);
    line_open(html, "div");
    class(html, "masthead");
    write_logo(html, arena, &document->identity);
    write_mark(html, "organisation", document->organisation);
    if (document->editions.count)
        write_editions(html, document, page);
    markup_close(html);
    if (document->pages.count)
        write_pages(html, document);
    markup_close(html);
}
