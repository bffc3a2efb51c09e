// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/suppression.h"

#include "statistics/integer_program.h"

#include <string.h>

// That of a further count printed outweighs any number of changes to counts that are withheld anyway.
enum { COST_OF_A_FURTHER_COUNT = 1000 };
// Of so many counts that links join, the cheapest witness is sought among all at once; of more, first without links.
enum { COUNTS_JOINED_AT_ONCE = 1000 };

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

// Counts that equations connect, over counts that may change. What is sought for one of them concerns no other.
struct part {
    const size_t *counts, *equations;
    size_t count, equation_count;
};

struct partition {
    bool *fixed;     // by count
    size_t *part_of; // by count
    size_t *within;  // by count: its place in its part
    struct part *parts;
};

// A witness is sought as changes to the truth: of each count of a part how far up, and how far down. Links can join all
// criteria of a large report into one part; a witness that leaves every linked count as it is needs only the small one.
struct search {
    struct arena *arena; // of what is found
    const struct suppression_table *table;
    struct suppression *suppression;
    struct partition whole, without_links;
};

static bool *find_fixed(struct arena *arena, const struct suppression_table *table, bool with_links)
{
    bool *fixed = ARENA_ARRAY(arena, bool, table->count);
    for (size_t i = 0; i < table->count; i++)
        fixed[i] = table->counts[i].kind == COUNT_FIXED;
    for (size_t i = 0; i < table->equation_count; i++)
        for (size_t j = 0; !with_links && table->equations[i].is_link && j < table->equations[i].term_count;
             j++)
            fixed[table->equations[i].terms[j].count] = true;
    return fixed;
}

// The first of those that are together so far.
static size_t first_of(size_t *first, size_t i)
{
    while (first[i] != i)
        i = first[i] = first[first[i]];
    return i;
}

static size_t *find_firsts(struct arena *arena, const struct suppression_table *table, const bool *fixed)
{
    size_t *first = ARENA_ARRAY(arena, size_t, table->count);
    for (size_t i = 0; i < table->count; i++)
        first[i] = i;
    for (size_t i = 0; i < table->equation_count; i++) {
        const struct suppression_equation *equation = &table->equations[i];
        size_t together = SIZE_MAX;
        for (size_t j = 0; j < equation->term_count; j++) {
            size_t count = equation->terms[j].count;
            if (fixed[count])
                continue;
            if (together == SIZE_MAX)
                together = first_of(first, count);
            first[first_of(first, count)] = together;
        }
    }
    for (size_t i = 0; i < table->count; i++)
        first[i] = first_of(first, i);
    return first;
}

// In which part an equation is: that of any of its counts that may change; SIZE_MAX: nothing in it may.
static size_t part_of_equation(const struct search *search, const struct partition *partition, size_t i)
{
    const struct suppression_equation *equation = &search->table->equations[i];
    for (size_t j = 0; j < equation->term_count; j++)
        if (!partition->fixed[equation->terms[j].count])
            return partition->part_of[equation->terms[j].count];
    return SIZE_MAX;
}

static void find_parts(struct search *search, struct partition *partition, bool with_links)
{
    const struct suppression_table *table = search->table;
    partition->fixed = find_fixed(search->arena, table, with_links);
    partition->part_of = find_firsts(search->arena, table, partition->fixed);
    partition->within = ARENA_ARRAY(search->arena, size_t, table->count);
    partition->parts = ARENA_ARRAY(search->arena, struct part, table->count);
    size_t **counts = ARENA_ARRAY(search->arena, size_t *, table->count),
           **equations = ARENA_ARRAY(search->arena, size_t *, table->count);
    for (size_t i = 0; i < table->count; i++)
        partition->within[i] = partition->parts[partition->part_of[i]].count++;
    for (size_t i = 0; i < table->equation_count; i++)
        if (part_of_equation(search, partition, i) != SIZE_MAX)
            partition->parts[part_of_equation(search, partition, i)].equation_count++;
    for (size_t i = 0; i < table->count; i++) {
        struct part *part = &partition->parts[i];
        part->counts = counts[i] = ARENA_ARRAY(search->arena, size_t, part->count);
        part->equations = equations[i] = ARENA_ARRAY(search->arena, size_t, part->equation_count);
        part->equation_count = 0;
    }
    for (size_t i = 0; i < table->count; i++)
        counts[partition->part_of[i]][partition->within[i]] = i;
    for (size_t i = 0; i < table->equation_count; i++) {
        size_t at = part_of_equation(search, partition, i);
        if (at != SIZE_MAX)
            equations[at][partition->parts[at].equation_count++] = i;
    }
}

