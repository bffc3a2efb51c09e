// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/recommendation.h"

#include "base/zone.h"
#include "review/audit.h"
#include "review/review.h"

static const struct {
    const char *id, *words;
} decisions[RESPONSE_DECISION_COUNT] =
    {
        [RESPONSE_ACCEPTED] = {"accepted", N_("accepted")},
        [RESPONSE_PARTLY_ACCEPTED] = {"partly_accepted", N_("partly accepted")},
        [RESPONSE_REJECTED] = {"rejected", N_("rejected")},
},
  states[RECOMMENDATION_STATE_COUNT] = {
      [RECOMMENDATION_OPEN] = {"open", N_("open")},
      [RECOMMENDATION_DONE] = {"done", N_("said to be done")},
      [RECOMMENDATION_CLOSED] = {"closed", N_("closed")},
};

const char *response_decision_words(enum response_decision decision)
{
    return decisions[decision].words;
}

const char *recommendation_state_id(enum recommendation_state state)
{
    return states[state].id;
}

const char *recommendation_state_words(enum recommendation_state state)
{
    return states[state].words;
}

const struct response *recommendation_response(const struct recommendation *recommendation)
{
    size_t count = recommendation->responses.count;
    return count ? &recommendation->responses.items[count - 1] : NULL;
}

enum recommendation_state recommendation_state(const struct recommendation *recommendation)
{
    size_t count = recommendation->progress.count;
    return count ? recommendation->progress.items[count - 1].state : RECOMMENDATION_OPEN;
}

bool recommendation_is_overdue(const struct recommendation *recommendation, struct text today)
{
    return recommendation->due.length && text_compare(recommendation->due, today) < 0 &&
           recommendation_state(recommendation) == RECOMMENDATION_OPEN;
}

// ---- What may stand ----------------------------------------------------------------------------------------

static struct place place_of(struct text review, struct text key)
{
    return (struct place){.source = review, .name = key};
}

static bool is_date(struct text date)
{
    struct civil_read read;
    return date.length == 10 && date.bytes[4] == '-' &&
           civil_read(date, CIVIL_ORDER_NONE, &read) == CIVIL_READ && !read.has_time;
}

static bool in_both_languages(const struct localised *text)
{
    return text_trim(text->in[LANGUAGE_ENGLISH]).length && text_trim(text->in[LANGUAGE_WELSH]).length;
}

static bool check_both(struct place place, const struct localised *text, struct problems *problems)
{
    return in_both_languages(text) ||
           problem_report(problems, place, MESSAGE("a text is missing in one of the languages"),
                          MESSAGE("this is published in both: give it in English and in Welsh"));
}

static bool check_date(struct place place, struct text date, struct problems *problems)
{
    return is_date(date) || problem_report_value(problems, place, date, MESSAGE("this is not a date"),
                                                 MESSAGE("write it as 2019-02-28"));
}

static bool check_recommendation(const struct recommendation *recommendation, struct problems *problems)
{
    struct place place = place_of(recommendation->review, recommendation->key);
    if (!review_id_is_valid(recommendation->key))
        return problem_report_value(problems, place, recommendation->key,
                                    MESSAGE("this cannot be the id of a recommendation"),
                                    MESSAGE("use lower-case letters, digits and '-', a letter first"));
    bool good = check_both(place, &recommendation->text, problems);
    good &= check_both(place, &recommendation->owner, problems);
    good &= check_date(place, recommendation->date, problems);
    if (recommendation->due.length)
        good &= check_date(place, recommendation->due, problems);
    if (good && recommendation->due.length && text_compare(recommendation->due, recommendation->date) < 0)
        good = problem_report_value(problems, place, recommendation->due,
                                    MESSAGE("it is due before it was made"), NO_MESSAGE);
    return good;
}

static bool check_not_answered(const struct recommendation *recommendation, struct problems *problems)
{
    if (recommendation->responses.count == 0 && recommendation->progress.count == 0)
        return true;
    return problem_report(
        problems, place_of(recommendation->review, recommendation->key),
        MESSAGE("the force has answered this recommendation: its words do not change any more"),
        MESSAGE("make a new recommendation, and close this one"));
}

// ---- Recommendations ---------------------------------------------------------------------------------------

