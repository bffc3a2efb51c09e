// SPDX-License-Identifier: GPL-3.0-or-later
// Dates in spreadsheets: days since an epoch that only a number format tells from other numbers. ECMA-376 part 1,
// 18.8.30 (number formats) and 18.17.4 (dates and times).
#pragma once

#include "base/text.h"

struct xlsx_format {
    bool date, time; // what of a date-time the format shows; neither: a number, or an elapsed time
};

// By a number format's id (below 164 its meaning is fixed) or by its code, "dd/mm/yyyy hh:mm".
struct xlsx_format xlsx_format_built_in(int64_t id);
struct xlsx_format xlsx_format_of_code(struct text code);

enum { XLSX_DATE_BYTES = 32 };
// The text of a serial number in a format of date or time, as table_reader.h describes it, rounded to milliseconds.
// False if it is no date there ever was (negative, past the year 9999, or 29 February 1900, which spreadsheets have).
bool xlsx_date_text(double serial, struct xlsx_format format, bool from_1904,
                    char room[static XLSX_DATE_BYTES], struct text *text);
