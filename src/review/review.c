// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/review.h"

#include "base/civil.h"
#include "review/audit.h"
#include "review/ledger.h"

static const struct {
    const char *id, *words;
} methods[METHOD_COUNT] = {
    [METHOD_INFORMATION_REQUEST] = {"information_request", N_("information request at a governance meeting")},
    [METHOD_PANEL_REVIEW] = {"panel_review", N_("panel review")},
    [METHOD_DEEP_DIVE] = {"deep_dive", N_("thematic deep dive")},
    [METHOD_SNAPSHOT] = {"snapshot", N_("snapshot review")},
};

const char *review_method_id(enum review_method method)
{
    return methods[method].id;
}

const char *review_method_words(enum review_method method)
{
    return methods[method].words;
}

bool review_method_from_id(struct text id, enum review_method *method)
{
    for (unsigned i = 0; i < METHOD_COUNT; i++)
        if (text_equal(id, text_from(methods[i].id))) {
            *method = (enum review_method)i;
            return true;
        }
    return false;
}

bool review_id_is_valid(struct text id)
{
    if (!id.length || id.length > LIMIT_IDENTIFIER_BYTES || id.bytes[0] < 'a' || id.bytes[0] > 'z')
        return false;
    for (size_t i = 0; i < id.length; i++) {
        char c = id.bytes[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
            return false;
    }
    return true;
}

static bool refuse(struct problems *problems, struct message what, struct message hint)
{
    return problem_report(problems, (struct place){0}, what, hint);
}

static bool refuse_unknown(struct text id, struct problems *problems)
{
    return refuse(problems, MESSAGE("there is no review {id}", VALUE("id", id)),
                  MESSAGE("craffu review list shows which there are"));
}

bool review_refuse_published(struct text id, struct problems *problems)
{
    return refuse(problems,
                  MESSAGE("the review {id} is published and does not change any more", VALUE("id", id)),
                  MESSAGE("what is still to be said belongs to a later review"));
}

bool review_check_open(struct write *write, struct text id, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "review_status",
                                          STORE_VALUES(store_text(id)));
    bool found = store_next(rows);
    bool open = found && text_equal(store_column_text(rows, 0), TEXT("open"));
    if (!store_finish(rows, problems))
        return false;
    if (!found)
        return refuse_unknown(id, problems);
    if (!open)
        return review_refuse_published(id, problems);
    return true;
}

static bool is_date_or_empty(struct text date)
{
    struct civil_read read;
    return !date.length || (date.length == 10 && date.bytes[4] == '-' &&
                            civil_read(date, CIVIL_ORDER_NONE, &read) == CIVIL_READ && !read.has_time);
}

static bool check_review(const struct review *review, struct problems *problems)
{
    size_t before = problems->count;
    if (!review_id_is_valid(review->id))
        refuse(
            problems,
            MESSAGE("{id} cannot be the id of a review: at most {limit} lower-case letters, digits, - and _, "
                    "beginning with a letter",
                    VALUE("id", review->id), NUMBER("limit", LIMIT_IDENTIFIER_BYTES)),
            MESSAGE("for example: hate-crime-2019"));
    if (!review->title.in[LANGUAGE_ENGLISH].length && !review->title.in[LANGUAGE_WELSH].length)
        refuse(problems, MESSAGE("the review has no title"), NO_MESSAGE);
    bool dates = is_date_or_empty(review->period_from) && is_date_or_empty(review->period_to);
    if (!dates)
        refuse(problems, MESSAGE("the period of a review is given by dates such as 2019-02-01"), NO_MESSAGE);
    if (dates && review->period_from.length && review->period_to.length &&
        text_compare(review->period_from, review->period_to) > 0)
        refuse(problems, MESSAGE("the period of the review ends before it begins"), NO_MESSAGE);
    if (review->origin.review.length && text_equal(review->origin.review, review->id))
        refuse(problems, MESSAGE("a review cannot be its own origin"), NO_MESSAGE);
    return problems->count == before;
}

static bool check_origin(struct write *write, const struct review *review, struct problems *problems)
{
    struct review origin;
    return !review->origin.review.length ||
           review_get(write->store, write->arena, review->origin.review, &origin, problems);
}

// Instruments are named by their hash: one that is there already is the same.
static bool keep_instrument(struct write *write, const struct review *review, struct problems *problems)
{
    return store_run(write->store, "instrument_insert",
                     STORE_VALUES(store_text(review->instrument_hash), store_text(review->instrument_id),
                                  store_integer(review->instrument_version),
                                  store_text(review->instrument_content)),
                     NULL, problems);
}

