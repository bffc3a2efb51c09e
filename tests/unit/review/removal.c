// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/removal.h"

#include "record.h"
#include "review/audit.h"
#include "review/kept_edition.h"
#include "review/ledger.h"
#include "review/retention.h"
#include "store/engine.h"

#define E TEXT("e")

static const struct removal_reviews none = {{0}};

static struct removal_order order_of(struct record *r, struct removal_reviews *seen)
{
    ASSERT_GOOD(removal_reviews_of(r->store, r->arena, E, seen, &r->problems), &r->problems);
    return (struct removal_order){
        .extract = E, .confirmation = E, .reason = TEXT("expired"), .open_too = true, .seen = seen};
}

static int64_t count_of(struct record *r, const struct certificate *certificate, const char *words)
{
    (void)r;
    for (size_t i = 0; i < certificate->counts.count; i++)
        if (strcmp(certificate->counts.items[i].words, words) == 0)
            return certificate->counts.items[i].rows;
    fail_msg("no count of %s", words);
    return -1;
}

TEST(a_removal_takes_the_extracts_rows_and_no_others)
{
    struct record r;
    struct removal_reviews seen;
    struct certificate certificate;
    struct case_list left;
    struct ledger ledger = {0};
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "e", 3);
    record_add_cases(&r, "other", 2);
    ASSERT_GOOD(WRITE(&r, ledger_select_extract(&r.write, TEXT("hate-2019"), E, NULL, &r.problems)),
                &r.problems);
    ASSERT_GOOD(
        WRITE(&r, ledger_select_extract(&r.write, TEXT("hate-2019"), TEXT("other"), NULL, &r.problems)),
        &r.problems);
    struct removal_order order = order_of(&r, &seen);
    assert_int_equal(seen.list.count, 1);
    ASSERT_GOOD(WRITE(&r, removal_perform(&r.write, &order, &r.problems)), &r.problems);
    ASSERT_GOOD(case_list_extract(r.store, r.arena, E, &left, &r.problems), &r.problems);
    assert_int_equal(left.list.count, 0);
    ASSERT_GOOD(case_list_extract(r.store, r.arena, TEXT("other"), &left, &r.problems), &r.problems);
    assert_int_equal(left.list.count, 2);
    ASSERT_GOOD(ledger_read(r.store, r.arena, TEXT("hate-2019"), &ledger, &r.problems), &r.problems);
    assert_int_equal(ledger.list.count, 2);
    ASSERT_GOOD(certificate_read(r.store, r.arena, E, &certificate, &r.problems), &r.problems);
    assert_int_equal(certificate.number, 1);
    assert_int_equal(count_of(&r, &certificate, "cases"), 3);
    assert_int_equal(count_of(&r, &certificate, "log entries"), 3);
    assert_int_equal(count_of(&r, &certificate, "places in the ledgers of reviews"), 3);
    assert_int_equal(certificate.wiped_at, 0);
    record_stop(&r);
}

TEST(a_case_that_one_of_the_removed_took_the_place_of_stays_out_of_its_review)
{
    struct record r;
    struct removal_reviews seen;
    struct ledger ledger = {0};
    struct localised why = {{TEXT("restricted"), TEXT("cyfyngedig")}};
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "other", 1);
    record_add_cases(&r, "e", 1);
    struct text stays = record_case(&r, "other", "C-01"), goes = record_case(&r, "e", "C-01");
    ASSERT_GOOD(
        WRITE(&r, ledger_select(&r.write, TEXT("hate-2019"), stays, SELECTED_BY_NOMINATION, &r.problems)),
        &r.problems);
    ASSERT_GOOD(WRITE(&r, ledger_replace(&r.write, TEXT("hate-2019"), stays, 1, goes, why, &r.problems)),
                &r.problems);
    struct removal_order order = order_of(&r, &seen);
    ASSERT_GOOD(WRITE(&r, removal_perform(&r.write, &order, &r.problems)), &r.problems);
    ASSERT_GOOD(ledger_read(r.store, r.arena, TEXT("hate-2019"), &ledger, &r.problems), &r.problems);
    assert_int_equal(ledger.list.count, 1);
    assert_int_equal(ledger.list.items[0].state, LEDGER_EXCLUDED);
    record_stop(&r);
}

