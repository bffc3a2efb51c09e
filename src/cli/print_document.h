// SPDX-License-Identifier: GPL-3.0-or-later
// Documents on standard output, in the formats that `--format` offers.
#pragma once

#include "cli/invocation.h"
#include "document/check.h"

extern const char *const document_formats[]; // for an option --format

// In the format of that name; empty: as the terminal shows it.
void print_document(const struct checked_document *checked, struct text format);
