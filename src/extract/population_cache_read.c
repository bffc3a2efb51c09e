// SPDX-License-Identifier: GPL-3.0-or-later
// Everything in the file is a stranger's until it was looked at here. It is read, not mapped: what was looked at cannot change
// afterwards, and a file that somebody cuts while it is read is an error, not a signal.
#include "base/memory.h"
#include "extract/population_cache.h"
#include "extract/population_cache_format.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

bool cache_read_at(int descriptor, uint64_t offset, void *to, size_t bytes, int *error)
{
    for (size_t done = 0; done < bytes;) {
        ssize_t got = pread(descriptor, (char *)to + done, bytes - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        *error = got < 0 ? errno : 0;
        if (got <= 0)
            return false;
        done += (size_t)got;
    }
    return true;
}

static int open_file(const char *path, uint64_t *size)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return -1;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor >= 0 && (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))) {
        close(descriptor);
        return -1;
    }
    *size = (uint64_t)status.st_size;
    return descriptor;
}

// The first bytes, at most as many as tell kept cases from everything else.
static size_t read_magic(const char *path, char *magic)
{
    uint64_t size;
    int error, descriptor = open_file(path, &size);
    if (descriptor < 0)
        return 0;
    size_t length = size < CACHE_MAGIC_BYTES ? size : CACHE_MAGIC_BYTES;
    bool good = cache_read_at(descriptor, 0, magic, length, &error);
    close(descriptor);
    return good ? length : 0;
}

bool cache_is(const char *path)
{
    char magic[CACHE_MAGIC_BYTES];
    return read_magic(path, magic) == sizeof magic && memcmp(magic, CACHE_MAGIC, sizeof magic) == 0;
}

bool cache_is_cut(const char *path)
{
    enum { WORD_BYTES = 6 }; // a shorter beginning may be a column's name
    char magic[CACHE_MAGIC_BYTES];
    size_t length = read_magic(path, magic);
    return length >= WORD_BYTES && length < sizeof magic && memcmp(magic, CACHE_MAGIC, length) == 0;
}

// ---- the description

// What is left of the facts.
struct facts {
    struct text rest;
    bool good;
};

static struct text take(struct facts *facts, uint64_t length)
{
    if (length > facts->rest.length)
        facts->good = false;
    if (!facts->good)
        return (struct text){0};
    struct text taken = text_slice(facts->rest, 0, length);
    facts->rest = text_slice(facts->rest, length, facts->rest.length);
    return taken;
}

static uint64_t take_number(struct facts *facts, uint64_t most)
{
    uint64_t number = 0;
    struct text bytes = take(facts, sizeof number);
    if (facts->good)
        memcpy(&number, bytes.bytes, sizeof number);
    facts->good &= number <= most;
    return facts->good ? number : 0;
}

static struct text take_text(struct facts *facts)
{
    return take(facts, take_number(facts, UINT32_MAX));
}

static void take_file(struct facts *facts, struct arena *arena, struct population_file *file)
{
    file->source = take_text(facts);
    file->has_hash = take_number(facts, 1);
    struct text hash = take(facts, sizeof file->hash.bytes);
    if (facts->good)
        memcpy(file->hash.bytes, hash.bytes, sizeof file->hash.bytes);
    file->bytes = take_number(facts, INT64_MAX);
    file->read = take_number(facts, INT64_MAX);
    file->rejected = take_number(facts, file->read);
    file->facts.source = file->source;
    file->facts.kind = (enum table_kind)take_number(facts, TABLE_XLSX);
    file->facts.encoding = (enum encoding)take_number(facts, ENCODING_WINDOWS_1252);
    file->facts.encoding_is_given = take_number(facts, 1);
    file->facts.byte_order_mark = take_number(facts, 1);
    file->facts.separator = (char)take_number(facts, INT8_MAX);
    file->facts.sheet = take_text(facts);
    file->facts.blank_rows = take_number(facts, INT64_MAX);
    file->ignored_count = take_number(facts, LIMIT_COLUMNS);
    file->ignored = ARENA_ARRAY(arena, struct text, file->ignored_count);
    for (size_t i = 0; i < file->ignored_count; i++)
        file->ignored[i] = take_text(facts);
}

