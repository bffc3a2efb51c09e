// SPDX-License-Identifier: GPL-3.0-or-later
// Fast reading of cells against the careful one: of times, both kinds of it give the same, and nothing but what civil_read and the
// zone say.
#include "extract/decode_cells.h"

#include "base/processor.h"
#include "extract/decode.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 64, ROOM = 48, FIRST_YEAR = 1976, LAST_YEAR = 2044 };

struct cells {
    char bytes[ROWS][ROOM];
    char behind[ROOM];
    uint32_t at[ROWS];
    uint32_t lengths[ROWS];
    size_t count;
};

static struct arena *arena;
static const struct zone *zone;
static const struct time_table *table;
static size_t known_count;

static void begin(const char *name)
{
    arena = arena_new();
    zone = zone_named(text_from(name));
    table = time_table_new(arena, zone, DECODE_ZERO_SECOND);
    known_count = 0;
}

static void end(void)
{
    arena_free(arena);
}

static void check_known(const struct time_form *form, struct text cell, int32_t seconds)
{
    struct civil_read read;
    int64_t earlier, later;
    enum civil_order order = form->day_first ? CIVIL_ORDER_DAY_FIRST : CIVIL_ORDER_NONE;
    assert_int_equal(civil_read(cell, order, &read), CIVIL_READ);
    assert_true(read.has_time && !read.has_offset);
    assert_int_equal(zone_to_instant(zone, read.time, &earlier, &later), ZONE_ONCE);
    assert_int_equal(earlier, (seconds + DECODE_ZERO_SECOND) * MICROSECONDS_PER_SECOND);
}

// What both give is the same, and right. Returns the bits of what was read.
static uint64_t check(const struct time_form *form, struct cells *cells)
{
    int32_t portable[ROWS], fast[ROWS];
    for (size_t i = cells->count; i < ROWS; i++) // readable up to a whole multiple of 8
        cells->at[i] = cells->lengths[i] = 0;
    struct cell_spans spans = {cells->bytes[0], cells->at, cells->lengths};
    uint64_t known = decode_times(table, form, spans, cells->count, portable);
    if (processor_has_avx2()) {
        assert_int_equal(decode_times_avx2(table, form, spans, cells->count, fast), known);
        assert_memory_equal(portable, fast, cells->count * sizeof *portable);
    }
    for (size_t i = 0; i < cells->count; i++) {
        if (known >> i & 1)
            check_known(form, (struct text){cells->bytes[i], cells->lengths[i]}, portable[i]);
        else
            assert_int_equal(portable[i], 0);
    }
    known_count += (size_t)__builtin_popcountll(known);
    return known;
}

static void add(struct cells *cells, struct text text)
{
    size_t i = cells->count++;
    memset(cells->bytes[i], '0', ROOM); // which would go on as a time
    memcpy(cells->bytes[i], text.bytes, text.length);
    cells->at[i] = (uint32_t)(i * ROOM);
    cells->lengths[i] = (uint32_t)text.length;
}

static const struct time_form forms[] = {
    {false, '-', ' ', false}, {false, '-', ' ', true}, {false, '-', 'T', false}, {false, '-', 'T', true},
    {true, '/', ' ', false},  {true, '/', ' ', true},  {true, '-', ' ', false},  {true, '-', ' ', true},
    {true, '.', ' ', false},  {true, '.', ' ', true},
};
enum { FORMS = sizeof forms / sizeof *forms };

static struct text write_time(const struct time_form *form, struct civil_time time, char room[static ROOM])
{
    struct civil_date date = time.date;
    char mark = form->date_mark;
    int length = form->day_first
                     ? snprintf(room, ROOM, "%02d%c%02d%c%04d", date.day, mark, date.month, mark, date.year)
                     : snprintf(room, ROOM, "%04d%c%02d%c%02d", date.year, mark, date.month, mark, date.day);
    length += snprintf(room + length, (size_t)(ROOM - length), "%c%02d:%02d", form->middle, time.hour,
                       time.minute);
    if (form->has_seconds)
        length += snprintf(room + length, (size_t)(ROOM - length), ":%02d", time.second);
    return (struct text){room, (size_t)length};
}

// A day without a change of clocks, in the years of the table.
static bool is_ordinary(struct civil_date date)
{
    struct civil_date next = civil_date_from_days(civil_date_to_days(date) + 1);
    int64_t begins, ends, later;
    bool once = zone_to_instant(zone, (struct civil_time){.date = date}, &begins, &later) == ZONE_ONCE &&
                zone_to_instant(zone, (struct civil_time){.date = next}, &ends, &later) == ZONE_ONCE;
    return once && ends - begins == MICROSECONDS_PER_DAY && date.year >= TIME_TABLE_FIRST_YEAR &&
           date.year < TIME_TABLE_FIRST_YEAR + TIME_TABLE_YEARS;
}

