// SPDX-License-Identifier: GPL-3.0-or-later
// Compiling a tally. For each criterion the instructions are those that a reader of its rules would follow: all cases are
// open; `applies` closes some; each rule closes those for which it is true or not known; what is left over is not recorded.
#include "instrument/tally.h"

#include "base/processor.h"
#include "instrument/tally_program.h"

struct tallying {
    struct arena *arena;
    struct tally_program *tally;
    struct compiler *compiler;
    bool *reads, *reads_log; // by field
};

static void note_inputs(struct tallying *tallying, const struct expression *expression)
{
    size_t count;
    const size_t *inputs = expression_inputs(expression, &count);
    for (size_t i = 0; i < count; i++)
        tallying->reads[inputs[i]] = true;
    inputs = expression_log_inputs(expression, &count);
    for (size_t i = 0; i < count; i++)
        tallying->reads_log[inputs[i]] = true;
}

static uint32_t compile_rule(struct tallying *tallying, const struct expression *expression)
{
    note_inputs(tallying, expression);
    return compiler_expression(tallying->compiler, expression);
}

static void decide(struct tallying *tallying, enum operation_code code, uint32_t a, uint32_t b, size_t slot_a,
                   size_t slot_b)
{
    compiler_decide(
        tallying->compiler,
        (struct instruction){
            .code = code, .a = a, .b = b, .slot_a = (uint32_t)slot_a, .slot_b = (uint32_t)slot_b});
}

// The cases whose day or instant lies in a dated set.
static uint32_t in_force(struct tallying *tallying, const struct criterion *criterion,
                         const struct rule_set *set)
{
    struct compiler *compiler = tallying->compiler;
    bool date = tallying->tally->instrument->cases.fields[criterion->rules_by].type == FIELD_DATE;
    uint32_t when = compiler_load(compiler, criterion->rules_by), value = NO_VALUE;
    tallying->reads[criterion->rules_by] = true;
    if (set->has_from)
        value = compiler_not(compiler, compiler_less(compiler, when, date ? set->from : set->from_instant));
    if (set->has_before) {
        uint32_t before = compiler_less(compiler, when, date ? set->before : set->before_instant);
        value = value == NO_VALUE ? before : compiler_and(compiler, value, before);
    }
    // Always in force, but only where the field is known.
    return value == NO_VALUE ? compiler_known(compiler, when) : value;
}

static void compile_set(struct tallying *tallying, size_t index, const struct rule_set *set)
{
    const struct criterion *criterion = &tallying->tally->instrument->criteria[index];
    size_t first = tallying->tally->first_slot[index];
    uint32_t where = criterion->has_rules_by ? in_force(tallying, criterion, set) : NO_VALUE;
    for (size_t i = 0; i < criterion->outcome_count; i++)
        if (set->when[i])
            decide(tallying, OP_TRY, compile_rule(tallying, set->when[i]), where, first + i,
                   first + criterion->not_recorded);
    decide(tallying, OP_REST, NO_VALUE, where, first + criterion->not_recorded, 0);
}

static void compile_criterion(struct tallying *tallying, size_t index)
{
    const struct criterion *criterion = &tallying->tally->instrument->criteria[index];
    size_t first = tallying->tally->first_slot[index];
    decide(tallying, OP_OPEN, NO_VALUE, NO_VALUE, 0, 0);
    if (criterion->applies)
        decide(tallying, OP_APPLY, compile_rule(tallying, criterion->applies), NO_VALUE,
               first + criterion->not_applicable, first + criterion->not_recorded);
    for (size_t i = 0; !criterion->judged && i < criterion->set_count; i++)
        compile_set(tallying, index, &criterion->sets[i]);
    size_t rest = criterion->judged ? criterion->outcome_count : criterion->not_recorded;
    if (criterion->judged || criterion->has_rules_by)
        decide(tallying, OP_REST, NO_VALUE, NO_VALUE, first + rest, 0);
}

