// SPDX-License-Identifier: GPL-3.0-or-later
// The expected words are written out, not computed. The sources are named in base/spoken.h.
#include "base/spoken.h"

#include "base/message.h"

#include "test.h"

static const char *const to_hundred[] = {
    "dim",
    "un",
    "dau",
    "tri",
    "pedwar",
    "pump",
    "chwech",
    "saith",
    "wyth",
    "naw",
    "deg",
    "un deg un",
    "un deg dau",
    "un deg tri",
    "un deg pedwar",
    "un deg pump",
    "un deg chwech",
    "un deg saith",
    "un deg wyth",
    "un deg naw",
    "dau ddeg",
    "dau ddeg un",
    "dau ddeg dau",
    "dau ddeg tri",
    "dau ddeg pedwar",
    "dau ddeg pump",
    "dau ddeg chwech",
    "dau ddeg saith",
    "dau ddeg wyth",
    "dau ddeg naw",
    "tri deg",
    "tri deg un",
    "tri deg dau",
    "tri deg tri",
    "tri deg pedwar",
    "tri deg pump",
    "tri deg chwech",
    "tri deg saith",
    "tri deg wyth",
    "tri deg naw",
    "pedwar deg",
    "pedwar deg un",
    "pedwar deg dau",
    "pedwar deg tri",
    "pedwar deg pedwar",
    "pedwar deg pump",
    "pedwar deg chwech",
    "pedwar deg saith",
    "pedwar deg wyth",
    "pedwar deg naw",
    "pum deg",
    "pum deg un",
    "pum deg dau",
    "pum deg tri",
    "pum deg pedwar",
    "pum deg pump",
    "pum deg chwech",
    "pum deg saith",
    "pum deg wyth",
    "pum deg naw",
    "chwe deg",
    "chwe deg un",
    "chwe deg dau",
    "chwe deg tri",
    "chwe deg pedwar",
    "chwe deg pump",
    "chwe deg chwech",
    "chwe deg saith",
    "chwe deg wyth",
    "chwe deg naw",
    "saith deg",
    "saith deg un",
    "saith deg dau",
    "saith deg tri",
    "saith deg pedwar",
    "saith deg pump",
    "saith deg chwech",
    "saith deg saith",
    "saith deg wyth",
    "saith deg naw",
    "wyth deg",
    "wyth deg un",
    "wyth deg dau",
    "wyth deg tri",
    "wyth deg pedwar",
    "wyth deg pump",
    "wyth deg chwech",
    "wyth deg saith",
    "wyth deg wyth",
    "wyth deg naw",
    "naw deg",
    "naw deg un",
    "naw deg dau",
    "naw deg tri",
    "naw deg pedwar",
    "naw deg pump",
    "naw deg chwech",
    "naw deg saith",
    "naw deg wyth",
    "naw deg naw",
    "cant",
};

TEST(numbers_to_a_hundred_are_of_the_decimal_system)
{
    struct arena *arena = arena_new();
    for (int64_t i = 0; i <= 100; i++)
        assert_text_equal(spoken_number(arena, LANGUAGE_WELSH, i, NUMBER_ALONE), to_hundred[i]);
    arena_free(arena);
}

