// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens to a tree, by precedence climbing; the levels are those of PostgreSQL.
#include "base/spelling.h"
#include "instrument/expression_tree.h"

enum level {
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_IS,
    LEVEL_COMPARE, // not associative
    LEVEL_RANGE,   // BETWEEN, IN, LIKE; not associative
    LEVEL_JOIN,
    LEVEL_ADD,
    LEVEL_MULTIPLY,
    LEVEL_UNARY,
};

struct parser {
    const struct expression_source *source;
    struct token token; // the next one
    size_t next;        // where the one after it begins
    size_t depth;       // of nesting: parentheses, NOT, signs
    size_t nodes;
};

struct node_list {
    struct node **items;
    size_t count, capacity;
};

static struct node *parse(struct parser *parser, enum level level);

struct node *node_new(struct arena *arena, enum node_kind kind, size_t at, size_t arguments)
{
    struct node *node = ARENA_NEW(arena, struct node);
    node->kind = kind;
    node->type = TYPE_ANY;
    node->at = at;
    node->arguments = ARENA_ARRAY(arena, struct node *, arguments);
    node->count = arguments;
    return node;
}

// Everything that the parser reports ends the parse, so these give the NULL that the caller returns.
static struct node *fail(struct parser *parser, size_t at, struct message what, struct message hint)
{
    source_problem(parser->source, at, what, hint);
    return NULL;
}

static struct node *fail_here(struct parser *parser, struct message hint)
{
    const struct token *token = &parser->token;
    switch (token->kind) {
    case TOKEN_END: return fail(parser, token->at, MESSAGE("the expression ends too early"), hint);
    case TOKEN_BAD_QUOTE:
        return fail(parser, token->at, MESSAGE("a quotation mark is not closed"),
                    MESSAGE("inside a text, write an apostrophe twice: 'the victim''s view'"));
    case TOKEN_COMMENT:
        return fail(parser, token->at,
                    MESSAGE("'{found}' begins a comment, which cannot stand in an expression",
                            VALUE("found", token->source)),
                    MESSAGE("write the comment into the file around it, or a space between two signs"));
    case TOKEN_NAME:
    case TOKEN_INTEGER:
    case TOKEN_DECIMAL:
    case TOKEN_TEXT:
    case TOKEN_SYMBOL:
    case TOKEN_BAD_CHARACTER: break;
    }
    return fail(parser, token->at, MESSAGE("'{found}' is not expected here", VALUE("found", token->source)),
                hint);
}

static struct node *make(struct parser *parser, enum node_kind kind, size_t at, size_t arguments)
{
    if (++parser->nodes > LIMIT_EXPRESSION_NODES)
        return fail(
            parser, at,
            MESSAGE("the expression has more than {limit} parts", NUMBER("limit", LIMIT_EXPRESSION_NODES)),
            MESSAGE("split it into definitions"));
    return node_new(parser->source->arena, kind, at, arguments);
}

// Chains of operators lean to the left without nesting in the parser, so depth is also measured on the tree.
static struct node *complete(struct parser *parser, struct node *node)
{
    node->depth = 1;
    for (size_t i = 0; i < node->count; i++)
        if (node->arguments[i]->depth >= node->depth)
            node->depth = node->arguments[i]->depth + 1;
    if (node->depth > LIMIT_EXPRESSION_DEPTH)
        return fail(parser, node->at,
                    MESSAGE("the expression is nested more than {limit} deep",
                            NUMBER("limit", LIMIT_EXPRESSION_DEPTH)),
                    MESSAGE("split it into definitions"));
    return node;
}

static struct node *make_of(struct parser *parser, enum node_kind kind, size_t at,
                            const struct node_list *list)
{
    struct node *node = make(parser, kind, at, list->count);
    if (!node)
        return NULL;
    if (list->count)
        memcpy(node->arguments, list->items, list->count * sizeof *list->items);
    return complete(parser, node);
}

static struct node *make_one(struct parser *parser, enum node_kind kind, size_t at, struct node *operand)
{
    struct node *node = operand ? make(parser, kind, at, 1) : NULL;
    if (!node)
        return NULL;
    node->arguments[0] = operand;
    return complete(parser, node);
}

