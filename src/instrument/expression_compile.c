// SPDX-License-Identifier: GPL-3.0-or-later
// A checked tree to a program. Instructions on constants alone are run at once and leave a constant.
#include "instrument/expression_program.h"

enum { BUCKETS = 512 };

struct compiler {
    struct arena *arena;
    const struct expression_scope *scope;
    struct compiler *outer; // of a condition on log entries: that of the cases
    struct program *program;
    size_t capacity;
    uint32_t buckets[BUCKETS]; // instructions by hash, the newest first; 0 is none: numbers are one up
    ARRAY_OF(uint32_t) imports;
};

static uint32_t compile(struct compiler *compiler, const struct node *node);

static enum value_class class_of(enum field_type type)
{
    switch (type) {
    case FIELD_BOOLEAN: return CLASS_BITS;
    case FIELD_NUMBER: return CLASS_NUMBERS;
    case FIELD_TEXT:
    case FIELD_CATEGORY: return CLASS_TEXTS;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: break;
    }
    return CLASS_INTEGERS;
}

// ---- Instructions

static uint64_t mix(uint64_t hash, uint64_t value)
{
    return (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15) ^ hash >> 29;
}

static uint64_t number_bits(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static uint32_t bucket_of(const struct instruction *i)
{
    uint64_t hash = mix((uint64_t)i->code, (uint64_t)i->a);
    hash = mix(mix(hash, i->b), i->c);
    hash = mix(mix(hash, (uint64_t)i->integer), number_bits(i->number));
    hash = mix(mix(hash, i->field), text_hash(i->text));
    return (uint32_t)(hash >> 32) % BUCKETS;
}

static bool same(const struct instruction *x, const struct instruction *y);

// Searches of one compiler: what they take from the cases has been made one already.
static bool same_search(const struct search *x, const struct search *y)
{
    if (x == y || !x || !y)
        return x == y;
    if (x->entries.count != y->entries.count || x->entries.result != y->entries.result ||
        x->import_count != y->import_count)
        return false;
    for (size_t i = 0; i < x->import_count; i++)
        if (x->imports[i] != y->imports[i])
            return false;
    for (size_t i = 0; i < x->entries.count; i++)
        if (!same(&x->entries.instructions[i], &y->entries.instructions[i]))
            return false;
    return true;
}

static bool same(const struct instruction *x, const struct instruction *y)
{
    return x->code == y->code && x->class == y->class && x->type == y->type && x->known == y->known &&
           x->a == y->a && x->b == y->b && x->c == y->c && x->field == y->field && x->ends == y->ends &&
           x->part == y->part && x->integer == y->integer && x->most == y->most &&
           number_bits(x->number) == number_bits(y->number) && text_equal(x->text, y->text) &&
           same_search(x->search, y->search) && x->category == y->category;
}

static uint32_t append(struct compiler *compiler, const struct instruction *instruction)
{
    struct program *program = compiler->program;
    uint32_t *bucket = &compiler->buckets[bucket_of(instruction)];
    for (uint32_t at = *bucket; at; at = program->instructions[at - 1].next_equal_hash)
        if (same(&program->instructions[at - 1], instruction))
            return at - 1;
    arena_grow(compiler->arena, (void **)&program->instructions, program->count, &compiler->capacity,
               sizeof *program->instructions, alignof(struct instruction));
    program->instructions[program->count] = *instruction;
    program->instructions[program->count].next_equal_hash = *bucket;
    *bucket = (uint32_t)++program->count;
    return *bucket - 1;
}

static bool is_constant(const struct compiler *compiler, uint32_t value)
{
    return compiler->program->instructions[value].code == OP_CONSTANT;
}

static bool is_known_constant(const struct compiler *compiler, uint32_t value)
{
    return is_constant(compiler, value) && compiler->program->instructions[value].known;
}

static uint32_t constant(struct compiler *compiler, enum value_class class, enum field_type type, bool known,
                         int64_t integer, double number, struct text text)
{
    return append(compiler, &(struct instruction){.code = OP_CONSTANT,
                                                  .class = class,
                                                  .type = class == CLASS_INTEGERS ? type : FIELD_BOOLEAN,
                                                  .known = known,
                                                  .a = NO_VALUE,
                                                  .b = NO_VALUE,
                                                  .c = NO_VALUE,
                                                  .integer = integer,
                                                  .number = number,
                                                  .text = text});
}

static uint32_t truth(struct compiler *compiler, bool value)
{
    return constant(compiler, CLASS_BITS, FIELD_BOOLEAN, true, value, 0, (struct text){0});
}

// Runs an instruction on constants for one row. False if the row is at fault: it then faults again in every run.
static bool fold(struct compiler *compiler, const struct instruction *instruction, uint32_t *folded)
{
    const struct instruction *all = compiler->program->instructions;
    struct instruction list[4];
    uint32_t taken[3] = {instruction->a, instruction->b, instruction->c};
    struct program program = *compiler->program;
    program.instructions = list;
    program.count = 0;
    for (size_t i = 0; i < 3; i++)
        if (taken[i] != NO_VALUE) {
            list[program.count] = all[taken[i]];
            taken[i] = (uint32_t)program.count++;
        }
    list[program.count] = *instruction;
    list[program.count].a = taken[0];
    list[program.count].b = taken[1];
    list[program.count].c = taken[2];
    program.result = (uint32_t)program.count++;
    program_assign_slots(compiler->arena, &program);
    struct run run = {.program = &program, .count = 1, .arena = compiler->arena};
    program_run(&run);
    const struct value *value = &run.values[program.result];
    if (value_fault(value, 0) != FAULT_NONE)
        return false;
    bool known = bit_get(value->known, 0);
    *folded = constant(compiler, instruction->class, instruction->type, known,
                       !known                                 ? 0
                       : instruction->class == CLASS_BITS     ? (int64_t)bit_get(value->truths, 0)
                       : instruction->class == CLASS_INTEGERS ? value->integers[0]
                                                              : 0,
                       known && instruction->class == CLASS_NUMBERS ? value->numbers[0] : 0,
                       known && instruction->class == CLASS_TEXTS ? value_text(value, 0) : (struct text){0});
    return true;
}

static bool can_raise(enum operation_code code)
{
    switch ((int)code) {
    case OP_ADD_INTEGERS:
    case OP_SUBTRACT_INTEGERS:
    case OP_MULTIPLY_INTEGERS:
    case OP_DIVIDE_INTEGERS:
    case OP_REMAINDER_INTEGERS:
    case OP_ADD_TO_TIME:
    case OP_SUBTRACT_FROM_TIME:
    case OP_ADD_NUMBERS:
    case OP_SUBTRACT_NUMBERS:
    case OP_MULTIPLY_NUMBERS:
    case OP_DIVIDE_NUMBERS:
    case OP_SCALE_DURATION:
    case OP_DIVIDE_DURATION:
    case OP_NUMBER_TO_INTEGER:
    case OP_DATE_TO_TIME:
    case OP_WORKING_DAYS:
    case OP_JOIN:
    case OP_SUBSTRING: return true;
    default: return false;
    }
}

// Whether an operation takes codes as they are.
static bool takes_codes(const struct instruction *instruction)
{
    switch ((int)instruction->code) {
    case OP_IS_NULL:
    case OP_EQUAL_CODE:
    case OP_EQUAL_CODES:
    case OP_CODES_TO_TEXTS: return true;
    case OP_SELECT: return instruction->class == CLASS_CODES;
    default: return false;
    }
}

static uint32_t as_text(struct compiler *compiler, uint32_t value)
{
    if (value == NO_VALUE || compiler->program->instructions[value].class != CLASS_CODES)
        return value;
    return append(compiler,
                  &(struct instruction){.code = OP_CODES_TO_TEXTS,
                                        .class = CLASS_TEXTS,
                                        .faults = compiler->program->instructions[value].faults,
                                        .a = value,
                                        .b = NO_VALUE,
                                        .c = NO_VALUE,
                                        .category = compiler->program->instructions[value].category});
}

// What the whole numbers of an instruction are.
static enum field_type type_of(const struct instruction *all, const struct instruction *instruction)
{
    enum field_type a = instruction->a == NO_VALUE ? FIELD_INTEGER : all[instruction->a].type;
    switch ((int)instruction->code) {
    case OP_SELECT: {
        enum field_type b = all[instruction->b].type;
        return b == FIELD_TYPE_COUNT ? all[instruction->c].type : b;
    }
    case OP_ADD_INTEGERS:
    case OP_SUBTRACT_INTEGERS: return a;
    case OP_MULTIPLY_INTEGERS:
        return a == FIELD_DURATION || all[instruction->b].type == FIELD_DURATION ? FIELD_DURATION
                                                                                 : FIELD_INTEGER;
    case OP_SUBTRACT_TIMES: return a == FIELD_TIME ? FIELD_DURATION : FIELD_INTEGER;
    case OP_ADD_TO_TIME:
    case OP_SUBTRACT_FROM_TIME: return instruction->most == DAY_LAST ? FIELD_DATE : FIELD_TIME;
    case OP_SCALE_DURATION:
    case OP_DIVIDE_DURATION:
    case OP_LONGEST_GAP: return FIELD_DURATION;
    case OP_TIME_TO_DATE: return FIELD_DATE;
    case OP_DATE_TO_TIME:
    case OP_FIRST_LOG:
    case OP_LAST_LOG: return FIELD_TIME;
    default: return FIELD_INTEGER;
    }
}

static uint32_t emit(struct compiler *compiler, struct instruction instruction)
{
    if (!takes_codes(&instruction)) {
        instruction.a = as_text(compiler, instruction.a);
        instruction.b = as_text(compiler, instruction.b);
        instruction.c = as_text(compiler, instruction.c);
    }
    const struct instruction *all = compiler->program->instructions;
    uint32_t taken[3] = {instruction.a, instruction.b, instruction.c}, folded;
    if (instruction.class == CLASS_INTEGERS)
        instruction.type = type_of(all, &instruction);
    bool constants = instruction.a != NO_VALUE;
    instruction.faults = instruction.faults || can_raise(instruction.code);
    for (size_t i = 0; i < 3; i++)
        if (taken[i] != NO_VALUE) {
            instruction.faults = instruction.faults || all[taken[i]].faults;
            constants = constants && all[taken[i]].code == OP_CONSTANT;
        }
    if (constants && !instruction.search && fold(compiler, &instruction, &folded))
        return folded;
    return append(compiler, &instruction);
}

static uint32_t emit_load(struct compiler *compiler, const struct field *field, size_t index)
{
    bool category = field->type == FIELD_CATEGORY;
    return append(compiler, &(struct instruction){
                                .code = OP_LOAD,
                                .class = category ? CLASS_CODES : class_of(field->type),
                                .type = class_of(field->type) == CLASS_INTEGERS ? field->type : FIELD_BOOLEAN,
                                .a = NO_VALUE,
                                .b = NO_VALUE,
                                .c = NO_VALUE,
                                .field = (uint32_t)index,
                                .category = category ? field : NULL});
}

static uint32_t emit_one(struct compiler *compiler, enum operation_code code, enum value_class class,
                         uint32_t a)
{
    return emit(compiler,
                (struct instruction){.code = code, .class = class, .a = a, .b = NO_VALUE, .c = NO_VALUE});
}

static uint32_t emit_two(struct compiler *compiler, enum operation_code code, enum value_class class,
                         uint32_t a, uint32_t b)
{
    return emit(compiler, (struct instruction){.code = code, .class = class, .a = a, .b = b, .c = NO_VALUE});
}

static uint32_t choose(struct compiler *compiler, enum value_class class, uint32_t condition, uint32_t then,
                       uint32_t otherwise)
{
    const struct instruction *b = &compiler->program->instructions[then],
                             *c = &compiler->program->instructions[otherwise];
    bool codes = b->class == CLASS_CODES && c->class == CLASS_CODES &&
                 b->category->values == c->category->values;
    return emit(compiler, (struct instruction){.code = OP_SELECT,
                                               .class = codes ? CLASS_CODES : class,
                                               .a = condition,
                                               .b = then,
                                               .c = otherwise,
                                               .category = codes ? b->category : NULL});
}

static uint32_t not(struct compiler * compiler, uint32_t value)
{
    return emit_one(compiler, OP_NOT, CLASS_BITS, value);
}

static uint32_t not_if(struct compiler *compiler, bool negated, uint32_t value)
{
    return negated ? not(compiler, value) : value;
}

// ---- Comparisons

static const struct {
    enum operation_code equal, less, more, equal_constant, less_constant, more_constant;
} comparisons[CLASS_COUNT] = {
    [CLASS_BITS] = {.equal = OP_EQUAL_BITS},
    [CLASS_INTEGERS] = {OP_EQUAL_INTEGERS, OP_LESS_INTEGERS, OP_MORE_INTEGERS, OP_EQUAL_INTEGER,
                        OP_LESS_INTEGER, OP_MORE_INTEGER},
    [CLASS_NUMBERS] = {OP_EQUAL_NUMBERS, OP_LESS_NUMBERS, OP_MORE_NUMBERS, OP_EQUAL_NUMBER, OP_LESS_NUMBER,
                       OP_MORE_NUMBER},
    [CLASS_TEXTS] = {.equal = OP_EQUAL_TEXTS, .less = OP_LESS_TEXTS, .more = OP_MORE_TEXTS},
};

static uint32_t with_constant(struct compiler *compiler, enum operation_code code, uint32_t a,
                              uint32_t constant)
{
    const struct instruction *known = &compiler->program->instructions[constant];
    return emit(compiler, (struct instruction){.code = code,
                                               .class = CLASS_BITS,
                                               .a = a,
                                               .b = NO_VALUE,
                                               .c = NO_VALUE,
                                               .integer = known->integer,
                                               .number = known->number});
}

static bool has_constant_form(enum value_class class)
{
    return class == CLASS_INTEGERS || class == CLASS_NUMBERS;
}

static bool has_codes(const struct compiler *compiler, uint32_t value)
{
    return compiler->program->instructions[value].class == CLASS_CODES;
}

static uint32_t equal_code(struct compiler *compiler, uint32_t a, size_t code)
{
    return emit(compiler, (struct instruction){.code = OP_EQUAL_CODE,
                                               .class = CLASS_BITS,
                                               .a = a,
                                               .b = NO_VALUE,
                                               .c = NO_VALUE,
                                               .integer = (int64_t)code});
}

// From codes of one category to those of another: of what the other does not have, to none of its.
static const uint16_t *translation(struct arena *arena, const struct field *from, const struct field *to)
{
    if (from->values == to->values)
        return NULL;
    uint16_t *codes = ARENA_ARRAY(arena, uint16_t, from->value_count);
    bool same = true;
    for (size_t i = 0; i < from->value_count; i++) {
        size_t code;
        codes[i] = category_find(to, from->values[i].id, &code) ? (uint16_t)code : UINT16_MAX;
        same = same && codes[i] == i;
    }
    return same ? NULL : codes;
}

// Of categories without looking at their texts, where that can be.
static bool equal_categories(struct compiler *compiler, uint32_t a, uint32_t b, uint32_t *value)
{
    const struct instruction *all = compiler->program->instructions;
    size_t code;
    if (has_codes(compiler, a) && has_codes(compiler, b)) {
        const uint16_t *b_to_a = translation(compiler->arena, all[b].category, all[a].category);
        *value = emit(compiler, (struct instruction){.code = OP_EQUAL_CODES,
                                                     .class = CLASS_BITS,
                                                     .a = a,
                                                     .b = b,
                                                     .c = NO_VALUE,
                                                     .translation = b_to_a});
        return true;
    }
    if (has_codes(compiler, b))
        return !has_codes(compiler, a) && is_known_constant(compiler, a) &&
               equal_categories(compiler, b, a, value);
    if (!has_codes(compiler, a) || !is_known_constant(compiler, b) ||
        !category_find(all[a].category, all[b].text, &code))
        return false;
    *value = equal_code(compiler, a, code);
    return true;
}

static uint32_t equal(struct compiler *compiler, enum value_class class, uint32_t a, uint32_t b)
{
    uint32_t of_codes;
    if (class == CLASS_TEXTS && equal_categories(compiler, a, b, &of_codes))
        return of_codes;
    if (has_constant_form(class) && is_known_constant(compiler, b))
        return with_constant(compiler, comparisons[class].equal_constant, a, b);
    if (has_constant_form(class) && is_known_constant(compiler, a))
        return with_constant(compiler, comparisons[class].equal_constant, b, a);
    return emit_two(compiler, comparisons[class].equal, CLASS_BITS, a, b);
}

static uint32_t less(struct compiler *compiler, enum value_class class, uint32_t a, uint32_t b)
{
    if (has_constant_form(class) && is_known_constant(compiler, b))
        return with_constant(compiler, comparisons[class].less_constant, a, b);
    if (has_constant_form(class) && is_known_constant(compiler, a))
        return with_constant(compiler, comparisons[class].more_constant, b, a);
    return emit_two(compiler, comparisons[class].less, CLASS_BITS, a, b);
}

static uint32_t more(struct compiler *compiler, enum value_class class, uint32_t a, uint32_t b)
{
    if (has_constant_form(class) && (is_known_constant(compiler, a) || is_known_constant(compiler, b)))
        return less(compiler, class, b, a); // a constant has no fault
    return emit_two(compiler, comparisons[class].more, CLASS_BITS, a, b);
}

// Numbers are never NaN, so each comparison is another one or its contrary.
static uint32_t compare(struct compiler *compiler, enum node_kind kind, enum value_class class, uint32_t a,
                        uint32_t b)
{
    switch ((int)kind) {
    case NODE_EQUAL: return equal(compiler, class, a, b);
    case NODE_NOT_EQUAL: return not(compiler, equal(compiler, class, a, b));
    case NODE_LESS: return less(compiler, class, a, b);
    case NODE_MORE: return more(compiler, class, a, b);
    case NODE_AT_MOST: return not(compiler, more(compiler, class, a, b));
    default: return not(compiler, less(compiler, class, a, b));
    }
}

static uint32_t coalesce(struct compiler *compiler, enum value_class class, uint32_t a, uint32_t b)
{
    return choose(compiler, class, emit_one(compiler, OP_IS_NULL, CLASS_BITS, a), b, a);
}

static uint32_t compile_distinct(struct compiler *compiler, const struct node *node, enum value_class class)
{
    uint32_t a = compile(compiler, node->arguments[0]), b = compile(compiler, node->arguments[1]);
    uint32_t both_null = emit_two(compiler, OP_AND, CLASS_BITS, emit_one(compiler, OP_IS_NULL, CLASS_BITS, a),
                                  emit_one(compiler, OP_IS_NULL, CLASS_BITS, b));
    uint32_t alike = coalesce(compiler, CLASS_BITS, equal(compiler, class, a, b), both_null);
    return not_if(compiler, !node->negated, alike);
}

static uint32_t compile_comparison(struct compiler *compiler, const struct node *node)
{
    enum value_class class = class_of(node->arguments[0]->type);
    if (node->kind == NODE_DISTINCT)
        return compile_distinct(compiler, node, class);
    uint32_t a = compile(compiler, node->arguments[0]), b = compile(compiler, node->arguments[1]);
    if (node->kind == NODE_BETWEEN) {
        uint32_t c = compile(compiler, node->arguments[2]);
        uint32_t within = emit_two(compiler, OP_AND, CLASS_BITS,
                                   compare(compiler, NODE_AT_LEAST, class, a, b),
                                   compare(compiler, NODE_AT_MOST, class, a, c));
        return not_if(compiler, node->negated, within);
    }
    if (node->kind != NODE_IN)
        return compare(compiler, node->kind, class, a, b);
    uint32_t found = equal(compiler, class, a, b);
    for (size_t i = 2; i < node->count; i++) {
        uint32_t next = equal(compiler, class, a, compile(compiler, node->arguments[i]));
        found = emit_two(compiler, OP_OR, CLASS_BITS, found, next);
    }
    return not_if(compiler, node->negated, found);
}

// ---- Arithmetic

static uint32_t in_time_range(struct compiler *compiler, enum operation_code code, enum field_type type,
                              uint32_t a, uint32_t b)
{
    bool days = type == FIELD_DATE;
    return emit(compiler, (struct instruction){.code = code,
                                               .class = CLASS_INTEGERS,
                                               .a = a,
                                               .b = b,
                                               .c = NO_VALUE,
                                               .integer = days ? DAY_FIRST : TIME_FIRST,
                                               .most = days ? DAY_LAST : TIME_LAST});
}

static uint32_t compile_scaling(struct compiler *compiler, const struct node *node, uint32_t a, uint32_t b)
{
    bool whole = node->arguments[0]->type == FIELD_INTEGER || node->arguments[1]->type == FIELD_INTEGER;
    return emit_two(compiler, whole ? OP_MULTIPLY_INTEGERS : OP_SCALE_DURATION, CLASS_INTEGERS, a, b);
}

static uint32_t compile_arithmetic(struct compiler *compiler, const struct node *node)
{
    static const enum operation_code codes[][2] = {
        [NODE_ADD - NODE_ADD] = {OP_ADD_INTEGERS, OP_ADD_NUMBERS},
        [NODE_SUBTRACT - NODE_ADD] = {OP_SUBTRACT_INTEGERS, OP_SUBTRACT_NUMBERS},
        [NODE_MULTIPLY - NODE_ADD] = {OP_MULTIPLY_INTEGERS, OP_MULTIPLY_NUMBERS},
        [NODE_DIVIDE - NODE_ADD] = {OP_DIVIDE_INTEGERS, OP_DIVIDE_NUMBERS},
        [NODE_REMAINDER - NODE_ADD] = {OP_REMAINDER_INTEGERS, OP_REMAINDER_INTEGERS},
    };
    uint32_t a = compile(compiler, node->arguments[0]), b = compile(compiler, node->arguments[1]);
    enum field_type left = node->arguments[0]->type;
    if (node->type == FIELD_TIME || node->type == FIELD_DATE)
        return in_time_range(compiler, node->kind == NODE_ADD ? OP_ADD_TO_TIME : OP_SUBTRACT_FROM_TIME,
                             node->type, a, b);
    if (node->kind == NODE_SUBTRACT && (left == FIELD_TIME || left == FIELD_DATE))
        return emit_two(compiler, OP_SUBTRACT_TIMES, CLASS_INTEGERS, a, b);
    if (node->type == FIELD_DURATION && node->kind == NODE_MULTIPLY)
        return compile_scaling(compiler, node, a, b);
    if (node->type == FIELD_DURATION && node->kind == NODE_DIVIDE)
        return emit_two(compiler, OP_DIVIDE_DURATION, CLASS_INTEGERS, a, b);
    return emit_two(compiler, codes[node->kind - NODE_ADD][node->type == FIELD_NUMBER], class_of(node->type),
                    a, b);
}

static uint32_t compile_negate(struct compiler *compiler, const struct node *node)
{
    uint32_t a = compile(compiler, node->arguments[0]);
    if (node->type == FIELD_NUMBER)
        return emit_one(compiler, OP_NEGATE_NUMBERS, CLASS_NUMBERS, a);
    uint32_t zero = constant(compiler, CLASS_INTEGERS, node->type, true, 0, 0, (struct text){0});
    return emit_two(compiler, OP_SUBTRACT_INTEGERS, CLASS_INTEGERS, zero, a);
}

static uint32_t compile_cast(struct compiler *compiler, const struct node *node)
{
    uint32_t a = compile(compiler, node->arguments[0]);
    enum field_type from = node->arguments[0]->type;
    if (from == FIELD_INTEGER && node->type == FIELD_NUMBER)
        return emit_one(compiler, OP_INTEGER_TO_NUMBER, CLASS_NUMBERS, a);
    if (from == FIELD_NUMBER && node->type == FIELD_INTEGER)
        return emit_one(compiler, OP_NUMBER_TO_INTEGER, CLASS_INTEGERS, a);
    if (from == FIELD_TIME && node->type == FIELD_DATE)
        return emit_one(compiler, OP_TIME_TO_DATE, CLASS_INTEGERS, a);
    if (from == FIELD_DATE && node->type == FIELD_TIME)
        return emit_one(compiler, OP_DATE_TO_TIME, CLASS_INTEGERS, a);
    return a;
}

// ---- Choices

static uint32_t compile_list(struct compiler *compiler, const struct node *node, enum operation_code code)
{
    uint32_t value = compile(compiler, node->arguments[0]);
    for (size_t i = 1; i < node->count; i++)
        value = emit_two(compiler, code, CLASS_BITS, value, compile(compiler, node->arguments[i]));
    return value;
}

static uint32_t compile_case(struct compiler *compiler, const struct node *node)
{
    size_t first = node->kind == NODE_SWITCH;
    uint32_t operand = first ? compile(compiler, node->arguments[0]) : NO_VALUE;
    uint32_t value = compile(compiler, node->arguments[node->count - 1]);
    // From the last branch to the first, each around what follows it.
    for (size_t i = node->count - 1; i > first; i -= 2) {
        const struct node *when = node->arguments[i - 2];
        uint32_t condition = compile(compiler, when);
        if (first)
            condition = equal(compiler, class_of(when->type), operand, condition);
        value = choose(compiler, class_of(node->type), condition, compile(compiler, node->arguments[i - 1]),
                       value);
    }
    return value;
}

static uint32_t compile_coalesce(struct compiler *compiler, const struct node *node)
{
    uint32_t value = compile(compiler, node->arguments[node->count - 1]);
    for (size_t i = node->count - 1; i-- > 0;)
        value = coalesce(compiler, class_of(node->type), compile(compiler, node->arguments[i]), value);
    return value;
}

// NULLs do not count, so GREATEST(a, b) is b where a < b, else a, or b if a is NULL.
static uint32_t compile_extreme(struct compiler *compiler, const struct node *node)
{
    enum value_class class = class_of(node->type);
    uint32_t value = compile(compiler, node->arguments[0]);
    for (size_t i = 1; i < node->count; i++) {
        uint32_t next = compile(compiler, node->arguments[i]);
        uint32_t better = node->kind == NODE_GREATEST ? less(compiler, class, value, next)
                                                      : more(compiler, class, value, next);
        value = coalesce(compiler, class, choose(compiler, class, better, next, value), next);
    }
    return value;
}

static uint32_t compile_nullif(struct compiler *compiler, const struct node *node)
{
    enum value_class class = class_of(node->type);
    uint32_t a = compile(compiler, node->arguments[0]), b = compile(compiler, node->arguments[1]);
    uint32_t null = constant(compiler, class, node->type, false, 0, 0, (struct text){0});
    return choose(compiler, class, equal(compiler, class, a, b), null, a);
}

// ---- Texts and times

static uint32_t compile_trim(struct compiler *compiler, const struct node *node)
{
    uint32_t ends = node->kind == NODE_TRIM_START ? TRIM_START
                    : node->kind == NODE_TRIM_END ? TRIM_END
                                                  : TRIM_START | TRIM_END;
    return emit(compiler, (struct instruction){.code = OP_TRIM,
                                               .class = CLASS_TEXTS,
                                               .a = compile(compiler, node->arguments[0]),
                                               .b = NO_VALUE,
                                               .c = NO_VALUE,
                                               .ends = ends});
}

static uint32_t compile_substring(struct compiler *compiler, const struct node *node)
{
    struct instruction instruction = {.code = OP_SUBSTRING, .class = CLASS_TEXTS, .c = NO_VALUE};
    instruction.a = compile(compiler, node->arguments[0]);
    instruction.b = compile(compiler, node->arguments[1]);
    if (node->count == 3)
        instruction.c = compile(compiler, node->arguments[2]);
    return emit(compiler, instruction);
}

static uint32_t compile_like(struct compiler *compiler, const struct node *node)
{
    uint32_t a = compile(compiler, node->arguments[0]);
    uint32_t found = emit(compiler, (struct instruction){.code = OP_LIKE,
                                                         .class = CLASS_BITS,
                                                         .a = a,
                                                         .b = NO_VALUE,
                                                         .c = NO_VALUE,
                                                         .text = node->arguments[1]->text});
    return not_if(compiler, node->negated, found);
}

static uint32_t compile_extract(struct compiler *compiler, const struct node *node)
{
    bool date = node->arguments[0]->type == FIELD_DATE;
    return emit(compiler, (struct instruction){.code = date ? OP_EXTRACT_FROM_DATE : OP_EXTRACT_FROM_TIME,
                                               .class = CLASS_INTEGERS,
                                               .a = compile(compiler, node->arguments[0]),
                                               .b = NO_VALUE,
                                               .c = NO_VALUE,
                                               .part = node->part});
}

// ---- The log

static uint32_t compile_entry_condition(struct compiler *inner, const struct node *node, size_t condition)
{
    size_t kind = 0;
    schema_find(inner->scope->log, inner->scope->log_kind, &kind);
    uint32_t load = emit_load(inner, &inner->scope->log->fields[kind], kind);
    uint32_t right_kind = equal(inner, CLASS_TEXTS, load, compile(inner, node->arguments[0]));
    if (node->count == condition)
        return right_kind;
    return choose(inner, CLASS_BITS, right_kind, compile(inner, node->arguments[condition]),
                  truth(inner, false));
}

static uint32_t compile_log_function(struct compiler *compiler, const struct node *node)
{
    size_t condition = node->kind == NODE_LONGEST_GAP ? 3 : 1;
    struct search *search = ARENA_NEW(compiler->arena, struct search);
    struct compiler *inner = ARENA_NEW(compiler->arena, struct compiler);
    *inner = (struct compiler){
        .arena = compiler->arena, .scope = compiler->scope, .outer = compiler, .program = &search->entries};
    search->entries = (struct program){.zone = compiler->program->zone,
                                       .bank_holidays = compiler->program->bank_holidays,
                                       .log_time = compiler->program->log_time};
    search->entries.result = compile_entry_condition(inner, node, condition);
    program_assign_slots(compiler->arena, &search->entries);
    search->imports = inner->imports.items;
    search->import_count = inner->imports.count;
    struct instruction instruction = {
        .code = (enum operation_code)(OP_COUNT_LOG + (node->kind - NODE_COUNT_LOG)),
        .class = CLASS_INTEGERS,
        .a = NO_VALUE,
        .b = NO_VALUE,
        .c = NO_VALUE,
        .search = search};
    instruction.faults = search->entries.instructions[search->entries.result].faults;
    if (node->kind == NODE_LONGEST_GAP) {
        instruction.a = compile(compiler, node->arguments[1]);
        instruction.b = compile(compiler, node->arguments[2]);
    }
    return emit(compiler, instruction);
}

// What a condition on log entries says of the case alone is computed once a case and fetched.
static uint32_t import(struct compiler *inner, const struct node *node)
{
    uint32_t value = compile(inner->outer, node);
    struct instruction made = inner->outer->program->instructions[value];
    if (made.code == OP_CONSTANT)
        return constant(inner, made.class, made.type, made.known, made.integer, made.number, made.text);
    size_t number = 0;
    while (number < inner->imports.count && inner->imports.items[number] != value)
        number++;
    if (number == inner->imports.count)
        *ARRAY_APPEND(inner->arena, &inner->imports) = value;
    return append(inner, &(struct instruction){.code = OP_IMPORT,
                                               .class = made.class,
                                               .type = made.type,
                                               .category = made.category,
                                               .faults = made.faults,
                                               .a = NO_VALUE,
                                               .b = NO_VALUE,
                                               .c = NO_VALUE,
                                               .integer = (int64_t)number});
}

// ---- The tree

static uint32_t compile_kind(struct compiler *compiler, const struct node *node)
{
    switch (node->kind) {
    case NODE_LITERAL:
        return constant(compiler, class_of(node->type), node->type, node->known, node->integer, node->number,
                        node->text);
    case NODE_CASE_FIELD:
        return emit_load(compiler, &compiler->scope->cases->fields[node->field], node->field);
    case NODE_ENTRY_FIELD:
        return emit_load(compiler, &compiler->scope->log->fields[node->field], node->field);
    case NODE_NAME: // none is left
    case NODE_DEFINITION: return compile(compiler, node->arguments[0]);
    case NODE_AND: return compile_list(compiler, node, OP_AND);
    case NODE_OR: return compile_list(compiler, node, OP_OR);
    case NODE_NOT: return not(compiler, compile(compiler, node->arguments[0]));
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
    case NODE_LESS:
    case NODE_AT_MOST:
    case NODE_MORE:
    case NODE_AT_LEAST:
    case NODE_DISTINCT:
    case NODE_BETWEEN:
    case NODE_IN: return compile_comparison(compiler, node);
    case NODE_LIKE: return compile_like(compiler, node);
    case NODE_IS_NULL:
    case NODE_IS_TRUE:
    case NODE_IS_FALSE: {
        uint32_t a = compile(compiler, node->arguments[0]);
        enum operation_code code = (enum operation_code)(OP_IS_NULL + (node->kind - NODE_IS_NULL));
        return not_if(compiler, node->negated, emit_one(compiler, code, CLASS_BITS, a));
    }
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
    case NODE_REMAINDER: return compile_arithmetic(compiler, node);
    case NODE_NEGATE: return compile_negate(compiler, node);
    case NODE_CHOOSE:
    case NODE_SWITCH: return compile_case(compiler, node);
    case NODE_COALESCE: return compile_coalesce(compiler, node);
    case NODE_NULLIF: return compile_nullif(compiler, node);
    case NODE_GREATEST:
    case NODE_LEAST: return compile_extreme(compiler, node);
    case NODE_LOWER: return emit_one(compiler, OP_LOWER, CLASS_TEXTS, compile(compiler, node->arguments[0]));
    case NODE_UPPER: return emit_one(compiler, OP_UPPER, CLASS_TEXTS, compile(compiler, node->arguments[0]));
    case NODE_LENGTH:
        return emit_one(compiler, OP_LENGTH, CLASS_INTEGERS, compile(compiler, node->arguments[0]));
    case NODE_TRIM:
    case NODE_TRIM_START:
    case NODE_TRIM_END: return compile_trim(compiler, node);
    case NODE_SUBSTRING: return compile_substring(compiler, node);
    case NODE_LONGEST_GAP:
    case NODE_COUNT_LOG:
    case NODE_FIRST_LOG:
    case NODE_LAST_LOG: return compile_log_function(compiler, node);
    case NODE_EXTRACT: return compile_extract(compiler, node);
    case NODE_CAST: return compile_cast(compiler, node);
    case NODE_JOIN:
    case NODE_POSITION:
    case NODE_STARTS_WITH:
    case NODE_WORKING_DAYS: break;
    }
    uint32_t a = compile(compiler, node->arguments[0]), b = compile(compiler, node->arguments[1]);
    enum operation_code code = node->kind == NODE_JOIN          ? OP_JOIN
                               : node->kind == NODE_POSITION    ? OP_POSITION
                               : node->kind == NODE_STARTS_WITH ? OP_STARTS_WITH
                                                                : OP_WORKING_DAYS;
    return emit_two(compiler, code, class_of(node->type), a, b);
}

static uint32_t compile(struct compiler *compiler, const struct node *node)
{
    bool of_the_case = compiler->outer && !node->reads_entry && node->kind != NODE_LITERAL;
    return of_the_case ? import(compiler, node) : compile_kind(compiler, node);
}

// ---- Slots

static void mark_used(struct program *program)
{
    if (program->result != NO_VALUE)
        program->instructions[program->result].used = true;
    for (size_t i = program->count; i-- > 0;) {
        struct instruction *user = &program->instructions[i];
        user->used = user->used || decides(user);
        uint32_t taken[3] = {user->a, user->b, user->c};
        for (size_t k = 0; user->used && k < 3; k++)
            if (taken[k] != NO_VALUE)
                program->instructions[taken[k]].used = true;
        for (size_t k = 0; user->used && user->search && k < user->search->import_count; k++)
            program->instructions[user->search->imports[k]].used = true;
    }
}

static void note_use(uint32_t *last_use, uint32_t value, size_t user)
{
    if (value != NO_VALUE)
        last_use[value] = (uint32_t)user;
}

static enum value_class slot_class(const struct instruction *instruction)
{
    bool borrows = instruction->code == OP_LOAD &&
                   instruction->class != CLASS_BITS &&   // its values stay in the column,
                   instruction->class != CLASS_INTEGERS; // unless they must be made wide
    return borrows ? CLASS_BITS : instruction->class;
}

// Values whose lives do not overlap share memory. A target never shares with what it is made from.
void program_assign_slots(struct arena *arena, struct program *program)
{
    uint32_t *last_use = ARENA_ARRAY(arena, uint32_t, program->count);
    uint32_t *free_slots[CLASS_COUNT], *ending = ARENA_ARRAY(arena, uint32_t, program->count);
    size_t free_count[CLASS_COUNT] = {0};
    for (size_t class = 0; class < CLASS_COUNT; class ++) {
        free_slots[class] = ARENA_ARRAY(arena, uint32_t, program->count);
        program->slots[class] = 0;
    }
    mark_used(program);
    for (size_t i = 0; i < program->count; i++) {
        const struct instruction *user = &program->instructions[i];
        last_use[i] = (uint32_t)i;
        if (!user->used)
            continue;
        note_use(last_use, user->a, i);
        note_use(last_use, user->b, i);
        note_use(last_use, user->c, i);
        for (size_t k = 0; user->search && k < user->search->import_count; k++)
            note_use(last_use, user->search->imports[k], i);
    }
    if (program->result != NO_VALUE)
        last_use[program->result] = UINT32_MAX;
    // Values by their last use: `ending` counts nothing, it chains values that end at the same instruction.
    uint32_t *chain = ARENA_ARRAY(arena, uint32_t, program->count);
    for (size_t i = 0; i < program->count; i++)
        if (program->instructions[i].used && !decides(&program->instructions[i]) &&
            last_use[i] != UINT32_MAX) {
            chain[i] = ending[last_use[i]];
            ending[last_use[i]] = (uint32_t)i + 1;
        }
    for (size_t i = 0; i < program->count; i++) {
        struct instruction *target = &program->instructions[i];
        enum value_class class = slot_class(target);
        if (target->used && !decides(target))
            target->slot = free_count[class] ? free_slots[class][--free_count[class]]
                                             : program->slots[class]++;
        for (uint32_t dead = ending[i]; dead; dead = chain[dead - 1]) {
            enum value_class freed = slot_class(&program->instructions[dead - 1]);
            free_slots[freed][free_count[freed]++] = program->instructions[dead - 1].slot;
        }
    }
}

struct compiler *compiler_new(struct arena *arena, const struct expression_scope *scope)
{
    struct program *program = ARENA_NEW(arena, struct program);
    size_t log_time = 0;
    if (scope->log)
        schema_find(scope->log, scope->log_time, &log_time);
    *program = (struct program){.zone = scope->zone,
                                .bank_holidays = scope->bank_holidays,
                                .log_time = (uint32_t)log_time,
                                .result = NO_VALUE};
    struct compiler *compiler = ARENA_NEW(arena, struct compiler);
    *compiler = (struct compiler){.arena = arena, .scope = scope, .program = program};
    return compiler;
}

uint32_t compiler_expression(struct compiler *compiler, const struct expression *expression)
{
    return as_text(compiler, compile(compiler, expression->tree));
}

uint32_t compiler_load(struct compiler *compiler, size_t case_field)
{
    return emit_load(compiler, &compiler->scope->cases->fields[case_field], case_field);
}

uint32_t compiler_less(struct compiler *compiler, uint32_t value, int64_t bound)
{
    return less(compiler, CLASS_INTEGERS, value,
                constant(compiler, CLASS_INTEGERS, compiler->program->instructions[value].type, true, bound,
                         0, (struct text){0}));
}

uint32_t compiler_and(struct compiler *compiler, uint32_t a, uint32_t b)
{
    return emit_two(compiler, OP_AND, CLASS_BITS, a, b);
}

uint32_t compiler_known(struct compiler *compiler, uint32_t value)
{
    return not(compiler, emit_one(compiler, OP_IS_NULL, CLASS_BITS, value));
}

uint32_t compiler_not(struct compiler *compiler, uint32_t value)
{
    return not(compiler, value);
}

uint32_t compiler_append(struct compiler *compiler, struct instruction instruction)
{
    const struct instruction *all = compiler->program->instructions;
    uint32_t taken[3] = {instruction.a, instruction.b, instruction.c};
    instruction.slot = instruction.next_equal_hash = 0;
    instruction.used = false;
    instruction.faults = can_raise(instruction.code);
    for (size_t i = 0; i < 3; i++)
        instruction.faults = instruction.faults || (taken[i] != NO_VALUE && all[taken[i]].faults);
    if (instruction.search) {
        const struct program *entries = &instruction.search->entries;
        instruction.faults = instruction.faults || entries->instructions[entries->result].faults;
    }
    return append(compiler, &instruction);
}

// Not `append`: two that are equal are not one.
void compiler_decide(struct compiler *compiler, struct instruction instruction)
{
    struct program *program = compiler->program;
    arena_grow(compiler->arena, (void **)&program->instructions, program->count, &compiler->capacity,
               sizeof *program->instructions, alignof(struct instruction));
    instruction.c = NO_VALUE;
    program->instructions[program->count++] = instruction;
}

const struct program *compiler_finish(struct compiler *compiler)
{
    program_assign_slots(compiler->arena, compiler->program);
    return compiler->program;
}

const struct program *program_compile(struct arena *arena, const struct node *tree,
                                      const struct expression_scope *scope)
{
    struct compiler *compiler = compiler_new(arena, scope);
    compiler->program->result = as_text(compiler, compile(compiler, tree));
    return compiler_finish(compiler);
}
