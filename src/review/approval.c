// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/approval.h"

#include "format/hash.h"
#include "review/audit.h"
#include "review/disclosure.h"
#include "review/office.h"
#include "review/review.h"

// Each is all texts of one kind, in an order that does not depend on chance.
static const char *const queries[] = {
    "approved_texts_review",   "approved_texts_sections", "approved_texts_ledger",
    "approved_texts_findings", "approved_texts_comments", "approved_texts_departures",
};

// Every text is preceded by its length, so that moving a word from one to the next is seen.
static void add_text(struct hash_stream *stream, struct text text)
{
    unsigned char length[8];
    for (size_t i = 0; i < sizeof length; i++)
        length[i] = (unsigned char)((uint64_t)text.length >> (8 * i));
    hash_add(stream, (struct text){(const char *)length, sizeof length});
    hash_add(stream, text);
}

static bool add_query(struct store *store, const char *query, struct text review, struct hash_stream *stream,
                      struct problems *problems)
{
    struct arena *arena = arena_new();
    struct store_rows *rows = store_query(store, arena, query, STORE_VALUES(store_text(review)));
    add_text(stream, text_from(query));
    while (store_next(rows))
        for (size_t column = 0; column < store_column_count(rows); column++)
            add_text(stream, store_column_text(rows, column));
    bool done = store_finish(rows, problems);
    arena_free(arena);
    return done;
}

// What the office says in every report, as it counts for this one. Where the record has no office nothing is added, so
// that approvals from before it was said still hold.
static bool add_office(struct store *store, struct arena *arena, struct text review,
                       struct hash_stream *stream, struct problems *problems)
{
    struct office office;
    bool found;
    if (!office_get(store, arena, review, &found, &office, problems))
        return false;
    if (found)
        add_text(stream, office.hash);
    return true;
}

// The reason of a decision on small counts, which the report prints. Where none was taken nothing is added.
static bool add_disclosure(struct store *store, struct arena *arena, struct text review,
                           struct hash_stream *stream, struct problems *problems)
{
    struct disclosure disclosure;
    if (!disclosure_get(store, arena, review, &disclosure, problems))
        return false;
    for (int language = 0; disclosure.rule != DISCLOSURE_UNDECIDED && language < LANGUAGE_COUNT; language++)
        add_text(stream, disclosure.reason.in[language]);
    return true;
}

static bool hash_texts(struct store *store, struct arena *arena, struct text review, struct text *hash,
                       struct problems *problems)
{
    struct hash_stream stream;
    hash_begin(&stream);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        if (!add_query(store, queries[i], review, &stream, problems))
            return false;
    if (!add_office(store, arena, review, &stream, problems) ||
        !add_disclosure(store, arena, review, &stream, problems))
        return false;
    *hash = hash_text(arena, hash_end(&stream));
    return true;
}

bool approval_give(struct write *write, struct text review, enum language language, struct text approved_by,
                   struct problems *problems)
{
    struct text hash;
    if (!text_trim(approved_by).length)
        return problem_report(problems, (struct place){0}, MESSAGE("an approval names who approves"),
                              NO_MESSAGE);
    if (!review_check_open(write, review, problems) ||
        !hash_texts(write->store, write->arena, review, &hash, problems))
        return false;
    struct text code = text_from(language_code(language));
    struct audited audited = {
        "approval.give", "review", review,
        AUDIT_DETAIL(write->arena, {"language", code}, {"approved_by", approved_by}, {"texts", hash})};
    return write_row(write, audited, "approval_insert",
                     STORE_VALUES(store_text(write_identifier(write)), store_text(review), store_text(code),
                                  store_text(approved_by), store_integer(write->act->at), store_text(hash)),
                     NO_MESSAGE, problems);
}

bool approval_read(struct store *store, struct arena *arena, struct text review, enum language language,
                   struct approval *approval, struct problems *problems)
{
    struct approval read = {0};
    struct text approved = {0}, now;
    struct store_rows *rows = store_query(
        store, arena, "approval_latest",
        STORE_VALUES(store_text(review), store_text(text_from(language_code(language)))));
    if (store_next(rows)) {
        read = (struct approval){
            .given = true, .approved_by = store_column_text(rows, 0), .at = store_column_integer(rows, 1)};
        approved = store_column_text(rows, 2);
    }
    if (!store_finish(rows, problems) || !hash_texts(store, arena, review, &now, problems))
        return false;
    read.holds = read.given && text_equal(approved, now);
    *approval = read;
    return true;
}
