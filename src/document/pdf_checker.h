// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of the check of a PDF share.
#pragma once

#include "document/pdf_check.h"
#include "format/pdf_reader.h"

// The order of the table of rules in pdf_check.c.
enum pdf_rule {
    PDF_RULE_ARTIFACT_IN_TAG,
    PDF_RULE_TAG_IN_ARTIFACT,
    PDF_RULE_UNTAGGED,
    PDF_RULE_SUSPECTS,
    PDF_RULE_HEADER,
    PDF_RULE_ROLE_UNMAPPED,
    PDF_RULE_ROLE_CIRCULAR,
    PDF_RULE_ROLE_STANDARD,
    PDF_RULE_XMP,
    PDF_RULE_XMP_PART,
    PDF_RULE_XMP_PREFIX,
    PDF_RULE_XMP_TITLE,
    PDF_RULE_TITLE_UNSET,
    PDF_RULE_TITLE_HIDDEN,
    PDF_RULE_TABLE_NESTING,
    PDF_RULE_LIST_NESTING,
    PDF_RULE_TOC_NESTING,
    PDF_RULE_RUBY_NESTING,
    PDF_RULE_WARICHU_NESTING,
    PDF_RULE_UNICODE,
    PDF_RULE_LANGUAGE,
    PDF_RULE_LANGUAGE_PART,
    PDF_RULE_FIGURE,
    PDF_RULE_FIGURE_BOX,
    PDF_RULE_PLACEMENT,
    PDF_RULE_HEADING_FIRST,
    PDF_RULE_HEADING_SKIPPED,
    PDF_RULE_HEADING_TWO,
    PDF_RULE_HEADING_MIXED,
    PDF_RULE_SCOPE,
    PDF_RULE_HEADERS,
    PDF_RULE_HEADERS_NONE,
    PDF_RULE_REGULAR,
    PDF_RULE_NUMBERING,
    PDF_RULE_FORMULA,
    PDF_RULE_NOTE,
    PDF_RULE_NOTE_UNIQUE,
    PDF_RULE_LAYER_NAME,
    PDF_RULE_LAYER_NAME_FIRST,
    PDF_RULE_LAYER_STATE,
    PDF_RULE_FILE_NAME,
    PDF_RULE_XFA,
    PDF_RULE_ENCRYPTED,
    PDF_RULE_LOCKED,
    PDF_RULE_OUTLINE,
    PDF_RULE_ANNOTATION_ELEMENT,
    PDF_RULE_ANNOTATION_WORDS,
    PDF_RULE_FIELD_NAME,
    PDF_RULE_TRAP_NET,
    PDF_RULE_TABS_MISSING,
    PDF_RULE_TABS_ORDER,
    PDF_RULE_FIELD_ELEMENT,
    PDF_RULE_LINK_ELEMENT,
    PDF_RULE_LINK_WORDS,
    PDF_RULE_PRINTER_MARK,
    PDF_RULE_ACTION,
    PDF_RULE_REFERENCE,
    PDF_RULE_FORM_REPEATED,
    PDF_RULE_CID_SYSTEM,
    PDF_RULE_CID_MAP,
    PDF_RULE_CID_MAP_MISSING,
    PDF_RULE_CMAP,
    PDF_RULE_EMBEDDED,
    PDF_RULE_GLYPH,
    PDF_RULE_CID_SET,
    PDF_RULE_CID_SET_MORE,
    PDF_RULE_WIDTH,
    PDF_RULE_TO_UNICODE,
    PDF_RULE_UNICODE_ZERO,
    PDF_RULE_UNICODE_MARK,
    PDF_RULE_NOT_DEFINED,
    PDF_RULE_MARKED,
    PDF_RULE_CONTENT,
    PDF_RULE_PAGES,
    PDF_RULE_TREE,
    PDF_RULE_PARENT_TREE,
    PDF_RULE_KID,
    PDF_RULE_COUNT,
};

// An element of the structure. Elements live in the arena, in the order of reading.
struct pdf_node {
    const struct pdf_value *value;
    struct pdf_node *parent; // NULL: the root
    struct text type;        // as the file names it
    struct text role;        // what that is mapped to
    const struct pdf_value *page;
    size_t place; // among its parent's elements of the same type, from 1
    size_t same;  // how many of that type its parent has
    ARRAY_OF(struct pdf_node *) kids;
    size_t objects;     // annotations and the like
    size_t marks;       // marked contents of its own
    size_t first, last; // pages that show contents of it or of what is in it; 0: none does
};

