// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/csv_scan.h"

#include "base/memory.h"
#include "format/csv_scan_blocks.h"

#include <assert.h>

enum { FIRST_CAPACITY = 8192 };
static_assert((int)FIRST_CAPACITY >= (int)BLOCK_ROOM, "room is there at once");

void csv_scan_init(struct csv_scan *scan)
{
    *scan = (struct csv_scan){0};
    csv_scan_grow(scan);
}

void csv_scan_dispose(struct csv_scan *scan)
{
    if (scan->ends)
        memory_free(scan->ends - 1);
    memory_free(scan->rows);
    *scan = (struct csv_scan){0};
}

void csv_scan_grow(struct csv_scan *scan)
{
    if (scan->end_count + BLOCK_ROOM > scan->end_capacity) {
        scan->end_capacity = scan->end_capacity ? scan->end_capacity * 2 : FIRST_CAPACITY;
        uint32_t *old = scan->ends ? scan->ends - 1 : NULL;
        scan->ends = (uint32_t *)memory_resize(old, (scan->end_capacity + 1) * sizeof *scan->ends) + 1;
    }
    if (scan->row_count + BLOCK_ROOM > scan->row_capacity) {
        scan->row_capacity = scan->row_capacity ? scan->row_capacity * 2 : FIRST_CAPACITY;
        scan->rows = memory_resize(scan->rows, scan->row_capacity * sizeof *scan->rows);
    }
}

void csv_scan_begin(struct csv_scan *scan, uint32_t from)
{
    scan->end_count = scan->row_count = 0;
    scan->ends[-1] = from - 1;
    scan->next = from;
    scan->lines = 0;
}

void csv_scan_odd_row(struct csv_scan *scan, uint32_t until, uint32_t lines)
{
    csv_scan_grow(scan);
    scan->rows[scan->row_count++] = (struct csv_scan_row){.start = scan->next, .line = scan->lines};
    scan->ends[scan->end_count++] = until - 1;
    scan->next = until;
    scan->lines += lines;
}

// ---- the portable kernel

// A bit for each of eight bytes that equals the one that `pattern` repeats.
static uint64_t equal_bytes(uint64_t word, uint64_t pattern)
{
    const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);
    uint64_t x = word ^ pattern;
    uint64_t zero = ~(((x & low) + low) | x | low); // the highest bit of each byte that is 0
    return zero * UINT64_C(0x0002040810204081) >> 56;
}

static uint64_t high_bytes(uint64_t word)
{
    return (word & UINT64_C(0x8080808080808080)) * UINT64_C(0x0002040810204081) >> 56;
}

static struct block_masks classify(const char *block, char separator)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    struct block_masks masks = {0};
    for (size_t i = 0; i < BLOCK_BYTES; i += 8) {
        uint64_t word;
        memcpy(&word, block + i, sizeof word);
        masks.quotes |= equal_bytes(word, ones * '"') << i;
        masks.separators |= equal_bytes(word, ones * (unsigned char)separator) << i;
        masks.line_feeds |= equal_bytes(word, ones * '\n') << i;
        masks.carriage_returns |= equal_bytes(word, ones * '\r') << i;
        masks.nuls |= equal_bytes(word, 0) << i;
        masks.high |= high_bytes(word) << i;
    }
    return masks;
}

static struct usual_masks classify_usual(const char *block, char separator)
{
    struct block_masks masks = classify(block, separator);
    return (struct usual_masks){masks.quotes, masks.separators, masks.line_feeds, masks.carriage_returns,
                                (masks.nuls | masks.high) != 0};
}

static uint64_t pair(uint64_t quotes)
{
    for (int shift = 1; shift < BLOCK_BYTES; shift *= 2)
        quotes ^= quotes << shift;
    return quotes;
}

static inline uint32_t lowest_bit(uint64_t bits)
{
    return (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
}

static inline void add_ends(uint32_t *to, uint32_t from, uint64_t bits)
{
    add_ends_with(to, from, bits, lowest_bit);
}

static size_t scan_usual_with(struct block_scan *blocks, size_t at, size_t end);
static const struct block_kernel portable = {classify, classify_usual, pair, add_ends, scan_usual_with};

static __attribute__((noinline)) size_t scan_usual_with(struct block_scan *blocks, size_t at, size_t end)
{
    return scan_usual_blocks(blocks, &portable, at, end);
}

bool csv_scan(struct csv_scan *scan, const struct csv_scan_form *form, struct text piece, bool ended)
{
    return form->avx2 ? csv_scan_avx2(scan, form, piece, ended)
                      : scan_blocks(scan, form, piece, ended, &portable);
}
