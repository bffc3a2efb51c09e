// SPDX-License-Identifier: GPL-3.0-or-later
// Reads JSON (RFC 8259), strictly, into a small tree. json_writer.h writes it.
#pragma once

#include "base/problem.h"

enum json_node_kind {
    JSON_NODE_NULL,
    JSON_NODE_BOOLEAN,
    JSON_NODE_INTEGER, // written without point and exponent
    JSON_NODE_NUMBER,
    JSON_NODE_TEXT,
    JSON_NODE_ARRAY,
    JSON_NODE_OBJECT,
};

struct json_node {
    enum json_node_kind kind;
    union {
        bool truth;
        int64_t integer;
        double number;
        struct text text; // may contain NUL
        struct {
            size_t count;
            union {
                struct json_node *items;
                struct json_member *members; // in the order written
            };
        };
    };
};
struct json_member {
    struct text name;
    struct json_node value;
};

// Reads a whole text: UTF-8, any value, no name twice in one object, no comments, integers of 64 bits, numbers that are
// finite, at most LIMIT_JSON_DEPTH arrays and objects inside one another. Nothing points into `content`. A problem has
// line and column, where reading stopped.
bool json_node_read(struct arena *arena, struct text source, struct text content, struct json_node *root,
                    struct problems *problems);
// The member of an object; NULL if there is none, or if it is no object.
const struct json_node *json_node_find(const struct json_node *object, const char *name);
const struct json_node *json_node_member(const struct json_node *object, struct text name);
// False, output untouched, if it is none.
bool json_node_integer(const struct json_node *node, int64_t *integer);
bool json_node_number(const struct json_node *node, double *number); // an integer is a number too
// What json_writer.h wrote, without lines, comes out byte for byte.
struct text json_node_text(struct arena *arena, const struct json_node *node);
