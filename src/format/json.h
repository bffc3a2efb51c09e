// SPDX-License-Identifier: GPL-3.0-or-later
// JSON (RFC 8259). Writing is done piece by piece into a buffer; reading gives a small tree.
#pragma once

#include "base/buffer.h"
#include "base/problem.h"

// A string with its quotes. Escaped are only what must be: '"', '\' and control characters. Text that is not UTF-8 is
// written with U+FFFD in its place.
void json_add_text(struct buffer *out, struct text text);
// The shortest decimal form that reads back to the same number; a number without a decimal form (infinite) is null.
void json_add_number(struct buffer *out, double number);

enum json_kind { JSON_NULL, JSON_BOOLEAN, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };

struct json_node {
    enum json_kind kind;
    bool truth;                // JSON_BOOLEAN
    struct text text;          // JSON_TEXT: unescaped; JSON_NUMBER: as written
    struct text raw;           // the whole value as written
    struct json_member *members; // JSON_OBJECT, in the order written
    struct json_node *items;   // JSON_ARRAY
    size_t count;              // members or items
};
struct json_member {
    struct text name;
    struct json_node value;
};

// Reads a whole text, strictly: UTF-8, no duplicate names, no comments, at most LIMIT_JSON_DEPTH deep. Texts without
// escapes point into `content`, which must live as long as the tree. A problem has line and column.
bool json_read(struct arena *arena, struct text source, struct text content, struct json_node *root,
               struct problems *problems);
// The member of an object; NULL if there is none.
const struct json_node *json_find(const struct json_node *object, const char *name);
// A number as what it is meant to be; false, output untouched, if it is not (in range).
bool json_integer(const struct json_node *node, int64_t *integer);
bool json_double(const struct json_node *node, double *number);
