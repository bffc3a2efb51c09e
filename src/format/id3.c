// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/id3.h"

#include <assert.h>

enum { ENCODING_UTF_8 = 3, TABLE_IS_TOP = 2, TABLE_IS_ORDERED = 1, IDENTIFIER_BYTES = 16 };
static const uint32_t LARGEST = UINT32_C(1) << 28; // what a size of four times seven bits holds

// Seven bits a byte, so that no byte of a size looks like the start of a frame of sound (ID3v2.4, 6.2).
static void add_size(struct buffer *out, size_t size)
{
    assert(size < LARGEST);
    for (int shift = 21; shift >= 0; shift -= 7)
        buffer_add_character(out, (char)((size >> shift) & 0x7F));
}

static void add_number(struct buffer *out, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_add_character(out, (char)((number >> shift) & 0xFF));
}

static void add_frame(struct buffer *out, const char *name, const struct buffer *content)
{
    buffer_add(out, text_from(name));
    add_size(out, content->length);
    buffer_add(out, (struct text){"\0\0", 2}); // no flags
    buffer_add(out, buffer_text(content));
}

static void add_text_frame(struct buffer *out, const char *name, struct text text)
{
    struct buffer content = {0};
    buffer_add_character(&content, ENCODING_UTF_8);
    buffer_add(&content, text);
    add_frame(out, name, &content);
    buffer_dispose(&content);
}

// "c1", ended by NUL.
static void add_identifier(struct buffer *out, size_t chapter)
{
    buffer_print(out, "c%zu", chapter + 1);
    buffer_add_character(out, 0);
}

static void add_contents(struct buffer *out, size_t count)
{
    struct buffer content = {0};
    buffer_add(&content, TEXT("toc\0"));
    buffer_add_character(&content, TABLE_IS_TOP | TABLE_IS_ORDERED);
    buffer_add_character(&content, (char)count);
    for (size_t i = 0; i < count; i++)
        add_identifier(&content, i);
    add_frame(out, "CTOC", &content);
    buffer_dispose(&content);
}

// On the edge of a character, and not behind a blank.
static struct text cut_title(struct arena *arena, struct text title)
{
    static const char ellipsis[] = "\xE2\x80\xA6";
    if (title.length <= ID3_CHAPTER_TITLE_MOST)
        return title;
    size_t length = ID3_CHAPTER_TITLE_MOST - (sizeof ellipsis - 1);
    while (length && ((unsigned char)title.bytes[length] & 0xC0) == 0x80)
        length--;
    struct text kept = text_trim(text_slice(title, 0, length));
    return text_print(arena, "%.*s%s", TEXT_PRINT(kept), ellipsis);
}

static void add_chapter(struct buffer *out, size_t index, const struct id3_chapter *chapter)
{
    struct buffer content = {0};
    add_identifier(&content, index);
    add_number(&content, chapter->start);
    add_number(&content, chapter->end);
    add_number(&content, UINT32_MAX); // places in the file are not given: the times are
    add_number(&content, UINT32_MAX);
    struct arena *arena = arena_new();
    add_text_frame(&content, "TIT2", cut_title(arena, chapter->title));
    arena_free(arena);
    add_frame(out, "CHAP", &content);
    buffer_dispose(&content);
}

void id3_write(const struct id3_tag *tag, struct buffer *out)
{
    struct buffer frames = {0};
    size_t count = tag->chapter_count < ID3_CHAPTERS_MOST ? tag->chapter_count : ID3_CHAPTERS_MOST;
    add_text_frame(&frames, "TIT2", tag->title);
    add_text_frame(&frames, "TPE1", tag->artist);
    add_text_frame(&frames, "TLAN", tag->language);
    add_text_frame(&frames, "TDRC", tag->date);
    if (count)
        add_contents(&frames, count);
    for (size_t i = 0; i < count; i++)
        add_chapter(&frames, i, &tag->chapters[i]);
    buffer_add(out, TEXT("ID3\4\0\0")); // version 2.4.0, no flags
    add_size(out, frames.length);
    buffer_add(out, buffer_text(&frames));
    buffer_dispose(&frames);
}
