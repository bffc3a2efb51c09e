// SPDX-License-Identifier: GPL-3.0-or-later
// JSON (RFC 8259) that is well formed by construction: commas, quotes and closing brackets are not the caller's
// business. Compact, as the record keeps it, or with its upper levels on lines of their own, as reports are published.
#pragma once

#include "base/buffer.h"
#include "base/decimal.h"

enum { JSON_WRITER_DEPTH = 64 };

// Begin with {.out = …}; nothing is owned. The text is whole when everything opened is closed.
struct json_writer {
    struct buffer *out;
    bool on_lines; // blanks between, a line break at the end: two versions compare line by line
    bool named;    // the name of the next value stands there already
    char closing[JSON_WRITER_DEPTH];
    bool begun[JSON_WRITER_DEPTH]; // something stands in it already
    size_t depth;
};

// In an object every value has a name; in an array, and of the whole text, it is NULL.
void json_writer_open_object(struct json_writer *writer, const char *name);
void json_writer_open_array(struct json_writer *writer, const char *name);
void json_writer_close(struct json_writer *writer); // the latest
// Escaped are only '"', '\' and control characters; what is not UTF-8 becomes U+FFFD.
void json_writer_text(struct json_writer *writer, const char *name, struct text text);
void json_writer_optional_text(struct json_writer *writer, const char *name,
                               struct text text); // if there is one
void json_writer_integer(struct json_writer *writer, const char *name, int64_t integer);
// With all its decimals: 29.60.
void json_writer_decimal(struct json_writer *writer, const char *name, struct decimal decimal);
// The shortest decimal form that reads back to the same number, with a point if a reader would take it for an integer
// of more than 64 bits; null if there is none (infinite).
void json_writer_number(struct json_writer *writer, const char *name, double number);
void json_writer_boolean(struct json_writer *writer, const char *name, bool truth);
void json_writer_null(struct json_writer *writer, const char *name);
// A name that is no literal; the value comes next, with NULL for its name.
void json_writer_name(struct json_writer *writer, struct text name);
