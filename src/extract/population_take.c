// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_reading.h"

enum { ROWS_AHEAD = 16 }; // for which memory is fetched

// ---- cases that were read carefully

static struct rows loose_rows(struct arena *arena, const struct schema *schema, const bool *wanted)
{
    struct rows rows = {.schema = schema, .columns = ARENA_ARRAY(arena, struct column, schema->count)};
    for (size_t i = 0; i < schema->count; i++)
        if (wanted[i])
            rows.columns[i] = column_new(arena, schema->fields[i].type, BATCH_ROWS,
                                         schema->fields[i].type == FIELD_TIME);
    return rows;
}

void loose_begin(struct file_reading *file)
{
    const struct reading *reading = file->reading;
    struct loose_cases *loose = &file->loose;
    if (!loose->arena)
        loose->arena = arena_new();
    arena_reset(loose->arena);
    const struct instrument *instrument = reading->request->instrument;
    loose->rows = loose_rows(loose->arena, &instrument->cases, reading->wanted);
    loose->references = ARENA_ARRAY(loose->arena, struct text, BATCH_ROWS);
    loose->lines = ARENA_ARRAY(loose->arena, uint32_t, BATCH_ROWS);
    loose->count = 0;
    if (reading->kept)
        loose->first_number = kept_cases_number(reading->kept, BATCH_ROWS);
}

static void hide_unambiguous(struct rows *rows, size_t count)
{
    for (size_t i = 0; i < rows->schema->count; i++) {
        uint64_t any = 0;
        for (size_t word = 0; rows->columns[i].ambiguous && word < bit_words(count); word++)
            any |= rows->columns[i].ambiguous[word];
        if (!any)
            rows->columns[i].ambiguous = NULL;
    }
}

void loose_flush(struct file_reading *file)
{
    struct loose_cases *loose = &file->loose;
    uint64_t accepted[BATCH_ROWS / 64] = {0};
    if (loose->count == 0)
        return;
    for (size_t row = 0; row < loose->count; row++)
        bit_set(accepted, row);
    loose->rows.count = loose->count;
    hide_unambiguous(&loose->rows, loose->count);
    struct case_rows rows = {.cases = loose->rows};
    struct counted_batch batch = {&rows,        0,          loose->count, accepted, loose->references,
                                  loose->lines, file->index};
    if (file->reading->kept)
        kept_cases_add(file->reading->kept, &batch, loose->first_number);
    else
        count_batch(file->reading->loose_counter, &batch);
    if (file->reading->cache)
        cache_writer_add(file->reading->cache, &batch);
    loose_begin(file);
}

void loose_dispose(struct file_reading *file)
{
    arena_free(file->loose.arena);
    file->loose.arena = NULL;
}

static void copy_value(struct file_reading *file, size_t field, size_t row)
{
    struct loose_cases *loose = &file->loose;
    struct value value = file->sheet.values[field];
    enum field_type type = file->sheet.schema->fields[field].type;
    if (type == FIELD_TEXT && value.known)
        value.text = text_copy(loose->arena, value.text);
    value_put(&loose->rows.columns[field], row, &value);
}

// ---- one row, carefully

static bool too_many_lines(const struct file_reading *file)
{
    return problem_report(file->problems, (struct place){.source = file->file->source},
                          MESSAGE("the file has more than {limit} lines", NUMBER("limit", SEEN_NUMBER_MOST)),
                          MESSAGE("send it in several parts"));
}

// The number under which a case is remembered, and the line that it stands in.
static uint32_t line_number(const struct file_reading *file, uint64_t line)
{
    return (uint32_t)(file->reading->lines_before[file->index] + line);
}

static void add_loose(struct file_reading *file)
{
    struct loose_cases *loose = &file->loose;
    size_t row = loose->count++;
    for (size_t i = 0; i < file->sheet.schema->count; i++)
        if (loose->rows.columns[i].known)
            copy_value(file, i, row);
    loose->references[row] = text_copy(loose->arena, sheet_reference(&file->sheet));
    loose->lines[row] = (uint32_t)file->sheet.row->line;
    if (loose->count == BATCH_ROWS)
        loose_flush(file);
}

static void remember(struct file_reading *file, bool accepted)
{
    struct text reference = sheet_reference(&file->sheet);
    struct reading *reading = file->reading;
    if (reference.length == 0 || file->is_log)
        return;
    uint32_t line = line_number(file, file->sheet.row->line);
    uint32_t number = accepted && reading->kept ? file->loose.first_number + (uint32_t)file->loose.count
                                                : line;
    if (accepted && reading->kept)
        kept_cases_set_line(reading->kept, number, line);
    seen_put(reading->seen, reference, number, accepted ? SEEN_ACCEPTED : SEEN_REJECTED);
}

