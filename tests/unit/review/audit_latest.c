// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/audit_latest.h"

#include "record.h"
#include "review/consultation.h"

static void look(struct record *r, const char *actor, const char *object)
{
    struct act act = act_new(r->arena, text_from(actor));
    struct audited audited = {"thing.look", "thing", text_from(object), {0}};
    ASSERT_GOOD(consultation_tell(r->store, r->arena, NULL, &act, audited, NULL, &r->problems), &r->problems);
}

static struct audit_latest latest(struct record *r, struct audit_filter filter, size_t most)
{
    struct audit_latest read = {0};
    ASSERT_GOOD(audit_latest_read(r->store, r->arena, &filter, most, &read, &r->problems), &r->problems);
    return read;
}

static void start(struct record *r)
{
    record_start(r);
    look(r, "ann", "1");
    look(r, "bob", "1");
    look(r, "ann", "2");
    look(r, "bob", "2");
    look(r, "ann", "3");
}

TEST(the_log_is_read_backwards_page_by_page_while_more_is_written)
{
    struct record r;
    start(&r);
    struct audit_latest page = latest(&r, (struct audit_filter){0}, 2);
    assert_int_equal(page.list.count, 2);
    assert_int_equal(page.list.items[0].number, 5);
    assert_int_equal(page.list.items[1].number, 4);
    assert_true(page.more);
    look(&r, "ann", "4");
    page = latest(&r, (struct audit_filter){.before = 4}, 2);
    assert_int_equal(page.list.items[0].number, 3);
    assert_text_equal(page.list.items[0].row.actor, "ann");
    assert_true(page.more);
    page = latest(&r, (struct audit_filter){.before = 2}, 2);
    assert_int_equal(page.list.count, 1);
    assert_false(page.more);
    record_stop(&r);
}

TEST(a_page_that_is_just_full_has_nothing_behind_it)
{
    struct record r;
    start(&r);
    assert_false(latest(&r, (struct audit_filter){0}, 5).more);
    record_stop(&r);
}

TEST(the_log_is_searched_by_actor_and_by_object_or_its_kind)
{
    struct record r;
    start(&r);
    assert_int_equal(latest(&r, (struct audit_filter){.actor = TEXT("ann")}, 9).list.count, 3);
    assert_int_equal(latest(&r, (struct audit_filter){.object = TEXT("2")}, 9).list.count, 2);
    assert_int_equal(latest(&r, (struct audit_filter){.object = TEXT("thing")}, 9).list.count, 5);
    assert_int_equal(
        latest(&r, (struct audit_filter){.actor = TEXT("bob"), .object = TEXT("3")}, 9).list.count, 0);
    record_stop(&r);
}
