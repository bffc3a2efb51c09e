// SPDX-License-Identifier: GPL-3.0-or-later
// An expression in plain words. A condition is a clause, a value a noun phrase; each is one message, filled with those
// of its parts, so that every language orders them as it must. NOT is pushed down to comparisons: in three-valued logic
// that changes nothing.
#include "instrument/expression_tree.h"

struct words {
    struct arena *arena;
    enum language language;
    const struct expression_scope *scope;
};

static struct text value_words(const struct words *words, const struct node *node,
                               const struct field *category);
static struct text condition_words(const struct words *words, const struct node *node, bool negated);

static struct text say(const struct words *words, struct message message)
{
    return message_text(words->arena, words->language, &message);
}

// A message with one, two or three parts, {a}, {b} and {c}.
static struct text say_of(const struct words *words, const char *message, struct text a, struct text b,
                          struct text c)
{
    return say(words, MESSAGE(message, VALUE("a", a), VALUE("b", b), VALUE("c", c)));
}

static struct text quoted(const struct words *words, const struct localised *label, struct text id)
{
    struct text text = label->in[words->language].length ? label->in[words->language] : id;
    return text_print(words->arena, "'%.*s'", TEXT_PRINT(text));
}

static bool is_moment(enum field_type type)
{
    return type == FIELD_TIME || type == FIELD_DATE;
}

static struct text part(const struct words *words, const struct node *node, size_t index)
{
    return index < node->count ? value_words(words, node->arguments[index], NULL) : (struct text){0};
}

// ---- Values

static struct text literal_words(const struct words *words, const struct node *node,
                                 const struct field *category)
{
    size_t value;
    if (!node->known)
        return say(words, MESSAGE("no value"));
    switch (node->type) {
    case FIELD_BOOLEAN: return message_word(words->language, node->integer ? N_("yes") : N_("no"));
    case FIELD_NUMBER: return text_print(words->arena, "%.15g", node->number);
    case FIELD_DATE:
        return civil_date_words(words->arena, words->language, civil_date_from_days(node->integer));
    case FIELD_DURATION: return duration_words(words->arena, words->language, node->integer);
    case FIELD_TEXT:
    case FIELD_CATEGORY:
        if (category && category_find(category, node->text, &value))
            return quoted(words, &category->values[value].label, node->text);
        return text_print(words->arena, "“%.*s”", TEXT_PRINT(node->text));
    case FIELD_INTEGER:
    case FIELD_TIME:
    case FIELD_TYPE_COUNT: break;
    }
    return number_text(words->arena, node->integer);
}

static struct text list_words(const struct words *words, const struct node *node, size_t from,
                              const struct field *category)
{
    struct text list = {0};
    for (size_t i = from; i < node->count; i++) {
        struct text next = value_words(words, node->arguments[i], category);
        list = i == from ? next : text_print(words->arena, "%.*s, %.*s", TEXT_PRINT(list), TEXT_PRINT(next));
    }
    return list;
}

static struct text sum_words(const struct words *words, const struct node *node)
{
    static const char *const symbols[] = {"+", "−", "×", "÷"};
    enum field_type left = node->arguments[0]->type, right = node->arguments[1]->type;
    struct text a = part(words, node, 0), b = part(words, node, 1), none = {0};
    if (node->kind == NODE_REMAINDER)
        return say_of(words, N_("the remainder of {a} divided by {b}"), a, b, none);
    if (node->kind == NODE_SUBTRACT && left == FIELD_TIME && right == FIELD_TIME)
        return say_of(words, N_("the time from {b} to {a}"), a, b, none);
    if (node->kind == NODE_SUBTRACT && left == FIELD_DATE && right == FIELD_DATE)
        return say_of(words, N_("the days from {b} to {a}"), a, b, none);
    if (node->kind == NODE_ADD && is_moment(right))
        return right == FIELD_TIME ? say_of(words, N_("{b} after {a}"), b, a, none)
                                   : say_of(words, N_("{b} days after {a}"), b, a, none);
    if (is_moment(left) && left == FIELD_TIME)
        return say_of(words, node->kind == NODE_ADD ? N_("{b} after {a}") : N_("{b} before {a}"), a, b, none);
    if (is_moment(left))
        return say_of(words, node->kind == NODE_ADD ? N_("{b} days after {a}") : N_("{b} days before {a}"), a,
                      b, none);
    return text_print(words->arena, "(%.*s %s %.*s)", TEXT_PRINT(a), symbols[node->kind - NODE_ADD],
                      TEXT_PRINT(b));
}