TEST(what_stands_against_a_removal_is_told_and_nothing_goes)
{
    struct record r;
    struct removal_reviews seen;
    struct text hold;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "e", 1);
    ASSERT_GOOD(WRITE(&r, ledger_select_extract(&r.write, TEXT("hate-2019"), E, NULL, &r.problems)),
                &r.problems);
    struct removal_order good = order_of(&r, &seen), order = good;
    ASSERT_GOOD(WRITE(&r, hold_place(&r.write, E, TEXT("inquest"), &hold, &r.problems)), &r.problems);
    ASSERT_REFUSED(WRITE(&r, removal_perform(&r.write, &order, &r.problems)), &r.problems,
                   "nothing of the extract {id} is removed: a hold stands against it");
    ASSERT_GOOD(WRITE(&r, hold_lift(&r.write, hold, TEXT("over"), &r.problems)), &r.problems);
    order.confirmation = TEXT("E");
    ASSERT_REFUSED(WRITE(&r, removal_perform(&r.write, &order, &r.problems)), &r.problems,
                   "the removal is not confirmed, and cannot be taken back");
    order = good, order.reason = TEXT("  ");
    ASSERT_REFUSED(WRITE(&r, removal_perform(&r.write, &order, &r.problems)), &r.problems,
                   "a reason is needed, of at most {limit} characters");
    order = good, order.open_too = false;
    ASSERT_REFUSED(WRITE(&r, removal_perform(&r.write, &order, &r.problems)), &r.problems,
                   "the review {id} has cases of the extract and is not published");
    order = good, order.seen = &none;
    ASSERT_REFUSED(WRITE(&r, removal_perform(&r.write, &order, &r.problems)), &r.problems,
                   "somebody else has changed or removed this meanwhile: look at it again, then decide");
    struct retained retained;
    ASSERT_GOOD(retention_get(r.store, r.arena, E, &retained, &r.problems), &r.problems);
    assert_int_equal(retained.cases, 1);
    ASSERT_GOOD(WRITE(&r, removal_perform(&r.write, &good, &r.problems)), &r.problems);
    ASSERT_REFUSED(WRITE(&r, removal_perform(&r.write, &good, &r.problems)), &r.problems,
                   "the cases of the extract {id} are removed");
    record_stop(&r);
}

TEST(the_database_itself_refuses_a_removal_under_a_hold_and_a_change_of_a_certificate)
{
    struct record r;
    struct removal_reviews seen;
    struct text hold;
    record_start(&r);
    record_add_cases(&r, "e", 1);
    struct removal_order order = order_of(&r, &seen);
    ASSERT_GOOD(WRITE(&r, hold_place(&r.write, E, TEXT("inquest"), &hold, &r.problems)), &r.problems);
#define INSERT \
    "INSERT INTO removal (extract, number, operation, at, removed_by, reason, extract_sha256, rows_sha256) " \
    "SELECT 'e', 9, id, 1, 'x', 'y', printf('%064d', 0), printf('%064d', 0) FROM operation LIMIT 1"
    ASSERT_REFUSED(store_execute(r.store, TEXT(INSERT), &r.problems), &r.problems,
                   "the database refused: {reason}");
    ASSERT_GOOD(WRITE(&r, hold_lift(&r.write, hold, TEXT("over"), &r.problems)), &r.problems);
    ASSERT_GOOD(WRITE(&r, removal_perform(&r.write, &order, &r.problems)), &r.problems);
    static const char *const changes[] = {
        "UPDATE removal SET reason = 'another'", "DELETE FROM removal", "UPDATE removal_count SET rows = 0",
        "DELETE FROM removal_count",
        "REPLACE " /* of the same extract */ "INTO " /* keeps the first */
        "removal (extract, number, operation, at, removed_by, reason, extract_sha256, rows_sha256) SELECT "
        "extract, 2, operation, at, 'x', reason, extract_sha256, rows_sha256 FROM removal"};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        ASSERT_REFUSED(store_execute(r.store, text_from(changes[i]), &r.problems), &r.problems,
                       "the database refused: {reason}");
    record_stop(&r);
}

