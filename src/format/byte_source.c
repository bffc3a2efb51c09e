// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/byte_source.h"

#include "base/memory.h"
#include "format/gzip.h"
#include "format/sent_file.h"
#include "format/zip.h"

// PACKED_BYTES are read at a time: they stay in a processor's own cache while they are hashed and unpacked.
enum { PACKED_BYTES = 1 << 18, START_BYTES = 4 };

struct byte_source {
    struct sent_file file;
    enum byte_source_kind kind;
    bool by_place; // threads read at their places, without waiting for each other

    pthread_mutex_t lock; // of all below
    bool started;         // the kind is known
    bool ended;           // no block is left, or one failed
    uint64_t blocks, offset;
    struct gzip *gzip;
    struct input input; // of the ZIP file: the same open file
    struct zip_reader *zip;
    struct zip_entry *entry;
    size_t entry_index;
    _Atomic uint64_t entry_consumed; // for progress
    char *packed;                    // PACKED_BYTES; NULL if not needed
    struct text waiting;             // bytes in it that were read, and neither given nor unpacked
};

static struct place place_of(const struct byte_source *source)
{
    return (struct place){.source = source->file.source};
}

static bool report(const struct byte_source *source, struct problems *problems, struct message what,
                   struct message hint)
{
    return problem_report(problems, place_of(source), what, hint);
}

static bool refuse_pipe(const struct byte_source *source, struct problems *problems)
{
    return report(source, problems, MESSAGE("this is not a file on a disk, but a pipe or a device"),
                  MESSAGE("save it as a file first: it is read more than once"));
}

// ---- what it is

static bool is_zip(struct text start)
{
    return text_starts(start, TEXT("PK\3\4")) || text_starts(start, TEXT("PK\5\6"));
}

static void use_gzip(struct byte_source *source)
{
    source->kind = BYTES_GZIP;
    source->gzip = gzip_new();
}

// What a person did not put there: folders, and what systems leave beside files.
static bool is_beside(struct text name)
{
    struct text rest = name, part = {0};
    while (text_split(&rest, '/', &part)) {
        if (text_starts(part, TEXT(".")) || text_equal(part, TEXT("__MACOSX")))
            return true;
    }
    return text_ends(name, TEXT("/"));
}

static bool choose_entry(struct byte_source *source, struct problems *problems)
{
    size_t found = 0;
    for (size_t i = 0; i < zip_reader_count(source->zip); i++) {
        if (is_beside(zip_reader_name(source->zip, i)))
            continue;
        source->entry_index = i;
        found++;
    }
    if (found == 1)
        return zip_entry_open_at(source->zip, source->entry_index, &source->entry, problems);
    if (found == 0)
        return report(source, problems, MESSAGE("there is no file in the ZIP file"),
                      MESSAGE("pack it with the one table that is to be read"));
    return report(source, problems, MESSAGE("there are several files in the ZIP file"),
                  MESSAGE("unpack it, and give what is inside"));
}

static bool use_zip(struct byte_source *source, struct problems *problems)
{
    source->input = (struct input){
        .source = source->file.source, .file = source->file.file, .bytes = byte_source_size(source)};
    if (!zip_reader_open(&source->input, &source->zip, problems))
        return false;
    bool is_workbook = zip_reader_has(source->zip, TEXT("[Content_Types].xml"));
    source->kind = is_workbook ? BYTES_WORKBOOK : BYTES_ZIP;
    source->ended = is_workbook;
    return is_workbook || choose_entry(source, problems);
}

// What was read of a stream to know its kind is the beginning of what it gives.
static bool start_stream(struct byte_source *source, struct problems *problems)
{
    source->packed = memory_allocate(PACKED_BYTES);
    size_t length = 0, got;
    do {
        if (!sent_file_read(&source->file, source->packed + length, PACKED_BYTES - length, &got, problems))
            return false;
        length += got;
    } while (got > 0 && length < START_BYTES);
    source->waiting = (struct text){source->packed, length};
    source->started = true;
    if (is_zip(source->waiting))
        return refuse_pipe(source, problems);
    if (gzip_is_start(source->waiting))
        use_gzip(source);
    return true;
}

// A file's kind is known before it is read, and what is not unpacked is hashed by a thread of its own.
static bool start_file(struct byte_source *source, struct problems *problems)
{
    char bytes[START_BYTES];
    size_t got;
    int error = sent_file_read_at(&source->file, 0, bytes, sizeof bytes, &got);
    if (error)
        return sent_file_refuse(&source->file, error, problems);
    sent_file_rewind(&source->file);
    source->started = true;
    if (gzip_is_start((struct text){bytes, got})) {
        source->packed = memory_allocate(PACKED_BYTES);
        use_gzip(source);
        return true;
    }
    if (is_zip((struct text){bytes, got})) {
        if (!use_zip(source, problems))
            return false;
        sent_file_hash_aside(&source->file);
        return true;
    }
    // Some files of the kernel have bytes and no size: they are read in order.
    source->by_place = source->file.before.st_size > 0;
    if (source->by_place)
        sent_file_hash_aside(&source->file);
    return true;
}

