// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/site_parts.h"

#include "report/office_parts.h"
#include "report/receipt_page.h"
#include "report/report.h"
#include "report/site_statement.h"
#include "report/wording.h"

// A page in one language, and where it stands: links lead from there.
struct place_in_site {
    const char *path;  // "*/index.html", with "*" for the language's code
    const char *other; // the page in another language, from here: "../*/index.html"
    const char *home;  // the folder of the language, from here: "" or "../../*/"
    enum site_page page;
    bool is_page; // it is one of the pages that are named in every page's head, not one below
};

struct page_builder {
    struct site *site;
    struct document *document;
    struct blocks *body;
};

// The pattern with the code of a language where it has "*".
static struct text with_code(struct arena *arena, const char *pattern, enum language language)
{
    const char *star = strchr(pattern, '*');
    if (!star)
        return text_from(pattern);
    return text_print(arena, "%.*s%s%s", (int)(star - pattern), pattern, language_code(language), star + 1);
}

// ---- What every page has -----------------------------------------------------------------------------------

static void add_pages(struct document *document, const struct place_in_site *place)
{
    static const struct {
        const char *title, *file;
    } pages[PAGE_COUNT] = {
        [PAGE_REVIEWS] = {N_("Reviews"), "index.html"},
        [PAGE_RECOMMENDATIONS] = {N_("Recommendations"), "recommendations.html"},
        [PAGE_ACCESSIBILITY] = {N_("Accessibility"), "accessibility.html"},
    };
    struct text home = with_code(document->arena, place->home, document->language);
    for (int i = 0; i < PAGE_COUNT; i++)
        document_page(document, report_word(document, pages[i].title),
                      text_print(document->arena, "%.*s%s", TEXT_PRINT(home), pages[i].file),
                      place->is_page && place->page == (enum site_page)i);
    document->feed = text_print(document->arena, "%.*sfeed.xml", TEXT_PRINT(home));
}

// How the office's pages look, where else they are, and what leads from each to the others.
static void dress(const struct site *site, struct document *document, const struct place_in_site *place)
{
    if (site->has_office)
        office_fill_look(document, &site->office);
    for (int other = 0; other < LANGUAGE_COUNT; other++)
        if (other != (int)document->language)
            document_edition(document, (enum language)other,
                             with_code(site->arena, place->other, (enum language)other));
    add_pages(document, place);
}

static struct document *page_new(const struct site *site, enum language language,
                                 const struct place_in_site *place, bool welsh_approved)
{
    struct document *document = document_new(site->arena, language);
    document->organisation = site->organisation.in[language];
    document->date = site->date;
    document->draft = site_draft(language, welsh_approved);
    dress(site, document, place);
    return document;
}

static bool give_page(struct site *site, const struct place_in_site *place, struct civil_date date,
                      const struct checked_document *const *checked)
{
    bool written = true;
    for (int language = 0; written && language < LANGUAGE_COUNT; language++) {
        struct buffer out = {0};
        document_write_html(checked[language], SHEET_NORMAL, &out);
        written = site_give_page(site, with_code(site->arena, place->path, (enum language)language), date,
                                 buffer_text(&out));
        buffer_dispose(&out);
    }
    return written;
}

// Its words are the program's and the office's.
static bool receipt_approved(const struct site *site, const struct site_review *review)
{
    return site->options->welsh_approved && site_review_approved(review);
}

// It is written beside the page of its review.
bool site_build_receipt_page(const struct site *site, struct site_review *review)
{
    struct text other = text_print(site->arena, "%.*s.receipt.*.html", TEXT_PRINT(review->results.review.id));
    const struct place_in_site place = {
        .other = text_terminated(site->arena, other), .home = "../../*/", .page = PAGE_REVIEWS};
    bool approved = receipt_approved(site, review);
    struct document *documents[LANGUAGE_COUNT];
    receipt_page_documents(site->arena, &review->results.review, &review->draw.receipt, documents);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        documents[language]->draft = site_draft((enum language)language, approved);
        dress(site, documents[language], &place);
    }
    return document_check(site->arena, (const struct document *const *)documents, LANGUAGE_COUNT,
                          review->receipt, site->problems);
}

// ---- The page of a review ----------------------------------------------------------------------------------

static const struct site_file *find_file(const struct site_review *review, struct text name)
{
    for (size_t i = 0; i < review->files.count; i++)
        if (text_equal(review->files.items[i].name, name))
            return &review->files.items[i];
    return NULL;
}

