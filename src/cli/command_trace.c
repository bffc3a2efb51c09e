// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/editions.h"

#include "report/trace.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {.name = N_("NUMBER"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_(
         "The number's name: CRITERION.OUTCOME, CRITERION.met.BASE, CRITERION.judged_met.BASE, FIELD.VALUE, "
         "finding.N, comment.N or ledger.STATE. Of population.CRITERION.OUTCOME only the total is in the record.")},
    {0},
};

static const struct example examples[] = {
    {"trace hate-crime-snapshot-2019 hcso.within",
     N_("See the cases behind a number, and why each is among them:")},
    {0},
};

static const char *answer_words(const struct trace_step *step)
{
    static const char *const words[] = {
        [TRACE_FALSE] = N_("false"), [TRACE_TRUE] = N_("true"), [TRACE_UNKNOWN] = N_("not known")};
    return words[step->answer];
}

static void print_indented(const struct invocation *invocation, struct text label, struct text text)
{
    PRINT_ROW(invocation,
              text_print(invocation->arena, "    %.*s: %.*s", TEXT_PRINT(label), TEXT_PRINT(text)));
}

// Why a case has its outcome: the rules in the order tried, and the inputs they read.
static void print_why(struct invocation *invocation, const struct results *results, size_t criterion,
                      size_t row)
{
    struct trace trace;
    const struct criterion *asked = &results->instrument->criteria[criterion];
    enum language language = invocation->language;
    instrument_trace(invocation->arena, results->instrument, criterion, &results->rows, row, language,
                     &trace);
    for (size_t i = 0; i < trace.step_count; i++) {
        const struct trace_step *step = &trace.steps[i];
        struct text name = step->outcome == OUTCOME_NONE ? message_word(language, N_("applies"))
                                                         : asked->outcomes[step->outcome].id;
        struct text rule = text_print(invocation->arena, "%.*s: %.*s", TEXT_PRINT(step->rule),
                                      TEXT_PRINT(message_word(language, answer_words(step))));
        print_indented(invocation, name, rule);
    }
    for (size_t i = 0; i < trace.input_count; i++) {
        const struct trace_input *input = &trace.inputs[i];
        print_indented(invocation, input->label,
                       input->known ? input->value : message_word(language, N_("not known")));
    }
    if (trace.because.length)
        print_text(text_print(invocation->arena, "    %.*s\n", TEXT_PRINT(trace.because)));
}

static enum status run(struct invocation *invocation)
{
    struct results results;
    struct traced traced;
    enum status status = editions_read(invocation, &results);
    if (status != STATUS_DONE)
        return status;
    struct text name = given_text(invocation, "NUMBER");
    if (!results_trace(invocation->arena, &results, name, &traced, &invocation->problems))
        return STATUS_REFUSED;
    struct message count = MESSAGE_COUNT("{name}: one case", "{name}: {n} cases", traced.count,
                                         VALUE("name", name));
    print_text(text_print(invocation->arena, "%.*s\n",
                          TEXT_PRINT(message_text(invocation->arena, invocation->language, &count))));
    for (size_t i = 0; i < traced.count; i++) {
        const struct traced_case *one = &traced.cases[i];
        PRINT_ROW(invocation, one->record->reference,
                  text_print(invocation->arena, "%.*s:%llu", TEXT_PRINT(one->record->file),
                             (unsigned long long)one->record->line));
        if (traced.has_criterion && one->reviewed)
            print_why(invocation, &results, traced.criterion, one->row);
    }
    return STATUS_DONE;
}

const struct command command_trace = {
    .path = "trace",
    .summary = N_("say which cases are behind a number"),
    .description = {N_(
        "Prints a number of the report and the cases it counts, each with the file and line it came from. Where "
        "the number counts outcomes, it is said of each case which rules were tried with which inputs.")},
    .arguments = arguments,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_ON_SCREEN,
    .run = run,
};
