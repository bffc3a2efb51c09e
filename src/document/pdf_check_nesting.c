// SPDX-License-Identifier: GPL-3.0-or-later
// Which element may stand in which: tables, lists, tables of contents, ruby (ISO 32000-1, tables 333 and 336 to 338).
#include "document/pdf_checker.h"

static const struct nesting {
    enum pdf_rule rule;
    const char *role;
    const char *parents; // in blanks; NULL: any
    const char *kids;    // in blanks; NULL: any
} nestings[] = {
    {PDF_RULE_TABLE_NESTING, "Table", NULL, " TR THead TBody TFoot Caption "},
    {PDF_RULE_TABLE_NESTING, "THead", " Table ", " TR "},
    {PDF_RULE_TABLE_NESTING, "TBody", " Table ", " TR "},
    {PDF_RULE_TABLE_NESTING, "TFoot", " Table ", " TR "},
    {PDF_RULE_TABLE_NESTING, "TR", " Table THead TBody TFoot ", " TH TD "},
    {PDF_RULE_TABLE_NESTING, "TH", " TR ", NULL},
    {PDF_RULE_TABLE_NESTING, "TD", " TR ", NULL},
    {PDF_RULE_LIST_NESTING, "L", NULL, " LI Caption L "},
    {PDF_RULE_LIST_NESTING, "LI", " L ", " Lbl LBody "},
    {PDF_RULE_LIST_NESTING, "LBody", " LI ", NULL},
    {PDF_RULE_TOC_NESTING, "TOC", NULL, " TOC TOCI Caption "},
    {PDF_RULE_TOC_NESTING, "TOCI", " TOC ", " Lbl Reference NonStruct P TOC "},
    {PDF_RULE_RUBY_NESTING, "Ruby", NULL, " RB RT RP "},
    {PDF_RULE_WARICHU_NESTING, "Warichu", NULL, " WT WP "},
    {PDF_RULE_RUBY_NESTING, "RB", " Ruby ", NULL},
    {PDF_RULE_RUBY_NESTING, "RT", " Ruby ", NULL},
    {PDF_RULE_RUBY_NESTING, "RP", " Ruby ", NULL},
    {PDF_RULE_WARICHU_NESTING, "WT", " Warichu ", NULL},
    {PDF_RULE_WARICHU_NESTING, "WP", " Warichu ", NULL},
};

static bool among(struct arena *arena, struct text role, const char *roles)
{
    size_t at;
    return text_find(text_from(roles), text_print(arena, " %.*s ", TEXT_PRINT(role)), &at);
}

// At most one head, one foot and one caption, which stands first, or in a table last; a head or a foot not without a body.
static bool are_ordered(const struct pdf_node *node)
{
    size_t heads = 0, bodies = 0, feet = 0, captions = 0;
    bool table = pdf_role_is(node, "Table");
    for (size_t i = 0; i < node->kids.count; i++) {
        const struct pdf_node *kid = node->kids.items[i];
        heads += pdf_role_is(kid, "THead");
        bodies += pdf_role_is(kid, "TBody");
        feet += pdf_role_is(kid, "TFoot");
        captions += pdf_role_is(kid, "Caption");
        if (pdf_role_is(kid, "Caption") && i > 0 && !(table && i + 1 == node->kids.count))
            return false;
    }
    return heads <= 1 && feet <= 1 && captions <= 1 && (bodies > 0 || heads + feet == 0);
}

static void check_node(struct pdf_checker *checker, const struct nesting *nesting,
                       const struct pdf_node *node)
{
    struct pdf_spot spot = {.node = node};
    if (nesting->parents)
        pdf_expect(checker, nesting->rule, among(checker->arena, node->parent->role, nesting->parents), spot);
    if (!nesting->kids)
        return;
    bool content = node->marks > 0 || node->objects > 0;
    pdf_expect(checker, nesting->rule, !content && are_ordered(node), spot);
    for (size_t i = 0; i < node->kids.count; i++) {
        spot.node = node->kids.items[i];
        pdf_expect(checker, nesting->rule, among(checker->arena, spot.node->role, nesting->kids), spot);
    }
}

void pdf_check_nesting(struct pdf_checker *checker)
{
    for (size_t i = 0; i < checker->nodes.count; i++)
        for (size_t j = 0; j < sizeof nestings / sizeof *nestings; j++)
            if (pdf_role_is(checker->nodes.items[i], nestings[j].role))
                check_node(checker, &nestings[j], checker->nodes.items[i]);
}
