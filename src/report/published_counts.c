// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/published_counts.h"

#include "report/same_cases.h"

// ---- Counts and equations ----------------------------------------------------------------------------------

static size_t add(struct published_counts *counts, struct text name, int64_t value)
{
    size_t at = counts->counts.count;
    *ARRAY_APPEND(counts->arena, &counts->counts) = (struct suppression_count){
        // That there is none is known where the count is printed, and where it is not.
        .kind = value ? COUNT_UNTOLD : COUNT_FIXED,
        .value = value,
        .safe_low = 1,
        .cost = value + 1,
    };
    *ARRAY_APPEND(counts->arena, &counts->names) = name;
    if (name.length)
        text_map_put(&counts->by_name, name, at, NULL);
    return at;
}

static struct suppression_equation *add_equation(struct published_counts *counts, size_t most)
{
    struct suppression_equation *equation = ARRAY_APPEND(counts->arena, &counts->equations);
    equation->terms = ARENA_ARRAY(counts->arena, struct suppression_term, most);
    return equation;
}

static void add_term(struct suppression_equation *equation, size_t count, int64_t factor)
{
    equation->terms[equation->term_count++] = (struct suppression_term){count, factor};
}

// As everybody knows, one is at least as large as the other; by how much, nobody is told.
static void add_part(struct published_counts *counts, size_t part, size_t whole)
{
    struct suppression_equation equation = *add_equation(counts, 3);
    size_t at = counts->equations.count - 1;
    size_t rest = add(counts, (struct text){0},
                      counts->counts.items[whole].value - counts->counts.items[part].value);
    counts->counts.items[rest].kind = COUNT_UNTOLD; // also where there is none
    add_term(&equation, part, 1);
    add_term(&equation, whole, -1);
    add_term(&equation, rest, 1);
    counts->equations.items[at] = equation;
    *ARRAY_APPEND(counts->arena, &counts->rests) = (struct published_rest){part, whole, rest, SIZE_MAX,
                                                                           SIZE_MAX};
}

// Where every case has the outcome, the table says so of those that are not of the part as well: that is no secret.
static void add_part_of_outcome(struct published_counts *counts, size_t part, size_t whole, int64_t all)
{
    add_part(counts, part, whole);
    counts->rests.count -= counts->counts.items[whole].value == all;
}

// They count the same cases, and a reader may see that.
static void add_same(struct published_counts *counts, size_t one, size_t other)
{
    struct suppression_equation *equation = add_equation(counts, 2);
    add_term(equation, one, 1);
    add_term(equation, other, -1);
}

static struct text name_of(struct published_counts *counts, struct text a, const char *middle, struct text b)
{
    return text_print(counts->arena, "%.*s.%s%.*s", TEXT_PRINT(a), middle, TEXT_PRINT(b));
}

static size_t find(const struct published_counts *counts, struct text name)
{
    size_t at = SIZE_MAX;
    text_map_find(&counts->by_name, name, &at);
    return at;
}

struct text published_base(struct arena *arena, struct text name)
{
    size_t at;
    if (!text_find(name, TEXT(".met."), &at) || text_ends(name, TEXT(".met.reviewed")))
        return (struct text){0};
    struct text before = text_slice(name, 0, at),
                after = text_slice(name, at + TEXT(".met.").length, name.length);
    return text_print(arena, "%.*s.base.%.*s", TEXT_PRINT(before), TEXT_PRINT(after));
}

static bool every_case_was_drawn(const struct results *results)
{
    return results->sample.case_count == results->case_count;
}

struct text published_drawn(struct arena *arena, const struct results *results, struct text name)
{
    if (every_case_was_drawn(results))
        return name;
    return text_print(arena, "drawn.%.*s", TEXT_PRINT(name));
}

struct text published_strata(struct arena *arena, struct text name)
{
    return text_print(arena, "strata.%.*s", TEXT_PRINT(name));
}

// ---- Of the cases reviewed ---------------------------------------------------------------------------------

