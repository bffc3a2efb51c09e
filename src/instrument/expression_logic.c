// SPDX-License-Identifier: GPL-3.0-or-later
// Three-valued logic on words of 64 rows, and the choice between values.
#include "instrument/expression_program.h"

static void run_not(const struct run *run, const struct value *a, struct value *target)
{
    for (size_t w = 0; w < run->words; w++) {
        target->known[w] = a->known[w];
        target->truths[w] = a->known[w] & ~a->truths[w];
    }
}

// The faults of a, and those of b in the rows for which b is looked at.
static void take_faults(const struct value *a, const struct value *b, uint64_t looks_at_b, size_t w,
                        struct value *target)
{
    for (size_t k = 0; target->fault[0] && k < 2; k++) {
        uint64_t of_a = a->fault[0] ? a->fault[k][w] : 0, of_b = b->fault[0] ? b->fault[k][w] : 0;
        target->fault[k][w] = of_a | (of_b & looks_at_b);
    }
}

static void run_and(const struct run *run, const struct value *a, const struct value *b, struct value *target)
{
    for (size_t w = 0; w < run->words; w++) {
        uint64_t a_false = a->known[w] & ~a->truths[w], b_false = b->known[w] & ~b->truths[w];
        uint64_t looks_at_b = ~a_false & ~value_faulted(a, w);
        uint64_t truths = a->truths[w] & b->truths[w];
        target->truths[w] = truths;
        target->known[w] = truths | a_false | (b_false & looks_at_b);
        take_faults(a, b, looks_at_b, w, target);
    }
}

static void run_or(const struct run *run, const struct value *a, const struct value *b, struct value *target)
{
    for (size_t w = 0; w < run->words; w++) {
        uint64_t a_false = a->known[w] & ~a->truths[w], b_false = b->known[w] & ~b->truths[w];
        uint64_t looks_at_b = ~a->truths[w] & ~value_faulted(a, w);
        uint64_t truths = a->truths[w] | (b->truths[w] & looks_at_b);
        target->truths[w] = truths;
        target->known[w] = truths | (a_false & b_false);
        take_faults(a, b, looks_at_b, w, target);
    }
}

// IS NULL, IS TRUE, IS FALSE: always known, but for faults.
static void run_is(const struct run *run, enum operation_code code, const struct value *a,
                   struct value *target)
{
    for (size_t w = 0; w < run->words; w++) {
        uint64_t sound = run_rows(run, w) & ~value_faulted(a, w);
        target->known[w] = sound;
        target->truths[w] = code == OP_IS_NULL   ? sound & ~a->known[w]
                            : code == OP_IS_TRUE ? a->truths[w]
                                                 : a->known[w] & ~a->truths[w];
        take_faults(a, a, 0, w, target);
    }
}

static void run_equal(const struct run *run, const struct value *a, const struct value *b,
                      struct value *target)
{
    for (size_t w = 0; w < run->words; w++) {
        target->known[w] = a->known[w] & b->known[w];
        target->truths[w] = ~(a->truths[w] ^ b->truths[w]) & target->known[w];
        take_faults(a, b, ~value_faulted(a, w), w, target);
    }
}

#define BLEND(field) \
    for (size_t row = w * 64; row < until; row++) \
    target->field[row] = takes_then >> (row % 64) & 1 ? then->field[row] : otherwise->field[row]

static void blend(const struct run *run, enum value_class class, size_t w, uint64_t takes_then,
                  const struct value *then, const struct value *otherwise, struct value *target)
{
    size_t until = w * 64 + 64 < run->count ? w * 64 + 64 : run->count;
    switch (class) {
    case CLASS_BITS:
        target->truths[w] = (takes_then & then->truths[w]) |
                            (~takes_then & otherwise->truths[w] & target->known[w]);
        break;
    case CLASS_INTEGERS: BLEND(integers); break;
    case CLASS_NUMBERS: BLEND(numbers); break;
    case CLASS_NARROWS: break; // by a kernel
    case CLASS_CODES: {
        uint16_t *codes = (uint16_t *)(uintptr_t)target->codes; // its own slot
        for (size_t row = w * 64; row < until; row++)
            codes[row] = takes_then >> (row % 64) & 1 ? then->codes[row] : otherwise->codes[row];
        break;
    }
    case CLASS_TEXTS:
    case CLASS_COUNT: {
        struct text *texts = (struct text *)(uintptr_t)target->texts; // its own slot
        for (size_t row = w * 64; row < until; row++)
            texts[row] = value_text(takes_then >> (row % 64) & 1 ? then : otherwise, row);
    }
    }
}

