// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and dates in words, as a synthetic voice must be given them. In English digits are left as they are, since the
// synthesiser reads them rightly; in Welsh it does not. Welsh numbers are of the decimal system ("pedwar deg wyth"), as schools
// teach it and CLDR's spell-out rules have it; days of the month are the traditional ordinals ("yr unfed ar ddeg"), for which
// there are no decimal ones. Sources: CLDR, common/rbnf/cy.xml; J. Morris Jones, A Welsh Grammar (1913), § 154 (forms,
// gender, mutations); Bangor University, Cymorth Cymraeg, "Dyddiadau" (ordinals of dates). Where CLDR's rules leave out what
// every grammar has ("dau cant" for "dau gant", "un deg" for "deg"), the grammar is followed.
#pragma once

#include "base/civil.h"

// What the number stands before: nothing ("pump"), "o" and a feminine plural ("dwy o droseddau"), a masculine noun ("pum achos",
// "dau achos"), a feminine one ("pum awr", "dwy awr").
enum number_form { NUMBER_ALONE, NUMBER_OF_FEMININE, NUMBER_MASCULINE, NUMBER_FEMININE };

// Of any size; from a million million on, digit by digit. A year is read as any number: "dwy fil un deg naw".
struct text spoken_number(struct arena *arena, enum language language, int64_t number, enum number_form form);
// "y cyntaf o Hydref dwy fil un deg naw"; in English "1 October 2019".
struct text spoken_date(struct arena *arena, enum language language, struct civil_date date);
// One by one, as in a telephone number; all that is no digit becomes a pause: "0 1 6 3 2, 9 6 0".
struct text spoken_digits(struct arena *arena, enum language language, struct text digits);
// A sentence with all its numbers in words: counts ("1,284", "3 o 9"), decimals, percentages, times and dates. The words that
// stand beside a number decide its gender and its mutation.
struct text spoken_text(struct arena *arena, enum language language, struct text text);