static void read_groups(struct published_counts *counts, const struct results *results)
{
    if (!results->instrument->has_group)
        return;
    const struct field *group = &results->instrument->cases.fields[results->instrument->group];
    struct suppression_equation equation = *add_equation(counts, group->value_count + 1);
    for (size_t value = 0; value < group->value_count; value++)
        add_term(&equation,
                 add(counts, name_of(counts, group->id, "", group->values[value].id),
                     results_count_group(results, value)),
                 1);
    add_term(&equation,
             add(counts, name_of(counts, group->id, "", TEXT("not_recorded")),
                 results_count_group(results, GROUP_UNKNOWN)),
             1);
    equation.sum = (int64_t)results->case_count;
    counts->equations.items[counts->equations.count - 1] = equation;
}

// Which rows are counted: all of them, or those drawn.
struct rows_counted {
    const struct results *results;
    const bool *rows; // NULL: all
    int64_t count;
    const char *prefix; // of the names
};

static struct text prefixed(struct published_counts *counts, const struct rows_counted *counted,
                            struct text name)
{
    return text_print(counts->arena, "%s%.*s", counted->prefix, TEXT_PRINT(name));
}

static int64_t count_outcome(const struct rows_counted *counted, size_t c, size_t outcome)
{
    int64_t count = 0;
    for (size_t row = 0; row < counted->results->case_count; row++)
        count += (!counted->rows || counted->rows[row]) &&
                 counted->results->cases[row].answers[c].outcome == outcome;
    return count;
}

// The sum of some outcomes: those of a base, or of them those that met the criterion.
static void read_sum(struct published_counts *counts, const struct rows_counted *counted, size_t c,
                     const struct compliance_base *base, bool met, size_t first, struct text name)
{
    const struct criterion *criterion = &counted->results->instrument->criteria[c];
    struct suppression_equation equation = *add_equation(counts, criterion->outcome_count + 1);
    size_t at = counts->equations.count - 1;
    int64_t sum = 0, parts = 0;
    for (size_t o = 0; o < criterion->outcome_count; o++)
        if ((!base || base->includes[o]) && (!met || criterion->outcomes[o].standing == STANDING_MET)) {
            sum += counts->counts.items[first + o].value;
            parts += counts->counts.items[first + o].value > 0;
            add_term(&equation, first + o, 1);
        }
    size_t whole = add(counts, name, sum);
    add_term(&equation, whole, -1);
    // Of outcomes that occur there is at least one case each, as everybody knows.
    if (parts > 1)
        counts->counts.items[whole].safe_low = parts;
    counts->equations.items[at] = equation;
}

static void read_criterion(struct published_counts *counts, const struct rows_counted *counted, size_t c)
{
    const struct criterion *criterion = &counted->results->instrument->criteria[c];
    size_t first = counts->counts.count;
    struct text id = prefixed(counts, counted, criterion->id);
    for (size_t o = 0; o < criterion->outcome_count; o++)
        add(counts, name_of(counts, id, "", criterion->outcomes[o].id), count_outcome(counted, c, o));
    struct suppression_equation *all = add_equation(counts, criterion->outcome_count);
    for (size_t o = 0; o < criterion->outcome_count; o++)
        add_term(all, first + o, 1);
    all->sum = counted->count;
    read_sum(counts, counted, c, NULL, true, first, name_of(counts, id, "met.", TEXT("reviewed")));
    for (size_t b = 0; b < criterion->base_count; b++) {
        const struct compliance_base *base = &criterion->bases[b];
        read_sum(counts, counted, c, base, true, first, name_of(counts, id, "met.", base->id));
        read_sum(counts, counted, c, base, false, first, name_of(counts, id, "base.", base->id));
    }
}

static void read_drawn(struct published_counts *counts, const struct results *results)
{
    bool *rows = ARENA_ARRAY(counts->arena, bool, results->case_count);
    struct rows_counted drawn = {results, rows, 0, "drawn."};
    if (!results->sample.is_random || every_case_was_drawn(results))
        return;
    for (size_t i = 0; i < results->sample.case_count; i++) {
        size_t row;
        if (results_find_case(results, results->sample.cases[i].case_id, &row))
            rows[row] = true;
    }
    for (size_t row = 0; row < results->case_count; row++)
        drawn.count += rows[row];
    for (size_t c = 0; c < results->instrument->criterion_count; c++) {
        const struct criterion *criterion = &results->instrument->criteria[c];
        read_criterion(counts, &drawn, c);
        for (size_t o = 0; o < criterion->outcome_count; o++) {
            struct text name = name_of(counts, criterion->id, "", criterion->outcomes[o].id);
            add_part_of_outcome(counts, find(counts, prefixed(counts, &drawn, name)), find(counts, name),
                                (int64_t)results->case_count);
        }
    }
}