// "PDF (212 KB)"; nothing where there is no such file.
static void add_file(const struct page_builder *builder, struct list *list, const struct site_review *review,
                     struct text file, struct text name)
{
    const struct site_file *found = find_file(review, file);
    if (!found)
        return;
    struct runs *runs = list_item_line(list);
    run_link(runs, name, file)->verbatim = true; // names of formats are known by their initials
    struct text size = report_words(builder->document,
                                    MESSAGE("({size} kB)", NUMBER("size", (found->bytes + 999) / 1000)));
    run_add(runs, TEXT(" "));
    run_add(runs, size)->verbatim = true;
}

static struct text receipt_file(const struct page_builder *builder, const struct site_review *review,
                                const char *ending)
{
    return text_print(builder->site->arena, "%.*s.%s", TEXT_PRINT(review->results.review.id), ending);
}

static void add_formats(const struct page_builder *builder, const struct site_review *review)
{
    struct document *document = builder->document;
    struct text id = review->results.review.id;
    heading_add(builder->body, 1, TEXT("report"), report_word(document, N_("The report")));
    paragraph_add_text(builder->body,
                       report_description(document->arena, document->language, &review->results));
    struct list *list = list_add(builder->body, LIST_BULLETS);
    for (size_t i = 0; i < document_format_count(); i++) {
        const struct document_format_kind *format = document_format_at(i);
        if (format->write)
            add_file(builder, list, review,
                     report_file(builder->site->arena, id, document->language, format->suffix),
                     report_word(document, format->name));
    }
}

static void add_tables(const struct page_builder *builder, const struct site_review *review)
{
    struct document *document = builder->document;
    const struct checked_document *report = review->report[document->language];
    struct text id = review->results.review.id;
    if (document_table_count(report) == 0)
        return;
    heading_add(builder->body, 1, TEXT("tables"), report_word(document, N_("Its tables as data")));
    struct list *list = list_add(builder->body, LIST_BULLETS);
    for (size_t i = 0; i < document_table_count(report); i++) {
        struct text extension = text_print(builder->site->arena, "%.*s.csv",
                                           TEXT_PRINT(document_table_id(report, i)));
        struct text file = report_file(builder->site->arena, id, document->language,
                                       text_terminated(builder->site->arena, extension));
        add_file(builder, list, review, file, document_table_caption(document->arena, report, i));
    }
    struct text metadata = report_file(builder->site->arena, id, document->language, "csv-metadata.json");
    add_file(builder, list, review, metadata,
             report_word(document, N_("What the columns are, for programs (CSV on the Web)")));
}

static void add_draw(const struct page_builder *builder, const struct site_review *review)
{
    static const char *const pages[LANGUAGE_COUNT] = {"receipt.en.html", "receipt.cy.html"};
    struct document *document = builder->document;
    if (!review->draw.exists)
        return;
    heading_add(builder->body, 1, TEXT("draw"), report_word(document, N_("How the cases were drawn")));
    paragraph_add_text(
        builder->body,
        report_word(document, N_("The cases were drawn by lot, from a list that was fixed before. "
                                 "With these files anyone draws them again.")));
    struct list *list = list_add(builder->body, LIST_BULLETS);
    add_file(builder, list, review, receipt_file(builder, review, pages[document->language]),
             report_word(document, N_("Receipt of the draw")));
    add_file(builder, list, review, receipt_file(builder, review, "receipt.txt"),
             report_word(document, N_("Receipt of the draw, as text for programs")));
    add_file(builder, list, review, receipt_file(builder, review, "commitment.txt"),
             report_word(document, N_("Commitment, which was published before the draw")));
    add_file(builder, list, review, receipt_file(builder, review, "frame.txt"),
             report_word(document, N_("List from which was drawn")));
    if (review->draw.drawn && !receipt_approved(builder->site, review))
        paragraph_add_text(
            builder->body,
            report_word(document,
                        N_("The receipt as text says the same in English and in Welsh, and no translator has "
                           "approved its Welsh yet. It does not say so itself: programs compare it letter by "
                           "letter with what the list and the seed give.")));
}

static void add_manifest(const struct page_builder *builder, const struct site_review *review)
{
    struct document *document = builder->document;
    heading_add(builder->body, 1, TEXT("check"), report_word(document, N_("Is a file the one published?")));
    paragraph_add_text(
        builder->body,
        report_word(document,
                    N_("The manifest lists every file of the report with its hash. The program sha256sum "
                       "reads it, and so does Craffu: craffu verify-report.")));
    struct list *list = list_add(builder->body, LIST_BULLETS);
    add_file(builder, list, review, receipt_file(builder, review, "sha256"),
             report_word(document, N_("Manifest of the report")));
}

