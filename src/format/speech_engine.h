// SPDX-License-Identifier: GPL-3.0-or-later
// A synthetic voice: text in, sound out, by libespeak-ng, which is loaded when it is needed. The library has one state a
// process: one engine at a time, and not from two threads. The same calls on a new engine give the same samples, since the library is
// unloaded between; about 10 kB of its own it leaves behind each time.
#pragma once

#include "base/problem.h"

enum { SPEECH_RATE = 22050 }; // samples a second, one channel

#define SPEECH_LIBRARY "libespeak-ng.so.1"

struct speech_engine;

struct speech_sink {
    void (*take)(void *context, const int16_t *samples, size_t count);
    void *context;
};

// NULL with a problem if the library, or its data, is not there; `library` is SPEECH_LIBRARY, or another name in a test.
struct speech_engine *speech_engine_new(const char *library, struct problems *problems);
// Says a text, which may be anybody's: markup in it is said, not obeyed. With `pause` it ends as a sentence does. False with a
// problem if the engine has no voice for the language.
bool speech_engine_say(struct speech_engine *engine, enum language language, struct text text, bool pause,
                       struct speech_sink sink, struct problems *problems);
// How it would say it, in the international phonetic alphabet. For tests: nothing here can listen.
bool speech_engine_phonemes(struct arena *arena, struct speech_engine *engine, enum language language,
                            struct text text, struct text *phonemes, struct problems *problems);
void speech_engine_free(struct speech_engine *engine); // NULL is allowed