// ---- Of strata ---------------------------------------------------------------------------------------------

// The receipt of the draw says how many were drawn of each stratum. Where the strata are the types, that tells the types.
static void read_receipt(struct published_counts *counts, const struct results *results)
{
    const struct random_sample *sample = &results->sample;
    if (!sample->is_random || sample->stratum_count < 2 || !results->instrument->has_group)
        return;
    const struct field *group = &results->instrument->cases.fields[results->instrument->group];
    for (size_t i = 0; i < sample->stratum_count; i++) {
        struct text value = sample->strata[i].name;
        if (text_equal(value, STRATUM_NOT_RECORDED))
            value = TEXT("not_recorded");
        size_t whole = find(counts, name_of(counts, group->id, "", value));
        int64_t drawn = sample->strata[i].reviewed;
        if (whole == SIZE_MAX || drawn == 0 || drawn > counts->counts.items[whole].value)
            continue;
        size_t told = add(counts, (struct text){0}, drawn);
        counts->counts.items[told].kind = COUNT_FIXED;
        if (every_case_was_drawn(results))
            add_same(counts, told, whole);
        else
            add_part(counts, told, whole);
    }
}

// Of `whole` cases `part` are one thing and the rest another: whichever of the two there is, and is fewer than any before.
static void take_least(int64_t *least, int64_t part, int64_t whole)
{
    if (part > 0 && (*least == 0 || part < *least))
        *least = part;
    if (whole > part && (*least == 0 || whole - part < *least))
        *least = whole - part;
}

// Whether a case counts: of an outcome, or of a base (NULL: all cases), or of those in it that met the criterion.
struct stratum_question {
    size_t criterion, outcome;
    const struct compliance_base *base;
    bool met;
};

static bool counts_for(const struct results *results, size_t row, const struct stratum_question *question)
{
    if (question->outcome != OUTCOME_NONE)
        return results->cases[row].answers[question->criterion].outcome == question->outcome;
    return results_in_base(results, row, question->criterion, question->base) &&
           (!question->met || results_is_met(results, row, question->criterion, false));
}

// Of the drawn cases, in each stratum.
static int64_t *count_in_strata(struct published_counts *counts, const struct results *results,
                                const struct stratum_question *question)
{
    int64_t *in = ARENA_ARRAY(counts->arena, int64_t, results->sample.stratum_count);
    for (size_t i = 0; i < results->sample.case_count; i++) {
        const struct random_case *drawn = &results->sample.cases[i];
        size_t row;
        in[drawn->stratum] += results_find_case(results, drawn->case_id, &row) &&
                              counts_for(results, row, question);
    }
    return in;
}

static void add_strata(struct published_counts *counts, const struct results *results,
                       struct stratum_question question, struct text name)
{
    int64_t least = 0;
    struct stratum_question of_base = {question.criterion, OUTCOME_NONE, question.base, false};
    const int64_t *bases = count_in_strata(counts, results, &of_base),
                  *parts = count_in_strata(counts, results, &question);
    for (size_t i = 0; i < results->sample.stratum_count; i++) {
        take_least(&least, bases[i], results->sample.strata[i].reviewed);
        take_least(&least, parts[i], bases[i]);
    }
    add(counts, published_strata(counts->arena, published_drawn(counts->arena, results, name)), least);
}

// An estimate weighs the counts of its strata, which are printed nowhere else.
static void read_strata(struct published_counts *counts, const struct results *results)
{
    if (!results->sample.is_random || results->sample.stratum_count < 2)
        return;
    for (size_t c = 0; c < results->instrument->criterion_count; c++) {
        const struct criterion *criterion = &results->instrument->criteria[c];
        for (size_t o = 0; o < criterion->outcome_count; o++)
            add_strata(counts, results, (struct stratum_question){c, o, NULL, false},
                       name_of(counts, criterion->id, "", criterion->outcomes[o].id));
        add_strata(counts, results, (struct stratum_question){c, OUTCOME_NONE, NULL, true},
                   name_of(counts, criterion->id, "met.", TEXT("reviewed")));
        for (size_t b = 0; b < criterion->base_count; b++)
            add_strata(counts, results,
                       (struct stratum_question){c, OUTCOME_NONE, &criterion->bases[b], true},
                       name_of(counts, criterion->id, "met.", criterion->bases[b].id));
    }
}

