// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/zip.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

// What may inflate to more than the ratio before it is suspicious: small parts of blanks compress very well.
enum { UNSUSPICIOUS_BYTES = 1 << 20 };

struct zip_reader {
    const struct input *input;
    zip_t *archive;
    uint64_t inflated; // of all entries that were read
};

struct zip_entry {
    struct zip_reader *zip;
    zip_file_t *file;
    struct text name;
    struct arena *arena; // of the name
    bool any_size;
    uint64_t stored, declared, inflated; // declared: what it says that it will inflate to
};

static bool report(const struct input *input, struct text entry, struct problems *problems,
                   struct message what, struct message hint)
{
    return problem_report(problems, (struct place){.source = input->source, .name = entry}, what, hint);
}

static bool broken(const struct input *input, struct text entry, struct problems *problems)
{
    return report(input, entry, problems, MESSAGE("the file is damaged or was cut short"),
                  MESSAGE("ask for the file again, or open it and save it anew"));
}

// ---- the file

static zip_t *open_archive(const struct input *input, zip_error_t *error)
{
    if (input->file < 0) {
        zip_source_t *source = zip_source_buffer_create(input->memory.bytes, input->memory.length, 0, error);
        zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY, error) : NULL;
        if (source && !archive)
            zip_source_free(source);
        return archive;
    }
    int file = fcntl(input->file, F_DUPFD_CLOEXEC, 0), code = 0;
    zip_t *archive = file < 0 ? NULL : zip_fdopen(file, 0, &code);
    if (!archive) {
        zip_error_init_with_code(error, file < 0 ? ZIP_ER_OPEN : code);
        if (file >= 0)
            close(file);
    }
    return archive;
}

bool zip_reader_open(const struct input *input, struct zip_reader **zip, struct problems *problems)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_t *archive = open_archive(input, &error);
    int code = zip_error_code_zip(&error);
    zip_error_fini(&error);
    if (!archive && code == ZIP_ER_MEMORY)
        memory_exhausted();
    if (!archive)
        return broken(input, (struct text){0}, problems);
    if (zip_get_num_entries(archive, 0) > LIMIT_ZIP_ENTRIES) {
        zip_discard(archive);
        return report(input, (struct text){0}, problems,
                      MESSAGE("the file has more than {limit} entries", NUMBER("limit", LIMIT_ZIP_ENTRIES)),
                      NO_MESSAGE);
    }
    struct zip_reader *opened = memory_allocate_zeroed(1, sizeof *opened);
    opened->input = input;
    opened->archive = archive;
    *zip = opened;
    return true;
}

void zip_reader_close(struct zip_reader *zip)
{
    if (!zip)
        return;
    zip_discard(zip->archive);
    memory_free(zip);
}

// -1 if there is none.
static zip_int64_t locate(const struct zip_reader *zip, struct text name)
{
    struct arena *arena = arena_new();
    zip_int64_t index = zip_name_locate(zip->archive, text_terminated(arena, name),
                                        ZIP_FL_NOCASE | ZIP_FL_ENC_RAW);
    if (index < 0) // names outside ASCII, which the raw comparison leaves out
        index = zip_name_locate(zip->archive, text_terminated(arena, name), ZIP_FL_NOCASE);
    arena_free(arena);
    return index;
}

bool zip_reader_has(const struct zip_reader *zip, struct text name)
{
    return locate(zip, name) >= 0;
}

// ---- an entry

static zip_file_t *open_file(struct zip_reader *zip, zip_uint64_t index, struct text name,
                             struct problems *problems)
{
    zip_file_t *file = zip_fopen_index(zip->archive, index, 0);
    int code = file ? 0 : zip_error_code_zip(zip_get_error(zip->archive));
    if (code == ZIP_ER_MEMORY)
        memory_exhausted();
    if (code == ZIP_ER_COMPNOTSUPP)
        report(zip->input, name, problems, MESSAGE("the file is packed in a way that cannot be read here"),
               MESSAGE("unpack it, and give what is inside"));
    else if (code)
        broken(zip->input, name, problems);
    return file;
}

// index -1: there is none of this name.
static bool open_entry(struct zip_reader *zip, zip_int64_t index, struct text name, struct zip_entry **entry,
                       struct problems *problems)
{
    zip_stat_t status;
    if (index < 0 || zip_stat_index(zip->archive, (zip_uint64_t)index, 0, &status) != 0)
        return report(zip->input, name, problems, MESSAGE("the file lacks this part"),
                      MESSAGE("open it in a spreadsheet program and save it anew"));
    if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) && status.encryption_method != ZIP_EM_NONE)
        return report(zip->input, name, problems, MESSAGE("the file is protected by a password"),
                      MESSAGE("save it without a password"));
    zip_file_t *file = open_file(zip, (zip_uint64_t)index, name, problems);
    if (!file)
        return false;
    struct zip_entry *opened = memory_allocate_zeroed(1, sizeof *opened);
    opened->arena = arena_new();
    opened->zip = zip;
    opened->file = file;
    opened->name = text_copy(opened->arena, name);
    opened->stored = status.comp_size;
    opened->declared = status.size;
    *entry = opened;
    return true;
}

