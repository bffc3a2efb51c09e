// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "extract/value.h"
#include "review/evaluation.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {.name = N_("CASE"), .kind = VALUE_TEXT, .required = true, .help = N_("A case's reference.")},
    {.name = N_("FIELD"), .kind = VALUE_TEXT, .required = true, .help = N_("The field of the case, by its id.")},
    {.name = N_("VALUE"), .kind = VALUE_TEXT,
     .help = N_("The right value, as a force would send it. Without one the field is not known.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "source", .value = N_("TEXT"), .kind = VALUE_TEXT, .required = true,
     .help = N_("Where the right value was seen.")},
    {0},
};

static const struct example examples[] = {
    {"correct hate-crime-snapshot-2019 DP-2019-0007 closed_at 2019-05-02T09:00 --source Niche",
     N_("Put a wrong fact right:")},
    {0},
};

struct correction {
    struct text review, case_id, field, value, source;
    const struct instrument *instrument;
    enum language language;
};

static bool find_row(const struct evaluation *evaluation, struct text case_id, size_t *row)
{
    for (size_t i = 0; i < evaluation->count; i++)
        if (text_equal(evaluation->cases[i].entry->record.id, case_id)) {
            *row = i;
            return true;
        }
    return false;
}

// A force could not have sent a case that cannot be, so nobody can correct one into it.
static bool check_possible(struct write *write, const struct correction *correction, struct problems *problems)
{
    const struct instrument *instrument = correction->instrument;
    struct ledger ledger = {0};
    struct evaluation evaluation;
    size_t row;
    if (!ledger_read(write->store, write->arena, correction->review, &ledger, problems) ||
        !evaluation_read(write->store, write->arena, correction->review, instrument, &ledger, ~0u, &evaluation,
                         problems))
        return false;
    if (instrument->check_count == 0 || !find_row(&evaluation, correction->case_id, &row))
        return true;
    uint16_t check = instrument_impossible(write->arena, instrument, &evaluation.rows, row, 1)[0];
    if (check == DETAIL_NONE)
        return true;
    struct text says = instrument->checks[check].says.in[correction->language];
    return problem_report(problems, (struct place){.source = instrument->id, .name = correction->field},
                          MESSAGE("{words}", VALUE("words", says)),
                          MESSAGE("where two facts are wrong, begin with the one that makes room for the other"));
}

static bool correct(struct write *write, void *argument, struct problems *problems)
{
    const struct correction *correction = argument;
    return case_correct(write, correction->case_id, correction->field, correction->value, correction->source,
                        problems) &&
           check_possible(write, correction, problems);
}

// The value as the record keeps it; empty where none is given.
static bool canonical_value(struct invocation *invocation, const struct instrument *instrument, struct text *canonical)
{
    struct text name = given_text(invocation, "FIELD");
    struct place place = {.source = instrument->id, .name = name};
    struct value value;
    size_t index;
    if (!schema_find(&instrument->cases, name, &index))
        return problem_report_value(&invocation->problems, (struct place){.source = instrument->id}, name,
                                    MESSAGE("the instrument has no such field of a case"), NO_MESSAGE);
    if (index == instrument->case_reference)
        return problem_report(&invocation->problems, place, MESSAGE("the reference of a case cannot be corrected"),
                              NO_MESSAGE);
    const struct field *field = &instrument->cases.fields[index];
    if (!value_read(field, instrument->zone, given_text(invocation, "VALUE"), place, &value, &invocation->problems))
        return false;
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    if (value.known)
        value_write(&json, field, instrument->zone, &value);
    *canonical = text_copy(invocation->arena, buffer_text(&out));
    buffer_dispose(&out);
    return true;
}

static enum status run(struct invocation *invocation)
{
    struct review review;
    const struct instrument *instrument;
    struct case_record record;
    struct correction correction = {
        .field = given_text(invocation, "FIELD"), .source = given_text(invocation, "source"),
        .language = invocation->language};
    if (!record_review(invocation, &review, &instrument) ||
        !record_case(invocation, review.id, given_text(invocation, "CASE"), &record) ||
        !canonical_value(invocation, instrument, &correction.value))
        return STATUS_REFUSED;
    correction.review = review.id;
    correction.instrument = instrument;
    correction.case_id = record.id;
    enum status status;
    if (record_change(invocation, correct, &correction, &status))
        say(invocation, MESSAGE("{case}: {field} is corrected; outcomes are computed from it from now on.",
                                VALUE("case", record.reference), VALUE("field", correction.field)));
    return status;
}

const struct command command_correct = {
    .path = "correct",
    .summary = N_("put a wrong fact of a case right"),
    .description = {N_("A wrong input is corrected as a fact, with its source, and everything is computed again. What the "
                       "force sent is kept beside it, and so is what submitted assessments showed.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .run = run,
};
