// SPDX-License-Identifier: GPL-3.0-or-later
// Skipped where libmp3lame is not installed.
#include "format/mp3.h"

#include "test.h"

enum { RATE = 22050, SECONDS = 5 };

static bool encode(struct buffer *out)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct mp3_encoder *encoder = mp3_encoder_new(MP3_LIBRARY, RATE, out, &problems);
    int16_t *samples = ARENA_ARRAY(arena, int16_t, RATE);
    for (int i = 0; i < RATE; i++)
        samples[i] = (int16_t)(i % 100 * 200 - 10000);
    for (int i = 0; i < SECONDS && encoder; i++)
        mp3_encoder_add(encoder, samples, RATE);
    bool encoded = encoder != NULL;
    mp3_encoder_end(encoder);
    arena_free(arena);
    return encoded;
}

TEST(sound_becomes_frames_of_about_32_kilobits_a_second)
{
    struct buffer out = {0};
    if (!encode(&out))
        skip();
    assert_int_equal((unsigned char)out.bytes[0], 0xFF);
    assert_true(out.length > SECONDS * 2000 && out.length < SECONDS * 8000);
    size_t at;
    assert_true(text_find(text_slice(buffer_text(&out), 0, 200), TEXT("LAME"), &at));
    buffer_dispose(&out);
}

TEST(the_same_sound_becomes_the_same_bytes)
{
    struct buffer first = {0}, second = {0};
    if (!encode(&first))
        skip();
    encode(&second);
    assert_true(text_equal(buffer_text(&first), buffer_text(&second)));
    buffer_dispose(&first);
    buffer_dispose(&second);
}

TEST(a_library_that_is_not_there_is_a_problem_that_says_what_to_install)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct buffer out = {0};
    problems_init(&problems, arena);
    assert_null(mp3_encoder_new("libmp3lame-not-there.so.0", RATE, &out, &problems));
    assert_true(problems.unavailable);
    assert_int_equal(out.length, 0);
    assert_text_equal(problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[0]),
                      "audio: not made: libmp3lame-not-there.so.0 was not found\n"
                      "    install it with: apt-get install libespeak-ng1 libmp3lame0");
    arena_free(arena);
}

TEST(another_library_of_the_name_is_refused)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct buffer out = {0};
    problems_init(&problems, arena);
    assert_null(mp3_encoder_new("libm.so.6", RATE, &out, &problems));
    assert_true(problems.unavailable);
    arena_free(arena);
}
