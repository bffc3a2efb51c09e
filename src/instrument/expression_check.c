// SPDX-License-Identifier: GPL-3.0-or-later
// Names and types. The rules are strict: nothing becomes another type by itself, but a whole number a number, a date
// the time of its midnight, and a category the text of its id.
#include "base/spelling.h"
#include "instrument/expression_tree.h"

struct checker {
    const struct expression_source *source;
    bool in_log; // inside the condition of a log function
    bool failed;
};

static void check(struct checker *checker, struct node **at);

bool source_problem(const struct expression_source *source, size_t at, struct message what,
                    struct message hint)
{
    struct place place = source->place;
    struct text before = text_slice(source->text, 0, at), line;
    uint64_t lines = 0;
    struct text last = before;
    for (struct text rest = before; text_split(&rest, '\n', &line); lines++)
        last = line;
    if (place.line && lines)
        place.line += lines - 1;
    if (place.column)
        place.column += text_characters(last);
    return problem_report(source->problems, place, what, hint);
}

static void complain(struct checker *checker, struct node *node, struct message what, struct message hint)
{
    checker->failed = true;
    node->broken = true;
    source_problem(checker->source, node->at, what, hint);
}

static bool any_broken(const struct node *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (node->arguments[i]->broken)
            return true;
    return false;
}

#define TYPE_WORD(name, type) WORD(name, field_type_words(type))

// ---- Names

static void find_definition(struct checker *checker, struct node *node,
                            const struct expression_definition *definition)
{
    if (!definition->meaning) { // its own problem has been reported where it stands
        node->broken = checker->failed = true;
        return;
    }
    struct node *meaning = ARENA_NEW(checker->source->arena, struct node);
    *meaning = *definition->meaning->tree;
    node->arguments = ARENA_ARRAY(checker->source->arena, struct node *, 1);
    node->arguments[0] = meaning;
    node->count = 1;
    node->kind = NODE_DEFINITION;
    node->definition = definition;
    node->type = meaning->type;
    node->category = meaning->category;
    node->reads_entry = false; // a definition never does
}

static void use_field(struct node *node, enum node_kind kind, const struct schema *schema, size_t field)
{
    node->kind = kind;
    node->field = field;
    node->type = schema->fields[field].type;
    node->category = node->type == FIELD_CATEGORY ? &schema->fields[field] : NULL;
    node->reads_entry = kind == NODE_ENTRY_FIELD;
}

static size_t add_names(struct text *names, size_t count, const struct schema *schema)
{
    for (size_t i = 0; schema && i < schema->count; i++)
        names[count++] = schema->fields[i].id;
    return count;
}

static void unknown_name(struct checker *checker, struct node *node)
{
    const struct expression_scope *scope = checker->source->scope;
    size_t room = scope->cases->count + (scope->log ? scope->log->count : 0) + scope->definition_count;
    struct text *names = ARENA_ARRAY(checker->source->arena, struct text, room), nearest;
    size_t count = 0;
    if (!text_equal(node->qualifier, TEXT("log")))
        count = add_names(names, count, scope->cases);
    for (size_t i = 0; !node->qualifier.length && i < scope->definition_count; i++)
        names[count++] = scope->definitions[i].id;
    if (checker->in_log && !text_equal(node->qualifier, TEXT("case")))
        count = add_names(names, count, scope->log);
    bool near = spelling_nearest(node->text, names, count, &nearest);
    complain(checker, node, MESSAGE("there is no field or definition '{name}'", VALUE("name", node->text)),
             near ? MESSAGE("did you mean '{name}'?", VALUE("name", nearest)) : NO_MESSAGE);
}

static bool check_qualifier(struct checker *checker, struct node *node)
{
    if (!text_equal(node->qualifier, TEXT("log")) || checker->in_log)
        return true;
    complain(
        checker, node,
        MESSAGE("log.{name} can stand only in the condition of a log function", VALUE("name", node->text)),
        MESSAGE("for instance count_log('update', log.{name} IS NOT NULL)", VALUE("name", node->text)));
    return false;
}

