// SPDX-License-Identifier: GPL-3.0-or-later
// What `tables` and `report` have in common: both build the documents of a review and write them in a format.
#pragma once

#include "cli/record.h"
#include "report/report.h"

// Reads the review that the argument REVIEW names and computes it.
enum status editions_read(struct invocation *invocation, struct results *results);
