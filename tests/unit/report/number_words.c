// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/number_words.h"

#include "test.h"

#include "base/buffer.h"
#include "report/lookalikes.h"

// The numbers that a text says, one behind the other; behind those that are said of cases stands a star, of the rest a minus,
// of the others a plus, behind shares their decimals, and of how many, where it is said.
static void assert_says(const char *text, const char *expected)
{
    struct arena *arena = arena_new();
    struct number_words number_words;
    struct said_numbers said;
    struct buffer out = {0};
    number_words_init(&number_words, arena);
    number_words_find(&number_words, arena, lookalikes_fold(arena, text_from(text)), &said);
    for (size_t i = 0; i < said.list.count; i++) {
        const struct said_number *number = &said.list.items[i];
        const char *of[] = {[SAID_PLAINLY] = "", [SAID_OF_THE_REST] = "-", [SAID_OF_THE_OTHERS] = "+"};
        buffer_print(&out, "%s%lld%s%s", i ? " " : "", (long long)number->number,
                     number->said_of_cases ? "*" : "", of[number->of]);
        if (number->is_share)
            buffer_print(&out, "%%%d", number->decimals);
        if (number->whole)
            buffer_print(&out, "/%lld", (long long)number->whole);
    }
    if (!text_equal(buffer_text(&out), text_from(expected)))
        fail_msg("%s: %.*s", text, TEXT_PRINT(buffer_text(&out)));
    buffer_dispose(&out);
    arena_free(arena);
}

TEST(numbers_are_read_in_digits_and_in_words)
{
    assert_says("In 3 of them, and TWO more, and twenty-one.", "3 2 21");
    assert_says("one hundred and four letters, a hundred more", "104 100");
    assert_says("both were told", "2");
    assert_says("a dozen", "12");
}

TEST(welsh_numbers_are_read_in_their_genders_and_mutations)
{
    assert_says("dau, dwy, y ddau, y ddwy", "2 2 2 2");
    assert_says("tri, tair, thri, dair, o dri", "3 3 3 3 3");
    assert_says("pedwar, phedair, bedwar, pum, phump, chwe", "4 4 4 5 5 6");
    assert_says("un deg tri; tri ar ddeg; deuddeg; ugain", "13 13 12 20");
}

TEST(a_number_is_said_of_cases_where_their_name_stands_close_behind)
{
    assert_says("two cases; three of the 11 cases", "2* 3*/11 11*");
    assert_says("dau achos; tri o'r achosion", "2* 3*");
    assert_says("the panel of four met, and later it read the cases", "4");
}

TEST(a_number_is_read_in_whatever_digits_and_with_zeros_around_it)
{
    assert_says("04 letters, 0004, 4.0, 4,00, 007 and x4, 4x, \u00D74", "4 4 4 4 7 4 4 4");
    assert_says("\u0664 letters, \u096A, \u06F4 and \uFF14, \u0661\u0662", "4 4 4 4 12");
    assert_says("4 week-old cases, 4 year-old files", "4* 4*");
    assert_says("4.05, 4.0.1, 4,000, 1.4.0, on 04/03 at 04:30, 0, 00, 4-week-old cases", "");
    assert_says("4 weeks, 4 week old", "");
}

TEST(a_share_is_read_with_its_decimals)
{
    assert_says("6.9 % of cases, 7% of them, 7 per cent, seven percent", "69*%1 7%0 7%0 7%0");
    assert_says("saith y cant o'r achosion, 6,9 yn y cant, 7 y cant", "7*%0 69%1 7%0");
    assert_says("six point nine per cent; 0.5 %; 12.50 per cent", "69%1 5%1 1250%2");
    assert_says("7 per office, 6.9 of them, 7 cent", "7 7");
}

TEST(what_counts_nothing_is_passed_over)
{
    assert_says("no one, one another, pob un, yr un", "");
    assert_says("after 5 days, within 48 hours, o fewn 48 awr", "");
    assert_says("1,284 of them at 10:30 on 07/03, 2.5 each", "");
    assert_says("someone, often, tone, undeb, dauddeg2x", "");
}

TEST(words_for_two_are_numbers)
{
    assert_says("a couple of cases, a pair of letters, the couple of them", "2* 2 2");
    assert_says("cwpl o achosion, pâr o lythyrau", "2* 2");
}

TEST(two_numbers_with_a_slash_are_a_share_unless_they_are_a_date)
{
    assert_says("2/11 of the cases", "2*/11 11*");
    assert_says("(3/9)", "3/9 9");
    assert_says("on 07/03, in 2018/19, on 2/11/2019, 24/7, on 1/12/19", "");
}

TEST(cases_are_called_by_other_names)
{
    assert_says("two incidents, two people, two women, two men, two complaints", "2* 2* 2* 2* 2*");
    assert_says("two victims; two reports; one complainant", "2* 2* 1*");
    assert_says("dau ddigwyddiad, dwy fenyw, dau ddyn, dwy gŵyn, dau berson", "2* 2* 2* 2* 2*");
}

TEST(the_rest_of_all_is_said_of_cases)
{
    assert_says("all of them except one", "1*-");
    assert_says("every letter was sent but one, all save for two, pawb ond un", "1*- 2*- 1*-");
    assert_says("not late but one officer asked", "1");
    assert_says("all was sent. But one officer asked", "1");
}

TEST(the_rest_is_told_in_many_words)
{
    assert_says("all apart from the two; none other than 2; everyone with the exception of two",
                "2*- 2*- 2*-");
    assert_says("pob un ac eithrio dau; pawb heblaw am ddwy; i gyd ar wah\u00E2n i 2", "2*- 2*- 2*-");
    assert_says("it came in time, with two exceptions; yr oedd dau eithriad", "2- 2-");
    assert_says("all of it took more than two officers", "2");
}

TEST(the_others_are_told_by_words_before_and_behind)
{
    assert_says("the other nine, the remaining 9, the rest: nine", "9+ 9+ 9+");
    assert_says("nine others, nine remain; y naw arall; 9 sy'n weddill", "9+ 9+ 9+ 9+");
    assert_says("nine were late. The rest was not", "9");
}

TEST(a_number_has_its_whole_where_the_text_says_it)
{
    assert_says("nine of the eleven, 9 out of 11, naw o'r un ar ddeg", "9/11 11 9/11 11 9/11 11");
    assert_says("all eleven but two; pob un o'r 11 heblaw dau", "11 2*-/11 11 2*-/11");
    assert_says("all but two of the eleven", "2*-/11 11");
    assert_says("two officers and eleven letters; eleven of the two", "2 11 11 2");
}

TEST(another_one_is_no_count)
{
    assert_says("a pheidiwch â gadael i'r cofnod gynnig un arall; another one", "");
}
