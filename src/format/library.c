// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/library.h"

#include "base/memory.h"

#include <dlfcn.h>

struct library {
    void *handle;
};

struct library *library_open(const char *name, const struct library_function *functions, size_t count,
                             struct problems *problems)
{
    void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    void *found = handle;
    for (size_t i = 0; i < count && found; i++) {
        found = dlsym(handle, functions[i].name);
        memcpy(functions[i].pointer, &found, sizeof found); // POSIX: a pointer to a function fits into void *
    }
    if (found) {
        struct library *library = memory_allocate(sizeof *library);
        library->handle = handle;
        return library;
    }
    if (handle)
        dlclose(handle);
    problems->unavailable = true;
    problem_report(problems, (struct place){.source = TEXT("audio")},
                   MESSAGE("not made: {library} was not found", VALUE("library", text_from(name))),
                   MESSAGE("install it with: apt-get install libespeak-ng1 libmp3lame0"));
    return NULL;
}

void library_close(struct library *library)
{
    if (!library)
        return;
    dlclose(library->handle);
    memory_free(library);
}
