// SPDX-License-Identifier: GPL-3.0-or-later
// An office that was said on a page, as the definition that office_put keeps and `craffu office load` reads.
#pragma once

#include "review/office.h"

// Without the logo's bytes. office_read gives the same office back. Parts that are empty in every language are left out; what is then
// missing is found by office_read.
struct text office_definition(struct arena *arena, const struct office *office);