static void check_name(struct checker *checker, struct node *node)
{
    const struct expression_scope *scope = checker->source->scope;
    size_t in_case = 0, in_log = 0;
    if (!check_qualifier(checker, node))
        return;
    bool of_case = !text_equal(node->qualifier, TEXT("log")) &&
                   schema_find(scope->cases, node->text, &in_case);
    bool of_log = checker->in_log && !text_equal(node->qualifier, TEXT("case")) &&
                  schema_find(scope->log, node->text, &in_log);
    const struct expression_definition *definition = NULL;
    for (size_t i = 0; !node->qualifier.length && i < scope->definition_count && !definition; i++)
        if (text_equal(scope->definitions[i].id, node->text))
            definition = &scope->definitions[i];
    if (of_log && (of_case || definition))
        complain(checker, node,
                 MESSAGE("'{name}' is a field of the log entry and a name of the case too",
                         VALUE("name", node->text)),
                 MESSAGE("write log.{name} or case.{name}", VALUE("name", node->text)));
    else if (of_log)
        use_field(node, NODE_ENTRY_FIELD, scope->log, in_log);
    else if (of_case)
        use_field(node, NODE_CASE_FIELD, scope->cases, in_case);
    else if (definition)
        find_definition(checker, node, definition);
    else
        unknown_name(checker, node);
}

// ---- Types

// The type that both can become; false if there is none.
static bool common_of(enum field_type a, enum field_type b, enum field_type *common)
{
    static const struct {
        enum field_type narrow, wide;
    } widenings[] = {{FIELD_INTEGER, FIELD_NUMBER}, {FIELD_DATE, FIELD_TIME}, {FIELD_CATEGORY, FIELD_TEXT}};
    if (a == b || b == TYPE_ANY) {
        *common = a;
        return true;
    }
    if (a == TYPE_ANY) {
        *common = b;
        return true;
    }
    for (size_t i = 0; i < sizeof widenings / sizeof *widenings; i++)
        if ((a == widenings[i].narrow && b == widenings[i].wide) ||
            (b == widenings[i].narrow && a == widenings[i].wide)) {
            *common = widenings[i].wide;
            return true;
        }
    return false;
}

// Makes a value of a type that it can become.
static void widen(struct checker *checker, struct node **at, enum field_type type)
{
    struct node *node = *at;
    if (node->type == TYPE_ANY)
        node->type = type;
    if (node->type == type || type == FIELD_CATEGORY || (type == FIELD_TEXT && node->type == FIELD_CATEGORY))
        return;
    struct node *cast = node_new(checker->source->arena, NODE_CAST, node->at, 1);
    cast->type = type;
    cast->implicit = true;
    cast->reads_entry = node->reads_entry;
    cast->size = node->size;
    cast->depth = node->depth;
    cast->arguments[0] = node;
    *at = cast;
}

static struct message type_hint(enum field_type a, enum field_type b)
{
    bool time = a == FIELD_TIME || b == FIELD_TIME || a == FIELD_DATE || b == FIELD_DATE;
    bool text = a == FIELD_TEXT || b == FIELD_TEXT;
    bool number = a == FIELD_INTEGER || b == FIELD_INTEGER || a == FIELD_NUMBER || b == FIELD_NUMBER;
    if (time && text)
        return MESSAGE("write a date as DATE '2019-04-01' and a time as TIMESTAMP '2019-04-01 10:00'");
    if ((a == FIELD_DURATION || b == FIELD_DURATION) && (text || number))
        return MESSAGE("write a length of time as INTERVAL '48 hours'");
    if (number && text)
        return MESSAGE("write a number without quotation marks");
    return NO_MESSAGE;
}

