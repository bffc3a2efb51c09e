// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/numbered.h"

#include "base/memory.h"

enum {
    WORD = sizeof(uint64_t),
    DIGITS_LEAST = 4,
    LONGEST_BEGINNING = 2 * WORD,
    TOGETHER = 64, // are looked up in step
    LEFT_OUT_FREE = 1024,
    LEFT_OUT_SHARE = 64, // one of so many more may be left out
};
#define NO_PLACE UINT64_MAX

// The beginning of a reference, as two words that together hold all of it.
struct beginning {
    uint64_t length; // of the whole reference
    uint64_t words[2];
};

struct group {
    struct beginning beginning;
    uint32_t first; // number
    uint32_t span;  // numbers from the first to the last
    uint64_t place; // of the first number, among all bits
};

// 64 numbers: which of them stand for a reference, and how many do in all words before.
struct numbers {
    uint64_t bits;
    uint64_t before;
};

struct numbered {
    uint32_t digits; // at the end of a reference that count, 4 to 8; 0: not yet known
    size_t group_count;
    struct group groups[NUMBERED_BEGINNINGS];
    struct numbers *words;
    size_t word_count, word_room;
    uint32_t *values;
    uint64_t value_count, left_out;
    uint64_t references; // that there are
    bool given_up;
};

// ---- taking a reference apart

static inline uint64_t word_at(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

// Of each byte that is no digit, the highest bit.
static inline uint64_t not_digits(uint64_t word)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t value = word ^ UINT64_C(0x3030303030303030);
    return (((value & ~high) + UINT64_C(0x7676767676767676)) | value) & high;
}

