// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/receipt_page.h"

#include "report/wording.h"
#include "selection/words.h"

enum { PAGE_DIGITS = 9 };

// When the last thing of the draw happened: the same receipt always gives the same page.
static struct civil_date last_date(const struct receipt *receipt)
{
    struct civil_read read = {0};
    civil_read(receipt->events.items[receipt->events.count - 1].date, CIVIL_ORDER_NONE, &read);
    return read.time.date;
}

static void fill_head(struct document *document, const struct review *review, const struct receipt *receipt)
{
    document->title = report_word(document, N_("Receipt of a draw"));
    document->subtitle = review->title.in[document->language];
    document->organisation = review->organisation.in[document->language];
    document->date = last_date(receipt);
    document->identifier = review->id;
    document->description = report_word(
        document, N_("How the cases of a review were drawn by lot, and how anyone draws them again."));
}

// A draw without strata has one, which the texts that are verified call FRAME_WHOLE, for programs.
static bool is_whole(const struct receipt *receipt, struct text stratum)
{
    return !receipt->commitment.stratified && text_equal(stratum, FRAME_WHOLE);
}

// What is quoted stands in a run of its own. Of the source of a seed it is not recorded in which language it is: it is taken for
// English, as names are that people give to commands.
static void add_sentence(struct document *document, const struct receipt *receipt,
                         const struct word_line *line)
{
    size_t at;
    struct runs *runs = paragraph_add(&document->body);
    if (line->quoted.length == 0 || !text_find(line->text, line->quoted, &at)) {
        run_add(runs, line->text);
        return;
    }
    if (at > 0)
        run_add(runs, text_slice(line->text, 0, at));
    bool whole = is_whole(receipt, line->quoted);
    struct run *run = run_add(runs, whole ? report_word(document, N_("The whole list")) : line->quoted);
    run->verbatim = !whole;
    run->foreign = !whole && document->language != LANGUAGE_ENGLISH;
    run->language = LANGUAGE_ENGLISH;
    run_add(runs, text_slice(line->text, at + line->quoted.length, line->text.length));
}

static void add_words(struct document *document, const struct receipt *receipt)
{
    struct words said = words_of_receipt(document->arena, document->language, receipt);
    heading_add(&document->body, 1, TEXT("draw"),
                report_word(document, N_("What was fixed, and how to draw again")));
    for (size_t i = 0; i < said.list.count; i++)
        if (said.list.items[i].kind == WORDS_COMMAND)
            paragraph_add_code(&document->body, said.list.items[i].text);
        else
            add_sentence(document, receipt, &said.list.items[i]);
}

static void add_ticket(struct document *document, struct table *table, const struct receipt *receipt,
                       size_t i)
{
    const struct drawn_ticket *ticket = &receipt->tickets[i];
    struct cell *cells = table_row(table);
    cell_count(&cells[0], (int64_t)i + 1, (struct text){0});
    cell_text(&cells[1], ticket->id);
    struct text stratum = receipt->commitment.strata[ticket->stratum].name;
    cell_text(&cells[2], is_whole(receipt, stratum) ? report_word(document, N_("The whole list")) : stratum);
    cell_text(&cells[3],
              ticket_trim(document->arena, ticket->ticket, PAGE_DIGITS)); // as the sampler prints it
    if (ticket->replaced_by)
        cell_text(&cells[4], report_words(document, MESSAGE("replaced by ticket {by}",
                                                            NUMBER("by", ticket->replaced_by))));
    else if (receipt->events.items[ticket->event].is_replacement)
        cell_text(
            &cells[4],
            report_words(document, MESSAGE("in place of ticket {ticket}",
                                           NUMBER("ticket", receipt->events.items[ticket->event].replaced))));
    else
        cell_absent(&cells[4], ABSENCE_NOT_APPLICABLE, report_word(document, N_("No remark")));
}

static void add_tickets(struct document *document, const struct receipt *receipt)
{
    heading_add(&document->body, 1, TEXT("tickets"), report_word(document, N_("Tickets")));
    struct table *table = table_add(
        &document->body, TEXT("drawn-tickets"),
        report_words(document, MESSAGE("Tickets drawn from a list of {cases} cases",
                                       NUMBER("cases", receipt->commitment.cases))));
    table_column(table, TEXT("number"), report_word(document, N_("Number")), COLUMN_COUNT);
    table_column(table, TEXT("case"), report_word(document, N_("Case")), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("stratum"), report_word(document, N_("Stratum")), COLUMN_TEXT);
    table_column(table, TEXT("ticket"), report_word(document, N_("Ticket")), COLUMN_TEXT);
    table_column(table, TEXT("remark"), report_word(document, N_("Remark")), COLUMN_TEXT);
    for (size_t i = 0; i < receipt->ticket_count; i++)
        add_ticket(document, table, receipt, i);
}

void receipt_page_documents(struct arena *arena, const struct review *review, const struct receipt *receipt,
                            struct document *documents[static LANGUAGE_COUNT])
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct document *document = document_new(arena, (enum language)language);
        documents[language] = document;
        fill_head(document, review, receipt);
        add_words(document, receipt);
        add_tickets(document, receipt);
    }
}

bool receipt_page_build(struct arena *arena, const struct review *review, const struct receipt *receipt,
                        bool welsh_approved, const struct checked_document *checked[static LANGUAGE_COUNT],
                        struct problems *problems)
{
    struct document *documents[LANGUAGE_COUNT];
    receipt_page_documents(arena, review, receipt, documents);
    if (!welsh_approved)
        documents[LANGUAGE_WELSH]->draft = report_word(
            documents[LANGUAGE_WELSH],
            N_("Draft: a translator has not approved all Welsh text on this page yet."));
    return document_check(arena, (const struct document *const *)documents, LANGUAGE_COUNT, checked,
                          problems);
}