static bool take_files(struct cache *cache, struct text bytes)
{
    struct facts facts = {bytes, true};
    uint64_t count = cache->description.file_count;
    if (count > bytes.length / sizeof(uint64_t)) // each has more
        return false;
    cache->files = ARENA_ARRAY(cache->arena, struct population_file, count);
    for (size_t i = 0; i < count && facts.good; i++)
        take_file(&facts, cache->arena, &cache->files[i]);
    return facts.good && facts.rest.length == 0;
}

static bool form_suits(enum field_type type, unsigned form)
{
    switch (type) {
    case FIELD_BOOLEAN: return form == CACHE_TRUTHS;
    case FIELD_CATEGORY: return form == CACHE_CODES;
    case FIELD_NUMBER: return form == CACHE_NUMBERS;
    case FIELD_TEXT: return form == CACHE_TEXTS;
    case FIELD_TIME: form &= ~(unsigned)CACHE_AMBIGUOUS; __attribute__((fallthrough));
    case FIELD_INTEGER:
    case FIELD_DATE: return form == CACHE_NARROW || form == CACHE_WIDE;
    case FIELD_DURATION: return form == CACHE_WIDE;
    case FIELD_TYPE_COUNT: break;
    }
    return false;
}

static bool check_entry(struct cache *cache, const struct cache_segment *entry)
{
    const uint8_t *forms = cache_forms_of(cache, entry);
    uint64_t room = cache->end.description;
    if (entry->rows < 1 || entry->rows > BATCH_ROWS || entry->file >= cache->description.file_count ||
        entry->offset % CACHE_ALIGNMENT || entry->offset < sizeof(struct cache_head) ||
        entry->offset > room || entry->back_bytes % CACHE_ALIGNMENT ||
        entry->back_bytes > LIMIT_KEPT_TEXT_BYTES)
        return false;
    for (size_t i = 0; i < cache->schema->count; i++) {
        if (forms[i] != CACHE_ABSENT && !form_suits(cache->schema->fields[i].type, forms[i]))
            return false;
        cache->absent[i] |= forms[i] == CACHE_ABSENT;
    }
    uint64_t front = cache_front_bytes(forms, cache->schema->count, entry->rows);
    return front + entry->back_bytes <= room - entry->offset;
}

static bool check_index(struct cache *cache, struct text index)
{
    size_t bytes = cache_entry_bytes(cache->schema->count);
    if (cache->description.segment_count != index.length / bytes || index.length % bytes)
        return false;
    char *aligned = arena_allocate(cache->arena, index.length + 1, alignof(uint64_t));
    if (index.length)
        memcpy(aligned, index.bytes, index.length);
    cache->index = aligned;
    cache->absent = ARENA_ARRAY(cache->arena, bool, cache->schema->count);
    for (size_t i = 0; i < cache->description.segment_count; i++)
        if (!check_entry(cache, cache_entry_of(cache, i)))
            return false;
    return true;
}

// ---- opening

static struct message read_again(void)
{
    return MESSAGE("read the extract again, with --keep");
}

static bool damaged(const char *path, int error, struct problems *problems)
{
    struct place place = {.source = text_from(path)};
    if (error)
        return problem_system(problems, place, MESSAGE("the file cannot be read: {reason}"), error);
    return problem_report(problems, place, MESSAGE("the file of kept cases is damaged"), read_again());
}

static bool check_head(const struct cache *cache, struct hash_stream *stream, const char *path,
                       struct problems *problems)
{
    struct cache_head head;
    int error;
    if (!cache_read_at(cache->descriptor, 0, &head, sizeof head, &error))
        return damaged(path, error, problems);
    hash_add(stream, (struct text){(const char *)&head, sizeof head});
    if (head.version == CACHE_VERSION && head.byte_order == CACHE_BYTE_ORDER)
        return true;
    return problem_report(problems, (struct place){.source = text_from(path)},
                          MESSAGE("the cases were kept by another version of the program"), read_again());
}

