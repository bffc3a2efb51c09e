// SPDX-License-Identifier: GPL-3.0-or-later
// The structure tree and the parent tree: read, each element once, and held against each other.
#include "base/text_map.h"
#include "document/pdf_checker.h"

// ---- Standard types and what maps to them (ISO 32000-1, 14.8.4) ----------------------------------------------------

static const char *const standard_types[] = {
    "Document", "Part",      "Art",     "Sect",  "Div",  "BlockQuote", "Caption", "TOC",       "TOCI",
    "Index",    "NonStruct", "Private", "P",     "H",    "H1",         "H2",      "H3",        "H4",
    "H5",       "H6",        "L",       "LI",    "Lbl",  "LBody",      "Table",   "TR",        "TH",
    "TD",       "THead",     "TBody",   "TFoot", "Span", "Quote",      "Note",    "Reference", "BibEntry",
    "Code",     "Link",      "Annot",   "Ruby",  "RB",   "RT",         "RP",      "Warichu",   "WT",
    "WP",       "Figure",    "Formula", "Form",
};

static bool is_standard(struct text type)
{
    for (size_t i = 0; i < sizeof standard_types / sizeof *standard_types; i++)
        if (text_equal(type, text_from(standard_types[i])))
            return true;
    return false;
}

static const struct pdf_value *role_map(const struct pdf_checker *checker)
{
    return pdf_get(pdf_get(checker->catalog, "StructTreeRoot"), "RoleMap");
}

// What a type stands for in the end; empty if that is none. *circular: it leads back to itself.
static struct text role_of(const struct pdf_checker *checker, struct text type, bool *circular)
{
    const struct pdf_value *map = role_map(checker);
    size_t steps = 0, most = map ? map->count : 0;
    *circular = false;
    while (!is_standard(type)) {
        type = pdf_name(pdf_get_text(map, type));
        *circular = steps++ > most;
        if (*circular || type.length == 0)
            return (struct text){0};
    }
    return type;
}

void pdf_check_roles(struct pdf_checker *checker)
{
    const struct pdf_value *map = role_map(checker);
    bool circular;
    for (size_t i = 0; pdf_is_dictionary(map) && i < map->count; i++) {
        struct pdf_spot spot = {.object = map, .value = map->entries[i].key};
        role_of(checker, map->entries[i].key, &circular);
        pdf_expect(checker, PDF_RULE_ROLE_CIRCULAR, !circular, spot);
        pdf_expect(checker, PDF_RULE_ROLE_STANDARD, !is_standard(map->entries[i].key), spot);
    }
    for (size_t i = 0; i < checker->nodes.count; i++) {
        struct pdf_node *node = checker->nodes.items[i];
        pdf_expect(checker, PDF_RULE_ROLE_UNMAPPED, node->role.length > 0,
                   (struct pdf_spot){.node = node, .value = node->type});
    }
}

// ---- Elements ----------------------------------------------------------------------------------------------------

static void read_element(struct pdf_checker *checker, struct pdf_node *parent,
                         const struct pdf_value *element, size_t depth);

static void claim(struct pdf_checker *checker, struct pdf_node *node, const struct pdf_value *owner,
                  const struct pdf_value *mark)
{
    bool good = owner && owner->number && mark && mark->kind == PDF_INTEGER && mark->integer >= 0;
    if (!pdf_expect(checker, PDF_RULE_KID, good, (struct pdf_spot){.node = node}))
        return;
    struct pdf_marked *marked = pdf_marked_content(checker, owner->number, mark->integer);
    *ARRAY_APPEND(checker->arena, &marked->in) = node;
    node->marks++;
}