static void compile_all(struct tallying *tallying)
{
    struct tally_program *tally = tallying->tally;
    const struct instrument *instrument = tally->instrument;
    if (tally->options.scope != TALLY_WITHOUT_CHECKS)
        for (size_t i = 0; i < instrument->check_count; i++)
            decide(tallying, OP_IMPOSSIBLE, compile_rule(tallying, instrument->checks[i].impossible),
                   NO_VALUE, 0, 0);
    if (tally->options.scope != TALLY_CHECKS_ALONE)
        for (size_t i = 0; i < instrument->criterion_count; i++)
            compile_criterion(tallying, i);
    for (size_t i = 0; i < tally->measure_count; i++) {
        uint32_t value = compile_rule(tallying, tally->measures[i]);
        compiler_decide(
            tallying->compiler,
            (struct instruction){.code = OP_MEASURE, .a = value, .b = NO_VALUE, .integer = (int64_t)i});
    }
    tally->program = compiler_finish(tallying->compiler);
    tally->narrow = program_narrow(tallying->arena, tally->program, &tally->scope);
}

static size_t *fields_read(struct arena *arena, const bool *reads, size_t fields, size_t *count)
{
    size_t *list = ARENA_ARRAY(arena, size_t, fields);
    *count = 0;
    for (size_t i = 0; i < fields; i++)
        if (reads[i])
            list[(*count)++] = i;
    return list;
}

static void number_slots(struct arena *arena, struct tally_program *tally)
{
    const struct instrument *instrument = tally->instrument;
    tally->first_slot = ARENA_ARRAY(arena, size_t, instrument->criterion_count + 1);
    for (size_t i = 0; i < instrument->criterion_count; i++) {
        const struct criterion *criterion = &instrument->criteria[i];
        tally->first_slot[i + 1] = tally->first_slot[i] + criterion->outcome_count + criterion->judged;
    }
    tally->slot_count = tally->first_slot[instrument->criterion_count];
}

const struct tally_program *tally_program_new(struct arena *arena, const struct instrument *instrument,
                                              const struct expression *const *measures, size_t measure_count,
                                              struct tally_options options)
{
    struct tally_program *tally = ARENA_NEW(arena, struct tally_program);
    const struct schema *log = &instrument->log;
    *tally = (struct tally_program){.instrument = instrument,
                                    .options = options,
                                    .kernels = processor_has_avx2() && !options.portable ? &kernels_avx2
                                                                                         : &kernels_portable,
                                    .measures = measures,
                                    .measure_count = measure_count,
                                    .scope = {.cases = &instrument->cases,
                                              .zone = instrument->zone,
                                              .bank_holidays = &instrument->bank_holidays}};
    if (instrument->has_log) {
        tally->scope.log = log;
        tally->scope.log_time = log->fields[instrument->log_time].id;
        tally->scope.log_kind = log->fields[instrument->log_kind].id;
    }
    struct tallying tallying = {.arena = arena,
                                .tally = tally,
                                .compiler = compiler_new(arena, &tally->scope),
                                .reads = ARENA_ARRAY(arena, bool, instrument->cases.count),
                                .reads_log = ARENA_ARRAY(arena, bool, log->count)};
    number_slots(arena, tally);
    compile_all(&tallying);
    tally->inputs = fields_read(arena, tallying.reads, instrument->cases.count, &tally->input_count);
    tally->log_inputs = fields_read(arena, tallying.reads_log, log->count, &tally->log_input_count);
    return tally;
}

const size_t *tally_inputs(const struct tally_program *program, size_t *count)
{
    *count = program->input_count;
    return program->inputs;
}

const size_t *tally_log_inputs(const struct tally_program *program, size_t *count)
{
    *count = program->log_input_count;
    return program->log_inputs;
}

size_t tally_slots(const struct tally_program *program)
{
    return program->slot_count;
}

size_t tally_slot(const struct tally_program *program, size_t criterion, size_t outcome)
{
    size_t outcomes = program->instrument->criteria[criterion].outcome_count;
    return program->first_slot[criterion] + (outcome == OUTCOME_TO_JUDGE ? outcomes : outcome);
}
