// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population.h"

#include "base/memory.h"
#include "base/processor.h"
#include "extract/population_cache_count.h"
#include "extract/population_reading.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

// ---- the threads of one file

struct pool {
    struct file_reading *file;
    struct byte_source *source;
    struct counter *const *counters;
    struct block *blocks;
    size_t block_count;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    uint64_t taken; // blocks, in their order
    bool is_taking, ended, failed;
};

struct pool_thread {
    struct pool *pool;
    size_t number;
    pthread_t thread;
    struct block_worker worker;
    struct arena *arena;
    struct problems problems; // its own
};

static struct block *block_to_take(const struct pool *pool)
{
    for (size_t i = 0; !pool->is_taking && i < pool->block_count; i++)
        if (pool->blocks[i].state == BLOCK_READY && pool->blocks[i].number == pool->taken)
            return &pool->blocks[i];
    return NULL;
}

static struct block *block_to_fill(const struct pool *pool)
{
    for (size_t i = 0; !pool->ended && i < pool->block_count; i++)
        if (pool->blocks[i].state == BLOCK_FREE)
            return &pool->blocks[i];
    return NULL;
}

static void report_progress(struct pool *pool)
{
    const struct population_request *request = pool->file->reading->request;
    if (!request->progress)
        return;
    struct population_progress progress = {.bytes = byte_source_consumed(pool->source),
                                           .all_bytes = byte_source_size(pool->source),
                                           .rows = pool->file->file->read};
    request->progress(request->context, &progress);
}

// With the mutex held, and held again at the end; so the next two.
static void take_block(struct pool *pool, struct block *block, struct counter *counter)
{
    pool->is_taking = true;
    pthread_mutex_unlock(&pool->mutex);
    bool good = block_take(pool->file, block);
    if (good)
        report_progress(pool);
    pthread_mutex_lock(&pool->mutex);
    pool->is_taking = false;
    pool->taken++;
    pool->failed |= !good;
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->mutex);
    if (good)
        block_count(pool->file, block, counter);
    pthread_mutex_lock(&pool->mutex);
    block->state = BLOCK_FREE;
    pthread_cond_broadcast(&pool->changed);
}

static void fill_block(struct pool_thread *thread, struct block *block)
{
    struct pool *pool = thread->pool;
    uint64_t offset;
    block->state = BLOCK_BUSY;
    pthread_mutex_unlock(&pool->mutex);
    bool good = byte_source_next(pool->source, block->bytes, BLOCK_BYTES_READ, &block->length, &block->number,
                                 &offset, &thread->problems);
    bool filled = good && block->length > 0;
    if (filled)
        block_prepare(block, &thread->worker, pool->file);
    pthread_mutex_lock(&pool->mutex);
    block->state = filled ? BLOCK_READY : BLOCK_FREE;
    pool->ended |= !filled;
    pool->failed |= !good;
    pthread_cond_broadcast(&pool->changed);
}

static bool is_busy(const struct pool *pool)
{
    for (size_t i = 0; i < pool->block_count; i++)
        if (pool->blocks[i].state != BLOCK_FREE)
            return true;
    return pool->is_taking;
}

static void *run_thread(void *context)
{
    struct pool_thread *thread = context;
    struct pool *pool = thread->pool;
    pthread_mutex_lock(&pool->mutex);
    while (!pool->failed) {
        struct block *block;
        if ((block = block_to_take(pool)))
            take_block(pool, block, pool->counters[thread->number]);
        else if ((block = block_to_fill(pool)))
            fill_block(thread, block);
        else if (pool->ended && !is_busy(pool))
            break;
        else
            pthread_cond_wait(&pool->changed, &pool->mutex);
    }
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->mutex);
    return NULL;
}

static void block_init(struct block *block)
{
    block->bytes = memory_allocate_zeroed(1, BLOCK_BYTES_READ + 2 * CSV_SCAN_BYTES_BEHIND);
    block->bytes += CSV_SCAN_BYTES_BEHIND;
    csv_scan_init(&block->scan);
    block->arena = arena_new();
}

static void block_dispose(struct block *block)
{
    memory_free(block->bytes - CSV_SCAN_BYTES_BEHIND);
    csv_scan_dispose(&block->scan);
    arena_free(block->arena);
}

