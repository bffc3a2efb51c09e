// SPDX-License-Identifier: GPL-3.0-or-later
// The target of a request: a path, and perhaps a query.
#pragma once

#include "base/text.h"

// False: it is refused (http_guard.h says what).
bool http_target_read(struct text target, struct text *path, struct text *query);
