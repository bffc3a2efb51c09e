// SPDX-License-Identifier: GPL-3.0-or-later
// Rules of single elements: headings and the outline, figures, formulas, lists, notes, languages; and attributes.
#include "base/text_map.h"
#include "document/pdf_checker.h"

// ---- Attributes --------------------------------------------------------------------------------------------------

// In one dictionary of attributes or an array of them, between which revision numbers may stand.
static const struct pdf_value *attribute_in(const struct pdf_value *attributes, const char *owner,
                                            const char *name)
{
    if (pdf_is_dictionary(attributes) && pdf_is_name(pdf_get(attributes, "O"), owner))
        return pdf_get(attributes, name);
    for (size_t i = 0; attributes && attributes->kind == PDF_ARRAY && i < attributes->count; i++) {
        const struct pdf_value *item = pdf_item(attributes, i);
        if (pdf_is_dictionary(item) && pdf_is_name(pdf_get(item, "O"), owner) && pdf_get(item, name))
            return pdf_get(item, name);
    }
    return NULL;
}

const struct pdf_value *pdf_attribute(const struct pdf_checker *checker, const struct pdf_node *node,
                                      const char *owner, const char *name)
{
    const struct pdf_value *found = attribute_in(pdf_get(node->value, "A"), owner, name);
    const struct pdf_value *classes = pdf_get(node->value, "C");
    const struct pdf_value *map = pdf_get(pdf_get(checker->catalog, "StructTreeRoot"), "ClassMap");
    if (!found && classes && classes->kind == PDF_NAME)
        found = attribute_in(pdf_get_text(map, pdf_name(classes)), owner, name);
    for (size_t i = 0; !found && classes && classes->kind == PDF_ARRAY && i < classes->count; i++)
        found = attribute_in(pdf_get_text(map, pdf_name(pdf_item(classes, i))), owner, name);
    return found;
}

// ---- Headings ----------------------------------------------------------------------------------------------------

// 1 to 6 of a heading with a level, else 0.
static int level_of(const struct pdf_node *node)
{
    bool heading = node->role.length == 2 && node->role.bytes[0] == 'H';
    int level = heading ? node->role.bytes[1] - '0' : 0;
    return level >= 1 && level <= 6 ? level : 0;
}

static size_t count_plain_headings(const struct pdf_node *node)
{
    size_t count = 0;
    for (size_t i = 0; i < node->kids.count; i++)
        count += pdf_role_is(node->kids.items[i], "H");
    return count;
}

void pdf_check_headings(struct pdf_checker *checker)
{
    int before = 0;
    bool plain = false;
    for (size_t i = 0; i < checker->nodes.count; i++) {
        const struct pdf_node *node = checker->nodes.items[i];
        struct pdf_spot spot = {.node = node};
        int level = level_of(node);
        plain |= pdf_role_is(node, "H");
        if (count_plain_headings(node) > 0)
            pdf_expect(checker, PDF_RULE_HEADING_TWO, count_plain_headings(node) == 1, spot);
        if (level && !before)
            pdf_expect(checker, PDF_RULE_HEADING_FIRST, level == 1, spot);
        else if (level)
            pdf_expect(checker, PDF_RULE_HEADING_SKIPPED, level <= before + 1, spot);
        before = level ? level : before;
        if (level || pdf_role_is(node, "H"))
            pdf_expect(checker, PDF_RULE_HEADING_MIXED, !plain || !before, spot);
    }
    const struct pdf_value *outline = pdf_get(checker->catalog, "Outlines");
    if (plain || before)
        pdf_expect(checker, PDF_RULE_OUTLINE, pdf_is_dictionary(pdf_get(outline, "First")),
                   (struct pdf_spot){.object = checker->catalog});
}

// ---- Elements of their own ---------------------------------------------------------------------------------------

static bool is_numbering(struct text name)
{
    static const char *const known[] = {"None",       "Disc",       "Circle",     "Square",    "Decimal",
                                        "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_equal(name, text_from(known[i])))
            return true;
    return false;
}

static void check_note(struct pdf_checker *checker, const struct pdf_node *note, struct text_map *ids)
{
    const struct pdf_value *id = pdf_get_kind(note->value, "ID", PDF_STRING);
    struct pdf_spot spot = {.node = note};
    if (!pdf_expect(checker, PDF_RULE_NOTE, id && id->bytes.length > 0, spot))
        return;
    spot.value = id->text;
    pdf_expect(checker, PDF_RULE_NOTE_UNIQUE, text_map_put(ids, id->bytes, 0, NULL), spot);
}

static void check_element(struct pdf_checker *checker, const struct pdf_node *node, struct text_map *note_ids)
{
    struct pdf_spot spot = {.node = node};
    bool replaced = pdf_has_text(node->value, "Alt") || pdf_has_text(node->value, "ActualText");
    const struct pdf_value *language = pdf_get(node->value, "Lang");
    const struct pdf_value *numbering = pdf_attribute(checker, node, "List", "ListNumbering");
    if (pdf_role_is(node, "Figure"))
        pdf_expect(checker, PDF_RULE_FIGURE, replaced, spot);
    if (pdf_role_is(node, "Formula"))
        pdf_expect(checker, PDF_RULE_FORMULA, replaced, spot);
    if (pdf_role_is(node, "Note"))
        check_note(checker, node, note_ids);
    if (pdf_role_is(node, "L") && numbering)
        pdf_expect(checker, PDF_RULE_NUMBERING, is_numbering(pdf_name(numbering)), spot);
    if (language) {
        spot.value = language->text;
        pdf_expect(checker, PDF_RULE_LANGUAGE_PART, pdf_is_language(language->text), spot);
    }
}

void pdf_check_elements(struct pdf_checker *checker)
{
    struct text_map note_ids;
    text_map_init(&note_ids, checker->arena);
    for (size_t i = 0; i < checker->nodes.count; i++)
        check_element(checker, checker->nodes.items[i], &note_ids);
}
