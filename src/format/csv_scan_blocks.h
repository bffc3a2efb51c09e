// SPDX-License-Identifier: GPL-3.0-or-later
// The scan of csv_scan.h over blocks of 64 bytes, a bit a byte. Private to csv_scan*.c: each of them defines first how a
// block is classified and how quotes are paired, and gets its own copy of the rest.
#pragma once

#include "format/csv_scan.h"

enum { BLOCK_BYTES = 64 };

// Ends of one block that are written without a look whether there are as many: few blocks have more.
enum { ENDS_TOGETHER = 12 };
// What some blocks can add, and what is written beyond it.
enum { BLOCKS_TOGETHER = 64, BLOCK_ROOM = BLOCKS_TOGETHER * BLOCK_BYTES + BLOCK_BYTES + 1 };
void csv_scan_grow(struct csv_scan *scan); // where there is less room than that

bool csv_scan_avx2(struct csv_scan *scan, const struct csv_scan_form *form, struct text piece, bool ended);

// Which of a block's bytes are what.
struct block_masks {
    uint64_t quotes, separators, line_feeds, carriage_returns, nuls, high; // high: not ASCII
};

struct block_scan;

// What nearly every block has alone, and whether there is more: NUL or a byte that is not ASCII.
struct usual_masks {
    uint64_t quotes, separators, line_feeds, carriage_returns;
    bool has_more;
};