static bool reject(struct file_reading *file)
{
    const struct population_request *request = file->reading->request;
    file->file->rejected++;
    sheet_report(&file->sheet, file->problems);
    if (request->rejected)
        request->rejected(request->context, file->sheet.row, file->file->source, &file->sheet.problems);
    return !file->rejects ||
           rejects_add(file->rejects, file->sheet.row, &file->sheet.problems, file->problems);
}

static bool take_sheet_row(struct file_reading *file, bool accepted)
{
    file->file->read++;
    if (file->reading->lines_before[file->index] + file->sheet.row->line > SEEN_NUMBER_MOST)
        return too_many_lines(file);
    remember(file, accepted);
    if (!accepted)
        return reject(file);
    if (file->is_log)
        return kept_cases_add_entry(file->reading->kept, &file->sheet);
    add_loose(file);
    return true;
}

static bool is_stopped(const struct file_reading *file)
{
    const atomic_bool *stop = file->reading->request->stop;
    return stop && atomic_load_explicit(stop, memory_order_relaxed);
}

// All rows of a piece that begins at the file's record and line; *read says how much of it that was.
static bool take_piece(struct file_reading *file, struct text piece, bool ended, size_t *read)
{
    enum sheet_step step;
    table_piece(file->sheet.table, piece, ended, file->record, file->line);
    while ((step = sheet_next(&file->sheet, file->problems)) != SHEET_END)
        if (step == SHEET_FAILED || is_stopped(file) || !take_sheet_row(file, step == SHEET_ACCEPTED))
            return false;
    struct table_progress progress = table_piece_read(file->sheet.table);
    file->record = progress.record;
    file->line = progress.line;
    file->inside_line = progress.inside_line;
    *read = progress.bytes;
    return true;
}

// One row of a block: up to where the next one begins or, of an odd one, as far as the careful reading finds.
static bool take_one(struct file_reading *file, struct text piece, bool is_odd)
{
    table_piece(file->sheet.table, piece, !is_odd, file->record, file->line);
    enum sheet_step step = sheet_next(&file->sheet, file->problems);
    if (step == SHEET_FAILED || (step != SHEET_END && !take_sheet_row(file, step == SHEET_ACCEPTED)))
        return false;
    file->record = table_piece_read(file->sheet.table).record;
    return true;
}

// ---- blocks

static struct text block_text(const struct block *block, size_t from, size_t until)
{
    return (struct text){block->bytes + from, until - from};
}

// The whole block row by row, behind what was carried: the guess was wrong, or a row is cut. Seldom.
static bool take_slowly(struct file_reading *file, struct block *block)
{
    size_t read;
    block->batch_count = 0;
    buffer_add(&file->carry, block_text(block, 0, block->length));
    if (!take_piece(file, buffer_text(&file->carry), false, &read))
        return false;
    struct text rest = text_slice(buffer_text(&file->carry), read, file->carry.length);
    buffer_clear(&file->head);
    buffer_add(&file->head, rest);
    buffer_clear(&file->carry);
    buffer_add(&file->carry, buffer_text(&file->head));
    return true;
}

// What was carried, with the block's beginning, must be whole rows. *right says so; then they have been taken.
static bool take_head(struct file_reading *file, const struct block *block, bool *right)
{
    *right = false;
    if (block->start == SIZE_MAX || file->inside_line)
        return true;
    if (block->number == 0) {
        *right = true;
        return true;
    }
    buffer_clear(&file->head);
    buffer_add(&file->head, buffer_text(&file->carry));
    buffer_add(&file->head, block_text(block, 0, block->start));
    static const char behind[CSV_SCAN_BYTES_BEHIND];
    size_t length = file->head.length, read;
    buffer_add(&file->head, (struct text){behind, sizeof behind});
    struct text head = {file->head.bytes, length};
    csv_scan_begin(&file->scan, 0);
    if (!csv_scan(&file->scan, &file->form, head, false) || file->scan.next != length)
        return true;
    *right = true;
    return take_piece(file, head, false, &read);
}

static size_t row_end(const struct block *block, size_t row)
{
    return row + 1 < block->scan.row_count ? block->scan.rows[row + 1].start : block->scan.next;
}

static bool is_odd(const struct block *block, size_t row)
{
    return block->scan.rows[row].cells == 0;
}

// A row to be careful with, or one whose reference was there before.
static bool take_marked(struct file_reading *file, const struct block *block, size_t row, uint64_t base_line)
{
    const struct csv_scan_row *scanned = &block->scan.rows[row];
    file->line = base_line + scanned->line;
    size_t until = is_odd(block, row) ? block->length : row_end(block, row);
    return take_one(file, block_text(block, scanned->start, until), is_odd(block, row));
}

