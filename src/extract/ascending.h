// SPDX-License-Identifier: GPL-3.0-or-later
// References in the ascending order of their bytes, each with a number of 32 bits. Of a reference only what differs from
// the one before is kept: where they count up, three bytes for both.
#pragma once

#include "base/text.h"

enum {
    ASCENDING_LONGEST = 127,        // bytes of a reference
    ASCENDING_BYTES_EACH = 5,       // of memory, and no more on the average,
    ASCENDING_BYTES_FREE = 1 << 19, // beyond the first so many
};

enum ascending_step {
    ASCENDING_ADDED,
    ASCENDING_NOT_ABOVE, // the last one; it may be there or not
    ASCENDING_NO_ROOM,   // it is too long, or more bytes would be needed than these two say
};

struct ascending;

struct ascending *ascending_new(void);
void ascending_free(struct ascending *ascending); // NULL is allowed
enum ascending_step ascending_add(struct ascending *ascending, struct text reference, uint32_t number);
bool ascending_find(const struct ascending *ascending, struct text reference, uint32_t *number);
uint64_t ascending_count(const struct ascending *ascending);
size_t ascending_bytes(const struct ascending *ascending); // of memory

// Hands over all in their order.
typedef void ascending_taker(void *context, struct text reference, uint32_t number);
void ascending_walk(const struct ascending *ascending, ascending_taker *taker, void *context);
// The same, and frees them little by little.
void ascending_end(struct ascending *ascending, ascending_taker *taker, void *context);
