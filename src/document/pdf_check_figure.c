// SPDX-License-Identifier: GPL-3.0-or-later
// Where figures, tables and notes stand: one that is shown on a single page says in which box of it (ISO 32000-1, table 344), and what
// counts as part of a line but stands between blocks says so.
#include "document/pdf_checker.h"

// Which pages show something of each element.
static void note_pages(struct pdf_checker *checker)
{
    for (size_t i = 0; i < checker->marked.count; i++) {
        const struct pdf_marked *marked = &checker->marked.items[i];
        struct pdf_node *node = marked->in.count && marked->page ? marked->in.items[0] : NULL;
        for (; node; node = node->parent) {
            node->first = node->first && node->first < marked->page ? node->first : marked->page;
            node->last = node->last > marked->page ? node->last : marked->page;
        }
    }
}

static bool is_box(const struct pdf_value *box)
{
    double sides[4];
    if (!box || box->kind != PDF_ARRAY || box->count != 4)
        return false;
    for (size_t i = 0; i < 4; i++) {
        const struct pdf_value *side = pdf_item(box, i);
        if (side->kind != PDF_INTEGER && side->kind != PDF_REAL)
            return false;
        sides[i] = side->real;
    }
    return sides[0] < sides[2] && sides[1] < sides[3];
}

static bool is_one_of(const struct pdf_node *node, const char *const *roles, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (pdf_role_is(node, roles[i]))
            return true;
    return false;
}

static void check_placement(struct pdf_checker *checker, const struct pdf_node *node)
{
    static const char *const in_line[] = {"Figure", "Formula", "Note"};
    static const char *const groups[] = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"};
    if (is_one_of(node, in_line, sizeof in_line / sizeof *in_line) &&
        (node->parent == checker->root || is_one_of(node->parent, groups, sizeof groups / sizeof *groups)))
        pdf_expect(checker, PDF_RULE_PLACEMENT,
                   pdf_is_name(pdf_attribute(checker, node, "Layout", "Placement"), "Block"),
                   (struct pdf_spot){.node = node});
}

void pdf_check_figures(struct pdf_checker *checker)
{
    note_pages(checker);
    for (size_t i = 0; i < checker->nodes.count; i++) {
        const struct pdf_node *node = checker->nodes.items[i];
        check_placement(checker, node);
        bool placed = pdf_role_is(node, "Figure") || pdf_role_is(node, "Table");
        if (placed && node->first && node->first == node->last)
            pdf_expect(checker, PDF_RULE_FIGURE_BOX, is_box(pdf_attribute(checker, node, "Layout", "BBox")),
                       (struct pdf_spot){.node = node});
    }
}