// Marked content of a page, or of a form, that belongs to an element.
struct pdf_marked {
    uint32_t owner; // object number of the page or form
    int64_t mark;
    size_t shown;                   // in content
    ARRAY_OF(struct pdf_node *) in; // elements that claim it
    size_t page;
};

struct pdf_font;

struct pdf_checker {
    struct arena *arena;
    struct pdf_reader *reader;
    struct text source;
    struct problems *problems;
    const struct pdf_value *catalog;
    struct pdf_verdict verdict;
    bool applied[PDF_RULE_COUNT];
    size_t broken[PDF_RULE_COUNT]; // how often
    ARRAY_OF(const struct pdf_value *) pages;
    size_t *page_of;                    // by object number
    struct pdf_node *root;              // stands for the StructTreeRoot
    ARRAY_OF(struct pdf_node *) nodes;  // all elements, in the order of reading
    struct pdf_node **node_of;          // by object number
    struct pdf_node **holder_of;        // by object number of an annotation: the element that it is in
    ARRAY_OF(struct pdf_marked) marked; // found by marked_at
    struct text_map *marked_at;
    ARRAY_OF(const struct pdf_value *) parents; // by key of the parent tree, as far as they are few
    struct text_map *parent_at;
    ARRAY_OF(struct pdf_font *) fonts; // that text was shown in
};

struct pdf_spot {
    size_t page; // from 1; 0: none
    const struct pdf_node *node;
    const struct pdf_value *object;
    struct text value; // the offending one
};

// Counts the check, and reports what does not hold. Returns `holds`.
bool pdf_expect(struct pdf_checker *checker, enum pdf_rule rule, bool holds, struct pdf_spot spot);

size_t pdf_page_of(const struct pdf_checker *checker,
                   const struct pdf_value *page); // from 1; 0: none of them
// Numbers as keys of a text_map, kept in the arena.
struct text pdf_key(struct arena *arena, uint64_t first, uint64_t second);
struct pdf_marked *pdf_marked_content(struct pdf_checker *checker, uint32_t owner, int64_t mark);
const struct pdf_value *pdf_parent_at(const struct pdf_checker *checker, int64_t key); // NULL: nothing there
struct pdf_node *pdf_node_of(const struct pdf_checker *checker, const struct pdf_value *element);
// An attribute of an owner ("Table", "List"), from the element itself or its class.
const struct pdf_value *pdf_attribute(const struct pdf_checker *checker, const struct pdf_node *node,
                                      const char *owner, const char *name);
bool pdf_role_is(const struct pdf_node *node, const char *role);
bool pdf_has_text(const struct pdf_value *dictionary, const char *key); // a string that is not empty
bool pdf_is_language(struct text tag);                                  // BCP 47, by its form

// The parts, in the order in which they run.
void pdf_check_catalog(struct pdf_checker *checker);
void pdf_read_pages(struct pdf_checker *checker);
void pdf_read_structure(struct pdf_checker *checker);
void pdf_check_roles(struct pdf_checker *checker);
void pdf_check_nesting(struct pdf_checker *checker);
void pdf_check_headings(struct pdf_checker *checker);
void pdf_check_elements(struct pdf_checker *checker);
void pdf_check_tables(struct pdf_checker *checker);
void pdf_check_contents(struct pdf_checker *checker);
void pdf_check_figures(struct pdf_checker *checker); // behind the contents
void pdf_check_parent_tree(struct pdf_checker *checker);
void pdf_check_annotations(struct pdf_checker *checker);
void pdf_check_fonts(struct pdf_checker *checker);
void pdf_check_objects(struct pdf_checker *checker);

// For contents: the font of that dictionary, and that codes were shown in it.
// NULL: they are too many.
struct pdf_font *pdf_font_of(struct pdf_checker *checker, const struct pdf_value *dictionary);
void pdf_font_show(struct pdf_checker *checker, struct pdf_font *font, struct text string, size_t page);
