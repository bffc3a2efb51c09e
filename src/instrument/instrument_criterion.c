// SPDX-License-Identifier: GPL-3.0-or-later
// Criteria: exclusive by construction, because outcomes are tried in order, and exhaustive, because a computed
// criterion always has not_recorded.
#include "instrument/instrument_loader.h"

#include "format/hash.h"

enum criterion_key {
    ID,
    TITLE,
    QUESTION,
    GUIDANCE,
    DEPARTURE,
    PUBLISHED,
    EMPTY,
    APPLIES,
    OUTCOMES,
    ORDER,
    BASES,
    RULES,
    KEY_COUNT
};

static const struct yaml_key criterion_keys[KEY_COUNT] = {
    [ID] = {"id", YAML_SCALAR, true},
    [TITLE] = {"title", YAML_MAPPING, true},
    [QUESTION] = {"question", YAML_MAPPING, true},
    [GUIDANCE] = {"guidance", YAML_MAPPING, false},
    [DEPARTURE] = {"departure", YAML_MAPPING, false},
    [PUBLISHED] = {"published", YAML_SCALAR, false},
    [EMPTY] = {"empty", YAML_SCALAR, false},
    [APPLIES] = {"applies", YAML_SCALAR, false},
    [OUTCOMES] = {"outcomes", YAML_SEQUENCE, true},
    [ORDER] = {"order", YAML_SEQUENCE, false},
    [BASES] = {"bases", YAML_SEQUENCE, false},
    [RULES] = {"rules", YAML_MAPPING, false},
};

// A criterion while it is loaded. Nodes are kept for places and for the hash.
struct loading {
    struct loader *loader;
    struct criterion *criterion;
    const struct yaml_node *node;
    const struct yaml_node *found[KEY_COUNT];
    const struct yaml_node **outcome_nodes; // by index of the outcome
    const struct yaml_node **when_nodes;    // undated rules; NULL where there is none
    struct buffer asked;                    // what the hash is taken of
    bool *asked_definition;                 // by index of the definition
};

// Writes a part of what is asked with its name and length, so that no two questions give the same bytes.
static void ask(struct loading *loading, const char *name, struct text text)
{
    buffer_print(&loading->asked, "%s %zu:", name, text.length);
    buffer_add(&loading->asked, text);
    buffer_add_character(&loading->asked, '\n');
}

static void ask_localised(struct loading *loading, const char *name, const struct localised *localised)
{
    ask(loading, name, (struct text){0});
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        ask(loading, language_code((enum language)i), localised->in[i]);
}

// A rule, and each definition that it uses, itself or through others, where it is first used.
static void ask_rule(struct loading *loading, const char *name, struct text rule)
{
    const struct instrument *instrument = loading->loader->instrument;
    struct text rest = rule, word;
    ask(loading, name, rule);
    while (expression_next_name(&rest, &word))
        for (size_t i = 0; i < instrument->definition_count; i++)
            if (!loading->asked_definition[i] && text_equal(word, instrument->definitions[i].id)) {
                loading->asked_definition[i] = true;
                ask_rule(loading, "definition", instrument->definitions[i].source);
            }
}