static struct text case_words(const struct words *words, const struct node *node)
{
    size_t first = node->kind == NODE_SWITCH;
    const struct field *category = first ? node->arguments[0]->category : NULL;
    struct text operand = first ? part(words, node, 0) : (struct text){0};
    struct text otherwise = value_words(words, node->arguments[node->count - 1], node->category);
    for (size_t i = node->count - 1; i > first; i -= 2) {
        struct text condition = first ? say_of(words, N_("{a} is {b}"), operand,
                                               value_words(words, node->arguments[i - 2], category),
                                               (struct text){0})
                                      : condition_words(words, node->arguments[i - 2], false);
        otherwise = say_of(words, N_("{a} if {b}, otherwise {c}"),
                           value_words(words, node->arguments[i - 1], node->category), condition, otherwise);
    }
    return otherwise;
}

static struct text coalesce_words(const struct words *words, const struct node *node)
{
    struct text text = part(words, node, 0);
    for (size_t i = 1; i < node->count; i++)
        text = say_of(words, N_("{a}, or where that is not recorded {b}"), text,
                      value_words(words, node->arguments[i], node->category), (struct text){0});
    return text;
}

static struct text extreme_words(const struct words *words, const struct node *node)
{
    bool most = node->kind == NODE_GREATEST, moment = is_moment(node->type);
    const char *message = most     ? moment ? N_("the latest of {a}") : N_("the greatest of {a}")
                              : moment ? N_("the earliest of {a}")
                                   : N_("the least of {a}");
    return say_of(words, message, list_words(words, node, 0, NULL), (struct text){0}, (struct text){0});
}

static struct text extract_words(const struct words *words, const struct node *node)
{
    static const char *const messages[PART_COUNT] = {
        [PART_YEAR] = N_("the year of {a}"),
        [PART_QUARTER] = N_("the quarter of {a}"),
        [PART_MONTH] = N_("the month of {a}"),
        [PART_DAY] = N_("the day of the month of {a}"),
        [PART_HOUR] = N_("the hour of {a}"),
        [PART_MINUTE] = N_("the minute of {a}"),
        [PART_DAY_OF_WEEK] = N_("the day of the week of {a} (0 is Sunday)"),
        [PART_ISO_WEEKDAY] = N_("the day of the week of {a} (1 is Monday)"),
        [PART_DAY_OF_YEAR] = N_("the day of the year of {a}"),
    };
    return say_of(words, messages[node->part], part(words, node, 0), (struct text){0}, (struct text){0});
}

static struct text cast_words(const struct words *words, const struct node *node)
{
    enum field_type from = node->arguments[0]->type;
    struct text a = part(words, node, 0), none = {0};
    if (from == FIELD_TIME && node->type == FIELD_DATE)
        return say_of(words, N_("the day of {a}"), a, none, none);
    if (from == FIELD_DATE && node->type == FIELD_TIME)
        return say_of(words, N_("the beginning of {a}"), a, none, none);
    if (from == FIELD_NUMBER && node->type == FIELD_INTEGER)
        return say_of(words, N_("{a}, rounded"), a, none, none);
    return a;
}

static struct text log_words(const struct words *words, const struct node *node)
{
    const struct expression_scope *scope = words->scope;
    static const char *const messages[][2] = {
        {N_("the number of entries {a}"), N_("the number of entries {a} for which {b}")},
        {N_("the time of the first entry {a}"), N_("the time of the first entry {a} for which {b}")},
        {N_("the time of the last entry {a}"), N_("the time of the last entry {a} for which {b}")},
    };
    size_t field = 0, condition = node->kind == NODE_LONGEST_GAP ? 3 : 1;
    bool category = schema_find(scope->log, scope->log_kind, &field) &&
                    scope->log->fields[field].type == FIELD_CATEGORY;
    struct text kind = value_words(words, node->arguments[0], category ? &scope->log->fields[field] : NULL);
    bool conditional = node->count > condition;
    struct text such = conditional ? condition_words(words, node->arguments[condition], false)
                                   : (struct text){0};
    if (node->kind != NODE_LONGEST_GAP)
        return say_of(words, messages[node->kind - NODE_COUNT_LOG][conditional], kind, such,
                      (struct text){0});
    struct text from = part(words, node, 1), to = part(words, node, 2);
    if (!conditional)
        return say_of(words, N_("the longest time without an entry {a} from {b} to {c}"), kind, from, to);
    return say(words,
               MESSAGE("the longest time from {from} to {to} without an entry {kind} for which {condition}",
                       VALUE("from", from), VALUE("to", to), VALUE("kind", kind), VALUE("condition", such)));
}