static void read_kid(struct pdf_checker *checker, struct pdf_node *node, const struct pdf_value *kid,
                     size_t depth)
{
    const struct pdf_value *page = pdf_get(kid, "Pg") ? pdf_get(kid, "Pg") : node->page, *object;
    if (kid->kind == PDF_INTEGER) {
        claim(checker, node, node->page, kid);
    } else if (pdf_is_name(pdf_get(kid, "Type"), "MCR")) {
        const struct pdf_value *stream = pdf_get_kind(kid, "Stm", PDF_STREAM);
        claim(checker, node, stream ? stream : page, pdf_get(kid, "MCID"));
    } else if (pdf_is_name(pdf_get(kid, "Type"), "OBJR")) {
        object = pdf_get(kid, "Obj");
        bool once = object && object->number && !checker->holder_of[object->number];
        if (pdf_expect(checker, PDF_RULE_KID, once, (struct pdf_spot){.node = node}))
            checker->holder_of[object->number] = node;
        node->objects++;
    } else {
        read_element(checker, node, kid, depth + 1);
    }
}

static void read_kids(struct pdf_checker *checker, struct pdf_node *node, size_t depth)
{
    const struct pdf_value *kids = pdf_get(node->value, "K");
    if (kids && kids->kind != PDF_ARRAY)
        read_kid(checker, node, kids, depth);
    for (size_t i = 0; kids && kids->kind == PDF_ARRAY && i < kids->count; i++)
        read_kid(checker, node, pdf_item(kids, i), depth);
}

static void number_kids(struct pdf_checker *checker, struct pdf_node *node)
{
    struct arena_mark mark = arena_mark(checker->arena);
    struct text_map counts;
    text_map_init(&counts, checker->arena);
    size_t *count = ARENA_ARRAY(checker->arena, size_t, node->kids.count + 1), at;
    for (size_t i = 0; i < node->kids.count; i++) {
        at = i;
        text_map_put(&counts, node->kids.items[i]->type, i, &at);
        node->kids.items[i]->place = ++count[at];
    }
    for (size_t i = 0; i < node->kids.count; i++)
        if (text_map_find(&counts, node->kids.items[i]->type, &at))
            node->kids.items[i]->same = count[at];
    arena_release(checker->arena, mark);
}

static void read_element(struct pdf_checker *checker, struct pdf_node *parent,
                         const struct pdf_value *element, size_t depth)
{
    struct pdf_spot spot = {.node = parent, .object = element->number ? element : NULL};
    // Each once, or the tree is none and reading it would not end.
    bool sound = element->kind == PDF_DICTIONARY && element->number && !checker->node_of[element->number] &&
                 depth <= LIMIT_PDF_ELEMENT_DEPTH && pdf_name(pdf_get(element, "S")).length > 0;
    if (!pdf_expect(checker, PDF_RULE_TREE, sound, spot))
        return;
    struct pdf_node *node = ARENA_NEW(checker->arena, struct pdf_node);
    bool circular;
    checker->node_of[element->number] = node;
    node->value = element;
    node->parent = parent;
    node->type = pdf_name(pdf_get(element, "S"));
    node->role = role_of(checker, node->type, &circular);
    node->page = pdf_get(element, "Pg");
    node->place = node->same = 1;
    *ARRAY_APPEND(checker->arena, &parent->kids) = node;
    *ARRAY_APPEND(checker->arena, &checker->nodes) = node;
    pdf_expect(checker, PDF_RULE_TREE, pdf_get(element, "P") == parent->value,
               (struct pdf_spot){.node = node});
    read_kids(checker, node, depth);
    number_kids(checker, node);
}

// ---- The parent tree ---------------------------------------------------------------------------------------------

struct tree_walk {
    struct pdf_checker *checker;
    bool *seen; // by object number
    bool sound;
};

static void read_numbers(struct tree_walk *walk, const struct pdf_value *numbers)
{
    struct pdf_checker *checker = walk->checker;
    for (size_t i = 0; numbers && i + 1 < numbers->count; i += 2) {
        const struct pdf_value *key = pdf_item(numbers, i);
        walk->sound &= key->kind == PDF_INTEGER;
        struct text bytes = pdf_key(checker->arena, (uint64_t)key->integer, 0);
        if (text_map_put(checker->parent_at, bytes, checker->parents.count, NULL))
            *ARRAY_APPEND(checker->arena, &checker->parents) = pdf_item(numbers, i + 1);
        else
            walk->sound = false;
    }
}