// Eight digits, the first in the lowest byte: pairs, then fours, then all are joined.
static inline uint32_t eight_digits(uint64_t word)
{
    word &= UINT64_C(0x0F0F0F0F0F0F0F0F);
    word = (word * 10 + (word >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
    word = (word * 100 + (word >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
    return (uint32_t)(word * 10000 + (word >> 32));
}

// False if it does not end in so many digits, or begins too long.
static inline bool take_apart(struct text reference, uint32_t digits, struct beginning *beginning,
                              uint32_t *number)
{
    size_t before = reference.length - digits;
    if (reference.length < WORD || before > LONGEST_BEGINNING)
        return false;
    uint64_t end = word_at(reference.bytes + reference.length - WORD), other = (WORD - digits) * 8;
    uint64_t beside = other ? UINT64_MAX >> (64 - other) : 0; // bytes that belong to the beginning
    end = (end & ~beside) | (UINT64_C(0x3030303030303030) & beside);
    if (not_digits(end))
        return false;
    *number = eight_digits(end);
    beginning->length = reference.length;
    beginning->words[0] = word_at(reference.bytes);
    beginning->words[1] = 0;
    if (before > WORD)
        beginning->words[1] = word_at(reference.bytes + before - WORD);
    else
        beginning->words[0] &= before ? UINT64_MAX >> (64 - 8 * before) : 0;
    return true;
}

static inline bool begins_so(const struct group *group, const struct beginning *beginning)
{
    return ((group->beginning.length ^ beginning->length) |
            (group->beginning.words[0] ^ beginning->words[0]) |
            (group->beginning.words[1] ^ beginning->words[1])) == 0;
}

static uint32_t digits_at_end(struct text reference)
{
    uint32_t digits = 0;
    while (
        digits < WORD && digits < reference.length &&
        !not_digits((uint8_t)reference.bytes[reference.length - 1 - digits] * UINT64_C(0x0101010101010101)))
        digits++;
    return digits;
}

// ---- building

static bool make_room(struct numbered *numbered, uint64_t words)
{
    if (words * 64 > NUMBERED_SPAN_FREE + numbered->references * NUMBERED_SPAN_EACH)
        return false;
    if (words > numbered->word_room) {
        numbered->word_room = words + words / 2 + 64;
        numbered->words = memory_resize(numbered->words, numbered->word_room * sizeof *numbered->words);
    }
    for (; numbered->word_count < words; numbered->word_count++)
        numbered->words[numbered->word_count] = (struct numbers){0};
    return true;
}

static struct group *last_group(struct numbered *numbered)
{
    return numbered->group_count ? &numbered->groups[numbered->group_count - 1] : NULL;
}

static bool is_known_beginning(const struct numbered *numbered, const struct beginning *beginning)
{
    for (size_t i = 0; i < numbered->group_count; i++)
        if (begins_so(&numbered->groups[i], beginning))
            return true;
    return false;
}

// The last group, or a new one; NULL if there is no room for one more.
static struct group *group_for(struct numbered *numbered, const struct beginning *beginning, uint32_t number)
{
    struct group *group = last_group(numbered);
    if (group && begins_so(group, beginning))
        return group;
    if (numbered->group_count == NUMBERED_BEGINNINGS)
        return NULL;
    uint64_t place = group ? (group->place + group->span + 63) / 64 * 64 : 0;
    group = &numbered->groups[numbered->group_count++];
    *group = (struct group){*beginning, number, 0, place};
    return group;
}

// Values are kept in the order of their places: what is not behind all before it is left out, as is what has no number.
static bool add(struct numbered *numbered, struct text reference, uint32_t value)
{
    struct beginning beginning;
    uint32_t number;
    if (!numbered->digits && digits_at_end(reference) >= DIGITS_LEAST)
        numbered->digits = digits_at_end(reference);
    struct group *group = last_group(numbered);
    if (!numbered->digits || !take_apart(reference, numbered->digits, &beginning, &number) ||
        ((!group || !begins_so(group, &beginning)) && is_known_beginning(numbered, &beginning)) ||
        (group && begins_so(group, &beginning) && number < group->first + group->span))
        return ++numbered->left_out <= LEFT_OUT_FREE + numbered->references / LEFT_OUT_SHARE;
    group = group_for(numbered, &beginning, number);
    if (!group || !make_room(numbered, (group->place + number - group->first) / 64 + 1))
        return false;
    group->span = number - group->first + 1;
    uint64_t place = group->place + number - group->first;
    numbered->words[place / 64].bits |= UINT64_C(1) << place % 64;
    numbered->values[numbered->value_count++] = value;
    return true;
}

static void take(void *context, struct text reference, uint32_t value)
{
    struct numbered *numbered = context;
    if (!numbered->given_up)
        numbered->given_up = !add(numbered, reference, value);
}

static void count_before(struct numbered *numbered)
{
    uint64_t before = 0;
    for (size_t i = 0; i < numbered->word_count; i++) {
        numbered->words[i].before = before;
        before += (uint64_t)__builtin_popcountll(numbered->words[i].bits);
    }
}

struct numbered *numbered_new(const struct ascending *references)
{
    struct numbered *numbered = memory_allocate_zeroed(1, sizeof *numbered);
    numbered->references = ascending_count(references);
    numbered->values = memory_allocate_large((numbered->references + 1) * sizeof *numbered->values);
    ascending_walk(references, take, numbered);
    if (numbered->given_up) {
        numbered_free(numbered);
        return NULL;
    }
    count_before(numbered);
    return numbered;
}

void numbered_free(struct numbered *numbered)
{
    if (!numbered)
        return;
    memory_free(numbered->words);
    memory_free_large(numbered->values, (numbered->references + 1) * sizeof *numbered->values);
    memory_free(numbered);
}

bool numbered_is_whole(const struct numbered *numbered)
{
    return numbered->left_out == 0;
}

size_t numbered_bytes(const struct numbered *numbered)
{
    return sizeof *numbered + numbered->word_room * sizeof *numbered->words +
           numbered->references * sizeof *numbered->values;
}

// ---- looking up

// Where the bit of a reference is; *at is the group of the one before, which is likely to be its own too.
static inline uint64_t place_of(const struct numbered *numbered, struct text reference, size_t *at)
{
    struct beginning beginning;
    uint32_t number;
    if (!take_apart(reference, numbered->digits, &beginning, &number))
        return NO_PLACE;
    for (size_t tried = 0; !begins_so(&numbered->groups[*at], &beginning); tried++) {
        if (tried == numbered->group_count)
            return NO_PLACE;
        *at = *at + 1 < numbered->group_count ? *at + 1 : 0;
    }
    const struct group *group = &numbered->groups[*at];
    uint32_t beyond = number - group->first; // less than the first: far beyond the last
    return beyond < group->span ? group->place + beyond : NO_PLACE;
}

static inline uint64_t rank_of(const struct numbered *numbered, uint64_t place)
{
    const struct numbers *word = &numbered->words[place / 64];
    uint64_t bit = UINT64_C(1) << place % 64;
    return word->bits & bit ? word->before + (uint64_t)__builtin_popcountll(word->bits & (bit - 1))
                            : NO_PLACE;
}

// All places, then all ranks, then all values: so memory is fetched for many at a time.
static void find_some(const struct numbered *numbered, const struct text *references, size_t count,
                      uint32_t *values, size_t *group)
{
    uint64_t places[TOGETHER];
    for (size_t i = 0; i < count; i++) {
        places[i] = place_of(numbered, references[i], group);
        if (places[i] != NO_PLACE)
            __builtin_prefetch(&numbered->words[places[i] / 64]);
    }
    for (size_t i = 0; i < count; i++) {
        if (places[i] != NO_PLACE)
            places[i] = rank_of(numbered, places[i]);
        if (places[i] != NO_PLACE)
            __builtin_prefetch(&numbered->values[places[i]]);
    }
    for (size_t i = 0; i < count; i++)
        values[i] = places[i] == NO_PLACE ? NUMBERED_NONE : numbered->values[places[i]];
}

void numbered_find(const struct numbered *numbered, const struct text *references, size_t count,
                   uint32_t *numbers)
{
    size_t group = 0;
    for (size_t i = 0; i < count; i += TOGETHER)
        find_some(numbered, references + i, count - i < TOGETHER ? count - i : TOGETHER, numbers + i, &group);
}
