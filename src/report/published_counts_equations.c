// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/published_counts_parts.h"

size_t counts_add(struct published_counts *counts, struct text name, int64_t value)
{
    size_t at = counts->counts.count;
    *ARRAY_APPEND(counts->arena, &counts->counts) = (struct suppression_count){
        // That there is none is known where the count is printed, and where it is not.
        .kind = value ? COUNT_UNTOLD : COUNT_FIXED,
        .value = value,
        .safe_low = 1,
        .cost = value + 1,
    };
    *ARRAY_APPEND(counts->arena, &counts->names) = name;
    if (name.length)
        text_map_put(&counts->by_name, name, at, NULL);
    return at;
}

struct suppression_equation *counts_add_equation(struct published_counts *counts, size_t most)
{
    struct suppression_equation *equation = ARRAY_APPEND(counts->arena, &counts->equations);
    equation->terms = ARENA_ARRAY(counts->arena, struct suppression_term, most);
    return equation;
}

void equation_add_term(struct suppression_equation *equation, size_t count, int64_t factor)
{
    equation->terms[equation->term_count++] = (struct suppression_term){count, factor};
}

void counts_add_part(struct published_counts *counts, size_t part, size_t whole)
{
    struct suppression_equation equation = *counts_add_equation(counts, 3);
    size_t at = counts->equations.count - 1;
    size_t rest = counts_add(counts, (struct text){0},
                             counts->counts.items[whole].value - counts->counts.items[part].value);
    counts->counts.items[rest].kind = COUNT_UNTOLD; // also where there is none
    equation_add_term(&equation, part, 1);
    equation_add_term(&equation, whole, -1);
    equation_add_term(&equation, rest, 1);
    counts->equations.items[at] = equation;
    *ARRAY_APPEND(counts->arena, &counts->rests) = (struct published_rest){part, whole, rest, SIZE_MAX,
                                                                           SIZE_MAX};
}

void counts_add_part_of_outcome(struct published_counts *counts, size_t part, size_t whole, int64_t all)
{
    counts_add_part(counts, part, whole);
    counts->rests.count -= counts->counts.items[whole].value == all;
}

void counts_add_same(struct published_counts *counts, size_t one, size_t other)
{
    struct suppression_equation *equation = counts_add_equation(counts, 2);
    equation_add_term(equation, one, 1);
    equation_add_term(equation, other, -1);
}

struct text counts_name(struct published_counts *counts, struct text a, const char *middle, struct text b)
{
    return text_print(counts->arena, "%.*s.%s%.*s", TEXT_PRINT(a), middle, TEXT_PRINT(b));
}

size_t counts_find(const struct published_counts *counts, struct text name)
{
    size_t at = SIZE_MAX;
    text_map_find(&counts->by_name, name, &at);
    return at;
}

// What the parts of an equation add up to; -1: the count is no part in it.
static int64_t whole_of(const struct published_counts *counts, const struct suppression_equation *equation,
                        size_t count)
{
    int64_t whole = equation->sum;
    bool is_part = false;
    for (size_t i = 0; i < equation->term_count; i++) {
        const struct suppression_term *term = &equation->terms[i];
        is_part = is_part || (term->count == count && term->factor == 1);
        if (term->factor == -1)
            whole += counts->counts.items[term->count].value;
    }
    return is_part ? whole : -1;
}

bool published_counts_make_a_whole(const struct published_counts *counts, size_t count, int64_t others)
{
    int64_t together = counts->counts.items[count].value + others;
    for (size_t i = 0; i < counts->equations.count; i++)
        if (whole_of(counts, &counts->equations.items[i], count) == together)
            return true;
    return false;
}

// Both ways of rounding a half.
static bool is_share_of(int64_t part, int64_t whole, int64_t share, int64_t hundred)
{
    int64_t exact, typed, difference;
    if (whole <= 0 || part < 0 || part > whole || share <= 0 || share >= hundred ||
        __builtin_mul_overflow(part, hundred, &exact) || __builtin_mul_overflow(share, whole, &typed) ||
        __builtin_mul_overflow(exact > typed ? exact - typed : typed - exact, 2, &difference))
        return false;
    return difference <= whole;
}

bool published_counts_make_a_share(const struct published_counts *counts, size_t count, int64_t share,
                                   int decimals, bool is_rest)
{
    int64_t value = counts->counts.items[count].value, hundred = 100, whole;
    struct text base = published_base(counts->arena, counts->names.items[count]);
    for (int i = 0; i < decimals; i++)
        hundred *= 10;
    for (size_t i = 0; i < counts->equations.count; i++) {
        whole = whole_of(counts, &counts->equations.items[i], count);
        if (is_share_of(is_rest ? whole - value : value, whole, share, hundred))
            return true;
    }
    if (base.length && published_count_value(counts, base, &whole) &&
        is_share_of(is_rest ? whole - value : value, whole, share, hundred))
        return true;
    whole = counts->counts.items[counts->reviewed].value;
    return is_share_of(is_rest ? whole - value : value, whole, share, hundred);
}

bool every_case_was_drawn(const struct results *results)
{
    return results->sample.case_count == results->case_count;
}