// ---- Of all cases recorded ---------------------------------------------------------------------------------

static void read_population(struct published_counts *counts, const struct results *results)
{
    for (size_t c = 0; results->has_population && c < results->instrument->criterion_count; c++) {
        const struct criterion *criterion = &results->instrument->criteria[c];
        if (criterion->judged)
            continue;
        struct suppression_equation equation = *add_equation(counts, criterion->outcome_count);
        size_t at = counts->equations.count - 1;
        for (size_t o = 0; o < criterion->outcome_count; o++) {
            struct text name = name_of(counts, criterion->id, "", criterion->outcomes[o].id);
            int64_t cases = population_totals_count(&results->population, criterion->id,
                                                    criterion->outcomes[o].id);
            size_t all = add(counts, name_of(counts, TEXT("population"), "", name), cases),
                   reviewed = find(counts, name);
            add_term(&equation, all, 1);
            // The cases reviewed are among them, unless the two lists differ.
            if (counts->counts.items[reviewed].value <= cases)
                add_part_of_outcome(counts, reviewed, all, results->population.cases);
        }
        equation.sum = results->population.cases;
        counts->equations.items[at] = equation;
    }
}

// ---- Of sentences ------------------------------------------------------------------------------------------

// The distinct cases that a sentence is linked to, all or in one part.
static size_t rows_of(const struct results *results, const struct linked_case *cases, size_t count,
                      const struct text *part, bool *rows)
{
    size_t distinct = 0, row;
    for (size_t i = 0; i < count; i++)
        if ((!part || text_equal(*part, cases[i].part)) && results_find_case(results, cases[i].id, &row) &&
            !rows[row]) {
            rows[row] = true;
            distinct++;
        }
    return distinct;
}

// `said`: the sentence is said to be about the criterion. If not, a reader sees at most that it is about exactly the cases
// of an outcome. True: its cases are some of an outcome's, or all, as far as a reader sees.
static bool add_to_outcome(struct published_counts *counts, const struct results *results, size_t words,
                           const bool *rows, size_t c, bool said)
{
    const struct criterion *criterion = &results->instrument->criteria[c];
    uint8_t outcome = OUTCOME_NONE;
    for (size_t row = 0; row < results->case_count; row++) {
        if (!rows[row])
            continue;
        if (outcome != OUTCOME_NONE && outcome != results->cases[row].answers[c].outcome)
            return false;
        outcome = results->cases[row].answers[c].outcome;
    }
    if (outcome >= OUTCOME_TO_JUDGE)
        return false;
    size_t whole = find(counts, name_of(counts, criterion->id, "", criterion->outcomes[outcome].id));
    bool same = counts->counts.items[whole].value == counts->counts.items[words].value;
    if (same)
        add_same(counts, words, whole);
    else if (said)
        add_part(counts, words, whole);
    return same || said;
}

static bool names(const struct text *criteria, size_t count, struct text id)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(criteria[i], id))
            return true;
    return false;
}

// The parts of a sentence have more cases than all together: so many times a case is in a further part.
static void add_surplus(struct published_counts *counts, struct suppression_equation *equation, size_t at,
                        size_t all, int64_t surplus)
{
    size_t further = add(counts, (struct text){0}, surplus);
    add_term(equation, further, -1);
    *ARRAY_APPEND(counts->arena, &counts->rests) = (struct published_rest){all, all, further, at, SIZE_MAX};
}

// Where each case is in one part, a reader takes the parts for all of `whole`. They follow `all`, one after the other.
static void add_whole(struct published_counts *counts, size_t all, size_t whole, size_t first_rest)
{
    struct suppression_equation equation = *add_equation(counts, counts->counts.count - all + 1);
    size_t at = counts->equations.count - 1;
    int64_t rest = counts->counts.items[whole].value;
    add_term(&equation, whole, -1);
    for (size_t i = all + 1; i < counts->counts.count; i++)
        if (counts->names.items[i].length) {
            add_term(&equation, i, 1);
            rest -= counts->counts.items[i].value;
        }
    if (rest < 0 && whole == all)
        add_surplus(counts, &equation, at, all, -rest);
    else if (rest)
        equation.term_count = 0;
    counts->equations.items[at] = equation;
    for (size_t i = first_rest; i < counts->rests.count; i++)
        if (counts->rests.items[i].whole == whole && counts->rests.items[i].part != all)
            counts->rests.items[i].sum = at;
}

