// SPDX-License-Identifier: GPL-3.0-or-later
// Cookies of a request (RFC 6265, 4.2).
#pragma once

#include "base/text.h"

// The value of a cookie in the header "Cookie". False if it is not there, or there twice with different values: a
// cookie of a parent domain or of another path then stands beside ours, and nobody can tell which is which. The value is a
// part of the header.
bool cookie_find(struct text header, struct text name, struct text *value);
