// SPDX-License-Identifier: GPL-3.0-or-later
// A shared library that is looked for when it is needed, so that the program starts and does all else without it.
#pragma once

#include "base/problem.h"

struct library;

// A function of the library, and where its address goes: a pointer to a function.
struct library_function {
    const char *name;
    void *pointer;
};

// By the name under which it is installed, "libmp3lame.so.0", with the functions, which `count` counts. NULL with a problem,
// which is marked as `unavailable` and says what to install, if the library or one of them is not there.
struct library *library_open(const char *name, const struct library_function *functions, size_t count,
                             struct problems *problems);
void library_close(struct library *library); // NULL is allowed
