// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/correction.h"

#include "extract/value.h"
#include "review/evaluation.h"

bool correction_value(struct arena *arena, const struct instrument *instrument, struct text field,
                      struct text written, struct text *value, struct problems *problems)
{
    struct place place = {.source = instrument->id, .name = field};
    struct value read;
    size_t index;
    if (!schema_find(&instrument->cases, field, &index))
        return problem_report_value(problems, (struct place){.source = instrument->id}, field,
                                    MESSAGE("the instrument has no such field of a case"), NO_MESSAGE);
    if (index == instrument->case_reference)
        return problem_report(problems, place, MESSAGE("the reference of a case cannot be corrected"),
                              NO_MESSAGE);
    const struct field *declared = &instrument->cases.fields[index];
    if (!value_read(declared, instrument->zone, written, place, &read, problems))
        return false;
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    if (read.known)
        value_write(&json, declared, instrument->zone, &read);
    *value = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return true;
}

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
static bool check_possible(struct write *write, const struct correction *correction,
                           struct problems *problems)
{
    const struct instrument *instrument = correction->instrument;
    struct ledger ledger = {0};
    struct evaluation evaluation;
    size_t row;
    if (!ledger_read(write->store, write->arena, correction->review, &ledger, problems) ||
        !evaluation_read(write->store, write->arena, correction->review, instrument, &ledger, ~0u,
                         &evaluation, problems))
        return false;
    if (instrument->check_count == 0 || !find_row(&evaluation, correction->case_id, &row))
        return true;
    uint16_t check = instrument_impossible(write->arena, instrument, &evaluation.rows, row, 1)[0];
    if (check == DETAIL_NONE)
        return true;
    struct text says = instrument->checks[check].says.in[correction->language];
    return problem_report(
        problems, (struct place){.source = instrument->id, .name = correction->field},
        MESSAGE("{words}", VALUE("words", says)),
        MESSAGE("where two facts are wrong, begin with the one that makes room for the other"));
}

bool correction_put(struct write *write, const struct correction *correction, struct problems *problems)
{
    return case_correct(write, correction->case_id, correction->field, correction->value, correction->source,
                        problems) &&
           check_possible(write, correction, problems);
}