struct block_kernel {
    struct block_masks (*classify)(const char *block, char separator);
    struct usual_masks (*classify_usual)(const char *block, char separator);
    uint64_t (*pair)(uint64_t quotes); // each bit: parity of the quotes up to and including it
    void (*add_ends)(uint32_t *to, uint32_t from, uint64_t bits); // each bit's place
    size_t (*scan_usual)(struct block_scan *blocks, size_t at,
                         size_t end); // scan_usual_blocks() by this kernel
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

// What is written too much is written over.
static inline __attribute__((always_inline)) void add_ends_with(uint32_t *to, uint32_t from, uint64_t bits,
                                                                uint32_t (*lowest_bit)(uint64_t bits))
{
    do {
#pragma GCC unroll ENDS_TOGETHER
        for (int i = 0; i < ENDS_TOGETHER; i++) {
            to[i] = from + lowest_bit(bits);
            bits &= bits - 1;
        }
        to += ENDS_TOGETHER;
    } while (__builtin_expect(bits != 0, 0));
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
static bool scan_block(struct block_scan *blocks, const struct block_kernel *kernel, const char *block,
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
    kernel->add_ends(blocks->scan->ends + ends_before, from, ends);
    blocks->scan->end_count += (size_t)__builtin_popcountll(ends);
    add_rows(blocks, from, rows, ends, lines, ends_before);
    blocks->lines += (uint32_t)__builtin_popcountll(lines);
    state->inside = (uint64_t)((int64_t)inside >> 63);
    state->after_return = masks.carriage_returns >> 63;
    return doubtful == 0;
}

// ---- blocks without anything unusual, which nearly all are: what they hand on stays in registers

struct usual_state {
    uint64_t inside, after_boundary, after_close;
    uint32_t *to;             // the next end
    uint32_t ends;            // before it
    struct csv_scan_row *row; // the next row; of those before it only is known where they end
};

static inline struct usual_state usual_begin(const struct block_scan *blocks)
{
    const struct csv_scan *scan = blocks->scan;
    const struct block_state *state = &blocks->state;
    return (struct usual_state){.inside = state->inside,
                                .after_boundary = state->after_boundary,
                                .after_close = state->after_close,
                                .to = scan->ends + scan->end_count,
                                .ends = (uint32_t)scan->end_count,
                                .row = scan->rows + scan->row_count};
}

// Each row of usual blocks ends with the only line end that it has: LF, or CR and LF, which are two ends.
static void usual_rows(struct block_scan *blocks, const struct csv_scan_row *until)
{
    struct csv_scan *scan = blocks->scan;
    struct csv_scan_row *row = scan->rows + scan->row_count;
    const char *bytes = blocks->piece.bytes;
    uint32_t first = blocks->first, start = scan->next, line = scan->lines;
    if (row == until)
        return;
    for (; row < until; row++) {
        uint32_t behind = row->first, last = scan->ends[behind - 1];
        bool pair = last > start && bytes[last - 1] == '\r';
        *row = (struct csv_scan_row){
            .first = first, .cells = behind - first - pair, .start = start, .line = line};
        first = behind;
        start = last + 1;
        line = ++blocks->lines;
    }
    blocks->first = first;
    scan->next = start;
    scan->lines = line;
    scan->row_count = (size_t)(until - scan->rows);
}

static inline void usual_end(struct block_scan *blocks, const struct usual_state *usual)
{
    struct block_state *state = &blocks->state;
    state->inside = usual->inside;
    state->after_boundary = usual->after_boundary;
    state->after_close = usual->after_close;
    blocks->scan->end_count = usual->ends;
    usual_rows(blocks, usual->row);
}

// Whether all that a block has beside the usual are whole sequences of UTF-8.
static __attribute__((noinline)) bool has_valid_high(struct block_scan *blocks, struct block_masks masks,
                                                     size_t from)
{
    size_t valid_up_to = blocks->state.valid_up_to;
    if (masks.nuls ||
        invalid_bytes(blocks->form, blocks->piece, blocks->ended, from, masks.high, &valid_up_to))
        return false;
    blocks->state.valid_up_to = valid_up_to;
    return true;
}

// False if the block is to be looked at by scan_block(); then nothing was done.
static inline __attribute__((always_inline)) bool scan_usual(struct block_scan *blocks,
                                                             struct usual_state *usual,
                                                             const struct block_kernel *kernel,
                                                             char separator, const char *block, uint32_t from)
{
    struct usual_masks masks = kernel->classify_usual(block, separator);
    uint64_t inside = kernel->pair(masks.quotes) ^ usual->inside;
    uint64_t breaks = masks.line_feeds | masks.carriage_returns;
    uint64_t ends = masks.separators | breaks, boundary = ends | masks.quotes;
    uint64_t opens = masks.quotes & inside, closes = masks.quotes & ~inside;
    // Beside what ends the scan: line ends inside quotes, and CR that stands for itself, or may do so.
    uint64_t doubtful = (opens & ~(boundary << 1 | usual->after_boundary)) |
                        ((closes << 1 | usual->after_close) & ~boundary) | (breaks & inside) |
                        (masks.carriage_returns & ~(masks.line_feeds >> 1));
    if (__builtin_expect(doubtful != 0, 0) ||
        (masks.has_more && !has_valid_high(blocks, kernel->classify(block, separator), from)))
        return false;
    uint64_t rows = masks.line_feeds;
    ends &= ~inside;
    kernel->add_ends(usual->to, from, ends);
    do { // whether a row ends here cannot be foreseen, so that it is no branch; seldom there are two
        usual->row->first = usual->ends + (uint32_t)__builtin_popcountll(ends & (rows ^ (rows - 1)));
        usual->row += __builtin_popcountll(rows & -rows); // compilers make a branch of `rows != 0`
        rows &= rows - 1;
    } while (__builtin_expect(rows != 0, 0));
    uint32_t count = (uint32_t)__builtin_popcountll(ends);
    usual->to += count;
    usual->ends += count;
    usual->inside = (uint64_t)((int64_t)inside >> 63);
    usual->after_boundary = boundary >> 63;
    usual->after_close = closes >> 63;
    return true;
}

// Whole blocks up to the first that is to be looked at by scan_block(), or to `end`; gives where that is.
static inline __attribute__((always_inline)) size_t
scan_usual_blocks(struct block_scan *blocks, const struct block_kernel *kernel, size_t at, size_t end)
{
    const char *bytes = blocks->piece.bytes;
    char separator = blocks->form->separator;
    struct usual_state usual = usual_begin(blocks);
    while (at < end && scan_usual(blocks, &usual, kernel, separator, bytes + at, (uint32_t)at))
        at += BLOCK_BYTES;
    usual_end(blocks, &usual);
    return at;
}

// Whole blocks, for which there is room.
static inline bool scan_whole(struct block_scan *blocks, const struct block_kernel *kernel, size_t at,
                              size_t end)
{
    while (at < end) {
        if (!blocks->state.after_return) // else a LF may belong to the CR before it
            at = kernel->scan_usual(blocks, at, end);
        if (at == end)
            return true;
        if (!scan_block(blocks, kernel, blocks->piece.bytes + at, (uint32_t)at, UINT64_MAX))
            return false;
        at += BLOCK_BYTES;
    }
    return true;
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
        if (!scan_whole(&blocks, kernel, at, at + count * BLOCK_BYTES))
            return false;
        at += count * BLOCK_BYTES;
    }
    csv_scan_grow(scan);
    uint64_t present = (UINT64_C(1) << (piece.length - at)) - 1;
    if (at < piece.length && !scan_block(&blocks, kernel, piece.bytes + at, (uint32_t)at, present))
        return false;
    return scan_last_row(&blocks);
}