static struct node *make_two(struct parser *parser, enum node_kind kind, size_t at, struct node *a,
                             struct node *b)
{
    struct node *node = a && b ? make(parser, kind, at, 2) : NULL;
    if (!node)
        return NULL;
    node->arguments[0] = a;
    node->arguments[1] = b;
    return complete(parser, node);
}

static void advance(struct parser *parser)
{
    parser->token = token_read(parser->source->text, parser->next, &parser->next);
}

static bool is_word(const struct token *token, const char *word)
{
    return token->kind == TOKEN_NAME && !token->quoted &&
           text_equal_ignoring_case(token->source, text_from(word));
}

static bool is_symbol(const struct token *token, const char *symbol)
{
    return token->kind == TOKEN_SYMBOL && text_equal(token->source, text_from(symbol));
}

static bool at_word(const struct parser *parser, const char *word)
{
    return is_word(&parser->token, word);
}

static bool at_symbol(const struct parser *parser, const char *symbol)
{
    return is_symbol(&parser->token, symbol);
}

static bool take_word(struct parser *parser, const char *word)
{
    bool found = at_word(parser, word);
    if (found)
        advance(parser);
    return found;
}

static bool take_symbol(struct parser *parser, const char *symbol)
{
    bool found = at_symbol(parser, symbol);
    if (found)
        advance(parser);
    return found;
}

static bool expect_word(struct parser *parser, const char *word)
{
    if (take_word(parser, word))
        return true;
    fail_here(parser, MESSAGE("{word} is expected", VALUE("word", text_from(word))));
    return false;
}

static bool expect_symbol(struct parser *parser, const char *symbol)
{
    if (take_symbol(parser, symbol))
        return true;
    fail_here(parser, MESSAGE("'{symbol}' is expected", VALUE("symbol", text_from(symbol))));
    return false;
}

// The token after the next one, without taking anything.
static struct token token_after(const struct parser *parser)
{
    size_t next;
    return token_read(parser->source->text, parser->next, &next);
}

static bool is_reserved(const struct token *token)
{
    static const char *const words[] = {"and",      "as",     "between", "case",    "cast",  "coalesce",
                                        "distinct", "else",   "end",     "extract", "false", "from",
                                        "greatest", "in",     "is",      "least",   "like",  "not",
                                        "null",     "nullif", "or",      "then",    "true",  "when"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(token, words[i]))
            return true;
    return false;
}

static struct text name_of(struct parser *parser, const struct token *token)
{
    if (token->quoted)
        return token_unquoted(parser->source->arena, token, '"');
    struct text copy = text_copy(parser->source->arena, token->source);
    char *letters = (char *)(uintptr_t)copy.bytes; // ours, just made
    for (size_t i = 0; i < copy.length; i++)
        if (letters[i] >= 'A' && letters[i] <= 'Z')
            letters[i] = (char)(letters[i] + ('a' - 'A'));
    return copy;
}

static struct node *parse_name(struct parser *parser)
{
    struct token token = parser->token;
    struct node *node = make(parser, NODE_NAME, token.at, 0);
    if (!node)
        return NULL;
    node->text = name_of(parser, &token);
    advance(parser);
    if (!at_symbol(parser, "."))
        return node;
    if (!text_equal(node->text, TEXT("log")) && !text_equal(node->text, TEXT("case")))
        return fail(parser, token.at,
                    MESSAGE("'{name}' cannot stand before a point", VALUE("name", node->text)),
                    MESSAGE("only log and case can, as in log.channel"));
    advance(parser);
    if (parser->token.kind != TOKEN_NAME)
        return fail_here(parser, MESSAGE("the name of a field is expected"));
    node->qualifier = node->text;
    node->text = name_of(parser, &parser->token);
    advance(parser);
    return node;
}

static struct node *parse_text(struct parser *parser)
{
    struct node *node = make(parser, NODE_LITERAL, parser->token.at, 0);
    if (!node)
        return NULL;
    node->type = FIELD_TEXT;
    node->known = true;
    node->text = token_unquoted(parser->source->arena, &parser->token, '\'');
    advance(parser);
    return node;
}

