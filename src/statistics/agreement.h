// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is said about how far reviewers agree, from one matrix of ratings; and, for a report, the
// short form of it for each criterion.
#pragma once

#include "statistics/alpha.h"
#include "statistics/cohen.h"
#include "statistics/fleiss.h"

struct agreement_choice {
    struct confidence confidence;
    int64_t population; // 0: endless
    int64_t resamples;  // of the bootstrap; 0: none
    uint64_t seed;
};

struct agreement_pair {
    size_t first, second; // reviewers
    struct pair_table table;
    struct cohen cohen[WEIGHTINGS];
};

struct agreement {
    const struct ratings *ratings;
    struct tally tally;
    size_t *idle; // reviewers without a rating, who are left out and named
    size_t idle_count;
    uint32_t *chosen;    // the raw table: [reviewer * categories + category]
    uint32_t *not_rated; // [reviewer]
    struct full_agreement full;
    bool weighted[WEIGHTINGS];
    struct coefficients coefficients[WEIGHTINGS];
    struct fleiss fleiss;
    bool measured[METRICS];
    struct alpha alpha[METRICS];
    struct bootstrap bootstrap[METRICS]; // if resamples were asked for
    double *coincidence;
    struct agreement_pair *pairs;
    size_t pair_count;
};

void agreement_compute(struct arena *arena, const struct ratings *ratings, struct agreement_choice choice,
                       struct agreement *agreement);

// ---- For a report -----------------------------------------------------------------------------------------

// One reviewer's frozen answer on one criterion of one case. Comments do not come in: a differing comment is
// no disagreement. Nor do moderations: the moderator is not a rater, and whoever collects the answers leaves
// them out.
struct rating {
    struct text criterion, unit, reviewer;
    struct text outcome;
};

struct criterion_categories {
    struct text criterion;
    struct text *categories; // every outcome of the criterion, in its order
    size_t category_count;
    enum scale scale; // "na" is an outcome like others on a nominal scale, and missing on the others
};

struct criterion_agreement {
    struct text criterion;
    size_t units;    // cases answered by at least two reviewers: the base
    size_t answered; // cases answered by anybody
    struct ratings ratings;
    struct agreement agreement;
};

// One entry for each of the criteria, in their order, that at least two reviewers answered on the same case;
// the others have no agreement to tell. Answers to criteria that are not listed are left out. False, with a
// problem, if an outcome is not among its criterion's or a reviewer answers a criterion of a case twice.
struct criterion_agreements {
    ARRAY_OF(struct criterion_agreement) list;
};
bool agreement_by_criterion(struct arena *arena, const struct criterion_categories *criteria,
                            size_t criterion_count, const struct rating *answers, size_t answer_count,
                            struct agreement_choice choice, struct criterion_agreements *agreements,
                            struct problems *problems);
