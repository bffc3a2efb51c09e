// SPDX-License-Identifier: GPL-3.0-or-later
// What was read of the record, for all workers, as long as nothing has changed that pages show (review/shown.h): whose a session is, which
// case stands at an address, the markup of what a case says. Each request asks the record for the number of changes and sees what was put
// at that very number; so a conflict of interest or the end of a session counts at once, whoever wrote it.
#pragma once

#include "base/arena.h"
#include "base/text.h"

struct known;
struct known *known_new(size_t bytes_most);
void known_free(struct known *known); // when nobody has anything of it. NULL is allowed

// All that is known at one version. Whoever has taken it may use what is found in it until it is given back.
struct known_things;
// A version that the record could not tell (0), or one that is older than others have seen, begins with nothing and ends when it is given
// back. So does, later, what grew beyond its limit.
struct known_things *known_take(struct known *known, int64_t version);
void known_give_back(struct known_things *things);

// NULL: nobody has put anything under this key.
const void *known_find(struct known_things *things, struct text key);
// In place of what was there. The arena, in which the value lies, becomes part of the things. What is put was read after the version was:
// newer than that version it may be, older not.
void known_put(struct known_things *things, struct text key, struct arena *arena, const void *value);
