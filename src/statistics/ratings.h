// SPDX-License-Identifier: GPL-3.0-or-later
// Who chose which category for which case (unit): a matrix with gaps.
#pragma once

#include "base/problem.h"

// Nominal categories have names only; ordinal ones an order, that of the list; interval ones are numbers.
enum scale { SCALE_NOMINAL, SCALE_ORDINAL, SCALE_INTERVAL };

enum { NOT_RATED = -1 };

struct ratings {
    enum scale scale;
    struct text *categories, *reviewers; // categories in their declared order
    size_t category_count, reviewer_count, unit_count;
    int8_t *chosen;   // [unit * reviewer_count + reviewer]: index of a category or NOT_RATED
    double *values;   // of the categories; only SCALE_INTERVAL
    size_t set_aside; // ratings "na" that a scale other than nominal takes as not rated
};

struct ratings_choice {
    struct text source;      // the file's name in problems
    struct text *categories; // declared, in order
    size_t category_count;   // 0: those that occur, in the order of their numbers if all are numbers, else of
                             // their bytes
    enum scale scale;
};

// Reads a table (CSV or XLSX): the first column names the unit, each further one is a reviewer, an empty cell
// is "not rated". On an ordinal or interval scale "na" (not applicable) has no place in the order: it is no
// category, and a rating "na" is taken as not rated and counted. Problems: a value that is not declared, a
// unit or a reviewer twice or without a name, a category that is not a number on an interval scale, two
// categories of the same value.
bool ratings_read(struct arena *arena, const char *path, struct ratings_choice choice,
                  struct ratings *ratings, struct problems *problems);
bool ratings_read_memory(struct arena *arena, struct text content, struct ratings_choice choice,
                         struct ratings *ratings, struct problems *problems);
// Checks a declared list and makes empty ratings of it: `chosen` is all NOT_RATED.
bool ratings_init(struct arena *arena, struct ratings_choice choice, struct ratings *ratings,
                  struct problems *problems);

// How often each unit that was rated at all was put into each category. Units without a rating are left out.
struct tally {
    size_t units, categories;
    uint16_t *count;   // [unit * categories + category]
    uint16_t *ratings; // of a unit: at least 1
    size_t paired;     // units with at least 2 ratings
    size_t once;       // units with 1
    size_t unrated;    // units left out
    size_t total;      // ratings
};
struct tally ratings_tally(struct arena *arena, const struct ratings *ratings);
