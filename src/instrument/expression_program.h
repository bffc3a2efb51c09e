// SPDX-License-Identifier: GPL-3.0-or-later
// What runs: a list of instructions without jumps. Each makes one value, a column of a batch of rows, from earlier ones.
//
// Every row of a value is in one of three states: known, NULL, or at fault; a fault is not raised when it happens but
// travels along like NULL does, so that what AND, OR, CASE and COALESCE do not look at cannot do harm, and instructions
// can run over all rows. Equal instructions are computed once.
#pragma once

#include "instrument/expression_kernels.h"
#include "instrument/expression_tree.h"

enum value_class {
    CLASS_BITS,
    CLASS_INTEGERS,
    CLASS_NUMBERS,
    CLASS_TEXTS,
    CLASS_CODES,
    CLASS_NARROWS,
    CLASS_COUNT
};

enum operation_code {
    OP_CONSTANT,
    OP_LOAD,   // column `field` of the rows that the program runs over
    OP_IMPORT, // in a condition on log entries: import number `integer` of the case that the entry belongs to

    OP_NOT,
    OP_AND,
    OP_OR,
    OP_IS_NULL,
    OP_IS_TRUE,
    OP_IS_FALSE,
    OP_EQUAL_BITS,
    OP_SELECT, // b where a is true, else c
    OP_LAST_OF_LOGIC = OP_SELECT,

    OP_EQUAL_INTEGERS,
    OP_LESS_INTEGERS,
    OP_MORE_INTEGERS, // not LESS with its sides changed: the fault of the left side comes first
    OP_EQUAL_INTEGER, // with the constant `integer`
    OP_LESS_INTEGER,
    OP_MORE_INTEGER,
    OP_EQUAL_NUMBERS,
    OP_LESS_NUMBERS,
    OP_MORE_NUMBERS,
    OP_EQUAL_NUMBER, // with the constant `number`
    OP_LESS_NUMBER,
    OP_MORE_NUMBER,
    OP_ADD_INTEGERS,
    OP_SUBTRACT_INTEGERS,
    OP_MULTIPLY_INTEGERS,
    OP_DIVIDE_INTEGERS,
    OP_REMAINDER_INTEGERS,
    OP_SUBTRACT_TIMES, // or days: of years 1 to 9999, so the difference always fits
    OP_ADD_TO_TIME,    // the result must lie in [integer, most]
    OP_SUBTRACT_FROM_TIME,
    OP_ADD_NUMBERS,
    OP_SUBTRACT_NUMBERS,
    OP_MULTIPLY_NUMBERS,
    OP_DIVIDE_NUMBERS,
    OP_NEGATE_NUMBERS,
    OP_SCALE_DURATION, // integers by numbers or numbers by integers, to the nearest
    OP_DIVIDE_DURATION,
    OP_INTEGER_TO_NUMBER,
    OP_NUMBER_TO_INTEGER,
    OP_LAST_OF_ARITHMETIC = OP_NUMBER_TO_INTEGER,

    OP_TIME_TO_DATE,
    OP_DATE_TO_TIME,
    OP_EXTRACT_FROM_DATE, // `part`
    OP_EXTRACT_FROM_TIME,
    OP_WORKING_DAYS,
    OP_LAST_OF_TIME = OP_WORKING_DAYS,

    OP_EQUAL_CODE, // with the constant `integer`
    OP_EQUAL_CODES,
    OP_CODES_TO_TEXTS,
    OP_EQUAL_TEXTS,
    OP_LESS_TEXTS,
    OP_MORE_TEXTS,
    OP_JOIN,
    OP_LOWER,
    OP_UPPER,
    OP_LENGTH,
    OP_TRIM, // at the ends named by `ends`
    OP_SUBSTRING,
    OP_POSITION,
    OP_STARTS_WITH,
    OP_LIKE, // the pattern `text`
    OP_LAST_OF_TEXT = OP_LIKE,

