// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/expression_program.h"

static size_t bytes_a_row(enum value_class class)
{
    switch (class) {
    case CLASS_INTEGERS: return sizeof(int64_t);
    case CLASS_NUMBERS: return sizeof(double);
    case CLASS_TEXTS: return sizeof(struct text);
    case CLASS_CODES: return sizeof(uint16_t);
    case CLASS_NARROWS: return sizeof(int32_t);
    case CLASS_BITS:
    case CLASS_COUNT: break;
    }
    return 0;
}

// A slot is three planes of bits (known and the two of faults) and the values. Booleans have a fourth plane.
static size_t slot_bytes(const struct run *run, enum value_class class)
{
    size_t planes = class == CLASS_BITS ? 4 : 3;
    return planes * run->words * sizeof(uint64_t) + run->words * 64 * bytes_a_row(class);
}

static struct value value_in_slot(const struct run *run, const struct instruction *instruction, char *slot)
{
    uint64_t *planes = (uint64_t *)(void *)slot;
    struct value value = {.known = planes, .step = 1};
    if (instruction->faults) {
        value.fault[0] = planes + run->words;
        value.fault[1] = planes + 2 * run->words;
    }
    value.truths = planes + 3 * run->words;
    value.room = value.integers;
    return value;
}

static void allocate_values(struct run *run)
{
    const struct program *program = run->program;
    char *slots[CLASS_COUNT];
    size_t bytes[CLASS_COUNT];
    for (size_t class = 0; class < CLASS_COUNT; class ++) {
        bytes[class] = slot_bytes(run, (enum value_class) class);
        slots[class] = arena_allocate(run->arena, bytes[class] * program->slots[class], alignof(max_align_t));
    }
    run->values = arena_allocate(run->arena, program->count * sizeof *run->values, alignof(struct value));
    for (size_t i = 0; i < program->count; i++) {
        const struct instruction *instruction = &program->instructions[i];
        enum value_class class = instruction->class;
        if (instruction->code == OP_LOAD && class != CLASS_INTEGERS)
            class = CLASS_BITS;
        if (instruction->used && !decides(instruction))
            run->values[i] = value_in_slot(run, instruction, slots[class] + bytes[class] * instruction->slot);
    }
}

// Bits [from, from + run->count) of a column, to the beginning of a plane.
static void copy_bits(const struct run *run, const uint64_t *bits, uint64_t *plane)
{
    size_t first = run->from / 64, shift = run->from % 64;
    size_t last = (run->from + run->count - 1) / 64; // the last word that may be read
    for (size_t w = 0; w < run->words; w++) {
        uint64_t word = bits[first + w] >> shift;
        if (shift && first + w < last)
            word |= bits[first + w + 1] << (64 - shift);
        plane[w] = word & run_rows(run, w);
    }
}

static void load_integers(const struct run *run, const struct column *column, struct value *target)
{
    if (!column->narrow) {
        target->integers = column->integers + run->from;
        return;
    }
    const int32_t *narrows = column->narrows + run->from;
    target->integers = target->room;
    if (column->type == FIELD_TIME)
        for (size_t row = 0; row < run->count; row++)
            target->integers[row] = narrow_instant(run->rows->zero_second, narrows[row]);
    else
        for (size_t row = 0; row < run->count; row++)
            target->integers[row] = narrows[row];
}

static void load(const struct run *run, const struct instruction *instruction, struct value *target)
{
    const struct column *column = &run->rows->columns[instruction->field];
    copy_bits(run, column->known, target->known);
    switch (instruction->class) {
    case CLASS_BITS:
        copy_bits(run, column->truths, target->truths);
        for (size_t w = 0; w < run->words; w++)
            target->truths[w] &= target->known[w];
        break;
    case CLASS_INTEGERS: load_integers(run, column, target); break;
    case CLASS_CODES: target->codes = column->codes + run->from; break;
    case CLASS_NARROWS: target->narrows = column->narrows + run->from; break;
    case CLASS_NUMBERS: target->numbers = column->numbers + run->from; break;
    case CLASS_TEXTS:
    case CLASS_COUNT: target->texts = column->texts + run->from; break;
    }
}

