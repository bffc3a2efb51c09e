// SPDX-License-Identifier: GPL-3.0-or-later
// What the golden tests share: a program that is given a directory tests each of its inputs against the files that are
// expected beside it.
#pragma once

#include "base/text.h"

#include <dirent.h>

enum { GOLDEN_BYTES = 64 << 20 }; // the most that a file of a golden test has

// Whether an entry of the directory is an input.
typedef int golden_filter(const struct dirent *entry);
// Tests one input: its name in the directory. With `update`, what is expected is written anew instead of compared.
typedef bool golden_check(struct text directory, struct text name, bool update);

// The program PROGRAM DIRECTORY [--update]: one test an input, in TAP. Its exit status.
int golden_run(int argc, char **argv, golden_filter *is_input, golden_check *check);

// Whether the file has this content; shows both from the first line that differs. With `update`, writes it.
bool golden_compare(struct arena *arena, struct text path, struct text actual, bool update);
