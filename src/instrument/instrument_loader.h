// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of the loader share. Private to instrument_load.c, instrument_schema.c and instrument_criterion.c.
// Every loader function reports what it finds and goes on, so that one run tells everything.
#pragma once

#include "format/yaml.h"
#include "instrument/instrument.h"

struct loader {
    struct arena *arena;
    struct text source;
    struct problems *problems;
    struct instrument *instrument; // being filled
    struct expression_scope scope; // as far as it has been read
    ARRAY_OF(struct text)
    broken; // fields and definitions with problems of their own: rules that use them are not checked
};

// Walks a node against an array of keys; `found` has as many nodes.
#define LOAD_KEYS(loader, node, found, keys) \
    yaml_keys((loader)->source, (node), (keys), sizeof(keys) / sizeof((keys)[0]), (found), (loader)->problems)

bool load_problem(struct loader *loader, const struct yaml_node *node, struct message what,
                  struct message hint);

// All of these accept NULL, which a reader has already reported, and then leave their output alone.
// A text in every language.
void load_localised(struct loader *loader, const struct yaml_node *node, struct localised *out);
// A lower-case identifier; `hyphens` also allows them. False if it is not one.
bool load_id(struct loader *loader, const struct yaml_node *node, bool hyphens, struct text *id);
// Reports an id that was already used by one of `count` things, `stride` bytes apart, whose first member is the id.
bool load_unique(struct loader *loader, const struct yaml_node *node, const void *things, size_t count,
                 size_t stride, struct text id);
// Texts of a list, the empty ones refused.
void load_texts(struct loader *loader, const struct yaml_node *node, struct text **texts, size_t *count);
// An expression; NULL if there is none or it has problems.
const struct expression *load_expression(struct loader *loader, const struct yaml_node *node,
                                         enum field_type wanted);
// The field of a schema that a node names.
bool load_field_name(struct loader *loader, const struct yaml_node *node, const struct schema *schema,
                     size_t *field);
// Whether the node names a field or definition that has problems of its own.
bool load_names_broken(const struct loader *loader, const struct yaml_node *node);
// A list with at most `limit` items, or NULL.
size_t load_count(struct loader *loader, const struct yaml_node *list, size_t limit);

void load_case(struct loader *loader, const struct yaml_node *node, enum civil_order date_order);
void load_log(struct loader *loader, const struct yaml_node *node, enum civil_order date_order);
void load_definitions(struct loader *loader, const struct yaml_node *node);
void load_criteria(struct loader *loader, const struct yaml_node *node);
bool load_date_order(struct loader *loader, const struct yaml_node *node, enum civil_order *order);