static bool start_threads(struct pool *pool, struct pool_thread *threads, size_t count,
                          struct problems *problems)
{
    for (size_t i = 0; i < count; i++) {
        threads[i] = (struct pool_thread){.pool = pool, .number = i, .arena = arena_new()};
        problems_init(&threads[i].problems, threads[i].arena);
        if (!worker_open(&threads[i].worker, pool->file, problems))
            return false;
    }
    for (size_t i = 1; i < count; i++)
        if (pthread_create(&threads[i].thread, NULL, run_thread, &threads[i]) != 0)
            memory_exhausted();
    run_thread(&threads[0]);
    for (size_t i = 1; i < count; i++)
        pthread_join(threads[i].thread, NULL);
    return !pool->failed;
}

// `front` holds the file's first block, whose rows begin at front->start.
static bool read_blocks(struct file_reading *file, struct byte_source *source, struct block *blocks,
                        size_t block_count, struct counter *const *counters)
{
    size_t count = file->reading->request->threads;
    struct pool pool = {
        .file = file, .source = source, .counters = counters, .blocks = blocks, .block_count = block_count};
    struct pool_thread *threads = memory_allocate_zeroed(count, sizeof *threads);
    pthread_mutex_init(&pool.mutex, NULL);
    pthread_cond_init(&pool.changed, NULL);
    struct block_worker first = {0};
    bool good = worker_open(&first, file, file->problems);
    if (good) {
        block_prepare(&blocks[0], &first, file);
        blocks[0].state = BLOCK_READY;
        good = start_threads(&pool, threads, count, file->problems);
    }
    worker_close(&first);
    for (size_t i = 0; i < count; i++) {
        if (threads[i].arena)
            problems_add(file->problems, &threads[i].problems);
        worker_close(&threads[i].worker);
        arena_free(threads[i].arena);
    }
    memory_free(threads);
    pthread_cond_destroy(&pool.changed);
    pthread_mutex_destroy(&pool.mutex);
    return good;
}

// ---- one file

static uint64_t line_of(void *context, uint32_t number, enum seen_state state, struct text *source)
{
    struct file_reading *file = context;
    struct reading *reading = file->reading;
    uint32_t line = state == SEEN_ACCEPTED && reading->kept ? kept_cases_line(reading->kept, number) : number;
    size_t at = 0;
    while (at + 1 < reading->request->case_count && reading->lines_before[at + 1] < line &&
           at + 1 <= file->index)
        at++;
    if (at != file->index)
        *source = reading->files[at].source;
    return line - reading->lines_before[at];
}

// What the reader was told, if the caller named nothing, is only a guess.
static void take_facts(struct file_reading *file)
{
    file->file->facts = sheet_facts(&file->sheet, file->reading->arena);
    file->file->facts.encoding_is_given = file->reading->request->encoding != NULL;
}

static bool open_sheet(struct file_reading *file, struct table_reader *table)
{
    struct reading *reading = file->reading;
    const struct population_request *request = reading->request;
    file->sheet = (struct sheet){
        .language = request->language, .seen = reading->seen, .world = {.context = file, .line_of = line_of}};
    if (!sheet_open(&file->sheet, reading->arena, request->instrument, file->is_log, table, file->problems)) {
        table_close(table);
        file->sheet.table = NULL;
        return false;
    }
    const char *rejects = file->is_log ? request->log_rejects : request->rejects;
    take_facts(file);
    file->file->ignored = sheet_ignored(&file->sheet, reading->arena, &file->file->ignored_count);
    if (rejects)
        file->rejects = rejects_new(reading->arena, table, &file->sheet.header,
                                    text_terminated(reading->arena, file->file->source), rejects,
                                    request->language);
    loose_begin(file);
    return true;
}

// The rest of a CSV file whose front is in blocks[0].
static bool read_csv(struct file_reading *file, struct byte_source *source, struct block *blocks,
                     size_t block_count, struct counter *const *counters)
{
    struct reading *reading = file->reading;
    const struct table_facts *facts = table_facts(file->sheet.table);
    struct table_progress front = table_piece_read(file->sheet.table);
    file->form = (struct csv_scan_form){facts->separator, facts->encoding, reading->avx2};
    file->columns = file->sheet.header.column_count;
    file->decoder = decoder_new(reading->arena, reading->request->instrument, file->is_log,
                                &file->sheet.header, file->is_log ? reading->log_wanted : reading->decoded,
                                reading->avx2);
    file->line = front.line;
    blocks[0].start = front.bytes;
    csv_scan_init(&file->scan);
    bool good = read_blocks(file, source, blocks, block_count, counters) && take_rest(file);
    csv_scan_dispose(&file->scan);
    return good;
}

static void expect_cases(struct file_reading *file, struct byte_source *source, const struct block *front)
{
    uint64_t lines = 0, size = byte_source_size(source);
    for (size_t i = 0; i < front->length; i++)
        lines += front->bytes[i] == '\n';
    if (!file->is_log && size > front->length && byte_source_kind(source) == BYTES_PLAIN && lines)
        seen_expect(file->reading->seen, size / front->length * lines);
}