// 2i: up, 2i + 1: down, of the count that is i-th in its part.
static struct program_equation changes_of(struct arena *scratch, const struct search *search,
                                          const struct partition *partition, size_t i)
{
    const struct suppression_equation *equation = &search->table->equations[i];
    struct program_term *terms = ARENA_ARRAY(scratch, struct program_term, 2 * equation->term_count);
    size_t count = 0;
    for (size_t j = 0; j < equation->term_count; j++) {
        const struct suppression_term *term = &equation->terms[j];
        if (partition->fixed[term->count])
            continue;
        size_t at = 2 * partition->within[term->count];
        terms[count++] = (struct program_term){at, term->factor};
        terms[count++] = (struct program_term){at + 1, -term->factor};
    }
    return (struct program_equation){terms, count, 0};
}

static void bound(const struct search *search, size_t i, struct program_variable changes[static 2])
{
    const struct suppression_count *count = &search->table->counts[i];
    int64_t cost = is_told(search->table, search->suppression, i) ? count->cost * COST_OF_A_FURTHER_COUNT : 1;
    changes[0] = (struct program_variable){
        .high = count->high - count->value, .unbounded = !count->high, .cost = cost};
    changes[1] = (struct program_variable){.high = count->value - count->low, .cost = cost};
}

// What the witness changes of printed counts is withheld from now on.
static void take(struct search *search, const struct part *part, const int64_t *changes)
{
    const struct suppression_table *table = search->table;
    int64_t *witness = ARENA_ARRAY(search->arena, int64_t, table->count);
    for (size_t i = 0; i < table->count; i++)
        witness[i] = table->counts[i].value;
    for (size_t i = 0; i < part->count; i++) {
        int64_t change = changes[2 * i] - changes[2 * i + 1];
        witness[part->counts[i]] += change;
        if (change && table->counts[part->counts[i]].kind != COUNT_UNTOLD)
            search->suppression->withheld[part->counts[i]] = true;
    }
    *ARRAY_APPEND(search->arena, &search->suppression->witnesses) = witness;
}

// Another table in which the count is changed by so much, and of the others those of its part.
static bool find_witness_in(struct search *search, const struct partition *partition, size_t target,
                            int64_t change)
{
    const struct part *part = &partition->parts[partition->part_of[target]];
    size_t at = partition->within[target];
    struct arena *scratch = arena_new();
    int64_t *values = ARENA_ARRAY(scratch, int64_t, 2 * part->count);
    struct program_variable *changes = ARENA_ARRAY(scratch, struct program_variable, 2 * part->count);
    struct program_equation *equations = ARENA_ARRAY(scratch, struct program_equation, part->equation_count);
    for (size_t i = 0; i < part->count; i++)
        bound(search, part->counts[i], &changes[2 * i]);
    for (size_t i = 0; i < part->equation_count; i++)
        equations[i] = changes_of(scratch, search, partition, part->equations[i]);
    int64_t up = change > 0 ? change : 0, down = change < 0 ? -change : 0;
    changes[2 * at] = (struct program_variable){.low = up, .high = up};
    changes[2 * at + 1] = (struct program_variable){.low = down, .high = down};
    struct integer_program program = {changes, 2 * part->count, equations, part->equation_count};
    // A count that stands in no equation tells of no other, and could be anything.
    bool found = part->equation_count == 0 || integer_program_solve(scratch, &program, values);
    if (part->equation_count == 0) {
        values[2 * at] = up;
        values[2 * at + 1] = down;
        const struct suppression_count *count = &search->table->counts[target];
        found = count->value + change >= count->low && (!count->high || count->value + change <= count->high);
    }
    if (found)
        take(search, part, values);
    arena_free(scratch);
    return found;
}

static bool find_witness(struct search *search, size_t target, int64_t change)
{
    const struct partition *whole = &search->whole, *without = &search->without_links;
    return (whole->parts[whole->part_of[target]].count > COUNTS_JOINED_AT_ONCE && !without->fixed[target] &&
            find_witness_in(search, without, target, change)) ||
           find_witness_in(search, whole, target, change);
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
    find_parts(&search, &search.whole, true);
    find_parts(&search, &search.without_links, false);
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
