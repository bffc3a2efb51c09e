// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/kept_review.h"

#include "format/hash.h"
#include "report/results.h"
#include "report/site.h"
#include "report/withholding.h"
#include "review/audit.h"

static bool is_kept(struct store *store, struct arena *arena, struct text review, bool *kept,
                    struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "kept_file_count", STORE_VALUES(store_text(review)));
    *kept = store_next(rows) && store_column_integer(rows, 0) > 0;
    return store_finish(rows, problems);
}

// ---- Making --------------------------------------------------------------------------------------------------------

static void add_figures(struct arena *arena, const struct results *results, struct kept_review *kept)
{
    kept->cases = (int64_t)results->case_count;
    for (size_t c = 0; c < results->instrument->criterion_count && !withholding_is_decided(results); c++)
        if (results->instrument->criteria[c].published)
            *ARRAY_APPEND(arena, &kept->figures) = (struct kept_figure){
                results->instrument->criteria[c].id, results_count_met(results, c, NULL, false),
                results_count_base(results, c, NULL)};
}

static bool begin_all(struct store *store, struct arena *arena, const struct removal_reviews *reviews,
                      struct kept_reviews *kept, struct problems *problems)
{
    for (size_t i = 0; i < reviews->list.count; i++) {
        const struct removal_review *review = &reviews->list.items[i];
        struct results results;
        bool before;
        if (!is_kept(store, arena, review->review, &before, problems))
            return false;
        if (before || !review->published)
            continue;
        if (!results_read(store, arena, review->review, &results, problems))
            return false;
        struct kept_review *one = ARRAY_APPEND(arena, &kept->list);
        *one = (struct kept_review){.review = review->review};
        add_figures(arena, &results, one);
    }
    return true;
}

struct keeping {
    struct arena *arena;
    struct kept_reviews *kept;
};

// Of the whole site, what lies in the folders of these reviews.
static bool keep(void *context, struct text path, struct text content, struct problems *problems)
{
    struct keeping *keeping = context;
    (void)problems;
    for (size_t i = 0; i < keeping->kept->list.count; i++) {
        struct kept_review *review = &keeping->kept->list.items[i];
        struct text folder = text_print(keeping->arena, "reviews/%.*s/", TEXT_PRINT(review->review));
        if (text_starts(path, folder))
            *ARRAY_APPEND(keeping->arena, &review->files) = (struct kept_file){
                text_copy(keeping->arena, text_slice(path, folder.length, path.length)),
                text_copy(keeping->arena, content)};
    }
    return true;
}

bool kept_reviews_make(struct store *store, struct arena *arena, const struct removal_reviews *reviews,
                       struct kept_reviews *kept, struct problems *problems)
{
    struct kept_reviews made = {0};
    struct keeping keeping = {arena, &made};
    struct site_options options = {0};
    const struct file_sink sink = {.write = keep, .context = &keeping};
    if (!begin_all(store, arena, reviews, &made, problems) ||
        (made.list.count && !site_write(store, arena, &options, &sink, problems)))
        return false;
    *kept = made;
    return true;
}

// ---- In the record -------------------------------------------------------------------------------------------------

static bool write_figure(struct write *write, struct text review, const struct kept_figure *figure,
                         struct problems *problems)
{
    return write_part(write, "kept_figure_insert",
                      STORE_VALUES(store_text(review), store_text(figure->criterion),
                                   store_integer(figure->met), store_integer(figure->base)),
                      NULL, problems);
}

static bool write_review(struct write *write, const struct kept_review *kept, struct problems *problems)
{
    const struct kept_figure all = {TEXT(""), kept->cases, kept->cases};
    bool good = write_figure(write, kept->review, &all, problems);
    for (size_t i = 0; good && i < kept->figures.count; i++)
        good = write_figure(write, kept->review, &kept->figures.items[i], problems);
    for (size_t i = 0; good && i < kept->files.count; i++) {
        const struct kept_file *file = &kept->files.items[i];
        good = write_part(write, "kept_file_insert",
                          STORE_VALUES(store_text(kept->review), store_text(file->name),
                                       store_blob(file->content),
                                       store_text(hash_text(write->arena, hash_of(file->content)))),
                          NULL, problems);
    }
    return good;
}

bool kept_reviews_write(struct write *write, const struct kept_reviews *kept, struct problems *problems)
{
    for (size_t i = 0; i < kept->list.count; i++)
        if (!write_review(write, &kept->list.items[i], problems))
            return false;
    return true;
}

bool kept_review_read(struct store *store, struct arena *arena, struct text review, struct kept_review *kept,
                      struct problems *problems)
{
    struct kept_review read = {.review = review};
    struct store_rows *rows = store_query(store, arena, "kept_figure_list", STORE_VALUES(store_text(review)));
    while (store_next(rows)) {
        struct kept_figure figure = {store_column_text(rows, 0), store_column_integer(rows, 1),
                                     store_column_integer(rows, 2)};
        if (figure.criterion.length)
            *ARRAY_APPEND(arena, &read.figures) = figure;
        else
            read.cases = figure.base;
    }
    if (!store_finish(rows, problems))
        return false;
    *kept = read;
    return true;
}

bool kept_review_give(struct store *store, struct arena *arena, struct text review,
                      const struct file_sink *sink, struct problems *problems)
{
    bool good = true;
    struct store_rows *rows = store_query(store, arena, "kept_file_list", STORE_VALUES(store_text(review)));
    while (good && store_next(rows))
        good = sink->write(sink->context, store_column_text(rows, 0), store_column_text(rows, 1), problems);
    return store_finish(rows, problems) && good;
}
