// SPDX-License-Identifier: GPL-3.0-or-later
// A program over whole numbers of 64 bits to one over 32: eight at a time, where all columns are narrow. Times become
// seconds after the rows' zero second, lengths of time seconds. What cannot be so (a part of a second, EXTRACT, a log
// function) goes on in 64 bits, its operands made wide. Where a result does not fit while the program runs, the batch is
// in doubt and the caller runs the wide program on it: so narrow instructions have no faults.
#include "instrument/expression_program.h"

struct narrowing {
    const struct program *from;
    struct compiler *to;
    struct arena *arena;
    uint32_t *narrow, *wide; // by instruction of `from`: its value in either form, or NO_VALUE
    int64_t *bound; // by instruction of `from`: no narrow value is greater, or less than its negative
};

static const struct instruction *of(const struct narrowing *narrowing, uint32_t value)
{
    return &narrowing->from->instructions[value];
}

static bool constant_fits(const struct instruction *constant)
{
    bool in_seconds = constant->type == FIELD_TIME || constant->type == FIELD_DURATION;
    int64_t value = constant->integer;
    if (in_seconds && value % MICROSECONDS_A_SECOND != 0)
        return false;
    if (constant->type == FIELD_TIME)
        return true; // the zero second is known when it runs
    value = in_seconds ? value / MICROSECONDS_A_SECOND : value;
    return value > -NARROW_LIMIT && value < NARROW_LIMIT;
}

// The narrow form of a value of whole numbers; NO_VALUE if it has none.
static uint32_t narrow_of(struct narrowing *narrowing, uint32_t value)
{
    const struct instruction *made = of(narrowing, value);
    if (narrowing->narrow[value] != NO_VALUE || made->code != OP_CONSTANT || made->class != CLASS_INTEGERS ||
        !constant_fits(made))
        return narrowing->narrow[value];
    struct instruction copy = *made;
    copy.class = CLASS_NARROWS;
    narrowing->bound[value] = NARROW_LIMIT;
    return narrowing->narrow[value] = compiler_append(narrowing->to, copy);
}

static uint32_t wide_of(struct narrowing *narrowing, uint32_t value)
{
    if (value == NO_VALUE || narrowing->wide[value] != NO_VALUE)
        return value == NO_VALUE ? NO_VALUE : narrowing->wide[value];
    struct instruction made = *of(narrowing, value);
    if (made.code != OP_CONSTANT)
        made = (struct instruction){.code = OP_WIDEN,
                                    .class = CLASS_INTEGERS,
                                    .type = made.type,
                                    .a = narrowing->narrow[value],
                                    .b = NO_VALUE,
                                    .c = NO_VALUE};
    return narrowing->wide[value] = compiler_append(narrowing->to, made);
}

static uint32_t any_of(struct narrowing *narrowing, uint32_t value)
{
    if (value == NO_VALUE || narrowing->narrow[value] == NO_VALUE)
        return wide_of(narrowing, value);
    return narrowing->narrow[value];
}

static void set_narrow(struct narrowing *narrowing, uint32_t value, struct instruction instruction,
                       int64_t bound)
{
    instruction.class = CLASS_NARROWS;
    instruction.faults = false;
    narrowing->narrow[value] = compiler_append(narrowing->to, instruction);
    narrowing->bound[value] = bound;
}

// An operation that has a narrow form if its operands have: its code, or OP_CONSTANT.
static enum operation_code narrow_code(enum operation_code code)
{
    switch ((int)code) {
    case OP_EQUAL_INTEGERS: return OP_EQUAL_NARROWS;
    case OP_LESS_INTEGERS: return OP_LESS_NARROWS;
    case OP_MORE_INTEGERS: return OP_MORE_NARROWS;
    case OP_EQUAL_INTEGER: return OP_EQUAL_NARROW;
    case OP_LESS_INTEGER: return OP_LESS_NARROW;
    case OP_MORE_INTEGER: return OP_MORE_NARROW;
    case OP_ADD_INTEGERS: return OP_ADD_NARROWS;
    case OP_ADD_TO_TIME: return OP_ADD_NARROWS;
    case OP_SUBTRACT_INTEGERS:
    case OP_SUBTRACT_TIMES:
    case OP_SUBTRACT_FROM_TIME: return OP_SUBTRACT_NARROWS;
    case OP_MULTIPLY_INTEGERS: return OP_MULTIPLY_NARROWS;
    case OP_SELECT: return OP_SELECT;
    default: return OP_CONSTANT;
    }
}

static void narrow_comparison(struct narrowing *narrowing, uint32_t value, struct instruction copy)
{
    copy.type = of(narrowing, of(narrowing, value)->a)->type;
    copy.faults = false;
    narrowing->wide[value] = compiler_append(narrowing->to, copy);
}

