// SPDX-License-Identifier: GPL-3.0-or-later
// Holds what format/csv_scan.h finds in a piece of CSV against what format/csv.h reads there.
#pragma once

#include "format/csv_scan.h"

struct scan_piece {
    struct text text; // less than LIMIT_FIELD_BYTES, so that no limit ends a row
    char separator;
    enum encoding encoding;
    bool ended;
};

// NULL if all agree: the scan with AVX2 (where there is it) and the portable one, whatever lies behind the piece; and
// csv.h, whose rows are the scan's, its damaged ones odd. Else what does not.
const char *scan_check(struct scan_piece piece);
