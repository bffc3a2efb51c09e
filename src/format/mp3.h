// SPDX-License-Identifier: GPL-3.0-or-later
// Speech to MP3 (ISO/IEC 13818-3, one channel, 32 kb/s on average), by libmp3lame, which is loaded when it is needed.
#pragma once

#include "base/buffer.h"
#include "base/problem.h"

#define MP3_LIBRARY "libmp3lame.so.0"

struct mp3_encoder;

// Adds to the buffer. NULL with a problem if the library is not there; `library` is MP3_LIBRARY, or another name in a test.
struct mp3_encoder *mp3_encoder_new(const char *library, int rate, struct buffer *out,
                                    struct problems *problems);
void mp3_encoder_add(struct mp3_encoder *encoder, const int16_t *samples, size_t count);
// Writes what is left, and into the first frame how long it all is. Ends the encoder.
void mp3_encoder_end(struct mp3_encoder *encoder); // NULL is allowed
