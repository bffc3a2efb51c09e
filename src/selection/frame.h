// SPDX-License-Identifier: GPL-3.0-or-later
// A frame: the list from which cases are drawn, as a text that cannot be read in two ways. One id a line in
// the order of its bytes, each line ended by a line feed, UTF-8; where cases are drawn in strata, a tab and
// the stratum's name behind each id. The same cases always give the same text, and the text its SHA-256,
// which is published before the seed exists.
#pragma once

#include "base/problem.h"
#include "format/hash.h"

struct frame_stratum {
    struct text name; // of the one group of a frame without strata: FRAME_WHOLE
    size_t count;
};
#define FRAME_WHOLE TEXT("all")

struct frame {
    struct text content;
    struct hash hash; // of the content
    struct text *ids; // in the order of their bytes
    uint32_t *strata; // of each id, an index of `groups`
    size_t count;
    struct frame_stratum *groups; // in the order of their names' bytes
    size_t group_count;
    bool stratified;
};

// From ids in any order and, where `strata` is not NULL, the stratum of each. Every id that is refused is
// reported, with its number in `record`: empty, twice, not UTF-8, with blanks at an end, with control
// characters, separators of lines or characters that nobody sees. Names of strata are ASCII letters, digits,
// '-', '_' and '.'.
bool frame_make(struct arena *arena, struct text source, const struct text *ids, const struct text *strata,
                size_t count, struct frame *frame, struct problems *problems);
// A text that is a frame already: also refused, with its line, is what is not in order or not ended.
bool frame_read(struct arena *arena, struct text source, struct text content, struct frame *frame,
                struct problems *problems);

// The line, from 1, on which the id stands or would stand.
size_t frame_line_of(const struct frame *frame, struct text id, bool *found);

// Ids for a draw that needs no frame: one a line, ended by a line feed, with or without a carriage return
// before it. Refused is only what cannot be told apart: an empty line, an id twice, what is not UTF-8,
// characters at which other programs would break the line.
bool ids_read(struct arena *arena, struct text source, struct text content, struct text **ids, size_t *count,
              struct problems *problems);