static struct node *parse_number(struct parser *parser, bool negative)
{
    struct node *node = make(parser, NODE_LITERAL, parser->token.at, 0);
    if (!node || !literal_number(parser->source, &parser->token, negative, node))
        return NULL;
    advance(parser);
    return node;
}

static struct node *parse_constant(struct parser *parser, enum field_type type, bool known, bool truth)
{
    struct node *node = make(parser, NODE_LITERAL, parser->token.at, 0);
    if (!node)
        return NULL;
    node->type = type;
    node->known = known;
    node->integer = truth;
    advance(parser);
    return node;
}

// DATE '…', TIMESTAMP [WITH TIME ZONE] '…', INTERVAL '…'. The word has been looked at, not taken.
static struct node *parse_typed_text(struct parser *parser, enum field_type type)
{
    size_t at = parser->token.at;
    bool with_offset = at_word(parser, "timestamptz");
    advance(parser);
    if (type == FIELD_TIME && take_word(parser, "with")) {
        with_offset = true;
        if (!expect_word(parser, "time") || !expect_word(parser, "zone"))
            return NULL;
    }
    if (parser->token.kind != TOKEN_TEXT)
        return fail_here(parser, MESSAGE("a text in quotation marks is expected"));
    struct node *node = make(parser, NODE_LITERAL, at, 0);
    if (!node)
        return NULL;
    struct text text = token_unquoted(parser->source->arena, &parser->token, '\'');
    at = parser->token.at + 1;
    bool good = type == FIELD_DATE       ? literal_date(parser->source, at, text, node)
                : type == FIELD_DURATION ? literal_duration(parser->source, at, text, node)
                                         : literal_time(parser->source, at, text, with_offset, node);
    if (!good)
        return NULL;
    advance(parser);
    return node;
}

static bool parse_type(struct parser *parser, enum field_type *type)
{
    static const struct {
        const char *name;
        enum field_type type;
    } others[] = {{"bool", FIELD_BOOLEAN},     {"int", FIELD_INTEGER},    {"bigint", FIELD_INTEGER},
                  {"float8", FIELD_NUMBER},    {"timestamp", FIELD_TIME}, {"timestamptz", FIELD_TIME},
                  {"interval", FIELD_DURATION}};
    if (parser->token.kind == TOKEN_NAME) {
        struct text name = name_of(parser, &parser->token);
        bool found = field_type_from_name(name, type) && *type != FIELD_CATEGORY;
        for (size_t i = 0; !found && i < sizeof others / sizeof *others; i++)
            if (text_equal(name, text_from(others[i].name))) {
                *type = others[i].type;
                found = true;
            }
        if (found) {
            advance(parser);
            return true;
        }
    }
    fail_here(parser, MESSAGE("the types are boolean, integer, number, text, date, time and duration"));
    return false;
}

static struct node *cast_to(struct parser *parser, size_t at, struct node *value, enum field_type type)
{
    struct node *node = make_one(parser, NODE_CAST, at, value);
    if (node)
        node->type = type;
    return node;
}

static struct node *parse_cast(struct parser *parser, size_t at)
{
    enum field_type type;
    struct node *value = parse(parser, LEVEL_OR);
    if (!value || !expect_word(parser, "as") || !parse_type(parser, &type) || !expect_symbol(parser, ")"))
        return NULL;
    return cast_to(parser, at, value, type);
}

const char *const time_part_names[PART_COUNT] = {"year",   "quarter", "month",  "day", "hour",
                                                 "minute", "dow",     "isodow", "doy"};

static struct node *parse_extract(struct parser *parser, size_t at)
{
    size_t part = 0;
    while (part < PART_COUNT && !at_word(parser, time_part_names[part]))
        part++;
    if (part == PART_COUNT)
        return fail_here(
            parser, MESSAGE("the parts are year, quarter, month, day, hour, minute, dow, isodow and doy"));
    advance(parser);
    struct node *node = expect_word(parser, "from")
                            ? make_one(parser, NODE_EXTRACT, at, parse(parser, LEVEL_OR))
                            : NULL;
    if (node)
        node->part = (enum time_part)part;
    return node && expect_symbol(parser, ")") ? node : NULL;
}