bool zip_entry_open(struct zip_reader *zip, struct text name, struct zip_entry **entry,
                    struct problems *problems)
{
    return open_entry(zip, locate(zip, name), name, entry, problems);
}

size_t zip_reader_count(const struct zip_reader *zip)
{
    zip_int64_t count = zip_get_num_entries(zip->archive, 0);
    return count > 0 ? (size_t)count : 0;
}

struct text zip_reader_name(const struct zip_reader *zip, size_t index)
{
    return text_from(zip_get_name(zip->archive, index, ZIP_FL_ENC_GUESS));
}

bool zip_entry_open_at(struct zip_reader *zip, size_t index, struct zip_entry **entry,
                       struct problems *problems)
{
    if (!open_entry(zip, (zip_int64_t)index, zip_reader_name(zip, index), entry, problems))
        return false;
    (*entry)->any_size = true;
    return true;
}

double zip_entry_share(const struct zip_entry *entry)
{
    return entry->inflated < entry->declared ? (double)entry->inflated / (double)entry->declared : 1;
}

void zip_entry_close(struct zip_entry *entry)
{
    if (!entry)
        return;
    zip_fclose(entry->file);
    arena_free(entry->arena);
    memory_free(entry);
}

static bool within_limits(const struct zip_entry *entry)
{
    return entry->any_size ||
           (entry->zip->inflated <= LIMIT_ZIP_INFLATED_BYTES &&
            (entry->inflated <= UNSUSPICIOUS_BYTES || entry->inflated / LIMIT_ZIP_RATIO <= entry->stored));
}

bool zip_entry_read(struct zip_entry *entry, char *to, size_t room, size_t *got, struct problems *problems)
{
    zip_int64_t bytes = zip_fread(entry->file, to, room);
    if (bytes < 0)
        return broken(entry->zip->input, entry->name, problems);
    entry->inflated += (uint64_t)bytes;
    entry->zip->inflated += (uint64_t)bytes;
    if (!within_limits(entry))
        return report(entry->zip->input, entry->name, problems,
                      MESSAGE("the file grows too much when it is unpacked, as one made to do harm would"),
                      MESSAGE("open it in a spreadsheet program, delete what is empty, and save it anew"));
    *got = (size_t)bytes;
    return true;
}

// ---- writing

struct zip_writer {
    zip_t *archive;
    zip_source_t *bytes; // what it is written to
    bool failed;
};

struct zip_writer *zip_writer_new(void)
{
    struct zip_writer *zip = memory_allocate_zeroed(1, sizeof *zip);
    zip->bytes = zip_source_buffer_create(NULL, 0, 0, NULL);
    if (zip->bytes) {
        zip_source_keep(zip->bytes);
        zip->archive = zip_open_from_source(zip->bytes, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    }
    zip->failed = !zip->archive;
    return zip;
}

void zip_writer_free(struct zip_writer *zip)
{
    if (!zip)
        return;
    if (zip->archive)
        zip_discard(zip->archive);
    if (zip->bytes)
        zip_source_free(zip->bytes);
    memory_free(zip);
}

// The first day that a ZIP file can tell, whatever the clock and the zone say: 1 January 1980, 00:00.
static bool set_entry(zip_t *archive, zip_uint64_t index, enum zip_packing packing)
{
    zip_uint16_t first_day = 1 << 5 | 1;
    return zip_set_file_compression(archive, index, packing == ZIP_STORED ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
                                    9) == 0 &&
           zip_file_set_dostime(archive, index, 0, first_day, 0) == 0;
}

void zip_writer_add(struct zip_writer *zip, const char *name, struct text content, enum zip_packing packing)
{
    if (zip->failed)
        return;
    zip_source_t *source = zip_source_buffer(zip->archive, content.bytes, content.length, 0);
    zip_int64_t index = source ? zip_file_add(zip->archive, name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        if (source)
            zip_source_free(source);
        zip->failed = true;
        return;
    }
    zip->failed = !set_entry(zip->archive, (zip_uint64_t)index, packing);
}

static bool read_back(zip_source_t *source, struct buffer *out)
{
    char piece[1 << 16];
    zip_int64_t got = 0;
    if (zip_source_open(source) != 0)
        return false;
    while ((got = zip_source_read(source, piece, sizeof piece)) > 0)
        buffer_add(out, (struct text){piece, (size_t)got});
    zip_source_close(source);
    return got == 0;
}

bool zip_writer_finish(struct zip_writer *zip, struct text source, struct buffer *out,
                       struct problems *problems)
{
    struct buffer file = {0};
    bool closed = !zip->failed && zip_close(zip->archive) == 0;
    if (closed)
        zip->archive = NULL;
    zip->failed = true; // it is closed for good
    bool good = closed && read_back(zip->bytes, &file);
    if (good)
        buffer_add(out, buffer_text(&file));
    buffer_dispose(&file);
    return good || problem_report(problems, (struct place){.source = source},
                                  MESSAGE("the file could not be packed"), NO_MESSAGE);
}
