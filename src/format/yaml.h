// SPDX-License-Identifier: GPL-3.0-or-later
// YAML as a small tree in which every node and key knows its line and column. A scalar is text until its reader says
// otherwise: "no" is a word, not false. One document a file; anchors, aliases, tags and duplicate keys are refused.
#pragma once

#include "base/problem.h"

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING, YAML_ANY };

struct yaml_node {
    enum yaml_kind kind;
    uint32_t line, column;      // from 1; in characters
    struct text value;          // of a scalar, as YAML means it: quotes off, lines folded
    bool plain;                 // of a scalar: neither quoted nor a block
    struct text raw;            // of a scalar: as it stands in the file
    struct yaml_entry *entries; // of a mapping, in the order of the file
    struct yaml_node *items;    // of a sequence
    size_t count;               // entries or items
};

struct yaml_entry {
    struct text key;
    uint32_t line, column; // of the key
    struct yaml_node value;
};

// Reads a whole file. `content` must live as long as the arena. False, with the problem reported, if it is not UTF-8,
// not well-formed, empty, or exceeds a limit.
bool yaml_read(struct arena *arena, struct text source, struct text content, struct yaml_node *root,
               struct problems *problems);

struct place yaml_place(struct text source, const struct yaml_node *node);
// Where a character of a scalar's value stands in the file: the line and column inside the value count from 1.
struct place yaml_place_within(struct text source, const struct yaml_node *scalar, uint64_t line,
                               uint64_t column);

// A key that a mapping may have.
struct yaml_key {
    const char *name;
    enum yaml_kind kind;
    bool required;
};
// Walks a mapping against the keys it may have. found[i] is the value of keys[i], NULL where it is absent or not of its
// kind. Unknown keys (with the nearest known one), missing keys and wrong kinds are all reported; false if any was.
// A key that is required must also have a value; one that is not and has none counts as absent. A node that is not a
// mapping is reported, and found is all NULL.
bool yaml_keys(struct text source, const struct yaml_node *mapping, const struct yaml_key *keys, size_t count,
               const struct yaml_node **found, struct problems *problems);

// A whole file of this program's, a mapping that begins with what it holds, as "craffu: review": keys[0] is "craffu", and must
// have this value. found is as in yaml_keys; all NULL if the file cannot be read.
bool yaml_file(struct arena *arena, struct text source, struct text content, const char *holds,
               const struct yaml_key *keys, size_t count, const struct yaml_node **found,
               struct problems *problems);

// The text of a scalar; empty if there is none.
struct text yaml_text(const struct yaml_node *scalar);

// The value of a scalar as something else; reports what it is not. NULL nodes give false silently, so that a missing
// key, reported by yaml_keys, is not reported twice.
bool yaml_boolean(struct text source, const struct yaml_node *node, bool *value, struct problems *problems);
// A text in each language, trimmed; all must be there.
bool yaml_localised(struct text source, const struct yaml_node *node, struct localised *text,
                    struct problems *problems);
// A date, written as 2019-02-28.
bool yaml_date(struct arena *arena, struct text source, const struct yaml_node *node, struct text *date,
               struct problems *problems);
bool yaml_integer(struct text source, const struct yaml_node *node, int64_t *value,
                  struct problems *problems);
// The index of the value in a list of words; reports it with the nearest of them.
bool yaml_choice(struct text source, const struct yaml_node *node, const char *const *words, size_t count,
                 size_t *value, struct problems *problems);
// Reports that a word is not one of those known, with a hint if one of them is near: {word} in `what` is filled.
bool yaml_unknown(struct text source, const struct yaml_node *node, const struct text *known, size_t count,
                  struct message what, struct problems *problems);