static void broadcast(const struct run *run, const struct instruction *instruction, struct value *target)
{
    for (size_t w = 0; w < run->words; w++)
        target->known[w] = instruction->known ? run_rows(run, w) : 0;
    switch (instruction->class) {
    case CLASS_BITS:
        for (size_t w = 0; w < run->words; w++)
            target->truths[w] = instruction->integer ? target->known[w] : 0;
        break;
    case CLASS_INTEGERS:
        for (size_t row = 0; row < run->count; row++)
            target->integers[row] = instruction->integer;
        break;
    case CLASS_NUMBERS:
        for (size_t row = 0; row < run->count; row++)
            target->numbers[row] = instruction->number;
        break;
    case CLASS_NARROWS: broadcast_narrow(run, instruction, target); break;
    case CLASS_CODES: // none is constant
    case CLASS_TEXTS:
    case CLASS_COUNT:
        target->texts = &instruction->text;
        target->step = 0;
        break;
    }
}

static void zero(const struct run *run, uint64_t *plane)
{
    if (plane)
        memset(plane, 0, run->words * sizeof *plane);
}

// The bits that a plane has for the case of each entry.
static void import_plane(const struct run *run, const uint64_t *from, uint64_t *target)
{
    if (!from) {
        zero(run, target);
        return;
    }
    for (size_t w = 0; w < run->words; w++) {
        size_t left = run->count - w * 64, count = left < 64 ? left : 64;
        uint64_t bits = 0;
        for (size_t i = 0; i < count; i++)
            bits |= (uint64_t)bit_get(from, run->case_of[w * 64 + i]) << i;
        target[w] = bits;
    }
}

static void import_values(const struct run *run, const struct value *from, enum value_class class,
                          struct value *target)
{
    const uint32_t *of_case = run->case_of;
    uint16_t *codes = (uint16_t *)(uintptr_t)target->codes;
    struct text *texts = (struct text *)(uintptr_t)target->texts;
    switch (class) {
    case CLASS_BITS: import_plane(run, from->truths, target->truths); break;
    case CLASS_INTEGERS:
        for (size_t row = 0; row < run->count; row++)
            target->integers[row] = from->integers[of_case[row]];
        break;
    case CLASS_NUMBERS:
        for (size_t row = 0; row < run->count; row++)
            target->numbers[row] = from->numbers[of_case[row]];
        break;
    case CLASS_NARROWS: break; // none is imported
    case CLASS_CODES:
        for (size_t row = 0; row < run->count; row++)
            codes[row] = from->codes[of_case[row]];
        break;
    case CLASS_TEXTS:
    case CLASS_COUNT:
        for (size_t row = 0; row < run->count; row++)
            texts[row] = value_text(from, of_case[row]);
        break;
    }
}

static void import(const struct run *run, const struct instruction *instruction, struct value *target)
{
    const struct value *from = &run->outer->values[run->imports[instruction->integer]];
    import_plane(run, from->known, target->known);
    for (size_t k = 0; target->fault[0] && k < 2; k++)
        import_plane(run, from->fault[k], target->fault[k]);
    import_values(run, from, instruction->class, target);
}

static void prepare_soundly(const struct run *run, const struct instruction *instruction,
                            struct value *target)
{
    const uint64_t *a = run->values[instruction->a].known;
    if (instruction->b == NO_VALUE)
        memcpy(target->known, a, run->words * sizeof *a);
    else
        run->kernels->both(a, run->values[instruction->b].known, run->words, target->known);
    if (instruction->c != NO_VALUE)
        for (size_t w = 0; w < run->words; w++)
            target->known[w] &= run->values[instruction->c].known[w];
}

// A strict instruction's value is known where all that it takes is known, and its fault is that of the first at fault.
static void prepare(const struct run *run, const struct instruction *instruction, struct value *target)
{
    uint32_t taken[3] = {instruction->a, instruction->b, instruction->c};
    if (!target->fault[0] && instruction->a != NO_VALUE) {
        prepare_soundly(run, instruction, target);
        return;
    }
    for (size_t w = 0; w < run->words; w++)
        target->known[w] = run_rows(run, w);
    zero(run, target->fault[0]);
    zero(run, target->fault[1]);
    for (size_t i = 0; i < 3; i++) {
        if (taken[i] == NO_VALUE)
            continue;
        const struct value *value = &run->values[taken[i]];
        for (size_t w = 0; w < run->words; w++)
            target->known[w] &= value->known[w];
        for (size_t w = 0; value->fault[0] && w < run->words; w++) {
            uint64_t fresh = ~value_faulted(target, w);
            target->fault[0][w] |= value->fault[0][w] & fresh;
            target->fault[1][w] |= value->fault[1][w] & fresh;
        }
    }
}

