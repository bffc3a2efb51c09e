// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/secret_file.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADING "craffu key 1\n"
enum { FILE_BYTES = sizeof HEADING - 1 + HASH_HEX_BYTES + 1 };

static struct place at(struct text path)
{
    return (struct place){.source = path};
}

static bool write_all(int descriptor, const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        count -= (size_t)written;
    }
    return true;
}

// Written under another name and linked: either there is no file, or one with a whole key. link() never replaces one.
static int make(const char *name, const char *beside)
{
    struct secret_key key = secret_key_new();
    char content[FILE_BYTES + 1] = HEADING;
    struct hash digits;
    memcpy(digits.bytes, key.bytes, sizeof digits.bytes);
    hash_print(digits, content + sizeof HEADING - 1);
    content[FILE_BYTES - 1] = '\n';
    int descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), error = 0;
    if (descriptor < 0)
        return errno;
    if (!write_all(descriptor, content, FILE_BYTES) || fsync(descriptor) != 0)
        error = errno;
    if (close(descriptor) != 0 && !error)
        error = errno;
    if (!error && link(beside, name) != 0)
        error = errno;
    unlink(beside);
    secret_forget(&key, sizeof key);
    secret_forget(&digits, sizeof digits);
    secret_forget(content, sizeof content);
    return error;
}

// The name itself must reach the disk too.
static void flush_directory(struct arena *arena, struct text path)
{
    struct text folder = path_beside(arena, path, TEXT("."));
    int descriptor = open(text_terminated(arena, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    (void)fsync(descriptor);
    close(descriptor);
}

bool secret_file_make(struct text path, bool *made, struct problems *problems)
{
    struct arena *arena = arena_new();
    struct hash random;
    char digits[HASH_HEX_BYTES + 1];
    secret_random(random.bytes, sizeof random.bytes);
    hash_print(random, digits);
    const char *name = text_terminated(arena, path);
    const char *beside = text_print(arena, "%s.%.16s", name, digits).bytes;
    int error = access(name, F_OK) == 0 ? EEXIST : make(name, beside);
    if (!error)
        flush_directory(arena, path);
    arena_free(arena);
    if (error && error != EEXIST)
        return problem_system(problems, at(path), MESSAGE("the key file cannot be made: {reason}"), error);
    *made = !error;
    return true;
}

static bool is_private(struct text path, struct arena *arena, struct problems *problems)
{
    struct stat status;
    if (stat(text_terminated(arena, path), &status) != 0)
        return problem_system(problems, at(path), MESSAGE("the key file cannot be opened: {reason}"), errno);
    return !(status.st_mode & (S_IRWXG | S_IRWXO)) ||
           problem_report(problems, at(path), MESSAGE("others than its owner may use the key file"),
                          MESSAGE("chmod 600 closes it; whoever may have read it knows the key"));
}

bool secret_file_read(struct text path, struct secret_key *key, struct problems *problems)
{
    struct arena *arena = arena_new();
    struct text content, heading = TEXT(HEADING);
    struct hash digits;
    bool good = is_private(path, arena, problems) && file_read(arena, path, FILE_BYTES, &content, problems);
    if (good && !(content.length == FILE_BYTES && text_starts(content, heading) &&
                  hash_from_text(text_slice(content, heading.length, FILE_BYTES - 1), &digits)))
        good = problem_report(
            problems, at(path), MESSAGE("this is not a key file"),
            MESSAGE("bring it back from its backup: a new one does not open what the old one closed"));
    if (good)
        memcpy(key->bytes, digits.bytes, sizeof key->bytes);
    arena_free(arena);
    return good;
}