static const struct {
    int64_t number;
    enum number_form form;
    const char *words;
} chosen[] = {
    {2, NUMBER_MASCULINE, "dau"},
    {2, NUMBER_FEMININE, "dwy"},
    {3, NUMBER_FEMININE, "tair"},
    {4, NUMBER_FEMININE, "pedair"},
    {5, NUMBER_FEMININE, "pum"},
    {5, NUMBER_OF_FEMININE, "pump"},
    {4, NUMBER_OF_FEMININE, "pedair"},
    {6, NUMBER_MASCULINE, "chwe"},
    {22, NUMBER_FEMININE, "dau ddeg dwy"},
    {101, NUMBER_ALONE, "cant ac un"},
    {103, NUMBER_FEMININE, "cant a thair"},
    {105, NUMBER_MASCULINE, "cant a phum"},
    {110, NUMBER_ALONE, "cant a deg"},
    {111, NUMBER_ALONE, "cant un deg un"},
    {200, NUMBER_ALONE, "dau gant"},
    {348, NUMBER_ALONE, "tri chant pedwar deg wyth"},
    {600, NUMBER_ALONE, "chwe chant"},
    {999, NUMBER_ALONE, "naw cant naw deg naw"},
    {1000, NUMBER_ALONE, "mil"},
    {1008, NUMBER_ALONE, "mil ac wyth"},
    {1998, NUMBER_ALONE, "mil naw cant naw deg wyth"},
    {2000, NUMBER_ALONE, "dwy fil"},
    {2019, NUMBER_ALONE, "dwy fil un deg naw"},
    {2026, NUMBER_ALONE, "dwy fil dau ddeg chwech"},
    {3004, NUMBER_ALONE, "tair mil a phedwar"},
    {5000, NUMBER_ALONE, "pum mil"},
    {10000, NUMBER_ALONE, "deg mil"},
    {12000, NUMBER_ALONE, "un deg dwy fil"},
    {25000, NUMBER_ALONE, "dau ddeg pum mil"},
    {100000, NUMBER_ALONE, "can mil"},
    {204000, NUMBER_ALONE, "dau gant a phedair mil"},
    {300000, NUMBER_ALONE, "tri chan mil"},
    {1000000, NUMBER_ALONE, "miliwn"},
    {2345678, NUMBER_ALONE, "dwy filiwn tri chant pedwar deg pum mil chwe chant saith deg wyth"},
    {1000000000, NUMBER_ALONE, "un biliwn"},
    {1000000001, NUMBER_ALONE, "un biliwn ac un"},
    {-11, NUMBER_ALONE, "minws un deg un"},
    {1000000000000, NUMBER_ALONE, "un dim dim dim dim dim dim dim dim dim dim dim dim"},
    {INT64_MIN, NUMBER_ALONE,
     "minws naw dau dau tri tri saith dau dim tri chwech wyth pump pedwar saith saith pump wyth dim wyth"},
};

TEST(larger_numbers_have_their_gender_and_mutations)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof chosen / sizeof *chosen; i++)
        assert_text_equal(spoken_number(arena, LANGUAGE_WELSH, chosen[i].number, chosen[i].form),
                          chosen[i].words);
    arena_free(arena);
}

static const struct {
    struct civil_date date;
    const char *words;
} dates[] = {
    {{2019, 10, 1}, "y cyntaf o Hydref dwy fil un deg naw"},
    {{2019, 3, 2}, "yr ail o Fawrth dwy fil un deg naw"},
    {{2024, 2, 8}, "yr wythfed o Chwefror dwy fil dau ddeg pedwar"},
    {{2020, 5, 11}, "yr unfed ar ddeg o Fai dwy fil dau ddeg"},
    {{2001, 7, 15}, "y pymthegfed o Orffennaf dwy fil ac un"},
    {{2019, 11, 18}, "y deunawfed o Dachwedd dwy fil un deg naw"},
    {{2019, 12, 31}, "yr unfed ar ddeg ar hugain o Ragfyr dwy fil un deg naw"},
};

TEST(days_of_the_month_are_traditional_ordinals)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        assert_text_equal(spoken_date(arena, LANGUAGE_WELSH, dates[i].date), dates[i].words);
    assert_text_equal(spoken_date(arena, LANGUAGE_ENGLISH, dates[0].date), "1 October 2019");
    arena_free(arena);
}

