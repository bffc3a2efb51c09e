// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/section.h"

#include "record.h"

TEST(sections_come_in_the_order_in_which_they_were_added)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    const char *keys[] = {"overview", "background", "a-note"};
    for (int i = 0; i < 3; i++) {
        struct section section = {.key = text_from(keys[i]),
                                  .text = {{TEXT("{n} cases"), TEXT("{n} achos")}}};
        ASSERT_GOOD(WRITE(&r, section_put(&r.write, TEXT("hate-2019"), &section, &r.problems)), &r.problems);
    }
    struct section_list list;
    ASSERT_GOOD(section_list(r.store, r.arena, TEXT("hate-2019"), &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 3);
    for (int i = 0; i < 3; i++)
        assert_text_equal(list.list.items[i].key, keys[i]);
    assert_text_equal(list.list.items[0].text.in[LANGUAGE_WELSH], "{n} achos");
    assert_int_equal(list.list.items[0].version, 1);
    record_stop(&r);
}

TEST(the_second_of_two_who_change_the_same_section_is_told)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    struct section section = {.key = TEXT("overview"), .text = {{TEXT("one"), TEXT("")}}};
    ASSERT_GOOD(WRITE(&r, section_put(&r.write, TEXT("hate-2019"), &section, &r.problems)), &r.problems);
    ASSERT_REFUSED(WRITE(&r, section_put(&r.write, TEXT("hate-2019"), &section, &r.problems)), &r.problems,
                   "the review has a section {key} already");
    section.version = 1;
    section.text.in[LANGUAGE_ENGLISH] = TEXT("two");
    ASSERT_GOOD(WRITE(&r, section_put(&r.write, TEXT("hate-2019"), &section, &r.problems)), &r.problems);
    section.text.in[LANGUAGE_ENGLISH] = TEXT("three");
    ASSERT_REFUSED(WRITE(&r, section_put(&r.write, TEXT("hate-2019"), &section, &r.problems)), &r.problems,
                   "somebody else has changed or removed this meanwhile: look at it again, then decide");
    struct section_list list;
    ASSERT_GOOD(section_list(r.store, r.arena, TEXT("hate-2019"), &list, &r.problems), &r.problems);
    assert_text_equal(list.list.items[0].text.in[LANGUAGE_ENGLISH], "two");
    assert_int_equal(list.list.items[0].version, 2);
    ASSERT_REFUSED(WRITE(&r, section_put(&r.write, TEXT("no-such"), &section, &r.problems)), &r.problems,
                   "there is no review {id}");
    record_stop(&r);
}
