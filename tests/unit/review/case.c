// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/case.h"

#include "record.h"
#include "review/ledger.h"

static struct case_record get(struct record *r, const char *reference)
{
    struct case_record found = {0};
    ASSERT_GOOD(case_find(r->store, r->arena, TEXT("e"), text_from(reference), &found, &r->problems),
                &r->problems);
    return found;
}

static bool correct(struct record *r, struct text id, const char *field, const char *value)
{
    return WRITE(r, case_correct(&r->write, id, text_from(field), text_from(value), TEXT("the paper file"),
                                 &r->problems));
}

TEST(a_correction_stands_beside_what_was_received)
{
    struct record r;
    record_start(&r);
    record_add_cases(&r, "e", 2);
    struct text id = record_case(&r, "e", "C-01");
    ASSERT_GOOD(correct(&r, id, "days", "5"), &r.problems);
    ASSERT_GOOD(correct(&r, id, "days", "6"), &r.problems);
    ASSERT_GOOD(correct(&r, id, "closed", "\"2019-03-01\""), &r.problems);
    ASSERT_GOOD(correct(&r, id, "kind", ""), &r.problems);
    struct case_record found = get(&r, "C-01");
    assert_text_equal(found.received, "{\"days\":1,\"kind\":\"race\"}");
    assert_text_equal(found.content, "{\"closed\":\"2019-03-01\",\"days\":6}");
    assert_int_equal(found.correction_count, 4);
    assert_text_equal(found.corrections[1].field, "days");
    assert_text_equal(found.corrections[1].value, "5");
    assert_text_equal(found.corrections[2].value, "6");
    assert_text_equal(found.corrections[2].actor, "clerk");
    assert_text_equal(found.corrections[2].source, "the paper file");
    assert_text_equal(get(&r, "C-02").content, "{\"days\":2,\"kind\":\"race\"}");
    struct case_list list;
    ASSERT_GOOD(case_list_extract(r.store, r.arena, TEXT("e"), &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 2);
    assert_text_equal(list.list.items[0].content, "{\"closed\":\"2019-03-01\",\"days\":6}");
    assert_text_equal(list.list.items[1].content, "{\"days\":2,\"kind\":\"race\"}");
    record_stop(&r);
}

TEST(a_correction_needs_a_field_a_source_and_a_value_that_can_be_read)
{
    struct record r;
    record_start(&r);
    record_add_cases(&r, "e", 1);
    struct text id = record_case(&r, "e", "C-01");
    ASSERT_REFUSED(WRITE(&r, case_correct(&r.write, id, TEXT("days"), TEXT("1"), TEXT(" "), &r.problems)),
                   &r.problems, "a correction names its source: where the right value was seen");
    ASSERT_REFUSED(correct(&r, id, "", "1"), &r.problems, "a correction names the field that was wrong");
    ASSERT_REFUSED(correct(&r, TEXT("x"), "days", "1"), &r.problems, "there is no such case");
    problems_init(&r.problems, r.arena);
    assert_false(correct(&r, id, "days", "5,\"x\":1"));
    assert_int_equal(r.problems.count, 1);
    record_stop(&r);
}

TEST(a_case_is_found_by_its_reference_among_those_selected)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "e", 2);
    record_add_cases(&r, "other", 1);
    struct text review = TEXT("hate-2019");
    struct case_record found;
    ASSERT_GOOD(WRITE(&r, ledger_select(&r.write, review, record_case(&r, "e", "C-01"), SELECTED_BY_DRAW,
                                        &r.problems)),
                &r.problems);
    ASSERT_GOOD(
        case_find_selected(r.store, r.arena, review, TEXT("C-01"), (struct place){0}, &found, &r.problems),
        &r.problems);
    assert_text_equal(found.extract, "e");
    ASSERT_REFUSED(
        case_find_selected(r.store, r.arena, review, TEXT("C-02"), (struct place){0}, &found, &r.problems),
        &r.problems, "there is no case {reference} here");
    ASSERT_GOOD(WRITE(&r, ledger_select(&r.write, review, record_case(&r, "other", "C-01"), SELECTED_BY_DRAW,
                                        &r.problems)),
                &r.problems);
    ASSERT_REFUSED(
        case_find_selected(r.store, r.arena, review, TEXT("C-01"), (struct place){0}, &found, &r.problems),
        &r.problems, "several extracts have a case {reference}: it is not clear which one is meant");
    record_stop(&r);
}

TEST(log_entries_come_with_their_cases)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "e", 3);
    struct log_list log;
    bool has_log = true;
    ASSERT_GOOD(log_list_review(r.store, r.arena, TEXT("hate-2019"), &log, &has_log, &r.problems),
                &r.problems);
    assert_int_equal(log.list.count, 0);
    assert_false(has_log);
    struct text id = record_case(&r, "e", "C-02");
    ASSERT_GOOD(WRITE(&r, ledger_select(&r.write, TEXT("hate-2019"), id, SELECTED_BY_DRAW, &r.problems)),
                &r.problems);
    ASSERT_GOOD(log_list_review(r.store, r.arena, TEXT("hate-2019"), &log, &has_log, &r.problems),
                &r.problems);
    assert_int_equal(log.list.count, 1);
    assert_true(has_log);
    assert_text_equal(log.list.items[0].content, "{\"what\":\"call 2\"}");
    assert_true(text_equal(log.list.items[0].case_id, id));
    ASSERT_GOOD(log_list_extract(r.store, r.arena, TEXT("e"), &log, &has_log, &r.problems), &r.problems);
    assert_int_equal(log.list.count, 3);
    record_stop(&r);
}

TEST(the_cases_beside_those_selected_are_those_of_the_same_extracts_with_their_corrections)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "e", 3);
    record_add_cases(&r, "other", 2);
    struct text review = TEXT("hate-2019");
    struct case_list beside;
    struct log_list log;
    ASSERT_GOOD(case_list_beside(r.store, r.arena, review, &beside, &r.problems), &r.problems);
    assert_int_equal(beside.list.count, 0);
    ASSERT_GOOD(WRITE(&r, ledger_select(&r.write, review, record_case(&r, "e", "C-02"), SELECTED_BY_DRAW,
                                        &r.problems)),
                &r.problems);
    ASSERT_GOOD(correct(&r, record_case(&r, "e", "C-03"), "days", "7"), &r.problems);
    ASSERT_GOOD(case_list_beside(r.store, r.arena, review, &beside, &r.problems), &r.problems);
    assert_int_equal(beside.list.count, 2);
    assert_text_equal(beside.list.items[0].reference, "C-01");
    assert_text_equal(beside.list.items[1].content, "{\"days\":7,\"kind\":\"race\"}");
    ASSERT_GOOD(log_list_known(r.store, r.arena, review, &log, &r.problems), &r.problems);
    assert_int_equal(log.list.count, 3);
    record_stop(&r);
}
