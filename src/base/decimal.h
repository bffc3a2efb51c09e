// SPDX-License-Identifier: GPL-3.0-or-later
// A number that is printed with so many decimals, exactly: no double, which no machine need print as another does.
#pragma once

#include "base/text.h"

enum { DECIMALS_MOST = 6, DECIMAL_BYTES = 32 }; // the longest has a sign, 19 digits and a point

// units / 10^decimals: 296 with one decimal is 29.6. At most DECIMALS_MOST decimals.
struct decimal {
    int64_t units;
    int decimals;
};

// For programs: "29.6", "-0.25", with all its decimals, also where they are zeros.
struct text decimal_text(struct arena *arena, struct decimal decimal);
// The same without an arena: points into `room`.
struct text decimal_write(struct decimal decimal, char room[static DECIMAL_BYTES]);
bool decimal_equal(struct decimal a, struct decimal b); // also in how many decimals are printed
// "29.6", "-0.25", "7"; false for anything else, and for more decimals or digits than it can hold.
bool decimal_read(struct text text, struct decimal *decimal);
