// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/pdf_structure.h"

#include <stdlib.h>

void pdf_structure_init(struct pdf_structure *structure, struct arena *arena)
{
    *structure = (struct pdf_structure){.arena = arena};
    structure->root = pdf_element_new(structure, NULL, "Document");
    structure->root->placed = true;
}

struct pdf_element *pdf_element_new(struct pdf_structure *structure, struct pdf_element *parent,
                                    const char *type)
{
    struct pdf_element *element = ARENA_NEW(structure->arena, struct pdf_element);
    element->parent = parent;
    element->type = type;
    return element;
}

void pdf_element_place(struct pdf_structure *structure, struct pdf_element *element)
{
    if (element->placed)
        return;
    pdf_element_place(structure, element->parent);
    *ARRAY_APPEND(structure->arena, &element->parent->kids) = (struct pdf_kid){.element = element};
    element->placed = true;
}

void pdf_element_mark(struct pdf_structure *structure, struct pdf_element *element, size_t page, size_t mark)
{
    pdf_element_place(structure, element);
    *ARRAY_APPEND(structure->arena, &element->kids) = (struct pdf_kid){.page = page, .mark = mark};
}

void pdf_element_annotation(struct pdf_structure *structure, struct pdf_element *element, size_t page,
                            size_t annotation)
{
    pdf_element_place(structure, element);
    *ARRAY_APPEND(structure->arena, &element->kids) = (struct pdf_kid){.page = page,
                                                                       .annotation = annotation};
}

// ---- Writing -----------------------------------------------------------------------------------------------

struct writing {
    struct pdf_objects *objects;
    const size_t *pages; // their objects
    size_t root;
    ARRAY_OF(const struct pdf_element *) named;
    struct arena *arena;
};

static void number_elements(struct writing *writing, struct pdf_element *element)
{
    element->object = pdf_object_number(writing->objects);
    if (element->id.length)
        *ARRAY_APPEND(writing->arena, &writing->named) = element;
    for (size_t i = 0; i < element->kids.count; i++)
        if (element->kids.items[i].element)
            number_elements(writing, element->kids.items[i].element);
}

static void add_entry(struct buffer *out, const char *key, struct text value)
{
    if (value.length == 0)
        return;
    buffer_print(out, "/%s", key);
    pdf_add_string(out, value);
}

static void add_layout(struct buffer *out, const struct pdf_element *element)
{
    buffer_add(out, TEXT("<</O/Layout/Placement/Block"));
    for (size_t i = 0; element->has_box && i < 4; i++) {
        buffer_add(out, i ? TEXT(" ") : TEXT("/BBox["));
        pdf_add_number(out, element->box[i]);
    }
    buffer_add(out, element->has_box ? TEXT("]>>") : TEXT(">>"));
}

static void add_attributes(struct buffer *out, const struct pdf_element *element)
{
    if (element->is_list)
        buffer_print(out, "/A<</O/List/ListNumbering/%s>>", element->numbered ? "Decimal" : "Disc");
    else if (element->has_box || element->block) {
        buffer_add(out, TEXT("/A"));
        add_layout(out, element);
    } else if (element->scope) {
        buffer_print(out, "/A<</O/Table/Scope/%s", element->scope == SCOPE_ROW ? "Row" : "Column");
        if (element->columns > 1)
            buffer_print(out, "/ColSpan %zu", element->columns);
        buffer_add(out, TEXT(">>"));
    }
}

// The page of the first piece of content that is the element's own.
static size_t own_page(const struct writing *writing, const struct pdf_element *element)
{
    for (size_t i = 0; i < element->kids.count; i++)
        if (!element->kids.items[i].element)
            return writing->pages[element->kids.items[i].page];
    return 0;
}

static void add_kid(struct buffer *out, const struct writing *writing, const struct pdf_kid *kid, size_t page)
{
    if (kid->element)
        pdf_add_reference(out, kid->element->object);
    else if (kid->annotation)
        buffer_print(out, "<</Type/OBJR/Pg %zu 0 R/Obj %zu 0 R>>", writing->pages[kid->page],
                     kid->annotation);
    else if (writing->pages[kid->page] == page)
        pdf_add_number(out, (double)kid->mark);
    else
        buffer_print(out, "<</Type/MCR/Pg %zu 0 R/MCID %zu>>", writing->pages[kid->page], kid->mark);
}

static void add_kids(struct buffer *out, const struct writing *writing, const struct pdf_element *element)
{
    size_t page = own_page(writing, element);
    if (page)
        buffer_print(out, "/Pg %zu 0 R", page);
    buffer_add(out, TEXT("/K["));
    for (size_t i = 0; i < element->kids.count; i++) {
        if (i)
            buffer_add_character(out, ' ');
        add_kid(out, writing, &element->kids.items[i], page);
    }
    buffer_add_character(out, ']');
}