// `outcome`: the count of the outcome that a comment stands beside.
static void read_sentence(struct published_counts *counts, const struct results *results, struct text name,
                          const struct linked_case *cases, size_t count, const struct text *criteria,
                          size_t criterion_count, size_t outcome)
{
    size_t all = SIZE_MAX, first_rest = counts->rests.count;
    for (size_t i = 0; i <= count; i++) { // all together, then each part where it is first named
        const struct text *part = i ? &cases[i - 1].part : NULL;
        struct text own = part ? name_of(counts, name, "", *part) : name;
        if ((part && part->length == 0) || find(counts, own) != SIZE_MAX)
            continue;
        bool *rows = ARENA_ARRAY(counts->arena, bool, results->case_count);
        size_t words = add(counts, own, (int64_t)rows_of(results, cases, count, part, rows));
        if (part)
            add_part(counts, words, all);
        else
            all = words;
        bool of_outcome = false;
        for (size_t c = 0; c < results->instrument->criterion_count; c++)
            of_outcome |= add_to_outcome(
                counts, results, words, rows, c,
                names(criteria, criterion_count, results->instrument->criteria[c].id));
        if (!of_outcome)
            add_part(counts, words, counts->reviewed);
        same_cases_link(counts->same, words, rows);
    }
    add_whole(counts, all, all, first_rest);
    if (outcome != SIZE_MAX)
        add_whole(counts, all, outcome, first_rest);
}

static void read_sentences(struct published_counts *counts, const struct results *results)
{
    for (size_t i = 0; i < results->findings.list.count; i++) {
        const struct finding *finding = &results->findings.list.items[i];
        read_sentence(counts, results, text_print(counts->arena, "finding.%zu", i + 1), finding->cases,
                      finding->case_count, finding->criteria, finding->criterion_count, SIZE_MAX);
    }
    for (size_t i = 0; i < results->comments.list.count; i++) {
        const struct outcome_comment *comment = &results->comments.list.items[i];
        read_sentence(counts, results, text_print(counts->arena, "comment.%zu", i + 1), comment->cases,
                      comment->case_count, &comment->criterion, 1,
                      find(counts, name_of(counts, comment->criterion, "", comment->outcome)));
    }
}

void published_counts_read(struct arena *arena, const struct results *results,
                           struct published_counts *counts)
{
    *counts = (struct published_counts){.arena = arena, .threshold = results->disclosure.threshold};
    struct rows_counted reviewed = {results, NULL, (int64_t)results->case_count, ""};
    text_map_init(&counts->by_name, arena);
    counts->reviewed = add(counts, (struct text){0}, (int64_t)results->case_count);
    counts->counts.items[counts->reviewed].kind = COUNT_FIXED;
    read_groups(counts, results);
    for (size_t c = 0; c < results->instrument->criterion_count; c++)
        read_criterion(counts, &reviewed, c);
    read_drawn(counts, results);
    read_receipt(counts, results);
    read_strata(counts, results);
    read_population(counts, results);
    counts->same = same_cases_read(counts, results);
    counts->first_sentence = counts->counts.count;
    read_sentences(counts, results);
}

// ---- What is told, and what is withheld --------------------------------------------------------------------

static void tell(struct published_counts *counts, size_t at, bool in_words)
{
    struct suppression_count *count = &counts->counts.items[at];
    if (count->kind == COUNT_FIXED)
        return;
    bool small = count->value < counts->threshold;
    count->kind = small ? COUNT_SMALL : COUNT_PRINTED;
    count->safe_high = counts->threshold - 1 > count->safe_low ? counts->threshold - 1 : count->safe_low + 1;
    // Words still tell on which side of the threshold it lies.
    count->low = in_words && !small ? counts->threshold : 1;
    count->high = in_words && small ? counts->threshold - 1 : 0;
}

bool published_counts_tell(struct published_counts *counts, struct text name, bool in_words)
{
    size_t at = find(counts, name), base = find(counts, published_base(counts->arena, name));
    if (at == SIZE_MAX)
        return false;
    tell(counts, at, in_words);
    if (base != SIZE_MAX)
        tell(counts, base, false);
    return true;
}

