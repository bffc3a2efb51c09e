// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/site.h"

#include "base/file.h"
#include "base/zone.h"
#include "report/kept_review.h"
#include "report/receipt_files.h"
#include "report/receipt_page.h"
#include "report/report.h"
#include "report/site_parts.h"
#include "report/trend.h"

#include <stdlib.h>

// ---- Reading -----------------------------------------------------------------------------------------------

// Formats that are written on request only are the recordings.
static bool choose_formats(struct site *site)
{
    struct problems *problems = site->problems;
    size_t before = problems->count;
    site->formats = ARENA_ARRAY(site->arena, enum format_state, document_format_count());
    formats_choose(site->formats, site->options->audio);
    formats_leave_out_unavailable(site->formats, problems);
    return problems->count == before;
}

static bool read_first(struct site *site, const char *query, struct store_values values, struct text *text)
{
    struct store_rows *rows = store_query(site->store, site->arena, query, values);
    if (store_next(rows))
        *text = store_column_text(rows, 0);
    return store_finish(rows, site->problems);
}

// Recordings that an earlier run made, say, and that the page links although this run does not make them.
static bool add_earlier(struct site *site, struct site_review *review, struct report_options *wanted)
{
    struct text id = review->results.review.id,
                place = text_print(site->arena, "reviews/%.*s", TEXT_PRINT(id));
    size_t count = document_format_count();
    enum format_state *formats = ARENA_ARRAY(site->arena, enum format_state, count);
    if (site->options->folder.length == 0)
        return true;
    if (!earlier_files_read(site->arena, path_join(site->arena, site->options->folder, place), id,
                            review->report, &review->earlier, site->problems))
        return false;
    for (size_t i = 0; i < count; i++)
        formats[i] = site->formats[i];
    if (!formats_add_earlier(formats, site->arena, id, &review->earlier))
        return true;
    wanted->formats = formats;
    return report_build(site->arena, &review->results, wanted, review->report, site->problems);
}

static bool build_documents(struct site *site, struct site_review *review)
{
    struct report_options wanted = {.date = review->date, .formats = site->formats};
    return report_build(site->arena, &review->results, &wanted, review->report, site->problems) &&
           add_earlier(site, review, &wanted) &&
           (!review->draw.drawn || site_build_receipt_page(site, review));
}

static bool read_review(struct site *site, struct text id, struct site_review *review)
{
    struct results *results = &review->results;
    if (!results_read(site->store, site->arena, id, results, site->problems) ||
        !trend_read(site->store, site->arena, results, &results->trend, site->problems) ||
        !draw_get(site->store, site->arena, id, &review->draw, site->problems) ||
        !review_published_at(site->store, site->arena, id, &review->published_at, site->problems) ||
        !read_first(site, "review_published_by", STORE_VALUES(store_text(id)), &review->published_by))
        return false;
    review->date = zone_to_civil(results->instrument->zone, review->published_at).date;
    return results->removed_at || build_documents(site, review);
}

static int compare_reviews(const void *first, const void *second)
{
    const struct site_review *a = *(struct site_review *const *)first,
                             *b = *(struct site_review *const *)second;
    if (a->published_at != b->published_at)
        return a->published_at > b->published_at ? -1 : 1;
    return text_compare(a->results.review.id, b->results.review.id);
}

static bool read_reviews(struct site *site)
{
    struct review_list list;
    bool good = review_list(site->store, site->arena, &list, site->problems);
    for (size_t i = 0; good && i < list.list.count; i++) {
        if (list.list.items[i].status != REVIEW_PUBLISHED)
            continue;
        struct site_review *review = ARENA_NEW(site->arena, struct site_review);
        good = read_review(site, list.list.items[i].id, review);
        *ARRAY_APPEND(site->arena, &site->reviews) = review;
    }
    if (!good)
        return false;
    if (site->reviews.count == 0)
        return problem_report(site->problems, (struct place){0}, MESSAGE("no review is published yet"),
                              MESSAGE("mark one as published with craffu review publish"));
    qsort(site->reviews.items, site->reviews.count, sizeof *site->reviews.items, compare_reviews);
    return true;
}

static void take_date(struct site *site, struct civil_date date)
{
    if (civil_date_to_days(date) > civil_date_to_days(site->date))
        site->date = date;
}

