// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/abbreviations.h"

#include "test.h"

// Documents in both languages with the abbreviations of an instrument, and a paragraph each.
static void build(struct arena *arena, const char *english, const char *welsh,
                  struct document *documents[static LANGUAGE_COUNT])
{
    const char *const words[LANGUAGE_COUNT] = {english, welsh};
    struct abbreviation known[] = {
        {.brief = {{TEXT("DA"), TEXT("CD")}}, .full = {{TEXT("domestic abuse"), TEXT("cam-drin domestig")}}},
        {.brief = {{TEXT("CC"), TEXT("PG")}}, .full = {{TEXT("Chief Constable"), TEXT("Prif Gwnstabl")}}},
    };
    const struct instrument instrument = {.abbreviations = known, .abbreviation_count = 2};
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        documents[language] = document_new(arena, (enum language)language);
        abbreviations_add(&documents[language]->body, &instrument);
        paragraph_add_text(&documents[language]->body, text_from(words[language]));
    }
    abbreviations_keep_used(documents, LANGUAGE_COUNT);
}

TEST(an_abbreviation_that_no_edition_uses_is_not_listed)
{
    struct arena *arena = arena_new();
    struct document *documents[LANGUAGE_COUNT];
    build(arena, "Asked of the CC (not of the DAC).", "Gofynnwyd.", documents);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        const struct blocks *body = &documents[language]->body;
        assert_int_equal(body->count, 3);
        assert_int_equal(body->items[1]->list.count, 1);
        assert_text_equal(body->items[1]->list.items[0]->items[0]->runs.items[0].text,
                          language == LANGUAGE_WELSH ? "PG" : "CC");
    }
    arena_free(arena);
}

TEST(what_one_language_uses_is_listed_in_both)
{
    struct arena *arena = arena_new();
    struct document *documents[LANGUAGE_COUNT];
    build(arena, "Asked of the CC.", "Achosion CD.", documents);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        assert_int_equal(documents[language]->body.items[1]->list.count, 2);
    arena_free(arena);
}

TEST(a_document_that_uses_none_has_no_list)
{
    struct arena *arena = arena_new();
    struct document *documents[LANGUAGE_COUNT];
    build(arena, "Nothing.", "Dim.", documents);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        assert_int_equal(documents[language]->body.count, 1);
    arena_free(arena);
}
