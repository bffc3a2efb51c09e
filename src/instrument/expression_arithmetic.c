// SPDX-License-Identifier: GPL-3.0-or-later
// Comparisons and arithmetic: plain loops over a batch, which the compiler turns into vector instructions. Faults are
// looked for in a second pass, only where the first has seen that there are some.
#include "instrument/expression_program.h"

#include <math.h>

// Sixty-four bytes of 0 or 1 to bits: the product gathers the lowest bits of eight bytes in its highest byte.
static inline uint64_t pack(const uint8_t *flags)
{
    uint64_t packed = 0;
    for (size_t i = 0; i < 8; i++) {
        uint64_t eight;
        memcpy(&eight, flags + i * 8, sizeof eight);
        packed |= (eight * UINT64_C(0x0102040810204080) >> 56) << (i * 8);
    }
    return packed;
}

// Defines a comparison of every row; `x` and `y` are the sides.
#define COMPARISON(name, type, right, y_, test) \
    static void name(const struct run *run, const type *a, right, struct value *target) \
    { \
        uint8_t flags[64]; \
        for (size_t w = 0; w < run->words; w++) { \
            size_t from = w * 64, rows = run->count - from < 64 ? run->count - from : 64; \
            memset(flags, 0, sizeof flags); \
            if (rows == 64) \
                for (size_t i = 0; i < 64; i++) { \
                    type x = a[from + i], y = y_; \
                    flags[i] = test; \
                } \
            else \
                for (size_t i = 0; i < rows; i++) { \
                    type x = a[from + i], y = y_; \
                    flags[i] = test; \
                } \
            target->truths[w] = pack(flags) & target->known[w]; \
        } \
    }

COMPARISON(equal_integers, int64_t, const int64_t *b, b[from + i], x == y)
COMPARISON(less_integers, int64_t, const int64_t *b, b[from + i], x < y)
COMPARISON(more_integers, int64_t, const int64_t *b, b[from + i], x > y)
COMPARISON(equal_integer, int64_t, int64_t b, b, x == y)
COMPARISON(less_integer, int64_t, int64_t b, b, x < y)
COMPARISON(more_integer, int64_t, int64_t b, b, x > y)
COMPARISON(equal_numbers, double, const double *b, b[from + i], x == y)
COMPARISON(less_numbers, double, const double *b, b[from + i], x < y)
COMPARISON(more_numbers, double, const double *b, b[from + i], x > y)
COMPARISON(equal_number, double, double b, b, x == y)
COMPARISON(less_number, double, double b, b, x < y)
COMPARISON(more_number, double, double b, b, x > y)

// ---- Whole numbers

static void raise_overflows(const struct run *run, struct value *target, bool add, const int64_t *a,
                            const int64_t *b)
{
    FOR_EACH_KNOWN(run, target, row)
    {
        int64_t result;
        if (add ? __builtin_add_overflow(a[row], b[row], &result)
                : __builtin_sub_overflow(a[row], b[row], &result))
            value_raise(target, row, FAULT_OUT_OF_RANGE);
    }
}

static void add_integers(const struct run *run, const int64_t *a, const int64_t *b, struct value *target)
{
    int64_t *out = target->integers;
    uint64_t overflow = 0; // its highest bit
    for (size_t i = 0; i < run->count; i++) {
        uint64_t x = (uint64_t)a[i], y = (uint64_t)b[i], sum = x + y;
        overflow |= (x ^ sum) & (y ^ sum);
        out[i] = (int64_t)sum;
    }
    if (overflow >> 63)
        raise_overflows(run, target, true, a, b);
}

static void subtract_integers(const struct run *run, const int64_t *a, const int64_t *b, struct value *target)
{
    int64_t *out = target->integers;
    uint64_t overflow = 0;
    for (size_t i = 0; i < run->count; i++) {
        uint64_t x = (uint64_t)a[i], y = (uint64_t)b[i], difference = x - y;
        overflow |= (x ^ y) & (x ^ difference);
        out[i] = (int64_t)difference;
    }
    if (overflow >> 63)
        raise_overflows(run, target, false, a, b);
}

static void subtract_times(const struct run *run, const int64_t *a, const int64_t *b, struct value *target)
{
    int64_t *out = target->integers;
    for (size_t i = 0; i < run->count; i++)
        out[i] = (int64_t)((uint64_t)a[i] - (uint64_t)b[i]);
}

