// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/removal.h"

#include "format/hash.h"
#include "review/audit.h"
#include "review/retention.h"

// In the order in which rows refer to each other. What has words is counted in the certificate.
static const struct {
    const char *statement, *kind, *words;
    bool of_no_extract;
} steps[] = {
    {"remove_departure_translation", "departure_translation", N_("translated reasons of departures")},
    {"remove_answer", "answer", N_("answers")},
    {"remove_assessment", "assessment", N_("assessments and moderations")},
    {"remove_unpublished_finding_key", NULL, NULL},
    {"remove_unpublished_finding_criterion", NULL, NULL},
    {"remove_unpublished_finding", "finding", N_("findings of reviews that are not published")},
    {"remove_finding_case", "finding_case", N_("links from findings to cases")},
    {"remove_emptied_finding", NULL, NULL, true},
    {"remove_unpublished_comment", "outcome_comment", N_("comments of reviews that are not published")},
    {"remove_comment_case", "outcome_comment_case", N_("links from comments to cases")},
    {"remove_emptied_comment", NULL, NULL, true},
    {"remove_meeting_case", "meeting_case", N_("cases on the agendas of meetings")},
    {"remove_nomination", "nomination", N_("reasons why a case was chosen")},
    {"remove_allocation", "allocation", N_("allocations to reviewers")},
    {"remove_conflict", "conflict_of_interest", N_("conflicts of interest")},
    {"remove_replacing", NULL, NULL},
    {"remove_edition_file", "edition_file", N_("files of editions that are internal or not published")},
    {"remove_reject", "job_reject", N_("rejected rows of imports")},
    {"remove_listed_case", "job_exception", N_("cases listed by checks of every case")},
    {"remove_upload_name", NULL, NULL},
    {"remove_job_words", NULL, NULL},
    {"remove_selection", "selection", N_("places in the ledgers of reviews")},
    {"remove_ticket", "draw_ticket", N_("tickets of draws")},
    {"remove_frame", "frame", N_("lists from which cases were drawn")},
    {"remove_draw_reason", "draw_reason", N_("reasons why drawn cases were replaced")},
    {"remove_correction", "correction", N_("corrections of facts")},
    {"remove_log_entry", "log_entry", N_("log entries")},
    {"remove_case", "case_record", N_("cases")},
    {"remove_file_name", "file_name", N_("names of the files that were sent")},
    {"remove_import_answer", NULL, NULL, false},
    {"remove_hold", "retention_hold", N_("reasons of holds that were lifted")},
    {"remove_retention", NULL, NULL},
};
enum { STEP_COUNT = sizeof steps / sizeof *steps };

static bool refuse(struct problems *problems, struct message what, struct message hint)
{
    return problem_report(problems, (struct place){0}, what, hint);
}

