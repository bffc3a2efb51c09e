// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/sent_file.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

// CHUNK_BYTES stays in a processor's own cache between reading and hashing; a pipe that holds PIPE_BYTES changes hands
// less often.
enum { CHUNK_BYTES = 1 << 18, PIPE_BYTES = 1 << 20 };

static struct place place_of(const struct sent_file *file)
{
    return (struct place){.source = file->source};
}

static bool cannot_read(const struct sent_file *file, int error, struct problems *problems)
{
    return problem_system(problems, place_of(file), MESSAGE("the file cannot be read: {reason}"), error);
}

static bool changed(const struct sent_file *file, struct problems *problems)
{
    return problem_report(problems, place_of(file), MESSAGE("the file was changed while it was being read"),
                          MESSAGE("read it again when nobody writes to it"));
}

// ---- opening and closing

static int open_path(const char *path)
{
    // Not blocking, so that a pipe's first writer is waited for where the wait can be ended.
    return path ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
}

bool sent_file_open(const char *path, struct text source, bool wants_hash, struct sent_file *file,
                    struct problems *problems)
{
    struct sent_file opened = {.path = path, .source = source, .wants_hash = wants_hash};
    opened.file = open_path(path);
    if (opened.file < 0)
        return problem_system(problems, place_of(&opened), MESSAGE("the file cannot be opened: {reason}"),
                              errno);
    int error = fstat(opened.file, &opened.before) != 0 ? errno : S_ISDIR(opened.before.st_mode) ? EISDIR : 0;
    opened.wake = error ? -1 : eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (opened.wake < 0) {
        error = error ? error : errno;
        close(opened.file);
        return cannot_read(&opened, error, problems);
    }
    // Standard input of which another program has read the beginning is not the whole file, and goes on from there.
    opened.regular = S_ISREG(opened.before.st_mode) && (path || lseek(opened.file, 0, SEEK_CUR) == 0);
    if (S_ISFIFO(opened.before.st_mode))
        fcntl(opened.file, F_SETPIPE_SZ, PIPE_BYTES);
    hash_begin(&opened.hash);
    *file = opened;
    return true;
}

void sent_file_stop(struct sent_file *file)
{
    int error = errno;
    file->stopped = true;
    uint64_t one = 1;
    if (write(file->wake, &one, sizeof one) < 0) {
        // It is full of earlier calls, which do as well.
    }
    errno = error;
}

static void end_hasher(struct sent_file *file)
{
    if (file->has_hasher)
        pthread_join(file->hasher, NULL);
    file->has_hasher = false;
}

void sent_file_close(struct sent_file *file)
{
    sent_file_stop(file);
    end_hasher(file);
    close(file->file);
    close(file->wake);
}

// ---- reading

// As pread: whatever comes at once, -1 with errno on failure.
static ssize_t read_regular(const struct sent_file *file, uint64_t at, char *to, size_t room)
{
    ssize_t got;
    do
        got = pread(file->file, to, room, (off_t)at);
    while (got < 0 && errno == EINTR);
    return got;
}

// Waits for bytes or for being told to stop, whichever is first.
static ssize_t read_stream(const struct sent_file *file, char *to, size_t room)
{
    for (;;) {
        struct pollfd waited[] = {{file->file, POLLIN, 0}, {file->wake, POLLIN, 0}};
        if (poll(waited, 2, -1) < 0 && errno != EINTR)
            return -1;
        if (file->stopped)
            return 0;
        if (!waited[0].revents)
            continue;
        ssize_t got = read(file->file, to, room);
        if (got >= 0 || (errno != EINTR && errno != EAGAIN))
            return got;
    }
}

// After a rewind, bytes come that are in the hash already. A gap there never is: whoever reads at places of their own
// hashes aside.
static void hash_new(struct sent_file *file, struct text bytes)
{
    uint64_t end = file->at + bytes.length;
    if (!file->wants_hash || file->has_hasher || end <= file->hashed)
        return;
    hash_add(&file->hash, text_slice(bytes, (size_t)(file->hashed - file->at), bytes.length));
    file->hashed = end;
}