// A byte order mark goes before what the caller named; else what is not ASCII at the beginning says by which encoding to
// read, and whether that is right shows at the end.
static enum encoding encoding_of(const struct file_reading *file, const struct block *front)
{
    struct text bytes = {front->bytes, front->length};
    struct encoding_evidence evidence = {0};
    const enum encoding *known = file->reading->encodings[file->index];
    if (text_starts(bytes, TEXT("\xEF\xBB\xBF")))
        return ENCODING_UTF8;
    if (known)
        return *known;
    encoding_look(&evidence, bytes);
    return evidence.other_bytes > evidence.utf8_sequences ? ENCODING_WINDOWS_1252 : ENCODING_UTF8;
}

static bool read_once(struct file_reading *file, struct byte_source *source, struct block *blocks,
                      size_t block_count, struct counter *const *counters)
{
    uint64_t offset;
    struct table_reader *table;
    if (!byte_source_next(source, blocks[0].bytes, BLOCK_BYTES_READ, &blocks[0].length, &blocks[0].number,
                          &offset, file->problems))
        return false;
    file->encoding = encoding_of(file, &blocks[0]);
    struct table_choice choice = {.source = file->file->source, .encoding = &file->encoding};
    if (!table_open_memory((struct text){blocks[0].bytes, blocks[0].length}, choice, &table, file->problems))
        return false;
    if (!open_sheet(file, table))
        return false;
    expect_cases(file, source, &blocks[0]);
    return read_csv(file, source, blocks, block_count, counters);
}

static bool read_workbook(struct file_reading *file, const char *path)
{
    struct table_reader *table;
    const struct population_request *request = file->reading->request;
    struct table_choice choice = {.source = file->file->source,
                                  .sheet = file->is_log ? request->log_sheet : request->sheet};
    return table_open(path, choice, &table, file->problems) && open_sheet(file, table) && take_table(file);
}

static bool refuse_encoding(struct file_reading *file, enum encoding found)
{
    struct place place = {.source = file->file->source};
    // What was said of rows is wrong then.
    problems_init(file->problems, file->problems->arena);
    if (file->reading->encodings[file->index])
        return problem_report(file->problems, place, MESSAGE("the file was changed while it was being read"),
                              MESSAGE("count again when nobody writes to it"));
    if (found == ENCODING_WINDOWS_1252)
        return problem_report(
            file->problems, place, MESSAGE("the file is encoded in Windows-1252"),
            MESSAGE("name it with --encoding windows-1252, or save the file as \"CSV UTF-8\""));
    return problem_report(file->problems, place, MESSAGE("the file is encoded in UTF-8"),
                          MESSAGE("name it with --encoding utf-8"));
}

// Bytes that are not ASCII speak for another encoding than those at the beginning: known only now. What was read by the wrong one
// is read again, if it can be.
static bool check_encoding(struct file_reading *file, const struct byte_source *source)
{
    struct reading *reading = file->reading;
    const struct table_facts *facts = &file->file->facts;
    if (facts->kind != TABLE_CSV || facts->byte_order_mark || reading->request->encoding)
        return true;
    enum encoding found = encoding_decide(&file->evidence);
    if (found == file->encoding)
        return true;
    if (!byte_source_is_file(source) || reading->encodings[file->index])
        return refuse_encoding(file, found);
    enum encoding *kept = ARENA_NEW(reading->arena, enum encoding);
    *kept = found;
    reading->encodings[file->index] = kept;
    reading->begins_again = true;
    return false;
}

static void close_file(struct file_reading *file)
{
    rejects_cancel(file->rejects);
    sheet_close(&file->sheet);
    table_close(file->sheet.table);
    buffer_dispose(&file->carry);
    buffer_dispose(&file->head);
    loose_dispose(file);
}

static bool finish_file(struct file_reading *file, struct byte_source *source)
{
    struct population_file *told = file->file;
    struct reading *reading = file->reading;
    loose_flush(file);
    take_facts(file);
    told->has_hash = reading->request->wants_hash;
    if (!file->is_log && file->index + 1 < reading->request->case_count)
        reading->lines_before[file->index + 1] = reading->lines_before[file->index] + file->line;
    return byte_source_finish(source, told->has_hash ? &told->hash : NULL, &told->bytes, file->problems) &&
           (!file->rejects || rejects_finish(file->rejects, &told->rejects, file->problems));
}