static void write_element(struct writing *writing, const struct pdf_element *element)
{
    struct buffer *out = pdf_object_begin(writing->objects, element->object);
    buffer_print(out, "<</Type/StructElem/S/%s/P %zu 0 R", element->type,
                 element->parent ? element->parent->object : writing->root);
    if (element->foreign)
        add_entry(out, "Lang", text_from(language_code(element->language)));
    add_entry(out, "Alt", element->alternative);
    add_entry(out, "E", element->expansion);
    add_entry(out, "ActualText", element->actual);
    add_entry(out, "ID", element->id);
    add_attributes(out, element);
    add_kids(out, writing, element);
    buffer_add(out, TEXT(">>"));
    pdf_object_end(writing->objects);
    for (size_t i = 0; i < element->kids.count; i++)
        if (element->kids.items[i].element)
            write_element(writing, element->kids.items[i].element);
}

static void add_parent(struct buffer *out, const struct pdf_parent *parent)
{
    if (parent->annotated) {
        pdf_add_reference(out, parent->annotated->object);
        return;
    }
    buffer_add_character(out, '[');
    for (size_t i = 0; i < parent->count; i++) {
        if (i)
            buffer_add_character(out, ' ');
        pdf_add_reference(out, parent->marked[i]->object);
    }
    buffer_add_character(out, ']');
}

static size_t write_parents(struct writing *writing, const struct pdf_parent *parents, size_t count)
{
    size_t number = pdf_object_number(writing->objects);
    struct buffer *out = pdf_object_begin(writing->objects, number);
    buffer_add(out, TEXT("<</Nums["));
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, i ? " %zu " : "%zu ", i);
        add_parent(out, &parents[i]);
    }
    buffer_add(out, TEXT("]>>"));
    pdf_object_end(writing->objects);
    return number;
}

static int compare_ids(const void *a, const void *b)
{
    return text_compare((*(const struct pdf_element *const *)a)->id,
                        (*(const struct pdf_element *const *)b)->id);
}

// The names of a name tree stand in the order of their bytes.
static void add_ids(struct writing *writing, struct buffer *out)
{
    if (writing->named.count == 0)
        return;
    qsort(writing->named.items, writing->named.count, sizeof *writing->named.items, compare_ids);
    buffer_add(out, TEXT("/IDTree<</Names["));
    for (size_t i = 0; i < writing->named.count; i++) {
        pdf_add_string(out, writing->named.items[i]->id);
        buffer_add_character(out, ' ');
        pdf_add_reference(out, writing->named.items[i]->object);
    }
    buffer_add(out, TEXT("]>>"));
}

size_t pdf_structure_write(struct pdf_structure *structure, struct pdf_objects *objects, const size_t *pages,
                           const struct pdf_parent *parents, size_t parent_count)
{
    struct writing writing = {.objects = objects, .pages = pages, .arena = structure->arena};
    writing.root = pdf_object_number(objects);
    number_elements(&writing, structure->root);
    write_element(&writing, structure->root);
    size_t parent_tree = write_parents(&writing, parents, parent_count);
    struct buffer *out = pdf_object_begin(objects, writing.root);
    buffer_print(out, "<</Type/StructTreeRoot/K[%zu 0 R]/ParentTree %zu 0 R/ParentTreeNextKey %zu",
                 structure->root->object, parent_tree, parent_count);
    add_ids(&writing, out);
    buffer_add(out, TEXT(">>"));
    pdf_object_end(objects);
    return writing.root;
}

// ---- For people --------------------------------------------------------------------------------------------

static void print_field(struct buffer *out, const char *name, struct text value)
{
    if (value.length)
        buffer_print(out, " %s=\"%.*s\"", name, TEXT_PRINT(value));
}

static void print_pages(const struct pdf_element *element, struct buffer *out)
{
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct pdf_kid *kid = &element->kids.items[i];
        if (kid->element || kid->page == last)
            continue;
        buffer_print(out, " p%zu", kid->page + 1);
        last = kid->page;
    }
}

static void print_element(const struct pdf_element *element, size_t depth, struct buffer *out)
{
    buffer_print(out, "%*s%s", (int)(2 * depth), "", element->type);
    if (element->foreign)
        print_field(out, "lang", text_from(language_code(element->language)));
    print_field(out, "alt", element->alternative);
    print_field(out, "expansion", element->expansion);
    print_field(out, "actual", element->actual);
    print_field(out, "id", element->id);
    if (element->scope)
        buffer_print(out, " scope=%s", element->scope == SCOPE_ROW ? "row" : "column");
    if (element->columns > 1)
        buffer_print(out, " columns=%zu", element->columns);
    size_t links = 0;
    for (size_t i = 0; i < element->kids.count; i++)
        links += element->kids.items[i].annotation > 0;
    if (links)
        buffer_print(out, " annotations=%zu", links);
    print_pages(element, out);
    if (element->shown.length)
        buffer_print(out, " \"%.*s\"", TEXT_PRINT(element->shown));
    buffer_add_character(out, '\n');
    for (size_t i = 0; i < element->kids.count; i++)
        if (element->kids.items[i].element)
            print_element(element->kids.items[i].element, depth + 1, out);
}

void pdf_structure_print(const struct pdf_structure *structure, struct buffer *out)
{
    print_element(structure->root, 0, out);
}