static const struct {
    const char *text, *words;
} sentences[] = {
    {"3 o 9", "tri o naw"},
    {"5 o'r 11 achos", "pump o'r un deg un achos"},
    {"o 2 ddioddefwr", "o ddau ddioddefwr"},
    {"o fewn 48 awr", "o fewn pedwar deg wyth awr"},
    {"2 awr 30 munud", "dwy awr tri deg munud"},
    {"5 achos, 6 diwrnod", "pum achos, chwe diwrnod"},
    {"2 o droseddau a 5 o droseddau", "dwy o droseddau a phump o droseddau"},
    {"y 2 achos", "y ddau achos"},
    {"a 3 arall", "a thri arall"},
    {"1,284 o achosion", "mil dau gant wyth deg pedwar o achosion"},
    {"1 Hydref 2019", "y cyntaf o Hydref dwy fil un deg naw"},
    {"o 1 Chwefror i 30 Mehefin 2019",
     "o'r cyntaf o Chwefror i'r degfed ar hugain o Fehefin dwy fil un deg naw"},
    {"31 Mawrth 2019, 18:30", "yr unfed ar ddeg ar hugain o Fawrth dwy fil un deg naw, un deg wyth, tri deg"},
    {"09:05", "naw, pump"},
    {"12.5%", "un deg dau pwynt pump y cant"},
    {"29.6\xC2\xA0%, 1 %", "dau ddeg naw pwynt chwech y cant, un y cant"},
    {"45% ohonynt", "pedwar deg pump y cant ohonynt"},
    {"rhif 007", "rhif dim dim saith"},
    {"1,2,3", "un,dau,tri"},
    {"Mae 4.", "Mae pedwar."},
    {"12345678901234567890",
     "un dau tri pedwar pump chwech saith wyth naw dim un dau tri pedwar pump chwech saith wyth naw dim"},
    {"", ""},
    {"dim rhif", "dim rhif"},
    {"\xE2\x80\x9C"
     "3 achos\xE2\x80\x9D",
     "\xE2\x80\x9Ctri achos\xE2\x80\x9D"},
};

TEST(every_number_of_a_welsh_sentence_is_put_into_words)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        assert_text_equal(spoken_text(arena, LANGUAGE_WELSH, text_from(sentences[i].text)),
                          sentences[i].words);
    arena_free(arena);
}

TEST(english_is_left_to_the_synthesiser)
{
    struct arena *arena = arena_new();
    assert_text_equal(spoken_text(arena, LANGUAGE_ENGLISH, TEXT("11 of 2,019")), "11 of 2,019");
    assert_text_equal(spoken_number(arena, LANGUAGE_ENGLISH, 1284, NUMBER_FEMININE), "1,284");
    arena_free(arena);
}

TEST(a_telephone_number_is_read_digit_by_digit)
{
    struct arena *arena = arena_new();
    assert_text_equal(spoken_digits(arena, LANGUAGE_ENGLISH, TEXT("01632 960 001")),
                      "0 1 6 3 2, 9 6 0, 0 0 1");
    assert_text_equal(spoken_digits(arena, LANGUAGE_WELSH, TEXT("+44 10")), "pedwar pedwar, un dim");
    assert_text_equal(spoken_digits(arena, LANGUAGE_WELSH, TEXT("(none)")), "");
    arena_free(arena);
}

// A small generator of its own, so that a failure can be repeated.
static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 16;
}

TEST(no_digit_is_left_in_a_welsh_sentence_whatever_stands_there)
{
    static const char *const pieces[] = {
        "1", "2", "0",   "19",           "2019", ",",    ".",       ":",
        "%", " ", " o ", "o ",           "y ",   " awr", " Hydref", "\xC5\xB5",
        "-", "x", "a ",  "\xE2\x80\x93", "'r ",  "007",  "999",     " o droseddau"};
    struct arena *arena = arena_new();
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        struct arena_mark mark = arena_mark(arena);
        struct text text = {0};
        for (uint32_t i = next(&seed) % 12; i > 0; i--)
            text = text_print(arena, "%.*s%s", TEXT_PRINT(text), pieces[next(&seed) % 24]);
        struct text words = spoken_text(arena, LANGUAGE_WELSH, text);
        size_t bad_at;
        assert_true(text_is_utf8(words, &bad_at));
        for (size_t i = 0; i < words.length; i++)
            assert_false(words.bytes[i] >= '0' && words.bytes[i] <= '9');
        arena_release(arena, mark);
    }
    arena_free(arena);
}

TEST(a_minus_sign_is_said)
{
    struct arena *arena = arena_new();
    assert_text_equal(spoken_text(arena, LANGUAGE_ENGLISH, TEXT("from " MINUS "0.72 to 1")),
                      "from minus 0.72 to 1");
    assert_text_equal(spoken_text(arena, LANGUAGE_WELSH, TEXT(MINUS "2")), "minws dau");
    assert_text_equal(spoken_text(arena, LANGUAGE_ENGLISH, TEXT("a-b")), "a-b");
    arena_free(arena);
}