// The whole description, if it is as it was written.
static bool read_description(const struct cache *cache, struct hash_stream *stream, struct text *description,
                             int *error)
{
    const struct cache_end *end = &cache->end;
    uint64_t room = cache->size - sizeof *end;
    *error = 0;
    if (memcmp(end->magic, CACHE_END_MAGIC, sizeof end->magic) != 0 || end->description > room ||
        end->description_bytes != room - end->description ||
        end->description_bytes > LIMIT_KEPT_DESCRIPTION_BYTES ||
        end->description_bytes < sizeof(struct cache_description))
        return false;
    char *bytes = arena_allocate(cache->arena, end->description_bytes, alignof(max_align_t));
    if (!cache_read_at(cache->descriptor, end->description, bytes, end->description_bytes, error))
        return false;
    *description = (struct text){bytes, end->description_bytes};
    hash_add(stream, *description);
    return hash_equal(hash_end(stream), end->hash);
}

static bool check_identity(const struct cache *cache, const struct instrument *instrument, const char *path,
                           struct problems *problems)
{
    struct place place = {.source = text_from(path)};
    struct hash fields, checks;
    cache_identity(instrument, &fields, &checks);
    if (!hash_equal(fields, cache->description.fields) ||
        cache->description.field_count != instrument->cases.count ||
        cache->description.zero_second != DECODE_ZERO_SECOND)
        return problem_report(
            problems, place,
            MESSAGE("the cases were kept by an instrument with other fields, values or headers"),
            read_again());
    if (!hash_equal(checks, cache->description.checks))
        return problem_report(
            problems, place, MESSAGE("the cases were kept by an instrument with other checks"), read_again());
    return true;
}

static bool read_all(struct cache *cache, const struct instrument *instrument, const char *path,
                     struct problems *problems)
{
    struct text description;
    struct hash_stream stream;
    int error = 0;
    hash_begin(&stream);
    if (cache->size < sizeof(struct cache_head) + sizeof cache->end)
        return damaged(path, 0, problems);
    if (!check_head(cache, &stream, path, problems))
        return false;
    if (!cache_read_at(cache->descriptor, cache->size - sizeof cache->end, &cache->end, sizeof cache->end,
                       &error) ||
        !read_description(cache, &stream, &description, &error))
        return damaged(path, error, problems);
    memcpy(&cache->description, description.bytes, sizeof cache->description);
    if (!check_identity(cache, instrument, path, problems))
        return false;
    struct text rest = text_slice(description, sizeof cache->description, description.length);
    uint64_t facts = cache->description.facts_bytes;
    return (facts <= rest.length && take_files(cache, text_slice(rest, 0, facts)) &&
            check_index(cache, text_slice(rest, facts, rest.length))) ||
           damaged(path, 0, problems);
}

bool cache_open(struct arena *arena, const struct instrument *instrument, const char *path,
                struct cache **cache, struct problems *problems)
{
    uint64_t size;
    int descriptor = open_file(path, &size);
    if (descriptor < 0)
        return damaged(path, errno, problems);
    struct cache *opened = ARENA_NEW(arena, struct cache);
    *opened = (struct cache){
        .arena = arena, .schema = &instrument->cases, .descriptor = descriptor, .size = size};
    if (!read_all(opened, instrument, path, problems)) {
        cache_close(opened);
        return false;
    }
    *cache = opened;
    return true;
}

void cache_close(struct cache *cache)
{
    if (cache)
        close(cache->descriptor);
}

size_t cache_segments(const struct cache *cache)
{
    return cache->description.segment_count;
}

uint64_t cache_cases(const struct cache *cache)
{
    return cache->description.cases;
}

struct population_file *cache_files(const struct cache *cache, size_t *count)
{
    *count = cache->description.file_count;
    return cache->files;
}

bool cache_has(const struct cache *cache, size_t field)
{
    return !cache->absent[field];
}
