// SPDX-License-Identifier: GPL-3.0-or-later
// Who can write to the database but has not the key: everything that they do is found.
#include "review/audit_chain.h"

#include "record.h"
#include "review/section.h"
#include "store/engine.h"

static const struct secret_key key = {"a key of thirty-two bytes, or so"};
static const struct secret_key other_key = {"another key, also of 32 bytes  ."};

static bool add_section(struct write *write, void *argument, struct problems *problems)
{
    struct section section = {.key = text_from(argument), .text = {{TEXT("Text"), TEXT("Testun")}}};
    return section_put(write, TEXT("hate-2019"), &section, problems);
}

static bool add_by(struct record *r, const struct secret_key *by, const char *section)
{
    struct act act = act_new(r->arena, TEXT("clerk"));
    act.audit_key = by;
    act.request = TEXT("load section");
    return act_do(r->store, r->arena, &act, add_section, (void *)(uintptr_t)section, NULL, &r->problems);
}

// A log of four rows.
static void start(struct record *r)
{
    record_start(r);
    ASSERT_GOOD(
        store_execute(r->store,
                      TEXT("INSERT INTO instrument VALUES ('9', 'i', 1, 'x');"
                           "INSERT INTO review VALUES ('hate-2019', 't', 't', 'snapshot', NULL, NULL, "
                           "'', '', '', '', NULL, '', '', '', '9', 'open', 1)"),
                      &r->problems),
        &r->problems);
    static const char *const sections[] = {"one", "two", "three", "four"};
    for (size_t i = 0; i < 4; i++)
        ASSERT_GOOD(add_by(r, &key, sections[i]), &r->problems);
}

static struct audit_head head_now(struct record *r)
{
    struct audit_head head;
    bool begun;
    ASSERT_GOOD(audit_head_read(r->store, r->arena, &begun, &head, &r->problems), &r->problems);
    assert_true(begun);
    return head;
}

// By hand, past the triggers.
static void tamper(struct record *r, const char *script)
{
    problems_init(&r->problems, r->arena);
    static const char *const triggers[] = {
        "audit_update",           "audit_delete",           "audit_insert",     "audit_beginning_update",
        "audit_beginning_delete", "audit_beginning_insert", "operation_update", "operation_delete"};
    for (size_t i = 0; i < sizeof triggers / sizeof *triggers; i++)
        ASSERT_GOOD(store_execute(r->store, text_print(r->arena, "DROP TRIGGER IF EXISTS %s", triggers[i]),
                                  &r->problems),
                    &r->problems);
    ASSERT_GOOD(store_execute(r->store, TEXT("PRAGMA foreign_keys = OFF"), &r->problems), &r->problems);
    ASSERT_GOOD(store_execute(r->store, text_from(script), &r->problems), &r->problems);
}

static bool verify(struct record *r, const struct secret_key *by, const struct audit_heads *known)
{
    struct audit_head head;
    problems_init(&r->problems, r->arena);
    return audit_verify(r->store, r->arena, by, known, &head, &r->problems);
}

#define ASSERT_FOUND(r, expected) \
    (assert_false(verify((r), &key, NULL)), \
     assert_text_equal(problem_text((r)->arena, LANGUAGE_ENGLISH, &(r)->problems.list.items[0]), \
                       (expected)))

TEST(a_log_that_nobody_touched_is_whole)
{
    struct record r;
    start(&r);
    struct audit_head head;
    ASSERT_GOOD(audit_verify(r.store, r.arena, &key, NULL, &head, &r.problems), &r.problems);
    assert_int_equal(head.number, 4);
    assert_true(hash_equal(head.link, head_now(&r).link));
    record_stop(&r);
}

TEST(a_log_that_was_not_begun_is_whole_and_empty)
{
    struct record r;
    record_start(&r);
    struct audit_head head = {9, {{1}}};
    ASSERT_GOOD(audit_verify(r.store, r.arena, &key, NULL, &head, &r.problems), &r.problems);
    assert_int_equal(head.number, 0);
    record_stop(&r);
}

