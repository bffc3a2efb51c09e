// SPDX-License-Identifier: GPL-3.0-or-later
// The scan of csv_scan.h over blocks of 64 bytes, a bit a byte. Private to csv_scan*.c: each of them defines first how a
// block is classified and how quotes are paired, and gets its own copy of the rest.
#pragma once

#include "format/csv_scan.h"

enum { BLOCK_BYTES = 64 };

// What some blocks can add, and what is written beyond it.
enum { BLOCKS_TOGETHER = 16, BLOCK_ROOM = BLOCKS_TOGETHER * BLOCK_BYTES + 9 };
void csv_scan_grow(struct csv_scan *scan); // where there is less room than that

bool csv_scan_avx2(struct csv_scan *scan, const struct csv_scan_form *form, struct text piece, bool ended);

// Which of a block's bytes are what.
struct block_masks {
    uint64_t quotes, separators, line_feeds, carriage_returns, nuls, high; // high: not ASCII
};

struct block_kernel {
    struct block_masks (*classify)(const char *block, char separator);
    uint64_t (*pair)(uint64_t quotes);     // each bit: parity of the quotes up to and including it
    uint32_t (*lowest_bit)(uint64_t bits); // its place; of no bits, any place
};

// What one block hands to the next.
struct block_state {
    uint64_t inside;         // all ones while inside quotes
    uint64_t after_boundary; // 1 if the byte before was a separator, a line end or a quote
    uint64_t after_close;    // 1 if it was a closing quote
    uint64_t after_return;   // 1 if it was a CR
    size_t valid_up_to;      // UTF-8: what has been looked at
};

struct block_scan {
    struct csv_scan *scan;
    const struct csv_scan_form *form;
    struct text piece;
    bool ended;
    struct block_state state;
    uint32_t lines; // before the block
    uint32_t first; // of the row that is being read
};

// Whether the end of the piece may have cut a sequence that begins at `at`: no line end, nor anything else, stands behind
// it.
static bool may_be_cut(struct text piece, bool ended, size_t at)
{
    if (ended || piece.length - at >= 4)
        return false;
    while (at < piece.length && (unsigned char)piece.bytes[at] >= 0x80)
        at++;
    return at == piece.length;
}

// Bits of bytes that begin no UTF-8 sequence; sequences may reach into the next block. Below *valid_up_to all is known.
static uint64_t invalid_bytes(const struct csv_scan_form *form, struct text piece, bool ended, size_t from,
                              uint64_t high, size_t *valid_up_to)
{
    if (form->encoding != ENCODING_UTF8)
        return high;
    for (; high; high &= high - 1) {
        size_t at = from + (size_t)__builtin_ctzll(high);
        if (at < *valid_up_to)
            continue;
        size_t length = encoding_utf8_sequence(piece.bytes + at, piece.length - at);
        if (length == 0 && !may_be_cut(piece, ended, at))
            return UINT64_C(1) << (at - from);
        *valid_up_to = length ? at + length : piece.length;
    }
    return 0;
}

// Where the scan must stop in this block: the lowest bit is the first byte that cannot be.
static inline uint64_t doubtful_bytes(struct block_scan *blocks, const struct block_masks *masks,
                                      uint64_t boundary, uint64_t inside, size_t from, uint64_t present)
{
    struct block_state *state = &blocks->state;
    uint64_t opens = masks->quotes & inside, closes = masks->quotes & ~inside;
    uint64_t after_boundary = boundary << 1 | state->after_boundary;
    uint64_t after_close = closes << 1 | state->after_close;
    uint64_t doubtful = (opens & ~after_boundary) | (after_close & ~boundary & present) | masks->nuls;
    state->after_boundary = boundary >> 63;
    state->after_close = closes >> 63;
    if (masks->high) {
        size_t valid_up_to = state->valid_up_to;
        doubtful |= invalid_bytes(blocks->form, blocks->piece, blocks->ended, from, masks->high,
                                  &valid_up_to);
        state->valid_up_to = valid_up_to;
    }
    return doubtful;
}

static inline void add_ends(struct csv_scan *scan, const struct block_kernel *kernel, uint32_t from,
                            uint64_t bits)
{
    uint32_t *to = scan->ends + scan->end_count;
    scan->end_count += (size_t)__builtin_popcountll(bits);
    while (bits) { // eight at a time: what is written too much is written over
        for (int i = 0; i < 8; i++) {
            to[i] = from + kernel->lowest_bit(bits);
            bits &= bits - 1;
        }
        to += 8;
    }
}

static inline uint64_t bits_up_to(uint64_t bit) // bit is a power of two
{
    return bit | (bit - 1);
}

