// SPDX-License-Identifier: GPL-3.0-or-later
// How one case came to its outcome, in words.
#include "instrument/instrument_evaluate.h"

static struct text number_words(struct arena *arena, double number)
{
    return text_print(arena, "%.15g", number);
}

static struct text time_words(struct arena *arena, const struct zone *zone, const struct rows *rows,
                              const struct column *column, size_t row, enum language language)
{
    struct text words = civil_time_words(arena, language,
                                         zone_to_civil(zone, column_integer(rows, column, row)));
    if (!column->ambiguous || !bit_get(column->ambiguous, row))
        return words;
    struct message twice = MESSAGE("{time} (the clocks went back: this time occurred twice)",
                                   VALUE("time", words));
    return message_text(arena, language, &twice);
}

struct text column_words(struct arena *arena, const struct instrument *instrument, const struct rows *rows,
                         size_t field, size_t row, enum language language)
{
    const struct column *column = &rows->columns[field];
    if (!bit_get(column->known, row))
        return (struct text){0};
    switch (column->type) {
    case FIELD_BOOLEAN: return message_word(language, bit_get(column->truths, row) ? N_("yes") : N_("no"));
    case FIELD_INTEGER: return number_text(arena, column_integer(rows, column, row));
    case FIELD_NUMBER: return number_words(arena, column->numbers[row]);
    case FIELD_TEXT: return column->texts[row];
    case FIELD_CATEGORY: return rows->schema->fields[field].values[column->codes[row]].label.in[language];
    case FIELD_DATE:
        return civil_date_words(arena, language, civil_date_from_days(column_integer(rows, column, row)));
    case FIELD_TIME: return time_words(arena, instrument->zone, rows, column, row, language);
    case FIELD_DURATION: return duration_words(arena, language, column->integers[row]);
    case FIELD_TYPE_COUNT: break;
    }
    return (struct text){0};
}

static const char *const reason_words[REASON_COUNT] = {
    [REASON_DOES_NOT_APPLY] = N_("The question does not apply to this case."),
    [REASON_MISSING] = N_("Something that the rule needs is not recorded."),
    [REASON_NO_RULE] = N_("No rule fits the facts of this case."),
    [REASON_NO_RULE_SET] = N_("No rules are declared for the day of this case."),
    [REASON_AMBIGUOUS_TIME] = N_(
        "A time occurred twice because the clocks went back, and the outcome depends on which "
        "of the two was meant."),
    [REASON_DIVISION_BY_ZERO] = N_("The rule divides by zero in this case."),
    [REASON_OUT_OF_RANGE] = N_("A value of this case is too large or too small to be computed with."),
    [REASON_NO_CALENDAR] = N_("The rule counts working days in a year whose bank holidays are not known."),
};

struct text outcome_reason_words(struct arena *arena, const struct instrument *instrument,
                                 enum outcome_reason reason, uint16_t detail, enum language language)
{
    if (reason == REASON_IMPOSSIBLE)
        return instrument->checks[detail].says.in[language];
    if (detail < instrument->cases.count && (reason == REASON_MISSING || reason == REASON_AMBIGUOUS_TIME)) {
        struct text label = instrument->cases.fields[detail].label.in[language];
        struct message words =
            reason == REASON_MISSING
                ? MESSAGE("“{field}” is not recorded.", VALUE("field", label))
                : MESSAGE(
                      "“{field}” occurred twice because the clocks went back, and the outcome depends on which of "
                      "the two was meant.",
                      VALUE("field", label));
        return message_text(arena, language, &words);
    }
    if (detail == DETAIL_LOG && reason == REASON_MISSING)
        return message_word(language, N_("The log does not record what the rule needs."));
    return reason_words[reason] ? message_word(language, reason_words[reason]) : (struct text){0};
}

// A trace while it is made.
struct tracing {
    struct arena *arena;
    const struct instrument *instrument;
    const struct case_rows *rows;
    size_t row;
    enum language language;
    struct trace *trace;
    ARRAY_OF(struct trace_step) steps;
    ARRAY_OF(struct trace_input) inputs;
};