void program_run(struct run *run)
{
    run->words = bit_words(run->count);
    run->entry_cases = ARENA_NEW(run->arena, const uint32_t *);
    if (!run->kernels)
        run->kernels = run->outer ? run->outer->kernels : &kernels_portable;
    run->every = arena_allocate(run->arena, run->words * sizeof *run->every, alignof(uint64_t));
    for (size_t w = 0; w < run->words; w++)
        run->every[w] = run_rows(run, w);
    allocate_values(run);
    for (size_t i = 0; i < run->program->count; i++) {
        const struct instruction *instruction = &run->program->instructions[i];
        struct value *target = &run->values[i];
        if (!instruction->used)
            continue;
        if (run->doubt && *run->doubt)
            return; // what follows would be computed from what did not fit
        if (instruction->code == OP_CONSTANT)
            broadcast(run, instruction, target);
        else if (instruction->code == OP_LOAD)
            load(run, instruction, target);
        else if (instruction->code == OP_IMPORT)
            import(run, instruction, target);
        else if (decides(instruction))
            run_decision(run, instruction);
        else if (instruction->code <= OP_LAST_OF_LOGIC)
            run_logic(run, instruction, target);
        else {
            prepare(run, instruction, target);
            if (instruction->code <= OP_LAST_OF_ARITHMETIC)
                run_arithmetic(run, instruction, target);
            else if (instruction->code <= OP_LAST_OF_TIME)
                run_time(run, instruction, target);
            else if (instruction->code <= OP_LAST_OF_TEXT)
                run_text(run, instruction, target);
            else if (instruction->code <= OP_LAST_OF_NARROW)
                run_narrow(run, instruction, target);
            else
                run_log(run, instruction, target);
        }
    }
}

static void copy_narrows(const struct run *run, const struct value *value, struct column *result)
{
    int64_t zero = result->type == FIELD_TIME ? run->rows->zero_second : 0;
    int64_t unit = result->type == FIELD_TIME || result->type == FIELD_DURATION ? MICROSECONDS_A_SECOND : 1;
    for (size_t row = 0; row < run->count; row++)
        result->integers[row] = bit_get(value->known, row) ? (zero + value->narrows[row]) * unit : 0;
}

// What stands for a row that is not known must be 0.
void copy_result(const struct run *run, const struct value *value, enum value_class class,
                 struct column *result)
{
    memcpy(result->known, value->known, run->words * sizeof *result->known);
    switch (class) {
    case CLASS_BITS: memcpy(result->truths, value->truths, run->words * sizeof *result->truths); break;
    case CLASS_INTEGERS:
        for (size_t row = 0; row < run->count; row++)
            result->integers[row] = bit_get(value->known, row) ? value->integers[row] : 0;
        break;
    case CLASS_NUMBERS:
        for (size_t row = 0; row < run->count; row++)
            result->numbers[row] = bit_get(value->known, row) ? value->numbers[row] : 0;
        break;
    case CLASS_NARROWS: copy_narrows(run, value, result); break;
    case CLASS_CODES:
    case CLASS_TEXTS:
    case CLASS_COUNT:
        for (size_t row = 0; row < run->count; row++)
            result->texts[row] = bit_get(value->known, row) ? value_text(value, row) : (struct text){0};
        break;
    }
}

void expression_run(const struct expression *expression, const struct case_rows *rows, size_t from,
                    size_t count, struct arena *arena, struct column *result, enum evaluation_fault *faults)
{
    const struct program *program = expression->program;
    const struct instruction *last = &program->instructions[program->result];
    enum field_type type = expression_type(expression);
    struct column column = column_new(arena, type == FIELD_CATEGORY ? FIELD_TEXT : type, count, false);
    struct run run = {.program = program,
                      .all = rows,
                      .rows = &rows->cases,
                      .from = from,
                      .count = count,
                      .arena = arena,
                      .kernels = &kernels_portable};
    struct arena_mark mark = arena_mark(arena);
    if (count)
        program_run(&run);
    if (count)
        memset(faults, 0, count * sizeof *faults);
    for (size_t row = 0; last->faults && row < count; row++)
        faults[row] = value_fault(&run.values[program->result], row);
    if (count)
        copy_result(&run, &run.values[program->result], last->class, &column);
    if (last->class != CLASS_TEXTS) // texts may have been made during the run
        arena_release(arena, mark);
    *result = column;
}
