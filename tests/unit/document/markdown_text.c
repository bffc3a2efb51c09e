// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/markdown_text.h"

#include "test.h"

static void check(const char *text, bool at_start, const char *expected)
{
    struct buffer out = {0};
    markdown_add_text(&out, text_from(text), at_start);
    assert_text_equal(buffer_text(&out), expected);
    buffer_dispose(&out);
}

TEST(marks_are_shown_as_they_are)
{
    check("a*b_c`d[e]f\\g|h~i", false, "a\\*b\\_c\\`d\\[e\\]f\\\\g\\|h\\~i");
    check("<b>&amp;", false, "&lt;b&gt;&amp;amp;");
}

TEST(marks_of_lists_count_at_the_start_only)
{
    check("12. a", true, "12\\. a");
    check("12. a", false, "12. a");
    check("3) a", true, "3\\) a");
    check("- a", true, "\\- a");
    check("a - b", true, "a - b");
    check("2019", true, "2019");
}

TEST(an_address_cannot_end_its_brackets)
{
    struct buffer out = {0};
    markdown_add_address(&out, TEXT("https://x/(a)>|<\\"));
    assert_text_equal(buffer_text(&out), "<https://x/(a)%3E%7C%3C%5C>");
    buffer_dispose(&out);
}