// The common type of arguments from, from + step, ..., each of which then has it. False, reported, if there is none.
static bool unify(struct checker *checker, struct node *node, size_t from, size_t step, size_t until,
                  enum field_type *common)
{
    enum field_type type = TYPE_ANY;
    for (size_t i = from; i < until; i += step) {
        struct node *argument = node->arguments[i];
        if (argument->broken)
            continue;
        if (!common_of(type, argument->type, &type)) {
            complain(checker, argument,
                     MESSAGE("this is {actual}, but {wanted} stands with it",
                             TYPE_WORD("actual", argument->type), TYPE_WORD("wanted", type)),
                     type_hint(type, argument->type));
            node->broken = true;
            return false;
        }
    }
    for (size_t i = from; i < until; i += step)
        if (!node->arguments[i]->broken)
            widen(checker, &node->arguments[i], type == TYPE_ANY ? FIELD_TEXT : type);
    *common = type == TYPE_ANY ? FIELD_TEXT : type;
    return true;
}

static bool wants(struct checker *checker, struct node *node, size_t index, enum field_type type)
{
    struct node *argument = node->arguments[index];
    enum field_type common;
    if (argument->broken)
        return false;
    if (common_of(argument->type, type, &common) && common == type) {
        widen(checker, &node->arguments[index], type);
        return true;
    }
    complain(checker, argument,
             MESSAGE("this is {actual}, but {wanted} is wanted here", TYPE_WORD("actual", argument->type),
                     TYPE_WORD("wanted", type)),
             type_hint(type, argument->type));
    return false;
}

static bool all_want(struct checker *checker, struct node *node, enum field_type type)
{
    bool good = true;
    for (size_t i = 0; i < node->count; i++)
        good = wants(checker, node, i, type) && good;
    return good;
}

// ---- Categories

static bool share_a_value(const struct field *a, const struct field *b)
{
    size_t index;
    for (size_t i = 0; i < a->value_count; i++)
        if (category_find(b, a->values[i].id, &index))
            return true;
    return false;
}

static void check_value(struct checker *checker, struct node *literal, const struct field *category)
{
    size_t index;
    if (category_find(category, literal->text, &index))
        return;
    struct text *ids = ARENA_ARRAY(checker->source->arena, struct text, category->value_count), nearest;
    for (size_t i = 0; i < category->value_count; i++)
        ids[i] = category->values[i].id;
    struct message hint = NO_MESSAGE;
    if (spelling_nearest(literal->text, ids, category->value_count, &nearest))
        hint = MESSAGE("did you mean '{name}'?", VALUE("name", nearest));
    else if (category->value_count)
        hint = MESSAGE("its values are listed in the instrument; the first is '{name}'",
                       VALUE("name", ids[0]));
    complain(checker, literal,
             MESSAGE("'{value}' is not a value of {field}", VALUE("value", literal->text),
                     VALUE("field", category->id)),
             hint);
}

// Arguments from, from + step, ... are compared with the first: literals must be values, categories share some.
static void check_categories(struct checker *checker, struct node *node, size_t from, size_t step,
                             size_t until)
{
    struct node *first = node->arguments[0];
    for (size_t i = from; i < until; i += step) {
        struct node *other = node->arguments[i];
        bool literal = other->kind == NODE_LITERAL && other->known && other->type == FIELD_TEXT;
        bool first_literal = first->kind == NODE_LITERAL && first->known && first->type == FIELD_TEXT;
        if (first->category && literal)
            check_value(checker, other, first->category);
        else if (other->category && first_literal)
            check_value(checker, first, other->category);
        else if (first->category && other->category && !share_a_value(first->category, other->category))
            complain(checker, other,
                     MESSAGE("{a} and {b} have no value in common", VALUE("a", first->category->id),
                             VALUE("b", other->category->id)),
                     NO_MESSAGE);
    }
}

// A value chosen among arguments is a category only if all are of the same one.
static void choose_category(struct node *node, size_t from, size_t step)
{
    if (node->type != FIELD_CATEGORY)
        return;
    for (size_t i = from; i < node->count; i += step) {
        const struct field *category = node->arguments[i]->category;
        if (!category)
            continue; // NULL
        if (node->category && node->category->values != category->values)
            node->type = FIELD_TEXT;
        node->category = category;
    }
    if (node->type == FIELD_TEXT)
        node->category = NULL;
}

