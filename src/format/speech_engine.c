// SPDX-License-Identifier: GPL-3.0-or-later
// The library sets the process's LC_CTYPE, on which nothing of ours depends, and tries to reach a sound server, which it
// then does not use.
#include "format/speech_engine.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "format/espeak.h"
#include "format/library.h"

struct speech_engine {
    struct library *library;
    struct espeak_functions espeak;
    bool has_voice;
    enum language voice;
};

static bool engine_problem(struct problems *problems, struct message what)
{
    problems->unavailable = true;
    return problem_report(problems, (struct place){.source = TEXT("audio")}, what,
                          MESSAGE("install it with: apt-get install libespeak-ng1 libmp3lame0"));
}

// The events' last item, too, carries what was given to `synthesise`.
static int take_samples(short *samples, int count, struct espeak_event *events)
{
    const struct speech_sink *sink = events ? events->user_data : NULL;
    if (sink && samples && count > 0)
        sink->take(sink->context, samples, (size_t)count);
    return 0;
}

// By its language: "en-gb" is not the name of a voice.
static bool set_voice(struct speech_engine *engine, enum language language, struct problems *problems)
{
    static const char *const voices[LANGUAGE_COUNT] = {[LANGUAGE_ENGLISH] = "en-gb", [LANGUAGE_WELSH] = "cy"};
    if (engine->has_voice && engine->voice == language)
        return true;
    struct espeak_voice voice = {.languages = voices[language]};
    if (engine->espeak.set_voice(&voice) != 0)
        return engine_problem(problems, MESSAGE("not made: libespeak-ng has no voice for {language}",
                                                VALUE("language", language_name(language))));
    engine->has_voice = true;
    engine->voice = language;
    return true;
}

static bool start(struct speech_engine *engine, struct problems *problems)
{
    if (engine->espeak.initialize(ESPEAK_SYNCHRONOUS, 0, NULL, ESPEAK_DO_NOT_EXIT) != SPEECH_RATE)
        return engine_problem(problems, MESSAGE("not made: the voices of libespeak-ng were not found"));
    engine->espeak.set_callback(take_samples);
    bool voices = true;
    for (int language = LANGUAGE_COUNT - 1; language >= 0; language--)
        voices &= set_voice(engine, (enum language)language, problems);
    return voices;
}

struct speech_engine *speech_engine_new(const char *library, struct problems *problems)
{
    struct speech_engine *engine = memory_allocate_zeroed(1, sizeof *engine);
    struct espeak_functions *espeak = &engine->espeak;
    const struct library_function functions[] = {
        {"espeak_Initialize", &espeak->initialize},
        {"espeak_SetSynthCallback", &espeak->set_callback},
        {"espeak_SetVoiceByProperties", &espeak->set_voice},
        {"espeak_Synth", &espeak->synthesise},
        {"espeak_TextToPhonemes", &espeak->phonemes},
        {"espeak_Terminate", &espeak->terminate},
    };
    engine->library = library_open(library, functions, sizeof functions / sizeof *functions, problems);
    if (engine->library && start(engine, problems))
        return engine;
    library_close(engine->library);
    memory_free(engine);
    return NULL;
}

// Ended by NUL, without control characters, and without words longer than the library has room for.
static void add_plain(struct buffer *plain, struct text text)
{
    size_t bad_at, length = 0;
    if (!text_is_utf8(text, &bad_at))
        text = text_slice(text, 0, bad_at);
    for (size_t at = 0; at < text.length;) {
        uint32_t character = text_code_point(text, &at);
        bool blank = character <= ' ' || (character >= 0x7F && character <= 0xA0);
        length = blank ? 0 : length + 1;
        if (length > LIMIT_SPOKEN_WORD) {
            buffer_add_character(plain, ' ');
            length = 1;
        }
        buffer_add_code_point(plain, blank ? ' ' : character);
    }
    buffer_add_character(plain, 0);
}

bool speech_engine_say(struct speech_engine *engine, enum language language, struct text text, bool pause,
                       struct speech_sink sink, struct problems *problems)
{
    if (!set_voice(engine, language, problems))
        return false;
    struct buffer plain = {0};
    add_plain(&plain, text);
    // Neither SSML nor phonemes are switched on: "<" and "[[" are characters like others.
    engine->espeak.synthesise(plain.bytes, plain.length, 0, ESPEAK_POSITION_CHARACTER, 0,
                              ESPEAK_UTF8 | (pause ? ESPEAK_END_PAUSE : 0), NULL, &sink);
    buffer_dispose(&plain);
    return true;
}

bool speech_engine_phonemes(struct arena *arena, struct speech_engine *engine, enum language language,
                            struct text text, struct text *phonemes, struct problems *problems)
{
    if (!set_voice(engine, language, problems))
        return false;
    struct buffer plain = {0}, out = {0};
    add_plain(&plain, text);
    const void *rest = plain.bytes;
    while (rest) {
        const char *clause = engine->espeak.phonemes(&rest, ESPEAK_UTF8, ESPEAK_PHONEMES_IPA);
        if (out.length)
            buffer_add_character(&out, ' ');
        buffer_add(&out, text_from(clause));
    }
    *phonemes = text_copy(arena, buffer_text(&out));
    buffer_dispose(&plain);
    buffer_dispose(&out);
    return true;
}

void speech_engine_free(struct speech_engine *engine)
{
    if (!engine)
        return;
    engine->espeak.terminate();
    library_close(engine->library); // a new engine then begins without anything of this one
    memory_free(engine);
}