static bool is_first(struct reading *reading, const struct block_batch *batch, size_t row, uint32_t line)
{
    uint32_t number = reading->kept ? batch->first_number + (uint32_t)row : line;
    bool first = batch->hashes
                     ? seen_put_hash(reading->seen, batch->hashes[row], number, SEEN_ACCEPTED)
                     : seen_put(reading->seen, batch->decoded->references[row], number, SEEN_ACCEPTED);
    if (first && reading->kept)
        kept_cases_set_line(reading->kept, number, line);
    return first;
}

static bool take_batch(struct file_reading *file, const struct block *block, struct block_batch *batch,
                       uint64_t base_line)
{
    struct reading *reading = file->reading;
    size_t count = batch->decoded->rows.count;
    if (reading->kept)
        batch->first_number = kept_cases_number(reading->kept, count);
    for (size_t row = 0; row < count; row++) {
        if (batch->hashes && row + ROWS_AHEAD < count)
            seen_prefetch(reading->seen, batch->hashes[row + ROWS_AHEAD]);
        uint32_t line = (uint32_t)(base_line + block->scan.rows[batch->from + row].line);
        bool sure = !bit_get(batch->decoded->marked, row);
        batch->lines[row] = line;
        if (sure && is_first(reading, batch, row, line_number(file, line))) {
            bit_set(batch->accepted, row);
            file->record++;
            file->file->read++;
        } else if (!take_marked(file, block, batch->from + row, base_line)) {
            return false;
        }
    }
    return true;
}

// Entries whose cases were found are taken as they are, between those to be careful with.
static bool take_entries(struct file_reading *file, const struct block *block,
                         const struct block_batch *batch, uint64_t base_line)
{
    size_t count = batch->decoded->rows.count;
    for (size_t first = 0; first < count; first += 64) {
        uint64_t good = batch->accepted[first / 64],
                 all = ~UINT64_C(0) >> (count - first < 64 ? 64 - (count - first) : 0);
        for (uint64_t careful = all & ~good; careful; careful &= careful - 1) {
            uint64_t before = good & ((careful & -careful) - 1);
            file->record += (uint64_t)__builtin_popcountll(before);
            file->file->read += (uint64_t)__builtin_popcountll(before);
            good &= ~before;
            if (!take_marked(file, block, batch->from + first + (size_t)__builtin_ctzll(careful), base_line))
                return false;
        }
        file->record += (uint64_t)__builtin_popcountll(good);
        file->file->read += (uint64_t)__builtin_popcountll(good);
    }
    return true;
}

bool block_take(struct file_reading *file, struct block *block)
{
    bool right;
    if (!file->file->facts.byte_order_mark && !file->reading->request->encoding)
        encoding_look(&file->evidence, block_text(block, 0, block->length));
    if (!take_head(file, block, &right))
        return false;
    if (!right)
        return take_slowly(file, block);
    uint64_t base_line = file->line;
    if (file->reading->lines_before[file->index] + base_line + block->scan.lines > SEEN_NUMBER_MOST)
        return too_many_lines(file);
    for (size_t i = 0; i < block->batch_count; i++)
        if (is_stopped(file) || !(file->is_log ? take_entries(file, block, &block->batches[i], base_line)
                                               : take_batch(file, block, &block->batches[i], base_line)))
            return false;
    file->line = base_line + block->scan.lines;
    buffer_clear(&file->carry);
    buffer_add(&file->carry, block_text(block, block->scan.next, block->length));
    return true;
}

bool take_rest(struct file_reading *file)
{
    size_t read;
    return take_piece(file, buffer_text(&file->carry), true, &read);
}

bool take_table(struct file_reading *file)
{
    enum sheet_step step;
    while ((step = sheet_next(&file->sheet, file->problems)) != SHEET_END)
        if (step == SHEET_FAILED || is_stopped(file) || !take_sheet_row(file, step == SHEET_ACCEPTED))
            return false;
    return true;
}

void block_count(const struct file_reading *file, const struct block *block, struct counter *counter)
{
    for (size_t i = 0; i < block->batch_count; i++) {
        const struct block_batch *batch = &block->batches[i];
        struct case_rows rows = {.cases = batch->decoded->rows};
        struct counted_batch counted = {
            &rows,        0,          batch->decoded->rows.count, batch->accepted, batch->decoded->references,
            batch->lines, file->index};
        if (file->is_log)
            kept_cases_add_entries(file->reading->kept, &counted);
        else if (file->reading->kept)
            kept_cases_add(file->reading->kept, &counted, batch->first_number);
        else
            count_batch(counter, &counted);
        if (file->reading->cache)
            cache_writer_add(file->reading->cache, &counted);
    }
}
