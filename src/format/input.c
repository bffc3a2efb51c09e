// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

bool input_open(const char *path, struct text source, struct input *input, struct problems *problems)
{
    struct place place = {.source = source};
    // Not blocking, so that a pipe without a writer is refused below instead of waited for.
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return problem_system(problems, place, MESSAGE("the file cannot be opened: {reason}"), errno);
    struct stat status;
    int error = fstat(file, &status) != 0 ? errno : S_ISDIR(status.st_mode) ? EISDIR : 0;
    if (error || !S_ISREG(status.st_mode)) {
        close(file);
        return error ? problem_system(problems, place, MESSAGE("the file cannot be read: {reason}"), error)
                     : problem_report(problems, place,
                                      MESSAGE("this is not a file on a disk, but a pipe or a device"),
                                      MESSAGE("save it as a file first: it is read more than once"));
    }
    *input = (struct input){.source = source, .file = file, .bytes = (uint64_t)status.st_size};
    return true;
}

struct input input_memory(struct text content, struct text source)
{
    return (struct input){.source = source, .file = -1, .memory = content, .bytes = content.length};
}

void input_close(struct input *input)
{
    if (input->file >= 0)
        close(input->file);
    input->file = -1;
}

static size_t read_memory(struct text memory, uint64_t from, char *to, size_t room)
{
    if (from >= memory.length)
        return 0;
    size_t got = memory.length - (size_t)from < room ? memory.length - (size_t)from : room;
    memcpy(to, memory.bytes + from, got);
    return got;
}

bool input_read(const struct input *input, uint64_t from, char *to, size_t room, size_t *got,
                struct problems *problems)
{
    if (input->file < 0) {
        *got = read_memory(input->memory, from, to, room);
        return true;
    }
    size_t total = 0;
    while (total < room) {
        ssize_t some = pread(input->file, to + total, room - total, (off_t)(from + total));
        if (some < 0 && errno == EINTR)
            continue;
        if (some < 0)
            return problem_system(problems, (struct place){.source = input->source},
                                  MESSAGE("the file cannot be read: {reason}"), errno);
        if (some == 0)
            break;
        total += (size_t)some;
    }
    *got = total;
    return true;
}