// ---- opening and closing

bool byte_source_open(const char *path, struct text source, bool wants_hash, struct byte_source **opened,
                      struct problems *problems)
{
    bool is_standard_input = strcmp(path, "-") == 0;
    struct byte_source *made = memory_allocate_zeroed(1, sizeof *made);
    if (!sent_file_open(is_standard_input ? NULL : path, source, wants_hash, &made->file, problems)) {
        memory_free(made);
        return false;
    }
    pthread_mutex_init(&made->lock, NULL);
    if (made->file.regular && !start_file(made, problems)) {
        byte_source_close(made);
        return false;
    }
    *opened = made;
    return true;
}

void byte_source_close(struct byte_source *source)
{
    if (!source)
        return;
    sent_file_close(&source->file);
    gzip_free(source->gzip);
    zip_entry_close(source->entry);
    zip_reader_close(source->zip);
    pthread_mutex_destroy(&source->lock);
    memory_free(source->packed);
    memory_free(source);
}

enum byte_source_kind byte_source_kind(const struct byte_source *source)
{
    return source->kind;
}

bool byte_source_is_file(const struct byte_source *source)
{
    return source->file.regular;
}

uint64_t byte_source_size(const struct byte_source *source)
{
    return source->file.regular ? (uint64_t)source->file.before.st_size : 0;
}

uint64_t byte_source_consumed(struct byte_source *source)
{
    return source->kind == BYTES_ZIP ? source->entry_consumed : source->file.read_bytes;
}

void byte_source_stop(struct byte_source *source)
{
    sent_file_stop(&source->file);
}

// ---- reading, in order

static bool next_plain(struct byte_source *source, char *to, size_t room, size_t *got,
                       struct problems *problems)
{
    struct text front = text_slice(source->waiting, 0, room);
    if (front.length > 0) {
        memcpy(to, front.bytes, front.length);
        source->waiting = text_slice(source->waiting, front.length, source->waiting.length);
        *got = front.length;
        return true;
    }
    return sent_file_read(&source->file, to, room, got, problems);
}

static bool report_gzip(struct byte_source *source, enum gzip_step step, struct problems *problems)
{
    if (step == GZIP_TRAILING)
        return report(source, problems, MESSAGE("behind what gzip packed comes something else"),
                      MESSAGE("ask for the file again, or pack it anew"));
    return report(source, problems, MESSAGE("the file is damaged or was cut short"),
                  MESSAGE("ask for the file again, or open it and save it anew"));
}

static bool next_gzip(struct byte_source *source, char *to, size_t room, size_t *got,
                      struct problems *problems)
{
    for (*got = 0; *got == 0;) {
        enum gzip_step step = gzip_unpack(source->gzip, &source->waiting, to, room, got);
        if (step != GZIP_GOOD)
            return report_gzip(source, step, problems);
        if (*got > 0)
            return true;
        size_t some;
        if (!sent_file_read(&source->file, source->packed, PACKED_BYTES, &some, problems))
            return false;
        source->waiting = (struct text){source->packed, some};
        if (some == 0)
            return source->file.stopped || gzip_may_end(source->gzip) ||
                   report_gzip(source, GZIP_DAMAGED, problems);
    }
    return true;
}

static bool next_zip(struct byte_source *source, char *to, size_t room, size_t *got,
                     struct problems *problems)
{
    *got = 0;
    if (source->file.stopped)
        return true;
    if (!zip_entry_read(source->entry, to, room, got, problems))
        return false;
    source->entry_consumed = (uint64_t)((double)byte_source_size(source) * zip_entry_share(source->entry));
    return true;
}

static bool next_piece(struct byte_source *source, char *to, size_t room, size_t *got,
                       struct problems *problems)
{
    if (source->kind == BYTES_ZIP)
        return next_zip(source, to, room, got, problems);
    return source->kind == BYTES_GZIP ? next_gzip(source, to, room, got, problems)
                                      : next_plain(source, to, room, got, problems);
}