// Those that are one message with the words of their arguments.
static const char *plain_message(const struct node *node)
{
    switch ((int)node->kind) {
    case NODE_JOIN: return N_("{a} followed by {b}");
    case NODE_NULLIF: return N_("{a} unless it is {b}");
    case NODE_LOWER: return N_("{a} in small letters");
    case NODE_UPPER: return N_("{a} in capital letters");
    case NODE_LENGTH: return N_("the number of characters of {a}");
    case NODE_TRIM: return N_("{a} without blanks at both ends");
    case NODE_TRIM_START: return N_("{a} without blanks at its beginning");
    case NODE_TRIM_END: return N_("{a} without blanks at its end");
    case NODE_SUBSTRING:
        return node->count == 3 ? N_("the part of {a} from character {b}, {c} characters long")
                                : N_("the part of {a} from character {b}");
    case NODE_POSITION: return N_("the position of {a} in {b}");
    case NODE_WORKING_DAYS: return N_("the working days from {a} to {b}");
    default: return NULL;
    }
}

static struct text entry_field_words(const struct words *words, const struct text label)
{
    return say_of(words, N_("{a} of the entry"), label, (struct text){0}, (struct text){0});
}

static struct text moment_words(const struct words *words, const struct node *node)
{
    struct civil_time civil = zone_to_civil(words->scope->zone, node->integer);
    return civil_time_words(words->arena, words->language, civil);
}

static struct text value_words(const struct words *words, const struct node *node,
                               const struct field *category)
{
    const struct expression_scope *scope = words->scope;
    const char *message = plain_message(node);
    if (message)
        return say_of(words, message, part(words, node, 0), part(words, node, 1), part(words, node, 2));
    switch ((int)node->kind) {
    case NODE_LITERAL:
        return node->known && node->type == FIELD_TIME ? moment_words(words, node)
                                                       : literal_words(words, node, category);
    case NODE_CASE_FIELD:
        return quoted(words, &scope->cases->fields[node->field].label, scope->cases->fields[node->field].id);
    case NODE_ENTRY_FIELD:
        return entry_field_words(
            words, quoted(words, &scope->log->fields[node->field].label, scope->log->fields[node->field].id));
    case NODE_DEFINITION:
        if (node->definition->label.in[words->language].length)
            return quoted(words, &node->definition->label, node->definition->id);
        return part(words, node, 0);
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
    case NODE_REMAINDER: return sum_words(words, node);
    case NODE_NEGATE: return text_print(words->arena, "−%.*s", TEXT_PRINT(part(words, node, 0)));
    case NODE_CHOOSE:
    case NODE_SWITCH: return case_words(words, node);
    case NODE_COALESCE: return coalesce_words(words, node);
    case NODE_GREATEST:
    case NODE_LEAST: return extreme_words(words, node);
    case NODE_EXTRACT: return extract_words(words, node);
    case NODE_CAST: return node->implicit ? part(words, node, 0) : cast_words(words, node);
    case NODE_COUNT_LOG:
    case NODE_FIRST_LOG:
    case NODE_LAST_LOG:
    case NODE_LONGEST_GAP: return log_words(words, node);
    default: break; // a condition used as a value
    }
    return say_of(words, N_("whether {a}"), condition_words(words, node, false), (struct text){0},
                  (struct text){0});
}

// ---- Conditions

// The comparison that is true where this one is false.
static enum node_kind opposite(enum node_kind kind)
{
    switch ((int)kind) {
    case NODE_EQUAL: return NODE_NOT_EQUAL;
    case NODE_NOT_EQUAL: return NODE_EQUAL;
    case NODE_LESS: return NODE_AT_LEAST;
    case NODE_AT_LEAST: return NODE_LESS;
    case NODE_MORE: return NODE_AT_MOST;
    default: return NODE_MORE;
    }
}

static const struct field *category_of(const struct node *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (node->arguments[i]->category)
            return node->arguments[i]->category;
    return NULL;
}

static struct text compared(const struct words *words, const struct node *node, enum node_kind kind)
{
    static const char *const messages[][2] = {
        [NODE_EQUAL - NODE_EQUAL] = {N_("{a} is {b}"), N_("{a} is {b}")},
        [NODE_NOT_EQUAL - NODE_EQUAL] = {N_("{a} is not {b}"), N_("{a} is not {b}")},
        [NODE_LESS - NODE_EQUAL] = {N_("{a} is less than {b}"), N_("{a} is before {b}")},
        [NODE_AT_MOST - NODE_EQUAL] = {N_("{a} is at most {b}"), N_("{a} is not after {b}")},
        [NODE_MORE - NODE_EQUAL] = {N_("{a} is more than {b}"), N_("{a} is after {b}")},
        [NODE_AT_LEAST - NODE_EQUAL] = {N_("{a} is at least {b}"), N_("{a} is not before {b}")},
    };
    const struct field *category = category_of(node);
    return say_of(words, messages[kind - NODE_EQUAL][is_moment(node->arguments[0]->type)],
                  value_words(words, node->arguments[0], category),
                  value_words(words, node->arguments[1], category), (struct text){0});
}