static void multiply_integers(const struct run *run, const int64_t *a, const int64_t *b, struct value *target)
{
    int64_t *out = target->integers;
    for (size_t i = 0; i < run->count; i++)
        if (__builtin_mul_overflow(a[i], b[i], &out[i]))
            value_raise(target, i, FAULT_OUT_OF_RANGE);
}

static void divide_integers(const struct run *run, const int64_t *a, const int64_t *b, struct value *target)
{
    FOR_EACH_KNOWN(run, target, row)
    {
        if (b[row] == 0)
            value_raise(target, row, FAULT_DIVISION_BY_ZERO);
        else if (b[row] == -1 && a[row] == INT64_MIN)
            value_raise(target, row, FAULT_OUT_OF_RANGE);
        else
            target->integers[row] = a[row] / b[row];
    }
}

static void remainder_integers(const struct run *run, const int64_t *a, const int64_t *b,
                               struct value *target)
{
    FOR_EACH_KNOWN(run, target, row)
    {
        if (b[row] == 0)
            value_raise(target, row, FAULT_DIVISION_BY_ZERO);
        else
            target->integers[row] = b[row] == -1 ? 0 : a[row] % b[row];
    }
}

static void shift_times(const struct run *run, const struct instruction *instruction, const int64_t *a,
                        const int64_t *b, struct value *target)
{
    bool add = instruction->code == OP_ADD_TO_TIME;
    FOR_EACH_KNOWN(run, target, row)
    {
        int64_t *out = &target->integers[row];
        bool overflow = add ? __builtin_add_overflow(a[row], b[row], out)
                            : __builtin_sub_overflow(a[row], b[row], out);
        if (overflow || *out < instruction->integer || *out > instruction->most)
            value_raise(target, row, FAULT_OUT_OF_RANGE);
    }
}

// ---- Numbers. Finite ones in, finite ones out: infinity and a zero that should not be one are faults, as in PostgreSQL.

static void raise_if_lost(const struct run *run, struct value *target, const double *a, const double *b,
                          bool quotient)
{
    FOR_EACH_KNOWN(run, target, row)
    {
        double result = target->numbers[row];
        bool vanished = b && result == 0 && a[row] != 0 && (quotient || b[row] != 0);
        if (!isfinite(result) || vanished)
            value_raise(target, row, FAULT_OUT_OF_RANGE);
    }
}

#define NUMBERS(name, operator_) \
    static void name(const struct run *run, const double *a, const double *b, struct value *target) \
    { \
        double *out = target->numbers; \
        for (size_t i = 0; i < run->count; i++) \
            out[i] = a[i] operator_ b[i]; \
    }

NUMBERS(add_numbers, +)
NUMBERS(subtract_numbers, -)
NUMBERS(multiply_numbers, *)

static void divide_numbers(const struct run *run, const double *a, const double *b, struct value *target)
{
    FOR_EACH_KNOWN(run, target, row)
    {
        if (b[row] == 0)
            value_raise(target, row, FAULT_DIVISION_BY_ZERO);
        else
            target->numbers[row] = a[row] / b[row];
    }
}

// The nearest whole number, even at a tie; false if it does not fit.
static bool to_nearest(double number, int64_t *nearest)
{
    double rounded = rint(number);
    if (!(rounded >= -0x1p63 && rounded < 0x1p63))
        return false;
    *nearest = (int64_t)rounded;
    return true;
}

static void round_or_raise(struct value *target, size_t row, double number)
{
    if (!to_nearest(number, &target->integers[row]))
        value_raise(target, row, FAULT_OUT_OF_RANGE);
}

static void scale_durations(const struct run *run, const int64_t *durations, const double *factors,
                            struct value *target)
{
    FOR_EACH_KNOWN(run, target, row)
    round_or_raise(target, row, (double)durations[row] * factors[row]);
}

static void divide_durations(const struct run *run, const int64_t *durations, const double *divisors,
                             struct value *target)
{
    FOR_EACH_KNOWN(run, target, row)
    {
        if (divisors[row] == 0)
            value_raise(target, row, FAULT_DIVISION_BY_ZERO);
        else
            round_or_raise(target, row, (double)durations[row] / divisors[row]);
    }
}

