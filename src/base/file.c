// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static struct place at(struct text path)
{
    return (struct place){.source = path};
}

// What stands before the last part, without the slash; empty: the folder where the program runs.
static struct text parent_of(struct text path)
{
    while (path.length > 1 && path.bytes[path.length - 1] == '/')
        path.length--;
    while (path.length && path.bytes[path.length - 1] != '/')
        path.length--;
    while (path.length > 1 && path.bytes[path.length - 1] == '/')
        path.length--;
    return path;
}

bool problem_making(struct text path, struct message what, int error, struct problems *problems)
{
    struct text parent = parent_of(path);
    if (error != ENOENT || parent.length == 0)
        return problem_system(problems, at(path), what, error);
    return problem_system_hint(
        problems, at(path), what, error,
        MESSAGE("there is no folder {folder}: make it first, or name another", VALUE("folder", parent)));
}

static bool read_all(int descriptor, struct text path, struct buffer *bytes, struct problems *problems)
{
    char chunk[64 << 10];
    for (;;) {
        ssize_t got = read(descriptor, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return problem_system(problems, at(path), MESSAGE("the file cannot be read: {reason}"), errno);
        if (got == 0)
            return true;
        buffer_add(bytes, (struct text){chunk, (size_t)got});
        if (bytes->overflowed)
            return problem_report(
                problems, at(path),
                MESSAGE("the file is larger than {limit} bytes", NUMBER("limit", bytes->limit)),
                MESSAGE("look whether it is the right one; if it is, make it smaller"));
    }
}

bool file_read(struct arena *arena, struct text path, size_t limit, struct text *content,
               struct problems *problems)
{
    struct arena_mark mark = arena_mark(arena);
    const char *name = text_terminated(arena, path);
    bool standard_input = text_equal(path, TEXT("-"));
    int descriptor = standard_input ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
    arena_release(arena, mark);
    if (descriptor < 0)
        return problem_system(problems, at(path), MESSAGE("the file cannot be opened: {reason}"), errno);
    struct buffer bytes = {.limit = limit};
    bool good = read_all(descriptor, path, &bytes, problems);
    if (good)
        *content = text_copy(arena, buffer_text(&bytes));
    buffer_dispose(&bytes);
    if (!standard_input)
        close(descriptor);
    return good;
}

struct file_writer {
    char *path, *beside;
    FILE *stream;
    int error; // the first errno
};

static void writer_free(struct file_writer *writer)
{
    memory_free(writer->path);
    memory_free(writer->beside);
    memory_free(writer);
}

static char *joined(struct text path, const char *suffix)
{
    size_t more = strlen(suffix);
    char *name = memory_allocate(path.length + more + 1);
    if (path.length)
        memcpy(name, path.bytes, path.length);
    memcpy(name + path.length, suffix, more + 1);
    return name;
}

// Beside the file, under a name that nobody else has.
static char *name_beside(struct text path)
{
    uint64_t random = 0;
    if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
        random = (uint64_t)getpid(); // the name is merely likelier to be taken, which is noticed
    char suffix[24];
    snprintf(suffix, sizeof suffix, ".%016llx", (unsigned long long)random);
    return joined(path, suffix);
}

static struct file_writer *writer_new(struct text path, mode_t mode, struct problems *problems)
{
    struct file_writer *writer = memory_allocate_zeroed(1, sizeof *writer);
    writer->path = joined(path, "");
    writer->beside = name_beside(path);
    int descriptor = open(writer->beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor >= 0)
        writer->stream = fdopen(descriptor, "wb");
    if (!writer->stream) {
        problem_making(path, MESSAGE("the file cannot be written: {reason}"), errno, problems);
        if (descriptor >= 0) {
            close(descriptor);
            unlink(writer->beside);
        }
        writer_free(writer);
        return NULL;
    }
    return writer;
}

struct file_writer *file_writer_new(struct text path, struct problems *problems)
{
    return writer_new(path, 0666, problems);
}

struct file_writer *file_writer_new_private(struct text path, struct problems *problems)
{
    return writer_new(path, 0600, problems);
}

void file_writer_add(struct file_writer *writer, struct text content)
{
    errno = 0;
    if (!writer->error && content.length &&
        fwrite(content.bytes, 1, content.length, writer->stream) != content.length)
        writer->error = errno ? errno : EIO;
}

// The rename itself must reach the disk too.
static void flush_directory(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *directory = slash ? joined((struct text){path, (size_t)(slash - path) + 1}, "")
                            : joined(TEXT("."), "");
    int descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        (void)fsync(descriptor);
        close(descriptor);
    }
    memory_free(directory);
}

