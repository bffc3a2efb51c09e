// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/conflict.h"

#include "people.h"
#include "review/audit.h"
#include "review/ledger.h"
#include "store/engine.h"

static struct text start(struct people *p)
{
    people_start(p);
    record_add_review(&p->record, "hate-2019");
    record_add_cases(&p->record, "extract", 3);
    struct text id = record_case(&p->record, "extract", "C-02");
    struct record *r = &p->record;
    ASSERT_GOOD(
        store_execute(r->store,
                      TEXT("INSERT INTO selection (review, case_id, how, state, reason_en, reason_cy, "
                           "elsewhere_en, elsewhere_cy, version) SELECT 'hate-2019', id, 'whole_extract', "
                           "'waiting', '', '', '', '', 1 FROM case_record"),
                      &r->problems),
        &r->problems);
    return id;
}

static bool declare(struct people *p, const struct account *account, struct text case_id, const char *reason,
                    struct text *id)
{
    struct record *r = &p->record;
    return WRITE_AT(p, NOON,
                    conflict_declare(&r->write, account->id, case_id, text_from(reason), id, &r->problems));
}

static bool is_open(struct people *p, const struct account *account, struct text case_id)
{
    struct record *r = &p->record;
    bool open = false;
    ASSERT_GOOD(case_is_open_to(r->store, r->arena, account->id, case_id, &open, &r->problems), &r->problems);
    return open;
}

TEST(a_declared_conflict_closes_the_case_to_that_person_alone)
{
    struct people p;
    struct open_cases cases;
    struct case_ids closed;
    struct text case_id = start(&p);
    struct record *r = &p.record;
    assert_true(is_open(&p, &p.reviewer, case_id));
    ASSERT_GOOD(declare(&p, &p.reviewer, case_id, "A neighbour", NULL), &r->problems);
    assert_false(is_open(&p, &p.reviewer, case_id));
    assert_true(is_open(&p, &p.administrator, case_id));
    assert_true(is_open(&p, &p.reviewer, record_case(r, "extract", "C-01")));
    ASSERT_GOOD(case_list_open_to(r->store, r->arena, TEXT("hate-2019"), p.reviewer.id, &cases, &r->problems),
                &r->problems);
    assert_int_equal(cases.list.count, 2);
    assert_text_equal(cases.list.items[0].reference, "C-01");
    assert_text_equal(cases.list.items[1].reference, "C-03");
    ASSERT_GOOD(
        case_list_open_to(r->store, r->arena, TEXT("hate-2019"), p.administrator.id, &cases, &r->problems),
        &r->problems);
    assert_int_equal(cases.list.count, 3);
    ASSERT_GOOD(case_list_closed_to(r->store, r->arena, p.reviewer.id, &closed, &r->problems), &r->problems);
    assert_int_equal(closed.list.count, 1);
    assert_true(case_ids_have(&closed, case_id));
    assert_false(case_ids_have(&closed, TEXT("x")));
    people_stop(&p);
}

TEST(a_conflict_has_a_reason_a_person_and_a_case_and_is_declared_once)
{
    struct people p;
    struct text case_id = start(&p);
    struct problems *problems = &p.record.problems;
    struct account nobody = {.id = TEXT("x")};
    ASSERT_REFUSED(declare(&p, &p.reviewer, case_id, "  ", NULL), problems,
                   "a reason is needed, of at most {limit} characters");
    ASSERT_REFUSED(declare(&p, &nobody, case_id, "A neighbour", NULL), problems,
                   "there is no account {name}");
    ASSERT_REFUSED(declare(&p, &p.reviewer, TEXT("x"), "A neighbour", NULL), problems,
                   "there is no such case");
    ASSERT_GOOD(declare(&p, &p.reviewer, case_id, "A neighbour", NULL), problems);
    ASSERT_REFUSED(declare(&p, &p.reviewer, case_id, "A neighbour", NULL), problems,
                   "{name} has a declared conflict of interest with this case already");
    people_stop(&p);
}

