// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/same_cases.h"

#include <string.h>

// What is known of some cases, and so of all others. Its first fact stands for it.
struct same_class {
    struct suppression_term *terms; // that fact as a sum of counts
    size_t term_count;
    bool turned;     // it is of those cases that the key does not have
    size_t last;     // criterion that had a fact of it
    int64_t most[2]; // counts of which a fact is made; of one that is not turned, and of one that is
};

struct same_member {
    size_t count, class;
    bool turned;
};

// The cases among which facts are compared: those reviewed, those drawn, or all recorded. Of these only totals are
// known: facts of them are the same if they are so of the cases reviewed, and in number of all.
struct same_space {
    const size_t *rows;
    size_t row_count;
    int64_t total;
    const char *prefix; // of the names of counts
    bool population;
    struct text_map by_cases;
    ARRAY_OF(struct same_class) classes;
    ARRAY_OF(struct same_member) members;
};

struct same_cases {
    struct published_counts *counts;
    const struct results *results;
    struct same_space reviewed;
    uint8_t *key; // of the fact at hand: a bit for each case of the space, and of all recorded their number
};

enum { OF_TYPES = LIMIT_CRITERIA, OF_SENTENCES, NOTHING_YET };

struct fact {
    struct suppression_term terms[LIMIT_OUTCOMES];
    size_t term_count, other_count; // terms, and further counts that make up the cases that are not of it
    int64_t cases;
    size_t criterion;
    size_t named; // the count that the report prints of it; SIZE_MAX: none, or its only term
};

// ---- Facts of the same cases -------------------------------------------------------------------------------

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static size_t key_length(const struct same_space *space)
{
    return (space->row_count + 7) / 8 + (space->population ? sizeof(int64_t) : 0);
}

static void clear_key(struct same_cases *same, const struct same_space *space)
{
    memset(same->key, 0, key_length(space));
}

static void mark(struct same_cases *same, size_t i)
{
    same->key[i / 8] |= (uint8_t)(1u << i % 8);
}

// Some cases and all others have one key: that without the first case. True: it was turned.
static bool complete_key(struct same_cases *same, const struct same_space *space, int64_t cases)
{
    bool turned = same->key[0] & 1;
    for (size_t i = 0; turned && i < space->row_count; i++)
        same->key[i / 8] ^= (uint8_t)(1u << i % 8);
    if (turned)
        cases = space->total - cases;
    if (space->population)
        memcpy(same->key + (space->row_count + 7) / 8, &cases, sizeof cases);
    return turned;
}

static void link_fact(struct same_cases *same, const struct same_space *space, const struct same_class *class,
                      const struct fact *fact, bool turned)
{
    struct arena *arena = same->counts->arena;
    struct suppression_equation equation = {.is_link = true};
    bool others = turned != class->turned;
    equation.terms = ARENA_ARRAY(arena, struct suppression_term, fact->term_count + class->term_count);
    for (size_t i = 0; i < fact->term_count; i++)
        equation.terms[equation.term_count++] = fact->terms[i];
    for (size_t i = 0; i < class->term_count; i++)
        equation.terms[equation.term_count++] = (struct suppression_term){class->terms[i].count,
                                                                          others ? 1 : -1};
    equation.sum = others ? space->total : 0;
    *ARRAY_APPEND(arena, &same->counts->equations) = equation;
}

static size_t new_class(struct same_cases *same, struct same_space *space, const struct fact *fact,
                        bool turned)
{
    struct arena *arena = same->counts->arena;
    struct same_class *class = ARRAY_APPEND(arena, &space->classes);
    class->terms = ARENA_ARRAY(arena, struct suppression_term, fact->term_count);
    memcpy(class->terms, fact->terms, fact->term_count * sizeof *fact->terms);
    class->term_count = fact->term_count;
    class->turned = turned;
    class->last = NOTHING_YET;
    uint8_t *key = ARENA_ARRAY(arena, uint8_t, key_length(space));
    memcpy(key, same->key, key_length(space));
    text_map_put(&space->by_cases, (struct text){(const char *)key, key_length(space)},
                 space->classes.count - 1, NULL);
    return space->classes.count - 1;
}

static void add_member(struct same_cases *same, struct same_space *space, size_t class, size_t count,
                       bool turned)
{
    if (count != SIZE_MAX)
        *ARRAY_APPEND(same->counts->arena, &space->members) = (struct same_member){count, class, turned};
}