TEST(a_change_of_any_column_of_any_row_is_found)
{
    static const char *const changes[] = {"actor = 'nobody'",
                                          "at = at + 1",
                                          "action = 'section.remove'",
                                          "detail = '{\"a\":1}'",
                                          "object_id = 'another'",
                                          "object_kind = 'case'",
                                          "id = '0'"};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        for (int row = 1; row <= 4; row++) {
            struct record r;
            start(&r);
            tamper(&r, text_print(r.arena, "UPDATE audit SET %s WHERE number = %d", changes[i], row).bytes);
            assert_false(verify(&r, &key, NULL));
            assert_int_equal(r.problems.list.items[0].place.line, row);
            record_stop(&r);
        }
}

TEST(what_was_asked_for_is_signed_too)
{
    struct record r;
    start(&r);
    tamper(&r, "UPDATE operation SET request = 'something else'");
    ASSERT_FOUND(&r, "audit log:1: the row, or its link, is not as it was written");
    record_stop(&r);
}

TEST(a_row_that_was_taken_out_is_found)
{
    struct record r;
    start(&r);
    tamper(&r, "DELETE FROM audit WHERE number = 2");
    ASSERT_FOUND(&r, "audit log:2: the row is missing");
    tamper(&r, "UPDATE audit SET number = number - 1 WHERE number > 2");
    ASSERT_FOUND(&r, "audit log:2: the row, or its link, is not as it was written");
    record_stop(&r);
}

TEST(a_row_that_was_put_in_is_found)
{
    struct record r;
    start(&r);
    tamper(
        &r,
        "INSERT INTO audit SELECT 5, '0', operation, at, actor, action, object_kind, object_id, detail, NULL FROM audit LIMIT 1");
    ASSERT_FOUND(&r, "audit log:5: the row is not on the chain: it was not written by the program");
    // The program goes on behind it, and it stays found.
    problems_init(&r.problems, r.arena);
    ASSERT_GOOD(add_by(&r, &key, "five"), &r.problems);
    assert_int_equal(head_now(&r).number, 6);
    ASSERT_FOUND(&r, "audit log:5: the row is not on the chain: it was not written by the program");
    assert_int_equal(r.problems.count, 1);
    tamper(&r, "UPDATE audit SET link = (SELECT link FROM audit WHERE number = 4) WHERE number = 5");
    ASSERT_FOUND(&r, "audit log:5: the row, or its link, is not as it was written");
    record_stop(&r);
}

TEST(two_rows_that_changed_places_are_found)
{
    struct record r;
    start(&r);
    tamper(&r, "UPDATE audit SET number = number + 100 WHERE number IN (2, 3);"
               "UPDATE audit SET number = CASE number WHEN 102 THEN 3 ELSE 2 END WHERE number > 100");
    ASSERT_FOUND(&r, "audit log:2: the row, or its link, is not as it was written");
    record_stop(&r);
}

TEST(an_end_that_was_cut_off_is_found_by_an_end_that_was_kept)
{
    struct record r;
    start(&r);
    struct audit_heads known = {0};
    *ARRAY_APPEND(r.arena, &known.list) = head_now(&r);
    ASSERT_GOOD(verify(&r, &key, &known), &r.problems);
    tamper(&r, "DELETE FROM audit WHERE number = 4");
    ASSERT_GOOD(verify(&r, &key, NULL), &r.problems); // alone, a shorter chain is whole
    assert_false(verify(&r, &key, &known));
    // And so if the log went on afterwards.
    problems_init(&r.problems, r.arena);
    ASSERT_GOOD(add_by(&r, &key, "five"), &r.problems);
    assert_false(verify(&r, &key, &known));
    assert_text_equal(problem_text(r.arena, LANGUAGE_ENGLISH, &r.problems.list.items[0]),
                      "audit log:4: the link is another than the one that was printed or kept earlier");
    record_stop(&r);
}