static void load_outcome(struct loading *loading, const struct yaml_node *node)
{
    enum { OUTCOME_ID, LABEL, STANDING, WHEN, COUNT };
    static const struct yaml_key keys[COUNT] = {
        [OUTCOME_ID] = {"id", YAML_SCALAR, true},
        [LABEL] = {"label", YAML_MAPPING, true},
        [STANDING] = {"standing", YAML_SCALAR, true},
        [WHEN] = {"when", YAML_SCALAR, false},
    };
    const struct yaml_node *found[COUNT];
    struct loader *loader = loading->loader;
    struct criterion *criterion = loading->criterion;
    struct outcome *outcome = &criterion->outcomes[criterion->outcome_count];
    const char *standings[STANDING_COUNT];
    size_t standing;
    for (int i = 0; i < STANDING_COUNT; i++)
        standings[i] = standing_words((enum standing)i);
    LOAD_KEYS(loader, node, found, keys);
    if (load_id(loader, found[OUTCOME_ID], false, &outcome->id))
        load_unique(loader, found[OUTCOME_ID], criterion->outcomes, criterion->outcome_count, sizeof *outcome,
                    outcome->id);
    load_localised(loader, found[LABEL], &outcome->label);
    if (found[STANDING] &&
        yaml_choice(loader->source, found[STANDING], standings, STANDING_COUNT, &standing, loader->problems))
        outcome->standing = (enum standing)standing;
    ask(loading, "outcome", outcome->id);
    ask_localised(loading, "label", &outcome->label);
    ask(loading, "standing", text_from(standing_words(outcome->standing)));
    loading->outcome_nodes[criterion->outcome_count] = node;
    loading->when_nodes[criterion->outcome_count++] = found[WHEN];
}

// Finds an outcome that the program itself gives, or adds it; its standing cannot be another.
static size_t own_outcome(struct loading *loading, struct text id, enum standing standing, const char *label)
{
    struct criterion *criterion = loading->criterion;
    size_t at;
    if (criterion_find_outcome(criterion, id, &at)) {
        if (criterion->outcomes[at].standing != standing)
            load_problem(loading->loader, loading->outcome_nodes[at],
                         MESSAGE("the outcome {id} must have the standing {standing}", VALUE("id", id),
                                 VALUE("standing", text_from(standing_words(standing)))),
                         NO_MESSAGE);
        return at;
    }
    at = criterion->outcome_count++;
    criterion->outcomes[at] = (struct outcome){.id = id, .standing = standing, .implicit = true};
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        criterion->outcomes[at].label.in[i] = message_word((enum language)i, label);
    return at;
}

static void load_outcomes(struct loading *loading)
{
    const struct yaml_node *list = loading->found[OUTCOMES];
    struct criterion *criterion = loading->criterion;
    struct arena *arena = loading->loader->arena;
    size_t count = load_count(loading->loader, list, LIMIT_OUTCOMES), room = count + 2;
    criterion->outcomes = ARENA_ARRAY(arena, struct outcome, room);
    loading->outcome_nodes = ARENA_ARRAY(arena, const struct yaml_node *, room);
    loading->when_nodes = ARENA_ARRAY(arena, const struct yaml_node *, room);
    for (size_t i = 0; i < count; i++)
        load_outcome(loading, &list->items[i]);
}

// Whether any outcome has a rule of its own, and that rules are not mixed with judgement or with dated rules.
static bool has_undated_rules(struct loading *loading)
{
    const struct criterion *criterion = loading->criterion;
    size_t first = 0;
    while (first < criterion->outcome_count && !loading->when_nodes[first])
        first++;
    if (first == criterion->outcome_count)
        return false;
    for (size_t i = 0; i < criterion->outcome_count; i++) {
        struct text id = criterion->outcomes[i].id;
        bool given_by_program = text_equal(id, TEXT("not_recorded")) ||
                                (loading->found[APPLIES] && text_equal(id, TEXT("not_applicable")));
        if (loading->found[RULES] && loading->when_nodes[i])
            load_problem(loading->loader, loading->when_nodes[i],
                         MESSAGE("the criterion has dated rules, so the outcome {id} cannot have its own",
                                 VALUE("id", id)),
                         MESSAGE("move it under rules"));
        else if (!loading->found[RULES] && !loading->when_nodes[i] && !given_by_program)
            load_problem(
                loading->loader, loading->outcome_nodes[i],
                MESSAGE("the outcome {id} has no rule, though others have", VALUE("id", id)),
                MESSAGE(
                    "give every outcome a rule (when: …), or none of them, which makes the criterion judged"));
    }
    return true;
}

static bool is_always_true(const struct yaml_node *node)
{
    return node && text_equal_ignoring_case(text_trim(node->value), TEXT("true"));
}

