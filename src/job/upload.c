// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/upload.h"

#include "base/file.h"
#include "base/folder.h"
#include "base/memory.h"
#include "format/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

// Bytes after which it is looked again whether there is room: so few that all that may come at once, one a connection of many addresses,
// do not use up the reserve between two looks.
enum { LOOKED_EVERY = 256 << 10 };

struct upload {
    struct arena *arena;
    struct text folder, file;
    const char *path;
    int descriptor;
    int64_t bytes, looked;
};

static bool cannot_be_kept(int error, struct problems *problems)
{
    return problem_system(problems, (struct place){0},
                          MESSAGE("the file that was sent cannot be kept: {reason}"), error);
}

// What others need of the disk stays free: the record must go on.
static bool check_room(const char *place, int64_t bytes, struct problems *problems)
{
    struct statvfs about;
    if (statvfs(place, &about) != 0)
        return cannot_be_kept(errno, problems);
    int64_t free_bytes = (int64_t)(about.f_bavail * about.f_frsize);
    if (free_bytes >= LIMIT_UPLOAD_RESERVE_BYTES + (bytes > 0 ? bytes : 0))
        return true;
    problems->input_output = true;
    return problem_report(problems, (struct place){0},
                          MESSAGE("there is no room on the server for this file"),
                          MESSAGE("tell those who look after the server: its disk is nearly full"));
}

static struct text random_name(struct arena *arena)
{
    struct hash random;
    secret_random(random.bytes, sizeof random.bytes);
    return hash_text(arena, random);
}

// Locked, and still there: a sweep that came between making and locking it has removed it.
static bool lock_file(int descriptor)
{
    struct stat about;
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0 && fstat(descriptor, &about) == 0 && about.st_nlink > 0;
}

static bool make_file(struct upload *upload, struct problems *problems)
{
    enum { TRIES = 20 };
    struct text folder = upload->folder;
    int error = EAGAIN;
    for (int i = 0; i < TRIES; i++) {
        upload->file = random_name(upload->arena);
        upload->path = text_terminated(upload->arena, path_join(upload->arena, folder, upload->file));
        upload->descriptor = open(upload->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (upload->descriptor < 0)
            return cannot_be_kept(errno, problems);
        if (lock_file(upload->descriptor))
            return true;
        error = errno;
        close(upload->descriptor);
        unlink(upload->path);
    }
    return cannot_be_kept(error, problems);
}

struct upload *upload_new(struct text folder, int64_t bytes, struct problems *problems)
{
    struct arena *arena = arena_new();
    struct upload *upload = ARENA_NEW(arena, struct upload);
    upload->arena = arena;
    upload->folder = text_copy(arena, folder);
    if (directory_make_private(folder, problems) &&
        check_room(text_terminated(arena, folder), bytes, problems) && make_file(upload, problems))
        return upload;
    arena_free(arena);
    return NULL;
}

bool upload_add(struct upload *upload, struct text bytes, struct problems *problems)
{
    if (upload->bytes - upload->looked >= LOOKED_EVERY) { // others write too
        upload->looked = upload->bytes;
        if (!check_room(upload->path, 0, problems))
            return false;
    }
    while (bytes.length > 0) {
        ssize_t written = write(upload->descriptor, bytes.bytes, bytes.length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return cannot_be_kept(errno, problems);
        bytes = text_slice(bytes, (size_t)written, bytes.length);
        upload->bytes += written;
    }
    return true;
}

bool upload_finish(struct upload *upload, struct problems *problems)
{
    int folder = open(text_terminated(upload->arena, upload->folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fdatasync(upload->descriptor) == 0 && folder >= 0 && fsync(folder) == 0;
    int error = errno;
    if (folder >= 0)
        close(folder);
    return good || cannot_be_kept(error, problems);
}

struct text upload_file(const struct upload *upload)
{
    return upload->file;
}

const char *upload_path(const struct upload *upload)
{
    return upload->path;
}

int64_t upload_bytes(const struct upload *upload)
{
    return upload->bytes;
}

void upload_keep(struct upload *upload)
{
    close(upload->descriptor);
    arena_free(upload->arena);
}

void upload_cancel(struct upload *upload)
{
    if (!upload)
        return;
    unlink(upload->path);
    upload_keep(upload);
}

int upload_detach(struct upload *upload)
{
    int descriptor = upload->descriptor;
    unlink(upload->path);
    lseek(descriptor, 0, SEEK_SET);
    arena_free(upload->arena);
    return descriptor;
}

struct text upload_place(struct arena *arena, struct text folder, struct text file)
{
    return path_join(arena, folder, file);
}

// ---- What nobody needs ---------------------------------------------------------------------------------------------

static bool is_needed(const struct job_uploads *needed, struct text file)
{
    for (size_t i = 0; i < needed->list.count; i++)
        if (text_equal(needed->list.items[i].file, file))
            return true;
    return false;
}

static bool remove_file(const char *path, struct problems *problems)
{
    return unlink(path) == 0 || errno == ENOENT ||
           problem_system(problems, (struct place){.source = text_from(path)},
                          MESSAGE("the file cannot be removed: {reason}"), errno);
}

// A database that is made in an upload's place has files beside it, whose names go on after its own ("-wal"): they are used as long as
// it is.
static struct text file_of(struct text file)
{
    size_t at;
    return text_find(file, TEXT("-"), &at) ? text_slice(file, 0, at) : file;
}

// Unless somebody uses it, here or in another program, or that cannot be found out. A file that is gone meanwhile is nobody's concern.
static bool remove_if_free(struct arena *arena, struct text folder, struct text file,
                           struct problems *problems)
{
    const char *path = text_terminated(arena, path_join(arena, folder, file));
    const char *owner = text_terminated(arena, path_join(arena, folder, file_of(file)));
    int descriptor = open(owner, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool used = descriptor < 0 ? errno != ENOENT : flock(descriptor, LOCK_EX | LOCK_NB) != 0;
    bool good = used || remove_file(path, problems);
    if (descriptor >= 0)
        close(descriptor);
    return good;
}

bool uploads_sweep(struct text folder, const struct job_uploads *needed, struct problems *problems)
{
    struct arena *arena = arena_new();
    struct folder_files files;
    bool good = folder_list(arena, folder, &files, problems);
    for (size_t i = 0; good && i < files.list.count; i++)
        if (!is_needed(needed, files.list.items[i]))
            good = remove_if_free(arena, folder, files.list.items[i], problems);
    arena_free(arena);
    return good;
}