TEST(a_log_that_was_emptied_is_found_by_an_end_that_was_kept)
{
    struct record r;
    start(&r);
    struct audit_heads known = {0};
    *ARRAY_APPEND(r.arena, &known.list) = head_now(&r);
    tamper(&r, "DELETE FROM audit_beginning; DELETE FROM audit");
    ASSERT_GOOD(verify(&r, &key, NULL), &r.problems);
    assert_false(verify(&r, &key, &known));
    record_stop(&r);
}

TEST(a_log_begun_anew_by_another_key_is_found)
{
    struct record r;
    start(&r);
    tamper(&r, "DELETE FROM audit_beginning; DELETE FROM audit");
    ASSERT_GOOD(add_by(&r, &other_key, "five"), &r.problems);
    assert_false(verify(&r, &key, NULL));
    record_stop(&r);
}

TEST(nothing_is_written_with_another_key)
{
    struct record r;
    start(&r);
    struct audit_head before = head_now(&r);
    ASSERT_REFUSED(add_by(&r, &other_key, "five"), &r.problems,
                   "the key is not the one with which the audit log of this database was begun");
    assert_int_equal(head_now(&r).number, before.number);
    ASSERT_GOOD(verify(&r, &key, NULL), &r.problems);
    record_stop(&r);
}

TEST(rows_from_before_the_chain_are_linked_when_it_begins)
{
    struct record r;
    start(&r);
    tamper(&r, "DELETE FROM audit_beginning; UPDATE audit SET link = NULL");
    ASSERT_GOOD(add_by(&r, &key, "five"), &r.problems);
    ASSERT_GOOD(verify(&r, &key, NULL), &r.problems);
    assert_int_equal(head_now(&r).number, 5);
    record_stop(&r);
}

// The same log in the form of before migration 16, rows and links in tables of their own, and upgraded again.
#define OLDER_FORM \
    "CREATE TABLE audit_row (id TEXT NOT NULL PRIMARY KEY, operation TEXT NOT NULL REFERENCES operation (id)," \
    "at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, object_kind TEXT NOT NULL," \
    "object_id TEXT NOT NULL, detail TEXT NOT NULL) STRICT;" \
    "CREATE TABLE audit_link (number INTEGER NOT NULL PRIMARY KEY, audit TEXT UNIQUE REFERENCES audit_row (id)," \
    "link BLOB NOT NULL) STRICT;" \
    "INSERT INTO audit_row SELECT id, operation, at, actor, action, object_kind, object_id, detail FROM audit " \
    "ORDER BY id DESC;"
#define OLDER_LINKS \
    "INSERT INTO audit_link SELECT number, NULL, link FROM audit_beginning;" \
    "INSERT INTO audit_link SELECT number, id, link FROM audit;"
#define OLDER_END \
    "DROP TABLE audit; DROP TABLE audit_beginning; ALTER TABLE audit_row RENAME TO audit;" \
    "DELETE FROM schema_version WHERE number >= 16"

static void upgrade_from(struct record *r, const char *older)
{
    tamper(r, older);
    store_close(r->store);
    r->store = NULL;
    ASSERT_GOOD(store_open(r->path, STORE_WRITE, &r->store, &r->problems), &r->problems);
}

TEST(a_log_of_an_older_form_keeps_its_chain)
{
    struct record r;
    start(&r);
    struct audit_head before = head_now(&r);
    upgrade_from(&r, OLDER_FORM OLDER_LINKS OLDER_END);
    ASSERT_GOOD(verify(&r, &key, NULL), &r.problems);
    assert_true(hash_equal(head_now(&r).link, before.link));
    ASSERT_GOOD(add_by(&r, &key, "five"), &r.problems);
    ASSERT_GOOD(verify(&r, &key, NULL), &r.problems);
    assert_int_equal(head_now(&r).number, 5);
    record_stop(&r);
}