static void run_conversion(const struct run *run, const struct instruction *instruction,
                           const struct value *a, struct value *target)
{
    if (instruction->code == OP_NUMBER_TO_INTEGER) {
        FOR_EACH_KNOWN(run, target, row)
        round_or_raise(target, row, a->numbers[row]);
    } else if (instruction->code == OP_INTEGER_TO_NUMBER) {
        for (size_t i = 0; i < run->count; i++)
            target->numbers[i] = (double)a->integers[i];
    } else {
        for (size_t i = 0; i < run->count; i++)
            target->numbers[i] = -a->numbers[i];
    }
}

void run_arithmetic(const struct run *run, const struct instruction *instruction, struct value *target)
{
    const struct value *a = &run->values[instruction->a];
    const struct value *b = instruction->b == NO_VALUE ? a : &run->values[instruction->b];
    switch ((int)instruction->code) {
    case OP_EQUAL_INTEGERS: equal_integers(run, a->integers, b->integers, target); break;
    case OP_LESS_INTEGERS: less_integers(run, a->integers, b->integers, target); break;
    case OP_MORE_INTEGERS: more_integers(run, a->integers, b->integers, target); break;
    case OP_EQUAL_INTEGER: equal_integer(run, a->integers, instruction->integer, target); break;
    case OP_LESS_INTEGER: less_integer(run, a->integers, instruction->integer, target); break;
    case OP_MORE_INTEGER: more_integer(run, a->integers, instruction->integer, target); break;
    case OP_EQUAL_NUMBERS: equal_numbers(run, a->numbers, b->numbers, target); break;
    case OP_LESS_NUMBERS: less_numbers(run, a->numbers, b->numbers, target); break;
    case OP_MORE_NUMBERS: more_numbers(run, a->numbers, b->numbers, target); break;
    case OP_EQUAL_NUMBER: equal_number(run, a->numbers, instruction->number, target); break;
    case OP_LESS_NUMBER: less_number(run, a->numbers, instruction->number, target); break;
    case OP_MORE_NUMBER: more_number(run, a->numbers, instruction->number, target); break;
    case OP_ADD_INTEGERS: add_integers(run, a->integers, b->integers, target); break;
    case OP_SUBTRACT_INTEGERS: subtract_integers(run, a->integers, b->integers, target); break;
    case OP_MULTIPLY_INTEGERS: multiply_integers(run, a->integers, b->integers, target); break;
    case OP_DIVIDE_INTEGERS: divide_integers(run, a->integers, b->integers, target); break;
    case OP_REMAINDER_INTEGERS: remainder_integers(run, a->integers, b->integers, target); break;
    case OP_SUBTRACT_TIMES: subtract_times(run, a->integers, b->integers, target); break;
    case OP_ADD_TO_TIME:
    case OP_SUBTRACT_FROM_TIME: shift_times(run, instruction, a->integers, b->integers, target); break;
    case OP_ADD_NUMBERS: add_numbers(run, a->numbers, b->numbers, target); break;
    case OP_SUBTRACT_NUMBERS: subtract_numbers(run, a->numbers, b->numbers, target); break;
    case OP_MULTIPLY_NUMBERS: multiply_numbers(run, a->numbers, b->numbers, target); break;
    case OP_DIVIDE_NUMBERS: divide_numbers(run, a->numbers, b->numbers, target); break;
    case OP_SCALE_DURATION:
        if (run->program->instructions[instruction->a].class == CLASS_NUMBERS)
            scale_durations(run, b->integers, a->numbers, target);
        else
            scale_durations(run, a->integers, b->numbers, target);
        break;
    case OP_DIVIDE_DURATION: divide_durations(run, a->integers, b->numbers, target); break;
    default: run_conversion(run, instruction, a, target); break;
    }
    switch ((int)instruction->code) {
    case OP_ADD_NUMBERS:
    case OP_SUBTRACT_NUMBERS: raise_if_lost(run, target, a->numbers, NULL, false); break;
    case OP_MULTIPLY_NUMBERS: raise_if_lost(run, target, a->numbers, b->numbers, false); break;
    case OP_DIVIDE_NUMBERS: raise_if_lost(run, target, a->numbers, b->numbers, true); break;
    default: break;
    }
}