// ---- Operators

static void check_order(struct checker *checker, struct node *node, enum field_type type)
{
    if (type == FIELD_BOOLEAN || type == FIELD_CATEGORY)
        complain(checker, node,
                 MESSAGE("{type} has no order, so one cannot be more than another", TYPE_WORD("type", type)),
                 MESSAGE("compare with = or <>, or name the values with IN"));
}

static bool has_category(const struct node *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (node->arguments[i]->category)
            return true;
    return false;
}

static bool has_order(enum node_kind kind)
{
    return kind != NODE_EQUAL && kind != NODE_NOT_EQUAL && kind != NODE_DISTINCT && kind != NODE_IN;
}

static void check_comparison(struct checker *checker, struct node *node)
{
    enum field_type type;
    node->type = FIELD_BOOLEAN;
    check_categories(checker, node, 1, 1, node->count);
    bool category = has_category(node);
    if (unify(checker, node, 0, 1, node->count, &type) && has_order(node->kind))
        check_order(checker, node, category ? FIELD_CATEGORY : type);
}

static void arithmetic_problem(struct checker *checker, struct node *node)
{
    static const char *const symbols[] = {"+", "-", "*", "/", "%"};
    enum field_type a = node->arguments[0]->type, b = node->arguments[node->count - 1]->type;
    struct text symbol = text_from(node->kind == NODE_NEGATE ? "-" : symbols[node->kind - NODE_ADD]);
    if (a == TYPE_ANY || b == TYPE_ANY) {
        complain(checker, node, MESSAGE("NULL has no type here"),
                 MESSAGE("give it one: CAST(NULL AS integer)"));
        return;
    }
    struct message hint = NO_MESSAGE;
    if ((a == FIELD_DATE && b == FIELD_DURATION) || (a == FIELD_DURATION && b == FIELD_DATE))
        hint = MESSAGE("add whole days to a date, or make it a time: CAST(… AS time)");
    else if (a == FIELD_TIME && b == FIELD_INTEGER)
        hint = MESSAGE("a time takes a length of time, for instance INTERVAL '2 days'");
    else if (node->kind == NODE_REMAINDER)
        hint = MESSAGE("% is for whole numbers");
    else if (a == FIELD_TEXT && node->kind == NODE_ADD)
        hint = MESSAGE("texts are joined with ||");
    if (node->kind == NODE_NEGATE)
        complain(checker, node, MESSAGE("'-' does not go before {type}", TYPE_WORD("type", a)), hint);
    else
        complain(checker, node,
                 MESSAGE("'{symbol}' does not go between {a} and {b}", VALUE("symbol", symbol),
                         TYPE_WORD("a", a), TYPE_WORD("b", b)),
                 hint);
}