bool review_add(struct write *write, const struct review *review, struct problems *problems)
{
    if (!check_review(review, problems) || !check_origin(write, review, problems))
        return false;
    struct audited audited = {"review.add", "review", review->id,
                              AUDIT_DETAIL(write->arena, {"instrument", review->instrument_hash})};
    // The review refers to its instrument, so that comes first; the audit row of the review names it.
    return keep_instrument(write, review, problems) &&
           write_row(write, audited, "review_insert",
                     STORE_VALUES(store_text(review->id), STORE_LOCALISED(review->title),
                                  store_text(text_from(review_method_id(review->method))),
                                  store_optional(review->period_from), store_optional(review->period_to),
                                  STORE_LOCALISED(review->organisation), STORE_LOCALISED(review->force),
                                  store_optional(review->origin.review),
                                  STORE_LOCALISED(review->origin.title), store_text(review->origin.link),
                                  store_text(review->instrument_hash)),
                     MESSAGE("there is a review {id} already", VALUE("id", review->id)), problems);
}

bool review_change(struct write *write, const struct review *review, struct problems *problems)
{
    if (!check_review(review, problems) || !check_origin(write, review, problems) ||
        !review_check_open(write, review->id, problems))
        return false;
    struct audited audited = {"review.change", "review", review->id, {0}};
    return write_row(write, audited, "review_update",
                     STORE_VALUES(store_text(review->id), store_integer(review->version),
                                  STORE_LOCALISED(review->title),
                                  store_text(text_from(review_method_id(review->method))),
                                  store_optional(review->period_from), store_optional(review->period_to),
                                  STORE_LOCALISED(review->organisation), STORE_LOCALISED(review->force),
                                  store_optional(review->origin.review),
                                  STORE_LOCALISED(review->origin.title), store_text(review->origin.link)),
                     message_changed_meanwhile(), problems);
}

bool review_publish(struct write *write, struct text review, int64_t version, struct problems *problems)
{
    struct ledger_counts counts;
    if (!review_check_open(write, review, problems) || !ledger_count(write->store, review, &counts, problems))
        return false;
    int64_t waiting = counts.in[LEDGER_WAITING];
    if (waiting)
        return refuse(problems,
                      MESSAGE_COUNT("one case of the review still waits",
                                    "{n} cases of the review still wait", waiting),
                      MESSAGE("review it, or carry it over, replace or exclude it with a reason"));
    struct audited audited = {"review.publish", "review", review, {0}};
    return write_row(write, audited, "review_publish",
                     STORE_VALUES(store_text(review), store_integer(version)), message_changed_meanwhile(),
                     problems);
}

static struct review read_row(const struct store_rows *rows)
{
    struct review review = {
        .id = store_column_text(rows, 0),
        .title = store_column_localised(rows, 1),
        .period_from = store_column_text(rows, 4),
        .period_to = store_column_text(rows, 5),
        .organisation = store_column_localised(rows, 6),
        .force = store_column_localised(rows, 8),
        .origin = {store_column_text(rows, 10), store_column_localised(rows, 11),
                   store_column_text(rows, 13)},
        .instrument_id = store_column_text(rows, 14),
        .instrument_version = store_column_integer(rows, 15),
        .instrument_hash = store_column_text(rows, 16),
        .status = text_equal(store_column_text(rows, 17), TEXT("open")) ? REVIEW_OPEN : REVIEW_PUBLISHED,
        .version = store_column_integer(rows, 18),
    };
    review_method_from_id(store_column_text(rows, 3), &review.method);
    return review;
}

static bool get(struct store *store, struct arena *arena, const char *query, struct text id,
                struct review *review, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, query, STORE_VALUES(store_text(id)));
    struct review read;
    bool found = store_next(rows);
    if (found) {
        read = read_row(rows);
        if (store_column_count(rows) > 19)
            read.instrument_content = store_column_text(rows, 19);
    }
    if (!store_finish(rows, problems))
        return false;
    if (!found)
        return refuse_unknown(id, problems);
    *review = read;
    return true;
}

bool review_get(struct store *store, struct arena *arena, struct text id, struct review *review,
                struct problems *problems)
{
    return get(store, arena, "review_get", id, review, problems);
}

bool review_get_head(struct store *store, struct arena *arena, struct text id, struct review *review,
                     struct problems *problems)
{
    return get(store, arena, "review_head", id, review, problems);
}

bool review_list(struct store *store, struct arena *arena, struct review_list *list,
                 struct problems *problems)
{
    struct review_list read = {0};
    struct store_rows *rows = store_query(store, arena, "review_list", (struct store_values){0});
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = read_row(rows);
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}

bool review_published_at(struct store *store, struct arena *arena, struct text review, int64_t *at,
                         struct problems *problems)
{
    int64_t read = INT64_MAX;
    struct store_rows *rows = store_query(store, arena, "review_published_at",
                                          STORE_VALUES(store_text(review)));
    if (store_next(rows) && !store_column_is_null(rows, 0))
        read = store_column_integer(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    *at = read;
    return true;
}
