// SPDX-License-Identifier: GPL-3.0-or-later
// The tag before an MP3 file: ID3v2.4 ("ID3 tag version 2.4.0", main structure and native frames, 2000) with chapters ("ID3v2
// Chapter Frame Addendum 1.0", 2005). Text is UTF-8.
#pragma once

#include "base/buffer.h"

enum { ID3_CHAPTERS_MOST = 255 }; // a table of contents counts them in one byte
enum {
    ID3_CHAPTER_TITLE_MOST =
        120 // bytes: below 128 a size is the same whether it is read by seven or eight bits a byte, and
            // FFmpeg reads those of frames inside a chapter by eight
};

struct id3_chapter {
    struct text title;   // cut, with an ellipsis, at ID3_CHAPTER_TITLE_MOST
    uint32_t start, end; // milliseconds
};

struct id3_tag {
    struct text title, artist;
    struct text language; // ISO 639-2: "eng"
    struct text date;     // "2019-10-01"
    const struct id3_chapter *chapters;
    size_t chapter_count; // those beyond ID3_CHAPTERS_MOST are left out
};

void id3_write(const struct id3_tag *tag, struct buffer *out);