static void check_day(const struct time_form *form, struct civil_date date)
{
    static const int32_t clocks[][3] = {{0, 0, 0},  {0, 59, 59}, {1, 0, 0},
                                        {1, 30, 1}, {2, 0, 0},   {23, 59, 59}};
    struct cells cells = {.count = 0};
    char room[ROOM];
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
        struct civil_time time = {date, clocks[i][0], clocks[i][1], clocks[i][2], 0};
        add(&cells, write_time(form, time, room));
    }
    uint64_t known = check(form, &cells);
    assert_int_equal(known, is_ordinary(date) ? (UINT64_C(1) << cells.count) - 1 : 0);
}

static void check_all_days(const char *name)
{
    begin(name);
    int64_t first = civil_date_to_days((struct civil_date){FIRST_YEAR, 1, 1});
    int64_t last = civil_date_to_days((struct civil_date){LAST_YEAR, 12, 31});
    for (size_t form = 0; form < FORMS; form++)
        for (int64_t day = first; day <= last; day++)
            check_day(&forms[form], civil_date_from_days(day));
    assert_true(known_count > 0);
    end();
}

TEST(every_day_is_read_in_every_form_as_the_zone_says)
{
    check_all_days("Europe/London");
}

TEST(every_day_of_a_zone_without_summer_is_read)
{
    check_all_days("UTC");
}

TEST(what_is_no_time_is_not_read)
{
    static const char *const wrong[] = {
        "2019-02-29 10:00",
        "2019-02-30 10:00",
        "2019-00-10 10:00",
        "2019-13-10 10:00",
        "2019-01-00 10:00",
        "2019-01-32 10:00",
        "2019-01-10 24:00",
        "2019-01-10 10:60",
        "2019-01-10 10:00:60",
        "2019-01-10T10:00",
        "2019-01-10 10:00Z",
        "2019-01-10  9:00",
        "2019-01-10 10.00",
        "2019/01/10 10:00",
        "2019-01-1010:000",
        "2019-01-10",
        "",
        "2019-01-10 10:00 ",
        " 2019-01-10 10:0",
        "0000-01-10 10:00",
        "9999-12-31 23:59",
        "1976-12-31 23:59",
        "2043-01-01 00:00",
        "2019-01-10 1a:00",
        "2019-01-10 10:00:0",
        "2019-01-10\t10:00",
        "\xB2\x30\x31\x39-01-10 10:00",
        "2019-01-:0 10:00",
        "2019-01-/0 10:00",
    };
    begin("Europe/London");
    struct cells cells = {.count = 0};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        add(&cells, text_from(wrong[i]));
    assert_int_equal(check(&forms[0], &cells), 0);
    end();
}

static uint64_t seed;

static uint32_t below(uint32_t bound)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(((seed >> 32) * bound) >> 32);
}

// A good time with bytes or its length changed.
TEST(random_changes_are_read_by_both_alike)
{
    begin("Europe/London");
    seed = 1;
    for (size_t round = 0; round < 20000; round++) {
        const struct time_form *form = &forms[below(FORMS)];
        struct cells cells = {.count = 0};
        for (size_t count = 1 + below(ROWS); cells.count < count;) {
            char room[ROOM];
            struct civil_date date = {1970 + (int32_t)below(80), (int32_t)below(15), (int32_t)below(35)};
            struct civil_time time = {date, (int32_t)below(26), (int32_t)below(62), (int32_t)below(62), 0};
            struct text text = write_time(below(20) ? form : &forms[below(FORMS)], time, room);
            for (uint32_t changes = below(4) ? 0 : 1 + below(3); changes; changes--)
                room[below((uint32_t)text.length)] = (char)(below(2) ? (uint32_t)'0' + below(12)
                                                                     : below(256));
            add(&cells, text_slice(text, 0, text.length - (below(30) ? 0 : below(4))));
        }
        check(form, &cells);
    }
    assert_true(known_count > 100000);
    end();
}

TEST(the_form_of_a_time_is_found)
{
    char room[ROOM];
    for (size_t i = 0; i < FORMS; i++) {
        struct time_form found;
        struct text text = write_time(&forms[i], (struct civil_time){{2019, 3, 31}, 18, 30, 5, 0}, room);
        assert_true(time_form_of(text, CIVIL_ORDER_DAY_FIRST, &found));
        assert_int_equal(found.day_first, forms[i].day_first);
        assert_int_equal(found.date_mark, forms[i].date_mark);
        assert_int_equal(found.middle, forms[i].middle);
        assert_int_equal(found.has_seconds, forms[i].has_seconds);
        // Without an order, or with the other, no fast form has the day first.
        assert_int_equal(time_form_of(text, CIVIL_ORDER_NONE, &found), !forms[i].day_first);
        assert_int_equal(time_form_of(text, CIVIL_ORDER_MONTH_FIRST, &found), !forms[i].day_first);
    }
}