static bool write_links(struct write *write, struct text id, const struct recommendation *recommendation,
                        struct problems *problems)
{
    for (size_t i = 0; i < recommendation->criterion_count; i++)
        if (!write_part(write, "recommendation_criterion_insert",
                        STORE_VALUES(store_text(id), store_text(recommendation->criteria[i])), NULL,
                        problems))
            return false;
    for (size_t i = 0; i < recommendation->finding_count; i++)
        if (!write_part(write, "recommendation_finding_insert",
                        STORE_VALUES(store_text(id), store_text(recommendation->findings[i])), NULL,
                        problems))
            return false;
    return true;
}

static bool unlink_all(struct write *write, struct text id, struct problems *problems)
{
    return write_part(write, "recommendation_criterion_delete_all", STORE_VALUES(store_text(id)), NULL,
                      problems) &&
           write_part(write, "recommendation_finding_delete_all", STORE_VALUES(store_text(id)), NULL,
                      problems);
}

static struct text detail(struct write *write, const struct recommendation *recommendation)
{
    return AUDIT_DETAIL(write->arena, {"review", recommendation->review}, {"key", recommendation->key},
                        {"text_en", recommendation->text.in[LANGUAGE_ENGLISH]},
                        {"text_cy", recommendation->text.in[LANGUAGE_WELSH]},
                        {"owner_en", recommendation->owner.in[LANGUAGE_ENGLISH]},
                        {"owner_cy", recommendation->owner.in[LANGUAGE_WELSH]},
                        {"date", recommendation->date}, {"due", recommendation->due});
}

bool recommendation_add(struct write *write, const struct recommendation *recommendation,
                        struct problems *problems)
{
    if (!check_recommendation(recommendation, problems) ||
        !review_check_open(write, recommendation->review, problems))
        return false;
    struct text id = write_identifier(write);
    struct audited audited = {"recommendation.add", "recommendation", id, detail(write, recommendation)};
    return write_row(
               write, audited, "recommendation_insert",
               STORE_VALUES(store_text(id), store_text(recommendation->review),
                            store_text(recommendation->key), store_integer(recommendation->number),
                            STORE_LOCALISED(recommendation->text), STORE_LOCALISED(recommendation->owner),
                            store_text(recommendation->date), store_optional(recommendation->due)),
               MESSAGE("the review has a recommendation {key} already", VALUE("key", recommendation->key)),
               problems) &&
           write_links(write, id, recommendation, problems);
}

bool recommendation_change(struct write *write, const struct recommendation *recommendation,
                           struct problems *problems)
{
    if (!check_recommendation(recommendation, problems) || !check_not_answered(recommendation, problems) ||
        !review_check_open(write, recommendation->review, problems))
        return false;
    struct text id = recommendation->id;
    struct audited audited = {"recommendation.change", "recommendation", id, detail(write, recommendation)};
    return write_row(write, audited, "recommendation_update",
                     STORE_VALUES(store_text(id), store_integer(recommendation->version),
                                  store_integer(recommendation->number),
                                  STORE_LOCALISED(recommendation->text),
                                  STORE_LOCALISED(recommendation->owner), store_text(recommendation->date),
                                  store_optional(recommendation->due)),
                     message_changed_meanwhile(), problems) &&
           unlink_all(write, id, problems) && write_links(write, id, recommendation, problems);
}

bool recommendation_remove(struct write *write, const struct recommendation *recommendation,
                           struct problems *problems)
{
    if (!check_not_answered(recommendation, problems) ||
        !review_check_open(write, recommendation->review, problems))
        return false;
    struct text id = recommendation->id;
    struct audited audited = {
        "recommendation.remove", "recommendation", id,
        AUDIT_DETAIL(write->arena, {"review", recommendation->review}, {"key", recommendation->key})};
    return write_row(write, audited, "recommendation_touch",
                     STORE_VALUES(store_text(id), store_integer(recommendation->version)),
                     message_changed_meanwhile(), problems) &&
           unlink_all(write, id, problems) &&
           write_part(write, "recommendation_delete", STORE_VALUES(store_text(id)), NULL, problems);
}

// ---- Answers and progress ----------------------------------------------------------------------------------

