// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/consultation.h"

#include "record.h"
#include "review/audit.h"

static size_t consultations(struct record *r, struct text case_id)
{
    struct audit_rows rows;
    size_t count = 0;
    ASSERT_GOOD(audit_read(r->store, r->arena, TEXT("case"), case_id, &rows, &r->problems), &r->problems);
    for (size_t i = 0; i < rows.list.count; i++)
        count += text_equal(rows.list.items[i].action, TEXT("case.consult"));
    return count;
}

static void consult(struct record *r, const char *actor, struct text case_id, int64_t at)
{
    struct act act = act_new(r->arena, text_from(actor));
    act.at = at;
    ASSERT_GOOD(case_consult(r->store, r->arena, NULL, &act, case_id, TEXT("hate-2019"), NULL, &r->problems),
                &r->problems);
}

TEST(a_look_at_a_case_is_logged_once_for_a_person_and_a_quarter_of_an_hour)
{
    enum { LOOKED = 1000000 };
    struct record r;
    record_start(&r);
    record_add_cases(&r, "e", 2);
    struct text one = record_case(&r, "e", "C-01"), two = record_case(&r, "e", "C-02");
    consult(&r, "ann", one, LOOKED);
    consult(&r, "ann", one, LOOKED + CONSULTATION_EVERY - 1);
    assert_int_equal(consultations(&r, one), 1);
    consult(&r, "ann", one, LOOKED + CONSULTATION_EVERY);
    assert_int_equal(consultations(&r, one), 2);
    consult(&r, "bob", one, LOOKED + CONSULTATION_EVERY);
    assert_int_equal(consultations(&r, one), 3);
    consult(&r, "ann", two, LOOKED + CONSULTATION_EVERY);
    assert_int_equal(consultations(&r, two), 1);
    record_stop(&r);
}

TEST(a_look_under_the_operation_of_an_earlier_look_is_logged)
{
    struct record r;
    record_start(&r);
    record_add_cases(&r, "e", 1);
    struct text one = record_case(&r, "e", "C-01");
    struct act act = act_new(r.arena, TEXT("ann"));
    for (int look = 0; look < 2; look++, act.at += CONSULTATION_EVERY)
        ASSERT_GOOD(case_consult(r.store, r.arena, NULL, &act, one, TEXT("hate-2019"), NULL, &r.problems),
                    &r.problems);
    assert_int_equal(consultations(&r, one), 2);
    record_stop(&r);
}

TEST(a_clock_that_was_set_back_does_not_hide_a_look)
{
    struct record r;
    record_start(&r);
    record_add_cases(&r, "e", 1);
    struct text one = record_case(&r, "e", "C-01");
    consult(&r, "ann", one, 2 * CONSULTATION_EVERY);
    consult(&r, "ann", one, CONSULTATION_EVERY);
    assert_int_equal(consultations(&r, one), 2);
    record_stop(&r);
}

TEST(a_look_at_the_log_stands_in_it_once_for_a_person_and_a_quarter_of_an_hour)
{
    struct record r;
    struct audit_rows rows;
    record_start(&r);
    for (int64_t at = 1; at <= CONSULTATION_EVERY + 1; at += CONSULTATION_EVERY / 2) {
        struct act act = act_new(r.arena, TEXT("ann"));
        act.at = at;
        ASSERT_GOOD(audit_consult(r.store, r.arena, NULL, &act, &r.problems), &r.problems);
    }
    ASSERT_GOOD(audit_read(r.store, r.arena, TEXT("audit"), TEXT("log"), &rows, &r.problems), &r.problems);
    assert_int_equal(rows.list.count, 2);
    record_stop(&r);
}