bool removal_reviews_of(struct store *store, struct arena *arena, struct text extract,
                        struct removal_reviews *reviews, struct problems *problems)
{
    struct removal_reviews read = {0};
    struct store_rows *rows = store_query(store, arena, "removal_reviews_of",
                                          STORE_VALUES(store_text(extract)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct removal_review){
            store_column_text(rows, 0), text_equal(store_column_text(rows, 1), TEXT("published"))};
    if (!store_finish(rows, problems))
        return false;
    *reviews = read;
    return true;
}

static bool check_order(const struct removal_order *order, const struct retained *retained,
                        struct problems *problems)
{
    size_t bad;
    if (retained->removed_at)
        return refuse(problems,
                      MESSAGE("the cases of the extract {id} are removed", VALUE("id", order->extract)),
                      MESSAGE("craffu retention certificate shows what was removed"));
    if (retained->holds)
        return refuse(
            problems,
            MESSAGE_COUNT("nothing of the extract {id} is removed: a hold stands against it",
                          "nothing of the extract {id} is removed: {n} holds stand against it",
                          retained->holds, VALUE("id", order->extract)),
            MESSAGE("whoever placed it may lift it, with craffu retention release or on the extract's page"));
    if (!text_equal(order->confirmation, order->extract))
        return refuse(problems, MESSAGE("the removal is not confirmed, and cannot be taken back"),
                      MESSAGE("confirm it by the extract's name: {id}", VALUE("id", order->extract)));
    if (!text_trim(order->reason).length || !text_is_utf8(order->reason, &bad) ||
        text_characters(order->reason) > LIMIT_REASON)
        return refuse(
            problems,
            MESSAGE("a reason is needed, of at most {limit} characters", NUMBER("limit", LIMIT_REASON)),
            NO_MESSAGE);
    return true;
}

// The reviews must be those for which the caller has kept what was published.
static bool check_reviews(const struct removal_order *order, const struct removal_reviews *reviews,
                          struct problems *problems)
{
    const struct removal_reviews *seen = order->seen;
    bool same = seen->list.count == reviews->list.count;
    for (size_t i = 0; same && i < reviews->list.count; i++)
        same = text_equal(seen->list.items[i].review, reviews->list.items[i].review) &&
               seen->list.items[i].published == reviews->list.items[i].published;
    if (!same)
        return refuse(problems, message_changed_meanwhile(), NO_MESSAGE);
    for (size_t i = 0; i < reviews->list.count && !order->open_too; i++)
        if (!reviews->list.items[i].published)
            return refuse(
                problems,
                MESSAGE("the review {id} has cases of the extract and is not published",
                        VALUE("id", reviews->list.items[i].review)),
                MESSAGE("publish it first, so that its figures are kept; or say that it is given up"));
    return true;
}

// ---- Hashes --------------------------------------------------------------------------------------------------------

static void add_line(struct hash_stream *stream, struct text text)
{
    hash_add(stream, text);
    hash_add(stream, TEXT("\n"));
}

// One over what cases and entries say, by their own hashes, one over their ids; each a line, the cases by their references and behind
// each its entries.
static bool hash_extract(struct write *write, struct text extract, struct hash *content, struct hash *ids,
                         struct problems *problems)
{
    struct arena *arena = arena_new();
    struct hash_stream of_content, of_ids;
    struct text last = {0};
    hash_begin(&of_content);
    hash_begin(&of_ids);
    struct store_rows *rows = store_query(write->store, arena, "removal_hashes",
                                          STORE_VALUES(store_text(extract)));
    while (store_next(rows)) {
        struct text id = store_column_text(rows, 0), entry = store_column_text(rows, 2);
        if (!text_equal(id, last)) {
            add_line(&of_ids, id);
            add_line(&of_content, store_column_text(rows, 1));
        }
        if (entry.length) {
            add_line(&of_ids, entry);
            add_line(&of_content, store_column_text(rows, 3));
        }
        last = id;
    }
    bool good = store_finish(rows, problems);
    *content = hash_end(&of_content);
    *ids = hash_end(&of_ids);
    arena_free(arena);
    return good;
}

// ---- Removing ------------------------------------------------------------------------------------------------------

static bool next_number(struct write *write, int64_t *number, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "removal_next",
                                          (struct store_values){0});
    *number = store_next(rows) ? store_column_integer(rows, 0) : 1;
    return store_finish(rows, problems);
}

static bool issue(struct write *write, const struct removal_order *order, const struct retained *retained,
                  struct problems *problems)
{
    struct hash content, ids;
    int64_t number;
    if (!hash_extract(write, order->extract, &content, &ids, problems) ||
        !next_number(write, &number, problems))
        return false;
    struct arena *arena = write->arena;
    struct audited audited = {"erasure", "extract", order->extract,
                              AUDIT_DETAIL(arena, {"certificate", number_text(arena, number)},
                                           {"cases", text_print(arena, "%lld", (long long)retained->cases)},
                                           {"extract_sha256", hash_text(arena, content)},
                                           {"rows_sha256", hash_text(arena, ids)})};
    write_result(write, number_text(arena, number));
    return write_row(write, audited, "removal_insert",
                     STORE_VALUES(store_text(order->extract), store_integer(number),
                                  store_text(write->act->operation), store_integer(write->act->at),
                                  store_text(write->act->actor), store_text(text_trim(order->reason)),
                                  store_text(hash_text(arena, content)), store_text(hash_text(arena, ids))),
                     message_changed_meanwhile(), problems);
}