static struct node *parse_position(struct parser *parser, size_t at)
{
    struct node *part = parse(parser, LEVEL_JOIN);
    if (!part || !expect_word(parser, "in"))
        return NULL;
    struct node *whole = parse(parser, LEVEL_JOIN);
    return whole && expect_symbol(parser, ")") ? make_two(parser, NODE_POSITION, at, part, whole) : NULL;
}

static const struct function {
    const char *name;
    enum node_kind kind;
    size_t least, most; // arguments; most 0: any number
} functions[] = {
    {"btrim", NODE_TRIM, 1, 1},
    {"char_length", NODE_LENGTH, 1, 1},
    {"coalesce", NODE_COALESCE, 1, 0},
    {"count_log", NODE_COUNT_LOG, 1, 2},
    {"first_log", NODE_FIRST_LOG, 1, 2},
    {"greatest", NODE_GREATEST, 1, 0},
    {"last_log", NODE_LAST_LOG, 1, 2},
    {"least", NODE_LEAST, 1, 0},
    {"length", NODE_LENGTH, 1, 1},
    {"longest_gap", NODE_LONGEST_GAP, 3, 4},
    {"lower", NODE_LOWER, 1, 1},
    {"ltrim", NODE_TRIM_START, 1, 1},
    {"nullif", NODE_NULLIF, 2, 2},
    {"rtrim", NODE_TRIM_END, 1, 1},
    {"starts_with", NODE_STARTS_WITH, 2, 2},
    {"substr", NODE_SUBSTRING, 2, 3},
    {"substring", NODE_SUBSTRING, 2, 3},
    {"trim", NODE_TRIM, 1, 1},
    {"upper", NODE_UPPER, 1, 1},
    {"working_days", NODE_WORKING_DAYS, 2, 2},
    // Those with a syntax of their own, for "did you mean":
    {"cast", NODE_CAST, 0, 0},
    {"date", NODE_CAST, 1, 1},
    {"extract", NODE_EXTRACT, 0, 0},
    {"position", NODE_POSITION, 0, 0},
};
enum { FUNCTION_COUNT = sizeof functions / sizeof *functions };

static const struct function *function_named(struct text name)
{
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        if (text_equal_ignoring_case(name, text_from(functions[i].name)))
            return &functions[i];
    return NULL;
}

static struct node *unknown_function(struct parser *parser, const struct token *token)
{
    struct text names[FUNCTION_COUNT], nearest;
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        names[i] = text_from(functions[i].name);
    bool near = spelling_nearest(token->source, names, FUNCTION_COUNT, &nearest);
    return fail(parser, token->at, MESSAGE("there is no function '{name}'", VALUE("name", token->source)),
                near ? MESSAGE("did you mean '{name}'?", VALUE("name", nearest)) : NO_MESSAGE);
}

// The arguments up to the closing parenthesis. SUBSTRING(x FROM a FOR b) separates them in its own way.
static bool parse_arguments(struct parser *parser, enum node_kind kind, struct node_list *list)
{
    if (take_symbol(parser, ")"))
        return true;
    for (;;) {
        struct node *argument = parse(parser, LEVEL_OR);
        if (!argument)
            return false;
        *ARRAY_APPEND(parser->source->arena, list) = argument;
        bool own_way = kind == NODE_SUBSTRING && ((list->count == 1 && take_word(parser, "from")) ||
                                                  (list->count == 2 && take_word(parser, "for")));
        if (own_way || take_symbol(parser, ","))
            continue;
        return expect_symbol(parser, ")");
    }
}

static struct node *parse_function(struct parser *parser)
{
    struct token token = parser->token;
    const struct function *function = function_named(token.source);
    if (!function)
        return unknown_function(parser, &token);
    advance(parser);
    advance(parser); // the parenthesis
    if (function->most == 0 && function->kind == NODE_CAST)
        return parse_cast(parser, token.at);
    if (function->kind == NODE_EXTRACT)
        return parse_extract(parser, token.at);
    if (function->kind == NODE_POSITION)
        return parse_position(parser, token.at);
    struct node_list list = {0};
    if (!parse_arguments(parser, function->kind, &list))
        return NULL;
    if (list.count < function->least || (function->most && list.count > function->most))
        return fail(
            parser, token.at,
            MESSAGE("{name} has the wrong number of arguments", VALUE("name", text_from(function->name))),
            MESSAGE("docs/expressions.md shows how each function is written"));
    struct node *node = make_of(parser, function->kind, token.at, &list);
    if (node && function->kind == NODE_CAST)
        node->type = FIELD_DATE;
    return node;
}

