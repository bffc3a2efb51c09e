// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/markup_writer.h"

#include "test.h"

TEST(text_and_attributes_are_escaped)
{
    struct buffer out = {0};
    struct markup_writer html;
    markup_start(&html, MARKUP_HTML, &out);
    markup_open(&html, "a");
    markup_attribute(&html, "href", TEXT("?a=1&b=\"><script>"));
    markup_attribute(&html, "title", TEXT("it's"));
    markup_text(&html, TEXT("<b> & \"'"));
    markup_end(&html);
    assert_text_equal(buffer_text(&out),
                      "<!DOCTYPE html>\n<a href=\"?a=1&amp;b=&quot;&gt;&lt;script&gt;\" title=\"it&#39;s\">"
                      "&lt;b&gt; &amp; &quot;&#39;</a>\n");
    buffer_dispose(&out);
}

TEST(what_was_opened_is_closed_in_turn)
{
    struct buffer out = {0};
    struct markup_writer html;
    markup_start(&html, MARKUP_HTML, &out);
    markup_open(&html, "ul");
    markup_open(&html, "li");
    markup_open(&html, "br");
    markup_close(&html);
    markup_end(&html);
    assert_int_equal(html.depth, 0);
    assert_text_equal(buffer_text(&out), "<!DOCTYPE html>\n<ul><li><br></li></ul>\n");
    buffer_dispose(&out);
}

TEST(an_empty_element_is_closed)
{
    struct buffer out = {0};
    struct markup_writer html;
    markup_start(&html, MARKUP_HTML, &out);
    markup_open(&html, "div");
    markup_close(&html);
    assert_text_equal(buffer_text(&out), "<!DOCTYPE html>\n<div></div>");
    buffer_dispose(&out);
}

TEST(xml_begins_with_its_declaration_and_an_empty_element_closes_itself)
{
    struct buffer out = {0};
    struct markup_writer xml;
    markup_start(&xml, MARKUP_XML, &out);
    markup_open(&xml, "w:p");
    markup_open(&xml, "br");
    markup_attribute(&xml, "w:val", TEXT("1"));
    markup_close(&xml);
    markup_text(&xml, TEXT("a\x01z\xEF\xBF\xBF\xEF\xBF\xBE\xEF\xBF"));
    markup_end(&xml);
    assert_text_equal(buffer_text(&out),
                      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<w:p><br w:val=\"1\"/>a\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF"
                      "</w:p>\n");
    buffer_dispose(&out);
}

TEST(a_fragment_stands_inside_another)
{
    struct buffer inner = {0}, out = {0};
    struct markup_writer fragment, html;
    markup_start(&fragment, MARKUP_FRAGMENT, &inner);
    markup_open(&fragment, "svg");
    markup_end(&fragment);
    markup_start(&html, MARKUP_HTML, &out);
    markup_open(&html, "figure");
    markup_fragment(&html, buffer_text(&inner));
    markup_end(&html);
    assert_text_equal(buffer_text(&out), "<!DOCTYPE html>\n<figure><svg/></figure>\n");
    buffer_dispose(&inner);
    buffer_dispose(&out);
}

TEST(what_xml_does_not_allow_is_replaced)
{
    struct buffer out = {0};
    struct markup_writer writer;
    markup_start(&writer, MARKUP_FRAGMENT, &out);
    markup_open(&writer, "p");
    markup_text(&writer, TEXT("a\x01z \xEF\xBF\xBE \xEF\xBF\xBF \xEF\xBF\xBD \xEF\xBE\xBF"));
    markup_end(&writer);
    assert_text_equal(buffer_text(&out),
                      "<p>a\xEF\xBF\xBDz \xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBE\xBF</p>");
    buffer_dispose(&out);
}