static bool seal(struct write *write, const struct removal_order *order, const struct retained *retained,
                 struct problems *problems)
{
    return retained->sealed ||
           write_part(write, "extract_seal", STORE_VALUES(store_text(order->extract)), NULL, problems);
}

static bool remove_rows(struct write *write, struct text extract, struct problems *problems)
{
    for (size_t i = 0; i < STEP_COUNT; i++) {
        int64_t rows = 0;
        if (!write_part(write, steps[i].statement,
                        steps[i].of_no_extract ? (struct store_values){0} : STORE_VALUES(store_text(extract)),
                        &rows, problems) ||
            (steps[i].kind &&
             !write_part(
                 write, "removal_count_insert",
                 STORE_VALUES(store_text(extract), store_text(text_from(steps[i].kind)), store_integer(rows)),
                 NULL, problems)))
            return false;
    }
    return true;
}

static bool write_reviews(struct write *write, struct text extract, const struct removal_reviews *reviews,
                          struct problems *problems)
{
    for (size_t i = 0; i < reviews->list.count; i++)
        if (!write_part(write, "removal_review_insert",
                        STORE_VALUES(store_text(extract), store_text(reviews->list.items[i].review),
                                     store_integer(reviews->list.items[i].published)),
                        NULL, problems))
            return false;
    return true;
}

bool removal_check(struct store *store, struct arena *arena, const struct removal_order *order,
                   struct problems *problems)
{
    struct retained retained;
    return retention_get(store, arena, order->extract, &retained, problems) &&
           (retained.removed_at ||
            (check_order(order, &retained, problems) && check_reviews(order, order->seen, problems)));
}

bool removal_perform(struct write *write, const struct removal_order *order, struct problems *problems)
{
    struct retained retained;
    struct removal_reviews reviews;
    // Sealed after the certificate and before anything goes: nothing is imported into it ever again.
    return retention_get(write->store, write->arena, order->extract, &retained, problems) &&
           check_order(order, &retained, problems) &&
           removal_reviews_of(write->store, write->arena, order->extract, &reviews, problems) &&
           check_reviews(order, &reviews, problems) && issue(write, order, &retained, problems) &&
           seal(write, order, &retained, problems) &&
           write_reviews(write, order->extract, &reviews, problems) &&
           remove_rows(write, order->extract, problems);
}

bool removal_of_review(struct store *store, struct arena *arena, struct text review, int64_t *at,
                       struct text *extract, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "review_removed_at",
                                          STORE_VALUES(store_text(review)));
    bool found = store_next(rows);
    int64_t read = found ? store_column_integer(rows, 0) : 0;
    struct text of = found ? store_column_text(rows, 1) : (struct text){0};
    if (!store_finish(rows, problems))
        return false;
    *at = read;
    *extract = of;
    return true;
}

// ---- The certificate -----------------------------------------------------------------------------------------------

static bool read_removal(struct store *store, struct arena *arena, struct text extract,
                         struct certificate *certificate, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "removal_get", STORE_VALUES(store_text(extract)));
    bool found = store_next(rows);
    if (found)
        *certificate = (struct certificate){.number = store_column_integer(rows, 0),
                                            .at = store_column_integer(rows, 1),
                                            .extract = text_copy(arena, extract),
                                            .removed_by = store_column_text(rows, 2),
                                            .reason = store_column_text(rows, 3),
                                            .extract_sha256 = store_column_text(rows, 4),
                                            .rows_sha256 = store_column_text(rows, 5)};
    if (!store_finish(rows, problems))
        return false;
    return found || problem_report_value(problems, (struct place){0}, extract,
                                         MESSAGE("nothing of this extract was removed"),
                                         MESSAGE("craffu retention list shows which are"));
}

