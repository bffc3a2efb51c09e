// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/decimal.h"

#include <inttypes.h>
#include <stdio.h>

static uint64_t power_of_ten(int exponent)
{
    uint64_t power = 1;
    for (int i = 0; i < exponent; i++)
        power *= 10;
    return power;
}

struct text decimal_write(struct decimal decimal, char room[static DECIMAL_BYTES])
{
    // The least number of all has no positive counterpart but without a sign.
    uint64_t size = decimal.units < 0 ? -(uint64_t)decimal.units : (uint64_t)decimal.units;
    const char *sign = decimal.units < 0 ? "-" : "";
    uint64_t scale = power_of_ten(decimal.decimals);
    int length = snprintf(room, DECIMAL_BYTES, "%s%" PRIu64, sign, size / scale);
    if (decimal.decimals)
        length += snprintf(room + length, DECIMAL_BYTES - (size_t)length, ".%0*" PRIu64, decimal.decimals,
                           size % scale);
    return (struct text){room, (size_t)length};
}

struct text decimal_text(struct arena *arena, struct decimal decimal)
{
    char room[DECIMAL_BYTES];
    return text_copy(arena, decimal_write(decimal, room));
}

bool decimal_equal(struct decimal a, struct decimal b)
{
    return a.units == b.units && a.decimals == b.decimals;
}

bool decimal_read(struct text text, struct decimal *decimal)
{
    struct text fraction = text, whole;
    text_split(&fraction, '.', &whole);
    bool has_point = whole.length < text.length;
    size_t decimals = has_point ? fraction.length : 0;
    int64_t units = 0;
    bool negative = text_starts(text, TEXT("-")),
         good = decimals <= DECIMALS_MOST && has_point == (decimals > 0);
    size_t digits = 0;
    for (size_t i = negative; i < text.length && good; i++) {
        char byte = text.bytes[i];
        if (byte == '.' && i == whole.length) {
            good = digits > 0;
            continue;
        }
        int digit = negative ? '0' - byte : byte - '0';
        good = byte >= '0' && byte <= '9' && !__builtin_mul_overflow(units, 10, &units) &&
               !__builtin_add_overflow(units, digit, &units);
        digits++;
    }
    if (!good || digits == 0)
        return false;
    *decimal = (struct decimal){units, (int)decimals};
    return true;
}
