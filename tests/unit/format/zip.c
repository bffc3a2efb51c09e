// SPDX-License-Identifier: GPL-3.0-or-later
// Limits and damage are tested where they matter, in xlsx.c.
#include "format/zip.h"

#include "base/buffer.h"
#include "workbook.h"

#include "test.h"

TEST(entries_are_found_by_name_and_read_in_pieces_of_any_size)
{
    struct buffer file = {0};
    assert_true(
        workbook_make(TEXT("--- folder/A.txt\nhello\nworld\n--- stored.txt stored\n0123456789\n"), &file));
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct input input = input_memory(buffer_text(&file), TEXT("test.zip"));
    struct zip_reader *zip;
    assert_true(zip_reader_open(&input, &zip, &problems));
    assert_true(zip_reader_has(zip, TEXT("FOLDER/a.TXT")));
    assert_false(zip_reader_has(zip, TEXT("A.txt")));

    const struct {
        struct text name;
        const char *content;
    } entries[] = {{TEXT("folder/a.txt"), "hello\nworld\n"}, {TEXT("stored.txt"), "0123456789\n"}};
    for (size_t i = 0; i < 2; i++)
        for (size_t room = 1; room < 20; room++) {
            struct zip_entry *entry;
            assert_true(zip_entry_open(zip, entries[i].name, &entry, &problems));
            struct buffer read = {0};
            char piece[20];
            size_t got;
            do {
                assert_true(zip_entry_read(entry, piece, room, &got, &problems));
                buffer_add(&read, (struct text){piece, got});
            } while (got > 0);
            assert_text_equal(buffer_text(&read), entries[i].content);
            buffer_dispose(&read);
            zip_entry_close(entry);
        }
    struct zip_entry *entry;
    assert_false(zip_entry_open(zip, TEXT("none"), &entry, &problems));
    assert_int_equal(problems.count, 1);
    assert_text_equal(problems.list.items[0].place.name, "none");
    zip_reader_close(zip);
    arena_free(arena);
    buffer_dispose(&file);
}

TEST(a_wrong_checksum_is_found_at_the_end_of_the_entry)
{
    struct buffer file = {0};
    assert_true(workbook_make(TEXT("--- stored.txt stored\n0123456789\n"), &file));
    size_t at;
    assert_true(text_find(buffer_text(&file), TEXT("0123456789"), &at));
    file.bytes[at] = '9';
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct input input = input_memory(buffer_text(&file), TEXT("test.zip"));
    struct zip_reader *zip;
    struct zip_entry *entry;
    assert_true(zip_reader_open(&input, &zip, &problems));
    assert_true(zip_entry_open(zip, TEXT("stored.txt"), &entry, &problems));
    char piece[100];
    size_t got = 1;
    bool good = true;
    while (good && got > 0)
        good = zip_entry_read(entry, piece, sizeof piece, &got, &problems);
    assert_false(good);
    assert_int_equal(problems.count, 1);
    zip_entry_close(entry);
    zip_reader_close(zip);
    arena_free(arena);
    buffer_dispose(&file);
}

// What the reader finds in it; the bytes live in the arena.
static struct text entry_content(struct arena *arena, struct zip_reader *zip, const char *name)
{
    struct problems problems;
    problems_init(&problems, arena);
    struct zip_entry *entry;
    struct buffer read = {0};
    char piece[64];
    size_t got;
    assert_true(zip_entry_open(zip, text_from(name), &entry, &problems));
    while (zip_entry_read(entry, piece, sizeof piece, &got, &problems) && got > 0)
        buffer_add(&read, (struct text){piece, got});
    zip_entry_close(entry);
    struct text content = text_copy(arena, buffer_text(&read));
    buffer_dispose(&read);
    return content;
}

TEST(what_is_packed_is_read_again_and_the_same_entries_give_the_same_bytes)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct buffer files[2] = {0};
    for (int i = 0; i < 2; i++) {
        struct zip_writer *writer = zip_writer_new();
        zip_writer_add(writer, "mimetype", TEXT("application/epub+zip"), ZIP_STORED);
        zip_writer_add(writer, "a/siŵr.txt", TEXT("hello hello hello hello"), ZIP_DEFLATED);
        assert_true(zip_writer_finish(writer, TEXT("test.zip"), &files[i], &problems));
        zip_writer_free(writer);
    }
    assert_true(text_equal(buffer_text(&files[0]), buffer_text(&files[1])));
    // EPUB and OpenDocument ask for it: the first entry stored, its name and content at these places, no extra field
    assert_memory_equal(files[0].bytes + 26, "\x08\0\0\0mimetypeapplication/epub+zip", 32);
    struct input input = input_memory(buffer_text(&files[0]), TEXT("test.zip"));
    struct zip_reader *zip;
    assert_true(zip_reader_open(&input, &zip, &problems));
    assert_int_equal(zip_reader_count(zip), 2);
    assert_text_equal(entry_content(arena, zip, "a/siŵr.txt"), "hello hello hello hello");
    zip_reader_close(zip);
    buffer_dispose(&files[0]);
    buffer_dispose(&files[1]);
    arena_free(arena);
}

TEST(a_name_that_is_added_twice_spoils_the_file)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct buffer file = {0};
    struct zip_writer *writer = zip_writer_new();
    zip_writer_add(writer, "a", TEXT("1"), ZIP_DEFLATED);
    zip_writer_add(writer, "a", TEXT("2"), ZIP_DEFLATED);
    assert_false(zip_writer_finish(writer, TEXT("test.zip"), &file, &problems));
    assert_int_equal(file.length, 0);
    zip_writer_free(writer);
    arena_free(arena);
}
