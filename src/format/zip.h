// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a stranger's ZIP file. What it declares about its sizes is not believed: what is really inflated is counted,
// against LIMIT_ZIP_RATIO for an entry and LIMIT_ZIP_INFLATED_BYTES for the file, if not said otherwise.
#pragma once

#include "base/buffer.h"
#include "format/input.h"

struct zip_reader;
struct zip_entry;

// The input must live as long as the reader.
bool zip_reader_open(const struct input *input, struct zip_reader **zip, struct problems *problems);
void zip_reader_close(struct zip_reader *zip); // NULL is allowed

// Names are compared without regard to ASCII case.
bool zip_reader_has(const struct zip_reader *zip, struct text name);

bool zip_entry_open(struct zip_reader *zip, struct text name, struct zip_entry **entry,
                    struct problems *problems);
// The entries by number, in the file's order. A name lives as long as the reader; a folder's ends with "/".
size_t zip_reader_count(const struct zip_reader *zip);
struct text zip_reader_name(const struct zip_reader *zip, size_t index);
// One of any size: how much of it is inflated is the caller's to limit.
bool zip_entry_open_at(struct zip_reader *zip, size_t index, struct zip_entry **entry,
                       struct problems *problems);
double zip_entry_share(const struct zip_entry *entry); // of it that was read, for progress: 0 to 1

void zip_entry_close(struct zip_entry *entry); // NULL is allowed
// *got is 0 only at the end, when the checksum has been found to be right.
bool zip_entry_read(struct zip_entry *entry, char *to, size_t room, size_t *got, struct problems *problems);

// Making one, in memory. The same entries in the same order give the same bytes, everywhere and at any time.
struct zip_writer;
enum zip_packing { ZIP_DEFLATED, ZIP_STORED };

struct zip_writer *zip_writer_new(void);
void zip_writer_free(struct zip_writer *zip); // NULL is allowed
// The content is not copied: it must live until zip_writer_finish. A name may be added once.
void zip_writer_add(struct zip_writer *zip, const char *name, struct text content, enum zip_packing packing);
// Adds the whole file to `out`; nothing may be added to the writer afterwards. Fails only if the library does; `source`
// names the file in the problem.
bool zip_writer_finish(struct zip_writer *zip, struct text source, struct buffer *out,
                       struct problems *problems);