static void find_date(struct site *site)
{
    struct text latest = register_latest_day(&site->recommendations);
    struct civil_read read = {0};
    site->date = site->reviews.items[0]->date;
    if (latest.length && civil_read(latest, CIVIL_ORDER_NONE, &read) == CIVIL_READ)
        take_date(site, read.time.date);
}

static bool read_site(struct site *site)
{
    if (!choose_formats(site) ||
        !office_get(site->store, site->arena, (struct text){0}, &site->has_office, &site->office,
                    site->problems) ||
        !read_reviews(site) ||
        !register_read(site->store, site->arena, (struct text){0}, true, &site->recommendations,
                       site->problems) ||
        !read_first(site, "record_first_act", (struct store_values){0}, &site->first_act))
        return false;
    site->organisation = site->has_office ? site->office.name
                                          : site->reviews.items[0]->results.review.organisation;
    find_date(site);
    return true;
}

// ---- Giving ------------------------------------------------------------------------------------------------

bool site_give(struct site *site, struct text path, struct text content)
{
    return site->sink->write(site->sink->context, path, content, site->problems);
}

bool site_give_page(struct site *site, struct text path, struct civil_date date, struct text content)
{
    *ARRAY_APPEND(site->arena, &site->pages) = text_copy(site->arena, path);
    *ARRAY_APPEND(site->arena, &site->dates) = date;
    return site_give(site, path, content);
}

bool site_review_approved(const struct site_review *review)
{
    return review->results.welsh.holds;
}

struct text site_draft(enum language language, bool welsh_approved)
{
    if (language != LANGUAGE_WELSH || welsh_approved)
        return (struct text){0};
    return message_word(language,
                        N_("Draft: a translator has not approved all Welsh text on this page yet."));
}

// Files of one review go into its folder, and are remembered for its page.
struct keeping {
    struct site *site;
    struct site_review *review;
};

static bool keep(void *context, struct text name, struct text content, struct problems *problems)
{
    const struct keeping *keeping = context;
    struct site *site = keeping->site;
    struct text path = text_print(site->arena, "reviews/%.*s/%.*s",
                                  TEXT_PRINT(keeping->review->results.review.id), TEXT_PRINT(name));
    *ARRAY_APPEND(site->arena, &keeping->review->files) = (struct site_file){text_copy(site->arena, name),
                                                                             content.length};
    (void)problems;
    return text_ends(name, TEXT(".html")) ? site_give_page(site, path, keeping->review->date, content)
                                          : site_give(site, path, content);
}

static void keep_earlier(void *context, const struct manifest_entry *file)
{
    const struct keeping *keeping = context;
    const struct file_sink *sink = keeping->site->sink;
    struct manifest_entry kept = *file;
    *ARRAY_APPEND(keeping->site->arena, &keeping->review->files) = (struct site_file){file->name,
                                                                                      file->bytes};
    kept.name = text_print(keeping->site->arena, "reviews/%.*s/%.*s",
                           TEXT_PRINT(keeping->review->results.review.id), TEXT_PRINT(file->name));
    if (sink->keep)
        sink->keep(sink->context, &kept);
}

// What strangers need to draw again, and nothing else of the draw.
static bool write_draw(struct keeping *keeping, const struct file_sink *sink)
{
    const struct site_review *review = keeping->review;
    return !review->draw.exists ||
           receipt_files_write_with(keeping->site->arena, &review->results.review, &review->draw,
                                    review->receipt, sink, keeping->site->problems);
}

static bool write_review(struct site *site, struct site_review *review)
{
    struct keeping keeping = {site, review};
    struct file_sink sink = {.write = keep, .keep = keep_earlier, .context = &keeping};
    if (review->results.removed_at) // its page is among them
        return kept_review_give(site->store, site->arena, review->results.review.id, &sink, site->problems);
    struct edition_files edition = {review->results.review.id, review->report, site->formats,
                                    &review->earlier};
    return edition_write(site->arena, &edition, &sink, site->problems) && write_draw(&keeping, &sink) &&
           site_write_review_page(site, review);
}

bool site_write(struct store *store, struct arena *arena, const struct site_options *options,
                const struct file_sink *sink, struct problems *problems)
{
    struct site site = {
        .store = store, .arena = arena, .options = options, .sink = sink, .problems = problems};
    if (!read_site(&site))
        return false;
    for (size_t i = 0; i < site.reviews.count; i++)
        if (!write_review(&site, site.reviews.items[i]))
            return false;
    return site_write_pages(&site) && site_write_feeds(&site) && site_write_front(&site) &&
           site_write_sitemap(&site);
}