static size_t count_recommendations(const struct site *site, struct text review)
{
    size_t count = 0;
    for (size_t i = 0; i < site->recommendations.list.count; i++)
        count += text_equal(site->recommendations.list.items[i].review->id, review);
    return count;
}

static void add_recommended(const struct page_builder *builder, const struct site_review *review)
{
    struct document *document = builder->document;
    size_t count = count_recommendations(builder->site, review->results.review.id);
    if (count == 0)
        return;
    heading_add(builder->body, 1, TEXT("recommended"), report_word(document, N_("Recommendations")));
    struct runs *runs = paragraph_add(builder->body);
    run_add(runs, report_words(document, MESSAGE_COUNT("The review made one recommendation.",
                                                       "The review made {n} recommendations.", count)));
    run_add(runs, TEXT(" "));
    run_link(
        runs, report_word(document, N_("What became of them stands in the register of recommendations")),
        text_print(builder->site->arena, "../../%s/recommendations.html", language_code(document->language)));
    run_add(runs, TEXT("."));
}

bool site_write_review_page(struct site *site, struct site_review *review)
{
    struct text path = text_print(site->arena, "reviews/%.*s/*.html", TEXT_PRINT(review->results.review.id));
    const struct place_in_site place = {text_terminated(site->arena, path), "*.html", "../../*/",
                                        PAGE_REVIEWS, false};
    const struct document *documents[LANGUAGE_COUNT];
    const struct checked_document *checked[LANGUAGE_COUNT];
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct document *document = page_new(site, (enum language)language, &place,
                                             site_review_approved(review));
        struct page_builder builder = {site, document, &document->body};
        documents[language] = document;
        document->title = report_label(document, &review->results.review.title);
        document->organisation = report_label(document, &review->results.review.organisation);
        document->description = report_description(document->arena, document->language, &review->results);
        document->identifier = review->results.review.id;
        document->date = review->date;
        add_formats(&builder, review);
        add_tables(&builder, review);
        add_recommended(&builder, review);
        add_draw(&builder, review);
        add_manifest(&builder, review);
    }
    return document_check(site->arena, documents, LANGUAGE_COUNT, checked, site->problems) &&
           give_page(site, &place, review->date, checked);
}

// ---- The index ---------------------------------------------------------------------------------------------

static bool all_reviews_approved(const struct site *site)
{
    for (size_t i = 0; i < site->reviews.count; i++)
        if (!site_review_approved(site->reviews.items[i]))
            return false;
    return true;
}

static void add_review_row(struct table *table, const struct site_review *review)
{
    const struct document *document = table->document;
    const struct review *about = &review->results.review;
    struct cell *cells = table_row(table);
    struct run *title = run_link(cell_runs(&cells[0]), report_label(document, &about->title),
                                 text_print(document->arena, "../reviews/%.*s/%s.html", TEXT_PRINT(about->id),
                                            language_code(document->language)));
    title->verbatim = true; // a title that its own report has checked
    cell_text(&cells[1], report_word(document, review_method_words(about->method)));
    cell_date(&cells[2], review->date);
    cell_count(&cells[3], results_reviewed(&review->results), (struct text){0});
}

static void add_reviews(const struct page_builder *builder)
{
    struct document *document = builder->document;
    struct table *table = table_add(builder->body, TEXT("reviews"),
                                    report_word(document, N_("Published reviews, the latest first")));
    struct table_column *first = table_column(table, TEXT("review"), report_word(document, N_("Review")),
                                              COLUMN_TEXT);
    first->row_header = true;
    first->share = 4;
    table_column(table, TEXT("method"), report_word(document, N_("Kind")), COLUMN_TEXT)->share = 2;
    table_column(table, TEXT("published"), report_word(document, N_("Published")), COLUMN_DATE)->share = 2;
    table_column(table, TEXT("cases"), report_word(document, N_("Cases reviewed")), COLUMN_COUNT);
    for (size_t i = 0; i < builder->site->reviews.count; i++)
        add_review_row(table, builder->site->reviews.items[i]);
}

static void add_contact(const struct page_builder *builder)
{
    if (!builder->site->has_office || !builder->site->office.has_contact)
        return;
    heading_add(builder->body, 1, TEXT("contact"), report_word(builder->document, N_("Contact")));
    office_add_address(builder->body, &builder->site->office);
}

