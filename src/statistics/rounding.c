// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/rounding.h"

#include <math.h>

static __int128 scale(int decimals)
{
    __int128 scale = 100;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    return scale;
}

int64_t percent_rounded(int64_t part, int64_t whole, int decimals)
{
    return (int64_t)((2 * part * scale(decimals) + whole) / (2 * (__int128)whole));
}

bool percent_shares(const int64_t *parts, size_t count, int decimals, int64_t *shares)
{
    __int128 whole = 0;
    int64_t lacking = (int64_t)scale(decimals);
    for (size_t i = 0; i < count; i++)
        whole += parts[i];
    memset(shares, 0, count * sizeof *shares);
    if (whole == 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        shares[i] = (int64_t)(parts[i] * scale(decimals) / whole);
        lacking -= shares[i];
    }
    // At most one unit for each part, since each lacks less than one.
    for (; lacking > 0; lacking--) {
        size_t best = count;
        __int128 most = -1;
        for (size_t i = 0; i < count; i++) {
            __int128 exact = parts[i] * scale(decimals), remainder = exact - (__int128)shares[i] * whole;
            if (remainder > most) {
                most = remainder;
                best = i;
            }
        }
        shares[best]++;
    }
    bool changed = false;
    for (size_t i = 0; i < count; i++)
        changed |= shares[i] != (int64_t)((2 * parts[i] * scale(decimals) + whole) / (2 * whole));
    return changed;
}

struct text percent_text(struct arena *arena, int64_t rounded, int decimals)
{
    return decimal_text(arena, (struct decimal){rounded, decimals});
}

struct decimal rounded_decimal(double value, int decimals)
{
    long double scale = powl(10, decimals), size = fabsl((long double)value) * scale;
    // 4e-16 of a double is its own rounding; a ratio of small counts cannot come so near a tie without being
    // one.
    int64_t rounded = (int64_t)floorl(size + 0.5L + size * 4e-16L);
    return (struct decimal){value < 0 ? -rounded : rounded, decimals};
}

struct text rounded_text(struct arena *arena, double value, int decimals)
{
    return decimal_text(arena, rounded_decimal(value, decimals));
}
