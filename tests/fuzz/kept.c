// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the bytes of a file of kept cases, its checksums put right: it is refused, or its segments hold what a reader
// may rely on.
#include "extract/population_cache_format.h"
#include "kept_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void look_at(const struct schema *schema, const struct counted_batch *batch)
{
    require(batch->count >= 1 && batch->count <= BATCH_ROWS);
    for (size_t row = 0; row < batch->count; row++) {
        require(batch->references[row].length <= LIMIT_CASE_REFERENCE_BYTES);
        for (size_t i = 0; i < schema->count; i++) {
            const struct column *column = &batch->rows->cases.columns[i];
            require(column->known && column->type == schema->fields[i].type);
            if (column->type == FIELD_CATEGORY)
                require(column->codes[row] < schema->fields[i].value_count);
            if (column->type == FIELD_TEXT)
                require(text_is_utf8(column->texts[row], &(size_t){0}));
        }
    }
}

static void read_file(struct arena *arena, const char *path, bool portable)
{
    const struct instrument *instrument = kept_instrument(arena, NULL);
    struct problems problems;
    struct cache *cache;
    struct counted_batch batch;
    int error;
    bool wanted[16] = {0};
    problems_init(&problems, arena);
    if (!cache_is(path) || !cache_open(arena, instrument, path, &cache, &problems))
        return;
    for (size_t i = 0; i < instrument->cases.count; i++)
        wanted[i] = cache_has(cache, i);
    struct schema schema = instrument->cases;
    struct cache_reader *reader = cache_reader_new(cache, wanted, true, portable);
    for (size_t i = 0; i < cache_segments(cache); i++)
        if (cache_read(reader, i, &batch, &error)) {
            bool all = true;
            for (size_t k = 0; k < schema.count; k++)
                all &= wanted[k];
            require(batch.count >= 1 && batch.count <= BATCH_ROWS);
            if (all)
                look_at(&schema, &batch);
        }
    cache_reader_free(reader);
    cache_close(cache);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int file = memfd_create("kept", MFD_CLOEXEC);
    char path[64], *bytes = malloc(size + 1);
    if (file < 0 || !bytes)
        abort();
    if (size)
        memcpy(bytes, data, size);
    kept_seal(bytes, size);
    require(write(file, bytes, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    struct arena *arena = arena_new();
    read_file(arena, path, size % 2);
    arena_free(arena);
    free(bytes);
    close(file);
    return 0;
}
