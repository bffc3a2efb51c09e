// SPDX-License-Identifier: GPL-3.0-or-later
// Of strata: what the receipt of the draw tells, and what an estimate weighs.
#include "report/published_counts_parts.h"

// The receipt of the draw says how many were drawn of each stratum. Where the strata are the types, that tells the types.
void counts_read_receipt(struct published_counts *counts, const struct results *results)
{
    const struct random_sample *sample = &results->sample;
    if (!sample->is_random || sample->stratum_count < 2 || !results->instrument->has_group)
        return;
    const struct field *group = &results->instrument->cases.fields[results->instrument->group];
    for (size_t i = 0; i < sample->stratum_count; i++) {
        struct text value = sample->strata[i].name;
        if (text_equal(value, STRATUM_NOT_RECORDED))
            value = TEXT("not_recorded");
        size_t whole = counts_find(counts, counts_name(counts, group->id, "", value));
        int64_t drawn = sample->strata[i].reviewed;
        if (whole == SIZE_MAX || drawn == 0 || drawn > counts->counts.items[whole].value)
            continue;
        size_t told = counts_add(counts, (struct text){0}, drawn);
        counts->counts.items[told].kind = COUNT_FIXED;
        if (every_case_was_drawn(results))
            counts_add_same(counts, told, whole);
        else
            counts_add_part(counts, told, whole);
    }
}

// Of `whole` cases `part` are one thing and the rest another: whichever of the two there is, and is fewer than any before.
static void take_least(int64_t *least, int64_t part, int64_t whole)
{
    if (part > 0 && (*least == 0 || part < *least))
        *least = part;
    if (whole > part && (*least == 0 || whole - part < *least))
        *least = whole - part;
}

// Whether a case counts: of an outcome, or of a base (NULL: all cases), or of those in it that met the criterion.
struct stratum_question {
    size_t criterion, outcome;
    const struct compliance_base *base;
    bool met;
};

static bool counts_for(const struct results *results, size_t row, const struct stratum_question *question)
{
    if (question->outcome != OUTCOME_NONE)
        return results->cases[row].answers[question->criterion].outcome == question->outcome;
    return results_in_base(results, row, question->criterion, question->base) &&
           (!question->met || results_is_met(results, row, question->criterion, false));
}

// Of the drawn cases, in each stratum.
static int64_t *count_in_strata(struct published_counts *counts, const struct results *results,
                                const struct stratum_question *question)
{
    int64_t *in = ARENA_ARRAY(counts->arena, int64_t, results->sample.stratum_count);
    for (size_t i = 0; i < results->sample.case_count; i++) {
        const struct random_case *drawn = &results->sample.cases[i];
        size_t row;
        in[drawn->stratum] += results_find_case(results, drawn->case_id, &row) &&
                              counts_for(results, row, question);
    }
    return in;
}

static void add_strata(struct published_counts *counts, const struct results *results,
                       struct stratum_question question, struct text name)
{
    int64_t least = 0;
    struct stratum_question of_base = {question.criterion, OUTCOME_NONE, question.base, false};
    const int64_t *bases = count_in_strata(counts, results, &of_base),
                  *parts = count_in_strata(counts, results, &question);
    for (size_t i = 0; i < results->sample.stratum_count; i++) {
        take_least(&least, bases[i], results->sample.strata[i].reviewed);
        take_least(&least, parts[i], bases[i]);
    }
    counts_add(counts, published_strata(counts->arena, published_drawn(counts->arena, results, name)), least);
}

// An estimate weighs the counts of its strata, which are printed nowhere else.
void counts_read_strata(struct published_counts *counts, const struct results *results)
{
    if (!results->sample.is_random || results->sample.stratum_count < 2)
        return;
    for (size_t c = 0; c < results->instrument->criterion_count; c++) {
        const struct criterion *criterion = &results->instrument->criteria[c];
        for (size_t o = 0; o < criterion->outcome_count; o++)
            add_strata(counts, results, (struct stratum_question){c, o, NULL, false},
                       counts_name(counts, criterion->id, "", criterion->outcomes[o].id));
        add_strata(counts, results, (struct stratum_question){c, OUTCOME_NONE, NULL, true},
                   counts_name(counts, criterion->id, "met.", TEXT("reviewed")));
        for (size_t b = 0; b < criterion->base_count; b++)
            add_strata(counts, results,
                       (struct stratum_question){c, OUTCOME_NONE, &criterion->bases[b], true},
                       counts_name(counts, criterion->id, "met.", criterion->bases[b].id));
    }
}
