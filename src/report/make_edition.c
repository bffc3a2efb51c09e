// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/make_edition.h"

#include "base/zone.h"
#include "report/edition_files.h"

size_t edition_format_count(void)
{
    return document_format_count();
}

struct edition_format edition_format_at(size_t index)
{
    const struct document_format_kind *format = document_format_at(index);
    return (struct edition_format){format->id, format->name, format->media_type, format->on_request};
}

struct text edition_media_type(struct text file)
{
    for (size_t i = 0; i < document_format_count(); i++) {
        const struct document_format_kind *format = document_format_at(i);
        if (text_ends(file, text_from(format->suffix)))
            return text_from(format->media_type);
    }
    return TEXT("text/plain; charset=utf-8");
}

struct making {
    struct arena *arena;
    struct edition_file_list files;
};

static bool take(void *context, struct text name, struct text content, struct problems *problems)
{
    struct making *making = context;
    (void)problems;
    *ARRAY_APPEND(making->arena,
                  &making->files.list) = (struct edition_file){.name = text_copy(making->arena, name),
                                                               .bytes = (int64_t)content.length,
                                                               .content = text_copy(making->arena, content)};
    return true;
}

static enum edition_state state_of(const struct results *results)
{
    if (results->review.status == REVIEW_PUBLISHED)
        return EDITION_PUBLISHED;
    return results->welsh.holds && !results->ledger_counts.in[LEDGER_WAITING] ? EDITION_APPROVED
                                                                              : EDITION_PROVISIONAL;
}

static bool choose_formats(struct arena *arena, const bool *wanted, const enum format_state **formats,
                           struct problems *problems)
{
    enum format_state *chosen = ARENA_ARRAY(arena, enum format_state, document_format_count());
    size_t before = problems->count;
    bool any = false;
    for (size_t i = 0; i < document_format_count(); i++) {
        chosen[i] = wanted[i] ? FORMAT_WRITTEN : FORMAT_LEFT_OUT;
        any |= wanted[i];
    }
    if (!any)
        return problem_report(problems, (struct place){0}, MESSAGE("no format is chosen"),
                              MESSAGE("choose at least one"));
    formats_leave_out_unavailable(chosen, problems);
    *formats = chosen;
    return problems->count == before;
}

// The same record gives the same edition of what is published, on whichever day it is made.
static bool date_of(struct store *store, struct arena *arena, const struct results *results, int64_t at,
                    struct civil_date *date, struct problems *problems)
{
    int64_t published;
    if (!review_published_at(store, arena, results->review.id, &published, problems))
        return false;
    *date = zone_to_civil(results->instrument->zone, published == INT64_MAX ? at : published).date;
    return true;
}

bool edition_make(struct store *store, struct arena *arena, const struct edition_order *order,
                  struct kept_edition *edition, struct edition_file_list *files, struct problems *problems)
{
    struct results results;
    struct making making = {.arena = arena};
    struct report_options options = {.edition = order->internal ? EDITION_INTERNAL : EDITION_PUBLIC,
                                     .allow_draft = order->allow_draft};
    const struct checked_document *checked[LANGUAGE_COUNT];
    const struct file_sink sink = {.write = take, .context = &making};
    if (!choose_formats(arena, order->formats, &options.formats, problems) ||
        !results_read(store, arena, order->review, &results, problems) ||
        !results_check_present(&results, problems) ||
        !date_of(store, arena, &results, order->at, &options.date, problems) ||
        !trend_read(store, arena, &results, &results.trend, problems) ||
        !report_build(arena, &results, &options, checked, problems))
        return false;
    const struct edition_files wanted = {report_name(arena, order->review, options.edition), checked,
                                         options.formats, NULL};
    if (!edition_write(arena, &wanted, &sink, problems))
        return false;
    *edition = (struct kept_edition){.review = order->review,
                                     .internal = order->internal,
                                     .state = state_of(&results),
                                     .date = civil_date_text(arena, options.date)};
    *files = making.files;
    return true;
}

bool publication_check(struct store *store, struct arena *arena, struct text review, int64_t at,
                       struct problems *problems)
{
    struct results results;
    struct report_options options = {0};
    const struct checked_document *checked[LANGUAGE_COUNT];
    if (!results_read(store, arena, review, &results, problems))
        return false;
    options.date = zone_to_civil(results.instrument->zone, at).date;
    return report_build(arena, &results, &options, checked, problems);
}
