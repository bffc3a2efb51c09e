// SPDX-License-Identifier: GPL-3.0-or-later
// Reading one file by several threads. Each takes a block of bytes, guesses where the first row begins in it, finds and
// decodes the rows (population_block.c); then the blocks are taken in the order of the file, by whichever thread is free
// (population_take.c): there it shows whether the guess was right, odd rows are read carefully, and of two rows with one
// reference the first stays. What was taken is counted by all threads again (population.c). Private to population*.c.
#pragma once

#include "extract/decode.h"
#include "extract/population_cache.h"
#include "extract/population_count.h"
#include "extract/population_kept.h"
#include "extract/rejects.h"
#include "extract/sheet.h"
#include "format/byte_source.h"
#include "format/csv.h"

#include <assert.h>

enum { BLOCK_BYTES_READ = 256 << 10 };
static_assert((int)BLOCK_BYTES_READ >= (int)LIMIT_HEADER_BYTES,
              "the header is read from the first block alone");

// Rows of a block that were decoded together.
struct block_batch {
    struct decoded *decoded;
    size_t from;               // of the scan's rows
    struct keyed_hash *hashes; // of the references; NULL: they are kept in their order
    uint64_t *accepted;
    uint32_t *lines;       // of a log: the numbers of their cases
    uint32_t first_number; // of the first row, where cases are kept for a log
};

enum block_state { BLOCK_FREE, BLOCK_BUSY, BLOCK_READY };

struct block {
    enum block_state state;
    uint64_t number;
    char *bytes; // room for BLOCK_BYTES_READ, with CSV_SCAN_BYTES_BEHIND readable on both sides
    size_t length;
    size_t start; // offset of the first row that begins in it; SIZE_MAX: none does
    struct csv_scan scan;
    struct arena *arena;
    struct block_batch *batches;
    size_t batch_count;
};

// What a thread has of its own.
struct block_worker {
    struct csv_reader *csv; // finds where an odd row ends
    struct table_facts facts;
    struct input nothing;
    struct decode_words *words;
};

// Cases that were read carefully, until there are enough of them to be counted together.
struct loose_cases {
    struct arena *arena;
    struct rows rows;
    struct text *references;
    uint32_t *lines;
    uint32_t first_number;
    size_t count;
};

// All that is read one file after the other.
struct reading {
    struct arena *arena;
    const struct population_request *request;
    const struct counting *counting;
    struct seen *seen;
    struct kept_cases *kept;    // NULL: no log
    struct cache_writer *cache; // NULL: cases are not kept
    struct population_file *files;
    size_t file_count;
    uint64_t *lines_before; // by file of cases: lines of those before it
    struct counter *loose_counter;
    bool *wanted, *log_wanted; // fields whose values are counted by, or kept
    bool *decoded;             // fields of the case whose values are wanted while a row is read
    const enum encoding *
        *encodings;    // by file: the one named, or found by reading to the end; NULL: not known yet
    bool begins_again; // an encoding was found that is not the one read by
    bool avx2;
};

// The file that is being read, as far as it has been taken.
struct file_reading {
    struct reading *reading;
    struct population_file *file;
    size_t index; // of the file
    struct sheet sheet;
    struct rejects *rejects;
    const struct decoder *decoder; // NULL: no CSV
    struct csv_scan_form form;
    size_t columns;
    bool is_log;
    struct buffer carry; // the beginning of a row that the blocks taken so far do not end
    struct buffer head;
    struct csv_scan scan;              // of the head
    uint64_t record, line;             // of the row to come: records before it, and its line
    bool inside_line;                  // a row too long was cut, and its line goes on
    enum encoding encoding;            // that is read by
    struct encoding_evidence evidence; // if none was named
    struct loose_cases loose;
    struct problems *problems;
};

bool worker_open(struct block_worker *worker, const struct file_reading *file, struct problems *problems);
void worker_close(struct block_worker *worker);
// Finds and decodes the rows of a block.
void block_prepare(struct block *block, struct block_worker *worker, const struct file_reading *file);
// Takes a prepared block; blocks come in the order of their numbers. False if the reading must end.
bool block_take(struct file_reading *file, struct block *block);
// What is left behind the last block.
bool take_rest(struct file_reading *file);
// Takes rows one by one from what is no CSV file.
bool take_table(struct file_reading *file);
// Counts, or keeps for the log, what was taken of a block.
void block_count(const struct file_reading *file, const struct block *block, struct counter *counter);
void loose_begin(struct file_reading *file);
void loose_flush(struct file_reading *file);
void loose_dispose(struct file_reading *file);
