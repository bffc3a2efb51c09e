// SPDX-License-Identifier: GPL-3.0-or-later
// Accepted cases of one class that wait until they fill a segment. A segment of one class is counted with one mask, and a full
// one without rows left over. Private to population_cache*.c.
#pragma once

#include "extract/population_cache.h"

struct gathered_field {
    struct column column; // wide. `known` is NULL where some batch had no column
    int32_t *narrows;     // the narrow form of whole numbers, unless `wide`; NULL if there is none
    size_t count;
    bool wide; // some value did not fit
};

struct gathered {
    struct gathered_field *fields;
    struct text *references;
    uint32_t *lines;
    size_t count, file;
    struct arena *arena, *texts;
};

void gathered_init(struct gathered *gathered, const struct schema *schema, const bool *kept);
void gathered_dispose(struct gathered *gathered); // all zero is allowed
// Takes those rows of the batch that `rows` names, which are all accepted; gives how many it had room for.
size_t gathered_add(struct gathered *gathered, const struct counted_batch *batch, const uint16_t *rows,
                    size_t count);
// Its columns as they are to be written, their list in `arena`: whole numbers narrow where all fit.
struct column *gathered_columns(const struct gathered *gathered, const struct schema *schema,
                                struct arena *arena);
void gathered_forget(struct gathered *gathered, const struct schema *schema);