static void run_select(const struct run *run, const struct instruction *instruction, struct value *target)
{
    const struct value *condition = &run->values[instruction->a], *then = &run->values[instruction->b],
                       *otherwise = &run->values[instruction->c];
    if (instruction->class == CLASS_NARROWS)
        run->kernels->blend(condition->truths, then->narrows, otherwise->narrows, run->count,
                            target->narrows);
    for (size_t w = 0; w < run->words; w++) {
        uint64_t takes_then = condition->truths[w], takes_other = ~takes_then & ~value_faulted(condition, w);
        target->known[w] = (takes_then & then->known[w]) | (takes_other & otherwise->known[w]);
        for (size_t k = 0; target->fault[0] && k < 2; k++) {
            target->fault[k][w] = condition->fault[0] ? condition->fault[k][w] : 0;
            target->fault[k][w] |= then->fault[0] ? then->fault[k][w] & takes_then : 0;
            target->fault[k][w] |= otherwise->fault[0] ? otherwise->fault[k][w] & takes_other : 0;
        }
        blend(run, instruction->class, w, takes_then, then, otherwise, target);
    }
}

// What no fault can meet, a plane at a time; false if the instruction is not among it.
static bool run_soundly(const struct run *run, const struct instruction *instruction, struct value *target)
{
    const struct kernels *kernels = run->kernels;
    const struct value *a = &run->values[instruction->a];
    const struct value *b = instruction->b == NO_VALUE ? a : &run->values[instruction->b];
    const struct value *c = instruction->c == NO_VALUE ? a : &run->values[instruction->c];
    size_t bytes = run->words * sizeof *target->known;
    switch ((int)instruction->code) {
    case OP_NOT:
        kernels->not(a->truths, a->known, run->words, target->truths);
        memcpy(target->known, a->known, bytes);
        return true;
    case OP_AND:
        kernels->and (a->truths, a->known, b->truths, b->known, run->words, target->truths, target->known);
        return true;
    case OP_OR:
        kernels->or (a->truths, a->known, b->truths, b->known, run->words, target->truths, target->known);
        return true;
    case OP_IS_NULL:
        kernels->not(a->known, run->every, run->words, target->truths);
        memcpy(target->known, run->every, bytes);
        return true;
    case OP_IS_TRUE:
        memcpy(target->truths, a->truths, bytes);
        memcpy(target->known, run->every, bytes);
        return true;
    case OP_IS_FALSE:
        kernels->not(a->truths, a->known, run->words, target->truths);
        memcpy(target->known, run->every, bytes);
        return true;
    case OP_SELECT: break;
    default: return false;
    }
    if (instruction->class != CLASS_BITS && instruction->class != CLASS_NARROWS)
        return false;
    kernels->select(a->truths, b->known, c->known, run->words, target->known);
    if (instruction->class == CLASS_BITS)
        kernels->select(a->truths, b->truths, c->truths, run->words, target->truths);
    else
        kernels->blend(a->truths, b->narrows, c->narrows, run->count, target->narrows);
    return true;
}

void run_logic(const struct run *run, const struct instruction *instruction, struct value *target)
{
    if (!target->fault[0] && run_soundly(run, instruction, target))
        return;
    const struct value *a = &run->values[instruction->a];
    const struct value *b = instruction->b == NO_VALUE ? a : &run->values[instruction->b];
    switch ((int)instruction->code) {
    case OP_NOT:
        run_not(run, a, target);
        for (size_t w = 0; w < run->words; w++)
            take_faults(a, a, 0, w, target);
        break;
    case OP_AND: run_and(run, a, b, target); break;
    case OP_OR: run_or(run, a, b, target); break;
    case OP_EQUAL_BITS: run_equal(run, a, b, target); break;
    case OP_SELECT: run_select(run, instruction, target); break;
    default: run_is(run, instruction->code, a, target); break;
    }
}
