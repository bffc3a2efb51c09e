// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/spelling.h"

enum { LONGEST = 64 }; // bytes; longer words are not compared

static char folded(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

// Edit distance in bytes with neighbours exchanged as one edit (optimal string alignment).
static size_t distance(struct text a, struct text b)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.length; j++)
        above[j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            bool same = folded(a.bytes[i - 1]) == folded(b.bytes[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + !same);
            if (i > 1 && j > 1 && folded(a.bytes[i - 1]) == folded(b.bytes[j - 2]) &&
                folded(a.bytes[i - 2]) == folded(b.bytes[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[b.length];
}

bool spelling_nearest(struct text written, const struct text *known, size_t count, struct text *nearest)
{
    size_t best = 1 + written.length / 3; // a third of the word may be wrong
    if (written.length > LONGEST)
        return false;
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        if (known[i].length > LONGEST)
            continue;
        size_t edits = distance(written, known[i]);
        if (edits < best || (!found && edits == best && edits < written.length && edits < known[i].length)) {
            best = edits;
            *nearest = known[i];
            found = true;
        }
    }
    return found;
}