static struct text test_words(const struct words *words, const struct node *node, bool negated)
{
    bool no = node->negated != negated, moment = is_moment(node->arguments[0]->type);
    const struct field *category = category_of(node);
    struct text a = value_words(words, node->arguments[0], category), none = {0};
    switch ((int)node->kind) {
    case NODE_IS_NULL:
        return say_of(words, no ? N_("{a} is recorded") : N_("{a} is not recorded"), a, none, none);
    case NODE_IN:
        return say_of(words, no ? N_("{a} is none of {b}") : N_("{a} is one of {b}"), a,
                      list_words(words, node, 1, category), none);
    case NODE_LIKE:
        return say_of(words,
                      no ? N_("{a} does not match the pattern {b}") : N_("{a} matches the pattern {b}"), a,
                      part(words, node, 1), none);
    case NODE_STARTS_WITH:
        return say_of(words, no ? N_("{a} does not begin with {b}") : N_("{a} begins with {b}"), a,
                      part(words, node, 1), none);
    case NODE_DISTINCT:
        return say_of(words,
                      no ? N_("{a} is the same as {b}, or neither is recorded")
                         : N_("{a} is not the same as {b}, or only one of them is recorded"),
                      a, value_words(words, node->arguments[1], category), none);
    default: break;
    }
    const char *outside = moment ? N_("{a} is before {b} or after {c}")
                                 : N_("{a} is less than {b} or more than {c}");
    return say_of(words, no ? outside : N_("{a} is between {b} and {c}, both included"), a,
                  part(words, node, 1), part(words, node, 2));
}

static struct text certain_words(const struct words *words, const struct node *node)
{
    const struct node *inner = node->arguments[0];
    bool wants_true = node->kind == NODE_IS_TRUE;
    struct text none = {0};
    if (inner->kind == NODE_CASE_FIELD || inner->kind == NODE_ENTRY_FIELD) {
        const char *message = node->negated ? wants_true ? N_("{a} is no or not recorded")
                                                         : N_("{a} is yes or not recorded")
                              : wants_true ? N_("{a} is yes")
                                            : N_("{a} is no");
        return say_of(words, message, part(words, node, 0), none, none);
    }
    return say_of(words, node->negated ? N_("it cannot be said that {a}") : N_("it can be said that {a}"),
                  condition_words(words, inner, !wants_true), none, none);
}

static struct text joined(const struct words *words, const struct node *node, bool negated)
{
    bool and = (node->kind == NODE_AND) != negated;
    struct text text = {0};
    for (size_t i = 0; i < node->count; i++) {
        const struct node *argument = node->arguments[i];
        struct text next = condition_words(words, argument, negated);
        if (argument->kind == NODE_AND || argument->kind == NODE_OR)
            next = text_print(words->arena, "(%.*s)", TEXT_PRINT(next));
        text = i == 0
                   ? next
                   : say_of(words, and? N_("{a}, and {b}") : N_("{a}, or {b}"), text, next, (struct text){0});
    }
    return text;
}

static struct text yes_or_no(const struct words *words, const struct node *node, bool negated)
{
    if (node->kind == NODE_LITERAL && node->known)
        return message_word(words->language, (node->integer != 0) != negated ? N_("always") : N_("never"));
    bool defined = node->kind == NODE_DEFINITION;
    if (defined && !node->definition->label.in[words->language].length)
        return condition_words(words, node->arguments[0], negated);
    const char *message = defined   ? negated ? N_("{a} is not true") : N_("{a} is true")
                            : negated ? N_("{a} is no")
                                    : N_("{a} is yes");
    return say_of(words, message, value_words(words, node, NULL), (struct text){0}, (struct text){0});
}

static struct text condition_words(const struct words *words, const struct node *node, bool negated)
{
    switch ((int)node->kind) {
    case NODE_NOT: return condition_words(words, node->arguments[0], !negated);
    case NODE_AND:
    case NODE_OR: return joined(words, node, negated);
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
    case NODE_LESS:
    case NODE_AT_MOST:
    case NODE_MORE:
    case NODE_AT_LEAST: return compared(words, node, negated ? opposite(node->kind) : node->kind);
    case NODE_IS_NULL:
    case NODE_IN:
    case NODE_LIKE:
    case NODE_STARTS_WITH:
    case NODE_DISTINCT:
    case NODE_BETWEEN: return test_words(words, node, negated);
    case NODE_IS_TRUE:
    case NODE_IS_FALSE: {
        struct node turned = *node; // always known, so NOT belongs to the test
        turned.negated = node->negated != negated;
        return certain_words(words, &turned);
    }
    default: return yes_or_no(words, node, negated);
    }
}

struct text expression_words(struct arena *arena, const struct expression *expression, enum language language)
{
    struct words words = {arena, language, expression->scope};
    if (expression->tree->type == FIELD_BOOLEAN)
        return condition_words(&words, expression->tree, false);
    return value_words(&words, expression->tree, NULL);
}
