// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/page.h"

#include "test.h"

static struct page page_of(enum language language, struct buffer *out)
{
    return (struct page){.out = out, .arena = arena_new(), .language = language};
}

// What a function that takes a text writes.
static void assert_writes(void (*write)(struct page *, struct text), struct text given, const char *expected)
{
    struct buffer out = {0};
    struct page page = page_of(LANGUAGE_WELSH, &out);
    write(&page, given);
    assert_text_equal(buffer_text(&out), expected);
    buffer_dispose(&out);
    arena_free(page.arena);
}

#define REPLACED "\xef\xbf\xbd"

TEST(text_shows_markup_as_what_it_is)
{
    assert_writes(page_text, TEXT("<b title=\"x\" id='y'>&amp;</b>"),
                  "&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/b&gt;");
    assert_writes(page_text, TEXT("Tŷ 😀\n\tx\ry"), "Tŷ 😀\n\tx&#13;y");
    assert_writes(page_text, TEXT(""), "");
}

TEST(what_a_page_has_no_place_for_is_replaced)
{
    assert_writes(page_text, TEXT("a\0b\x1b\x7f"), "a" REPLACED "b" REPLACED REPLACED);
    assert_writes(page_text, TEXT("\xc2\x85\xef\xb7\x90\xef\xbf\xbfz"), REPLACED REPLACED REPLACED "z");
    assert_writes(page_text, TEXT("\xff\xc0\xaf<\xe2\x82"),
                  REPLACED REPLACED REPLACED "&lt;" REPLACED REPLACED);
    assert_writes(page_text, TEXT("ŵ\xc3"), "ŵ" REPLACED);
}

TEST(an_address_that_runs_a_script_becomes_harmless)
{
    static const char *const refused[] = {"javascript:x",
                                          "JAVASCRIPT:x",
                                          " javascript:x",
                                          "java\tscript:x",
                                          "data:text/html,x",
                                          "x:y",
                                          "//example.org",
                                          "/\\example.org",
                                          "\\\\example.org",
                                          "",
                                          "ht tp://x",
                                          "tel:1",
                                          ":"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_writes(page_url, text_from(refused[i]), "#");
    static const char *const taken[] = {
        "/a?b=c:d#e",          "a/b:c", "?x:y", "#x:y", "https://example.org/", "HTTP://example.org",
        "mailto:a@example.org"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        assert_writes(page_url, text_from(taken[i]), taken[i]);
}

TEST(an_address_of_ours_is_in_the_page_s_language)
{
    assert_writes(page_own, TEXT("/cases?a=1&b=2"), "/cy/cases?a=1&amp;b=2");
    assert_writes(page_own, TEXT("https://example.org/"), "#");
    assert_writes(page_own, TEXT("//example.org/"), "#");
    assert_writes(page_own, TEXT("cases"), "#");
    assert_writes(page_own, TEXT(""), "#");
}

TEST(a_part_of_an_address_stays_one_part)
{
    assert_writes(page_part, TEXT("AB/12 ?#&=%ŵ\"<'"), "AB%2F12%20%3F%23%26%3D%25%C5%B5%22%3C%27");
    assert_writes(page_part, TEXT(".."), "_");
    assert_writes(page_part, TEXT("."), "_");
    assert_writes(page_part, TEXT("a..b-._~"), "a..b-._~");
}

TEST(every_address_stands_in_both_languages)
{
    struct buffer out = {0};
    struct page page = page_of(LANGUAGE_WELSH, &out);
    page.path = TEXT("/cases/1");
    page.query = TEXT("a=b");
    assert_text_equal(page_address_in(&page, LANGUAGE_ENGLISH), "/cases/1?a=b");
    assert_text_equal(page_address_in(&page, LANGUAGE_WELSH), "/cy/cases/1?a=b");
    page.path = page.query = (struct text){0};
    assert_text_equal(page_address_in(&page, LANGUAGE_WELSH), "/cy/");
    enum language language;
    assert_text_equal(page_path_language(TEXT("/cy/cases"), &language), "/cases");
    assert_int_equal(language, LANGUAGE_WELSH);
    assert_text_equal(page_path_language(TEXT("/cy"), &language), "/");
    assert_int_equal(language, LANGUAGE_WELSH);
    assert_text_equal(page_path_language(TEXT("/cycles"), &language), "/cycles");
    assert_int_equal(language, LANGUAGE_ENGLISH);
    arena_free(page.arena);
}

TEST(words_in_the_other_language_say_so)
{
    struct buffer out = {0};
    struct page page = page_of(LANGUAGE_WELSH, &out);
    page_localised(&page, (struct localised){.in[LANGUAGE_ENGLISH] = TEXT("<Office>")});
    page_localised(&page, (struct localised){.in = {TEXT("Office"), TEXT("Swyddfa")}});
    page_localised_plain(&page, (struct localised){.in[LANGUAGE_ENGLISH] = TEXT("Office")});
    page_localised(&page, (struct localised){0});
    assert_text_equal(buffer_text(&out), "<span lang=\"en\">&lt;Office&gt;</span>SwyddfaOffice");
    buffer_dispose(&out);
    arena_free(page.arena);
}

TEST(the_error_of_a_control_is_found_by_its_id)
{
    struct page page = page_of(LANGUAGE_ENGLISH, NULL);
    *ARRAY_APPEND(page.arena, &page.errors) = (struct page_error){TEXT("a"), TEXT("first")};
    *ARRAY_APPEND(page.arena, &page.errors) = (struct page_error){TEXT("b"), TEXT("second")};
    assert_text_equal(page_error_of(&page, TEXT("b")), "second");
    assert_text_equal(page_error_of(&page, TEXT("c")), "");
    arena_free(page.arena);
}