static void add_input(struct tracing *tracing, size_t field)
{
    const struct field *declared = &tracing->instrument->cases.fields[field];
    const struct column *column = &tracing->rows->cases.columns[field];
    for (size_t i = 0; i < tracing->inputs.count; i++)
        if (tracing->inputs.items[i].field == field)
            return;
    *ARRAY_APPEND(tracing->arena, &tracing->inputs) = (struct trace_input){
        .field = field,
        .label = declared->label.in[tracing->language],
        .known = bit_get(column->known, tracing->row),
        .value = column_words(tracing->arena, tracing->instrument, &tracing->rows->cases, field, tracing->row,
                              tracing->language),
    };
}

static void trace_inputs(struct tracing *tracing, const struct expression *rule)
{
    size_t count;
    const size_t *inputs = expression_inputs(rule, &count);
    for (size_t i = 0; i < count; i++)
        add_input(tracing, inputs[i]);
    tracing->trace->reads_log |= expression_reads_log(rule);
}

// Tries one rule on the case and notes it; true if it decides, which a NULL always does.
static bool trace_rule(struct tracing *tracing, const struct expression *rule, size_t outcome, bool decisive)
{
    struct column answer;
    enum evaluation_fault fault = FAULT_NONE;
    expression_run(rule, tracing->rows, tracing->row, 1, tracing->arena, &answer, &fault);
    bool known = bit_get(answer.known, 0), truth = known && bit_get(answer.truths, 0);
    trace_inputs(tracing, rule);
    struct trace_step *step = ARRAY_APPEND(tracing->arena, &tracing->steps);
    step->outcome = outcome;
    step->rule = expression_words(tracing->arena, rule, tracing->language);
    step->answer = !known ? TRACE_UNKNOWN : truth ? TRACE_TRUE : TRACE_FALSE;
    return !known || truth == decisive;
}

static const struct rule_set *set_of(const struct criterion *criterion, const struct case_rows *rows,
                                     size_t row)
{
    if (!criterion->has_rules_by)
        return criterion->sets;
    const struct column *by = &rows->cases.columns[criterion->rules_by];
    for (size_t i = 0; bit_get(by->known, row) && i < criterion->set_count; i++)
        if (rule_set_in_force(&criterion->sets[i], by->type, column_integer(&rows->cases, by, row)))
            return &criterion->sets[i];
    return NULL;
}

static void trace_steps(struct tracing *tracing, const struct criterion *criterion)
{
    if (criterion->applies && trace_rule(tracing, criterion->applies, OUTCOME_NONE, false))
        return;
    if (criterion->has_rules_by)
        add_input(tracing, criterion->rules_by);
    const struct rule_set *set = criterion->judged ? NULL : set_of(criterion, tracing->rows, tracing->row);
    if (!set)
        return;
    tracing->trace->rules = set->source.in[tracing->language];
    for (size_t i = 0; i < criterion->outcome_count; i++)
        if (set->when[i] && trace_rule(tracing, set->when[i], i, true))
            return;
}

void instrument_trace(struct arena *arena, const struct instrument *instrument, size_t criterion,
                      const struct case_rows *rows, size_t row, enum language language, struct trace *trace)
{
    struct criterion_results *results = instrument_evaluate(arena, instrument, rows, row, 1);
    *trace = (struct trace){
        .outcome = results[criterion].outcomes[0],
        .reason = results[criterion].reasons[0],
        .detail = results[criterion].details[0],
        .has_log = rows->log_start != NULL,
        .log_entries = rows->log_start ? rows->log_start[row + 1] - rows->log_start[row] : 0,
    };
    trace->because = outcome_reason_words(arena, instrument, trace->reason, trace->detail, language);
    struct tracing tracing = {.arena = arena,
                              .instrument = instrument,
                              .rows = rows,
                              .row = row,
                              .language = language,
                              .trace = trace};
    if (trace->reason == REASON_IMPOSSIBLE)
        trace_inputs(&tracing, instrument->checks[trace->detail].impossible);
    else
        trace_steps(&tracing, &instrument->criteria[criterion]);
    trace->steps = tracing.steps.items;
    trace->step_count = tracing.steps.count;
    trace->inputs = tracing.inputs.items;
    trace->input_count = tracing.inputs.count;
}
