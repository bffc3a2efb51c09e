// SPDX-License-Identifier: GPL-3.0-or-later
// JSON that is well formed by construction: commas, quotes and closing brackets are not the caller's business. The
// upper levels stand on lines of their own, so that two versions compare line by line.
#pragma once

#include "format/json.h"

enum { JSON_WRITER_DEPTH = 64 };

struct json_writer {
    struct buffer *out;
    char closing[JSON_WRITER_DEPTH];
    bool begun[JSON_WRITER_DEPTH]; // something stands in it already
    size_t depth;
};

// In an object every value has a name; in an array it is NULL.
void json_open_object(struct json_writer *writer, const char *name);
void json_open_array(struct json_writer *writer, const char *name);
void json_close(struct json_writer *writer); // the latest
void json_text(struct json_writer *writer, const char *name, struct text text);
void json_writer_integer(struct json_writer *writer, const char *name, int64_t number);
void json_truth(struct json_writer *writer, const char *name, bool truth);
// Only if there is one.
void json_optional_text(struct json_writer *writer, const char *name, struct text text);
