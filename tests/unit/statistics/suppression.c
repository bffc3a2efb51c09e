// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/suppression.h"

#include "test.h"

#include <stdlib.h>
#include <string.h>

enum { THRESHOLD = 5, MOST = 40 };

struct made {
    struct suppression_count counts[MOST];
    struct suppression_equation equations[MOST];
    struct suppression_term terms[MOST][MOST];
    struct suppression_table table;
};

static void start(struct made *made)
{
    memset(made, 0, sizeof *made);
    made->table = (struct suppression_table){.counts = made->counts, .equations = made->equations};
}

static size_t add(struct made *made, int64_t value, int64_t threshold)
{
    bool small = value > 0 && value < threshold;
    made->counts[made->table.count] = (struct suppression_count){.kind = small   ? COUNT_SMALL
                                                                         : value ? COUNT_PRINTED
                                                                                 : COUNT_FIXED,
                                                                 .value = value,
                                                                 .low = 1,
                                                                 .safe_low = 1,
                                                                 .safe_high = threshold - 1,
                                                                 .cost = 1 + value};
    return made->table.count++;
}

// whole = the sum of the parts
static void add_sum(struct made *made, size_t whole, const size_t *parts, size_t count)
{
    size_t at = made->table.equation_count++;
    made->terms[at][0] = (struct suppression_term){whole, -1};
    for (size_t i = 0; i < count; i++)
        made->terms[at][i + 1] = (struct suppression_term){parts[i], 1};
    made->equations[at] = (struct suppression_equation){made->terms[at], count + 1, 0};
}

static size_t add_total(struct made *made, int64_t value)
{
    size_t total = add(made, value, 0);
    made->counts[total].kind = COUNT_FIXED;
    return total;
}

static size_t withheld(const struct made *made, const struct suppression *suppression)
{
    size_t count = 0;
    for (size_t i = 0; i < made->table.count; i++)
        count += suppression->withheld[i];
    return count;
}

TEST(a_lone_small_count_takes_another_with_it)
{
    struct arena *arena = arena_new();
    struct made made;
    struct suppression suppression;
    size_t exposed;
    start(&made);
    size_t total = add_total(&made, 29),
           parts[] = {add(&made, 2, THRESHOLD), add(&made, 20, THRESHOLD), add(&made, 7, THRESHOLD)};
    add_sum(&made, total, parts, 3);
    assert_true(suppression_solve(arena, &made.table, &suppression, &exposed));
    assert_true(suppression.withheld[parts[0]]);
    assert_true(suppression.withheld[parts[2]]); // the cheaper one
    assert_int_equal(withheld(&made, &suppression), 2);
    arena_free(arena);
}

TEST(two_ones_that_no_other_count_hides_would_be_known)
{
    struct arena *arena = arena_new();
    struct made made;
    struct suppression suppression;
    size_t exposed;
    start(&made);
    // Withheld counts are at least 1: of two that add up to 2 both are known.
    size_t total = add_total(&made, 11),
           parts[] = {add(&made, 9, THRESHOLD), add(&made, 1, THRESHOLD), add(&made, 1, THRESHOLD)};
    add_sum(&made, total, parts, 3);
    assert_true(suppression_solve(arena, &made.table, &suppression, &exposed));
    assert_int_equal(withheld(&made, &suppression), 3);
    arena_free(arena);
}

TEST(what_cannot_be_made_safe_is_named)
{
    struct arena *arena = arena_new();
    struct made made;
    struct suppression suppression = {0};
    size_t exposed = 99;
    start(&made);
    size_t total = add_total(&made, 3), parts[] = {add(&made, 2, THRESHOLD), add(&made, 1, THRESHOLD)};
    add_sum(&made, total, parts, 2);
    assert_false(suppression_solve(arena, &made.table, &suppression, &exposed));
    assert_int_equal(exposed, parts[0]);
    assert_null(suppression.withheld);
    arena_free(arena);
}