TEST(plain_texts_are_told_alike)
{
    char room[ROOM] = {0};
    seed = 2;
    for (size_t round = 0; round < 200000; round++) {
        struct text text = {room, below(33)};
        for (size_t i = 0; i < ROOM; i++)
            room[i] = (char)(below(40) ? ' ' + below(95) : below(256));
        bool plain = text.length > 0 && text.bytes[0] != ' ' && text.bytes[text.length - 1] != ' ';
        for (size_t i = 0; i < text.length; i++)
            plain &= room[i] >= ' ' && room[i] < 0x7F && room[i] != '"';
        assert_int_equal(decode_is_plain(text), plain);
        if (processor_has_avx2())
            assert_int_equal(decode_is_plain_avx2(text), plain);
    }
}

// Cells of digits, now and then with another byte, or longer than is read.
static uint64_t random_numbers(size_t count, char bytes[static ROWS * ROOM], uint32_t *at, uint32_t *lengths,
                               int32_t *numbers)
{
    uint64_t all = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t number = 0;
        at[i] = (uint32_t)(i * ROOM + below(ROOM / 2));
        lengths[i] = below(11);
        bool digits = lengths[i] >= 1 && lengths[i] <= 8;
        for (uint32_t k = 0; k < lengths[i]; k++) {
            char byte = (char)(below(30) ? '0' + below(10) : below(256));
            bytes[at[i] + k] = byte;
            digits &= byte >= '0' && byte <= '9';
            number = number * 10 + (uint32_t)(byte - '0');
        }
        numbers[i] = digits ? (int32_t)number : 0;
        all |= (uint64_t)digits << i;
    }
    return all;
}

TEST(whole_numbers_of_up_to_eight_digits_are_read)
{
    enum { MARGIN = 32 };
    static char bytes[MARGIN + ROWS * ROOM + MARGIN];
    uint64_t found = 0;
    seed = 4;
    for (size_t round = 0; round < 20000; round++) {
        uint32_t at[ROWS], lengths[ROWS];
        int32_t numbers[ROWS], expected[ROWS];
        size_t count = 1 + below(ROWS);
        for (size_t i = 0; i < ROWS * ROOM; i++)
            bytes[MARGIN + i] = (char)('0' + i % 10); // what stands around a number is of no matter
        uint64_t all = random_numbers(count, bytes + MARGIN, at, lengths, expected);
        assert_int_equal(decode_digits((struct cell_spans){bytes + MARGIN, at, lengths}, count, numbers),
                         all);
        assert_memory_equal(numbers, expected, count * sizeof *numbers);
        found |= all;
    }
    assert_int_equal(found, UINT64_MAX);
}

// Words with few letters, of all lengths, so that many are alike in part; some are known, and some share a slot.
TEST(words_are_found_alike)
{
    enum { LENGTHS = WORD_BYTES + 4, MARGIN = 40 };
    static char bytes[MARGIN + ROWS * ROOM + MARGIN];
    struct word *words = calloc(WORD_SLOTS, sizeof *words);
    uint64_t found = 0;
    seed = 3;
    for (size_t round = 0; round < 3000; round++) {
        uint32_t at[ROWS], lengths[ROWS];
        uint16_t portable[ROWS], fast[ROWS];
        size_t count = 1 + below(ROWS);
        for (size_t i = 0; i < ROWS; i++) {
            at[i] = (uint32_t)(MARGIN + i * ROOM + below(ROOM - LENGTHS));
            lengths[i] = below(3) ? below(4) : below(LENGTHS);
        }
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = below(20) ? 'a' : 'b';
        struct cell_spans cells = {bytes, at, lengths};
        uint64_t known = decode_words(words, cells, count, portable);
        if (processor_has_avx2()) {
            assert_int_equal(decode_words_avx2(words, cells, count, fast), known);
            assert_memory_equal(fast, portable, count * sizeof *fast);
        }
        found |= known;
        for (size_t i = 0; i < count; i++)
            if (lengths[i] > 0 && lengths[i] <= WORD_BYTES && below(4) == 0)
                decode_learn(words, (struct text){bytes + at[i], lengths[i]}, (uint16_t)below(UINT16_MAX));
    }
    assert_int_equal(found, UINT64_MAX);
    free(words);
}
