// SPDX-License-Identifier: GPL-3.0-or-later
// Of the cases reviewed, of those among them that were drawn, and of all cases recorded.
#include "report/published_counts_parts.h"

void counts_read_groups(struct published_counts *counts, const struct results *results)
{
    if (!results->instrument->has_group)
        return;
    const struct field *group = &results->instrument->cases.fields[results->instrument->group];
    struct suppression_equation equation = *counts_add_equation(counts, group->value_count + 1);
    for (size_t value = 0; value < group->value_count; value++)
        equation_add_term(&equation,
                          counts_add(counts, counts_name(counts, group->id, "", group->values[value].id),
                                     results_count_group(results, value)),
                          1);
    equation_add_term(&equation,
                      counts_add(counts, counts_name(counts, group->id, "", TEXT("not_recorded")),
                                 results_count_group(results, GROUP_UNKNOWN)),
                      1);
    equation.sum = (int64_t)results->case_count;
    counts->equations.items[counts->equations.count - 1] = equation;
}

// Which rows are counted: all of them, or those drawn.
struct rows_counted {
    const struct results *results;
    const bool *rows; // NULL: all
    int64_t count;
    const char *prefix; // of the names
};

static struct text prefixed(struct published_counts *counts, const struct rows_counted *counted,
                            struct text name)
{
    return text_print(counts->arena, "%s%.*s", counted->prefix, TEXT_PRINT(name));
}

static int64_t count_outcome(const struct rows_counted *counted, size_t c, size_t outcome)
{
    int64_t count = 0;
    for (size_t row = 0; row < counted->results->case_count; row++)
        count += (!counted->rows || counted->rows[row]) &&
                 counted->results->cases[row].answers[c].outcome == outcome;
    return count;
}

// The sum of some outcomes: those of a base, or of them those that met the criterion.
static void read_sum(struct published_counts *counts, const struct rows_counted *counted, size_t c,
                     const struct compliance_base *base, bool met, size_t first, struct text name)
{
    const struct criterion *criterion = &counted->results->instrument->criteria[c];
    struct suppression_equation equation = *counts_add_equation(counts, criterion->outcome_count + 1);
    size_t at = counts->equations.count - 1;
    int64_t sum = 0, parts = 0;
    for (size_t o = 0; o < criterion->outcome_count; o++)
        if ((!base || base->includes[o]) && (!met || criterion->outcomes[o].standing == STANDING_MET)) {
            sum += counts->counts.items[first + o].value;
            parts += counts->counts.items[first + o].value > 0;
            equation_add_term(&equation, first + o, 1);
        }
    size_t whole = counts_add(counts, name, sum);
    equation_add_term(&equation, whole, -1);
    // Of outcomes that occur there is at least one case each, as everybody knows.
    if (parts > 1)
        counts->counts.items[whole].safe_low = parts;
    counts->equations.items[at] = equation;
}

static void read_criterion(struct published_counts *counts, const struct rows_counted *counted, size_t c)
{
    const struct criterion *criterion = &counted->results->instrument->criteria[c];
    size_t first = counts->counts.count;
    struct text id = prefixed(counts, counted, criterion->id);
    for (size_t o = 0; o < criterion->outcome_count; o++)
        counts_add(counts, counts_name(counts, id, "", criterion->outcomes[o].id),
                   count_outcome(counted, c, o));
    struct suppression_equation *all = counts_add_equation(counts, criterion->outcome_count);
    for (size_t o = 0; o < criterion->outcome_count; o++)
        equation_add_term(all, first + o, 1);
    all->sum = counted->count;
    read_sum(counts, counted, c, NULL, true, first, counts_name(counts, id, "met.", TEXT("reviewed")));
    for (size_t b = 0; b < criterion->base_count; b++) {
        const struct compliance_base *base = &criterion->bases[b];
        read_sum(counts, counted, c, base, true, first, counts_name(counts, id, "met.", base->id));
        read_sum(counts, counted, c, base, false, first, counts_name(counts, id, "base.", base->id));
    }
}

void counts_read_reviewed(struct published_counts *counts, const struct results *results)
{
    struct rows_counted reviewed = {results, NULL, (int64_t)results->case_count, ""};
    for (size_t c = 0; c < results->instrument->criterion_count; c++)
        read_criterion(counts, &reviewed, c);
}

void counts_read_drawn(struct published_counts *counts, const struct results *results)
{
    bool *rows = ARENA_ARRAY(counts->arena, bool, results->case_count);
    struct rows_counted drawn = {results, rows, 0, "drawn."};
    if (!results->sample.is_random || every_case_was_drawn(results))
        return;
    for (size_t i = 0; i < results->sample.case_count; i++) {
        size_t row;
        if (results_find_case(results, results->sample.cases[i].case_id, &row))
            rows[row] = true;
    }
    for (size_t row = 0; row < results->case_count; row++)
        drawn.count += rows[row];
    for (size_t c = 0; c < results->instrument->criterion_count; c++) {
        const struct criterion *criterion = &results->instrument->criteria[c];
        read_criterion(counts, &drawn, c);
        for (size_t o = 0; o < criterion->outcome_count; o++) {
            struct text name = counts_name(counts, criterion->id, "", criterion->outcomes[o].id);
            counts_add_part_of_outcome(counts, counts_find(counts, prefixed(counts, &drawn, name)),
                                       counts_find(counts, name), (int64_t)results->case_count);
        }
    }
}

// ---- Of all cases recorded ---------------------------------------------------------------------------------

void counts_read_population(struct published_counts *counts, const struct results *results)
{
    for (size_t c = 0; results->has_population && c < results->instrument->criterion_count; c++) {
        const struct criterion *criterion = &results->instrument->criteria[c];
        if (criterion->judged)
            continue;
        struct suppression_equation equation = *counts_add_equation(counts, criterion->outcome_count);
        size_t at = counts->equations.count - 1;
        for (size_t o = 0; o < criterion->outcome_count; o++) {
            struct text name = counts_name(counts, criterion->id, "", criterion->outcomes[o].id);
            int64_t cases = population_totals_count(&results->population, criterion->id,
                                                    criterion->outcomes[o].id);
            size_t all = counts_add(counts, counts_name(counts, TEXT("population"), "", name), cases),
                   reviewed = counts_find(counts, name);
            equation_add_term(&equation, all, 1);
            // The cases reviewed are among them, unless the two lists differ.
            if (counts->counts.items[reviewed].value <= cases)
                counts_add_part_of_outcome(counts, reviewed, all, results->population.cases);
        }
        equation.sum = results->population.cases;
        counts->equations.items[at] = equation;
    }
}