TEST(a_count_that_another_table_repeats_as_a_sum_is_withheld_there_too)
{
    struct arena *arena = arena_new();
    struct made made;
    struct suppression suppression;
    size_t exposed;
    start(&made);
    size_t total = add_total(&made, 40), within = add(&made, 2, THRESHOLD), early = add(&made, 12, THRESHOLD),
           late = add(&made, 26, THRESHOLD), met = add(&made, 14, THRESHOLD);
    add_sum(&made, total, (size_t[]){within, early, late}, 3);
    add_sum(&made, met, (size_t[]){within, early}, 2);
    assert_true(suppression_solve(arena, &made.table, &suppression, &exposed));
    // early hides within in both sums at once: it is enough.
    assert_true(suppression.withheld[within] && suppression.withheld[early]);
    assert_int_equal(withheld(&made, &suppression), 2);
    arena_free(arena);
}

TEST(no_count_is_told_that_is_at_least_as_large_as_a_withheld_one_and_would_bound_it)
{
    struct arena *arena = arena_new();
    struct made made;
    struct suppression suppression;
    size_t exposed;
    start(&made);
    size_t total = add_total(&made, 40), few = add(&made, 3, THRESHOLD), many = add(&made, 37, THRESHOLD),
           linked = add(&made, 6, THRESHOLD), rest = add(&made, 31, THRESHOLD);
    made.counts[rest].kind = COUNT_UNTOLD;
    made.counts[rest].low = 0;
    add_sum(&made, total, (size_t[]){few, many}, 2);
    add_sum(&made, many, (size_t[]){linked, rest}, 2);
    assert_true(suppression_solve(arena, &made.table, &suppression, &exposed));
    assert_true(suppression.withheld[few] && suppression.withheld[many] && !suppression.withheld[linked]);
    arena_free(arena);
}

TEST(a_false_proof_is_not_believed)
{
    struct arena *arena = arena_new();
    struct made made;
    struct suppression suppression;
    size_t exposed;
    start(&made);
    size_t total = add_total(&made, 29),
           parts[] = {add(&made, 2, THRESHOLD), add(&made, 20, THRESHOLD), add(&made, 7, THRESHOLD)};
    add_sum(&made, total, parts, 3);
    assert_true(suppression_solve(arena, &made.table, &suppression, &exposed));
    suppression.witnesses.items[0][parts[2]]++; // does not add up any more
    assert_false(suppression_holds(&made.table, &suppression, &exposed));
    suppression.witnesses.items[0][parts[2]]--;
    assert_true(suppression_holds(&made.table, &suppression, &exposed));
    suppression.withheld[parts[0]] = false; // a small count that is told
    assert_false(suppression_holds(&made.table, &suppression, &exposed));
    suppression.withheld[parts[0]] = true;
    suppression.witnesses.count = 0;
    assert_false(suppression_holds(&made.table, &suppression, &exposed));
    arena_free(arena);
}

// Two of one criterion, and the three that every criterion has: all are joined, and each is made safe by itself.
TEST(criteria_that_links_join_into_a_large_whole_are_each_made_safe)
{
    enum { CRITERIA = 400 };
    struct arena *arena = arena_new();
    struct made *made = ARENA_ARRAY(arena, struct made, CRITERIA);
    struct suppression_count *counts = ARENA_ARRAY(arena, struct suppression_count, 3 * CRITERIA);
    struct suppression_equation *equations = ARENA_ARRAY(arena, struct suppression_equation, 2 * CRITERIA);
    struct suppression_table table = {counts, 3 * CRITERIA, equations, 2 * CRITERIA};
    struct suppression suppression;
    size_t exposed;
    for (size_t c = 0; c < CRITERIA; c++) {
        start(&made[c]);
        add(&made[c], 2, THRESHOLD), add(&made[c], 20, THRESHOLD), add(&made[c], 9, THRESHOLD);
        memcpy(&counts[3 * c], made[c].counts, 3 * sizeof *counts);
        for (size_t i = 0; i < 3; i++)
            made[c].terms[0][i] = (struct suppression_term){3 * c + i, 1};
        equations[2 * c] = (struct suppression_equation){made[c].terms[0], 3, 31, false};
        made[c].terms[1][0] = (struct suppression_term){3 * c + 2, 1};
        made[c].terms[1][1] = (struct suppression_term){2, -1};
        equations[2 * c + 1] = (struct suppression_equation){made[c].terms[1], 2, 0, true};
    }
    assert_true(suppression_solve(arena, &table, &suppression, &exposed));
    for (size_t c = 0; c < CRITERIA; c++) {
        assert_true(suppression.withheld[3 * c] && suppression.withheld[3 * c + 1]);
        assert_false(suppression.withheld[3 * c + 2]);
    }
    arena_free(arena);
}

