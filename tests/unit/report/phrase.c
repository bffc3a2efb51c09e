// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/phrase.h"

#include "base/buffer.h"

#include "test.h"

static const struct phrase_group groups[] = {{TEXT("closed"), 1}, {TEXT("nfa"), 2}};

// The sentence as it reads, or the first problem.
static struct text filled(struct arena *arena, enum language language, const char *pattern, int64_t linked,
                          int64_t in_outcome)
{
    struct problems problems;
    problems_init(&problems, arena);
    struct document *document = document_new(arena, language);
    struct runs *runs = paragraph_add(&document->body);
    struct phrase_counts counts = {groups, 2, linked, in_outcome};
    struct buffer out = {0};
    if (!phrase_add(runs, language, text_from(pattern), &counts, TEXT("comment.1"), (struct place){0},
                    &problems)) {
        assert_int_equal(runs->count, 0);
        return problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[0]);
    }
    for (size_t i = 0; i < runs->count; i++)
        buffer_add(&out, runs->items[i].text);
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

TEST(numbers_come_from_the_cases)
{
    struct arena *arena = arena_new();
    assert_text_equal(
        filled(arena, LANGUAGE_ENGLISH, "{closed} case closed after 5 days and {nfa:word} agreed NFA", 3, 3),
        "1 case closed after 5 days and two agreed NFA");
    assert_text_equal(filled(arena, LANGUAGE_ENGLISH, "In {n:cases} it was not. {n:Cases}: {n}.", 1, -1),
                      "In one case it was not. One case: 1.");
    assert_text_equal(filled(arena, LANGUAGE_ENGLISH, "{n:Both} agreed", 2, 2), "Both agreed");
    assert_text_equal(filled(arena, LANGUAGE_ENGLISH, "{n:Both} agreed", 7, 7), "All seven agreed");
    assert_text_equal(filled(arena, LANGUAGE_ENGLISH, "{n:cases}", 1284, -1), "1,284 cases");
    assert_text_equal(filled(arena, LANGUAGE_ENGLISH, "no placeholder", 2, -1), "no placeholder");
    arena_free(arena);
}

TEST(words_agree_with_the_number)
{
    struct arena *arena = arena_new();
    const char *pattern = "{n:Cases} {n:was|were} late, and {nfa} case{nfa:|s} {nfa:is|are} counted so.";
    assert_text_equal(filled(arena, LANGUAGE_ENGLISH, pattern, 1, -1),
                      "One case was late, and 2 cases are counted so.");
    assert_text_equal(filled(arena, LANGUAGE_ENGLISH, pattern, 3, -1),
                      "Three cases were late, and 2 cases are counted so.");
    assert_text_equal(filled(arena, LANGUAGE_ENGLISH, "{closed} case{closed:|s}", 3, -1), "1 case");
    assert_text_equal(filled(arena, LANGUAGE_WELSH, "{n:ohono|ohonynt}", 1, -1), "ohono");
    arena_free(arena);
}

static struct text withheld(struct arena *arena, enum language language, const char *pattern, int64_t linked)
{
    struct problems problems;
    problems_init(&problems, arena);
    struct document *document = document_new(arena, language);
    struct runs *runs = paragraph_add(&document->body);
    struct phrase_counts counts = {groups, 2, linked, -1, .threshold = 5};
    struct text text = {0};
    assert_true(phrase_add(runs, language, text_from(pattern), &counts, TEXT("finding.1"), (struct place){0},
                           &problems));
    for (size_t i = 0; i < runs->count; i++) {
        const struct run *run = &runs->items[i];
        assert_true(run->agrees.length == 0 || text_starts(run->agrees, TEXT("finding.1")));
        text = text_print(arena, "%.*s%.*s", TEXT_PRINT(text),
                          TEXT_PRINT(run->is_number || run->agrees.length ? run->instead : run->text));
    }
    return text;
}

TEST(where_a_number_is_withheld_the_words_agree_with_what_is_said)
{
    struct arena *arena = arena_new();
    assert_text_equal(withheld(arena, LANGUAGE_ENGLISH, "{n:Cases} was late and {n:is|are} counted so.", 1),
                      "Fewer than five cases were late and are counted so.");
    assert_text_equal(withheld(arena, LANGUAGE_ENGLISH, "{closed} case closed after 5 days", 1),
                      "fewer than 5 cases closed after 5 days");
    assert_text_equal(withheld(arena, LANGUAGE_WELSH, "Caewyd {n} achos ar ôl", 7),
                      "Caewyd 5 neu fwy o achosion ar ôl");
    assert_text_equal(withheld(arena, LANGUAGE_WELSH, "Caewyd {n} achos, {n:fe'i|fe'u} cyfrifir", 1),
                      "Caewyd llai na 5 achos, fe'u cyfrifir");
    arena_free(arena);
}