bool file_writer_commit(struct file_writer *writer, struct problems *problems)
{
    errno = 0;
    if (fflush(writer->stream) != 0 && !writer->error)
        writer->error = errno;
    if (!writer->error && fsync(fileno(writer->stream)) != 0)
        writer->error = errno;
    if (fclose(writer->stream) != 0 && !writer->error)
        writer->error = errno;
    if (!writer->error && rename(writer->beside, writer->path) != 0)
        writer->error = errno;
    int error = writer->error;
    if (error) {
        problem_making(text_from(writer->path), MESSAGE("the file cannot be written: {reason}"), error,
                       problems);
        unlink(writer->beside);
    } else
        flush_directory(writer->path);
    writer_free(writer);
    return error == 0;
}

void file_writer_cancel(struct file_writer *writer)
{
    fclose(writer->stream);
    unlink(writer->beside);
    writer_free(writer);
}

bool file_write(struct text path, struct text content, struct problems *problems)
{
    struct file_writer *writer = file_writer_new(path, problems);
    if (!writer)
        return false;
    file_writer_add(writer, content);
    return file_writer_commit(writer, problems);
}

static int flush_file(const char *name)
{
    int descriptor = open(name, O_RDONLY | O_CLOEXEC);
    int error = descriptor < 0 || fsync(descriptor) != 0 ? errno : 0;
    if (descriptor >= 0)
        close(descriptor);
    return error;
}

bool file_rename(struct text from, struct text to, struct problems *problems)
{
    char *old_name = joined(from, ""), *new_name = joined(to, "");
    int error = flush_file(old_name);
    if (!error && rename(old_name, new_name) != 0)
        error = errno;
    if (!error)
        flush_directory(new_name);
    memory_free(old_name);
    memory_free(new_name);
    return !error || problem_making(to, MESSAGE("the file cannot be written: {reason}"), error, problems);
}

struct text path_unused(struct arena *arena, struct text path, struct text ending)
{
    char *beside = name_beside(path);
    struct text name = text_print(arena, "%s%.*s", beside, TEXT_PRINT(ending));
    memory_free(beside);
    return name;
}

static bool make_directory(struct text path, mode_t mode, struct problems *problems)
{
    char *name = joined(path, "");
    struct stat status;
    int error = 0;
    if (mkdir(name, mode) != 0 && !(errno == EEXIST && stat(name, &status) == 0 && S_ISDIR(status.st_mode)))
        error = errno;
    memory_free(name);
    if (error)
        return problem_making(path, MESSAGE("the folder cannot be made: {reason}"), error, problems);
    return true;
}

bool directory_make(struct text path, struct problems *problems)
{
    return make_directory(path, 0777, problems);
}

bool directory_make_private(struct text path, struct problems *problems)
{
    return make_directory(path, 0700, problems);
}

struct text path_join(struct arena *arena, struct text directory, struct text name)
{
    if (directory.length == 0 || text_starts(name, TEXT("/")))
        return text_copy(arena, name);
    const char *between = text_ends(directory, TEXT("/")) ? "" : "/";
    return text_print(arena, "%.*s%s%.*s", TEXT_PRINT(directory), between, TEXT_PRINT(name));
}

struct text path_beside(struct arena *arena, struct text file, struct text name)
{
    size_t length = file.length;
    while (length && file.bytes[length - 1] != '/')
        length--;
    return path_join(arena, text_slice(file, 0, length), name);
}
