// SPDX-License-Identifier: GPL-3.0-or-later
// Skipped where libespeak-ng is not installed. Where its header is, what we declare of it is held against it.
#include "format/speech_engine.h"

#include "base/buffer.h"
#include "base/spoken.h"
#include "format/espeak.h"

#include "test.h"

#if __has_include(<espeak-ng/speak_lib.h>)
#include <espeak-ng/speak_lib.h>
#define SAME_PLACE(ours, our_field, theirs, their_field) \
    _Static_assert(offsetof(struct ours, our_field) == offsetof(theirs, their_field), #our_field)
_Static_assert(sizeof(struct espeak_event) == sizeof(espeak_EVENT), "event");
SAME_PLACE(espeak_event, user_data, espeak_EVENT, user_data);
SAME_PLACE(espeak_event, id, espeak_EVENT, id);
_Static_assert(sizeof(struct espeak_voice) == sizeof(espeak_VOICE), "voice");
SAME_PLACE(espeak_voice, languages, espeak_VOICE, languages);
SAME_PLACE(espeak_voice, spare, espeak_VOICE, spare);
_Static_assert(ESPEAK_SYNCHRONOUS == (int)AUDIO_OUTPUT_SYNCHRONOUS, "output");
_Static_assert(ESPEAK_DO_NOT_EXIT == espeakINITIALIZE_DONT_EXIT, "initialize");
_Static_assert(ESPEAK_UTF8 == espeakCHARS_UTF8 && ESPEAK_END_PAUSE == espeakENDPAUSE, "flags");
_Static_assert(ESPEAK_POSITION_CHARACTER == (int)POS_CHARACTER, "position");
#endif

struct heard {
    size_t samples;
    uint64_t hash;
};

static void hear(void *context, const int16_t *samples, size_t count)
{
    struct heard *heard = context;
    heard->samples += count;
    for (size_t i = 0; i < count; i++)
        heard->hash = (heard->hash ^ (uint16_t)samples[i]) * UINT64_C(1099511628211);
}

static struct heard say(struct text first, struct text second)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct heard heard = {0};
    struct speech_sink sink = {hear, &heard};
    problems_init(&problems, arena);
    struct speech_engine *engine = speech_engine_new(SPEECH_LIBRARY, &problems);
    if (engine) {
        assert_true(speech_engine_say(engine, LANGUAGE_ENGLISH, first, true, sink, &problems));
        assert_true(speech_engine_say(engine, LANGUAGE_WELSH, second, true, sink, &problems));
    }
    speech_engine_free(engine);
    arena_free(arena);
    return heard;
}

TEST(the_same_words_sound_the_same_twice)
{
    struct heard first = say(TEXT("Eleven cases were read."), TEXT("Darllenwyd un deg un achos."));
    struct heard second = say(TEXT("Eleven cases were read."), TEXT("Darllenwyd un deg un achos."));
    if (first.samples == 0)
        skip();
    assert_int_equal(first.samples, second.samples);
    assert_true(first.hash == second.hash);
    assert_true(first.samples > SPEECH_RATE && first.samples < 10 * SPEECH_RATE);
}

TEST(markup_is_said_and_not_obeyed)
{
    struct heard plain = say(TEXT("one two"), TEXT(""));
    struct heard marked = say(TEXT("one <break time=\"60s\"/> two"), TEXT(""));
    struct heard audio = say(TEXT("one <audio src=\"/etc/hostname\"/> [[hello]] &lt; two"), TEXT(""));
    if (plain.samples == 0)
        skip();
    assert_true(marked.samples > plain.samples && marked.samples < 20 * SPEECH_RATE);
    assert_true(audio.samples > plain.samples);
}

static const char *const hostile[] = {
    "",
    " ",
    "\x01\x02\x1B[2J",
    "....,,,,;;;;::::!!!!????",
    "<<<<<<<<<<<<<<<<<<<<>>>>>>>>>>>>>>>>",
    "<speak><voice xml:lang=\"xx\"><mark name=\"",
    "&&&&&&#x0;&#xFFFFFFFF;",
    "[[[[[[]]]]]]",
    "\xC2\xA0\xE2\x80\x8B\xEF\xBB\xBF\xF0\x9F\x98\x80\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81",
    "\xFF\xFE\xC3",
    "1.1.1.1.1.1.1.1.1.1.1 1e999999 --------- 00000000000000000000000000000000000000",
};

TEST(whatever_is_written_can_be_said)
{
    struct buffer long_word = {0}, long_text = {0};
    for (int i = 0; i < 20000; i++)
        buffer_add(&long_word, i % 3 ? TEXT("x") : TEXT("\xC5\xB5"));
    for (int i = 0; i < 3000; i++)
        buffer_add(&long_text, TEXT("a "));
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
        say(text_from(hostile[i]), text_from(hostile[i]));
    say(TEXT("a\0b"), TEXT("\0"));
    say(text_slice(buffer_text(&long_word), 0, 2000), buffer_text(&long_text));
    buffer_dispose(&long_word);
    buffer_dispose(&long_text);
}

static const struct {
    int64_t number;
    const char *phonemes;
} numerals[] = {
    {11, "ˈɨːn dˈeːɡ ˈɨːn"},
    {20, "dˈaɨ ðˈeːɡ"},
    {48, "pˈeːdwar dˈeːɡ ˈuɨθ"},
    {300, "trˈiː xˈant"},
    {2019, "duɨ vˈiːl ˈɨːn dˈeːɡ nˈaʊ"},
};

// What it makes of the digits themselves is the reason for base/spoken.h.
TEST(welsh_numerals_are_said_as_their_words)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct speech_engine *engine = speech_engine_new(SPEECH_LIBRARY, &problems);
    if (!engine) {
        arena_free(arena);
        skip();
    }
    struct text said, digits;
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
        struct text words = spoken_number(arena, LANGUAGE_WELSH, numerals[i].number, NUMBER_ALONE);
        assert_true(speech_engine_phonemes(arena, engine, LANGUAGE_WELSH, words, &said, &problems));
        assert_text_equal(said, numerals[i].phonemes);
        words = text_print(arena, "%d", (int)numerals[i].number);
        assert_true(speech_engine_phonemes(arena, engine, LANGUAGE_WELSH, words, &digits, &problems));
        assert_false(text_equal(said, digits));
    }
    speech_engine_free(engine);
    arena_free(arena);
}

TEST(a_library_that_is_not_there_is_a_problem)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    assert_null(speech_engine_new("libespeak-ng-not-there.so.1", &problems));
    assert_true(problems.unavailable);
    assert_int_equal(problems.count, 1);
    arena_free(arena);
}