static bool find(struct write *write, struct text review, struct text key, struct recommendation *found,
                 struct problems *problems)
{
    struct review there;
    struct recommendation_list list;
    if (!review_get(write->store, write->arena, review, &there, problems) ||
        !recommendation_list(write->store, write->arena, review, INT64_MAX, &list, problems))
        return false;
    for (size_t i = 0; i < list.list.count; i++)
        if (text_equal(list.list.items[i].key, key)) {
            *found = list.list.items[i];
            return true;
        }
    return problem_report_value(problems, (struct place){.source = review}, key,
                                MESSAGE("the review has no such recommendation"),
                                MESSAGE("craffu recommendations lists them"));
}

static struct text today(const struct write *write)
{
    return civil_date_text(write->arena,
                           zone_to_civil(zone_named(TEXT("Europe/London")), write->act->at).date);
}

static bool check_day(struct write *write, const struct recommendation *recommendation, struct text date,
                      struct problems *problems)
{
    struct place place = place_of(recommendation->review, recommendation->key);
    if (!check_date(place, date, problems))
        return false;
    if (text_compare(date, recommendation->date) < 0)
        return problem_report_value(problems, place, date,
                                    MESSAGE("that was before the recommendation was made, on {date}",
                                            VALUE("date", recommendation->date)),
                                    NO_MESSAGE);
    return text_compare(date, today(write)) <= 0 ||
           problem_report_value(problems, place, date, MESSAGE("that day is still to come"), NO_MESSAGE);
}

static bool check_reason(struct place place, const struct response *response, struct problems *problems)
{
    bool none = !text_trim(response->why.in[LANGUAGE_ENGLISH]).length &&
                !text_trim(response->why.in[LANGUAGE_WELSH]).length;
    if (!none)
        return check_both(place, &response->why, problems);
    return response->decision == RESPONSE_ACCEPTED ||
           problem_report(problems, place,
                          MESSAGE("a recommendation is rejected, wholly or in part, only with a reason"),
                          NO_MESSAGE);
}

bool recommendation_respond(struct write *write, struct text review, struct text key,
                            const struct response *response, struct problems *problems)
{
    struct recommendation recommendation;
    if (!find(write, review, key, &recommendation, problems))
        return false;
    struct place place = place_of(review, key);
    bool good = check_reason(place, response, problems);
    good &= check_both(place, &response->by, problems);
    good &= check_day(write, &recommendation, response->date, problems);
    if (!good)
        return false;
    struct text id = write_identifier(write), decision = text_from(decisions[response->decision].id);
    struct audited audited = {"recommendation.respond", "recommendation", recommendation.id,
                              AUDIT_DETAIL(write->arena, {"review", review}, {"key", key},
                                           {"decision", decision},
                                           {"why_en", response->why.in[LANGUAGE_ENGLISH]},
                                           {"why_cy", response->why.in[LANGUAGE_WELSH]},
                                           {"by_en", response->by.in[LANGUAGE_ENGLISH]},
                                           {"date", response->date}, {"translator", response->translator})};
    return write_row(write, audited, "response_insert",
                     STORE_VALUES(store_text(id), store_text(recommendation.id), store_text(decision),
                                  STORE_LOCALISED(response->why), STORE_LOCALISED(response->by),
                                  store_text(response->date), store_text(response->translator),
                                  store_integer(write->act->at)),
                     NO_MESSAGE, problems);
}

static bool check_retest(struct write *write, struct text review, struct text retest,
                         struct problems *problems)
{
    struct review found;
    if (retest.length == 0)
        return true;
    if (text_equal(retest, review))
        return problem_report_value(problems, (struct place){.source = review}, retest,
                                    MESSAGE("a review is no test of its own recommendations"), NO_MESSAGE);
    return review_get(write->store, write->arena, retest, &found, problems);
}

bool recommendation_report(struct write *write, struct text review, struct text key,
                           const struct progress *progress, struct problems *problems)
{
    struct recommendation recommendation;
    if (!find(write, review, key, &recommendation, problems))
        return false;
    struct place place = place_of(review, key);
    bool good = check_both(place, &progress->says, problems);
    good &= check_both(place, &progress->by, problems);
    good &= check_day(write, &recommendation, progress->date, problems);
    good &= check_retest(write, review, progress->retest, problems);
    if (!good)
        return false;
    struct text id = write_identifier(write), state = text_from(states[progress->state].id);
    struct audited audited = {"recommendation.report", "recommendation", recommendation.id,
                              AUDIT_DETAIL(write->arena, {"review", review}, {"key", key}, {"state", state},
                                           {"text_en", progress->says.in[LANGUAGE_ENGLISH]},
                                           {"text_cy", progress->says.in[LANGUAGE_WELSH]},
                                           {"by_en", progress->by.in[LANGUAGE_ENGLISH]},
                                           {"date", progress->date}, {"retest", progress->retest},
                                           {"translator", progress->translator})};
    return write_row(write, audited, "progress_insert",
                     STORE_VALUES(store_text(id), store_text(recommendation.id), store_text(state),
                                  STORE_LOCALISED(progress->says), STORE_LOCALISED(progress->by),
                                  store_text(progress->date), store_optional(progress->retest),
                                  store_text(progress->translator), store_integer(write->act->at)),
                     NO_MESSAGE, problems);
}