static void tell_waiting(const struct population_request *request, struct byte_source *source)
{
    if (request->waits_for)
        request->waits_for(request->context, source);
}

static bool read_file(struct reading *reading, size_t index, const char *path,
                      struct counter *const *counters, struct problems *problems)
{
    struct file_reading file = {.reading = reading,
                                .file = &reading->files[index],
                                .index = index,
                                .is_log = reading->files[index].is_log,
                                .problems = problems};
    struct byte_source *source;
    if (!byte_source_open(path, file.file->source, reading->request->wants_hash, &source, problems))
        return false;
    tell_waiting(reading->request, source);
    size_t block_count = 2 * reading->request->threads + 1;
    struct block *blocks = memory_allocate_zeroed(block_count, sizeof *blocks);
    for (size_t i = 0; i < block_count; i++)
        block_init(&blocks[i]);
    bool good = byte_source_kind(source) == BYTES_WORKBOOK
                    ? read_workbook(&file, path)
                    : read_once(&file, source, blocks, block_count, counters);
    good = good && check_encoding(&file, source) && finish_file(&file, source);
    for (size_t i = 0; i < block_count; i++)
        block_dispose(&blocks[i]);
    memory_free(blocks);
    close_file(&file);
    tell_waiting(reading->request, NULL);
    byte_source_close(source);
    return good;
}

// ---- the log

struct part_pool {
    struct reading *reading;
    atomic_size_t next;
};
struct part_thread {
    struct part_pool *pool;
    struct counter *counter;
    pthread_t thread;
};

static void *count_parts(void *context)
{
    struct part_thread *thread = context;
    struct kept_cases *kept = thread->pool->reading->kept;
    const atomic_bool *stop = thread->pool->reading->request->stop;
    for (size_t part; (part = atomic_fetch_add(&thread->pool->next, 1)) < kept_cases_parts(kept);)
        if (!stop || !atomic_load(stop))
            kept_cases_count(kept, part, thread->counter);
    return NULL;
}

static void count_kept(struct reading *reading, struct counter *const *counters)
{
    size_t count = reading->request->threads;
    struct part_pool pool = {.reading = reading};
    struct part_thread *threads = memory_allocate_zeroed(count, sizeof *threads);
    for (size_t i = 0; i < count; i++)
        threads[i] = (struct part_thread){.pool = &pool, .counter = counters[i]};
    for (size_t i = 1; i < count; i++)
        if (pthread_create(&threads[i].thread, NULL, count_parts, &threads[i]) != 0)
            memory_exhausted();
    count_parts(&threads[0]);
    for (size_t i = 1; i < count; i++)
        pthread_join(threads[i].thread, NULL);
    memory_free(threads);
}

// ---- all

static void name_files(struct reading *reading)
{
    const struct population_request *request = reading->request;
    reading->file_count = request->case_count + request->log_count;
    reading->files = ARENA_ARRAY(reading->arena, struct population_file, reading->file_count);
    for (size_t i = 0; i < reading->file_count; i++) {
        bool is_log = i >= request->case_count;
        const char *path = is_log ? request->logs[i - request->case_count] : request->cases[i];
        reading->files[i].is_log = is_log;
        reading->files[i].source = text_copy(reading->arena,
                                             request->names ? request->names[i] : text_from(path));
    }
}

static bool check_request(const struct population_request *request, struct problems *problems)
{
    if (request->log_count && !request->instrument->has_log)
        return problem_report(problems, (struct place){.source = text_from(request->logs[0])},
                              MESSAGE("the instrument {instrument} asks for no log",
                                      VALUE("instrument", request->instrument->id)),
                              MESSAGE("give the cases alone, or declare the log in the instrument"));
    if (request->log_count && request->keep)
        return problem_report(problems, (struct place){.source = text_from(request->keep)},
                              MESSAGE("cases are kept without their log only"),
                              MESSAGE("leave out --keep, or --log"));
    return true;
}

static bool read_files(struct reading *reading, struct counter *const *counters, struct problems *problems)
{
    const struct population_request *request = reading->request;
    for (size_t i = 0; i < reading->file_count; i++) {
        const char *path = i < request->case_count ? request->cases[i]
                                                   : request->logs[i - request->case_count];
        if (i == request->case_count)
            seen_complete(reading->seen);
        if (!read_file(reading, i, path, counters, problems))
            return false;
    }
    if (reading->kept)
        count_kept(reading, counters);
    return !request->stop || !atomic_load(request->stop);
}