static struct node *parse_case(struct parser *parser)
{
    size_t at = parser->token.at;
    struct node_list list = {0};
    advance(parser);
    enum node_kind kind = at_word(parser, "when") ? NODE_CHOOSE : NODE_SWITCH;
    if (kind == NODE_SWITCH)
        *ARRAY_APPEND(parser->source->arena, &list) = parse(parser, LEVEL_OR);
    if (kind == NODE_SWITCH && !list.items[0])
        return NULL;
    if (!at_word(parser, "when"))
        return fail_here(parser, MESSAGE("WHEN is expected"));
    while (take_word(parser, "when")) {
        struct node *when = parse(parser, LEVEL_OR);
        if (!when || !expect_word(parser, "then"))
            return NULL;
        struct node *then = parse(parser, LEVEL_OR);
        if (!then)
            return NULL;
        *ARRAY_APPEND(parser->source->arena, &list) = when;
        *ARRAY_APPEND(parser->source->arena, &list) = then;
    }
    struct node *otherwise = take_word(parser, "else") ? parse(parser, LEVEL_OR)
                                                       : make(parser, NODE_LITERAL, at, 0);
    if (!otherwise || !expect_word(parser, "end"))
        return NULL;
    *ARRAY_APPEND(parser->source->arena, &list) = otherwise;
    return make_of(parser, kind, at, &list);
}

static bool at_typed_text(const struct parser *parser, enum field_type *type)
{
    struct token after = token_after(parser);
    bool text = after.kind == TOKEN_TEXT || after.kind == TOKEN_BAD_QUOTE;
    if (at_word(parser, "date") && text)
        *type = FIELD_DATE;
    else if (at_word(parser, "interval") && text)
        *type = FIELD_DURATION;
    else if ((at_word(parser, "timestamp") || at_word(parser, "timestamptz") || at_word(parser, "time")) &&
             (text || is_word(&after, "with")))
        *type = FIELD_TIME;
    else
        return false;
    return true;
}

static struct node *parse_word(struct parser *parser)
{
    enum field_type type;
    struct token after = token_after(parser);
    if (at_word(parser, "case"))
        return is_symbol(&after, ".") ? parse_name(parser) : parse_case(parser);
    if (at_word(parser, "null"))
        return parse_constant(parser, TYPE_ANY, false, false);
    if (at_word(parser, "true") || at_word(parser, "false"))
        return parse_constant(parser, FIELD_BOOLEAN, true, at_word(parser, "true"));
    if (at_typed_text(parser, &type))
        return parse_typed_text(parser, type);
    if (!parser->token.quoted && is_symbol(&after, "("))
        return parse_function(parser);
    if (is_reserved(&parser->token))
        return fail_here(
            parser,
            MESSAGE("a value is expected; a field of that name is written in double quotation marks"));
    return parse_name(parser);
}

static struct node *parse_primary(struct parser *parser)
{
    switch (parser->token.kind) {
    case TOKEN_NAME: return parse_word(parser);
    case TOKEN_INTEGER:
    case TOKEN_DECIMAL: return parse_number(parser, false);
    case TOKEN_TEXT: return parse_text(parser);
    case TOKEN_END:
    case TOKEN_SYMBOL:
    case TOKEN_COMMENT:
    case TOKEN_BAD_QUOTE:
    case TOKEN_BAD_CHARACTER: break;
    }
    if (!take_symbol(parser, "("))
        return fail_here(parser, MESSAGE("a value is expected"));
    struct node *inner = parse(parser, LEVEL_OR);
    return inner && expect_symbol(parser, ")") ? inner : NULL;
}