static void narrow_arithmetic(struct narrowing *narrowing, uint32_t value, struct instruction copy)
{
    const struct instruction *made = of(narrowing, value);
    int64_t a = narrowing->bound[made->a], b = narrowing->bound[made->b];
    int64_t bound = copy.code == OP_MULTIPLY_NARROWS ? INT64_MAX : a + b;
    // Of times the caller has seen to it that all that fits lies in the years 1 to 9999.
    bool days = made->most == DAY_LAST;
    copy.most = days ? DAY_LAST : 0;
    copy.integer = days ? DAY_FIRST : 0;
    copy.ends = bound > INT32_MAX; // look for overflow
    set_narrow(narrowing, value, copy, bound > INT32_MAX ? -(int64_t)INT32_MIN : bound);
}

// True if the value got a narrow form, or is made from narrow ones.
static bool narrow(struct narrowing *narrowing, uint32_t value)
{
    const struct instruction *made = of(narrowing, value);
    enum operation_code code = narrow_code(made->code);
    struct instruction copy = *made;
    copy.code = code;
    if (code == OP_CONSTANT || (code == OP_SELECT && made->class != CLASS_INTEGERS))
        return false;
    if (code == OP_SELECT) {
        copy.a = wide_of(narrowing, made->a);
        copy.b = narrow_of(narrowing, made->b);
        copy.c = narrow_of(narrowing, made->c);
        if (copy.b == NO_VALUE || copy.c == NO_VALUE || of(narrowing, made->a)->faults)
            return false;
        int64_t b = narrowing->bound[made->b], c = narrowing->bound[made->c];
        set_narrow(narrowing, value, copy, b > c ? b : c);
        return true;
    }
    copy.a = narrow_of(narrowing, made->a);
    copy.b = made->b == NO_VALUE ? NO_VALUE : narrow_of(narrowing, made->b);
    if (copy.a == NO_VALUE || (made->b != NO_VALUE && copy.b == NO_VALUE))
        return false;
    if (made->class == CLASS_BITS)
        narrow_comparison(narrowing, value, copy);
    else
        narrow_arithmetic(narrowing, value, copy);
    return true;
}

static const struct search *copy_search(struct narrowing *narrowing, const struct search *search)
{
    struct search *copy = ARENA_NEW(narrowing->arena, struct search);
    uint32_t *imports = ARENA_ARRAY(narrowing->arena, uint32_t, search->import_count);
    for (size_t i = 0; i < search->import_count; i++)
        imports[i] = wide_of(narrowing, search->imports[i]);
    *copy = *search;
    copy->imports = imports;
    return copy;
}

static void copy_instruction(struct narrowing *narrowing, uint32_t value)
{
    const struct instruction *made = of(narrowing, value);
    struct instruction copy = *made;
    bool any = made->code == OP_IS_NULL || decides(made);
    copy.a = any ? any_of(narrowing, made->a) : wide_of(narrowing, made->a);
    copy.b = wide_of(narrowing, made->b);
    copy.c = wide_of(narrowing, made->c);
    copy.faults = false; // but for those that compiler_append finds
    if (made->search)
        copy.search = copy_search(narrowing, made->search);
    if (decides(made))
        compiler_decide(narrowing->to, copy);
    else
        narrowing->wide[value] = compiler_append(narrowing->to, copy);
}

static void narrow_instruction(struct narrowing *narrowing, uint32_t value)
{
    const struct instruction *made = of(narrowing, value);
    if (made->code == OP_CONSTANT && made->class == CLASS_INTEGERS)
        return; // in the form that is asked for
    if (made->code == OP_LOAD && made->class == CLASS_INTEGERS)
        set_narrow(narrowing, value, *made, NARROW_LIMIT - 1);
    else if (!narrow(narrowing, value))
        copy_instruction(narrowing, value);
}

const struct program *program_narrow(struct arena *arena, const struct program *program,
                                     const struct expression_scope *scope)
{
    struct narrowing narrowing = {.from = program,
                                  .to = compiler_new(arena, scope),
                                  .arena = arena,
                                  .narrow = ARENA_ARRAY(arena, uint32_t, program->count),
                                  .wide = ARENA_ARRAY(arena, uint32_t, program->count),
                                  .bound = ARENA_ARRAY(arena, int64_t, program->count)};
    for (size_t i = 0; i < program->count; i++)
        narrowing.narrow[i] = narrowing.wide[i] = NO_VALUE;
    for (size_t i = 0; i < program->count; i++)
        if (program->instructions[i].used)
            narrow_instruction(&narrowing, (uint32_t)i);
    return compiler_finish(narrowing.to);
}

