// SPDX-License-Identifier: GPL-3.0-or-later
// The two pages that are in both languages at once: where the site begins, and what a host shows for an address that is not there.
#include "report/site_parts.h"

#include "base/embedded.h"
#include "format/markup_writer.h"

struct front {
    struct site *site;
    struct markup_writer html;
    bool missing; // it is the page for addresses that are not there
};

// Neither language comes after the other by more than its place: Welsh stands first, English is as large.
static const enum language order[LANGUAGE_COUNT] = {LANGUAGE_WELSH, LANGUAGE_ENGLISH};

#define element(front, name, text) \
    (markup_open(&(front)->html, name), markup_text(&(front)->html, (text)), markup_close(&(front)->html))

static struct text both(const struct front *front, const struct localised *text)
{
    return text_print(front->site->arena, "%.*s – %.*s", TEXT_PRINT(text->in[LANGUAGE_WELSH]),
                      TEXT_PRINT(text->in[LANGUAGE_ENGLISH]));
}

static void open_with(struct front *front, const char *name, const char *class)
{
    markup_line(&front->html);
    markup_open_element(&front->html, name);
    if (class)
        markup_attribute(&front->html, "class", text_from(class));
}

static void meta(struct front *front, struct text name, struct text content)
{
    open_with(front, "meta", NULL);
    markup_attribute(&front->html, "name", name);
    markup_attribute(&front->html, "content", content);
    markup_close(&front->html);
}

static void write_head(struct front *front)
{
    open_with(front, "head", NULL);
    open_with(front, "meta", NULL);
    markup_attribute(&front->html, "charset", TEXT("utf-8"));
    markup_close(&front->html);
    markup_line(&front->html);
    element(front, "title", both(front, &front->site->organisation));
    meta(front, TEXT("viewport"), TEXT("width=device-width, initial-scale=1"));
    meta(front, TEXT("color-scheme"), TEXT("light dark"));
    if (front->missing)
        meta(front, TEXT("robots"), TEXT("noindex"));
    markup_line(&front->html);
    markup_style(&front->html, embedded_file("report.css"));
    markup_close(&front->html);
}

static void write_masthead(struct front *front)
{
    open_with(front, "header", NULL);
    open_with(front, "div", "masthead");
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        open_with(front, "p", "organisation");
        markup_attribute(&front->html, "lang", text_from(language_code(order[i])));
        markup_text(&front->html, front->site->organisation.in[order[i]]);
        markup_close(&front->html);
    }
    markup_close(&front->html);
    markup_close(&front->html);
}

// A page that is shown for any address cannot have relative links.
static void write_link(struct front *front, enum language language)
{
    struct arena *arena = front->site->arena;
    struct text address = front->missing ? front->site->options->address : (struct text){0};
    struct text words = message_word(language, N_("Reviews of police cases, in English"));
    open_with(front, "p", NULL);
    if (front->missing && address.length == 0) {
        markup_text(&front->html, message_word(language, N_("Begin again at the start page of the site.")));
    } else {
        markup_open(&front->html, "a");
        markup_attribute(
            &front->html, "href",
            text_print(arena, "%.*s%s/index.html", TEXT_PRINT(address), language_code(language)));
        markup_attribute(&front->html, "hreflang", text_from(language_code(language)));
        markup_text(&front->html, words);
        markup_close(&front->html);
    }
    markup_close(&front->html);
}

static void write_language(struct front *front, enum language language)
{
    struct text draft = site_draft(language, front->site->options->welsh_approved);
    const char *heading = front->missing ? N_("This page is not here") : N_("Reviews of police cases");
    open_with(front, "div", NULL);
    markup_attribute(&front->html, "lang", text_from(language_code(language)));
    if (draft.length) {
        open_with(front, "div", "marks");
        open_with(front, "p", "draft");
        markup_text(&front->html, draft);
        markup_close(&front->html);
        markup_close(&front->html);
    }
    markup_line(&front->html);
    markup_open_element(&front->html, language == order[0] ? "h1" : "h2");
    markup_text(&front->html, message_word(language, heading));
    markup_close(&front->html);
    if (front->missing) {
        markup_line(&front->html);
        element(
            front, "p",
            message_word(language, N_("The address may be mistyped, or the page may have been removed.")));
    }
    write_link(front, language);
    markup_close(&front->html);
}

static void write_page(struct front *front, struct buffer *out)
{
    const struct site *site = front->site;
    markup_start(&front->html, MARKUP_HTML, out);
    markup_open(&front->html, "html");
    markup_attribute(&front->html, "lang", text_from(language_code(order[0])));
    if (site->has_office && site->office.has_accent)
        markup_attribute(&front->html, "style",
                         text_print(site->arena, "--office: #%06x", site->office.accent & 0xFFFFFF));
    write_head(front);
    open_with(front, "body", NULL);
    write_masthead(front);
    open_with(front, "main", NULL);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        write_language(front, order[i]);
    markup_close(&front->html);
    markup_line(&front->html);
    markup_end(&front->html);
}

bool site_write_front(struct site *site)
{
    bool written = true;
    for (int missing = 0; written && missing < 2; missing++) {
        struct front front = {.site = site, .missing = missing};
        struct buffer out = {0};
        write_page(&front, &out);
        written = missing ? site_give(site, TEXT("404.html"), buffer_text(&out))
                          : site_give_page(site, TEXT("index.html"), site->date, buffer_text(&out));
        buffer_dispose(&out);
    }
    return written;
}
