// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/site_statement.h"

#include "report/office_parts.h"
#include "report/wording.h"

static void heading(struct document *document, const char *id, const char *words)
{
    heading_add(&document->body, 1, text_from(id), report_word(document, words));
}

static void paragraph(struct document *document, const char *words)
{
    paragraph_add_text(&document->body, report_word(document, words));
}

static void add_list(struct document *document, const char *const *items)
{
    struct list *list = list_add(&document->body, LIST_BULLETS);
    for (size_t i = 0; items[i]; i++)
        run_add(list_item_line(list), report_word(document, items[i]));
}

static void add_use(struct document *document)
{
    static const char *const items[] = {
        N_("make the text larger, up to four times, without having to scroll sideways to read it; wide tables alone scroll, each within its frame"),
        N_("reach everything with the keyboard alone, and see where you are"),
        N_("read and understand every page with a screen reader"),
        N_("read the pages in light or dark colours, as your device asks for, or without any style"),
        N_("take each report in another form, among them large print"),
        N_("use everything in English and in Welsh"),
        NULL};
    heading(document, "use", N_("How to use this site"));
    paragraph(document, N_("You should be able to:"));
    add_list(document, items);
}

static void add_limits(struct document *document, const struct site *site)
{
    static const char *const without_audio[] = {
        N_("Receipts of draws and lists of cases are also given as plain text, which has no headings, for programs that check them. "
           "The receipt is a page as well."),
        N_("Tables as data, manifests and the feed are made for programs. What they say stands in the pages too."),
        N_("Software finds only some of the barriers that people meet. Whoever uses this site with assistive technology may meet "
           "others."),
        NULL};
    static const char *const with_audio[] = {
        N_("The recordings are spoken by a synthetic voice, which may say names and Welsh words wrongly. Each has its transcript."),
        NULL};
    heading(document, "limits", N_("How accessible this site is"));
    paragraph(document, N_("Some parts of it are not fully accessible:"));
    add_list(document, without_audio);
    if (site->options->audio)
        add_list(document, with_audio);
}

static void add_help(struct document *document, const struct site *site)
{
    heading(document, "help", N_("If you need something in another form, or find a barrier"));
    paragraph(
        document,
        N_("Tell the office what you need and in which form, or which page or file is a barrier to you and how. It "
           "will look at it and answer."));
    if (site->has_office && site->office.has_contact)
        office_add_address(&document->body, &site->office);
}

static void add_enforcement(struct document *document)
{
    heading(document, "enforcement", N_("If you are not content with the answer"));
    paragraph(
        document,
        N_("The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) "
           "(No. 2) Accessibility Regulations 2018. The Equality Advisory and Support Service helps those who are not content "
           "with how a public body answers a complaint."));
    struct runs *runs = paragraph_add(&document->body);
    run_link(runs, report_word(document, N_("Equality Advisory and Support Service")),
             TEXT("https://www.equalityadvisoryservice.com/"));
}

static void add_status(struct document *document)
{
    heading(document, "status", N_("What this site meets"));
    run_add(
        paragraph_add(&document->body),
        report_word(
            document,
            N_("The office wants this site to be accessible as those regulations ask. It meets the Web Content "
               "Accessibility Guidelines, version 2.2, level AA, in part: what it does not meet is listed "
               "above.")))
        ->verbatim = true; // the level's name is no abbreviation
}

static void add_preparation(struct document *document)
{
    heading(document, "preparation", N_("How this statement was prepared"));
    paragraph_add_text(
        &document->body,
        report_words(
            document,
            MESSAGE("This statement is of {date}, when the site was last brought up to date.",
                    VALUE("date", civil_date_words(document->arena, document->language, document->date)))));
    paragraph(
        document,
        N_("The pages are made by a program. Pages that it makes are tested whenever it changes: by a validator, and "
           "in a browser by software that looks for barriers, in light and dark, narrow and wide, and without style."));
}

void site_add_statement(struct document *document, const struct site *site)
{
    document->title = report_word(document, N_("Accessibility statement"));
    document->identifier = TEXT("accessibility");
    document->is_page = true;
    document->description = report_word(document,
                                        N_("How accessible this site is, and what to do about a barrier."));
    paragraph_add_text(
        &document->body,
        report_words(
            document,
            MESSAGE(
                "This statement is about the pages and files of this site. Its publisher is: {office}. As "
                "many people as possible should be able to use it.",
                VALUE("office", document->organisation))));
    add_use(document);
    add_limits(document, site);
    add_help(document, site);
    add_enforcement(document);
    add_status(document);
    add_preparation(document);
}
