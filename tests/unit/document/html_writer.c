// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/html_writer.h"

#include "test.h"

TEST(text_and_attributes_are_escaped)
{
    struct buffer out = {0};
    struct html_writer html;
    html_start(&html, &out);
    html_open(&html, "a");
    html_attribute(&html, "href", TEXT("?a=1&b=\"><script>"));
    html_attribute(&html, "title", TEXT("it's"));
    html_text(&html, TEXT("<b> & \"'"));
    html_end(&html);
    assert_text_equal(buffer_text(&out),
                      "<!DOCTYPE html>\n<a href=\"?a=1&amp;b=&quot;&gt;&lt;script&gt;\" title=\"it&#39;s\">"
                      "&lt;b&gt; &amp; &quot;&#39;</a>\n");
    buffer_dispose(&out);
}

TEST(what_was_opened_is_closed_in_turn)
{
    struct buffer out = {0};
    struct html_writer html;
    html_start(&html, &out);
    html_open(&html, "ul");
    html_open(&html, "li");
    html_open(&html, "br");
    html_close(&html);
    html_end(&html);
    assert_int_equal(html.depth, 0);
    assert_text_equal(buffer_text(&out), "<!DOCTYPE html>\n<ul><li><br></li></ul>\n");
    buffer_dispose(&out);
}

TEST(an_empty_element_is_closed)
{
    struct buffer out = {0};
    struct html_writer html;
    html_start(&html, &out);
    html_open(&html, "div");
    html_close(&html);
    assert_text_equal(buffer_text(&out), "<!DOCTYPE html>\n<div></div>");
    buffer_dispose(&out);
}
