// SPDX-License-Identifier: GPL-3.0-or-later
// A figure is a number or a reason why there is none. An undefined figure is never 0, 1 or NaN: whether it is
// defined is decided on whole numbers (how many units, which categories occur), not by comparing a computed
// one.
#pragma once

#include "base/message.h"

enum undefined {
    DEFINED,
    UNDEFINED_FEWER_THAN_2_REVIEWERS,
    UNDEFINED_FEWER_THAN_2_CATEGORIES, // declared
    UNDEFINED_NO_UNIT_WITH_2_RATINGS,
    UNDEFINED_NO_COMMON_UNITS,  // of a pair of reviewers
    UNDEFINED_NO_COMPLETE_UNIT, // rated by every reviewer
    UNDEFINED_SINGLE_CATEGORY,  // everybody chose the same one everywhere: chance alone explains it
    UNDEFINED_CATEGORY_NOT_USED,
    UNDEFINED_FEWER_THAN_2_UNITS,
    UNDEFINED_ONE_REVIEWER_CONSTANT, // kappa is 0 by construction
    UNDEFINED_NO_STANDARD_ERROR,     // none is in general use for this figure
    UNDEFINED_ZERO_VARIANCE,
    UNDEFINED_NOT_ASKED_FOR,
    UNDEFINED_RESAMPLES_UNDEFINED, // of a bootstrap, in too many of its resamples
    UNDEFINED_EVERY_CASE_READ,
    UNDEFINED_ONE_SAMPLED_CASE,
    UNDEFINED_STRATUM_WITH_ONE_SAMPLED_CASE,
    UNDEFINED_STRATUM_WITHOUT_SAMPLED_CASE,
    UNDEFINED_NO_APPLICABLE_CASE,
    UNDEFINED_NO_DEGREES_OF_FREEDOM,
    UNDEFINED_NOT_ONE_SIDED, // a bound that exists only where no case, or every case, was positive
    UNDEFINED_NOT_RANDOM,
    UNDEFINED_COUNT
};

struct figure {
    double value; // 0 and without meaning unless why is DEFINED
    enum undefined why;
};

struct range {
    double low, high;
    enum undefined why;
};

// A value with its standard error and its confidence interval, each of which may be undefined for itself.
struct estimate {
    struct figure value, se;
    struct range interval;
};

struct figure figure_of(double value);
struct figure figure_undefined(enum undefined why);
struct range range_of(double low, double high);
struct range range_undefined(enum undefined why);
struct estimate estimate_undefined(enum undefined why);
// The interval as people are shown it: none around complete agreement, a value of exactly 1, whose width cases that only
// one reviewer rated would make up; and not below the least value that there can be.
struct range range_of_agreement(const struct estimate *estimate, double least);

// "single_category", for programs; and a whole sentence for people, a message without values.
const char *undefined_code(enum undefined why);
const char *undefined_words(enum undefined why);
