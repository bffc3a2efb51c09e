// SPDX-License-Identifier: GPL-3.0-or-later
// The address of a case's page, for every reference that an import takes. Between the slashes stands the reference; what is no letter,
// digit, "-", "_" or "." in it, and a "." at its beginning, stands there as "~" and two hexadecimal digits a byte. A percent sign would
// not do: a server or a proxy on the way reads "%2F" as a slash, and "%2E%2E" as a step upwards, or refuses them, as this one does.
#pragma once

#include "base/text.h"

// Our own, without the language: "/reviews/ID/cases/REFERENCE" and what is below it, which may be empty.
struct text case_address(struct arena *arena, struct text review, struct text reference, struct text below);

// The reference of what stands between the slashes, which may also be written with percent signs, as people do. False: it is none.
bool case_address_read(struct arena *arena, struct text part, struct text *reference);
