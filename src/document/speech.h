// SPDX-License-Identifier: GPL-3.0-or-later
// A document as it is read aloud: what is said, one utterance after the other, and the same as it is written in the
// transcript. A table is read row by row, an abbreviation is spelled, a chart is its alternative text; the contents are left
// out, since they are the chapters. docs/audio.md says how each block is read.
#pragma once

#include "base/buffer.h"
#include "document/check.h"

// A stretch in one language: as the transcript shows it, and as the synthesiser is given it, with numbers in words where it
// would read them wrongly. Either may be empty: "No comment" is shown and not said.
struct utterance_part {
    struct text shown, spoken;
    enum language language;
};

enum utterance_kind { UTTERANCE_TEXT, UTTERANCE_TITLE, UTTERANCE_HEADING, UTTERANCE_ROW };

struct utterance {
    enum utterance_kind kind;
    int level;         // of a heading
    bool chapter;      // a chapter begins here
    struct text title; // of the chapter; empty: the heading, or the document's title
    struct text block; // its id; empty before and behind the body
    ARRAY_OF(struct utterance_part) parts;
    unsigned pause; // behind it, in milliseconds
};

struct speech {
    ARRAY_OF(struct utterance) utterances; // the first begins a chapter
    size_t chapter_count;
    struct arena *arena;
};

void speech_build(struct arena *arena, const struct checked_document *checked, struct speech *speech);
// All parts as they are shown: a line of the transcript.
struct text utterance_shown(struct arena *arena, const struct utterance *utterance);
// What a chapter is called that begins with this utterance.
struct text utterance_chapter(struct arena *arena, const struct checked_document *checked,
                              const struct utterance *utterance);

// The transcript as text, an utterance a line, a blank line before each chapter.
void document_write_transcript(const struct checked_document *checked, struct buffer *out);
