// SPDX-License-Identifier: GPL-3.0-or-later
// What a force answers is never taken back, and is published as it stands: so it is looked through before it is recorded.
#pragma once

#include "cli/record.h"

// Whether texts for the register tell of no person, and of no count that the report withholds, by what the record has of the review that the argument REVIEW names. False
// with the status if one does, or if that cannot be known.
bool answer_scan(struct invocation *invocation, const struct localised *texts, size_t count,
                 enum status *status);