// The rules of one set, from a node for each outcome.
static void load_set_rules(struct loading *loading, struct rule_set *set, const struct yaml_node **nodes)
{
    const struct criterion *criterion = loading->criterion;
    set->otherwise = OUTCOME_NONE;
    set->when = ARENA_ARRAY(loading->loader->arena, const struct expression *, criterion->outcome_count);
    for (size_t i = 0; i < criterion->outcome_count; i++) {
        if (!nodes[i])
            continue;
        if (set->otherwise != OUTCOME_NONE)
            load_problem(loading->loader, nodes[i],
                         MESSAGE("the outcome {id} cannot be reached: a rule before it is always "
                                 "true",
                                 VALUE("id", criterion->outcomes[i].id)),
                         MESSAGE("put when: true last"));
        else if (is_always_true(nodes[i]))
            set->otherwise = i;
        set->when[i] = load_expression(loading->loader, nodes[i], FIELD_BOOLEAN);
        ask(loading, "of", criterion->outcomes[i].id);
        ask_rule(loading, "when", nodes[i]->value);
    }
}

static bool load_day(struct loader *loader, const struct yaml_node *node, int64_t *day, int64_t *instant)
{
    struct civil_read read;
    int64_t later;
    if (!node)
        return false;
    if (civil_read(node->value, CIVIL_ORDER_NONE, &read) != CIVIL_READ || read.has_time)
        return problem_report_value(loader->problems, yaml_place(loader->source, node), node->value,
                                    MESSAGE("this is not a date"), MESSAGE("write a date as 2021-04-01"));
    *day = civil_date_to_days(read.time.date);
    // A day begins at midnight, or, where the clocks skip it, at the first hour that exists.
    while (zone_to_instant(loader->instrument->zone, read.time, instant, &later) == ZONE_NEVER)
        read.time.hour++;
    return true;
}

// Rules are tried in the order of the outcomes, so a set that is written in another would mislead its reader.
static void check_when_order(struct loading *loading, const struct yaml_node *when)
{
    const struct criterion *criterion = loading->criterion;
    size_t last = 0, at;
    for (size_t i = 0; when->kind == YAML_MAPPING && i < when->count; i++) {
        if (!criterion_find_outcome(criterion, when->entries[i].key, &at))
            continue;
        if (at < last)
            load_problem(
                loading->loader, &when->entries[i].value,
                MESSAGE("{id} is written after {other}, but is tried before it",
                        VALUE("id", criterion->outcomes[at].id),
                        VALUE("other", criterion->outcomes[last].id)),
                MESSAGE(
                    "rules are tried in the order of the outcomes: write them in that order, or reorder the "
                    "outcomes"));
        last = at;
    }
}

// The rules of a set: a mapping of outcomes to expressions.
static void load_when(struct loading *loading, const struct yaml_node *when, struct rule_set *set)
{
    struct loader *loader = loading->loader;
    const struct criterion *criterion = loading->criterion;
    struct yaml_key *keys = ARENA_ARRAY(loader->arena, struct yaml_key, criterion->outcome_count);
    const struct yaml_node **nodes = ARENA_ARRAY(loader->arena, const struct yaml_node *,
                                                 criterion->outcome_count);
    for (size_t i = 0; i < criterion->outcome_count; i++)
        keys[i] = (struct yaml_key){text_terminated(loader->arena, criterion->outcomes[i].id), YAML_SCALAR,
                                    false};
    if (when) {
        yaml_keys(loader->source, when, keys, criterion->outcome_count, nodes, loader->problems);
        check_when_order(loading, when);
    }
    load_set_rules(loading, set, nodes);
}

