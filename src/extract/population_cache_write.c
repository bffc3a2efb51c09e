// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "base/memory.h"
#include "base/processor.h"
#include "extract/population_cache.h"
#include "extract/population_cache_format.h"
#include "extract/population_cache_gather.h"
#include "extract/population_lanes.h"

#include <pthread.h>
#include <unistd.h>

enum { MOST_CLASSES = 17 }; // each waits for a segment of its own

// Cases of one class.
struct waiting {
    pthread_mutex_t mutex;
    struct gathered rows;
};

struct cache_writer {
    const struct instrument *instrument;
    const bool *kept;
    const struct lanes *lanes;
    struct text path;
    struct file_writer *file;
    pthread_mutex_t mutex; // of all below
    uint64_t length;       // written so far
    struct buffer index;
    uint64_t segments, cases;
    bool too_long;
    struct waiting waiting[MOST_CLASSES];
};

static void write_bytes(struct cache_writer *writer, const void *bytes, size_t length)
{
    file_writer_add(writer->file, (struct text){bytes, length});
    writer->length += length;
}

void cache_wants(const struct instrument *instrument, bool *wanted)
{
    for (size_t i = 0; i < instrument->cases.count; i++)
        wanted[i] |= instrument->cases.fields[i].type != FIELD_TEXT;
}

// Kept cases can be read again; anything else that the name may stand for, the extract itself among it, is not written over.
static bool may_write(const char *path, struct problems *problems)
{
    return access(path, F_OK) != 0 || cache_is(path) ||
           problem_report(problems, (struct place){.source = text_from(path)},
                          MESSAGE("the file is there already, and holds something else than kept cases"),
                          MESSAGE("name another file with --keep"));
}

struct cache_writer *cache_writer_new(const struct instrument *instrument, const bool *kept, const char *path,
                                      struct problems *problems)
{
    struct file_writer *file = may_write(path, problems) ? file_writer_new_private(text_from(path), problems)
                                                         : NULL;
    if (!file)
        return NULL;
    struct cache_writer *writer = memory_allocate_zeroed(1, sizeof *writer);
    writer->instrument = instrument;
    writer->kept = kept;
    writer->lanes = processor_has_avx2() ? &lanes_avx2 : &lanes_portable;
    writer->path = text_from(path);
    writer->file = file;
    pthread_mutex_init(&writer->mutex, NULL);
    for (size_t i = 0; i < MOST_CLASSES; i++)
        pthread_mutex_init(&writer->waiting[i].mutex, NULL);
    struct cache_head head = {.magic = CACHE_MAGIC, .version = CACHE_VERSION, .byte_order = CACHE_BYTE_ORDER};
    write_bytes(writer, &head, sizeof head);
    return writer;
}

static void writer_free(struct cache_writer *writer)
{
    for (size_t i = 0; i < MOST_CLASSES; i++) {
        gathered_dispose(&writer->waiting[i].rows);
        pthread_mutex_destroy(&writer->waiting[i].mutex);
    }
    buffer_dispose(&writer->index);
    pthread_mutex_destroy(&writer->mutex);
    memory_free(writer);
}

void cache_writer_cancel(struct cache_writer *writer)
{
    if (!writer)
        return;
    file_writer_cancel(writer->file);
    writer_free(writer);
}

// ---- one segment

// Cases on their way into the file.
struct segment {
    struct arena *arena;
    const struct gathered *rows;
    const struct column *columns;
    size_t fields, front_bytes;
    uint8_t *forms;
    uint64_t *checksums;
    char *front;
    struct buffer back;
};

static uint8_t form_of(const struct column *column)
{
    if (!column->known)
        return CACHE_ABSENT;
    switch (column->type) {
    case FIELD_BOOLEAN: return CACHE_TRUTHS;
    case FIELD_CATEGORY: return CACHE_CODES;
    case FIELD_NUMBER: return CACHE_NUMBERS;
    case FIELD_TEXT: return CACHE_TEXTS;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: break;
    }
    unsigned ambiguous = column->ambiguous ? CACHE_AMBIGUOUS : 0;
    return (uint8_t)((column->narrow ? CACHE_NARROW : CACHE_WIDE) | ambiguous);
}

