// SPDX-License-Identifier: GPL-3.0-or-later
// Base32 (RFC 4648, 6) without padding: what authenticator apps read, and what people type.
#pragma once

#include "base/text.h"

struct text base32_text(struct arena *arena, struct text bytes);
