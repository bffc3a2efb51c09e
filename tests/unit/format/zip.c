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