// A count of nothing, and so of everything, is known anyway, whatever else is of the same cases. Facts of one criterion are
// the same only where outcomes without cases are the difference: that follows from its sums.
static void enter(struct same_cases *same, struct same_space *space, const struct fact *fact)
{
    size_t at;
    if (fact->cases == 0 || fact->cases == space->total)
        return;
    bool turned = complete_key(same, space, fact->cases);
    if (!text_map_find(&space->by_cases, (struct text){(const char *)same->key, key_length(space)}, &at))
        at = new_class(same, space, fact, turned);
    else if (space->classes.items[at].last != fact->criterion)
        link_fact(same, space, &space->classes.items[at], fact, turned);
    struct same_class *class = &space->classes.items[at];
    class->last = fact->criterion;
    class->most[turned] = larger(class->most[turned], (int64_t)fact->term_count);
    class->most[!turned] = larger(class->most[!turned], (int64_t)fact->other_count);
    add_member(same, space, at, fact->term_count == 1 ? fact->terms[0].count : SIZE_MAX, turned);
    add_member(same, space, at, fact->named, turned);
}

// As of a base: of outcomes that occur there is at least one case each, as everybody knows, and that holds for every count
// of these cases.
static void raise_low_ends(struct same_cases *same, const struct same_space *space)
{
    for (size_t i = 0; i < space->members.count; i++) {
        const struct same_member *member = &space->members.items[i];
        struct suppression_count *count = &same->counts->counts.items[member->count];
        count->safe_low = larger(count->safe_low, space->classes.items[member->class].most[member->turned]);
    }
}

// ---- Of a criterion, and of types --------------------------------------------------------------------------

static size_t find(const struct same_cases *same, const struct same_space *space, struct text id,
                   const char *middle, struct text last)
{
    size_t at = SIZE_MAX;
    struct text name = text_print(same->counts->arena, "%s%.*s.%s%.*s", space->prefix, TEXT_PRINT(id), middle,
                                  TEXT_PRINT(last));
    text_map_find(&same->counts->by_name, name, &at);
    return at;
}

static void add_to_fact(const struct same_cases *same, struct fact *fact, size_t count)
{
    int64_t cases = same->counts->counts.items[count].value;
    if (cases == 0)
        return;
    fact->terms[fact->term_count++] = (struct suppression_term){count, 1};
    fact->cases += cases;
}

// The cases with any of some outcomes. The counts of the outcomes follow `first`.
static void enter_outcomes(struct same_cases *same, struct same_space *space, size_t c, size_t first,
                           const bool *some, size_t named)
{
    const struct criterion *criterion = &same->results->instrument->criteria[c];
    struct fact fact = {.criterion = c, .named = named};
    for (size_t o = 0; o < criterion->outcome_count; o++)
        if (some[o])
            add_to_fact(same, &fact, first + o);
        else
            fact.other_count += same->counts->counts.items[first + o].value > 0;
    clear_key(same, space);
    for (size_t i = 0; i < space->row_count; i++) {
        uint8_t outcome = same->results->cases[space->rows[i]].answers[c].outcome;
        if (outcome < criterion->outcome_count && some[outcome])
            mark(same, i);
    }
    enter(same, space, &fact);
}

// Of a base (NULL: all cases), or of those in it that met the criterion, or did not.
enum part_of_base { WHOLE_BASE, MET_IN_BASE, OTHERS_IN_BASE };

static void enter_base(struct same_cases *same, struct same_space *space, size_t c, size_t first,
                       const struct compliance_base *base, enum part_of_base part)
{
    const struct criterion *criterion = &same->results->instrument->criteria[c];
    bool some[LIMIT_OUTCOMES];
    size_t named = SIZE_MAX;
    for (size_t o = 0; o < criterion->outcome_count; o++)
        some[o] = (!base || base->includes[o]) &&
                  (part == WHOLE_BASE ||
                   (criterion->outcomes[o].standing == STANDING_MET) == (part == MET_IN_BASE));
    if (part != OTHERS_IN_BASE)
        named = find(same, space, criterion->id, part == MET_IN_BASE ? "met." : "base.",
                     base ? base->id : TEXT("reviewed"));
    enter_outcomes(same, space, c, first, some, named);
}

static void enter_criterion(struct same_cases *same, struct same_space *space, size_t c)
{
    const struct criterion *criterion = &same->results->instrument->criteria[c];
    size_t first = find(same, space, criterion->id, "", criterion->outcomes[0].id);
    bool some[LIMIT_OUTCOMES];
    for (size_t only = 0; only < criterion->outcome_count; only++) {
        for (size_t o = 0; o < criterion->outcome_count; o++)
            some[o] = o == only;
        enter_outcomes(same, space, c, first, some, SIZE_MAX);
    }
    for (int standing = 0; standing < STANDING_COUNT; standing++) {
        for (size_t o = 0; o < criterion->outcome_count; o++)
            some[o] = (int)criterion->outcomes[o].standing == standing;
        enter_outcomes(same, space, c, first, some, SIZE_MAX);
    }
    enter_base(same, space, c, first, NULL, MET_IN_BASE);
    for (size_t b = 0; b < criterion->base_count; b++)
        for (int part = WHOLE_BASE; part <= OTHERS_IN_BASE; part++)
            enter_base(same, space, c, first, &criterion->bases[b], (enum part_of_base)part);
}

