// SPDX-License-Identifier: GPL-3.0-or-later
// What we call of libespeak-ng.so.1, declared by ourselves after its public interface (revision 12), so that nothing of it is
// needed to build; tests/unit/format/espeak.c holds this against its header. Only speech_engine.c includes it.
#pragma once

#include <stddef.h>

enum { ESPEAK_SYNCHRONOUS = 2, ESPEAK_DO_NOT_EXIT = 0x8000 };
enum { ESPEAK_UTF8 = 1, ESPEAK_END_PAUSE = 0x1000 };
enum { ESPEAK_POSITION_CHARACTER = 1, ESPEAK_PHONEMES_IPA = 2 };

struct espeak_event {
    int type;
    unsigned int identifier;
    int text_position, length, audio_position, sample;
    void *user_data;
    union {
        int number;
        const char *name;
        char string[8];
    } id;
};

struct espeak_voice {
    const char *name, *languages, *identifier;
    unsigned char gender, age, variant, internal;
    int score;
    void *spare;
};

typedef int espeak_callback(short *samples, int count, struct espeak_event *events);

struct espeak_functions {
    int (*initialize)(int output, int buffer_length, const char *path, int options);
    void (*set_callback)(espeak_callback *callback);
    int (*set_voice)(struct espeak_voice *voice);
    int (*synthesise)(const void *text, size_t size, unsigned int position, int position_type,
                      unsigned int end_position, unsigned int flags, unsigned int *identifier,
                      void *user_data);
    const char *(*phonemes)(const void **text, int text_mode, int phoneme_mode);
    int (*terminate)(void);
};
