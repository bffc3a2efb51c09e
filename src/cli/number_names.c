// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/number_names.h"

#include "report/trace.h"

static bool print_name(struct invocation *invocation, const struct results *results, struct text name)
{
    struct traced traced;
    if (!results_trace(invocation->arena, results, name, &traced, &invocation->problems))
        return false;
    print_text(text_print(invocation->arena, "%.*s\t%zu\n", TEXT_PRINT(name), traced.count));
    return true;
}

static bool print_criterion(struct invocation *invocation, const struct results *results,
                            const struct criterion *criterion)
{
    static const char *const counts[] = {"met", "judged_met"};
    struct arena *arena = invocation->arena;
    bool good = true;
    for (size_t i = 0; i < criterion->outcome_count; i++) {
        struct text outcome = criterion->outcomes[criterion->order[i]].id;
        good &= print_name(invocation, results,
                           text_print(arena, "%.*s.%.*s", TEXT_PRINT(criterion->id), TEXT_PRINT(outcome)));
    }
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (size_t j = 0; j <= criterion->base_count; j++) {
            struct text base = j ? criterion->bases[j - 1].id : TEXT("reviewed");
            good &= print_name(
                invocation, results,
                text_print(arena, "%.*s.%s.%.*s", TEXT_PRINT(criterion->id), counts[i], TEXT_PRINT(base)));
        }
    return good;
}

static bool print_group(struct invocation *invocation, const struct results *results)
{
    const struct instrument *instrument = results->instrument;
    if (!instrument->has_group)
        return true;
    const struct field *field = &instrument->cases.fields[instrument->group];
    bool good = true;
    for (size_t i = 0; i <= field->value_count; i++) {
        struct text value = i < field->value_count ? field->values[i].id : TEXT("not_recorded");
        good &= print_name(
            invocation, results,
            text_print(invocation->arena, "%.*s.%.*s", TEXT_PRINT(field->id), TEXT_PRINT(value)));
    }
    return good;
}

static bool print_numbered(struct invocation *invocation, const struct results *results, const char *kind,
                           size_t count)
{
    bool good = true;
    for (size_t i = 1; i <= count; i++)
        good &= print_name(invocation, results, text_print(invocation->arena, "%s.%zu", kind, i));
    return good;
}

static bool print_ledger(struct invocation *invocation, const struct results *results)
{
    bool good = print_name(invocation, results, TEXT("ledger.selected"));
    for (int i = 0; i < LEDGER_STATE_COUNT; i++)
        good &= print_name(invocation, results,
                           text_print(invocation->arena, "ledger.%s", ledger_state_id((enum ledger_state)i)));
    return good;
}

// Of all cases recorded: these have no cases in the record to be counted again.
static void print_population(struct invocation *invocation, const struct results *results)
{
    const struct instrument *instrument = results->instrument;
    for (size_t c = 0; results->has_population && c < instrument->criterion_count; c++) {
        const struct criterion *criterion = &instrument->criteria[c];
        for (size_t i = 0; !criterion->judged && i < criterion->outcome_count; i++) {
            struct text outcome = criterion->outcomes[criterion->order[i]].id;
            int64_t cases = population_totals_count(&results->population, criterion->id, outcome);
            print_text(text_print(invocation->arena, "population.%.*s.%.*s\t%lld\n",
                                  TEXT_PRINT(criterion->id), TEXT_PRINT(outcome), (long long)cases));
        }
    }
}

bool number_names_print(struct invocation *invocation, const struct results *results)
{
    bool good = true;
    for (size_t i = 0; i < results->instrument->criterion_count; i++)
        good &= print_criterion(invocation, results, &results->instrument->criteria[i]);
    good &= print_group(invocation, results);
    good &= print_numbered(invocation, results, "finding", results->findings.list.count);
    good &= print_numbered(invocation, results, "comment", results->comments.list.count);
    print_population(invocation, results);
    return print_ledger(invocation, results) && good;
}