TEST(a_manager_withdraws_it_but_not_ones_own_and_nobody_else_does)
{
    struct people p;
    struct text case_id = start(&p), id, own;
    struct record *r = &p.record;
    struct account manager = people_add(&p, "manager", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    ASSERT_GOOD(declare(&p, &p.reviewer, case_id, "A neighbour", &id), &r->problems);
    ASSERT_GOOD(declare(&p, &manager, case_id, "A cousin", &own), &r->problems);
    ASSERT_REFUSED(
        WRITE_AT(&p, NOON, conflict_withdraw(&r->write, id, &p.reviewer, TEXT("Mistake"), &r->problems)),
        &r->problems, "only a scrutiny manager withdraws a conflict of interest");
    ASSERT_REFUSED(
        WRITE_AT(&p, NOON, conflict_withdraw(&r->write, id, &p.administrator, TEXT("Mistake"), &r->problems)),
        &r->problems, "only a scrutiny manager withdraws a conflict of interest");
    ASSERT_REFUSED(
        WRITE_AT(&p, NOON, conflict_withdraw(&r->write, own, &manager, TEXT("Mistake"), &r->problems)),
        &r->problems, "nobody withdraws a conflict of interest of their own");
    ASSERT_REFUSED(WRITE_AT(&p, NOON, conflict_withdraw(&r->write, id, &manager, TEXT(""), &r->problems)),
                   &r->problems, "a reason is needed, of at most {limit} characters");
    ASSERT_GOOD(WRITE_AT(&p, NOON, conflict_withdraw(&r->write, id, &manager, TEXT("Mistake"), &r->problems)),
                &r->problems);
    assert_true(is_open(&p, &p.reviewer, case_id));
    ASSERT_REFUSED(
        WRITE_AT(&p, NOON, conflict_withdraw(&r->write, id, &manager, TEXT("Again"), &r->problems)),
        &r->problems, "this conflict of interest is withdrawn already");
    // It can be declared anew; the command line withdraws it.
    ASSERT_GOOD(declare(&p, &p.reviewer, case_id, "After all", &id), &r->problems);
    assert_false(is_open(&p, &p.reviewer, case_id));
    ASSERT_GOOD(WRITE_AT(&p, NOON, conflict_withdraw(&r->write, id, NULL, TEXT("Moved"), &r->problems)),
                &r->problems);
    people_stop(&p);
}

TEST(a_conflict_is_kept_as_it_was_declared_whoever_writes)
{
    struct people p;
    struct text case_id = start(&p);
    struct record *r = &p.record;
    struct problems refused;
    problems_init(&refused, r->arena);
    struct conflict_list list;
    ASSERT_GOOD(declare(&p, &p.reviewer, case_id, "A neighbour", NULL), &r->problems);
    assert_false(store_execute(r->store, TEXT("DELETE FROM conflict_of_interest"), &refused));
    assert_false(store_execute(r->store, TEXT("UPDATE conflict_of_interest SET reason = 'x'"), &refused));
    ASSERT_GOOD(conflict_list(r->store, r->arena, &list, &r->problems), &r->problems);
    assert_int_equal(list.list.count, 1);
    assert_text_equal(list.list.items[0].reason, "A neighbour");
    assert_text_equal(list.list.items[0].declared_by, "clerk");
    assert_text_equal(list.list.items[0].sign_in_name, "reviewer");
    people_stop(&p);
}

TEST(the_audit_does_not_have_the_reason)
{
    struct people p;
    struct text case_id = start(&p);
    struct record *r = &p.record;
    struct audit_rows rows;
    size_t at;
    ASSERT_GOOD(declare(&p, &p.reviewer, case_id, "A neighbour", NULL), &r->problems);
    ASSERT_GOOD(audit_read(r->store, r->arena, TEXT("case"), case_id, &rows, &r->problems), &r->problems);
    assert_int_equal(rows.list.count, 1);
    assert_text_equal(rows.list.items[0].action, "conflict.declare");
    assert_false(text_find(rows.list.items[0].detail, TEXT("neighbour"), &at));
    people_stop(&p);
}
