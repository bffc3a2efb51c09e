// SPDX-License-Identifier: GPL-3.0-or-later
// Letters of other alphabets that a reader takes for Latin ones (Unicode Technical Standard 39), and digits of other scripts: what is searched for must be found
// however it was typed.
#pragma once

#include "base/text.h"

// The text as unicode_fold gives it (format/unicode.h), and each Cyrillic or Greek letter that looks like a Latin one, small or
// capital, made that one; every decimal digit of whatever script is 0 to 9, and what is typed for an apostrophe, a hyphen or a
// quotation mark is that of ASCII.
struct text lookalikes_fold(struct arena *arena, struct text text);
// The last alone: case and letters stay.
struct text lookalikes_plain_marks(struct arena *arena, struct text text);