// What was unpacked up to `offset`, from what was read of the file up to now (of ZIP: from the whole file).
static bool is_credible(const struct byte_source *source, uint64_t offset, struct problems *problems)
{
    uint64_t packed = source->kind == BYTES_ZIP ? byte_source_size(source) : source->file.read_bytes;
    if (source->kind == BYTES_PLAIN ||
        (offset <= LIMIT_UNPACKED_BYTES &&
         (offset <= LIMIT_UNPACKED_UNSUSPICIOUS_BYTES || offset / LIMIT_UNPACKED_RATIO <= packed)))
        return true;
    return report(source, problems,
                  MESSAGE("the file grows too much when it is unpacked, as one made to do harm would"),
                  MESSAGE("unpack it yourself, and look at what is in it"));
}

static bool is_unpacked(const struct byte_source *source, struct text start, struct problems *problems)
{
    if (source->kind == BYTES_PLAIN || !(is_zip(start) || gzip_is_start(start)))
        return true;
    return report(source, problems, MESSAGE("what is in the file is packed once more"),
                  MESSAGE("unpack it, and give what is inside"));
}

// A whole block, by the thread that has the lock.
static bool fill(struct byte_source *source, char *to, size_t room, size_t *got, struct problems *problems)
{
    size_t total = 0, some = 1;
    if (!source->started && !start_stream(source, problems))
        return false;
    while (total < room && some > 0) {
        if (!next_piece(source, to + total, room - total, &some, problems))
            return false;
        total += some;
        if (!is_credible(source, source->offset + total, problems))
            return false;
    }
    if (source->offset == 0 && !is_unpacked(source, (struct text){to, total}, problems))
        return false;
    source->ended = total < room;
    *got = source->file.stopped ? 0 : total;
    return true;
}

static bool next_in_order(struct byte_source *source, char *to, size_t room, size_t *got, uint64_t *number,
                          uint64_t *offset, struct problems *problems)
{
    size_t total = 0;
    bool good = true;
    pthread_mutex_lock(&source->lock);
    if (!source->ended && !source->file.stopped)
        good = fill(source, to, room, &total, problems);
    if (good) {
        *got = total;
        *number = source->blocks;
        *offset = source->offset;
        source->blocks += total > 0;
        source->offset += total;
    } else {
        source->ended = true;
    }
    pthread_mutex_unlock(&source->lock);
    return good;
}

// ---- reading, by place

// Gives the calling thread the next part of the file; its length is 0 if none is left.
static size_t claim(struct byte_source *source, size_t room, uint64_t *number, uint64_t *offset)
{
    pthread_mutex_lock(&source->lock);
    uint64_t left = source->ended || source->file.stopped ? 0 : byte_source_size(source) - source->offset;
    size_t length = left < room ? (size_t)left : room;
    *number = source->blocks;
    *offset = source->offset;
    source->blocks += length > 0;
    source->offset += length;
    pthread_mutex_unlock(&source->lock);
    return length;
}

// Whether this is the first failure, which is the one that is reported.
static bool fail_first(struct byte_source *source)
{
    pthread_mutex_lock(&source->lock);
    bool first = !source->ended;
    source->ended = true;
    pthread_mutex_unlock(&source->lock);
    return first;
}

bool byte_source_next(struct byte_source *source, char *to, size_t room, size_t *got, uint64_t *number,
                      uint64_t *offset, struct problems *problems)
{
    if (!source->by_place)
        return next_in_order(source, to, room, got, number, offset, problems);
    uint64_t block, at;
    size_t length = claim(source, room, &block, &at), read = 0;
    int error = length > 0 ? sent_file_read_at(&source->file, at, to, length, &read) : 0;
    bool whole = !error && read == length;
    // One that is shorter now than when it was opened is not only found to be so at the end: a block is missing.
    if (!whole && fail_first(source))
        return sent_file_refuse(&source->file, error, problems);
    *got = whole ? length : 0;
    *number = block;
    *offset = at;
    return true;
}

bool byte_source_rewind(struct byte_source *source, struct problems *problems)
{
    if (!sent_file_rewind(&source->file))
        return refuse_pipe(source, problems);
    source->ended = true; // if an entry does not open again
    source->entry_consumed = 0;
    if (source->gzip)
        gzip_restart(source->gzip);
    zip_entry_close(source->entry);
    source->entry = NULL;
    if (source->kind == BYTES_ZIP &&
        !zip_entry_open_at(source->zip, source->entry_index, &source->entry, problems))
        return false;
    source->waiting = (struct text){0};
    source->blocks = source->offset = 0;
    source->ended = source->kind == BYTES_WORKBOOK;
    return true;
}

bool byte_source_finish(struct byte_source *source, struct hash *hash, uint64_t *bytes,
                        struct problems *problems)
{
    return sent_file_finish(&source->file, hash, bytes, problems);
}
