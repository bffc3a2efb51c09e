// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/agreement.h"

#include "base/text_map.h"

static void raw_table(struct arena *arena, struct agreement *a)
{
    const struct ratings *ratings = a->ratings;
    size_t q = ratings->category_count;
    a->chosen = ARENA_ARRAY(arena, uint32_t, ratings->reviewer_count * q + 1);
    a->not_rated = ARENA_ARRAY(arena, uint32_t, ratings->reviewer_count + 1);
    a->idle = ARENA_ARRAY(arena, size_t, ratings->reviewer_count + 1);
    for (size_t r = 0; r < ratings->reviewer_count; r++) {
        for (size_t u = 0; u < ratings->unit_count; u++) {
            int8_t chosen = ratings->chosen[u * ratings->reviewer_count + r];
            if (chosen == NOT_RATED)
                a->not_rated[r]++;
            else
                a->chosen[r * q + (size_t)chosen]++;
        }
        if (a->not_rated[r] == ratings->unit_count)
            a->idle[a->idle_count++] = r;
    }
}

static void pairs(struct arena *arena, const struct weights *weights, struct confidence confidence,
                  struct agreement *a)
{
    size_t reviewers = a->ratings->reviewer_count;
    a->pairs = ARENA_ARRAY(arena, struct agreement_pair, reviewers * (reviewers - 1) / 2 + 1);
    for (size_t first = 0; first < reviewers; first++)
        for (size_t second = first + 1; second < reviewers; second++) {
            struct agreement_pair *pair = &a->pairs[a->pair_count++];
            *pair = (struct agreement_pair){
                .first = first, .second = second, .table = pair_tabulate(arena, a->ratings, first, second)};
            for (int w = 0; w < WEIGHTINGS; w++)
                if (a->weighted[w])
                    cohen_compute(arena, &pair->table, &weights[w], confidence, &pair->cohen[w]);
        }
}

void agreement_compute(struct arena *arena, const struct ratings *ratings, struct agreement_choice choice,
                       struct agreement *agreement)
{
    struct agreement a = {.ratings = ratings, .tally = ratings_tally(arena, ratings)};
    struct coefficient_choice how = {choice.confidence, choice.population};
    struct weights weights[WEIGHTINGS] = {0};
    raw_table(arena, &a);
    a.full = full_agreement_count(ratings);
    for (int w = 0; w < WEIGHTINGS; w++) {
        a.weighted[w] = weighting_suits((enum weighting)w, ratings->scale);
        if (!a.weighted[w])
            continue;
        weights[w] = weights_make(arena, (enum weighting)w, ratings);
        coefficients_compute(arena, ratings, &a.tally, &weights[w], how, &a.coefficients[w]);
    }
    fleiss_compute(arena, ratings, &a.fleiss);
    for (int m = 0; m < METRICS; m++) {
        a.measured[m] = metric_suits((enum metric)m, ratings);
        if (!a.measured[m])
            continue;
        alpha_compute(arena, ratings, &a.tally, (enum metric)m, how, &a.alpha[m]);
        a.bootstrap[m].interval = range_undefined(UNDEFINED_NOT_ASKED_FOR);
        if (choice.resamples)
            alpha_bootstrap(arena, ratings, &a.tally, (enum metric)m, choice.confidence, choice.resamples,
                            choice.seed, &a.bootstrap[m]);
    }
    a.coincidence = alpha_coincidences(arena, &a.tally);
    pairs(arena, weights, choice.confidence, &a);
    *agreement = a;
}

// ---- For a report -----------------------------------------------------------------------------------------

struct answered {
    size_t unit, reviewer;
    int8_t chosen;
};

// The matrix of one criterion, while its answers are put into it.
struct matrix {
    struct text_map units, reviewers, categories;
    ARRAY_OF(struct text) reviewer_names;
    size_t unit_count;
    ARRAY_OF(struct answered) cells;
    struct ratings ratings;
};

static size_t index_of(struct text_map *map, struct text key, size_t *count)
{
    size_t index = *count;
    if (text_map_put(map, key, index, &index))
        (*count)++;
    return index;
}

