// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/integer_program.h"

#include "test.h"

static bool solve(const struct program_variable *variables, size_t count, const struct program_term *terms,
                  size_t term_count, int64_t sum, int64_t *values)
{
    struct arena *arena = arena_new();
    struct program_equation equation = {terms, term_count, sum};
    struct integer_program program = {variables, count, &equation, 1};
    bool solved = integer_program_solve(arena, &program, values);
    arena_free(arena);
    return solved;
}

TEST(the_cheapest_whole_numbers_are_found)
{
    struct program_variable variables[] = {{.high = 10, .cost = 2}, {.unbounded = true, .cost = 2}};
    struct program_term terms[] = {{0, 3}, {1, 2}};
    int64_t values[2];
    // 3a + 2b = 11: of (1, 4) and (3, 1) the second costs less; (11/3, 0) would cost least, and is none.
    assert_true(solve(variables, 2, terms, 2, 11, values));
    assert_int_equal(values[0], 3);
    assert_int_equal(values[1], 1);
}

TEST(what_no_whole_number_fulfils_has_no_answer)
{
    struct program_variable variables[] = {{.high = 10, .cost = 1}, {.high = 10, .cost = 1}};
    struct program_term terms[] = {{0, 2}, {1, 4}};
    int64_t values[2] = {-1, -1};
    assert_false(solve(variables, 2, terms, 2, 7, values));
    assert_false(solve(variables, 2, terms, 2, 1000, values));
    assert_int_equal(values[0], -1);
    variables[0] = (struct program_variable){.low = 3, .high = 2};
    assert_false(solve(variables, 2, terms, 2, 8, values));
    assert_false(solve(variables, 0, terms, 0, 0, values));
}

TEST(a_variable_may_stand_in_an_equation_twice)
{
    struct program_variable variables[] = {{.high = 10, .cost = 1}, {.high = 10, .cost = 1}};
    struct program_term terms[] = {{0, 1}, {1, 1}, {0, 1}, {1, -1}};
    int64_t values[2];
    assert_true(solve(variables, 2, terms, 4, 6, values)); // 2a = 6
    assert_int_equal(values[0], 3);
    assert_int_equal(values[1], 0);
}