// ---- Reading -----------------------------------------------------------------------------------------------

static bool read_names(struct store *store, struct arena *arena, const char *query, struct text id,
                       struct text **names, size_t *count, struct problems *problems)
{
    ARRAY_OF(struct text) list = {0};
    struct store_rows *rows = store_query(store, arena, query, STORE_VALUES(store_text(id)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &list) = store_column_text(rows, 0);
    *names = list.items;
    *count = list.count;
    return store_finish(rows, problems);
}

static bool read_responses(struct store *store, struct arena *arena, struct recommendation *recommendation,
                           int64_t until, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "response_list",
                                          STORE_VALUES(store_text(recommendation->id), store_integer(until)));
    while (store_next(rows)) {
        struct response *response = ARRAY_APPEND(arena, &recommendation->responses);
        *response = (struct response){.id = store_column_text(rows, 0),
                                      .why = store_column_localised(rows, 2),
                                      .by = store_column_localised(rows, 4),
                                      .date = store_column_text(rows, 6),
                                      .translator = store_column_text(rows, 7),
                                      .at = store_column_integer(rows, 8)};
        for (int i = 0; i < RESPONSE_DECISION_COUNT; i++)
            if (text_equal(store_column_text(rows, 1), text_from(decisions[i].id)))
                response->decision = (enum response_decision)i;
    }
    return store_finish(rows, problems);
}

static bool read_progress(struct store *store, struct arena *arena, struct recommendation *recommendation,
                          int64_t until, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "progress_list",
                                          STORE_VALUES(store_text(recommendation->id), store_integer(until)));
    while (store_next(rows)) {
        struct progress *progress = ARRAY_APPEND(arena, &recommendation->progress);
        *progress = (struct progress){.id = store_column_text(rows, 0),
                                      .says = store_column_localised(rows, 2),
                                      .by = store_column_localised(rows, 4),
                                      .date = store_column_text(rows, 6),
                                      .retest = store_column_text(rows, 7),
                                      .translator = store_column_text(rows, 8),
                                      .at = store_column_integer(rows, 9)};
        for (int i = 0; i < RECOMMENDATION_STATE_COUNT; i++)
            if (text_equal(store_column_text(rows, 1), text_from(states[i].id)))
                progress->state = (enum recommendation_state)i;
    }
    return store_finish(rows, problems);
}

static struct recommendation read_row(const struct store_rows *rows)
{
    return (struct recommendation){
        .id = store_column_text(rows, 0),
        .review = store_column_text(rows, 1),
        .key = store_column_text(rows, 2),
        .number = store_column_integer(rows, 3),
        .text = store_column_localised(rows, 4),
        .owner = store_column_localised(rows, 6),
        .date = store_column_text(rows, 8),
        .due = store_column_text(rows, 9),
        .version = store_column_integer(rows, 10),
    };
}

bool recommendation_list(struct store *store, struct arena *arena, struct text review, int64_t until,
                         struct recommendation_list *list, struct problems *problems)
{
    struct recommendation_list read = {0};
    struct store_rows *rows = store_query(store, arena, "recommendation_list",
                                          STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = read_row(rows);
    if (!store_finish(rows, problems))
        return false;
    for (size_t i = 0; i < read.list.count; i++) {
        struct recommendation *one = &read.list.items[i];
        if (!read_names(store, arena, "recommendation_criterion_list", one->id, &one->criteria,
                        &one->criterion_count, problems) ||
            !read_names(store, arena, "recommendation_finding_list", one->id, &one->findings,
                        &one->finding_count, problems) ||
            !read_responses(store, arena, one, until, problems) ||
            !read_progress(store, arena, one, until, problems))
            return false;
    }
    *list = read;
    return true;
}
