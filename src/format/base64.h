// SPDX-License-Identifier: GPL-3.0-or-later
// Base64 (RFC 4648, 4), as data: addresses have it.
#pragma once

#include "base/buffer.h"

void base64_add(struct buffer *out, struct text bytes);