static void read_tree(struct tree_walk *walk, const struct pdf_value *node, size_t depth)
{
    bool seen = node && node->number && walk->seen[node->number];
    if (!pdf_is_dictionary(node) || seen || depth > LIMIT_PDF_DEPTH) {
        walk->sound = false;
        return;
    }
    walk->seen[node->number] = true;
    read_numbers(walk, pdf_get_kind(node, "Nums", PDF_ARRAY));
    const struct pdf_value *kids = pdf_get_kind(node, "Kids", PDF_ARRAY);
    for (size_t i = 0; kids && i < kids->count; i++)
        read_tree(walk, pdf_item(kids, i), depth + 1);
}

void pdf_read_structure(struct pdf_checker *checker)
{
    const struct pdf_value *root = pdf_get(checker->catalog, "StructTreeRoot");
    checker->root = ARENA_NEW(checker->arena, struct pdf_node);
    checker->root->value = root;
    if (!pdf_expect(checker, PDF_RULE_TREE, pdf_is_dictionary(root) && root->number,
                    (struct pdf_spot){.object = checker->catalog}))
        return;
    read_kids(checker, checker->root, 0);
    number_kids(checker, checker->root);
    struct tree_walk walk = {.checker = checker, .sound = true};
    walk.seen = ARENA_ARRAY(checker->arena, bool, pdf_reader_numbers(checker->reader) + 1);
    read_tree(&walk, pdf_get(root, "ParentTree"), 0);
    pdf_expect(checker, PDF_RULE_PARENT_TREE, walk.sound, (struct pdf_spot){.object = root});
}

// ---- Both ways ---------------------------------------------------------------------------------------------------

// From the content to the tree: shown once, claimed once, and the parent tree names the same element.
static void check_marked(struct pdf_checker *checker, const struct pdf_marked *marked)
{
    const struct pdf_value *owner = pdf_reader_object(checker->reader, marked->owner);
    const struct pdf_value *key = pdf_get(owner, "StructParents");
    struct pdf_node *node = marked->in.count ? marked->in.items[0] : NULL;
    struct pdf_spot spot = {.page = marked->page, .node = node, .object = owner};
    spot.value = text_print(checker->arena, "MCID %lld", (long long)marked->mark);
    if (marked->shown && !pdf_expect(checker, PDF_RULE_UNTAGGED, node != NULL, spot))
        return;
    pdf_expect(checker, PDF_RULE_KID, marked->shown == 1 && marked->in.count == 1, spot);
    const struct pdf_value *parents = key && key->kind == PDF_INTEGER ? pdf_parent_at(checker, key->integer)
                                                                      : NULL;
    const struct pdf_value *parent = pdf_item(parents, (size_t)marked->mark);
    pdf_expect(checker, PDF_RULE_PARENT_TREE, parent && node && parent == node->value, spot);
}

// From the parent tree to the content.
static void check_owner(struct pdf_checker *checker, const struct pdf_value *owner)
{
    const struct pdf_value *key = pdf_get_kind(owner, "StructParents", PDF_INTEGER);
    const struct pdf_value *parents = key ? pdf_parent_at(checker, key->integer) : NULL;
    for (size_t mark = 0; parents && parents->kind == PDF_ARRAY && mark < parents->count; mark++) {
        size_t at;
        struct text bytes = pdf_key(checker->arena, owner->number, mark);
        if (pdf_item(parents, mark)->kind != PDF_NULL)
            pdf_expect(checker, PDF_RULE_PARENT_TREE, text_map_find(checker->marked_at, bytes, &at),
                       (struct pdf_spot){.page = pdf_page_of(checker, owner), .object = owner});
    }
}

void pdf_check_parent_tree(struct pdf_checker *checker)
{
    for (size_t i = 0; i < checker->marked.count; i++)
        check_marked(checker, &checker->marked.items[i]);
    for (size_t i = 0; i < pdf_reader_numbers(checker->reader); i++) {
        const struct pdf_value *owner = pdf_reader_object(checker->reader, i);
        if (pdf_get(owner, "StructParents"))
            check_owner(checker, owner);
    }
}
