// SPDX-License-Identifier: GPL-3.0-or-later
// A file that a stranger sent, or the same in memory, read by position.
#pragma once

#include "base/problem.h"

struct input {
    struct text source; // its name in problems
    int file;           // -1: in memory
    struct text memory;
    uint64_t bytes; // length when it was opened
};

// Only a regular file: it is read more than once. `source` must live as long as the input.
bool input_open(const char *path, struct text source, struct input *input, struct problems *problems);
struct input input_memory(struct text content, struct text source);
void input_close(struct input *input);

// Fills `to` from a position; *got is smaller than room only at the end.
bool input_read(const struct input *input, uint64_t from, char *to, size_t room, size_t *got,
                struct problems *problems);
