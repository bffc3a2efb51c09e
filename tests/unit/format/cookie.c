// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/cookie.h"

#include "test.h"

static struct text find(const char *header, const char *name)
{
    struct text value = TEXT("(none)");
    cookie_find(text_from(header), text_from(name), &value);
    return value;
}

TEST(a_cookie_is_found_among_others)
{
    assert_text_equal(find("a=1; session=x.Y-z_0==; b=2", "session"), "x.Y-z_0==");
    assert_text_equal(find("a=1; session=", "session"), "");
    assert_text_equal(find("session=1;other", "session"), "1");
}

TEST(a_cookie_of_a_similar_name_is_another)
{
    assert_text_equal(find("xsession=1; session2=2; Session=3; sess", "session"), "(none)");
    assert_text_equal(find("", "session"), "(none)");
    assert_text_equal(find("session", "session"), "(none)");
}

TEST(of_two_with_different_values_neither_counts)
{
    assert_text_equal(find("session=1; session=2", "session"), "(none)");
    assert_text_equal(find("session=1; a=2; session=1", "session"), "1");
}

TEST(a_value_that_no_cookie_can_have_does_not_count)
{
    assert_text_equal(find("session=\"1\"", "session"), "(none)");
    assert_text_equal(find("session=a b", "session"), "(none)");
    assert_text_equal(find("session=a\\b", "session"), "(none)");
    assert_text_equal(find("session=\xC5\xB5", "session"), "(none)");
}
