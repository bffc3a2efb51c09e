// SPDX-License-Identifier: GPL-3.0-or-later
// One run of the program: the command that was asked for, what was given to it, and where its words go.
#pragma once

#include "base/problem.h"
#include "cli/command.h"
#include "format/secret.h"

struct store;

struct given {
    const struct parameter *parameter;
    struct text value; // as it stands on the command line: bytes, not necessarily UTF-8
};

struct invocation {
    struct arena *arena;
    struct problems problems;
    enum language language;
    const struct command *command; // NULL: none was named
    ARRAY_OF(struct text) path;    // the words that name the command, or begin to
    ARRAY_OF(struct given) given;
    bool help, version, quiet;
    struct text data;            // the data folder
    struct text actor;           // who is acting
    struct text operation;       // the id that makes a retry harmless; empty: make one
    struct text key_file;        // of the key that is kept outside the database; empty: beside it
    struct secret_key audit_key; // signs the audit log, of a command that writes
    struct store *store;         // open while a command runs that needs it
};

// What of the environment counts, so that tests can say it.
struct environment {
    const char *data;     // CRAFFU_DATA
    const char *key_file; // CRAFFU_KEY
    const char *language; // LANGUAGE: a list separated by ':'
    const char *locale;   // the first of LC_ALL, LC_MESSAGES and LANG that is not empty
    const char *user;     // the system's name of the user
};

// Understands a command line, without the program's name. False, with every mistake reported in `problems`, if it is
// not understood; the language is known even then.
bool invocation_parse(struct invocation *invocation, struct arena *arena,
                      const struct environment *environment, int count, char *const *words);

// By the name in the command's table.
bool given(const struct invocation *invocation, const char *name);
size_t given_count(const struct invocation *invocation, const char *name);
struct text given_text(const struct invocation *invocation, const char *name); // the last; empty if not given
const char *given_path(const struct invocation *invocation, const char *name); // NULL if not given
struct text given_at(const struct invocation *invocation, const char *name, size_t index);
int64_t given_number(const struct invocation *invocation, const char *name, int64_t otherwise);

// Reports a problem that has no place in a file.
bool usage_problem(struct invocation *invocation, struct message what, struct message hint);

// To standard output, in the invocation's language. main asks at the end whether it could be written.
void say(const struct invocation *invocation, struct message message); // a line; nothing when --quiet
// A line of values that others wrote, separated by tabs.
#define PRINT_ROW(invocation_, ...) \
    print_row((invocation_), (const struct text[]){__VA_ARGS__}, \
              sizeof((const struct text[]){__VA_ARGS__}) / sizeof(struct text))
void print_row(const struct invocation *invocation, const struct text *values, size_t count);
void print_text(struct text text); // as it is
