// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/trace.h"

// A name in its parts: at most three.
struct name {
    struct text whole, first, second, third;
};

static struct name name_parts(struct text whole)
{
    struct name name = {.whole = whole};
    struct text rest = whole;
    if (text_split(&rest, '.', &name.first))
        text_split(&rest, '.', &name.second);
    name.third = rest;
    return name;
}

struct tracer {
    struct arena *arena;
    const struct results *results;
    struct traced *traced;
};

static void add_reviewed(const struct tracer *tracer, size_t row)
{
    tracer->traced->cases[tracer->traced->count++] = (struct traced_case){
        .record = &tracer->results->cases[row].entry->record, .reviewed = true, .row = row};
}

static bool trace_outcome(const struct tracer *tracer, size_t criterion, size_t outcome)
{
    for (size_t i = 0; i < tracer->results->case_count; i++)
        if (tracer->results->cases[i].answers[criterion].outcome == outcome)
            add_reviewed(tracer, i);
    return true;
}

static bool find_base(const struct criterion *criterion, struct text id, const struct compliance_base **base)
{
    *base = NULL;
    if (text_equal(id, TEXT("reviewed")))
        return true;
    for (size_t i = 0; i < criterion->base_count; i++)
        if (text_equal(criterion->bases[i].id, id)) {
            *base = &criterion->bases[i];
            return true;
        }
    return false;
}

static bool trace_met(const struct tracer *tracer, size_t criterion, struct text base_id, bool as_judged)
{
    const struct compliance_base *base;
    if (!find_base(&tracer->results->instrument->criteria[criterion], base_id, &base))
        return false;
    for (size_t i = 0; i < tracer->results->case_count; i++)
        if (results_in_base(tracer->results, i, criterion, base) &&
            results_is_met(tracer->results, i, criterion, as_judged))
            add_reviewed(tracer, i);
    return true;
}

static bool trace_criterion(const struct tracer *tracer, const struct name *name)
{
    size_t criterion, outcome;
    if (!instrument_find_criterion(tracer->results->instrument, name->first, &criterion))
        return false;
    tracer->traced->has_criterion = true;
    tracer->traced->criterion = criterion;
    if (name->third.length && text_equal(name->second, TEXT("met")))
        return trace_met(tracer, criterion, name->third, false);
    if (name->third.length && text_equal(name->second, TEXT("judged_met")))
        return trace_met(tracer, criterion, name->third, true);
    return name->third.length == 0 &&
           criterion_find_outcome(&tracer->results->instrument->criteria[criterion], name->second,
                                  &outcome) &&
           trace_outcome(tracer, criterion, outcome);
}

static bool trace_group(const struct tracer *tracer, const struct name *name)
{
    const struct instrument *instrument = tracer->results->instrument;
    if (!instrument->has_group || !text_equal(instrument->cases.fields[instrument->group].id, name->first))
        return false;
    size_t value = GROUP_UNKNOWN;
    if (!category_find(&instrument->cases.fields[instrument->group], name->second, &value) &&
        !text_equal(name->second, TEXT("not_recorded")))
        return false;
    for (size_t i = 0; i < tracer->results->case_count; i++)
        if (tracer->results->cases[i].group == value)
            add_reviewed(tracer, i);
    return true;
}

static bool trace_ledger(const struct tracer *tracer, const struct name *name)
{
    const struct ledger *ledger = &tracer->results->ledger;
    bool all = text_equal(name->second, TEXT("selected")), known = all;
    for (int state = 0; state < LEDGER_STATE_COUNT; state++)
        known |= text_equal(name->second, text_from(ledger_state_id((enum ledger_state)state)));
    for (size_t i = 0; known && i < ledger->list.count; i++) {
        const struct ledger_entry *entry = &ledger->list.items[i];
        if (!all && !text_equal(name->second, text_from(ledger_state_id(entry->state))))
            continue;
        struct traced_case *traced = &tracer->traced->cases[tracer->traced->count++];
        *traced = (struct traced_case){.record = &entry->record};
        traced->reviewed = results_find_case(tracer->results, entry->record.id, &traced->row);
    }
    return known;
}

static bool trace_links(const struct tracer *tracer, const struct linked_case *links, size_t count,
                        struct text part)
{
    for (size_t row = 0; row < tracer->results->case_count; row++)
        for (size_t i = 0; i < count; i++)
            if (text_equal(links[i].id, tracer->results->cases[row].entry->record.id) &&
                (part.length == 0 || text_equal(links[i].part, part))) {
                add_reviewed(tracer, row);
                break;
            }
    return part.length == 0 || tracer->traced->count > 0;
}

static bool trace_sentence(const struct tracer *tracer, const struct name *name)
{
    const struct results *results = tracer->results;
    int64_t number;
    if (!text_to_int64(name->second, &number) || number < 1)
        return false;
    size_t index = (size_t)number - 1;
    if (text_equal(name->first, TEXT("finding")) && index < results->findings.list.count) {
        const struct finding *finding = &results->findings.list.items[index];
        return trace_links(tracer, finding->cases, finding->case_count, name->third);
    }
    if (text_equal(name->first, TEXT("comment")) && index < results->comments.list.count) {
        const struct outcome_comment *comment = &results->comments.list.items[index];
        return trace_links(tracer, comment->cases, comment->case_count, name->third);
    }
    return false;
}

static bool refuse(const struct results *results, struct text name, struct problems *problems)
{
    return problem_report_value(problems, (struct place){.source = results->review.id}, name,
                                MESSAGE("no number of the report has this name"),
                                MESSAGE("craffu tables --names prints the names; {example} is one",
                                        VALUE("example", TEXT("ledger.reviewed"))));
}

// A total of all cases recorded: the cases are not in the record.
static bool is_population(const struct results *results, struct text name, struct text *outcome)
{
    struct name parts = name_parts(name);
    size_t c, o;
    *outcome = text_slice(name, parts.first.length + 1, name.length);
    return results->has_population && text_equal(parts.first, TEXT("population")) &&
           instrument_find_criterion(results->instrument, parts.second, &c) &&
           !results->instrument->criteria[c].judged &&
           criterion_find_outcome(&results->instrument->criteria[c], parts.third, &o);
}

static bool refuse_population(const struct results *results, struct text name, struct text outcome,
                              struct problems *problems)
{
    return problem_report_value(
        problems, (struct place){.source = results->review.id}, name,
        MESSAGE("this number counts all cases recorded, which are not in the record: only their totals are"),
        MESSAGE("the cases reviewed that have this outcome are behind {name}", VALUE("name", outcome)));
}

bool results_trace(struct arena *arena, const struct results *results, struct text name,
                   struct traced *traced, struct problems *problems)
{
    struct traced found = {.cases = ARENA_ARRAY(arena, struct traced_case, results->ledger.list.count)};
    struct tracer tracer = {arena, results, &found};
    struct name parts = name_parts(name);
    struct text outcome;
    bool good;
    if (is_population(results, name, &outcome))
        return refuse_population(results, name, outcome, problems);
    if (text_equal(parts.first, TEXT("ledger")))
        good = parts.third.length == 0 && trace_ledger(&tracer, &parts);
    else if (text_equal(parts.first, TEXT("finding")) || text_equal(parts.first, TEXT("comment")))
        good = trace_sentence(&tracer, &parts);
    else
        good = trace_group(&tracer, &parts) || trace_criterion(&tracer, &parts);
    if (!good)
        return refuse(results, name, problems);
    *traced = found;
    return true;
}
