// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/decode_cells.h"

#include "extract/value.h"

enum { NARROW_MOST = 1 << 30 };

// When a day begins, if it does so once.
struct beginning {
    int64_t day; // since 1970-01-01
    bool once;
    int64_t instant;
};

static struct beginning beginning_of(const struct zone *zone, int64_t day)
{
    struct beginning found = {.day = day};
    int64_t later;
    struct civil_time midnight = {.date = civil_date_from_days(day)};
    found.once = zone_to_instant(zone, midnight, &found.instant, &later) == ZONE_ONCE;
    return found;
}

// `next` is the beginning of some day; of the day behind this date afterwards.
static int32_t midnight_of(const struct zone *zone, int64_t zero_second, struct civil_date date,
                           struct beginning *next)
{
    if (!civil_date_is_valid(date))
        return TIME_TABLE_NONE;
    int64_t day = civil_date_to_days(date);
    struct beginning this = next->day == day ? *next : beginning_of(zone, day);
    *next = beginning_of(zone, day + 1);
    if (!this.once || !next->once || next->instant - this.instant != MICROSECONDS_PER_DAY)
        return TIME_TABLE_NONE;
    int64_t seconds = this.instant / MICROSECONDS_PER_SECOND - zero_second;
    bool fits = seconds > -NARROW_MOST && seconds < NARROW_MOST - SECONDS_PER_DAY;
    return fits ? (int32_t)seconds : TIME_TABLE_NONE;
}

const struct time_table *time_table_new(struct arena *arena, const struct zone *zone, int64_t zero_second)
{
    struct time_table *table = ARENA_NEW(arena, struct time_table);
    size_t slots = (size_t)TIME_TABLE_YEARS * TIME_TABLE_YEAR_SLOTS;
    struct beginning next = beginning_of(zone, 0);
    table->midnights = ARENA_ARRAY(arena, int32_t, slots);
    for (size_t slot = 0; slot < slots; slot++) {
        struct civil_date date = {TIME_TABLE_FIRST_YEAR + (int32_t)(slot / TIME_TABLE_YEAR_SLOTS),
                                  (int32_t)(slot % TIME_TABLE_YEAR_SLOTS / 32), (int32_t)(slot % 32)};
        table->midnights[slot] = midnight_of(zone, zero_second, date, &next);
    }
    return table;
}

static bool is_mark(char byte)
{
    return byte == '/' || byte == '-' || byte == '.';
}

bool time_form_of(struct text text, enum civil_order order, struct time_form *form)
{
    const char *b = text.bytes;
    if (text.length != 16 && text.length != 19)
        return false;
    struct time_form found = {.has_seconds = text.length == 19, .middle = b[10]};
    if (b[4] == '-' && b[7] == '-' && (b[10] == ' ' || b[10] == 'T')) {
        found.date_mark = '-';
    } else if (order == CIVIL_ORDER_DAY_FIRST && is_mark(b[2]) && b[5] == b[2] && b[10] == ' ') {
        found.day_first = true;
        found.date_mark = b[2];
    } else {
        return false;
    }
    *form = found;
    return true;
}

// Two digits, or more than 99 if they are none.
static uint32_t two_digits(const char *bytes)
{
    uint32_t tens = (unsigned char)bytes[0] - (uint32_t)'0', ones = (unsigned char)bytes[1] - (uint32_t)'0';
    return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

static bool read_clock(const struct time_form *form, const char *b, int32_t *seconds)
{
    uint32_t hour = two_digits(b + 11), minute = two_digits(b + 14), second = 0;
    if (form->has_seconds && (b[16] != ':' || (second = two_digits(b + 17)) > 59))
        return false;
    *seconds = (int32_t)((hour * 60 + minute) * 60 + second);
    return b[13] == ':' && b[10] == form->middle && hour < 24 && minute < 60;
}

static bool read_time(const struct time_table *table, const struct time_form *form, const char *b,
                      int32_t *seconds)
{
    size_t year = form->day_first ? 6 : 0, month = form->day_first ? 3 : 5, day = form->day_first ? 0 : 8;
    size_t first_mark = form->day_first ? 2 : 4, second_mark = form->day_first ? 5 : 7;
    uint32_t century = two_digits(b + year), of_century = two_digits(b + year + 2);
    uint32_t months = two_digits(b + month), days = two_digits(b + day);
    uint32_t years = century * 100 + of_century - TIME_TABLE_FIRST_YEAR;
    int32_t clock;
    if (b[first_mark] != form->date_mark || b[second_mark] != form->date_mark || century > 99 ||
        of_century > 99 || months > 12 || days > 31 || years >= TIME_TABLE_YEARS ||
        !read_clock(form, b, &clock))
        return false;
    int32_t midnight = table->midnights[years * TIME_TABLE_YEAR_SLOTS + months * 32 + days];
    if (midnight == TIME_TABLE_NONE)
        return false;
    *seconds = midnight + clock;
    return true;
}

uint64_t decode_times(const struct time_table *table, const struct time_form *form, struct cell_spans cells,
                      size_t count, int32_t *seconds)
{
    uint64_t known = 0;
    uint32_t length = form->has_seconds ? 19 : 16;
    for (size_t i = 0; i < count; i++) {
        seconds[i] = 0;
        if (cells.lengths[i] == length && read_time(table, form, cells.bytes + cells.at[i], &seconds[i]))
            known |= UINT64_C(1) << i;
    }
    return known;
}

bool decode_is_plain(struct text text)
{
    if (text.length == 0 || text.bytes[0] == ' ' || text.bytes[text.length - 1] == ' ')
        return false;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte < ' ' || byte >= 0x7F || byte == '"')
            return false;
    }
    return true;
}

