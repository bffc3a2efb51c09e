// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/meeting.h"

#include "record.h"
#include "review/ledger.h"

#define REVIEW TEXT("hate-2019")

TEST(the_pace_is_that_of_all_meetings_together)
{
    struct record r;
    struct meeting_list list;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_review(&r, "other");
    record_add_cases(&r, "e", 5);
    ASSERT_GOOD(WRITE(&r, ledger_select_extract(&r.write, REVIEW, TEXT("e"), NULL, &r.problems)),
                &r.problems);
    struct text cases[5];
    for (int i = 0; i < 5; i++)
        cases[i] = record_case(&r, "e", text_terminated(r.arena, text_print(r.arena, "C-%02d", i + 1)));
    ASSERT_GOOD(WRITE(&r, meeting_add(&r.write, REVIEW, TEXT("2019-09-14"), 100, cases + 3, 2, &r.problems)),
                &r.problems);
    ASSERT_GOOD(WRITE(&r, meeting_add(&r.write, REVIEW, TEXT("2019-08-14"), 125, cases, 3, &r.problems)),
                &r.problems);
    ASSERT_GOOD(WRITE(&r, meeting_add(&r.write, TEXT("other"), TEXT("2019-07-01"), 60, NULL, 0, &r.problems)),
                &r.problems);
    ASSERT_GOOD(meeting_list(r.store, r.arena, REVIEW, &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 2);
    assert_text_equal(list.list.items[0].date, "2019-08-14");
    assert_int_equal(list.list.items[0].cases, 3);
    struct pace pace = meeting_pace(&list);
    assert_int_equal(pace.minutes, 225);
    assert_int_equal(pace.cases, 5);
    assert_int_equal(pace_cases(&pace, 180), 4); // 45 minutes each
    assert_int_equal(pace_cases(&pace, 179), 3);
    assert_int_equal(pace_tenths(&pace), 450);
    ASSERT_GOOD(meeting_list(r.store, r.arena, (struct text){0}, &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 3);
    record_stop(&r);
}

TEST(a_meeting_that_cannot_have_been_is_refused)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "e", 1);
    struct text not_selected = record_case(&r, "e", "C-01");
    ASSERT_REFUSED(WRITE(&r, meeting_add(&r.write, REVIEW, TEXT("14 August"), 60, NULL, 0, &r.problems)),
                   &r.problems, "the day of a meeting is written like 2019-08-14");
    ASSERT_REFUSED(WRITE(&r, meeting_add(&r.write, REVIEW, TEXT("2019-08-14"), 0, NULL, 0, &r.problems)),
                   &r.problems, "a meeting takes from 1 to {limit} minutes");
    ASSERT_REFUSED(WRITE(&r, meeting_add(&r.write, REVIEW, TEXT("2019-08-14"), LIMIT_MEETING_MINUTES + 1,
                                         NULL, 0, &r.problems)),
                   &r.problems, "a meeting takes from 1 to {limit} minutes");
    ASSERT_REFUSED(
        WRITE(&r, meeting_add(&r.write, REVIEW, TEXT("2019-08-14"), 60, &not_selected, 1, &r.problems)),
        &r.problems, "the database refused: {reason}");
    ASSERT_REFUSED(
        WRITE(&r, meeting_add(&r.write, TEXT("none"), TEXT("2019-08-14"), 60, NULL, 0, &r.problems)),
        &r.problems, "there is no review {id}");
    record_stop(&r);
}

TEST(without_a_case_there_is_no_pace)
{
    struct pace pace = {.meetings = 1, .minutes = 60};
    assert_int_equal(pace_cases(&pace, 60), 0);
    assert_int_equal(pace_tenths(&pace), 0);
    assert_int_equal(pace_cases(&(struct pace){0}, 60), 0);
}
