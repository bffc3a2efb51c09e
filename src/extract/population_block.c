// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_reading.h"

bool worker_open(struct block_worker *worker, const struct file_reading *file, struct problems *problems)
{
    worker->facts = (struct table_facts){.encoding_is_given = true, .encoding = file->form.encoding};
    worker->nothing = input_memory(TEXT(""), file->file->source);
    if (!csv_open(&worker->nothing, &worker->facts, &worker->csv, problems))
        return false;
    worker->facts.separator = file->form.separator;
    csv_expect_columns(worker->csv, file->columns);
    worker->words = decode_words_new(file->decoder);
    return true;
}

void worker_close(struct block_worker *worker)
{
    csv_close(worker->csv);
    decode_words_free(worker->words);
    *worker = (struct block_worker){0};
}

static bool is_boundary(char byte, char separator)
{
    return byte == separator || byte == '\n' || byte == '\r';
}

// Whether a block begins inside quotes, by the first quote that tells: one with a boundary on one side only. A wrong guess
// costs time only.
static bool guess_inside(struct text block, char separator)
{
    bool odd = false; // whether the quotes passed over were odd in number
    for (size_t at = 0; at < block.length; at++, odd = !odd) {
        const char *quote = memchr(block.bytes + at, '"', block.length - at);
        if (!quote)
            return false;
        at = (size_t)(quote - block.bytes);
        if (at == 0 || at + 1 == block.length)
            continue; // what stands beside it is not known
        bool opens = is_boundary(quote[-1], separator), closes = is_boundary(quote[1], separator);
        bool doubled = quote[-1] == '"' || quote[1] == '"';
        if (opens != closes && !doubled)
            return closes != odd;
    }
    return false;
}

// Behind the first line end outside quotes; SIZE_MAX if there is none, or it may not be whole.
static size_t guess_start(struct text block, char separator)
{
    bool inside = guess_inside(block, separator);
    for (size_t at = 0; at + 1 < block.length; at++) {
        char byte = block.bytes[at];
        inside ^= byte == '"';
        if (inside || (byte != '\n' && byte != '\r'))
            continue;
        bool pair = byte == '\r' && block.bytes[at + 1] == '\n';
        return pair && at + 2 == block.length ? SIZE_MAX : at + 1 + pair;
    }
    return SIZE_MAX;
}

// Lets the careful reading say where the row ends of which the scan is not sure. False if not in this block.
static bool pass_odd_row(struct block *block, struct block_worker *worker)
{
    struct text rest = {block->bytes + block->scan.next, block->length - block->scan.next};
    struct table_row row = {0};
    struct problems problems;
    uint64_t blank = 0, line;
    bool inside_line;
    struct arena_mark mark = arena_mark(block->arena);
    problems_init(&problems, block->arena);
    csv_piece(worker->csv, rest, false, 0);
    enum table_step step = csv_next(worker->csv, &row, &blank, &problems);
    arena_release(block->arena, mark);
    size_t read = csv_piece_read(worker->csv, &line, &inside_line);
    if (step == TABLE_END || inside_line)
        return false;
    csv_scan_odd_row(&block->scan, block->scan.next + (uint32_t)read, (uint32_t)line);
    return true;
}

// What was decoded of a marked row need not be text: it may never have been written.
static void clear_marked(const struct decoded *decoded)
{
    for (size_t word = 0; word < bit_words(decoded->rows.count); word++)
        for (uint64_t bits = decoded->marked[word]; bits; bits &= bits - 1)
            decoded->references[word * 64 + (size_t)__builtin_ctzll(bits)] = TEXT("");
}

static void hash_references(struct arena *arena, const struct seen *seen, struct block_batch *batch)
{
    const struct decoded *decoded = batch->decoded;
    size_t count = decoded->rows.count;
    clear_marked(decoded);
    batch->hashes = arena_allocate(arena, count * sizeof *batch->hashes, alignof(struct keyed_hash));
    seen_hash(seen, decoded->references, count, batch->hashes);
}

static void decode_batch(struct block *block, struct block_worker *worker, const struct file_reading *file,
                         size_t from)
{
    struct arena *arena = block->arena;
    size_t left = block->scan.row_count - from, count = left < BATCH_ROWS ? left : BATCH_ROWS;
    struct block_batch *batch = &block->batches[block->batch_count++];
    batch->from = from;
    batch->decoded = decode(arena, file->decoder, worker->words, (struct text){block->bytes, block->length},
                            &block->scan, from, count);
    batch->accepted = ARENA_ARRAY(arena, uint64_t, bit_words(count));
    batch->lines = arena_allocate(arena, count * sizeof *batch->lines, alignof(uint32_t));
    batch->hashes = NULL;
    if (!file->is_log && !seen_keeps_order(file->reading->seen))
        hash_references(arena, file->reading->seen, batch);
}

// The cases of a batch of entries. They were all taken before a log is read, so that nobody changes what was seen.
static void find_cases(const struct seen *seen, struct block_batch *batch)
{
    const struct decoded *decoded = batch->decoded;
    clear_marked(decoded);
    seen_find_accepted(seen, decoded->references, decoded->rows.count, batch->lines, batch->accepted);
    for (size_t word = 0; word < bit_words(decoded->rows.count); word++)
        batch->accepted[word] &= ~decoded->marked[word];
}

void block_prepare(struct block *block, struct block_worker *worker, const struct file_reading *file)
{
    struct text bytes = {block->bytes, block->length};
    arena_reset(block->arena);
    block->batch_count = 0;
    if (block->number > 0)
        block->start = guess_start(bytes, file->form.separator);
    csv_scan_begin(&block->scan, block->start == SIZE_MAX ? (uint32_t)block->length : (uint32_t)block->start);
    while (!csv_scan(&block->scan, &file->form, bytes, false) && pass_odd_row(block, worker))
        ;
    block->batches = ARENA_ARRAY(block->arena, struct block_batch, block->scan.row_count / BATCH_ROWS + 1);
    for (size_t from = 0; from < block->scan.row_count; from += BATCH_ROWS)
        decode_batch(block, worker, file, from);
    for (size_t i = 0; file->is_log && i < block->batch_count; i++)
        find_cases(file->reading->seen, &block->batches[i]);
}