static void build_index(const struct page_builder *builder)
{
    struct document *document = builder->document;
    document->title = report_word(document, N_("Reviews of police cases"));
    document->identifier = TEXT("reviews");
    document->is_page = true;
    document->description = report_words(
        document,
        MESSAGE(
            "Reviews of police case files – {office}: their reports in every format, and what came of them.",
            VALUE("office", document->organisation)));
    paragraph_add_text(
        builder->body,
        report_word(document,
                    N_("An office that holds the police to account reads case files and says what it "
                       "found. Each review has a page with its report in every format.")));
    add_reviews(builder);
    struct runs *runs = paragraph_add(builder->body);
    run_link(runs, report_word(document, N_("Feed of new reviews and answers")), TEXT("feed.xml"));
    add_contact(builder);
}

// ---- The register ------------------------------------------------------------------------------------------

static void build_register(const struct page_builder *builder)
{
    struct document *document = builder->document;
    const struct register_look look = {.by_number = true,
                                       .link_pattern = "../reviews/",
                                       .link_ending = document->language == LANGUAGE_WELSH ? "/cy.html"
                                                                                           : "/en.html"};
    document->title = report_word(document, N_("Register of recommendations"));
    document->identifier = TEXT("recommendations");
    document->is_page = true;
    document->description = report_word(
        document, N_("What the police force was asked to do, what it answered, and what was done since."));
    if (builder->site->recommendations.list.count == 0) {
        paragraph_add_text(builder->body,
                           report_word(document, N_("No published review has made a recommendation.")));
        return;
    }
    paragraph_add_text(builder->body, document->description);
    register_add_tables(builder->body, &builder->site->recommendations, &look);
    struct list *list = list_add(builder->body, LIST_BULLETS);
    run_link(list_item_line(list), report_word(document, N_("The recommendations as data")),
             TEXT("recommendations.csv"));
    if (register_has_events(&builder->site->recommendations))
        run_link(list_item_line(list), report_word(document, N_("The answers and progress as data")),
                 TEXT("progress.csv"));
}

static bool give_tables(struct site *site, const struct checked_document *const *checked)
{
    bool written = true;
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        for (size_t i = 0; written && i < document_table_count(checked[language]); i++) {
            struct buffer out = {0};
            document_write_csv(checked[language], i, &out);
            written = site_give(site,
                                text_print(site->arena, "%s/%.*s.csv", language_code((enum language)language),
                                           TEXT_PRINT(document_table_id(checked[language], i))),
                                buffer_text(&out));
            buffer_dispose(&out);
        }
    return written;
}

// ---- All of them -------------------------------------------------------------------------------------------

static void build_statement(const struct page_builder *builder)
{
    site_add_statement(builder->document, builder->site);
}

static const struct {
    struct place_in_site place;
    void (*build)(const struct page_builder *builder);
} pages[PAGE_COUNT] = {
    [PAGE_REVIEWS] = {{"*/index.html", "../*/index.html", "", PAGE_REVIEWS, true}, build_index},
    [PAGE_RECOMMENDATIONS] = {{"*/recommendations.html", "../*/recommendations.html", "",
                               PAGE_RECOMMENDATIONS, true},
                              build_register},
    [PAGE_ACCESSIBILITY] = {{"*/accessibility.html", "../*/accessibility.html", "", PAGE_ACCESSIBILITY, true},
                            build_statement},
};

bool site_page_approved(const struct site *site, enum site_page page)
{
    if (!site->options->welsh_approved)
        return false;
    return page == PAGE_ACCESSIBILITY ||
           (page == PAGE_REVIEWS ? all_reviews_approved(site)
                                 : !register_awaits_translator(&site->recommendations));
}

bool site_write_pages(struct site *site)
{
    for (int page = 0; page < PAGE_COUNT; page++) {
        const struct document *documents[LANGUAGE_COUNT];
        const struct checked_document *checked[LANGUAGE_COUNT];
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            struct document *document = page_new(site, (enum language)language, &pages[page].place,
                                                 site_page_approved(site, (enum site_page)page));
            struct page_builder builder = {site, document, &document->body};
            documents[language] = document;
            pages[page].build(&builder);
        }
        if (!document_check(site->arena, documents, LANGUAGE_COUNT, checked, site->problems) ||
            !give_page(site, &pages[page].place, site->date, checked) ||
            (page == PAGE_RECOMMENDATIONS && !give_tables(site, checked)))
            return false;
    }
    return true;
}
