// SPDX-License-Identifier: GPL-3.0-or-later
// The structure of a PDF's content (ISO 32000-1, 14.7 and 14.8), by which it is read aloud, reflowed and copied. An element
// enters the tree when its first content does: none is ever empty, and their order is that of the content.
#pragma once

#include "base/message.h"
#include "document/pdf_objects.h"

enum pdf_scope { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW };

struct pdf_element;

struct pdf_kid {
    struct pdf_element *element; // or
    size_t page, mark;           // a piece of marked content of a page, or
    size_t annotation;           // its object, on the page
};

struct pdf_element {
    const char *type;
    struct pdf_element *parent;
    bool placed; // in its parent's kids
    ARRAY_OF(struct pdf_kid) kids;
    bool foreign; // `language` is not the document's
    enum language language;
    struct text alternative, expansion, actual;
    struct text id; // of a Note
    enum pdf_scope scope;
    size_t columns;         // that a cell spans; 0: 1
    bool numbered, is_list; // a list, with numbers
    bool block;             // a note or a figure, which would else count as part of a line
    bool has_box;
    double box[4];   // left, bottom, right, top
    bool boxed;      // a table: its box is that of its text, if that is on one page
    size_t box_page; // from 1; 0: nothing was shown yet
    size_t object;
    struct text shown; // what its own content says, for pdf_structure_print
};

struct pdf_structure {
    struct arena *arena;
    struct pdf_element *root; // the Document
};

void pdf_structure_init(struct pdf_structure *structure, struct arena *arena);
// The type is a standard one and lives as long as the program.
struct pdf_element *pdf_element_new(struct pdf_structure *structure, struct pdf_element *parent,
                                    const char *type);
// Puts it, and what it stands in, behind what is there already, once.
void pdf_element_place(struct pdf_structure *structure, struct pdf_element *element);
void pdf_element_mark(struct pdf_structure *structure, struct pdf_element *element, size_t page, size_t mark);
void pdf_element_annotation(struct pdf_structure *structure, struct pdf_element *element, size_t page,
                            size_t annotation);

// What a page's or an annotation's number in the parent tree leads to.
struct pdf_parent {
    struct pdf_element *annotated; // of an annotation
    struct pdf_element **marked;   // of a page: of each mark
    size_t count;
};
// Writes the elements and their root, whose number is returned.
size_t pdf_structure_write(struct pdf_structure *structure, struct pdf_objects *objects, const size_t *pages,
                           const struct pdf_parent *parents, size_t parent_count);

// The tree with what each element says, one element a line, for people and tests.
void pdf_structure_print(const struct pdf_structure *structure, struct buffer *out);
