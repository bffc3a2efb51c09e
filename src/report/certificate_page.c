// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/certificate_page.h"

#include "base/zone.h"
#include "report/wording.h"

static struct civil_time civil_of(int64_t at)
{
    struct civil_time time = zone_to_civil(zone_named(TEXT("Europe/London")), at);
    time.microsecond = 0;
    return time;
}

static struct text time_words(struct document *document, int64_t at)
{
    return civil_time_words(document->arena, document->language, civil_of(at));
}

// As it was written: a reason or an extract's id may have capitals that expand nowhere.
static void put_verbatim(struct cell *cell, struct text text)
{
    run_add(cell_runs(cell), text)->verbatim = true;
}

static void add_fact(struct table *table, const char *name, struct text value)
{
    struct cell *cells = table_row(table);
    cell_text(&cells[0], report_word(table->document, name));
    put_verbatim(&cells[1], value);
}

static struct table *add_table(struct document *document, const char *id, const char *caption,
                               const char *first, const char *second, enum column_kind kind)
{
    struct table *table = table_add(&document->body, text_from(id), report_word(document, caption));
    table_column(table, TEXT("what"), report_word(document, first), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("value"), report_word(document, second), kind);
    return table;
}

static void add_removal(struct document *document, const struct certificate *certificate)
{
    struct arena *arena = document->arena;
    heading_add(&document->body, 1, TEXT("removal"), report_word(document, N_("The removal")));
    struct table *table = add_table(document, "removal-facts", N_("What was removed when, by whom and why"),
                                    N_("What"), N_("Value"), COLUMN_TEXT);
    add_fact(table, N_("Certificate"), number_text(arena, certificate->number));
    add_fact(table, N_("Extract"), certificate->extract);
    add_fact(table, N_("Removed"), time_words(document, certificate->at));
    add_fact(table, N_("Removed by"), certificate->removed_by);
    add_fact(table, N_("Reason"), certificate->reason);
    add_fact(table, N_("Bytes written over"),
             certificate->wiped_at ? time_words(document, certificate->wiped_at)
                                   : report_word(document, N_("not yet")));
    add_fact(table, N_("SHA-256 over the contents"), certificate->extract_sha256);
    add_fact(table, N_("SHA-256 over the rows’ identifiers"), certificate->rows_sha256);
}

static void add_counts(struct document *document, const struct certificate *certificate)
{
    heading_add(&document->body, 1, TEXT("rows"), report_word(document, N_("What went")));
    struct table *table = add_table(document, "rows-removed", N_("Rows of the record that were removed"),
                                    N_("What"), N_("Rows"), COLUMN_COUNT);
    for (size_t i = 0; i < certificate->counts.count; i++) {
        struct cell *cells = table_row(table);
        cell_text(&cells[0], report_word(document, certificate->counts.items[i].words));
        cell_count(&cells[1], certificate->counts.items[i].rows, (struct text){0});
    }
}

static void add_files(struct document *document, const struct certificate *certificate)
{
    if (!certificate->files.count)
        return;
    struct table *table = add_table(document, "files-received",
                                    N_("Files from which the extract was imported; Craffu kept none of them"),
                                    N_("SHA-256"), N_("Bytes"), COLUMN_COUNT);
    for (size_t i = 0; i < certificate->files.count; i++) {
        struct cell *cells = table_row(table);
        cell_text(&cells[0], certificate->files.items[i].sha256);
        cell_count(&cells[1], certificate->files.items[i].bytes, (struct text){0});
    }
}

static void add_what_stays(struct document *document, const struct certificate *certificate)
{
    heading_add(&document->body, 1, TEXT("stays"), report_word(document, N_("What stays")));
    paragraph_add_text(
        &document->body,
        report_word(document,
                    N_("The audit log, which tells who did what to which row and nothing that a case said; "
                       "hashes and sizes of the files that were received; what a draw was fixed by, without "
                       "its list; and what was published, as it was published.")));
    paragraph_add_text(
        &document->body,
        report_word(document, N_("Backups that were made before hold the cases still: see what the office "
                                 "has decided on them.")));
    if (!certificate->reviews.count)
        return;
    struct table *table = add_table(document, "reviews", N_("Reviews that had cases of the extract"),
                                    N_("Review"), N_("What stays of it"), COLUMN_TEXT);
    for (size_t i = 0; i < certificate->reviews.count; i++) {
        const struct removal_review *review = &certificate->reviews.items[i];
        struct cell *cells = table_row(table);
        put_verbatim(&cells[0], review->review);
        cell_text(&cells[1],
                  report_word(document, review->published ? N_("its published report and figures")
                                                          : N_("no figures: it was not published")));
    }
}

static struct document *build(struct arena *arena, enum language language,
                              const struct certificate *certificate, struct localised organisation)
{
    struct document *document = document_new(arena, language);
    document->title = report_word(document, N_("Certificate of removal"));
    document->subtitle = certificate->extract;
    document->organisation = organisation.in[language];
    document->date = civil_of(certificate->at).date;
    document->identifier = text_print(arena, "removal-%lld", (long long)certificate->number);
    document->description = report_word(document, N_("What was removed from the record, and what stays."));
    add_removal(document, certificate);
    add_counts(document, certificate);
    add_files(document, certificate);
    add_what_stays(document, certificate);
    return document;
}

bool certificate_page_build(struct arena *arena, const struct certificate *certificate,
                            struct localised organisation,
                            const struct checked_document *checked[static LANGUAGE_COUNT],
                            struct problems *problems)
{
    const struct document *documents[LANGUAGE_COUNT];
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        documents[language] = build(arena, (enum language)language, certificate, organisation);
    return document_check(arena, documents, LANGUAGE_COUNT, checked, problems);
}