bool sent_file_read(struct sent_file *file, char *to, size_t room, size_t *got, struct problems *problems)
{
    ssize_t some = 0;
    if (!file->stopped)
        some = file->regular ? read_regular(file, file->at, to, room) : read_stream(file, to, room);
    if (some < 0)
        return cannot_read(file, errno, problems);
    hash_new(file, (struct text){to, (size_t)some});
    file->at += (uint64_t)some;
    file->read_bytes += (uint64_t)some;
    *got = (size_t)some;
    return true;
}

int sent_file_read_at(struct sent_file *file, uint64_t at, char *to, size_t room, size_t *got)
{
    size_t total = 0;
    while (total < room) {
        ssize_t some = read_regular(file, at + total, to + total, room - total);
        if (some < 0)
            return errno;
        if (some == 0)
            break;
        total += (size_t)some;
    }
    file->read_bytes += total;
    *got = total;
    return 0;
}

bool sent_file_refuse(const struct sent_file *file, int error, struct problems *problems)
{
    return error ? cannot_read(file, error, problems) : changed(file, problems);
}

bool sent_file_rewind(struct sent_file *file)
{
    if (!file->regular)
        return false;
    file->at = 0;
    file->read_bytes = 0;
    return true;
}

// ---- hashing

// A regular file, from where its hash stands to where it ended when it was opened: one that grows has no end.
static void *hash_rest(void *argument)
{
    struct sent_file *file = argument;
    uint64_t end = (uint64_t)file->before.st_size;
    char *chunk = memory_allocate(CHUNK_BYTES);
    while (!file->stopped && file->hashed < end) {
        size_t room = end - file->hashed < CHUNK_BYTES ? (size_t)(end - file->hashed) : CHUNK_BYTES;
        ssize_t got = read_regular(file, file->hashed, chunk, room);
        if (got < 0)
            file->hasher_error = errno;
        if (got <= 0)
            break;
        hash_add(&file->hash, (struct text){chunk, (size_t)got});
        file->hashed += (uint64_t)got;
    }
    memory_free(chunk);
    return NULL;
}

void sent_file_hash_aside(struct sent_file *file)
{
    if (!file->wants_hash || !file->regular || file->has_hasher)
        return;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); // signals are for the threads of the program that asks
    file->has_hasher = pthread_create(&file->hasher, NULL, hash_rest, file) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

// A stream is read to its end, which nobody else did if there was no need.
static bool read_rest(struct sent_file *file, struct problems *problems)
{
    char *chunk = memory_allocate(CHUNK_BYTES);
    size_t got;
    bool good;
    while ((good = sent_file_read(file, chunk, CHUNK_BYTES, &got, problems)) && got > 0) {
    }
    memory_free(chunk);
    return good;
}

static bool is_unchanged(const struct sent_file *file)
{
    struct stat now;
    const struct stat *before = &file->before;
    if ((file->path ? stat(file->path, &now) : fstat(file->file, &now)) != 0)
        return false;
    return now.st_dev == before->st_dev && now.st_ino == before->st_ino && now.st_size == before->st_size &&
           now.st_mtim.tv_sec == before->st_mtim.tv_sec && now.st_mtim.tv_nsec == before->st_mtim.tv_nsec;
}

static bool finish_regular(struct sent_file *file, struct problems *problems)
{
    uint64_t size = (uint64_t)file->before.st_size;
    if (file->wants_hash && !file->hasher_error)
        hash_rest(file); // nothing is left if it was done aside
    if (file->hasher_error)
        return cannot_read(file, file->hasher_error, problems);
    if (!is_unchanged(file) || (file->wants_hash && !file->stopped && file->hashed < size))
        return changed(file, problems);
    return true;
}

bool sent_file_finish(struct sent_file *file, struct hash *hash, uint64_t *bytes, struct problems *problems)
{
    end_hasher(file);
    if (!(file->regular ? finish_regular(file, problems) : read_rest(file, problems)))
        return false;
    if (file->stopped)
        return problem_report(problems, place_of(file), MESSAGE("the file was not read to its end"),
                              NO_MESSAGE);
    if (hash) {
        struct hash_stream copy = file->hash;
        *hash = hash_end(&copy);
    }
    // Some files of the kernel have bytes and no size.
    uint64_t size = file->regular ? (uint64_t)file->before.st_size : 0;
    *bytes = size > file->at ? size : file->at;
    return true;
}
