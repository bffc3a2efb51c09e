// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target over every file of a corpus directory, so that each input that was ever interesting is an
// ordinary test. A directory without files fails: it would test nothing.
#include "base/memory.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// True if the file was read whole and run.
static bool replay(int directory, const char *name)
{
    int file = openat(directory, name, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        perror(name);
        if (file >= 0)
            close(file);
        return false;
    }
    // Exactly as long as the input, so that a sanitizer sees a read past its end.
    size_t size = (size_t)status.st_size;
    uint8_t *data = memory_allocate(size ? size : 1);
    bool whole = read(file, data, size) == (ssize_t)size;
    close(file);
    if (whole)
        LLVMFuzzerTestOneInput(data, size);
    memory_free(data);
    return whole;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s CORPUS_DIRECTORY\n", argv[0]);
        return 2;
    }
    struct dirent **names;
    int count = scandir(argv[1], &names, NULL, alphasort);
    if (count < 0) {
        perror(argv[1]);
        return 1;
    }
    int directory = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int run = 0, failed = 0;
    for (int i = 0; i < count; i++) {
        if (names[i]->d_name[0] != '.') {
            if (replay(directory, names[i]->d_name))
                run++;
            else
                failed++;
        }
        free(names[i]);
    }
    free(names);
    close(directory);
    printf("%d inputs replayed\n", run);
    return failed || run == 0 ? 1 : 0;
}