static bool put_answer(struct arena *arena, struct matrix *matrix, const struct rating *answer,
                       struct problems *problems)
{
    size_t category;
    struct place place = {.name = answer->criterion};
    if (matrix->ratings.scale != SCALE_NOMINAL && text_equal_ignoring_case(answer->outcome, TEXT("na")))
        return true;
    if (!text_map_find(&matrix->categories, answer->outcome, &category))
        return problem_report_value(problems, place, answer->outcome,
                                    MESSAGE("this is not an outcome of the criterion {criterion}",
                                            VALUE("criterion", answer->criterion)),
                                    NO_MESSAGE);
    size_t unit = index_of(&matrix->units, answer->unit, &matrix->unit_count);
    size_t reviewers = matrix->reviewer_names.count;
    size_t reviewer = index_of(&matrix->reviewers, answer->reviewer, &reviewers);
    if (reviewers > LIMIT_REVIEWERS)
        return problem_report(
            problems, place, MESSAGE("there are more than {most} reviewers", NUMBER("most", LIMIT_REVIEWERS)),
            NO_MESSAGE);
    if (reviewers > matrix->reviewer_names.count)
        *ARRAY_APPEND(arena, &matrix->reviewer_names) = answer->reviewer;
    *ARRAY_APPEND(arena, &matrix->cells) = (struct answered){unit, reviewer, (int8_t)category};
    return true;
}

static bool fill_ratings(struct arena *arena, struct text criterion, struct matrix *matrix,
                         struct problems *problems)
{
    struct ratings *ratings = &matrix->ratings;
    bool good = true;
    ratings->unit_count = matrix->unit_count;
    ratings->reviewers = matrix->reviewer_names.items;
    ratings->reviewer_count = matrix->reviewer_names.count;
    size_t size = ratings->unit_count * ratings->reviewer_count;
    ratings->chosen = ARENA_ARRAY(arena, int8_t, size + 1);
    memset(ratings->chosen, NOT_RATED, size);
    for (size_t i = 0; i < matrix->cells.count; i++) {
        size_t reviewer = matrix->cells.items[i].reviewer;
        int8_t *cell = &ratings->chosen[matrix->cells.items[i].unit * ratings->reviewer_count + reviewer];
        if (*cell != NOT_RATED)
            good = problem_report(problems, (struct place){.name = criterion},
                                  MESSAGE("{reviewer} answers the criterion of one case twice",
                                          VALUE("reviewer", ratings->reviewers[reviewer])),
                                  NO_MESSAGE);
        *cell = matrix->cells.items[i].chosen;
    }
    return good;
}

static bool matrix_init(struct arena *arena, const struct criterion_categories *criterion,
                        struct matrix *matrix, struct problems *problems)
{
    struct ratings_choice choice = {.source = criterion->criterion,
                                    .categories = criterion->categories,
                                    .category_count = criterion->category_count,
                                    .scale = criterion->scale};
    text_map_init(&matrix->units, arena);
    text_map_init(&matrix->reviewers, arena);
    text_map_init(&matrix->categories, arena);
    if (!ratings_init(arena, choice, &matrix->ratings, problems))
        return false;
    for (size_t k = 0; k < matrix->ratings.category_count; k++)
        text_map_put(&matrix->categories, matrix->ratings.categories[k], k, NULL);
    return true;
}

bool agreement_by_criterion(struct arena *arena, const struct criterion_categories *criteria,
                            size_t criterion_count, const struct rating *answers, size_t answer_count,
                            struct agreement_choice choice, struct criterion_agreements *agreements,
                            struct problems *problems)
{
    struct matrix *matrices = ARENA_ARRAY(arena, struct matrix, criterion_count + 1);
    struct criterion_agreements made = {0};
    struct text_map known;
    bool good = true;
    text_map_init(&known, arena);
    for (size_t c = 0; c < criterion_count; c++) {
        good &= matrix_init(arena, &criteria[c], &matrices[c], problems);
        text_map_put(&known, criteria[c].criterion, c, NULL);
    }
    for (size_t i = 0; good && i < answer_count; i++) {
        size_t c;
        if (text_map_find(&known, answers[i].criterion, &c))
            good &= put_answer(arena, &matrices[c], &answers[i], problems);
    }
    for (size_t c = 0; good && c < criterion_count; c++) {
        good = fill_ratings(arena, criteria[c].criterion, &matrices[c], problems);
        struct tally tally = ratings_tally(arena, &matrices[c].ratings);
        if (!good || tally.paired == 0)
            continue;
        struct criterion_agreement *entry = ARRAY_APPEND(arena, &made.list);
        entry->criterion = criteria[c].criterion;
        entry->units = tally.paired;
        entry->answered = tally.units;
        entry->ratings = matrices[c].ratings;
    }
    // Only now, since the entries moved while the list grew and each agreement points at its entry's ratings.
    for (size_t i = 0; good && i < made.list.count; i++)
        agreement_compute(arena, &made.list.items[i].ratings, choice, &made.list.items[i].agreement);
    if (good)
        *agreements = made;
    return good;
}