// In the order of the steps.
static bool read_counts(struct store *store, struct arena *arena, struct certificate *certificate,
                        struct problems *problems)
{
    int64_t counts[STEP_COUNT] = {0};
    struct store_rows *rows = store_query(store, arena, "removal_count_list",
                                          STORE_VALUES(store_text(certificate->extract)));
    while (store_next(rows))
        for (size_t i = 0; i < STEP_COUNT; i++)
            if (steps[i].kind && text_equal(store_column_text(rows, 0), text_from(steps[i].kind)))
                counts[i] = store_column_integer(rows, 1);
    for (size_t i = STEP_COUNT; i-- > 0;) // the cases first
        if (steps[i].kind)
            *ARRAY_APPEND(arena, &certificate->counts) = (struct removal_row_count){steps[i].words,
                                                                                    counts[i]};
    return store_finish(rows, problems);
}

static bool read_reviews(struct store *store, struct arena *arena, struct certificate *certificate,
                         struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "removal_review_list",
                                          STORE_VALUES(store_text(certificate->extract)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &certificate->reviews) = (struct removal_review){store_column_text(rows, 0),
                                                                              store_column_integer(rows, 1)};
    return store_finish(rows, problems);
}

static bool read_files(struct store *store, struct arena *arena, struct certificate *certificate,
                       struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "removal_import_list",
                                          STORE_VALUES(store_text(certificate->extract)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &certificate->files) = (struct received_file){
            text_equal(store_column_text(rows, 0), TEXT("log")), store_column_text(rows, 1),
            store_column_integer(rows, 2), store_column_integer(rows, 3)};
    return store_finish(rows, problems);
}

bool certificate_read(struct store *store, struct arena *arena, struct text extract,
                      struct certificate *certificate, struct problems *problems)
{
    struct certificate read = {0};
    struct retained retained;
    if (!retention_get(store, arena, extract, &retained, problems) ||
        !read_removal(store, arena, extract, &read, problems) ||
        !read_counts(store, arena, &read, problems) || !read_reviews(store, arena, &read, problems) ||
        !read_files(store, arena, &read, problems))
        return false;
    read.wiped_at = retained.wiped_at;
    *certificate = read;
    return true;
}

// ---- The bytes -----------------------------------------------------------------------------------------------------

struct unwiped {
    ARRAY_OF(struct text) list;
};

static bool read_unwiped(struct store *store, struct arena *arena, struct unwiped *unwiped,
                         struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "removal_unwiped", (struct store_values){0});
    while (store_next(rows))
        *ARRAY_APPEND(arena, &unwiped->list) = store_column_text(rows, 0);
    return store_finish(rows, problems);
}

static bool record_wipe(struct write *write, void *argument, struct problems *problems)
{
    const struct unwiped *unwiped = argument;
    for (size_t i = 0; i < unwiped->list.count; i++) {
        struct text extract = unwiped->list.items[i];
        struct audited audited = {"erasure.wipe", "extract", extract, {0}};
        if (!write_row(write, audited, "removal_wipe_insert",
                       STORE_VALUES(store_text(extract), store_text(write->act->operation),
                                    store_integer(write->act->at)),
                       message_changed_meanwhile(), problems))
            return false;
    }
    return true;
}

bool removal_wipe(struct store *store, struct arena *arena, const struct act *act, struct problems *problems)
{
    struct unwiped unwiped = {0};
    return read_unwiped(store, arena, &unwiped, problems) &&
           (!unwiped.list.count || (store_wipe_deleted(store, problems) &&
                                    act_do(store, arena, act, record_wipe, &unwiped, NULL, problems)));
}