// ---- An attacker who tries every table ---------------------------------------------------------------------

enum {
    ROWS = 2,
    COLUMNS = 3,
    CELLS = ROWS * COLUMNS,
    HIGHEST = 9,
    ALL = CELLS + ROWS + COLUMNS + 1,
    SMALL = 3
};

// cells, row totals, column totals, the whole.
struct attack {
    const struct made *made;
    const struct suppression *suppression;
    int64_t values[ALL];
    int64_t low[ALL], high[ALL];
};

static void add_up(int64_t *values)
{
    memset(values + CELLS, 0, (ALL - CELLS) * sizeof *values);
    for (size_t i = 0; i < CELLS; i++) {
        values[CELLS + i / COLUMNS] += values[i];
        values[CELLS + ROWS + i % COLUMNS] += values[i];
        values[ALL - 1] += values[i];
    }
}

static void take(struct attack *attack)
{
    add_up(attack->values);
    for (size_t i = 0; i < ALL; i++)
        if (attack->suppression->withheld[i] ? attack->values[i] < 1
                                             : attack->values[i] != attack->made->counts[i].value)
            return;
    for (size_t i = 0; i < ALL; i++) {
        attack->low[i] = attack->values[i] < attack->low[i] ? attack->values[i] : attack->low[i];
        attack->high[i] = attack->values[i] > attack->high[i] ? attack->values[i] : attack->high[i];
    }
}

static void try_all(struct attack *attack, size_t cell)
{
    if (cell == CELLS) {
        take(attack);
        return;
    }
    int64_t from = 1, to = HIGHEST;
    if (!attack->suppression->withheld[cell])
        from = to = attack->made->counts[cell].value;
    for (int64_t value = from; value <= to; value++) {
        attack->values[cell] = value;
        try_all(attack, cell + 1);
    }
}

static void make_random(struct made *made, uint64_t *state)
{
    int64_t values[ALL];
    for (size_t i = 0; i < CELLS; i++) {
        *state = *state * 6364136223846793005u + 1442695040888963407u;
        values[i] = (int64_t)(*state >> 40) % 7;
    }
    add_up(values);
    start(made);
    for (size_t i = 0; i < ALL; i++)
        add(made, values[i], SMALL);
    made->counts[ALL - 1].kind = COUNT_FIXED;
    for (size_t row = 0; row < ROWS; row++)
        add_sum(made, CELLS + row, (size_t[]){row * COLUMNS, row * COLUMNS + 1, row * COLUMNS + 2}, COLUMNS);
    for (size_t column = 0; column < COLUMNS; column++)
        add_sum(made, CELLS + ROWS + column, (size_t[]){column, COLUMNS + column}, ROWS);
    add_sum(made, ALL - 1, (size_t[]){CELLS, CELLS + 1}, ROWS);
}

TEST(who_tries_every_table_finds_no_withheld_count)
{
    const char *tier = getenv("CRAFFU_TIER");
    size_t tables = tier && strcmp(tier, "quick") == 0 ? 60 : 400, solved = 0;
    uint64_t random = 5;
    for (size_t i = 0; i < tables; i++) {
        struct arena *arena = arena_new();
        struct made made;
        struct suppression suppression;
        size_t exposed;
        make_random(&made, &random);
        if (suppression_solve(arena, &made.table, &suppression, &exposed)) {
            struct attack attack = {.made = &made, .suppression = &suppression};
            for (size_t j = 0; j < ALL; j++)
                attack.low[j] = attack.high[j] = made.counts[j].value;
            try_all(&attack, 0);
            for (size_t j = 0; j < ALL; j++) {
                if (suppression.withheld[j])
                    assert_true(attack.low[j] < attack.high[j]);
                if (made.counts[j].kind == COUNT_SMALL)
                    assert_true(attack.low[j] <= 1 && attack.high[j] >= SMALL - 1);
            }
            solved++;
        }
        arena_free(arena);
    }
    assert_true(solved > tables / 2);
}