TEST(welsh_numbers_mutate_and_have_a_gender)
{
    struct arena *arena = arena_new();
    assert_text_equal(filled(arena, LANGUAGE_WELSH, "Mewn {n:cases}", 2, -1), "Mewn dau achos");
    assert_text_equal(filled(arena, LANGUAGE_WELSH, "{n:Cases}", 5, -1), "Pum achos");
    assert_text_equal(filled(arena, LANGUAGE_WELSH, "{n:cases}", 11, -1), "11 o achosion");
    assert_text_equal(filled(arena, LANGUAGE_WELSH, "{nfa:word} {nfa:feminine}", 3, -1), "dau dwy");
    assert_text_equal(filled(arena, LANGUAGE_WELSH, "{n:both}", 2, 2), "y ddau");
    arena_free(arena);
}

TEST(a_sentence_cannot_say_all_when_some_are_meant)
{
    struct arena *arena = arena_new();
    assert_text_equal(text_slice(filled(arena, LANGUAGE_ENGLISH, "{n:both}", 2, 3), 0, 70),
                      "the text says that all cases of the outcome are meant, but 2 of 3 are ");
    arena_free(arena);
}

TEST(an_unknown_placeholder_is_refused)
{
    struct arena *arena = arena_new();
    assert_text_equal(text_slice(filled(arena, LANGUAGE_ENGLISH, "{other}", 2, 3), 0, 54),
                      "the text counts a group of cases that it does not have");
    assert_text_equal(text_slice(filled(arena, LANGUAGE_ENGLISH, "{n:roman}", 2, 3), 0, 46),
                      "the text has a placeholder of an unknown form ");
    arena_free(arena);
}

TEST(every_number_carries_its_trace)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct document *document = document_new(arena, LANGUAGE_ENGLISH);
    struct runs *runs = paragraph_add(&document->body);
    struct phrase_counts counts = {groups, 2, 3, -1};
    assert_true(phrase_add(runs, LANGUAGE_ENGLISH, TEXT("{n} {nfa:word}"), &counts, TEXT("comment.4"),
                           (struct place){0}, &problems));
    assert_true(runs->items[0].is_number);
    assert_int_equal(runs->items[0].number, 3);
    assert_text_equal(runs->items[0].trace, "comment.4");
    assert_text_equal(runs->items[2].trace, "comment.4.nfa");
    arena_free(arena);
}

static struct text bound(struct arena *arena, enum language language, int64_t number, int64_t threshold,
                         const char *form)
{
    return bound_words(arena, language, number, threshold, text_from(form));
}

TEST(what_is_withheld_is_said_by_its_bound)
{
    struct arena *arena = arena_new();
    assert_text_equal(bound(arena, LANGUAGE_ENGLISH, 2, 5, ""), "fewer than 5");
    assert_text_equal(bound(arena, LANGUAGE_ENGLISH, 2, 5, "word"), "fewer than five");
    assert_text_equal(bound(arena, LANGUAGE_ENGLISH, 2, 5, "Cases"), "fewer than five cases");
    assert_text_equal(bound(arena, LANGUAGE_ENGLISH, 7, 5, "cases"), "at least five cases");
    assert_text_equal(bound(arena, LANGUAGE_WELSH, 2, 5, ""), "llai na 5");
    assert_text_equal(bound(arena, LANGUAGE_WELSH, 2, 5, "word"), "llai na phump");
    assert_text_equal(bound(arena, LANGUAGE_WELSH, 2, 3, "feminine"), "llai na thair");
    assert_text_equal(bound(arena, LANGUAGE_WELSH, 2, 6, "word"), "llai na chwech");
    assert_text_equal(bound(arena, LANGUAGE_WELSH, 2, 5, "cases"), "llai na phum achos");
    assert_text_equal(bound(arena, LANGUAGE_WELSH, 7, 5, "cases"), "pump neu fwy o achosion");
    assert_text_equal(bound(arena, LANGUAGE_WELSH, 17, 12, "word"), "12 neu fwy");
    arena_free(arena);
}
