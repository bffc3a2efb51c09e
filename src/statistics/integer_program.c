// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/integer_program.h"

#include "base/limits.h"

#include <glpk.h>
#include <math.h>
#include <string.h>

// Counted in steps, not in seconds: the answer is the same on every machine.
static void count_node(glp_tree *tree, void *steps)
{
    int *left = steps;
    if (--*left < 0)
        glp_ios_terminate(tree);
}

static void add_variables(glp_prob *problem, const struct integer_program *program)
{
    glp_add_cols(problem, (int)program->variable_count);
    for (size_t i = 0; i < program->variable_count; i++) {
        const struct program_variable *variable = &program->variables[i];
        int kind = variable->unbounded ? GLP_LO : variable->low == variable->high ? GLP_FX : GLP_DB;
        glp_set_col_bnds(problem, (int)i + 1, kind, (double)variable->low, (double)variable->high);
        glp_set_obj_coef(problem, (int)i + 1, (double)variable->cost);
        glp_set_col_kind(problem, (int)i + 1, GLP_IV);
    }
}

// A variable may stand in an equation more than once; glpk ends the program if it is given one so.
static void add_equation(glp_prob *problem, int row, const struct program_equation *equation, int *place,
                         int *columns, double *factors)
{
    int count = 0;
    for (size_t i = 0; i < equation->count; i++) {
        const struct program_term *term = &equation->terms[i];
        if (place[term->variable] == 0) {
            place[term->variable] = ++count;
            columns[count] = (int)term->variable + 1;
            factors[count] = 0;
        }
        factors[place[term->variable]] += (double)term->factor;
    }
    for (int i = 1; i <= count; i++)
        place[columns[i] - 1] = 0;
    glp_set_row_bnds(problem, row, GLP_FX, (double)equation->sum, (double)equation->sum);
    glp_set_mat_row(problem, row, count, columns, factors);
}

static void add_equations(struct arena *arena, glp_prob *problem, const struct integer_program *program)
{
    int *place = ARENA_ARRAY(arena, int, program->variable_count); // in the equation, from 1; 0: not there
    int *columns = ARENA_ARRAY(arena, int, program->variable_count + 1);
    double *factors = ARENA_ARRAY(arena, double, program->variable_count + 1);
    glp_add_rows(problem, (int)program->equation_count);
    for (size_t i = 0; i < program->equation_count; i++)
        add_equation(problem, (int)i + 1, &program->equations[i], place, columns, factors);
}

static bool is_answer(const struct integer_program *program, const int64_t *values)
{
    for (size_t i = 0; i < program->variable_count; i++)
        if (values[i] < program->variables[i].low ||
            (!program->variables[i].unbounded && values[i] > program->variables[i].high))
            return false;
    for (size_t i = 0; i < program->equation_count; i++) {
        int64_t sum = 0, part;
        for (size_t j = 0; j < program->equations[i].count; j++) {
            const struct program_term *term = &program->equations[i].terms[j];
            if (__builtin_mul_overflow(term->factor, values[term->variable], &part) ||
                __builtin_add_overflow(sum, part, &sum))
                return false;
        }
        if (sum != program->equations[i].sum)
            return false;
    }
    return true;
}

static bool run(glp_prob *problem)
{
    int steps = LIMIT_PROGRAM_NODES;
    glp_smcp simplex;
    glp_iocp branching;
    glp_init_smcp(&simplex);
    simplex.msg_lev = GLP_MSG_OFF;
    glp_init_iocp(&branching);
    branching.msg_lev = GLP_MSG_OFF;
    branching.cb_func = count_node;
    branching.cb_info = &steps;
    if (glp_simplex(problem, &simplex) != 0 || glp_get_status(problem) != GLP_OPT)
        return false;
    int ended = glp_intopt(problem, &branching), status = glp_mip_status(problem);
    return (ended == 0 || ended == GLP_ESTOP) && (status == GLP_OPT || status == GLP_FEAS);
}

bool integer_program_solve(struct arena *arena, const struct integer_program *program, int64_t *values)
{
    if (program->variable_count == 0 || program->equation_count == 0 ||
        program->variable_count > LIMIT_PROGRAM_VARIABLES)
        return false;
    for (size_t i = 0; i < program->variable_count; i++)
        if (!program->variables[i].unbounded && program->variables[i].high < program->variables[i].low)
            return false;
    glp_term_out(GLP_OFF);
    glp_prob *problem = glp_create_prob();
    glp_set_obj_dir(problem, GLP_MIN);
    add_variables(problem, program);
    add_equations(arena, problem, program);
    bool found = run(problem);
    int64_t *read = ARENA_ARRAY(arena, int64_t, program->variable_count);
    for (size_t i = 0; found && i < program->variable_count; i++)
        read[i] = llround(glp_mip_col_val(problem, (int)i + 1));
    glp_delete_prob(problem);
    glp_free_env();
    if (!found || !is_answer(program, read))
        return false;
    memcpy(values, read, program->variable_count * sizeof *values);
    return true;
}
