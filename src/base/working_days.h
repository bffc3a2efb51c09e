// SPDX-License-Identifier: GPL-3.0-or-later
// Working days: Monday to Friday less bank holidays. Counting follows the Victims' Code's practice: the day after
// the event is day 1.
#pragma once

#include "base/civil.h"
#include "base/problem.h"

// Bank holidays of whole years, from first_year to last_year. None falls on a Saturday or Sunday.
struct bank_holidays {
    const int64_t *days; // days since 1970-01-01, ascending
    size_t count;
    int32_t first_year, last_year;
};

// Reads lines "2019-04-19,Good Friday" after the header "date,name"; a line that begins with '#' is a comment. Dates
// ascend; a holiday at a weekend is written under its substitute day. The years covered are those from the first
// to the last date, and a year without any is a problem. Every problem has its line.
bool bank_holidays_read(struct arena *arena, struct text source, struct text content,
                        struct bank_holidays *holidays, struct problems *problems);
// Those of England and Wales that the program carries, 2015 to 2027 (data/bank-holidays-england-and-wales.csv).
struct bank_holidays bank_holidays_shipped(struct arena *arena);

// `known` with whole years amended: a year that has one of the `days` (ascending, each once) has these and no others. False,
// with that year, if a year between the amended and the known ones were not covered.
bool bank_holidays_amend(struct arena *arena, struct bank_holidays known, const int64_t *days, size_t count,
                         struct bank_holidays *amended, int32_t *missing_year);

bool is_working_day(const struct bank_holidays *holidays, int64_t day);
// Working days after day `from` up to and including day `to`; negative if `to` is before `from` (days after `to`
// up to and including `from`). False, *count untouched, if a day lies outside the years covered.
bool working_days_between(const struct bank_holidays *holidays, int64_t from, int64_t to, int64_t *count);