static void enter_criteria(struct same_cases *same, struct same_space *space)
{
    for (size_t c = 0; space->row_count && c < same->results->instrument->criterion_count; c++)
        if (!space->population || !same->results->instrument->criteria[c].judged)
            enter_criterion(same, space, c);
    raise_low_ends(same, space);
}

static void enter_type(struct same_cases *same, struct same_space *space, const struct field *group,
                       size_t value, size_t types)
{
    struct fact fact = {.criterion = OF_TYPES, .named = SIZE_MAX, .other_count = types - 1};
    add_to_fact(same, &fact,
                find(same, space, group->id, "",
                     value == GROUP_UNKNOWN ? TEXT("not_recorded") : group->values[value].id));
    clear_key(same, space);
    for (size_t i = 0; i < space->row_count; i++)
        if (same->results->cases[space->rows[i]].group == value)
            mark(same, i);
    enter(same, space, &fact);
}

static void enter_types(struct same_cases *same, struct same_space *space)
{
    const struct instrument *instrument = same->results->instrument;
    if (!instrument->has_group || space->row_count == 0)
        return;
    const struct field *group = &instrument->cases.fields[instrument->group];
    size_t types = results_count_group(same->results, GROUP_UNKNOWN) > 0;
    for (size_t value = 0; value < group->value_count; value++)
        types += results_count_group(same->results, value) > 0;
    for (size_t value = 0; value < group->value_count; value++)
        enter_type(same, space, group, value, types);
    enter_type(same, space, group, GROUP_UNKNOWN, types);
}

// ---- Of the cases reviewed, drawn and recorded -------------------------------------------------------------

static struct same_space start(struct same_cases *same, const bool *only, const char *prefix)
{
    struct arena *arena = same->counts->arena;
    size_t *rows = ARENA_ARRAY(arena, size_t, same->results->case_count);
    struct same_space space = {.rows = rows, .prefix = prefix};
    for (size_t row = 0; row < same->results->case_count; row++)
        if (!only || only[row])
            rows[space.row_count++] = row;
    space.total = (int64_t)space.row_count;
    text_map_init(&space.by_cases, arena);
    return space;
}

static void read_drawn(struct same_cases *same)
{
    const struct random_sample *sample = &same->results->sample;
    if (!sample->is_random || sample->case_count == same->results->case_count)
        return;
    bool *drawn = ARENA_ARRAY(same->counts->arena, bool, same->results->case_count);
    for (size_t i = 0; i < sample->case_count; i++) {
        size_t row;
        if (results_find_case(same->results, sample->cases[i].case_id, &row))
            drawn[row] = true;
    }
    struct same_space space = start(same, drawn, "drawn.");
    enter_criteria(same, &space);
}

static void read_population(struct same_cases *same)
{
    if (!same->results->has_population)
        return;
    struct same_space space = start(same, NULL, "population.");
    space.population = true;
    space.total = same->results->population.cases;
    enter_criteria(same, &space);
}

struct same_cases *same_cases_read(struct published_counts *counts, const struct results *results)
{
    struct same_cases *same = ARENA_ARRAY(counts->arena, struct same_cases, 1);
    *same = (struct same_cases){.counts = counts, .results = results};
    same->key = ARENA_ARRAY(counts->arena, uint8_t, results->case_count / 8 + 1 + sizeof(int64_t));
    same->reviewed = start(same, NULL, "");
    enter_types(same, &same->reviewed);
    enter_criteria(same, &same->reviewed);
    read_drawn(same);
    read_population(same);
    return same;
}

void same_cases_link(struct same_cases *same, size_t sentence, const bool *rows)
{
    struct same_space *space = &same->reviewed;
    struct fact fact = {.criterion = OF_SENTENCES, .named = SIZE_MAX};
    size_t at;
    add_to_fact(same, &fact, sentence);
    if (fact.cases == 0 || fact.cases == space->total)
        return;
    clear_key(same, space);
    for (size_t row = 0; row < space->row_count; row++)
        if (rows[row])
            mark(same, row);
    bool turned = complete_key(same, space, fact.cases);
    if (!text_map_find(&space->by_cases, (struct text){(const char *)same->key, key_length(space)}, &at))
        return;
    const struct same_class *class = &space->classes.items[at];
    struct suppression_count *count = &same->counts->counts.items[sentence];
    link_fact(same, space, class, &fact, turned);
    count->safe_low = larger(count->safe_low, class->most[turned]);
}