// What an operation on two types is computed in, and what it gives.
static const struct operation {
    enum node_kind kind;
    enum field_type a, b, result;
} operations[] = {
    {NODE_ADD, FIELD_INTEGER, FIELD_INTEGER, FIELD_INTEGER},
    {NODE_ADD, FIELD_NUMBER, FIELD_NUMBER, FIELD_NUMBER},
    {NODE_ADD, FIELD_DURATION, FIELD_DURATION, FIELD_DURATION},
    {NODE_ADD, FIELD_TIME, FIELD_DURATION, FIELD_TIME},
    {NODE_ADD, FIELD_DURATION, FIELD_TIME, FIELD_TIME},
    {NODE_ADD, FIELD_DATE, FIELD_INTEGER, FIELD_DATE},
    {NODE_ADD, FIELD_INTEGER, FIELD_DATE, FIELD_DATE},
    {NODE_SUBTRACT, FIELD_INTEGER, FIELD_INTEGER, FIELD_INTEGER},
    {NODE_SUBTRACT, FIELD_NUMBER, FIELD_NUMBER, FIELD_NUMBER},
    {NODE_SUBTRACT, FIELD_DURATION, FIELD_DURATION, FIELD_DURATION},
    {NODE_SUBTRACT, FIELD_DATE, FIELD_DATE, FIELD_INTEGER},
    {NODE_SUBTRACT, FIELD_TIME, FIELD_TIME, FIELD_DURATION},
    {NODE_SUBTRACT, FIELD_TIME, FIELD_DURATION, FIELD_TIME},
    {NODE_SUBTRACT, FIELD_DATE, FIELD_INTEGER, FIELD_DATE},
    {NODE_MULTIPLY, FIELD_INTEGER, FIELD_INTEGER, FIELD_INTEGER},
    {NODE_MULTIPLY, FIELD_NUMBER, FIELD_NUMBER, FIELD_NUMBER},
    {NODE_MULTIPLY, FIELD_DURATION, FIELD_INTEGER, FIELD_DURATION},
    {NODE_MULTIPLY, FIELD_INTEGER, FIELD_DURATION, FIELD_DURATION},
    {NODE_MULTIPLY, FIELD_DURATION, FIELD_NUMBER, FIELD_DURATION},
    {NODE_MULTIPLY, FIELD_NUMBER, FIELD_DURATION, FIELD_DURATION},
    {NODE_DIVIDE, FIELD_INTEGER, FIELD_INTEGER, FIELD_INTEGER},
    {NODE_DIVIDE, FIELD_NUMBER, FIELD_NUMBER, FIELD_NUMBER},
    {NODE_DIVIDE, FIELD_DURATION, FIELD_NUMBER, FIELD_DURATION},
    {NODE_REMAINDER, FIELD_INTEGER, FIELD_INTEGER, FIELD_INTEGER},
};

// Whether a value of this type can be used where that one is wanted, counting how many must change.
static bool fits(enum field_type type, enum field_type wanted, int *changes)
{
    *changes += type != wanted;
    return type == wanted || (type == FIELD_INTEGER && wanted == FIELD_NUMBER) ||
           (type == FIELD_DATE && wanted == FIELD_TIME);
}

static void check_arithmetic(struct checker *checker, struct node *node)
{
    const struct operation *best = NULL;
    int best_changes = 3;
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        int changes = 0;
        // A date is taken for a time only beside a time: a date and a length of time do not go together.
        bool dates = node->arguments[0]->type == FIELD_DATE || node->arguments[1]->type == FIELD_DATE;
        bool good = operations[i].kind == node->kind &&
                    fits(node->arguments[0]->type, operations[i].a, &changes) &&
                    fits(node->arguments[1]->type, operations[i].b, &changes) &&
                    !(dates && changes && operations[i].result != FIELD_DURATION);
        if (good && changes < best_changes) {
            best = &operations[i];
            best_changes = changes;
        }
    }
    if (!best) {
        arithmetic_problem(checker, node);
        return;
    }
    widen(checker, &node->arguments[0], best->a);
    widen(checker, &node->arguments[1], best->b);
    node->type = best->result;
}

static void check_negate(struct checker *checker, struct node *node)
{
    enum field_type type = node->arguments[0]->type;
    if (type != FIELD_INTEGER && type != FIELD_NUMBER && type != FIELD_DURATION)
        arithmetic_problem(checker, node);
    node->type = type;
}

static void check_like(struct checker *checker, struct node *node)
{
    struct node *pattern = node->arguments[1];
    node->type = FIELD_BOOLEAN;
    if (!all_want(checker, node, FIELD_TEXT))
        return;
    if (pattern->kind != NODE_LITERAL || !pattern->known) {
        complain(checker, pattern, MESSAGE("the pattern of LIKE must be a text in quotation marks"),
                 NO_MESSAGE);
        return;
    }
    for (size_t i = 0; i < pattern->text.length; i++)
        if (pattern->text.bytes[i] == '\\' && ++i == pattern->text.length)
            complain(checker, pattern,
                     MESSAGE("the pattern of LIKE ends with a backslash that is before nothing"),
                     MESSAGE("for the backslash itself, write it twice"));
}

// ---- Functions

