// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/suppression.h"

#include "statistics/integer_program.h"

#include <string.h>

// That of a further count printed outweighs any number of changes to counts that are withheld anyway.
enum { COST_OF_A_FURTHER_COUNT = 1000 };

// ---- The proof ---------------------------------------------------------------------------------------------

static bool is_told(const struct suppression_table *table, const struct suppression *suppression, size_t i)
{
    return table->counts[i].kind != COUNT_UNTOLD && !suppression->withheld[i];
}

static bool fits(const struct suppression_table *table, const struct suppression *suppression,
                 const int64_t *witness)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct suppression_count *count = &table->counts[i];
        if (is_told(table, suppression, i)
                ? witness[i] != count->value
                : witness[i] < count->low || (count->high && witness[i] > count->high))
            return false;
    }
    for (size_t i = 0; i < table->equation_count; i++) {
        const struct suppression_equation *equation = &table->equations[i];
        int64_t sum = 0;
        for (size_t j = 0; j < equation->term_count; j++)
            sum += equation->terms[j].factor * witness[equation->terms[j].count];
        if (sum != equation->sum)
            return false;
    }
    return true;
}

struct interval {
    int64_t low, high;
};

// How far the truth and the witnesses lie apart in one count.
static struct interval interval_of(const struct suppression_table *table,
                                   const struct suppression *suppression, size_t i)
{
    struct interval interval = {table->counts[i].value, table->counts[i].value};
    for (size_t w = 0; w < suppression->witnesses.count; w++) {
        int64_t value = suppression->witnesses.items[w][i];
        interval.low = value < interval.low ? value : interval.low;
        interval.high = value > interval.high ? value : interval.high;
    }
    return interval;
}

static bool is_safe(const struct suppression_table *table, const struct suppression *suppression, size_t i)
{
    const struct suppression_count *count = &table->counts[i];
    struct interval interval = interval_of(table, suppression, i);
    if (count->kind == COUNT_SMALL && (interval.low > count->safe_low || interval.high < count->safe_high))
        return false;
    return interval.low < interval.high;
}

bool suppression_holds(const struct suppression_table *table, const struct suppression *suppression,
                       size_t *exposed)
{
    *exposed = 0;
    for (size_t w = 0; w < suppression->witnesses.count; w++)
        if (!fits(table, suppression, suppression->witnesses.items[w]))
            return false;
    for (size_t i = 0; i < table->count; i++)
        if ((table->counts[i].kind == COUNT_SMALL && !suppression->withheld[i]) ||
            (suppression->withheld[i] && !is_safe(table, suppression, i))) {
            *exposed = i;
            return false;
        }
    return true;
}

// ---- The search --------------------------------------------------------------------------------------------

// A witness is sought as changes to the truth: of each count how far up, and how far down.
struct search {
    struct arena *arena; // of what is found
    const struct suppression_table *table;
    struct suppression *suppression;
    struct program_variable *changes; // 2i: up, 2i + 1: down
    struct program_equation *equations;
};

static void begin(struct search *search, struct arena *scratch)
{
    const struct suppression_table *table = search->table;
    search->changes = ARENA_ARRAY(scratch, struct program_variable, 2 * table->count);
    search->equations = ARENA_ARRAY(scratch, struct program_equation, table->equation_count);
    for (size_t i = 0; i < table->equation_count; i++) {
        const struct suppression_equation *equation = &table->equations[i];
        struct program_term *terms = ARENA_ARRAY(scratch, struct program_term, 2 * equation->term_count);
        for (size_t j = 0; j < equation->term_count; j++) {
            const struct suppression_term *term = &equation->terms[j];
            terms[2 * j] = (struct program_term){2 * term->count, term->factor};
            terms[2 * j + 1] = (struct program_term){2 * term->count + 1, -term->factor};
        }
        search->equations[i] = (struct program_equation){terms, 2 * equation->term_count, 0};
    }
}

static void bound(struct search *search, size_t i)
{
    const struct suppression_count *count = &search->table->counts[i];
    int64_t cost = is_told(search->table, search->suppression, i) ? count->cost * COST_OF_A_FURTHER_COUNT : 1;
    bool fixed = count->kind == COUNT_FIXED;
    search->changes[2 * i] = (struct program_variable){
        .high = fixed ? 0 : count->high - count->value, .unbounded = !fixed && !count->high, .cost = cost};
    search->changes[2 * i + 1] = (struct program_variable){.high = fixed ? 0 : count->value - count->low,
                                                           .cost = cost};
}

// Another table in which the count is changed by so much: what that changes of printed counts is withheld from now on.
static bool find_witness(struct search *search, size_t target, int64_t change)
{
    const struct suppression_table *table = search->table;
    struct arena *scratch = arena_new();
    int64_t *values = ARENA_ARRAY(scratch, int64_t, 2 * table->count);
    begin(search, scratch);
    for (size_t i = 0; i < table->count; i++)
        bound(search, i);
    int64_t up = change > 0 ? change : 0, down = change < 0 ? -change : 0;
    search->changes[2 * target] = (struct program_variable){.low = up, .high = up};
    search->changes[2 * target + 1] = (struct program_variable){.low = down, .high = down};
    struct integer_program program = {search->changes, 2 * table->count, search->equations,
                                      table->equation_count};
    bool found = integer_program_solve(scratch, &program, values);
    if (found) {
        int64_t *witness = ARENA_ARRAY(search->arena, int64_t, table->count);
        for (size_t i = 0; i < table->count; i++) {
            witness[i] = table->counts[i].value + values[2 * i] - values[2 * i + 1];
            if (witness[i] != table->counts[i].value && table->counts[i].kind != COUNT_UNTOLD)
                search->suppression->withheld[i] = true;
        }
        *ARRAY_APPEND(search->arena, &search->suppression->witnesses) = witness;
    }
    arena_free(scratch);
    return found;
}

static bool make_safe(struct search *search, size_t i)
{
    const struct suppression_count *count = &search->table->counts[i];
    if (interval_of(search->table, search->suppression, i).high < count->safe_high &&
        !find_witness(search, i, count->safe_high - count->value))
        return false;
    return interval_of(search->table, search->suppression, i).low <= count->safe_low ||
           find_witness(search, i, count->safe_low - count->value);
}

bool suppression_solve(struct arena *arena, const struct suppression_table *table,
                       struct suppression *suppression, size_t *exposed)
{
    struct suppression found = {.withheld = ARENA_ARRAY(arena, bool, table->count)};
    struct search search = {.arena = arena, .table = table, .suppression = &found};
    for (size_t i = 0; i < table->count; i++)
        found.withheld[i] = table->counts[i].kind == COUNT_SMALL;
    for (size_t i = 0; i < table->count; i++)
        if (table->counts[i].kind == COUNT_SMALL && !make_safe(&search, i)) {
            *exposed = i;
            return false;
        }
    if (!suppression_holds(table, &found, exposed))
        return false;
    *suppression = found;
    return true;
}