uint64_t decode_filled(const uint32_t *lengths, size_t count)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < count; i++)
        bits |= (uint64_t)(lengths[i] != 0) << i;
    return bits;
}

void decode_find_cells(const uint32_t *ends, const uint32_t *firsts, size_t count, struct cell_spans cells)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t begin = (ends - 1)[firsts[i]] + 1, quoted = cells.bytes[begin] == '"';
        cells.at[i] = begin + quoted;
        cells.lengths[i] = ends[firsts[i]] - begin - 2 * quoted;
    }
}

uint64_t decode_booleans(struct cell_spans cells, size_t count, uint64_t *truths)
{
    enum { UNUSUAL, FALSE, TRUE };
    static const unsigned char letters[256] = {
        [VALUE_YES_LETTER] = TRUE, [VALUE_YES_LETTER + VALUE_TO_CAPITAL] = TRUE, [VALUE_YES_DIGIT] = TRUE,
        [VALUE_NO_LETTER] = FALSE, [VALUE_NO_LETTER + VALUE_TO_CAPITAL] = FALSE, [VALUE_NO_DIGIT] = FALSE,
    };
    uint64_t known = 0, yes = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned char means = letters[(unsigned char)cells.bytes[cells.at[i]]];
        bool usual = cells.lengths[i] == 1 && means != UNUSUAL;
        known |= (uint64_t)usual << i;
        yes |= (uint64_t)(usual && means == TRUE) << i;
    }
    *truths = yes;
    return known;
}

// How many digits there are cannot be foreseen, so that nothing hangs on it: the eight bytes up to the cell's end are taken,
// and 0 stands for those before it. Then neighbours are put together: two digits, two pairs, and both halves.
uint64_t decode_digits(struct cell_spans cells, size_t count, int32_t *numbers)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t known = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t length = cells.lengths[i], before = length < 8 ? 8 - length : 0;
        uint64_t bytes;
        memcpy(&bytes, cells.bytes + cells.at[i] + length - sizeof bytes, sizeof bytes);
        // In two steps: all eight bytes may go.
        uint64_t digits = (bytes ^ each * '0') >> 4 * before >> 4 * before << 4 * before << 4 * before;
        uint64_t wrong = ((digits + each * (0x7F - 9)) | digits) & each * 0x80;
        uint64_t good = (wrong | (length - 1) / 8) == 0;
        digits = (digits * 10 + (digits >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
        digits = (digits * 100 + (digits >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
        numbers[i] = (int32_t)(((digits & UINT32_MAX) * 10000 + (digits >> 32)) & -good);
        known |= good << i;
    }
    return known;
}

static uint32_t four_bytes(const char *bytes)
{
    uint32_t four;
    memcpy(&four, bytes, sizeof four);
    return four;
}

static uint32_t slot_of(struct text word)
{
    uint32_t length = (uint32_t)word.length, all = 0;
    if (length < sizeof all) {
        memcpy(&all, word.bytes, length);
        return length == 0 ? decode_word_slot(0, 0, 0, 0)
                           : decode_word_slot(all << (32 - 8 * length), 0, all, length);
    }
    return decode_word_slot(four_bytes(word.bytes), four_bytes(word.bytes + length / 2 - 2),
                            four_bytes(word.bytes + length - 4), length);
}

void decode_learn(struct word *words, struct text cell, uint16_t code)
{
    struct word *word = &words[slot_of(cell)];
    *word = (struct word){.length = (uint32_t)cell.length, .code = code};
    memcpy(word->bytes, cell.bytes, cell.length);
    memset(word->counts, 0xFF, cell.length);
}

uint64_t decode_words(const struct word *words, struct cell_spans cells, size_t count, uint16_t *codes)
{
    uint64_t known = 0;
    for (size_t i = 0; i < count; i++) {
        struct text cell = {cells.bytes + cells.at[i], cells.lengths[i]};
        codes[i] = 0;
        if (cell.length == 0 || cell.length > WORD_BYTES)
            continue;
        const struct word *word = &words[slot_of(cell)];
        if (word->length != cell.length || memcmp(word->bytes, cell.bytes, cell.length) != 0)
            continue;
        codes[i] = word->code;
        known |= UINT64_C(1) << i;
    }
    return known;
}
