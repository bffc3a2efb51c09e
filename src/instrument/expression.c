// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/expression.h"

#include "instrument/expression_program.h"

struct input_list {
    size_t *fields;
    size_t count;
};

static void add_input(struct input_list *list, size_t field)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->fields[i] == field)
            return;
    list->fields[list->count++] = field;
}

static void add_log_field(struct input_list *list, const struct expression_scope *scope, struct text id)
{
    size_t field;
    if (schema_find(scope->log, id, &field))
        add_input(list, field);
}

static void collect_inputs(const struct node *node, const struct expression_scope *scope,
                           struct input_list *of_case, struct input_list *of_log)
{
    if (node->kind == NODE_CASE_FIELD)
        add_input(of_case, node->field);
    if (node->kind == NODE_ENTRY_FIELD)
        add_input(of_log, node->field);
    bool of_times = node->kind == NODE_FIRST_LOG || node->kind == NODE_LAST_LOG ||
                    node->kind == NODE_LONGEST_GAP;
    if (of_times || node->kind == NODE_COUNT_LOG)
        add_log_field(of_log, scope, scope->log_kind);
    if (of_times)
        add_log_field(of_log, scope, scope->log_time);
    for (size_t i = 0; i < node->count; i++)
        collect_inputs(node->arguments[i], scope, of_case, of_log);
}

static void find_inputs(struct arena *arena, struct expression *expression)
{
    const struct expression_scope *scope = expression->scope;
    struct input_list of_case = {.fields = ARENA_ARRAY(arena, size_t, scope->cases->count)};
    struct input_list of_log = {.fields = ARENA_ARRAY(arena, size_t, scope->log ? scope->log->count : 0)};
    collect_inputs(expression->tree, scope, &of_case, &of_log);
    expression->inputs = of_case.fields;
    expression->input_count = of_case.count;
    expression->log_inputs = of_log.fields;
    expression->log_input_count = of_log.count;
}

static bool check_text(const struct expression_source *source)
{
    size_t bad_at;
    if (source->text.length > LIMIT_EXPRESSION_BYTES)
        return source_problem(
            source, 0,
            MESSAGE("the expression is longer than {limit} bytes", NUMBER("limit", LIMIT_EXPRESSION_BYTES)),
            MESSAGE("split it into definitions"));
    if (!text_is_utf8(source->text, &bad_at))
        return source_problem(source, bad_at, MESSAGE("the expression is not valid UTF-8"), NO_MESSAGE);
    return true;
}

const struct expression *expression_compile(struct arena *arena, struct text source, struct place place,
                                            const struct expression_scope *scope, enum field_type wanted,
                                            struct problems *problems)
{
    struct expression_scope *copy = ARENA_NEW(arena, struct expression_scope);
    *copy = *scope;
    struct expression_source from = {arena, source, place, copy, problems};
    if (!check_text(&from))
        return NULL;
    struct node *tree = expression_parse(&from);
    if (!tree || !expression_check(&from, &tree, wanted))
        return NULL;
    struct expression *expression = ARENA_NEW(arena, struct expression);
    expression->tree = tree;
    expression->scope = copy;
    expression->program = program_compile(arena, tree, copy);
    find_inputs(arena, expression);
    return expression;
}

enum field_type expression_type(const struct expression *expression)
{
    return expression->tree->type;
}

const size_t *expression_inputs(const struct expression *expression, size_t *count)
{
    *count = expression->input_count;
    return expression->inputs;
}

const size_t *expression_log_inputs(const struct expression *expression, size_t *count)
{
    *count = expression->log_input_count;
    return expression->log_inputs;
}

bool expression_reads_log(const struct expression *expression)
{
    return expression->log_input_count > 0;
}

static bool reads_case(const struct node *node)
{
    bool reads = node->kind == NODE_CASE_FIELD ||
                 (node->kind >= NODE_COUNT_LOG && node->kind <= NODE_LONGEST_GAP);
    for (size_t i = 0; !reads && i < node->count; i++)
        reads = reads_case(node->arguments[i]);
    return reads;
}

static bool orders(enum node_kind kind)
{
    return (kind >= NODE_LESS && kind <= NODE_AT_LEAST) || kind == NODE_BETWEEN;
}

// Not in conditions on log entries: what they compare is not one value a case.
static const struct node *find_compared(const struct node *node, bool durations)
{
    if (node->reads_entry)
        return NULL;
    if (orders(node->kind)) {
        const struct node *side = node->arguments[!reads_case(node->arguments[0])];
        bool wanted = durations ? side->type == FIELD_DURATION
                                : side->type == FIELD_INTEGER || side->type == FIELD_NUMBER;
        if (wanted && reads_case(side) && !side->reads_entry)
            return side;
    }
    for (size_t i = 0; i < node->count; i++) {
        const struct node *found = find_compared(node->arguments[i], durations);
        if (found)
            return found;
    }
    return NULL;
}

const struct expression *expression_compared(struct arena *arena, const struct expression *expression)
{
    const struct node *found = find_compared(expression->tree, true);
    if (!found)
        found = find_compared(expression->tree, false);
    if (!found)
        return NULL;
    struct expression *compared = ARENA_NEW(arena, struct expression);
    compared->tree = found;
    compared->scope = expression->scope;
    compared->program = program_compile(arena, found, expression->scope);
    find_inputs(arena, compared);
    return compared;
}