// False if its days are wrong, so that they are not held against other sets.
static bool load_set(struct loading *loading, const struct yaml_node *node, struct rule_set *set)
{
    enum { FROM, BEFORE, SOURCE, WHEN, COUNT };
    static const struct yaml_key keys[COUNT] = {
        [FROM] = {"from", YAML_SCALAR, false},
        [BEFORE] = {"before", YAML_SCALAR, false},
        [SOURCE] = {"source", YAML_MAPPING, false},
        [WHEN] = {"when", YAML_MAPPING, true},
    };
    const struct yaml_node *found[COUNT];
    struct loader *loader = loading->loader;
    LOAD_KEYS(loader, node, found, keys);
    set->has_from = load_day(loader, found[FROM], &set->from, &set->from_instant);
    set->has_before = load_day(loader, found[BEFORE], &set->before, &set->before_instant);
    bool good = set->has_from == (found[FROM] != NULL) && set->has_before == (found[BEFORE] != NULL);
    if (set->has_from && set->has_before && set->before <= set->from)
        good = load_problem(loader, found[BEFORE], MESSAGE("these rules end before they begin"), NO_MESSAGE);
    load_localised(loader, found[SOURCE], &set->source);
    ask(loading, "from", found[FROM] ? found[FROM]->value : (struct text){0});
    ask(loading, "before", found[BEFORE] ? found[BEFORE]->value : (struct text){0});
    load_when(loading, found[WHEN], set);
    return good;
}

// A set begins on the day on which the one before it ends.
static void check_succession(struct loading *loading, const struct yaml_node *node,
                             const struct rule_set *before, const struct rule_set *after)
{
    if (!before->has_before || !after->has_from || after->from < before->before)
        load_problem(
            loading->loader, node, MESSAGE("these rules overlap with those before them"),
            MESSAGE(
                "a case must fall under one set: give each its from and the one before it its before, in order "
                "of time"));
    else if (after->from > before->before)
        load_problem(loading->loader, node, MESSAGE("no rules are in force between those before and these"),
                     MESSAGE("let these rules begin on the day on which those before them end: before: {day}",
                             VALUE("day", civil_date_text(loading->loader->arena,
                                                          civil_date_from_days(after->from)))));
}

static void load_rules(struct loading *loading)
{
    enum { BY, SETS, COUNT };
    static const struct yaml_key keys[COUNT] = {
        [BY] = {"by", YAML_SCALAR, true}, [SETS] = {"sets", YAML_SEQUENCE, true}};
    const struct yaml_node *found[COUNT];
    struct loader *loader = loading->loader;
    struct criterion *criterion = loading->criterion;
    const struct schema *cases = &loader->instrument->cases;
    LOAD_KEYS(loader, loading->found[RULES], found, keys);
    criterion->has_rules_by = load_field_name(loader, found[BY], cases, &criterion->rules_by);
    if (criterion->has_rules_by) {
        enum field_type type = cases->fields[criterion->rules_by].type;
        ask(loading, "by", found[BY]->value);
        if (type != FIELD_DATE && type != FIELD_TIME)
            load_problem(loader, found[BY],
                         MESSAGE("rules are chosen by a date or a time; {field} is {found}",
                                 VALUE("field", found[BY]->value), WORD("found", field_type_words(type))),
                         NO_MESSAGE);
    }
    size_t count = load_count(loader, found[SETS], LIMIT_OUTCOMES);
    criterion->sets = ARENA_ARRAY(loader->arena, struct rule_set, count);
    bool good = false;
    for (size_t i = 0; i < count; i++) {
        bool before_good = good;
        good = load_set(loading, &found[SETS]->items[i], &criterion->sets[i]);
        if (good && before_good)
            check_succession(loading, &found[SETS]->items[i], &criterion->sets[i - 1], &criterion->sets[i]);
    }
    criterion->set_count = count;
}

