// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are either a tree within the limits or refused with a problem; a place inside a value is inside the file.
#include "format/yaml.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void visit(const struct yaml_node *node, uint64_t lines)
{
    for (size_t i = 0; i < node->count; i++)
        visit(node->kind == YAML_MAPPING ? &node->entries[i].value : &node->items[i], lines);
    if (node->line < 1 || node->column < 1)
        abort();
    if (node->kind != YAML_SCALAR)
        return;
    struct place place = yaml_place_within(TEXT("input"), node, 1, node->value.length / 2 + 1);
    if (place.line < node->line || place.line > lines || place.column < 1)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct yaml_node root;
    uint64_t lines = 2; // libyaml lets the end of a stream begin a line
    for (size_t i = 0; i < size; i++)
        lines += data[i] == '\n' || data[i] == '\r' || data[i] >= 0x80; // NEL, LS and PS end a line too
    problems_init(&problems, arena);
    if (yaml_read(arena, TEXT("input"), (struct text){(const char *)data, size}, &root, &problems))
        visit(&root, lines);
    else if (problems.count == 0)
        abort();
    arena_free(arena);
    return 0;
}