    // Whole numbers of 32 bits (expression_narrow.c).
    OP_EQUAL_NARROWS,
    OP_LESS_NARROWS,
    OP_MORE_NARROWS,
    OP_EQUAL_NARROW, // with the constant `integer`, as it would be in 64 bits
    OP_LESS_NARROW,
    OP_MORE_NARROW,
    OP_ADD_NARROWS,      // not 0 in `most`: the result must lie in [integer, most]
    OP_SUBTRACT_NARROWS, // not 0 in `ends`: results may not fit
    OP_MULTIPLY_NARROWS,
    OP_WIDEN,
    OP_LAST_OF_NARROW = OP_WIDEN,

    OP_COUNT_LOG,
    OP_FIRST_LOG,
    OP_LAST_LOG,
    OP_LONGEST_GAP,
    OP_LAST_OF_LOG = OP_LONGEST_GAP,

    // Of a tally (tally.h), in this order, each once it has been reached. They make no value.
    OP_OPEN,  // every case is undecided
    OP_APPLY, // undecided cases: to `slot_a` where a is false, to `slot_b` where it is not known
    OP_TRY, // undecided cases, where b is true if there is a b: to `slot_a` if a is true, to `slot_b` if not known
    OP_REST,       // undecided cases, where b is true if there is a b: to `slot_a`
    OP_IMPOSSIBLE, // where a is true
    OP_MEASURE,    // a is the measure `integer`
};

enum { TRIM_START = 1, TRIM_END = 2 };
#define NO_VALUE UINT32_MAX

struct search; // of the log

struct instruction {
    enum operation_code code;
    enum value_class class;
    enum field_type type; // of whole numbers; of a narrow comparison, that of its sides
    bool faults;          // whether a row can be at fault
    bool known;           // of a constant: not NULL
    bool used;
    uint32_t a, b, c; // the values that it takes, by their instructions, or NO_VALUE
    uint32_t field;
    uint32_t ends;
    uint32_t slot, next_equal_hash;
    enum time_part part;
    int64_t integer, most;
    double number;
    struct text text;
    const struct search *search;
    const struct field *category; // of CLASS_CODES, whose values the codes are; of OP_CODES_TO_TEXTS
    const uint16_t *translation;  // of OP_EQUAL_CODES: a code of b to that of a; NULL: they are the same
    uint32_t slot_a, slot_b;      // of a tally
};

struct program {
    struct instruction *instructions;
    size_t count;
    uint32_t result;
    uint32_t slots[CLASS_COUNT]; // how many values of a class exist at once
    const struct zone *zone;
    const struct bank_holidays *bank_holidays;
    uint32_t log_time; // field
};

// Which log entries a log function is about: a program over the log's rows, true where the entry counts.
struct search {
    struct program entries;
    const uint32_t *imports; // values of the program around it
    size_t import_count;
};

// A value while it runs. Bits past the last row are 0; rows that are not known hold anything.
struct value {
    uint64_t *known;
    uint64_t *fault[2]; // the bits of the number of the fault; NULL if there can be none
    union {
        uint64_t *truths; // 0 where not known
        int64_t *integers;
        double *numbers;
        const struct text *texts;
        const uint16_t *codes;
        int32_t *narrows;
    };
    int64_t *room; // of a load of integers: where they go if the column is narrow
    size_t step;   // of texts: 0 if one text is that of every row
};

struct decision; // of a tally, while it runs

struct run {
    const struct program *program;
    const struct case_rows *all;
    const struct rows *rows; // those that this program runs over
    size_t from, count, words;
    struct value *values; // by instruction
    struct arena *arena;
    const struct run *outer;           // of a condition on log entries: the run over the cases
    const uint32_t *imports, *case_of; // and the case of each entry
    const uint32_t *
        *entry_cases; // of a run over cases: where its searches share the cases of all their entries
    struct decision *decision;
    const struct kernels *kernels;
    uint64_t *every; // a plane of all rows
    bool *doubt;     // of a narrow program: set where something did not fit
};

