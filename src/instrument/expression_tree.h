// SPDX-License-Identifier: GPL-3.0-or-later
// An expression as a tree: what the parser builds, the checker completes with types, and the compiler and the words
// read. Private to expression*.c. The way: text -> tokens -> tree -> checked tree -> program -> run.
#pragma once

#include "instrument/expression.h"

enum token_kind {
    TOKEN_END,
    TOKEN_NAME,    // keywords too: they are names without quotes
    TOKEN_INTEGER, // digits only
    TOKEN_DECIMAL, // with a point or an exponent
    TOKEN_TEXT,
    TOKEN_SYMBOL,
    TOKEN_COMMENT,   // -- or /*, which SQL reads as a comment: refused, since a sum would be read otherwise
    TOKEN_BAD_QUOTE, // a quote that is not closed
    TOKEN_BAD_CHARACTER, // nothing begins with this
};

struct token {
    enum token_kind kind;
    size_t at; // byte of the source where it begins
    struct text
        source; // as written; of a name or text in quotes, what is between them, doubled quotes still doubled
    bool quoted;
};

// The token at `from`, after blanks; *next is where the one after it may begin.
struct token token_read(struct text source, size_t from, size_t *next);
// The text that a quoted token stands for.
struct text token_unquoted(struct arena *arena, const struct token *token, char quote);

enum node_kind {
    NODE_LITERAL,
    NODE_NAME,        // until the checker has found what it names
    NODE_CASE_FIELD,  // `field` of the case
    NODE_ENTRY_FIELD, // `field` of the log entry
    NODE_DEFINITION,  // arguments: its meaning
    NODE_AND,         // two or more arguments
    NODE_OR,
    NODE_NOT,
    NODE_EQUAL,
    NODE_NOT_EQUAL,
    NODE_LESS,
    NODE_AT_MOST,
    NODE_MORE,
    NODE_AT_LEAST,
    NODE_DISTINCT, // this and the next six: `negated` for NOT
    NODE_BETWEEN,
    NODE_IN,
    NODE_LIKE,
    NODE_IS_NULL,
    NODE_IS_TRUE,
    NODE_IS_FALSE,
    NODE_ADD,
    NODE_SUBTRACT,
    NODE_MULTIPLY,
    NODE_DIVIDE,
    NODE_REMAINDER,
    NODE_NEGATE,
    NODE_JOIN,   // ||
    NODE_CHOOSE, // CASE: condition, value, condition, value, ..., otherwise
    NODE_SWITCH, // CASE x: x, value, result, value, result, ..., otherwise
    NODE_COALESCE,
    NODE_NULLIF,
    NODE_GREATEST,
    NODE_LEAST,
    NODE_LOWER,
    NODE_UPPER,
    NODE_LENGTH,
    NODE_TRIM,
    NODE_TRIM_START,
    NODE_TRIM_END,
    NODE_SUBSTRING, // text, from and perhaps length
    NODE_POSITION,  // part, whole
    NODE_STARTS_WITH,
    NODE_EXTRACT, // `part`
    NODE_CAST,    // to `type`; the checker adds some, which then have `implicit`
    NODE_WORKING_DAYS,
    NODE_COUNT_LOG, // kind and perhaps condition
    NODE_FIRST_LOG,
    NODE_LAST_LOG,
    NODE_LONGEST_GAP, // kind, from, to and perhaps condition
};

enum time_part {
    PART_YEAR,
    PART_QUARTER,
    PART_MONTH,
    PART_DAY,
    PART_HOUR,
    PART_MINUTE,
    PART_DAY_OF_WEEK, // dow: 0 Sunday to 6 Saturday
    PART_ISO_WEEKDAY, // isodow: 1 Monday to 7 Sunday
    PART_DAY_OF_YEAR,
    PART_COUNT,
};
extern const char *const time_part_names[PART_COUNT];

#define TYPE_ANY FIELD_TYPE_COUNT // of a NULL whose type nothing says yet

struct node {
    enum node_kind kind;
    enum field_type type;
    bool broken; // a problem has been reported; no more are about it
    bool negated;
    bool implicit;
    bool reads_entry; // depends on the log entry of the log function around it
    bool known;       // of a literal: not NULL
    size_t at;        // byte of the source, for problems
    size_t size;      // nodes, those of definitions included as often as they are used
    size_t depth;
    struct node **arguments;
    size_t count;
    int64_t integer; // literal of a boolean, integer, date, time or duration
    double number;
    struct text text;      // literal of a text; of a name, the name
    struct text qualifier; // of a name: "log", "case" or empty
    enum time_part part;
    size_t field;
    const struct field *category; // whose values a category has
    const struct expression_definition *definition;
};

struct program;

struct expression {
    const struct node *tree;
    const struct expression_scope *scope; // a copy
    const struct program *program;
    size_t *inputs, *log_inputs;
    size_t input_count, log_input_count;
};

// What every step of compiling needs.
struct expression_source {
    struct arena *arena;
    struct text text;
    struct place place; // of its first byte
    const struct expression_scope *scope;
    struct problems *problems;
};

// Reports a problem at a byte of the source; always false.
bool source_problem(const struct expression_source *source, size_t at, struct message what,
                    struct message hint);

struct node *node_new(struct arena *arena, enum node_kind kind, size_t at, size_t arguments);
// NULL if it does not parse; the first problem is reported.
struct node *expression_parse(const struct expression_source *source);
// Completes the tree with types; may replace the root. False if anything was wrong: all of it is reported.
bool expression_check(const struct expression_source *source, struct node **tree, enum field_type wanted);
const struct program *program_compile(struct arena *arena, const struct node *tree,
                                      const struct expression_scope *scope);

// Literals (expression_literal.c): fill the node, or report and return false.
bool literal_number(const struct expression_source *source, const struct token *token, bool negative,
                    struct node *node);
bool literal_date(const struct expression_source *source, size_t at, struct text text, struct node *node);
bool literal_time(const struct expression_source *source, size_t at, struct text text, bool with_offset,
                  struct node *node);
bool literal_duration(const struct expression_source *source, size_t at, struct text text, struct node *node);

// Times of the years 1 to 9999, and the days.
#define TIME_FIRST INT64_C(-62135596800000000)
#define TIME_LAST INT64_C(253402300799999999)
#define DAY_FIRST INT64_C(-719162)
#define DAY_LAST INT64_C(2932896)
#define MICROSECONDS_A_SECOND INT64_C(1000000)
#define MICROSECONDS_A_DAY INT64_C(86400000000)