static void check_case(struct checker *checker, struct node *node)
{
    size_t first = node->kind == NODE_SWITCH; // where the conditions begin
    enum field_type type = TYPE_ANY;
    if (node->kind == NODE_SWITCH) {
        // The operand and the values compared with it: 0, 1, 3, 5, …
        struct node comparison = *node;
        comparison.arguments = ARENA_ARRAY(checker->source->arena, struct node *, node->count);
        comparison.count = 0;
        comparison.arguments[comparison.count++] = node->arguments[0];
        for (size_t i = 1; i + 1 < node->count; i += 2)
            comparison.arguments[comparison.count++] = node->arguments[i];
        check_categories(checker, &comparison, 1, 1, comparison.count);
        unify(checker, &comparison, 0, 1, comparison.count, &type);
        node->broken = node->broken || comparison.broken;
        node->arguments[0] = comparison.arguments[0];
        for (size_t i = 1, next = 1; i + 1 < node->count; i += 2)
            node->arguments[i] = comparison.arguments[next++];
    } else {
        for (size_t i = 0; i + 1 < node->count; i += 2)
            wants(checker, node, i, FIELD_BOOLEAN);
    }
    // The results, and the one for "otherwise", which closes the list: both kinds end "…, result, otherwise".
    struct node results = *node;
    results.arguments = ARENA_ARRAY(checker->source->arena, struct node *, node->count);
    results.count = 0;
    for (size_t i = first + 1; i + 1 < node->count; i += 2)
        results.arguments[results.count++] = node->arguments[i];
    results.arguments[results.count++] = node->arguments[node->count - 1];
    if (unify(checker, &results, 0, 1, results.count, &node->type)) {
        results.type = node->type;
        choose_category(&results, 0, 1);
        node->type = results.type;
        node->category = results.category;
    }
    node->broken = node->broken || results.broken;
    for (size_t i = first + 1, next = 0; i + 1 < node->count; i += 2)
        node->arguments[i] = results.arguments[next++];
    node->arguments[node->count - 1] = results.arguments[results.count - 1];
}

static void check_choice(struct checker *checker, struct node *node)
{
    if (node->kind == NODE_NULLIF)
        check_categories(checker, node, 1, 1, node->count);
    if (!unify(checker, node, 0, 1, node->count, &node->type))
        return;
    if (node->kind == NODE_GREATEST || node->kind == NODE_LEAST)
        check_order(checker, node, has_category(node) ? FIELD_CATEGORY : node->type);
    if (node->kind == NODE_NULLIF)
        node->category = node->arguments[0]->category;
    else
        choose_category(node, 0, 1);
}

static void check_substring(struct checker *checker, struct node *node)
{
    node->type = FIELD_TEXT;
    wants(checker, node, 0, FIELD_TEXT);
    for (size_t i = 1; i < node->count; i++)
        wants(checker, node, i, FIELD_INTEGER);
}

static void check_extract(struct checker *checker, struct node *node)
{
    node->type = FIELD_INTEGER;
    if (node->arguments[0]->type == FIELD_DATE && node->part != PART_HOUR && node->part != PART_MINUTE)
        return;
    wants(checker, node, 0, FIELD_TIME);
}

static void check_cast(struct checker *checker, struct node *node)
{
    static const struct {
        enum field_type from, to;
    } casts[] = {{FIELD_INTEGER, FIELD_NUMBER},
                 {FIELD_NUMBER, FIELD_INTEGER},
                 {FIELD_DATE, FIELD_TIME},
                 {FIELD_TIME, FIELD_DATE},
                 {FIELD_CATEGORY, FIELD_TEXT}};
    enum field_type from = node->arguments[0]->type;
    if (from == TYPE_ANY)
        widen(checker, &node->arguments[0], node->type);
    bool good = from == node->type || from == TYPE_ANY;
    for (size_t i = 0; i < sizeof casts / sizeof *casts; i++)
        good = good || (from == casts[i].from && node->type == casts[i].to);
    if (!good)
        complain(
            checker, node,
            MESSAGE("{from} cannot be made into {to}", TYPE_WORD("from", from), TYPE_WORD("to", node->type)),
            type_hint(from, node->type));
}