TEST(the_file_is_written_anew_once_and_that_is_recorded)
{
    struct record r;
    struct removal_reviews seen;
    struct certificate certificate;
    struct audit_rows rows;
    record_start(&r);
    record_add_cases(&r, "e", 1);
    struct removal_order order = order_of(&r, &seen);
    ASSERT_GOOD(WRITE(&r, removal_perform(&r.write, &order, &r.problems)), &r.problems);
    for (int i = 0; i < 2; i++) {
        struct act act = act_new(r.arena, TEXT("tester"));
        ASSERT_GOOD(removal_wipe(r.store, r.arena, &act, &r.problems), &r.problems);
    }
    ASSERT_GOOD(certificate_read(r.store, r.arena, E, &certificate, &r.problems), &r.problems);
    assert_true(certificate.wiped_at > 0);
    ASSERT_GOOD(audit_read(r.store, r.arena, TEXT("extract"), E, &rows, &r.problems), &r.problems);
    assert_text_equal(rows.list.items[rows.list.count - 2].action, "erasure");
    assert_text_equal(rows.list.items[rows.list.count - 1].action, "erasure.wipe");
    record_stop(&r);
}

static int64_t add_edition(struct record *r, bool internal, enum edition_state state)
{
    struct kept_edition edition = {
        .review = TEXT("hate-2019"), .internal = internal, .state = state, .date = TEXT("2019-10-01")};
    struct edition_file_list files = {0};
    int64_t number = 0;
    *ARRAY_APPEND(r->arena, &files.list) = (struct edition_file){.name = TEXT("r.html"),
                                                                 .content = TEXT("C-01 says")};
    ASSERT_GOOD(WRITE(r, kept_edition_add(&r->write, &edition, &files, &number, &r->problems)), &r->problems);
    return number;
}

static size_t files_of(struct record *r, int64_t number)
{
    struct kept_edition edition;
    struct edition_file_list files = {0};
    bool found = false;
    ASSERT_GOOD(
        kept_edition_get(r->store, r->arena, TEXT("hate-2019"), number, &found, &edition, &r->problems),
        &r->problems);
    assert_true(found);
    ASSERT_GOOD(kept_edition_files(r->store, r->arena, edition.id, &files, &r->problems), &r->problems);
    return files.list.count;
}

TEST(editions_that_tell_of_cases_and_rejected_rows_go_and_published_ones_stay)
{
    struct record r;
    struct removal_reviews seen;
    struct certificate certificate;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "e", 1);
    ASSERT_GOOD(WRITE(&r, ledger_select_extract(&r.write, TEXT("hate-2019"), E, NULL, &r.problems)),
                &r.problems);
    int64_t internal = add_edition(&r, true, EDITION_PUBLISHED),
            draft = add_edition(&r, false, EDITION_PROVISIONAL),
            published = add_edition(&r, false, EDITION_PUBLISHED);
    ASSERT_GOOD(
        store_execute(
            r.store,
            TEXT(
                "INSERT INTO job VALUES ('j', 'import', '', '{}', 'en', 'x', 1, 'done', 1, 1, 2, NULL, NULL, 0, 0, 0, '', "
                "'{}', '', '');"
                "INSERT INTO job_reject VALUES ('j', 'cases', 1, 'e', 1, 2, 'C-09', 'why', 'pam', X'43');"
                "INSERT INTO job_reject VALUES ('j', 'cases', 2, 'other', 2, 3, 'C-10', 'why', 'pam', X'43');"
                "INSERT INTO job_exception VALUES ('j', 1, 'C-01', 'f', 2, '', '');"
                "INSERT INTO job_exception VALUES ('j', 2, 'C-77', 'f', 3, '', '');"),
            &r.problems),
        &r.problems);
    struct removal_order order = order_of(&r, &seen);
    ASSERT_GOOD(WRITE(&r, removal_perform(&r.write, &order, &r.problems)), &r.problems);
    assert_int_equal(files_of(&r, internal), 0);
    assert_int_equal(files_of(&r, draft), 0);
    assert_int_equal(files_of(&r, published), 1);
    ASSERT_GOOD(certificate_read(r.store, r.arena, E, &certificate, &r.problems), &r.problems);
    assert_int_equal(count_of(&r, &certificate, "files of editions that are internal or not published"), 2);
    assert_int_equal(count_of(&r, &certificate, "rejected rows of imports"), 1);
    assert_int_equal(count_of(&r, &certificate, "cases listed by checks of every case"), 1);
    record_stop(&r);
}
