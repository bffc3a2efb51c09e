// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/office_definition.h"

#include "base/file.h"
#include "temporary.h"
#include "test.h"

static struct office read(struct arena *arena, struct text content)
{
    struct office office = {0};
    struct problems problems;
    problems_init(&problems, arena);
    ASSERT_GOOD(office_read(arena, TEXT("office"), content, &office, &problems), &problems);
    return office;
}

static void assert_same(const struct localised *a, const struct localised *b)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        assert_true(text_equal(a->in[i], b->in[i]));
}

static void check(struct arena *arena, const struct office *office)
{
    struct text written = office_definition(arena, office);
    struct office again = read(arena, written);
    assert_true(text_equal(office_definition(arena, &again), written));
    assert_same(&again.name, &office->name);
    assert_same(&again.publisher, &office->publisher);
    assert_same(&again.marking, &office->marking);
    assert_same(&again.logo_alternative, &office->logo_alternative);
    assert_int_equal(again.accent, office->accent);
    assert_int_equal(again.has_contact, office->has_contact);
    assert_int_equal(again.contact.address_count, office->contact.address_count);
    for (size_t i = 0; i < office->contact.address_count; i++)
        assert_true(text_equal(again.contact.address[i], office->contact.address[i]));
    assert_true(text_equal(again.contact.email, office->contact.email));
    assert_same(&again.contact.web, &office->contact.web);
    assert_int_equal(again.section_count, office->section_count);
    for (size_t i = 0; i < office->section_count; i++) {
        assert_true(text_equal(again.sections[i].id, office->sections[i].id));
        assert_true(text_equal(again.sections[i].before, office->sections[i].before));
        assert_same(&again.sections[i].text, &office->sections[i].text);
    }
}

TEST(the_office_of_the_demonstration_is_written_and_read_again_as_it_was)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct text content = {0};
    problems_init(&problems, arena);
    ASSERT_GOOD(file_read(arena, TEXT(SOURCE_FOLDER "/demo/office.yaml"), 1 << 20, &content, &problems),
                &problems);
    struct office office = read(arena, content);
    assert_int_equal(office.section_count, 1);
    check(arena, &office);
    arena_free(arena);
}

TEST(whatever_stands_in_a_text_it_stays_one)
{
    struct arena *arena = arena_new();
    const struct localised hostile = {
        {TEXT("\"}, accent: \"#000000\", # \\ 'x'\n- &a *a !b |\n\n  two: {three"),
         TEXT("\xc5\xb5 yes: no\t%d")}};
    struct office_section section = {
        .id = TEXT("one"), .heading = hostile, .text = hostile, .before = TEXT("overview")};
    struct office office = {.name = hostile,
                            .marking = hostile,
                            .has_accent = true,
                            .accent = 0x0b4f5c,
                            .sections = &section,
                            .section_count = 1};
    struct text lines[] = {TEXT("- 1"), TEXT("\"2\": [")};
    office.has_contact = true;
    office.contact.name = hostile;
    office.contact.address = lines;
    office.contact.address_count = 2;
    office.contact.email = TEXT("a: b # c");
    check(arena, &office);
    arena_free(arena);
}
