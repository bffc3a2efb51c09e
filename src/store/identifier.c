// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/identifier.h"

#include <stdlib.h>
#include <sys/random.h>

static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz"; // no i, l, o, u: they are misread

static uint64_t random_bits(void)
{
    uint64_t bits;
    // Up to 256 bytes come whole once the kernel is ready, and are not interrupted.
    if (getrandom(&bits, sizeof bits, 0) != (ssize_t)sizeof bits)
        abort();
    return bits;
}

struct text identifier_new(struct arena *arena, int64_t at, uint64_t sequence)
{
    unsigned __int128 bits = (unsigned __int128)((uint64_t)at & ((UINT64_C(1) << 52) - 1)) << 76;
    bits |= (unsigned __int128)(sequence & ((UINT64_C(1) << 28) - 1)) << 48;
    bits |= random_bits() & ((UINT64_C(1) << 48) - 1);
    char *bytes = arena_allocate(arena, IDENTIFIER_LENGTH, 1);
    for (size_t i = IDENTIFIER_LENGTH; i-- > 0; bits >>= 5)
        bytes[i] = digits[(unsigned)(bits & 31)];
    return (struct text){bytes, IDENTIFIER_LENGTH};
}

bool identifier_is_valid(struct text text)
{
    if (text.length != IDENTIFIER_LENGTH || text.bytes[0] > '7')
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (!text.bytes[i] || !strchr(digits, text.bytes[i]))
            return false;
    return true;
}