// Rows that end in the block, at `rows`; ends of cells are `ends`, all line ends `lines`. `pairs`: LF behind a CR,
// which is an end of no cell of its own but an entry all the same, so that the next row begins behind it.
static inline void add_rows(struct block_scan *blocks, uint32_t from, uint64_t rows, uint64_t ends,
                            uint64_t lines, size_t ends_before)
{
    struct csv_scan *scan = blocks->scan;
    const char *bytes = blocks->piece.bytes;
    for (; rows; rows &= rows - 1) {
        uint64_t bit = rows & -rows;
        uint32_t at = from + (uint32_t)__builtin_ctzll(rows);
        uint32_t last = (uint32_t)(ends_before + (size_t)__builtin_popcountll(ends & bits_up_to(bit))) - 1;
        bool is_last = at + 1 == blocks->piece.length;
        if (bytes[at] == '\r' && is_last && !blocks->ended)
            return; // it may be half a line end: the row is left for later
        bool pair = bytes[at] == '\r' && !is_last && bytes[at + 1] == '\n';
        scan->rows[scan->row_count++] = (struct csv_scan_row){.first = blocks->first,
                                                              .cells = last - blocks->first + 1,
                                                              .start = scan->next,
                                                              .line = scan->lines};
        blocks->first = last + 1 + pair;
        scan->next = at + 1 + pair;
        scan->lines = blocks->lines + (uint32_t)__builtin_popcountll(lines & bits_up_to(bit));
    }
}

// One block; `present` has the bits of its bytes that belong to the piece. False where the scan must stop.
static inline bool scan_block(struct block_scan *blocks, const struct block_kernel *kernel, const char *block,
                              uint32_t from, uint64_t present)
{
    struct block_state *state = &blocks->state;
    struct block_masks masks = kernel->classify(block, blocks->form->separator);
    if (present != UINT64_MAX) {
        masks.quotes &= present;
        masks.separators &= present;
        masks.line_feeds &= present;
        masks.carriage_returns &= present;
        masks.nuls &= present;
        masks.high &= present;
    }
    uint64_t inside = kernel->pair(masks.quotes) ^ state->inside;
    uint64_t breaks = masks.line_feeds | masks.carriage_returns;
    uint64_t boundary = masks.separators | breaks | masks.quotes;
    uint64_t doubtful = doubtful_bytes(blocks, &masks, boundary, inside, from, present);
    uint64_t pairs = masks.line_feeds & (masks.carriage_returns << 1 | state->after_return);
    uint64_t lines = breaks & ~pairs, sure = doubtful ? (doubtful & -doubtful) - 1 : UINT64_MAX;
    uint64_t ends = (masks.separators | breaks) & ~inside & sure, rows = lines & ~inside & sure;
    size_t ends_before = blocks->scan->end_count;
    add_ends(blocks->scan, kernel, from, ends);
    add_rows(blocks, from, rows, ends, lines, ends_before);
    blocks->lines += (uint32_t)__builtin_popcountll(lines);
    state->inside = (uint64_t)((int64_t)inside >> 63);
    state->after_return = masks.carriage_returns >> 63;
    return doubtful == 0;
}

// The last row of a file, without a line end. False if it is inside quotes.
static inline bool scan_last_row(struct block_scan *blocks)
{
    struct csv_scan *scan = blocks->scan;
    uint32_t length = (uint32_t)blocks->piece.length;
    if (!blocks->ended || scan->next == length)
        return true;
    if (blocks->state.inside)
        return false;
    scan->ends[scan->end_count++] = length;
    scan->rows[scan->row_count++] = (struct csv_scan_row){.first = blocks->first,
                                                          .cells = (uint32_t)scan->end_count - blocks->first,
                                                          .start = scan->next,
                                                          .line = scan->lines};
    scan->next = length;
    scan->lines = blocks->lines;
    return true;
}

static inline bool scan_blocks(struct csv_scan *scan, const struct csv_scan_form *form, struct text piece,
                               bool ended, const struct block_kernel *kernel)
{
    struct block_scan blocks = {.scan = scan,
                                .form = form,
                                .piece = piece,
                                .ended = ended,
                                .state = {.after_boundary = 1},
                                .lines = scan->lines,
                                .first = (uint32_t)scan->end_count};
    size_t at = scan->next;
    while (at + BLOCK_BYTES <= piece.length) {
        csv_scan_grow(scan);
        size_t left = (piece.length - at) / BLOCK_BYTES,
               count = left < BLOCKS_TOGETHER ? left : BLOCKS_TOGETHER;
        for (size_t i = 0; i < count; i++, at += BLOCK_BYTES)
            if (!scan_block(&blocks, kernel, piece.bytes + at, (uint32_t)at, UINT64_MAX))
                return false;
    }
    csv_scan_grow(scan);
    uint64_t present = (UINT64_C(1) << (piece.length - at)) - 1;
    if (at < piece.length && !scan_block(&blocks, kernel, piece.bytes + at, (uint32_t)at, present))
        return false;
    return scan_last_row(&blocks);
}