static void check_working_days(struct checker *checker, struct node *node)
{
    node->type = FIELD_INTEGER;
    for (size_t i = 0; i < node->count; i++) {
        struct node *argument = node->arguments[i];
        if (!argument->broken && argument->type == FIELD_TIME) {
            struct node *cast = node_new(checker->source->arena, NODE_CAST, argument->at, 1);
            *cast = (struct node){.kind = NODE_CAST,
                                  .type = FIELD_DATE,
                                  .implicit = true,
                                  .at = argument->at,
                                  .arguments = cast->arguments,
                                  .count = 1,
                                  .reads_entry = argument->reads_entry,
                                  .size = argument->size,
                                  .depth = argument->depth};
            cast->arguments[0] = argument;
            node->arguments[i] = cast;
        } else {
            wants(checker, node, i, FIELD_DATE);
        }
    }
}

// ---- The log

static void check_log_kind(struct checker *checker, struct node *kind)
{
    const struct expression_scope *scope = checker->source->scope;
    size_t field = 0;
    if (kind->kind != NODE_LITERAL || kind->type != FIELD_TEXT || !kind->known)
        complain(checker, kind, MESSAGE("the kind of log entry must be a text in quotation marks"),
                 MESSAGE("for instance count_log('update')"));
    else if (schema_find(scope->log, scope->log_kind, &field) &&
             scope->log->fields[field].type == FIELD_CATEGORY)
        check_value(checker, kind, &scope->log->fields[field]);
}

// Checks arguments itself, since names in the condition mean something else.
static void check_log_function(struct checker *checker, struct node *node)
{
    size_t condition = node->kind == NODE_LONGEST_GAP ? 3 : 1;
    if (!checker->source->scope->log) {
        complain(checker, node, MESSAGE("this instrument declares no log"),
                 MESSAGE("declare the log and its fields, or leave the function out"));
        return;
    }
    for (size_t i = 0; i < condition; i++)
        check(checker, &node->arguments[i]);
    check_log_kind(checker, node->arguments[0]);
    if (node->count > condition) {
        bool outside = checker->in_log;
        checker->in_log = true;
        check(checker, &node->arguments[condition]);
        checker->in_log = outside;
        wants(checker, node, condition, FIELD_BOOLEAN);
    }
    node->type = node->kind == NODE_COUNT_LOG     ? FIELD_INTEGER
                 : node->kind == NODE_LONGEST_GAP ? FIELD_DURATION
                                                  : FIELD_TIME;
    for (size_t i = 1; i < condition; i++)
        if (wants(checker, node, i, FIELD_TIME) && node->arguments[i]->reads_entry)
            complain(checker, node->arguments[i], MESSAGE("the bounds of a gap cannot depend on a log entry"),
                     MESSAGE("use fields of the case here"));
}

static bool is_log_function(enum node_kind kind)
{
    return kind == NODE_COUNT_LOG || kind == NODE_FIRST_LOG || kind == NODE_LAST_LOG ||
           kind == NODE_LONGEST_GAP;
}

// ---- The tree

