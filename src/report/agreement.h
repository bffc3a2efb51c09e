// SPDX-License-Identifier: GPL-3.0-or-later
// Words that agree with a number. Where a number is withheld, a sentence says "fewer than five cases", and what stands behind it was
// written for the number itself: "was" would not only be wrong, it would tell that it is one.
#pragma once

#include "base/message.h"

// "was|were": the first for one, the second for all others, and for what is withheld. False: there is no bar in it.
bool agreement_split(struct text alternatives, struct text *one, struct text *others);

// The text behind a number, as it must read behind what is said in its place; the text itself where nothing changes. `number` is
// the one withheld, `named`: the noun is part of what is said ("fewer than five cases"), `small`: it is "fewer than".
struct text agreement_behind(struct arena *arena, enum language language, struct text text, int64_t number,
                             bool named, bool small);