TEST(a_row_that_was_put_into_an_older_form_stands_behind_the_chain)
{
    struct record r;
    start(&r);
    upgrade_from(
        &r, OLDER_FORM OLDER_LINKS
        "INSERT INTO audit_row SELECT '0', operation, at, actor, action, object_kind, object_id, detail "
        "FROM audit_row LIMIT 1;" OLDER_END);
    assert_int_equal(head_now(&r).number, 4);
    ASSERT_FOUND(&r, "audit log:5: the row is not on the chain: it was not written by the program");
    record_stop(&r);
}

TEST(what_was_taken_out_of_an_older_form_is_found_after_the_upgrade_too)
{
    struct record r;
    start(&r);
    upgrade_from(&r, OLDER_FORM OLDER_LINKS "PRAGMA foreign_keys = OFF; DELETE FROM audit_row WHERE id = "
                                            "(SELECT audit FROM audit_link WHERE number = 4);" OLDER_END);
    assert_int_equal(head_now(&r).number, 4);
    ASSERT_FOUND(&r, "audit log:4: the row, or its link, is not as it was written");
    record_stop(&r);
    start(&r);
    upgrade_from(&r,
                 OLDER_FORM OLDER_LINKS "PRAGMA foreign_keys = OFF; DELETE FROM operation WHERE id = (SELECT "
                                        "operation FROM audit WHERE number = 2);" OLDER_END);
    ASSERT_FOUND(&r, "audit log:2: the row, or its link, is not as it was written");
    record_stop(&r);
}

TEST(rows_of_an_older_form_from_before_the_chain_are_linked_when_it_begins)
{
    struct record r;
    start(&r);
    upgrade_from(&r, OLDER_FORM OLDER_END);
    ASSERT_GOOD(verify(&r, &key, NULL), &r.problems);
    ASSERT_GOOD(add_by(&r, &key, "five"), &r.problems);
    ASSERT_GOOD(verify(&r, &key, NULL), &r.problems);
    assert_int_equal(head_now(&r).number, 5);
    record_stop(&r);
}

TEST(the_links_cannot_be_changed_by_hand_either)
{
    struct record r;
    start(&r);
    static const char *const attempts[] = {"UPDATE audit SET number = 9 WHERE number = 4",
                                           "UPDATE audit SET rowid = 9 WHERE number = 4",
                                           "UPDATE OR REPLACE audit SET _rowid_ = 3 WHERE number = 4",
                                           "UPDATE audit SET link = link, oid = 9 WHERE number = 4",
                                           "UPDATE audit SET link = x'00'",
                                           "UPDATE audit SET link = NULL",
                                           "UPDATE audit_beginning SET link = x'00'",
                                           "DELETE FROM audit_beginning",
                                           "INSERT OR REPLACE INTO audit_beginning VALUES (0, x'00')"};
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        ASSERT_REFUSED(store_execute(r.store, text_from(attempts[i]), &r.problems), &r.problems,
                       "the database refused: {reason}");
    ASSERT_GOOD(verify(&r, &key, NULL), &r.problems);
    record_stop(&r);
}

TEST(a_head_is_written_and_read_again)
{
    struct arena *arena = arena_new();
    struct audit_head head = {1284, hash_of(TEXT("x"))}, read = {0};
    struct text text = audit_head_text(arena, head);
    assert_true(text_starts(text, TEXT("1284:2d711642")));
    assert_true(audit_head_from_text(text, &read));
    assert_int_equal(read.number, 1284);
    assert_true(hash_equal(read.link, head.link));
    static const char *const bad[] = {"",
                                      "1284",
                                      "1284:",
                                      "x:2d",
                                      "-1:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
                                      "1284:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a488"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(audit_head_from_text(text_from(bad[i]), &read));
    arena_free(arena);
}
