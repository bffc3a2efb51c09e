// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/collation.h"

#include "test.h"

#include <stdlib.h>

static int compare(enum language language, struct text a, struct text b)
{
    struct arena *arena = arena_new();
    struct collation *collation = collation_new(language);
    int order = text_compare(collation_key(collation, arena, a), collation_key(collation, arena, b));
    collation_free(collation);
    arena_free(arena);
    return order;
}

TEST(welsh_letters_of_two_signs_stand_in_their_place)
{
    static const char *const names[] = {"Caerdydd", "Cwm",    "Chwilog", "Dyfed", "Ddol", "Ffynnon",  "Gwent",
                                        "Ngwent",   "Hendre", "Lwr",     "Llan",  "Pwll", "Phillips", "Rwsia",
                                        "Rhyl",     "Tywyn",  "Theodor", "Ŵyn",   "Ynys"};
    for (size_t i = 0; i + 1 < sizeof names / sizeof *names; i++)
        if (compare(LANGUAGE_WELSH, text_from(names[i]), text_from(names[i + 1])) >= 0)
            fail_msg("%s before %s", names[i], names[i + 1]);
}

TEST(english_knows_no_such_letters)
{
    assert_true(compare(LANGUAGE_ENGLISH, TEXT("Chwilog"), TEXT("Cwm")) < 0);
    assert_true(compare(LANGUAGE_ENGLISH, TEXT("Llan"), TEXT("Lwr")) < 0);
}

TEST(accents_and_capitals_decide_only_between_words_that_are_else_alike)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        assert_true(compare((enum language)language, TEXT("tŷ a"), TEXT("ty b")) < 0);
        assert_true(compare((enum language)language, TEXT("Ann b"), TEXT("ann a")) > 0);
        assert_true(compare((enum language)language, TEXT("ty"), TEXT("tŷ")) < 0);
        assert_int_equal(compare((enum language)language, TEXT("tŷ"), TEXT("ty\u0302")), 0);
    }
}

TEST(any_bytes_have_a_key)
{
    assert_true(compare(LANGUAGE_WELSH, TEXT(""), TEXT("a")) < 0);
    assert_true(compare(LANGUAGE_WELSH, (struct text){0}, TEXT("a")) < 0);
    assert_int_equal(compare(LANGUAGE_WELSH, TEXT("\xff"), TEXT("\xfe")), 0);
    assert_true(compare(LANGUAGE_WELSH, TEXT("a\0b"), TEXT("a\0c")) < 0);
}

TEST(a_long_text_has_a_whole_key)
{
    enum { LENGTH = 100000 };
    char *a = malloc(LENGTH), *b = malloc(LENGTH);
    for (size_t i = 0; i < LENGTH; i++)
        a[i] = b[i] = i % 2 ? 'Z' : 'a';
    b[LENGTH - 1] = 'b';
    assert_true(compare(LANGUAGE_WELSH, (struct text){a, LENGTH}, (struct text){b, LENGTH}) > 0);
    free(a);
    free(b);
}