// ---- Running

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

// A constant in microseconds to seconds as narrow values have them, and whether anything is left over.
static int64_t to_narrow(const struct run *run, enum field_type type, int64_t constant, bool *left_over)
{
    *left_over = false;
    if (type != FIELD_TIME && type != FIELD_DURATION)
        return constant;
    *left_over = constant % MICROSECONDS_A_SECOND != 0;
    return floor_divide(constant, MICROSECONDS_A_SECOND) - (type == FIELD_TIME ? run->rows->zero_second : 0);
}

static void set_truths(const struct run *run, bool truth, struct value *target)
{
    for (size_t w = 0; w < run->words; w++)
        target->truths[w] = truth ? target->known[w] : 0;
}

// A whole second s is less than b if it is less than the least whole second that is not less than b.
static void compare_with_constant(const struct run *run, const struct instruction *instruction,
                                  const int32_t *a, struct value *target)
{
    const struct kernels *kernels = run->kernels;
    bool left_over;
    int64_t bound = to_narrow(run, instruction->type, instruction->integer, &left_over);
    if (instruction->code == OP_LESS_NARROW)
        bound += left_over;
    if (bound > INT32_MAX)
        set_truths(run, instruction->code == OP_LESS_NARROW, target);
    else if (bound < INT32_MIN)
        set_truths(run, instruction->code == OP_MORE_NARROW, target);
    else if (instruction->code == OP_LESS_NARROW)
        kernels->less_than(a, (int32_t)bound, run->count, target->known, target->truths);
    else if (instruction->code == OP_MORE_NARROW)
        kernels->more_than(a, (int32_t)bound, run->count, target->known, target->truths);
    else if (left_over)
        set_truths(run, false, target);
    else
        kernels->equal_to(a, (int32_t)bound, run->count, target->known, target->truths);
}

static bool compute(const struct run *run, const struct instruction *instruction, const int32_t *a,
                    const int32_t *b, int32_t *out)
{
    const struct kernels *kernels = run->kernels;
    bool fits = true;
    if (instruction->code == OP_MULTIPLY_NARROWS)
        fits = kernels->multiply(a, b, run->count, out);
    else if (instruction->code == OP_ADD_NARROWS)
        fits = kernels->add(a, b, run->count, out);
    else if (instruction->ends)
        fits = kernels->subtract(a, b, run->count, out);
    else
        kernels->subtract_freely(a, b, run->count, out);
    if (fits && instruction->most)
        fits = kernels->within(out, run->count, (int32_t)instruction->integer, (int32_t)instruction->most);
    return fits;
}

static void widen(const struct run *run, enum field_type type, const int32_t *a, int64_t *out)
{
    int64_t zero = type == FIELD_TIME ? run->rows->zero_second : 0;
    int64_t unit = type == FIELD_TIME || type == FIELD_DURATION ? MICROSECONDS_A_SECOND : 1;
    for (size_t row = 0; row < run->count; row++)
        out[row] = (zero + a[row]) * unit;
}

void run_narrow(const struct run *run, const struct instruction *instruction, struct value *target)
{
    const struct kernels *kernels = run->kernels;
    const struct value *a = &run->values[instruction->a];
    const struct value *b = instruction->b == NO_VALUE ? a : &run->values[instruction->b];
    switch ((int)instruction->code) {
    case OP_EQUAL_NARROWS:
        kernels->equal(a->narrows, b->narrows, run->count, target->known, target->truths);
        break;
    case OP_LESS_NARROWS:
        kernels->less(a->narrows, b->narrows, run->count, target->known, target->truths);
        break;
    case OP_MORE_NARROWS:
        kernels->more(a->narrows, b->narrows, run->count, target->known, target->truths);
        break;
    case OP_EQUAL_NARROW:
    case OP_LESS_NARROW:
    case OP_MORE_NARROW: compare_with_constant(run, instruction, a->narrows, target); break;
    case OP_WIDEN: widen(run, instruction->type, a->narrows, target->integers); break;
    default:
        if (!compute(run, instruction, a->narrows, b->narrows, target->narrows))
            *run->doubt = true;
    }
}

// A constant, a row each; a time may be too far from the zero second.
void broadcast_narrow(const struct run *run, const struct instruction *instruction, struct value *target)
{
    bool left_over;
    int64_t constant = instruction->known
                           ? to_narrow(run, instruction->type, instruction->integer, &left_over)
                           : 0;
    if (constant <= -NARROW_LIMIT || constant >= NARROW_LIMIT) {
        *run->doubt = true;
        constant = 0;
    }
    for (size_t row = 0; row < run->count; row++)
        target->narrows[row] = (int32_t)constant;
}