static char *put_bits(const struct segment *segment, char *to, const uint64_t *bits)
{
    memcpy(to, bits, bit_words(segment->rows->count) * sizeof *bits);
    return to + cache_bits_bytes(segment->rows->count);
}

static char *put_values(const struct segment *segment, char *to, const void *values, size_t bytes)
{
    memcpy(to, values, segment->rows->count * bytes);
    return to + cache_aligned(segment->rows->count * bytes);
}

static char *put_column(const struct segment *segment, char *to, const struct column *column, unsigned form)
{
    to = put_bits(segment, to, column->known);
    if (form == CACHE_TRUTHS)
        return put_bits(segment, to, column->truths);
    if (form != CACHE_TEXTS)
        to = put_values(segment, to, column->integers, cache_value_bytes(form));
    if (form & CACHE_AMBIGUOUS) {
        to = put_bits(segment, to, column->ambiguous);
        to = put_values(segment, to, column->later, sizeof *column->later);
    }
    return to;
}

static void put_front(const struct lanes *lanes, struct segment *segment)
{
    char *at = segment->front;
    for (size_t i = 0; i < segment->fields; i++) {
        if (segment->forms[i] == CACHE_ABSENT)
            continue;
        char *end = put_column(segment, at, &segment->columns[i], segment->forms[i]);
        segment->checksums[i] = lanes->checksum(at, (size_t)(end - at));
        at = end;
    }
}

static void fill_up(struct buffer *buffer)
{
    static const char zeros[CACHE_ALIGNMENT];
    buffer_add(buffer, (struct text){zeros, cache_aligned(buffer->length) - buffer->length});
}

static void put_texts(struct segment *segment, const struct text *texts)
{
    size_t count = segment->rows->count;
    uint32_t ends[BATCH_ROWS + 1] = {0};
    for (size_t row = 0; row < count; row++)
        ends[row + 1] = ends[row] + (uint32_t)texts[row].length;
    buffer_add(&segment->back, (struct text){(const char *)ends, (count + 1) * sizeof *ends});
    fill_up(&segment->back);
    for (size_t row = 0; row < count; row++)
        buffer_add(&segment->back, texts[row]);
    fill_up(&segment->back);
}

static void put_back(struct segment *segment)
{
    const struct gathered *rows = segment->rows;
    buffer_add(&segment->back, (struct text){(const char *)rows->lines, rows->count * sizeof *rows->lines});
    fill_up(&segment->back);
    put_texts(segment, rows->references);
    for (size_t i = 0; i < segment->fields; i++)
        if (segment->forms[i] == CACHE_TEXTS)
            put_texts(segment, segment->columns[i].texts);
}

static void add_entry(struct cache_writer *writer, const struct segment *segment, struct cache_segment entry)
{
    static const char zeros[8];
    size_t fields = segment->fields;
    buffer_add(&writer->index, (struct text){(const char *)&entry, sizeof entry});
    buffer_add(&writer->index,
               (struct text){(const char *)segment->checksums, fields * sizeof *segment->checksums});
    buffer_add(&writer->index, (struct text){(const char *)segment->forms, fields});
    buffer_add(&writer->index, (struct text){zeros, (fields + 7) / 8 * 8 - fields});
}