static void load_answers(struct loading *loading)
{
    struct criterion *criterion = loading->criterion;
    bool undated = has_undated_rules(loading);
    criterion->judged = !undated && !loading->found[RULES];
    criterion->not_recorded = criterion->not_applicable = OUTCOME_NONE;
    if (loading->found[APPLIES])
        criterion->not_applicable = own_outcome(loading, TEXT("not_applicable"), STANDING_NOT_APPLICABLE,
                                                N_("Not applicable"));
    if (!criterion->judged || loading->found[APPLIES])
        criterion->not_recorded = own_outcome(loading, TEXT("not_recorded"), STANDING_NOT_RECORDED,
                                              N_("Not recorded"));
    if (criterion->judged && loading->found[DEPARTURE])
        load_problem(loading->loader, loading->found[DEPARTURE],
                     MESSAGE("a judged criterion has no computed outcome to depart from"),
                     MESSAGE("remove departure, or give the outcomes rules"));
    if (loading->found[RULES]) {
        load_rules(loading);
    } else if (undated) {
        criterion->sets = ARENA_NEW(loading->loader->arena, struct rule_set);
        criterion->set_count = 1;
        load_set_rules(loading, criterion->sets, loading->when_nodes);
    }
    if (criterion->outcome_count < 2)
        load_problem(loading->loader, loading->node, MESSAGE("a criterion needs at least two outcomes"),
                     NO_MESSAGE);
}

static bool find_named(struct loading *loading, const struct yaml_node *node, size_t *outcome)
{
    const struct criterion *criterion = loading->criterion;
    if (node->kind == YAML_SCALAR && criterion_find_outcome(criterion, node->value, outcome))
        return true;
    struct text *known = ARENA_ARRAY(loading->loader->arena, struct text, criterion->outcome_count);
    for (size_t i = 0; i < criterion->outcome_count; i++)
        known[i] = criterion->outcomes[i].id;
    return yaml_unknown(loading->loader->source, node, known, criterion->outcome_count,
                        MESSAGE("there is no outcome {word}", VALUE("word", node->value)),
                        loading->loader->problems);
}

// Marks the outcomes that a list names, each once; *order, if given, gets them as they come.
static void load_named(struct loading *loading, const struct yaml_node *list, bool *named, size_t *order)
{
    size_t outcome, used = 0;
    for (size_t i = 0; list && i < list->count; i++) {
        if (!find_named(loading, &list->items[i], &outcome))
            continue;
        if (named[outcome])
            load_problem(loading->loader, &list->items[i],
                         MESSAGE("the outcome {id} is listed twice",
                                 VALUE("id", loading->criterion->outcomes[outcome].id)),
                         NO_MESSAGE);
        else if (order)
            order[used++] = outcome;
        named[outcome] = true;
    }
}

// Those that `order` does not name follow as they were declared.
static void load_order(struct loading *loading)
{
    struct criterion *criterion = loading->criterion;
    bool *named = ARENA_ARRAY(loading->loader->arena, bool, criterion->outcome_count);
    size_t used = 0;
    criterion->order = ARENA_ARRAY(loading->loader->arena, size_t, criterion->outcome_count);
    load_named(loading, loading->found[ORDER], named, criterion->order);
    for (size_t i = 0; i < criterion->outcome_count; i++)
        used += named[i];
    for (size_t i = 0; i < criterion->outcome_count; i++)
        if (!named[i])
            criterion->order[used++] = i;
}

static void load_base(struct loading *loading, const struct yaml_node *node, struct compliance_base *base)
{
    enum { BASE_ID, LABEL, INCLUDED, COUNT };
    static const struct yaml_key keys[COUNT] = {
        [BASE_ID] = {"id", YAML_SCALAR, true},
        [LABEL] = {"label", YAML_MAPPING, true},
        [INCLUDED] = {"outcomes", YAML_SEQUENCE, true},
    };
    const struct yaml_node *found[COUNT];
    struct loader *loader = loading->loader;
    struct criterion *criterion = loading->criterion;
    LOAD_KEYS(loader, node, found, keys);
    if (load_id(loader, found[BASE_ID], false, &base->id)) {
        load_unique(loader, found[BASE_ID], criterion->bases, criterion->base_count, sizeof *base, base->id);
        if (text_equal(base->id, TEXT("all")))
            load_problem(loader, found[BASE_ID], MESSAGE("the base all is always there: all cases reviewed"),
                         MESSAGE("give this base another id"));
    }
    load_localised(loader, found[LABEL], &base->label);
    base->includes = ARENA_ARRAY(loader->arena, bool, criterion->outcome_count);
    load_named(loading, found[INCLUDED], base->includes, NULL);
    for (size_t i = 0; found[INCLUDED] && i < criterion->outcome_count; i++)
        if (criterion->outcomes[i].standing == STANDING_MET && !base->includes[i])
            load_problem(
                loader, found[INCLUDED],
                MESSAGE("the base {base} leaves out {outcome}, which counts as met", VALUE("base", base->id),
                        VALUE("outcome", criterion->outcomes[i].id)),
                MESSAGE("a share needs a base that holds all it counts: add the outcome to the base"));
}