static struct node *parse_negative(struct parser *parser)
{
    size_t at = parser->token.at;
    advance(parser);
    // The most negative whole number has no positive twin, so a sign belongs to its number.
    if (parser->token.kind == TOKEN_INTEGER || parser->token.kind == TOKEN_DECIMAL)
        return parse_number(parser, true);
    return make_one(parser, NODE_NEGATE, at, parse(parser, LEVEL_UNARY));
}

static struct node *parse_not(struct parser *parser)
{
    size_t at = parser->token.at;
    advance(parser);
    return make_one(parser, NODE_NOT, at, parse(parser, LEVEL_NOT));
}

static struct node *parse_operand(struct parser *parser, enum level level)
{
    if (level <= LEVEL_NOT && at_word(parser, "not"))
        return parse_not(parser);
    struct node *operand = at_symbol(parser, "-") ? parse_negative(parser) : parse_primary(parser);
    while (operand && at_symbol(parser, "::")) {
        enum field_type type;
        size_t at = parser->token.at;
        advance(parser);
        operand = parse_type(parser, &type) ? cast_to(parser, at, operand, type) : NULL;
    }
    return operand;
}

static struct node *parse_is(struct parser *parser, struct node *left, size_t at)
{
    static const struct {
        const char *word;
        enum node_kind kind;
    } tests[] = {{"null", NODE_IS_NULL}, {"true", NODE_IS_TRUE}, {"false", NODE_IS_FALSE}};
    struct node *node = NULL;
    bool negated = take_word(parser, "not");
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        if (take_word(parser, tests[i].word)) {
            node = make_one(parser, tests[i].kind, at, left);
            if (node)
                node->negated = negated;
            return node;
        }
    if (!take_word(parser, "distinct"))
        return fail_here(parser,
                         MESSAGE("after IS comes NULL, TRUE, FALSE or DISTINCT FROM, with or without NOT"));
    if (!expect_word(parser, "from"))
        return NULL;
    node = make_two(parser, NODE_DISTINCT, at, left, parse(parser, LEVEL_COMPARE));
    if (node)
        node->negated = negated;
    return node;
}

static struct node *parse_between(struct parser *parser, struct node *left, size_t at)
{
    struct node_list list = {0};
    *ARRAY_APPEND(parser->source->arena, &list) = left;
    struct node *low = parse(parser, LEVEL_JOIN);
    if (!low || !expect_word(parser, "and"))
        return NULL;
    *ARRAY_APPEND(parser->source->arena, &list) = low;
    struct node *high = parse(parser, LEVEL_JOIN);
    if (!high)
        return NULL;
    *ARRAY_APPEND(parser->source->arena, &list) = high;
    return make_of(parser, NODE_BETWEEN, at, &list);
}

static struct node *parse_in(struct parser *parser, struct node *left, size_t at)
{
    struct node_list list = {0};
    *ARRAY_APPEND(parser->source->arena, &list) = left;
    if (!expect_symbol(parser, "("))
        return NULL;
    if (at_symbol(parser, ")"))
        return fail_here(parser, MESSAGE("the list after IN needs at least one value"));
    return parse_arguments(parser, NODE_IN, &list) ? make_of(parser, NODE_IN, at, &list) : NULL;
}

static struct node *parse_range(struct parser *parser, struct node *left)
{
    size_t at = parser->token.at;
    bool negated = take_word(parser, "not");
    struct node *node;
    if (take_word(parser, "between"))
        node = parse_between(parser, left, at);
    else if (take_word(parser, "in"))
        node = parse_in(parser, left, at);
    else if (take_word(parser, "like"))
        node = make_two(parser, NODE_LIKE, at, left, parse(parser, LEVEL_JOIN));
    else
        node = fail_here(parser, MESSAGE("after NOT comes BETWEEN, IN or LIKE"));
    if (node)
        node->negated = negated;
    return node;
}

// AND and OR take all their operands at once, so that a long list of conditions is not deep.
static struct node *parse_list(struct parser *parser, struct node *left, size_t at, const char *word,
                               enum level level)
{
    struct node_list list = {0};
    *ARRAY_APPEND(parser->source->arena, &list) = left;
    while (take_word(parser, word)) {
        struct node *operand = parse(parser, level + 1);
        if (!operand)
            return NULL;
        *ARRAY_APPEND(parser->source->arena, &list) = operand;
    }
    return make_of(parser, level == LEVEL_AND ? NODE_AND : NODE_OR, at, &list);
}