static void write_segment(struct cache_writer *writer, struct segment *segment)
{
    struct cache_segment entry = {.rows = (uint32_t)segment->rows->count,
                                  .file = (uint32_t)segment->rows->file};
    char *back = arena_allocate(segment->arena, segment->back.length, CACHE_ALIGNMENT);
    memcpy(back, segment->back.bytes, segment->back.length); // a buffer need not be aligned
    entry.back_bytes = segment->back.length;
    entry.back_checksum = writer->lanes->checksum(back, segment->back.length);
    pthread_mutex_lock(&writer->mutex);
    entry.offset = writer->length;
    write_bytes(writer, segment->front, segment->front_bytes);
    write_bytes(writer, back, segment->back.length);
    add_entry(writer, segment, entry);
    writer->segments++;
    writer->cases += entry.rows;
    pthread_mutex_unlock(&writer->mutex);
}

static void too_long(struct cache_writer *writer)
{
    pthread_mutex_lock(&writer->mutex);
    writer->too_long = true;
    pthread_mutex_unlock(&writer->mutex);
}

static void write_gathered(struct cache_writer *writer, struct gathered *rows)
{
    const struct schema *schema = &writer->instrument->cases;
    struct arena *arena = arena_new();
    struct segment segment = {.arena = arena,
                              .rows = rows,
                              .columns = gathered_columns(rows, schema, arena),
                              .fields = schema->count,
                              .forms = ARENA_ARRAY(arena, uint8_t, schema->count),
                              .checksums = ARENA_ARRAY(arena, uint64_t, schema->count)};
    for (size_t i = 0; i < segment.fields; i++)
        segment.forms[i] = form_of(&segment.columns[i]);
    segment.front_bytes = cache_front_bytes(segment.forms, segment.fields, rows->count);
    segment.front = arena_allocate_zeroed(arena, segment.front_bytes, 1, CACHE_ALIGNMENT);
    put_front(writer->lanes, &segment);
    put_back(&segment);
    if (segment.back.length <= LIMIT_KEPT_TEXT_BYTES)
        write_segment(writer, &segment);
    else
        too_long(writer);
    buffer_dispose(&segment.back);
    arena_free(arena);
    gathered_forget(rows, schema);
}

// ---- by class

static void add_rows(struct cache_writer *writer, size_t class, const struct counted_batch *batch,
                     const uint16_t *rows, size_t count)
{
    struct waiting *waiting = &writer->waiting[class];
    pthread_mutex_lock(&waiting->mutex);
    struct gathered *gathered = &waiting->rows;
    if (!gathered->arena && count)
        gathered_init(gathered, &writer->instrument->cases, writer->kept);
    if (gathered->count && gathered->file != batch->file)
        write_gathered(writer, gathered); // a segment is of one file
    for (size_t done = 0; done < count;) {
        done += gathered_add(gathered, batch, rows + done, count - done);
        if (gathered->count == BATCH_ROWS)
            write_gathered(writer, gathered);
    }
    pthread_mutex_unlock(&waiting->mutex);
}

// The column by whose values cases are told apart; NULL if they are not.
static const struct column *class_column(const struct cache_writer *writer, const struct counted_batch *batch)
{
    const struct instrument *instrument = writer->instrument;
    const struct column *column = &batch->rows->cases.columns[instrument->group];
    bool few = instrument->has_group &&
               instrument->cases.fields[instrument->group].value_count < MOST_CLASSES;
    return few && column->known ? column : NULL;
}

static size_t class_of_row(const struct column *column, size_t row)
{
    if (!column)
        return 0;
    return bit_get(column->known, row) ? column->codes[row] : MOST_CLASSES - 1;
}

void cache_writer_add(struct cache_writer *writer, const struct counted_batch *batch)
{
    const struct column *column = class_column(writer, batch);
    size_t starts[MOST_CLASSES + 2] = {0}; // one ahead, so that they end as the starts
    uint16_t rows[BATCH_ROWS];
    for (size_t row = 0; row < batch->count; row++)
        starts[class_of_row(column, row) + 2] += bit_get(batch->accepted, row);
    for (size_t class = 2; class < MOST_CLASSES + 2; class ++)
        starts[class] += starts[class - 1];
    for (size_t row = 0; row < batch->count; row++)
        if (bit_get(batch->accepted, row))
            rows[starts[class_of_row(column, row) + 1]++] = (uint16_t)row;
    for (size_t class = 0; class < MOST_CLASSES; class ++)
        add_rows(writer, class, batch, rows + starts[class], starts[class + 1] - starts[class]);
}