static void check_kind(struct checker *checker, struct node *node)
{
    switch (node->kind) {
    case NODE_LITERAL:
    case NODE_CASE_FIELD:
    case NODE_ENTRY_FIELD:
    case NODE_DEFINITION: break;
    case NODE_NAME: check_name(checker, node); break;
    case NODE_AND:
    case NODE_OR:
    case NODE_NOT:
    case NODE_IS_TRUE:
    case NODE_IS_FALSE:
        node->type = FIELD_BOOLEAN;
        all_want(checker, node, FIELD_BOOLEAN);
        break;
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
    case NODE_LESS:
    case NODE_AT_MOST:
    case NODE_MORE:
    case NODE_AT_LEAST:
    case NODE_DISTINCT:
    case NODE_BETWEEN:
    case NODE_IN: check_comparison(checker, node); break;
    case NODE_LIKE: check_like(checker, node); break;
    case NODE_IS_NULL:
        node->type = FIELD_BOOLEAN;
        if (node->arguments[0]->type == TYPE_ANY)
            widen(checker, &node->arguments[0], FIELD_TEXT);
        break;
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
    case NODE_REMAINDER: check_arithmetic(checker, node); break;
    case NODE_NEGATE: check_negate(checker, node); break;
    case NODE_JOIN:
    case NODE_LOWER:
    case NODE_UPPER:
    case NODE_TRIM:
    case NODE_TRIM_START:
    case NODE_TRIM_END:
        node->type = FIELD_TEXT;
        all_want(checker, node, FIELD_TEXT);
        break;
    case NODE_LENGTH:
    case NODE_POSITION:
        node->type = FIELD_INTEGER;
        all_want(checker, node, FIELD_TEXT);
        break;
    case NODE_STARTS_WITH:
        node->type = FIELD_BOOLEAN;
        all_want(checker, node, FIELD_TEXT);
        break;
    case NODE_SUBSTRING: check_substring(checker, node); break;
    case NODE_CHOOSE:
    case NODE_SWITCH: check_case(checker, node); break;
    case NODE_COALESCE:
    case NODE_NULLIF:
    case NODE_GREATEST:
    case NODE_LEAST: check_choice(checker, node); break;
    case NODE_EXTRACT: check_extract(checker, node); break;
    case NODE_CAST: check_cast(checker, node); break;
    case NODE_WORKING_DAYS: check_working_days(checker, node); break;
    case NODE_COUNT_LOG:
    case NODE_FIRST_LOG:
    case NODE_LAST_LOG:
    case NODE_LONGEST_GAP: break; // by check_log_function
    }
}

static bool needs_all_arguments(enum node_kind kind)
{
    return (kind >= NODE_ADD && kind <= NODE_NEGATE) || kind == NODE_IS_NULL || kind == NODE_EXTRACT ||
           kind == NODE_CAST;
}

// Size and depth with those of definitions, which the parser has not seen.
static void measure(struct checker *checker, struct node *node)
{
    node->size = node->depth = 1;
    for (size_t i = 0; i < node->count; i++) {
        const struct node *argument = node->arguments[i];
        node->size += argument->size;
        if (argument->depth >= node->depth)
            node->depth = argument->depth + 1;
        // A log function answers for its condition.
        node->reads_entry = node->reads_entry || (argument->reads_entry && !is_log_function(node->kind));
    }
    if (node->size > LIMIT_EXPRESSION_NODES && !node->broken)
        complain(checker, node,
                 MESSAGE("the expression has more than {limit} parts, those of its definitions counted in",
                         NUMBER("limit", LIMIT_EXPRESSION_NODES)),
                 NO_MESSAGE);
    if (node->depth > LIMIT_EXPRESSION_DEPTH && !node->broken)
        complain(checker, node,
                 MESSAGE("the expression is more than {limit} deep, its definitions counted in",
                         NUMBER("limit", LIMIT_EXPRESSION_DEPTH)),
                 NO_MESSAGE);
}

static void check(struct checker *checker, struct node **at)
{
    struct node *node = *at;
    if (is_log_function(node->kind)) {
        check_log_function(checker, node);
    } else {
        for (size_t i = 0; i < node->count; i++)
            check(checker, &node->arguments[i]);
        if (any_broken(node) && needs_all_arguments(node->kind))
            node->broken = true;
        else
            check_kind(checker, node);
    }
    node->broken = node->broken || any_broken(node);
    measure(checker, node);
}

bool expression_check(const struct expression_source *source, struct node **tree, enum field_type wanted)
{
    struct checker checker = {.source = source};
    check(&checker, tree);
    if (!(*tree)->broken && wanted != TYPE_ANY) {
        struct node holder = {.arguments = tree, .count = 1};
        wants(&checker, &holder, 0, wanted);
    } else if ((*tree)->type == TYPE_ANY && !(*tree)->broken) {
        (*tree)->type = FIELD_TEXT; // NULL alone, as in PostgreSQL
    }
    return !checker.failed;
}
