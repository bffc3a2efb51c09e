// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of the template compiler share. docs/templates.md describes the language. The compiler stops at the first
// fault: it says FILE:LINE:COLUMN and ends the process.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { DEPTH = 64, ATTRIBUTES = 40, NAME_BYTES = 64 };

enum template_kind { TEMPLATE_PAGE, TEMPLATE_COMPONENT, TEMPLATE_LAYOUT };

struct element; // of html_elements.c

enum html_state {
    HTML_TEXT,  // between tags
    HTML_TAG,   // inside a start tag, between attributes
    HTML_VALUE, // inside a quoted attribute
};

enum attribute_kind { ATTRIBUTE_PLAIN, ATTRIBUTE_ADDRESS };

// Where in a page the next byte stands.
struct html {
    enum html_state state;
    const struct element *stack[DEPTH];
    int opened[DEPTH]; // lines of their start tags
    int depth;
    enum attribute_kind attribute; // of HTML_VALUE
    bool at_start;                 // of HTML_VALUE: nothing of the value was written yet
    bool spaced;                   // of HTML_TAG: a blank was written, so that an attribute may follow
    const struct element *tag;     // of HTML_TAG and HTML_VALUE
};

// An {{if}} or {{for}} that is open.
struct control {
    bool is_for, has_else;
    bool has_branch; // one branch is over
    bool writes;     // and something of an attribute's value was written before its end
    int line, column;
    struct html before; // at its start
    char last_before;   // of the literal, at its start
    bool all_end_lines; // a new line was begun before it and at the end of each branch
};

struct attribute_seen {
    char name[NAME_BYTES];
    bool always; // not only under an {{if}}
};

struct template
{
    const char *path;
    char name[NAME_BYTES];
    enum template_kind kind;
    const char *bytes;
    size_t length, at;
    int line, column; // of `at`, from 1
    struct html html;
    struct control controls[DEPTH];
    int control_depth;
    int tag_line;
    int tag_controls; // control_depth where the tag began
    struct attribute_seen seen[ATTRIBUTES];
    int seen_count;
    bool has_layout, has_block, has_content;
    FILE *includes, *code; // of the C file
    FILE *literal;         // markup that is not written to the code yet
    char last;             // byte that is written; 0 where only the page knows
};

// A piece of a template and where it stands.
struct piece {
    const char *bytes;
    size_t length;
    int line, column;
};

void template_fail(const struct template *template, const char *format, ...)
    __attribute__((noreturn, format(printf, 2, 3)));
void template_fail_at(const struct template *template, int line, int column, const char *format, ...)
    __attribute__((noreturn, format(printf, 4, 5)));
void template_advance(struct template *template, size_t bytes);
bool template_looks_at(const struct template *template, const char *bytes);

// html.c: takes a byte or more of markup at `at`.
void html_take(struct template *template);
bool html_is_plain_text(const struct html *html); // inside <title>, <textarea>, <option>: no tags there
bool html_takes_text(const struct html *html);    // no text stands straight inside <table>, <ul> and others
bool html_same(const struct html *a, const struct html *b); // at_start and spaced left out
const char *html_open(const struct html *html);             // the innermost open element
const char *html_where(const struct html *html);            // for faults: "in a tag"

// directive.c: takes what stands between "{{" and "}}", at `at`.
void directive_take(struct template *template);
void directive_end(struct template *template); // at the end of the file

// emit.c
void emit_byte(struct template *template, char byte);
void emit_flush(struct template *template); // the literal becomes code
void emit_line(struct template *template, int line);
void emit_value(struct template *template, const char *function, struct piece expression);
void emit_string(FILE *out, const char *bytes, size_t length);
void emit_begin(struct template *template);
void emit_finish(struct template *template);
void emit_block(struct template *template);
bool emit_write(struct template *template, const char *body, size_t length, const char *output);
