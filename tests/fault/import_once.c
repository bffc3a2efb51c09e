// SPDX-License-Identifier: GPL-3.0-or-later
// import_once FILE   The new import of import.h into a database that has the old one; ends with 0, or with 1 and problems.
#include "import.h"

#include <stdio.h>

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    struct arena *arena = arena_new();
    struct problems problems;
    struct store *store = NULL;
    problems_init(&problems, arena);
    bool done = store_open(text_from(arguments[1]), STORE_WRITE, &store, &problems) &&
                fault_import(store, arena, true, &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    store_close(store);
    arena_free(arena);
    return done ? 0 : 1;
}
