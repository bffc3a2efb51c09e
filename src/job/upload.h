// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of uploads: files that people sent for a job, each under a name that nobody can guess, readable to the program alone,
// gone as soon as the job is over. A file that is being received, or whose job is not in the record yet, is locked; the system
// takes the lock off when its program dies, so that what nobody needs is known by that.
#pragma once

#include "job/job.h"

struct upload;

// Makes the folder if it is not there. NULL, with a problem, if no file can be made in it, or if less than `bytes` and
// LIMIT_UPLOAD_RESERVE_BYTES are free where it is (-1: how long it is is not known).
struct upload *upload_new(struct text folder, int64_t bytes, struct problems *problems);
bool upload_add(struct upload *upload, struct text bytes, struct problems *problems);
// On the disk. The file stays locked until upload_keep.
bool upload_finish(struct upload *upload, struct problems *problems);
struct text upload_file(const struct upload *upload); // its name; lives as long as the upload
const char *upload_path(const struct upload *upload);
int64_t upload_bytes(const struct upload *upload);
void upload_keep(struct upload *upload);   // frees it: its job is in the record
void upload_cancel(struct upload *upload); // frees it and removes the file; NULL is allowed
// The same, but the file lives on without a name until its descriptor is closed: for what is made only to be sent.
int upload_detach(struct upload *upload);

// Where a file of a job is.
struct text upload_place(struct arena *arena, struct text folder, struct text file);
// Removes the files that no job needs and nobody is receiving or uses, in this program or another: with an upload, the files beside it
// whose names are its own and more ("-wal" of a database) stay as well.
bool uploads_sweep(struct text folder, const struct job_uploads *needed, struct problems *problems);
