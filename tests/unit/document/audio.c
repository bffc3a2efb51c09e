// SPDX-License-Identifier: GPL-3.0-or-later
// What needs the libraries is skipped where they are not installed.
#include "document/audio.h"

#include "test.h"

static const struct checked_document *spoken(struct arena *arena)
{
    struct document *document = document_new(arena, LANGUAGE_ENGLISH);
    document->title = TEXT("Title");
    document->organisation = TEXT("Office");
    document->identifier = TEXT("R <1>");
    document->date = (struct civil_date){2024, 5, 1};
    heading_add(&document->body, 1, TEXT("one"), TEXT("One"));
    paragraph_add_text(&document->body, TEXT("Text."));
    heading_add(&document->body, 1, TEXT("two"), TEXT("Two"));
    paragraph_add_text(&document->body, TEXT("More."));
    const struct document *given = document;
    const struct checked_document *checked;
    struct problems problems;
    problems_init(&problems, arena);
    assert_true(document_check(arena, &given, 1, &checked, &problems));
    return checked;
}

static bool installed(struct arena *arena)
{
    struct problems problems;
    problems_init(&problems, arena);
    return audio_is_available(audio_libraries(), &problems);
}

static void check_missing(struct audio_libraries libraries, const char *message)
{
    struct arena *arena = arena_new();
    const struct checked_document *checked = spoken(arena);
    struct problems problems;
    struct buffer out = {0};
    problems_init(&problems, arena);
    assert_false(audio_is_available(libraries, &problems));
    assert_int_equal(problems.count, 1);
    assert_true(problems.unavailable);
    assert_text_equal(problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[0]), message);
    assert_false(document_write_mp3(checked, libraries, &out, &problems));
    assert_false(document_write_audio_page(checked, libraries, &out, &problems));
    assert_int_equal(out.length, 0);
    arena_free(arena);
}

TEST(without_the_synthesiser_nothing_is_written_and_a_problem_says_what_to_install)
{
    struct audio_libraries libraries = audio_libraries();
    libraries.speech = "libno-espeak-ng.so.1";
    check_missing(libraries, "audio: not made: libno-espeak-ng.so.1 was not found\n"
                             "    install it with: apt-get install libespeak-ng1 libmp3lame0");
}

TEST(without_the_encoder_nothing_is_written_either)
{
    struct arena *arena = arena_new();
    bool there = installed(arena);
    arena_free(arena);
    if (!there)
        skip();
    struct audio_libraries libraries = audio_libraries();
    libraries.encoder = "libno-mp3lame.so.0";
    check_missing(libraries, "audio: not made: libno-mp3lame.so.0 was not found\n"
                             "    install it with: apt-get install libespeak-ng1 libmp3lame0");
}

TEST(chapters_begin_where_the_page_says)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct buffer sound = {0}, again = {0}, page = {0};
    problems_init(&problems, arena);
    if (!installed(arena)) {
        arena_free(arena);
        skip();
    }
    const struct checked_document *checked = spoken(arena);
    assert_true(document_write_mp3(checked, audio_libraries(), &sound, &problems));
    assert_true(document_write_mp3(checked, audio_libraries(), &again, &problems));
    assert_true(text_equal(buffer_text(&sound), buffer_text(&again)));
    assert_true(document_write_audio_page(checked, audio_libraries(), &page, &problems));
    size_t at;
    assert_true(text_starts(buffer_text(&sound), TEXT("ID3\4")));
    uint32_t start = 0;
    assert_true(
        text_find(buffer_text(&sound), TEXT("c3\0"), &at)); // in the contents; then of the chapter itself
    struct text rest = text_slice(buffer_text(&sound), at + 3, sound.length);
    assert_true(text_find(rest, TEXT("c3\0"), &at));
    for (size_t i = 0; i < 4; i++)
        start = start << 8 | (unsigned char)rest.bytes[at + 3 + i];
    struct text link = text_print(arena, "href=\"R%%20%%3C1%%3E.en.mp3#t=%u\">Two", start / 1000);
    assert_true(start > 1000);
    assert_true(text_find(buffer_text(&page), link, &at));
    buffer_dispose(&sound);
    buffer_dispose(&again);
    buffer_dispose(&page);
    arena_free(arena);
}

TEST(a_chapter_without_a_time_has_no_link)
{
    struct arena *arena = arena_new();
    struct buffer page = {0};
    size_t at;
    audio_page_write(spoken(arena), (const uint32_t[]){0, 65}, 2, &page);
    assert_true(text_find(buffer_text(&page), TEXT("#t=65\">One (1:05)"), &at));
    assert_false(text_find(buffer_text(&page), TEXT(">Two ("), &at));
    assert_true(text_find(buffer_text(&page), TEXT("<h3 id=\"two\">Two</h3>"), &at));
    buffer_dispose(&page);
    arena_free(arena);
}