// Compiling several expressions of one scope into one program.
struct compiler;
struct compiler *compiler_new(struct arena *arena, const struct expression_scope *scope);
uint32_t compiler_expression(struct compiler *compiler, const struct expression *expression);
uint32_t compiler_load(struct compiler *compiler, size_t case_field);
uint32_t compiler_less(struct compiler *compiler, uint32_t value, int64_t constant);
uint32_t compiler_and(struct compiler *compiler, uint32_t a, uint32_t b);
uint32_t compiler_known(struct compiler *compiler, uint32_t value); // IS NOT NULL
uint32_t compiler_not(struct compiler *compiler, uint32_t value);
uint32_t compiler_append(struct compiler *compiler, struct instruction instruction); // as it is
void compiler_decide(struct compiler *compiler,
                     struct instruction instruction); // OP_OPEN and those behind it
const struct program *compiler_finish(struct compiler *compiler);

static inline bool decides(const struct instruction *instruction)
{
    return instruction->code > OP_LAST_OF_LOG;
}

// The same in 32 bits where that can be, for rows whose columns of whole numbers are narrow, and whose zero second is
// far enough from the ends of time.
const struct program *program_narrow(struct arena *arena, const struct program *program,
                                     const struct expression_scope *scope);

void program_assign_slots(struct arena *arena, struct program *program);
// Allocates values and runs all instructions.
void program_run(struct run *run);

// One group of instructions each; known and faults of strict instructions have been prepared.
void run_logic(const struct run *run, const struct instruction *instruction, struct value *target);
void run_arithmetic(const struct run *run, const struct instruction *instruction, struct value *target);
void run_time(const struct run *run, const struct instruction *instruction, struct value *target);
void run_text(const struct run *run, const struct instruction *instruction, struct value *target);
void run_log(const struct run *run, const struct instruction *instruction, struct value *target);
void run_narrow(const struct run *run, const struct instruction *instruction, struct value *target);
void broadcast_narrow(const struct run *run, const struct instruction *instruction, struct value *target);
void run_decision(const struct run *run, const struct instruction *instruction);

// A value to a column of its type.
void copy_result(const struct run *run, const struct value *value, enum value_class class,
                 struct column *result);

static inline uint64_t value_faulted(const struct value *value, size_t word)
{
    return value->fault[0] ? value->fault[0][word] | value->fault[1][word] : 0;
}

// All rows of a word of bits.
static inline uint64_t run_rows(const struct run *run, size_t word)
{
    size_t left = run->count - word * 64;
    return left >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << left) - 1;
}

// A known row turns out to be at fault.
static inline void value_raise(struct value *value, size_t row, enum evaluation_fault fault)
{
    if (!bit_get(value->known, row))
        return;
    bit_clear(value->known, row);
    if (fault & 1)
        bit_set(value->fault[0], row);
    if (fault & 2)
        bit_set(value->fault[1], row);
}

static inline enum evaluation_fault value_fault(const struct value *value, size_t row)
{
    if (!value->fault[0])
        return FAULT_NONE;
    return (enum evaluation_fault)(bit_get(value->fault[0], row) | bit_get(value->fault[1], row) << 1);
}

static inline struct text value_text(const struct value *value, size_t row)
{
    return value->texts[row * value->step];
}

// Sets `row` to each known row in turn.
#define FOR_EACH_KNOWN(run, value, row) \
    for (size_t word_ = 0; word_ < (run)->words; word_++) \
        for (uint64_t bits_ = (value)->known[word_]; bits_; bits_ &= bits_ - 1) \
            for (size_t row = word_ * 64 + (size_t)__builtin_ctzll(bits_), once_ = 1; once_; once_ = 0)

_Static_assert(FAULT_NO_CALENDAR <= 3, "a fault is two bits");