static const struct binary {
    const char *symbol;
    enum level level;
    enum node_kind kind;
} binaries[] = {
    {"=", LEVEL_COMPARE, NODE_EQUAL},
    {"<>", LEVEL_COMPARE, NODE_NOT_EQUAL},
    {"!=", LEVEL_COMPARE, NODE_NOT_EQUAL},
    {"<", LEVEL_COMPARE, NODE_LESS},
    {"<=", LEVEL_COMPARE, NODE_AT_MOST},
    {">", LEVEL_COMPARE, NODE_MORE},
    {">=", LEVEL_COMPARE, NODE_AT_LEAST},
    {"||", LEVEL_JOIN, NODE_JOIN},
    {"+", LEVEL_ADD, NODE_ADD},
    {"-", LEVEL_ADD, NODE_SUBTRACT},
    {"*", LEVEL_MULTIPLY, NODE_MULTIPLY},
    {"/", LEVEL_MULTIPLY, NODE_DIVIDE},
    {"%", LEVEL_MULTIPLY, NODE_REMAINDER},
};

// The level of the operator that comes next; false if none comes.
static bool next_operator(const struct parser *parser, enum level *level, const struct binary **binary)
{
    *binary = NULL;
    for (size_t i = 0; i < sizeof binaries / sizeof *binaries; i++)
        if (at_symbol(parser, binaries[i].symbol)) {
            *binary = &binaries[i];
            *level = binaries[i].level;
            return true;
        }
    if (at_word(parser, "or"))
        *level = LEVEL_OR;
    else if (at_word(parser, "and"))
        *level = LEVEL_AND;
    else if (at_word(parser, "is"))
        *level = LEVEL_IS;
    else if (at_word(parser, "not") || at_word(parser, "between") || at_word(parser, "in") ||
             at_word(parser, "like"))
        *level = LEVEL_RANGE;
    else
        return false;
    return true;
}

static struct node *parse_operation(struct parser *parser, struct node *left, enum level level,
                                    const struct binary *binary)
{
    size_t at = parser->token.at;
    if (level == LEVEL_OR || level == LEVEL_AND)
        return parse_list(parser, left, at, level == LEVEL_OR ? "or" : "and", level);
    if (level == LEVEL_RANGE)
        return parse_range(parser, left);
    advance(parser);
    if (level == LEVEL_IS)
        return parse_is(parser, left, at);
    return make_two(parser, binary->kind, at, left, parse(parser, level + 1));
}

static struct node *parse_level(struct parser *parser, enum level level)
{
    struct node *left = parse_operand(parser, level);
    enum level found, last = LEVEL_UNARY;
    const struct binary *binary;
    while (left && next_operator(parser, &found, &binary) && found >= level) {
        if ((found == LEVEL_COMPARE || found == LEVEL_RANGE) && found == last)
            return fail_here(
                parser, MESSAGE("comparisons cannot be chained: join them with AND, or write parentheses"));
        last = found;
        left = parse_operation(parser, left, found, binary);
    }
    return left;
}

static struct node *parse(struct parser *parser, enum level level)
{
    if (parser->depth == LIMIT_EXPRESSION_DEPTH)
        return fail(parser, parser->token.at,
                    MESSAGE("the expression is nested more than {limit} deep",
                            NUMBER("limit", LIMIT_EXPRESSION_DEPTH)),
                    MESSAGE("split it into definitions"));
    parser->depth++;
    struct node *node = parse_level(parser, level);
    parser->depth--;
    return node;
}

struct node *expression_parse(const struct expression_source *source)
{
    struct parser parser = {.source = source};
    advance(&parser);
    struct node *tree = parse(&parser, LEVEL_OR);
    if (tree && parser.token.kind != TOKEN_END)
        return fail_here(
            &parser,
            MESSAGE("the expression could have ended here: an operator or a parenthesis is missing"));
    return tree;
}
