// SPDX-License-Identifier: GPL-3.0-or-later
// The scan against the careful reading (scan_check.h), over pieces made of what can go wrong, laid over the borders of
// its blocks of 64 bytes.
#include "format/csv_scan.h"

#include "base/buffer.h"
#include "base/processor.h"
#include "scan_check.h"

#include "test.h"

#include <stdlib.h>

static uint64_t seed;

static uint32_t below(uint32_t bound)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(((seed >> 32) * bound) >> 32);
}

static void print_piece(struct scan_piece piece)
{
    print_message("# separator %02x, encoding %d, ended %d:", (unsigned char)piece.separator,
                  (int)piece.encoding, piece.ended);
    for (size_t i = 0; i < piece.text.length; i++)
        print_message(" %02x", (unsigned char)piece.text.bytes[i]);
    print_message("\n");
}

static void check(struct scan_piece piece)
{
    const char *why = scan_check(piece);
    if (!why)
        return;
    print_piece(piece);
    fail_msg("%s", why);
}

static void check_all_forms(struct text text, char separator)
{
    for (int i = 0; i < 4; i++)
        check((struct scan_piece){text, separator, i & 1 ? ENCODING_WINDOWS_1252 : ENCODING_UTF8, i & 2});
}

static size_t rounds(size_t count)
{
    const char *tier = getenv("CRAFFU_TIER");
    struct text name = tier ? text_from(tier) : TEXT("default");
    return text_equal(name, TEXT("long"))    ? 100 * count
           : text_equal(name, TEXT("ci"))    ? 4 * count
           : text_equal(name, TEXT("quick")) ? count / 4
                                             : count;
}

// What rows are made of, good and bad.
static const struct text parts[] = {
    {"\"", 1},
    {"\"\"", 2},
    {"\n", 1},
    {"\r\n", 2},
    {"\r", 1},
    {",", 1},
    {",\"", 2},
    {"\",", 2},
    {"\"\r\n", 3},
    {"\n\"", 2},
    {"x", 1},
    {"value", 5},
    {"\xC5\xB7", 2},
    {"\xE2\x82\xAC", 3},
    {"\xF0\x9F\x98\x80", 4},
    {"\xC5", 1},
    {"\xFF", 1},
    {"\xE2\x82", 2},
    {"\xED\xA0\x80", 3},
    {"\0", 1},
    {"\"a,\"\"b\"", 8},
    {"a,b\n", 4},
    {"\"c\",\"d\"\r\n", 9},
    {" ", 1},
    {";\t", 2},
};
enum { PARTS = sizeof parts / sizeof *parts, GOOD_PARTS = 15 };

static void add_filling(struct buffer *out, size_t length)
{
    for (size_t i = 0; i < length; i++)
        buffer_add_character(out, i % 7 == 6 ? ',' : 'a');
}

TEST(random_pieces_give_the_rows_of_the_careful_reading)
{
    seed = 1;
    for (size_t i = 0; i < rounds(8000); i++) {
        struct buffer piece = {0};
        uint32_t count = below(80), kinds = i % 2 ? PARTS : GOOD_PARTS;
        for (uint32_t part = 0; part < count; part++) {
            if (below(8) == 0)
                add_filling(&piece, below(70));
            buffer_add(&piece, parts[below(kinds)]);
        }
        check_all_forms(buffer_text(&piece), ",;\t"[below(8) ? 0 : below(3)]);
        buffer_dispose(&piece);
    }
}