static void load_bases(struct loading *loading)
{
    const struct yaml_node *list = loading->found[BASES];
    struct criterion *criterion = loading->criterion;
    size_t count = load_count(loading->loader, list, LIMIT_OUTCOMES);
    criterion->bases = ARENA_ARRAY(loading->loader->arena, struct compliance_base, count);
    for (size_t i = 0; i < count; i++) {
        load_base(loading, &list->items[i], &criterion->bases[i]);
        criterion->base_count++;
    }
}

static void load_printing(struct loading *loading)
{
    static const char *const words[] = {"show", "hide"};
    struct loader *loader = loading->loader;
    size_t choice = 0;
    loading->criterion->published = true;
    yaml_boolean(loader->source, loading->found[PUBLISHED], &loading->criterion->published, loader->problems);
    if (loading->found[EMPTY])
        yaml_choice(loader->source, loading->found[EMPTY], words, 2, &choice, loader->problems);
    loading->criterion->hide_empty = choice == 1;
    load_order(loading);
    load_bases(loading);
}

static void load_criterion(struct loader *loader, const struct yaml_node *node, struct criterion *criterion)
{
    struct loading loading = {.loader = loader, .criterion = criterion, .node = node};
    const struct instrument *instrument = loader->instrument;
    struct text id;
    LOAD_KEYS(loader, node, loading.found, criterion_keys);
    if (load_id(loader, loading.found[ID], false, &id) &&
        load_unique(loader, loading.found[ID], instrument->criteria, instrument->criterion_count,
                    sizeof *criterion, id))
        criterion->id = id;
    loading.asked_definition = ARENA_ARRAY(loader->arena, bool, instrument->definition_count);
    load_localised(loader, loading.found[TITLE], &criterion->title);
    load_localised(loader, loading.found[QUESTION], &criterion->question);
    load_localised(loader, loading.found[GUIDANCE], &criterion->guidance);
    load_localised(loader, loading.found[DEPARTURE], &criterion->departure);
    criterion->applies = load_expression(loader, loading.found[APPLIES], FIELD_BOOLEAN);
    ask(&loading, "criterion", criterion->id);
    ask_localised(&loading, "question", &criterion->question);
    ask_localised(&loading, "guidance", &criterion->guidance);
    if (loading.found[APPLIES])
        ask_rule(&loading, "applies", loading.found[APPLIES]->value);
    load_outcomes(&loading);
    if (loading.found[OUTCOMES]) {
        load_answers(&loading);
        load_printing(&loading);
    }
    criterion->hash = hash_text(loader->arena, hash_of(buffer_text(&loading.asked)));
    buffer_dispose(&loading.asked);
}

void load_criteria(struct loader *loader, const struct yaml_node *node)
{
    struct instrument *instrument = loader->instrument;
    size_t count = load_count(loader, node, LIMIT_CRITERIA);
    instrument->criteria = ARENA_ARRAY(loader->arena, struct criterion, count);
    for (size_t i = 0; i < count; i++) {
        load_criterion(loader, &node->items[i], &instrument->criteria[i]);
        instrument->criterion_count++;
    }
}
