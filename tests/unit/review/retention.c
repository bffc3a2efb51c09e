// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/retention.h"

#include "record.h"

static struct retained get(struct record *r)
{
    struct retained retained = {0};
    ASSERT_GOOD(retention_get(r->store, r->arena, TEXT("e"), &retained, &r->problems), &r->problems);
    return retained;
}

static bool set(struct record *r, const char *day, int64_t version)
{
    return WRITE(r, retention_set(&r->write, TEXT("e"), text_from(day), version, &r->problems));
}

TEST(an_extract_is_due_from_its_day_on_and_while_it_has_none)
{
    struct record r;
    record_start(&r);
    record_add_cases(&r, "e", 1);
    struct retained retained = get(&r);
    assert_true(retention_is_due(&retained, TEXT("2000-01-01")));
    ASSERT_GOOD(set(&r, "2027-03-31", 0), &r.problems);
    retained = get(&r);
    assert_false(retention_is_due(&retained, TEXT("2027-03-30")));
    assert_true(retention_is_due(&retained, TEXT("2027-03-31")));
    assert_true(retention_is_due(&retained, TEXT("2027-04-01")));
    record_stop(&r);
}

TEST(a_day_is_changed_only_by_who_has_seen_it)
{
    struct record r;
    record_start(&r);
    record_add_cases(&r, "e", 1);
    ASSERT_GOOD(set(&r, "2027-03-31", 0), &r.problems);
    ASSERT_REFUSED(set(&r, "2028-03-31", 0), &r.problems,
                   "somebody else has changed or removed this meanwhile: look at it again, then decide");
    ASSERT_REFUSED(set(&r, "2028-03-31", 2), &r.problems,
                   "somebody else has changed or removed this meanwhile: look at it again, then decide");
    ASSERT_GOOD(set(&r, "2028-03-31", 1), &r.problems);
    static const char *const wrong[] = {"2027-02-29", "31/03/2027", "2027-03-31 10:00", ""};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ASSERT_REFUSED(set(&r, wrong[i], 2), &r.problems,
                       "the day of the next look is written like 2027-03-31");
    assert_text_equal(get(&r).review_on, "2028-03-31");
    record_stop(&r);
}

TEST(holds_stand_each_by_itself_and_are_lifted_once)
{
    struct record r;
    struct hold_list holds;
    struct text one, two;
    record_start(&r);
    record_add_cases(&r, "e", 1);
    ASSERT_GOOD(WRITE(&r, hold_place(&r.write, TEXT("e"), TEXT("inquest"), &one, &r.problems)), &r.problems);
    ASSERT_GOOD(WRITE(&r, hold_place(&r.write, TEXT("e"), TEXT("claim"), &two, &r.problems)), &r.problems);
    ASSERT_REFUSED(WRITE(&r, hold_place(&r.write, TEXT("e"), TEXT(" "), NULL, &r.problems)), &r.problems,
                   "a reason is needed, of at most {limit} characters");
    ASSERT_REFUSED(WRITE(&r, hold_place(&r.write, TEXT("none"), TEXT("claim"), NULL, &r.problems)),
                   &r.problems, "there is no such extract");
    assert_int_equal(get(&r).holds, 2);
    ASSERT_GOOD(WRITE(&r, hold_lift(&r.write, one, TEXT("over"), &r.problems)), &r.problems);
    ASSERT_REFUSED(WRITE(&r, hold_lift(&r.write, one, TEXT("over"), &r.problems)), &r.problems,
                   "this hold is lifted already");
    assert_int_equal(get(&r).holds, 1);
    ASSERT_GOOD(hold_list(r.store, r.arena, TEXT("e"), &holds, &r.problems), &r.problems);
    assert_int_equal(holds.list.count, 2);
    assert_text_equal(holds.list.items[0].lifted_reason, "over");
    assert_int_equal(holds.list.items[1].lifted_at, 0);
    record_stop(&r);
}
