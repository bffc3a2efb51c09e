// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/id3.h"

#include "test.h"

static size_t size_at(struct text tag, size_t at)
{
    size_t size = 0;
    for (size_t i = at; i < at + 4; i++) {
        assert_true((unsigned char)tag.bytes[i] < 0x80);
        size = size << 7 | (unsigned char)tag.bytes[i];
    }
    return size;
}

// Walks over all frames and counts those of a name; sizes must lead from one to the next and end with the tag.
static size_t count_frames(struct text tag, const char *name)
{
    size_t count = 0, at = 10;
    assert_true(text_starts(tag, TEXT("ID3\4\0\0")));
    assert_int_equal(size_at(tag, 6), tag.length - 10);
    while (at < tag.length) {
        count += text_equal(text_slice(tag, at, at + 4), text_from(name));
        at += 10 + size_at(tag, at + 4);
    }
    assert_int_equal(at, tag.length);
    return count;
}

static struct id3_tag with_chapters(struct id3_chapter *chapters, size_t count, struct text title)
{
    for (size_t i = 0; i < count; i++)
        chapters[i] = (struct id3_chapter){title, (uint32_t)i * 1000, (uint32_t)i * 1000 + 1000};
    return (struct id3_tag){.title = TEXT("Trosedd gas\xC3\xA1u"),
                            .artist = TEXT("Office"),
                            .language = TEXT("cym"),
                            .date = TEXT("2019-10-01"),
                            .chapters = chapters,
                            .chapter_count = count};
}

TEST(the_frames_follow_each_other_to_the_end)
{
    struct id3_chapter chapters[3];
    struct id3_tag tag = with_chapters(chapters, 3, TEXT("Pennod"));
    struct buffer out = {0};
    id3_write(&tag, &out);
    assert_int_equal(count_frames(buffer_text(&out), "CHAP"), 3);
    assert_int_equal(count_frames(buffer_text(&out), "CTOC"), 1);
    assert_int_equal(count_frames(buffer_text(&out), "TIT2"), 1);
    size_t at;
    assert_true(text_find(buffer_text(&out), TEXT("CTOC\0\0\0\x0F\0\0toc\0\3\3c1\0c2\0c3\0"), &at));
    assert_true(text_find(buffer_text(&out),
                          TEXT("c2\0\0\0\3\xE8\0\0\7\xD0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFFTIT2"), &at));
    buffer_dispose(&out);
}

TEST(sizes_have_seven_bits_a_byte)
{
    struct buffer title = {0}, out = {0};
    for (int i = 0; i < 20000; i++)
        buffer_add_character(&title, 'x');
    struct id3_chapter chapters[2];
    struct id3_tag tag = with_chapters(chapters, 2, buffer_text(&title));
    id3_write(&tag, &out);
    assert_int_equal(count_frames(buffer_text(&out), "CHAP"), 2);
    buffer_dispose(&title);
    buffer_dispose(&out);
}

TEST(a_long_title_of_a_chapter_is_cut_on_the_edge_of_a_character)
{
    struct buffer title = {0}, out = {0};
    buffer_add_character(&title, 'x');
    for (int i = 0; i < 100; i++)
        buffer_add(&title, TEXT("\xC3\xA1"));
    struct id3_chapter chapters[1];
    struct id3_tag tag = with_chapters(chapters, 1, buffer_text(&title));
    size_t at;
    id3_write(&tag, &out);
    assert_true(text_find(buffer_text(&out), TEXT("\xFF\xFF\xFF\xFFTIT2"), &at));
    struct text frame = text_slice(buffer_text(&out), at + 4, out.length);
    size_t size = size_at(frame, 4);
    assert_true(size <= 1 + ID3_CHAPTER_TITLE_MOST && size > ID3_CHAPTER_TITLE_MOST - 3);
    struct text shown = text_slice(frame, 11, 10 + size);
    assert_true(text_is_utf8(shown, &at));
    assert_true(text_ends(shown, TEXT("\xC3\xA1\xE2\x80\xA6")));
    buffer_dispose(&title);
    buffer_dispose(&out);
}

TEST(a_tag_without_chapters_has_no_contents)
{
    struct id3_tag tag = with_chapters(NULL, 0, TEXT(""));
    struct buffer out = {0};
    id3_write(&tag, &out);
    assert_int_equal(count_frames(buffer_text(&out), "CTOC"), 0);
    buffer_dispose(&out);
}

TEST(more_chapters_than_can_be_counted_are_left_out)
{
    struct id3_chapter chapters[300];
    struct id3_tag tag = with_chapters(chapters, 300, TEXT("C"));
    struct buffer out = {0};
    id3_write(&tag, &out);
    assert_int_equal(count_frames(buffer_text(&out), "CHAP"), ID3_CHAPTERS_MOST);
    buffer_dispose(&out);
}
