// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as text, the same on every machine.
#pragma once

#include "base/text.h"

enum { NUMBER_TEXT_BYTES = 352 }; // the longest: a sign, "0." and 323 zeros before the digits

// The shortest decimal text that gives the same double: "12", "-0.25"; never an exponent; "0" also for -0.
// The number must be finite. Points into `room`.
struct text number_shortest(double number, char room[static NUMBER_TEXT_BYTES]);

// Reads what XML Schema's double and JSON write: "12", "-1.5E-3". The whole text must match and be finite.
bool number_read(struct text text, double *number);
// Whether number_shortest would give this text back as it stands. False may be said of some that would: this is quick.
bool number_is_shortest(struct text text);
