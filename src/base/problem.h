// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong, where, and what to do next. Library code adds problems to a list and returns false; only
// the edge prints them. A list may hold many: whoever checks something reports all it finds in one run.
#pragma once

#include "base/message.h"

#include <stdio.h>

// Zero means "not known". Lines, columns and records count from 1; a column counts characters, not bytes.
struct place {
    struct text source; // a file's name or what stands for it
    uint64_t line;
    uint64_t column;
    uint64_t record;  // of a table file: the row's number, without the header
    struct text name; // the column of a table file, or the path of a node
};

struct problem {
    struct place place;
    struct message what;
    struct message hint; // .text NULL: none
    struct text value;   // the offending value as it was read, or empty
};

struct problems {
    struct arena *arena; // owns copies of everything in the list
    ARRAY_OF(struct problem) list;
    size_t count; // all that were reported, also beyond LIMIT_PROBLEMS_KEPT
    bool
        input_output; // one of them is of the machine, not of what was asked: a disk is full, a file cannot be read
    bool
        unavailable; // one of them is that something is not installed, which only a part of what was asked needs
};

void problems_init(struct problems *problems, struct arena *arena);
// Texts inside are copied. Always returns false, so that `return problem_report(...)` reads well.
bool problem_report(struct problems *problems, struct place place, struct message what, struct message hint);
bool problem_report_value(struct problems *problems, struct place place, struct text value,
                          struct message what, struct message hint);
// Those of another list.
void problems_add(struct problems *problems, const struct problems *added);
// Those of a row. There may be millions, so these leave room for others: LIMIT_ROW_PROBLEMS_KEPT.
void problems_add_row(struct problems *problems, const struct problems *added);
// A failed system call. The message names {reason}, which is filled with errno's words:
//     problem_system(problems, place, MESSAGE("the file cannot be opened: {reason}"), errno)
// The hint is what can be done about such an error, or one that knows more.
bool problem_system(struct problems *problems, struct place place, struct message what, int error);
bool problem_system_hint(struct problems *problems, struct place place, struct message what, int error,
                         struct message hint);

// On one line, with control characters and what is not UTF-8 shown as \x1B, and what turns the direction of writing as [U+202E]:
// what a stranger wrote must not steer a terminal, nor look like a line or a column of ours.
struct text text_visible(struct arena *arena, struct text text);

// One problem as "file:line:column: what (value)" and, indented, its hint, unless that speaks of commands ("craffu …", an option): for
// pages, and for what is kept to be read there. What a problem says speaks of none (tests/checks/hints.py).
struct text problem_text(struct arena *arena, enum language language, const struct problem *problem);
// The same with every hint, for who types commands; and so are they printed.
struct text problem_text_for_commands(struct arena *arena, enum language language,
                                      const struct problem *problem);
void problems_print(const struct problems *problems, enum language language, FILE *stream);