bool published_count_is_small(const struct published_counts *counts, struct text name)
{
    size_t at = find(counts, name);
    return at != SIZE_MAX && counts->counts.items[at].value > 0 &&
           counts->counts.items[at].value < counts->threshold;
}

bool published_count_value(const struct published_counts *counts, struct text name, int64_t *value)
{
    size_t at = find(counts, name);
    if (at != SIZE_MAX)
        *value = counts->counts.items[at].value;
    return at != SIZE_MAX;
}

// What a sentence would tell that is not printed, nobody knows.
static bool is_known(const struct published_counts *counts, const struct suppression_equation *equation)
{
    for (size_t i = 0; i < equation->term_count; i++) {
        size_t at = equation->terms[i].count;
        if (at >= counts->first_sentence && counts->names.items[at].length &&
            counts->counts.items[at].kind == COUNT_UNTOLD)
            return false;
    }
    return equation->term_count > 0;
}

// Both are told and large, and the rest of them is small: a reader must hold it possible that there is none. Where one of
// them is small it is withheld anyway.
static void protect_rests(struct published_counts *counts)
{
    for (size_t i = 0; i < counts->rests.count; i++) {
        const struct published_rest *rest = &counts->rests.items[i];
        struct suppression_count *count = &counts->counts.items[rest->rest];
        enum count_kind part = counts->counts.items[rest->part].kind,
                        whole = counts->counts.items[rest->whole].kind;
        if (part == COUNT_UNTOLD || part == COUNT_SMALL || whole == COUNT_UNTOLD || whole == COUNT_SMALL ||
            (part == COUNT_FIXED && whole == COUNT_FIXED) || count->value == 0 ||
            count->value >= counts->threshold ||
            (rest->sum != SIZE_MAX && is_known(counts, &counts->equations.items[rest->sum])) ||
            (rest->equation != SIZE_MAX && !is_known(counts, &counts->equations.items[rest->equation])))
            continue;
        count->kind = COUNT_SMALL;
        count->safe_low = 0;
        count->safe_high = count->value;
    }
}

size_t published_counts_small_rests(struct published_counts *counts)
{
    size_t small = 0;
    protect_rests(counts);
    for (size_t i = 0; i < counts->rests.count; i++)
        small += counts->counts.items[counts->rests.items[i].rest].kind == COUNT_SMALL;
    return small;
}

// What a count is called for people: of a rest, what it is the rest of.
static struct text name_for_people(const struct published_counts *counts, size_t at)
{
    const struct text *names = counts->names.items;
    for (size_t i = 0; i < counts->rests.count; i++) {
        const struct published_rest *rest = &counts->rests.items[i];
        if (rest->rest == at)
            return rest->part == rest->whole
                       ? names[rest->whole]
                       : text_print(counts->arena, "%.*s - %.*s", TEXT_PRINT(names[rest->whole]),
                                    TEXT_PRINT(names[rest->part]));
    }
    return names[at];
}

bool published_counts_solve(struct published_counts *counts, struct place place, struct problems *problems)
{
    struct suppression_equation *known = ARENA_ARRAY(counts->arena, struct suppression_equation,
                                                     counts->equations.count);
    struct suppression_table table = {counts->counts.items, counts->counts.count, known, 0};
    size_t exposed;
    protect_rests(counts);
    for (size_t i = 0; i < counts->equations.count; i++)
        if (is_known(counts, &counts->equations.items[i]))
            known[table.equation_count++] = counts->equations.items[i];
    counts->solved = suppression_solve(counts->arena, &table, &counts->suppression, &exposed);
    if (counts->solved)
        return true;
    return problem_report_value(
        problems, place, name_for_people(counts, exposed),
        MESSAGE("this small count cannot be withheld: from what else is printed it could be worked out"),
        MESSAGE(
            "decide on a lower threshold, or that small counts are printed; docs/disclosure.md says when"));
}

static bool is_withheld(const struct published_counts *counts, struct text name)
{
    size_t at = name.length ? find(counts, name) : SIZE_MAX;
    if (at == SIZE_MAX || !counts->solved)
        return false;
    return counts->suppression.withheld[at] ||
           (counts->counts.items[at].kind == COUNT_UNTOLD && published_count_is_small(counts, name));
}

bool published_count_is_withheld(const struct published_counts *counts, struct text name)
{
    return is_withheld(counts, name) || is_withheld(counts, published_base(counts->arena, name));
}
