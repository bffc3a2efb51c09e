// SPDX-License-Identifier: GPL-3.0-or-later
// A document read aloud by a synthetic voice: an MP3 file with chapters, and a page with a player, links to the chapters
// and the transcript (WCAG 2.2, 1.2.1). Both need libraries that may not be installed.
#pragma once

#include "base/buffer.h"
#include "document/check.h"

// Names under which the libraries are installed; a test names others.
struct audio_libraries {
    const char *speech, *encoder;
};
struct audio_libraries audio_libraries(void);

// Whether both can be loaded; else a problem says what to install.
bool audio_is_available(struct audio_libraries libraries, struct problems *problems);

// False with a problem, nothing added, where something is missing.
bool document_write_mp3(const struct checked_document *checked, struct audio_libraries libraries,
                        struct buffer *out, struct problems *problems);
// The page's times are those of the MP3 file of the same document.
bool document_write_audio_page(const struct checked_document *checked, struct audio_libraries libraries,
                               struct buffer *out, struct problems *problems);

// The page with given times, in seconds from the start, of its chapters in their order: `count` of them; a chapter beyond
// has no link.
void audio_page_write(const struct checked_document *checked, const uint32_t *starts, size_t count,
                      struct buffer *out);