TEST(orderly_rows_are_all_sure)
{
    seed = 2;
    for (size_t i = 0; i < rounds(2000); i++) {
        struct buffer piece = {0};
        size_t rows = 1 + below(30);
        for (size_t row = 0; row < rows; row++) {
            for (uint32_t cell = 1 + below(5); cell; cell--) {
                static const char *const values[] = {"",         "a",       "\"\"",     "\"a\"\"b\"",
                                                     "\"\r\n\"", "\"\n,\"", "\"\"\"\"", "\xC5\xB7r"};
                buffer_add(&piece, text_from(values[below(8)]));
                add_filling(&piece, 0);
                buffer_add(&piece, text_from(cell > 1 ? "," : below(2) ? "\r\n" : "\n"));
            }
        }
        struct csv_scan scan;
        struct csv_scan_form form = {',', ENCODING_UTF8, processor_has_avx2()};
        struct text text = buffer_text(&piece);
        size_t length = text.length;
        add_filling(&piece, CSV_SCAN_BYTES_BEHIND);
        text = (struct text){piece.bytes, length};
        csv_scan_init(&scan);
        csv_scan_begin(&scan, 0);
        assert_true(csv_scan(&scan, &form, text, false));
        assert_int_equal(scan.next, length);
        assert_int_equal(scan.row_count, rows);
        csv_scan_dispose(&scan);
        check_all_forms(text, ',');
        buffer_dispose(&piece);
    }
}

// Every two parts, one behind the other, where a block ends.
TEST(every_pair_of_parts_is_laid_over_the_border_of_a_block)
{
    static const size_t borders[] = {64, 128};
    for (size_t border = 0; border < 2; border++)
        for (size_t before = 0; before <= 6; before++)
            for (size_t one = 0; one < PARTS; one++)
                for (size_t other = 0; other < PARTS; other++) {
                    struct buffer piece = {0};
                    add_filling(&piece, borders[border] - before);
                    buffer_add(&piece, parts[one]);
                    buffer_add(&piece, parts[other]);
                    check_all_forms(buffer_text(&piece), ',');
                    buffer_add(&piece, TEXT("z\"y\r\nlast,\"row\"\n"));
                    check_all_forms(buffer_text(&piece), ',');
                    buffer_dispose(&piece);
                }
}

TEST(a_piece_can_be_cut_anywhere)
{
    struct buffer whole = {0};
    add_filling(&whole, 50);
    buffer_add(
        &whole,
        TEXT(
            "\r\n\"t\xC5\xB7\r\n\"\"x\"\"\",\"\"\r\nz\xE2\x82\xAC,\"w\r\n\",\xF0\x9F\x98\x80\r\rbad\"quote\r\n\"also\"bad\n\"last\""));
    add_filling(&whole, 3);
    for (size_t length = 0; length <= whole.length; length++)
        check_all_forms(text_slice(buffer_text(&whole), 0, length), ',');
    buffer_dispose(&whole);
}

// A sequence that the end of a piece may have cut is no excuse for one that a line end has.
TEST(a_line_end_behind_half_a_character_ends_a_damaged_row)
{
    check_all_forms(TEXT("a,\xFF\n"), ',');
    check_all_forms(TEXT("a,\xE2\x82\n"), ',');
    check_all_forms(TEXT("a,b\nc,\xC5\nd"), ',');
    check_all_forms(TEXT("a,b\nc,\xE2\x82"), ',');
}

TEST(a_scan_begins_anywhere)
{
    static const char bytes[300] = "\"ab\"\"\n,,\na,b\r\nc,\"d\n\"\r\n";
    struct text text = {bytes, 22};
    struct csv_scan scan;
    csv_scan_init(&scan);
    for (int avx2 = 0; avx2 <= processor_has_avx2(); avx2++) {
        struct csv_scan_form form = {',', ENCODING_UTF8, avx2};
        csv_scan_begin(&scan, 9);
        assert_true(csv_scan(&scan, &form, text, true));
        assert_int_equal(scan.row_count, 2);
        assert_int_equal(scan.rows[0].start, 9);
        assert_int_equal(scan.rows[1].start, 14);
        assert_int_equal(scan.rows[1].line, 1);
        assert_int_equal(scan.next, 22);
        assert_int_equal(scan.lines, 3);
    }
    csv_scan_dispose(&scan);
}
