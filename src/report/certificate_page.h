// SPDX-License-Identifier: GPL-3.0-or-later
// The certificate of a removal as a document: what went, by numbers and hashes, when, by whom and why, and what stays.
#pragma once

#include "document/check.h"
#include "review/removal.h"

bool certificate_page_build(struct arena *arena, const struct certificate *certificate,
                            struct localised organisation,
                            const struct checked_document *checked[static LANGUAGE_COUNT],
                            struct problems *problems);