static void write_waiting(struct cache_writer *writer)
{
    for (size_t i = 0; i < MOST_CLASSES; i++)
        if (writer->waiting[i].rows.count)
            write_gathered(writer, &writer->waiting[i].rows);
}

// ---- the description

static void put_number(struct buffer *buffer, uint64_t number)
{
    buffer_add(buffer, (struct text){(const char *)&number, sizeof number});
}

static void put_text(struct buffer *buffer, struct text text)
{
    put_number(buffer, text.length);
    buffer_add(buffer, text);
}

// Read back by take_file() in population_cache_read.c.
static void put_file(struct buffer *facts, const struct population_file *file)
{
    put_text(facts, file->source);
    put_number(facts, file->has_hash);
    buffer_add(facts, (struct text){(const char *)file->hash.bytes, sizeof file->hash.bytes});
    put_number(facts, file->bytes);
    put_number(facts, file->read);
    put_number(facts, file->rejected);
    put_number(facts, file->facts.kind);
    put_number(facts, file->facts.encoding);
    put_number(facts, file->facts.encoding_is_given);
    put_number(facts, file->facts.byte_order_mark);
    put_number(facts, (unsigned char)file->facts.separator);
    put_text(facts, file->facts.sheet);
    put_number(facts, file->facts.blank_rows);
    put_number(facts, file->ignored_count);
    for (size_t i = 0; i < file->ignored_count; i++)
        put_text(facts, file->ignored[i]);
}

static struct hash hash_description(struct text description)
{
    struct cache_head head = {.magic = CACHE_MAGIC, .version = CACHE_VERSION, .byte_order = CACHE_BYTE_ORDER};
    struct hash_stream stream;
    hash_begin(&stream);
    hash_add(&stream, (struct text){(const char *)&head, sizeof head});
    hash_add(&stream, description);
    return hash_end(&stream);
}

static void write_description(struct cache_writer *writer, const struct population_file *files,
                              size_t file_count)
{
    struct buffer facts = {0}, all = {0};
    for (size_t i = 0; i < file_count; i++)
        put_file(&facts, &files[i]);
    struct cache_description description = {.zero_second = DECODE_ZERO_SECOND,
                                            .field_count = writer->instrument->cases.count,
                                            .file_count = file_count,
                                            .facts_bytes = facts.length,
                                            .segment_count = writer->segments,
                                            .cases = writer->cases};
    cache_identity(writer->instrument, &description.fields, &description.checks);
    buffer_add(&all, (struct text){(const char *)&description, sizeof description});
    buffer_add(&all, buffer_text(&facts));
    buffer_add(&all, buffer_text(&writer->index));
    struct cache_end end = {.description = writer->length,
                            .description_bytes = all.length,
                            .hash = hash_description(buffer_text(&all)),
                            .magic = CACHE_END_MAGIC};
    write_bytes(writer, all.bytes, all.length);
    write_bytes(writer, &end, sizeof end);
    buffer_dispose(&facts);
    buffer_dispose(&all);
}

bool cache_writer_commit(struct cache_writer *writer, const struct population_file *files, size_t file_count,
                         struct problems *problems)
{
    write_waiting(writer);
    if (writer->too_long || writer->index.length > LIMIT_KEPT_DESCRIPTION_BYTES / 2) {
        problem_report(problems, (struct place){.source = writer->path},
                       MESSAGE("the cases are too many, or their texts too long, to be kept"),
                       MESSAGE("leave out --keep, or read the extract in several parts"));
        cache_writer_cancel(writer);
        return false;
    }
    write_description(writer, files, file_count);
    bool good = file_writer_commit(writer->file, problems);
    writer_free(writer);
    return good;
}
