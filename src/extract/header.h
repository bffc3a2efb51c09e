// SPDX-License-Identifier: GPL-3.0-or-later
// The header row of a file against the fields of an instrument.
#pragma once

#include "format/table_reader.h"
#include "instrument/schema.h"

#define HEADER_NONE SIZE_MAX

// Columns that a file of rejects has behind the force's own; read back, they are ignored. Part of the file format:
// in no language.
#define HEADER_REJECTED_LINE TEXT("craffu_line")
#define HEADER_REJECTED_REASON TEXT("craffu_reason")

struct header {
    size_t *field_of;  // by column; HEADER_NONE: ignored
    size_t *column_of; // by field; HEADER_NONE: not sent
    size_t column_count;
    size_t rejected_line; // columns of a file of rejects; HEADER_NONE: not there
    size_t rejected_reason;
    struct text *ignored; // names of columns that nobody knows, in their order; one without a name is "#5"
    size_t ignored_count;
};

// Names match a field's id or one of its headers, without case, blanks around them and a byte order mark. Problems: two
// columns for one field; no column for a required field or for the one at index `reference`.
bool header_match(struct arena *arena, const struct schema *schema, size_t reference,
                  struct table_reader *table, struct header *header, struct problems *problems);
