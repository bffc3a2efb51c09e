// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/published_counts.h"

#include "report/published_counts_parts.h"
#include "report/same_cases.h"

struct text published_base(struct arena *arena, struct text name)
{
    size_t at;
    if (!text_find(name, TEXT(".met."), &at) || text_ends(name, TEXT(".met.reviewed")))
        return (struct text){0};
    struct text before = text_slice(name, 0, at),
                after = text_slice(name, at + TEXT(".met.").length, name.length);
    return text_print(arena, "%.*s.base.%.*s", TEXT_PRINT(before), TEXT_PRINT(after));
}

struct text published_drawn(struct arena *arena, const struct results *results, struct text name)
{
    if (every_case_was_drawn(results))
        return name;
    return text_print(arena, "drawn.%.*s", TEXT_PRINT(name));
}

struct text published_strata(struct arena *arena, struct text name)
{
    return text_print(arena, "strata.%.*s", TEXT_PRINT(name));
}

void published_counts_read(struct arena *arena, const struct results *results,
                           struct published_counts *counts)
{
    *counts = (struct published_counts){.arena = arena, .threshold = results->disclosure.threshold};
    text_map_init(&counts->by_name, arena);
    counts->reviewed = counts_add(counts, (struct text){0}, (int64_t)results->case_count);
    counts->counts.items[counts->reviewed].kind = COUNT_FIXED;
    counts_read_groups(counts, results);
    counts_read_reviewed(counts, results);
    counts_read_drawn(counts, results);
    counts_read_receipt(counts, results);
    counts_read_strata(counts, results);
    counts_read_population(counts, results);
    counts->same = same_cases_read(counts, results);
    counts->first_sentence = counts->counts.count;
    counts_read_sentences(counts, results);
}

// ---- What is told, and what is withheld --------------------------------------------------------------------

static void tell(struct published_counts *counts, size_t at, bool in_words)
{
    struct suppression_count *count = &counts->counts.items[at];
    if (count->kind == COUNT_FIXED)
        return;
    bool small = count->value < counts->threshold;
    count->kind = small ? COUNT_SMALL : COUNT_PRINTED;
    count->safe_high = counts->threshold - 1 > count->safe_low ? counts->threshold - 1 : count->safe_low + 1;
    // Words still tell on which side of the threshold it lies.
    count->low = in_words && !small ? counts->threshold : 1;
    count->high = in_words && small ? counts->threshold - 1 : 0;
}

bool published_counts_tell(struct published_counts *counts, struct text name, bool in_words)
{
    size_t at = counts_find(counts, name), base = counts_find(counts, published_base(counts->arena, name));
    if (at == SIZE_MAX)
        return false;
    tell(counts, at, in_words);
    if (base != SIZE_MAX)
        tell(counts, base, false);
    return true;
}

bool published_count_is_small(const struct published_counts *counts, struct text name)
{
    size_t at = counts_find(counts, name);
    return at != SIZE_MAX && counts->counts.items[at].value > 0 &&
           counts->counts.items[at].value < counts->threshold;
}

bool published_count_value(const struct published_counts *counts, struct text name, int64_t *value)
{
    size_t at = counts_find(counts, name);
    if (at != SIZE_MAX)
        *value = counts->counts.items[at].value;
    return at != SIZE_MAX;
}

// What a sentence would tell that is not printed, nobody knows.
static bool is_known(const struct published_counts *counts, const struct suppression_equation *equation)
{
    for (size_t i = 0; i < equation->term_count; i++) {
        size_t at = equation->terms[i].count;
        if (at >= counts->first_sentence && counts->names.items[at].length &&
            counts->counts.items[at].kind == COUNT_UNTOLD)
            return false;
    }
    return equation->term_count > 0;
}

// Both are told and large, and the rest of them is small: a reader must hold it possible that there is none. Where one of
// them is small it is withheld anyway.
static void protect_rests(struct published_counts *counts)
{
    for (size_t i = 0; i < counts->rests.count; i++) {
        const struct published_rest *rest = &counts->rests.items[i];
        struct suppression_count *count = &counts->counts.items[rest->rest];
        enum count_kind part = counts->counts.items[rest->part].kind,
                        whole = counts->counts.items[rest->whole].kind;
        if (part == COUNT_UNTOLD || part == COUNT_SMALL || whole == COUNT_UNTOLD || whole == COUNT_SMALL ||
            (part == COUNT_FIXED && whole == COUNT_FIXED) || count->value == 0 ||
            count->value >= counts->threshold ||
            (rest->sum != SIZE_MAX && is_known(counts, &counts->equations.items[rest->sum])) ||
            (rest->equation != SIZE_MAX && !is_known(counts, &counts->equations.items[rest->equation])))
            continue;
        count->kind = COUNT_SMALL;
        count->safe_low = 0;
        count->safe_high = count->value;
    }
}

size_t published_counts_small_rests(struct published_counts *counts)
{
    size_t small = 0;
    protect_rests(counts);
    for (size_t i = 0; i < counts->rests.count; i++)
        small += counts->counts.items[counts->rests.items[i].rest].kind == COUNT_SMALL;
    return small;
}

// What a count is called for people: of a rest, what it is the rest of.
static struct text name_for_people(const struct published_counts *counts, size_t at)
{
    const struct text *names = counts->names.items;
    for (size_t i = 0; i < counts->rests.count; i++) {
        const struct published_rest *rest = &counts->rests.items[i];
        if (rest->rest == at)
            return rest->part == rest->whole
                       ? names[rest->whole]
                       : text_print(counts->arena, "%.*s - %.*s", TEXT_PRINT(names[rest->whole]),
                                    TEXT_PRINT(names[rest->part]));
    }
    return names[at];
}

bool published_counts_solve(struct published_counts *counts, struct place place, struct problems *problems)
{
    struct suppression_equation *known = ARENA_ARRAY(counts->arena, struct suppression_equation,
                                                     counts->equations.count);
    struct suppression_table table = {counts->counts.items, counts->counts.count, known, 0};
    size_t exposed;
    protect_rests(counts);
    for (size_t i = 0; i < counts->equations.count; i++)
        if (is_known(counts, &counts->equations.items[i]))
            known[table.equation_count++] = counts->equations.items[i];
    counts->solved = suppression_solve(counts->arena, &table, &counts->suppression, &exposed);
    if (counts->solved)
        return true;
    return problem_report_value(
        problems, place, name_for_people(counts, exposed),
        MESSAGE("this small count cannot be withheld: from what else is printed it could be worked out"),
        MESSAGE(
            "decide on a lower threshold, or that small counts are printed; docs/disclosure.md says when"));
}

static bool is_withheld(const struct published_counts *counts, struct text name)
{
    size_t at = name.length ? counts_find(counts, name) : SIZE_MAX;
    if (at == SIZE_MAX || !counts->solved)
        return false;
    return counts->suppression.withheld[at] ||
           (counts->counts.items[at].kind == COUNT_UNTOLD && published_count_is_small(counts, name));
}

bool published_count_is_withheld(const struct published_counts *counts, struct text name)
{
    return is_withheld(counts, name) || is_withheld(counts, published_base(counts->arena, name));
}
