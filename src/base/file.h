// SPDX-License-Identifier: GPL-3.0-or-later
// Whole files: read within a limit, written so that either the old file or the whole new one is there.
#pragma once

#include "base/problem.h"

// The file's bytes, in the arena, NUL behind them. "-" is standard input. Problems: it cannot be opened or read, or
// is larger than `limit` bytes.
bool file_read(struct arena *arena, struct text path, size_t limit, struct text *content,
               struct problems *problems);

// Writes beside the file, flushes to the disk and renames over it, with permissions 0666 less the umask.
bool file_write(struct text path, struct text content, struct problems *problems);

// The same in steps, for content that is made piece by piece.
struct file_writer;
struct file_writer *file_writer_new(struct text path, struct problems *problems); // NULL if it cannot be made
// The same with permissions 0600: for data that nobody else may read.
struct file_writer *file_writer_new_private(struct text path, struct problems *problems);
void file_writer_add(struct file_writer *writer, struct text content); // an error is kept for the end
// Ends the writer. False: nothing was changed, and the problem says why.
bool file_writer_commit(struct file_writer *writer, struct problems *problems);
void file_writer_cancel(struct file_writer *writer);

// Flushes a file to the disk and gives it another name in the same file system, over what may stand there. False: it
// keeps its name.
bool file_rename(struct text from, struct text to, struct problems *problems);
// "record.db" → "record.db.5ba1c0d2f60a1e77.part": a name beside the file that nobody else has.
struct text path_unused(struct arena *arena, struct text path, struct text ending);

// A file or a folder that could not be made: like problem_system, but where the folder that it was to stand in is not there
// the hint names that.
bool problem_making(struct text path, struct message what, int error, struct problems *problems);

// Makes a directory if it is not there; its parents must be.
bool directory_make(struct text path, struct problems *problems);
// The same with permissions 0700, if it is made now.
bool directory_make_private(struct text path, struct problems *problems);
// "a/b/c.yaml", "d.csv" → "a/b/d.csv"; an absolute name stays as it is.
struct text path_beside(struct arena *arena, struct text file, struct text name);
struct text path_join(struct arena *arena, struct text directory, struct text name);