static void tell(const struct reading *reading, struct counter *const *counters,
                 struct population *population)
{
    const struct population_request *request = reading->request;
    struct population told = {.instrument = request->instrument,
                              .files = reading->files,
                              .file_count = reading->file_count,
                              .has_log = request->log_count > 0};
    counters_add_up(reading->arena, reading->counting, counters, request->threads + 1, &told);
    for (size_t i = 0; i < reading->file_count; i++)
        if (reading->files[i].is_log)
            told.log_entries += reading->files[i].read - reading->files[i].rejected;
    *population = told;
}

// What the instrument's checks read must be decoded too.
static void want_checks(const struct instrument *instrument, const bool *wanted, bool *decoded)
{
    memcpy(decoded, wanted, instrument->cases.count * sizeof *decoded);
    for (size_t i = 0; i < instrument->check_count; i++) {
        size_t count;
        const size_t *inputs = expression_inputs(instrument->checks[i].impossible, &count);
        for (size_t k = 0; k < count; k++)
            decoded[inputs[k]] = true;
    }
}

// Ends the file of kept cases, if there is one.
static bool keep_cases(struct reading *reading, struct problems *problems)
{
    struct cache_writer *cache = reading->cache;
    reading->cache = NULL;
    return !cache || cache_writer_commit(cache, reading->files, reading->file_count, problems);
}

static void forget_rejects(const struct reading *reading)
{
    for (size_t i = 0; i < reading->file_count; i++)
        if (reading->files[i].rejects.length)
            unlink(text_terminated(reading->arena, reading->files[i].rejects));
}

// Reads everything once.
static bool attempt(struct reading *reading, struct population *population, struct problems *problems)
{
    struct arena *arena = reading->arena;
    const struct population_request *request = reading->request;
    name_files(reading);
    reading->begins_again = false;
    if (request->keep &&
        !(reading->cache = cache_writer_new(request->instrument, reading->wanted, request->keep, problems)))
        return false;
    reading->seen = seen_new();
    seen_expect_order(reading->seen);
    if (request->log_count)
        reading->kept = kept_cases_new(reading->counting, reading->wanted, reading->log_wanted);
    struct counter **counters = ARENA_ARRAY(arena, struct counter *, request->threads + 1);
    for (size_t i = 0; i <= request->threads; i++)
        counters[i] = counter_new(reading->counting);
    reading->loose_counter = counters[request->threads];
    bool good = read_files(reading, counters, problems) && keep_cases(reading, problems);
    if (good)
        tell(reading, counters, population);
    else
        forget_rejects(reading);
    for (size_t i = 0; i <= request->threads; i++)
        counter_free(counters[i]);
    cache_writer_cancel(reading->cache);
    reading->cache = NULL;
    kept_cases_free(reading->kept);
    seen_free(reading->seen);
    return good;
}

// At most once more for each file.
static bool attempt_all(struct reading *reading, struct population *population, struct problems *problems)
{
    const struct population_request *request = reading->request;
    bool good;
    do {
        struct problems found;
        problems_init(&found, reading->arena);
        good = attempt(reading, population, &found);
        if (!reading->begins_again)
            problems_add(problems, &found);
        else if (request->restarted)
            request->restarted(request->context);
    } while (reading->begins_again);
    return good;
}

bool population_read(struct arena *arena, const struct population_request *request,
                     struct population *population, struct problems *problems)
{
    const struct instrument *instrument = request->instrument;
    size_t files = request->case_count + request->log_count;
    if (!check_request(request, problems))
        return false;
    if (request->case_count == 1 && (cache_is(request->cases[0]) || cache_is_cut(request->cases[0])))
        return population_read_kept(arena, request, population, problems);
    bool good = rejects_check_wanted(request->rejects, problems);
    if (!rejects_check_wanted(request->log_rejects, problems) || !good)
        return false;
    struct reading reading = {
        .arena = arena,
        .request = request,
        .counting = counting_new(arena, request),
        .lines_before = ARENA_ARRAY(arena, uint64_t, files + 1),
        .encodings = ARENA_ARRAY(arena, const enum encoding *, files),
        .wanted = ARENA_ARRAY(arena, bool, instrument->cases.count),
        .decoded = ARENA_ARRAY(arena, bool, instrument->cases.count),
        .log_wanted = ARENA_ARRAY(arena, bool, instrument->log.count),
        .avx2 = !request->portable && processor_has_avx2(),
    };
    for (size_t i = 0; i < files; i++)
        reading.encodings[i] = request->encoding;
    counting_wants(reading.counting, reading.wanted, reading.log_wanted);
    if (request->keep)
        cache_wants(instrument, reading.wanted);
    want_checks(instrument, reading.wanted, reading.decoded);
    return attempt_all(&reading, population, problems);
}
